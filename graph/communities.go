package graph

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
)

// CommunityQuery asks which entities belong together. See CentralityQuery for
// the projection.
type CommunityQuery struct {
	Filter     Filter
	Resolution float64 // above 0, at most MaxResolution: more makes smaller communities; 0 means 1
}

// MaxResolution bounds CommunityQuery.Resolution.
const MaxResolution = 100

// CommunitiesResult is the answer to a CommunityQuery.
type CommunitiesResult struct {
	Communities []Community `json:"communities" doc:"the largest first; ties by the first id"`
	Modularity  float64     `json:"modularity" doc:"how much denser the communities are inside than chance would make them, at the resolution asked for; at resolution 1 from -0.5 to 1"`
	Resolution  float64     `json:"resolution"`
	Nodes       int         `json:"nodes" doc:"entities that were divided"`
	Edges       int         `json:"edges" doc:"pairs of entities that are linked"`
	Isolated    int         `json:"isolated" doc:"entities that the filter allows but no edge reaches; they are in no community"`
	Meta        Meta        `json:"meta"`
}

// Community is a set of entities with more statements among them than with
// others.
type Community struct {
	Size     int               `json:"size"`
	Inside   int               `json:"inside" doc:"statements between two members"`
	Outside  int               `json:"outside" doc:"statements between a member and an entity of another community"`
	Entities []CommunityMember `json:"entities" doc:"those with the most statements inside first; ties by id"`
}

// CommunityMember is an entity in its community.
type CommunityMember struct {
	EntityRef
	Inside int `json:"inside" doc:"statements that it shares with other members"`
}

// Communities divides the filtered graph by the Louvain method (Blondel et al.
// 2008) with a fixed seed. The division is a good one, not always the best.
//
// Errors: *Error of kind Invalid, also where the filtered graph is too large, and
// the context's.
func (g *Graph) Communities(ctx context.Context, q CommunityQuery) (*CommunitiesResult, error) {
	if q.Resolution == 0 {
		q.Resolution = 1
	}
	if !(q.Resolution > 0 && q.Resolution <= MaxResolution) { // also refuses NaN
		return nil, invalid("resolution", q.Resolution, fmt.Sprintf("resolution must be above 0 and at most %d, not %v", MaxResolution, q.Resolution))
	}
	filter, err := g.compile(q.Filter)
	if err != nil {
		return nil, err
	}
	d, err := analyse(ctx, g, fmt.Sprintf("communities %v%s", q.Resolution, filter.question()), func() (*division, error) {
		return g.divide(ctx, filter, q.Resolution)
	})
	if err != nil {
		return nil, err
	}
	out := &CommunitiesResult{Communities: make([]Community, len(d.parts)), Modularity: d.modularity, Resolution: q.Resolution,
		Nodes: d.nodes, Edges: d.edges, Isolated: d.isolated, Meta: g.meta()}
	out.Meta.Visited = Visited{Nodes: d.nodes, Edges: d.edges}
	for i, p := range d.parts {
		c := Community{Size: len(p.members), Inside: p.inside, Outside: p.outside, Entities: make([]CommunityMember, len(p.members))}
		for j, m := range p.members {
			c.Entities[j] = CommunityMember{g.ref(m.entity), m.inside}
		}
		out.Communities[i] = c
	}
	return out, nil
}

// division is a projection divided, as it is cached.
type division struct {
	parts                  []divided
	modularity             float64
	nodes, edges, isolated int
}

type divided struct {
	members         []dividedMember
	inside, outside int
}

type dividedMember struct {
	entity uint32
	inside int
}

func (g *Graph) divide(ctx context.Context, f *compiledFilter, resolution float64) (*division, error) {
	p, err := g.project(ctx, f, "communities", MaxCommunities)
	if err != nil {
		return nil, err
	}
	d := &division{parts: []divided{}, nodes: len(p.members), edges: p.edges, isolated: p.isolated}
	if d.nodes == 0 {
		return d, nil
	}
	var sets [][]gonum.Node
	err = interruptible(func() {
		p := &gonumView{projection: p, ctx: ctx}
		sets = community.Modularize(p, resolution, &interruptibleSource{ctx: ctx, PCG: rand.NewPCG(1, 2)}).Communities()
		d.modularity = roundDigits(community.Q(p, sets, resolution))
	})
	if err != nil {
		return nil, err
	}
	in := make([]int, d.nodes)
	for i, set := range sets {
		for _, n := range set {
			in[n.ID()] = i
		}
	}
	for i, set := range sets {
		var c divided
		for _, n := range set {
			m := dividedMember{entity: p.members[n.ID()]}
			near, weights := p.row(uint32(n.ID()))
			for k, to := range near {
				if w := int(weights[k]); in[to] == i {
					m.inside += w
				} else {
					c.outside += w
				}
			}
			c.inside += m.inside
			c.members = append(c.members, m)
		}
		c.inside /= 2 // each was met from both ends
		slices.SortFunc(c.members, func(a, b dividedMember) int {
			return cmp.Or(cmp.Compare(b.inside, a.inside), cmp.Compare(a.entity, b.entity))
		})
		d.parts = append(d.parts, c)
	}
	slices.SortFunc(d.parts, func(a, b divided) int {
		return cmp.Or(cmp.Compare(len(b.members), len(a.members)), cmp.Compare(a.members[0].entity, b.members[0].entity))
	})
	return d, nil
}
