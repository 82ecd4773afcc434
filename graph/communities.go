package graph

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/iterator"
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
			for k, to := range p.near[n.ID()] {
				if w := int(p.weights[n.ID()][k]); in[to] == i {
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

// projection is the filtered graph as gonum reads it: node i is members[i].
type projection struct {
	ctx             context.Context
	asked           int
	members         []uint32
	nodes           []gonum.Node
	near            [][]uint32  // sorted, without the node itself
	weights         [][]float64 // statements in both directions, parallel to near
	edges, isolated int
}

type projected int64

func (n projected) ID() int64 { return int64(n) }

// project refuses a projection of more than limit nodes and edges.
func (g *Graph) project(ctx context.Context, f *compiledFilter, what string, limit int) (*projection, error) {
	p := &projection{ctx: ctx}
	const outside = ^uint32(0)
	number := make([]uint32, g.entities())
	var neighbours [][]uint32 // with repetition
	arcs, looked := 0, 0
	for n := range uint32(g.entities()) {
		number[n] = outside
		if !g.allowsType(f, n) {
			continue
		}
		var near []uint32
		for _, list := range [2][]arc{g.out[g.outAt[n]:g.outAt[n+1]], g.in[g.inAt[n]:g.inAt[n+1]]} {
			for _, a := range list {
				if a.to != n && f.edge(a) && g.allowsType(f, a.to) {
					near = append(near, a.to)
				}
			}
			if looked += len(list) + 1; looked >= checkEvery {
				looked = 0
				if err := ctx.Err(); err != nil {
					return nil, err
				}
			}
		}
		if near == nil {
			p.isolated++
			continue
		}
		slices.Sort(near)
		number[n] = uint32(len(p.members))
		p.members, neighbours = append(p.members, n), append(neighbours, near)
		p.nodes = append(p.nodes, projected(number[n]))
		arcs++
		for i := 1; i < len(near); i++ {
			if near[i] != near[i-1] {
				arcs++
			}
		}
		if len(p.members)+arcs/2 > limit {
			return nil, invalid("filter", nil, fmt.Sprintf("%s is computed for at most %d entities and linked pairs together, and the filtered graph has more; narrow it by relation, type, status or basis", what, limit))
		}
	}
	p.edges = arcs / 2
	p.near, p.weights = make([][]uint32, len(p.members)), make([][]float64, len(p.members))
	for i, near := range neighbours {
		for j, to := range near {
			if j > 0 && to == near[j-1] {
				p.weights[i][len(p.weights[i])-1]++
				continue
			}
			p.near[i] = append(p.near[i], number[to])
			p.weights[i] = append(p.weights[i], 1)
		}
	}
	return p, nil
}

var _ gonum.WeightedUndirected = (*projection)(nil)

func (p *projection) has(id int64) bool { return id >= 0 && id < int64(len(p.nodes)) }

// Node, Nodes and the rest are gonum's view. All its lists are in a fixed order,
// so sums of floats come out the same every time.
func (p *projection) Node(id int64) gonum.Node {
	if !p.has(id) {
		return nil
	}
	return p.nodes[id]
}

func (p *projection) Nodes() gonum.Nodes { return iterator.NewOrderedNodes(p.nodes) }

func (p *projection) From(id int64) gonum.Nodes {
	interrupt(p.ctx, &p.asked)
	if !p.has(id) {
		return gonum.Empty
	}
	near := make([]gonum.Node, len(p.near[id]))
	for i, m := range p.near[id] {
		near[i] = p.nodes[m]
	}
	return iterator.NewOrderedNodes(near)
}

func (p *projection) Weight(x, y int64) (float64, bool) {
	if !p.has(x) || !p.has(y) {
		return 0, false
	}
	i, ok := slices.BinarySearch(p.near[x], uint32(y))
	if !ok {
		return 0, x == y
	}
	return p.weights[x][i], true
}

func (p *projection) HasEdgeBetween(x, y int64) bool { return p.WeightedEdgeBetween(x, y) != nil }

func (p *projection) Edge(x, y int64) gonum.Edge { return p.EdgeBetween(x, y) }

func (p *projection) EdgeBetween(x, y int64) gonum.Edge {
	if e := p.WeightedEdgeBetween(x, y); e != nil {
		return e
	}
	return nil
}

func (p *projection) WeightedEdge(x, y int64) gonum.WeightedEdge { return p.WeightedEdgeBetween(x, y) }

func (p *projection) WeightedEdgeBetween(x, y int64) gonum.WeightedEdge {
	if w, ok := p.Weight(x, y); ok && x != y {
		return projectedEdge{p.nodes[x], p.nodes[y], w}
	}
	return nil
}

type projectedEdge struct {
	from, to gonum.Node
	weight   float64
}

func (e projectedEdge) From() gonum.Node         { return e.from }
func (e projectedEdge) To() gonum.Node           { return e.to }
func (e projectedEdge) Weight() float64          { return e.weight }
func (e projectedEdge) ReversedEdge() gonum.Edge { return projectedEdge{e.to, e.from, e.weight} }

// gonum takes no context. It runs in the caller's goroutine and asks, all along,
// the graph for neighbours and the random source for numbers; once the context
// has ended these answer with a panic that interruptible turns into the error.
type interruption struct{ err error }

func interrupt(ctx context.Context, asked *int) {
	if *asked++; *asked%256 == 0 {
		if err := ctx.Err(); err != nil {
			panic(interruption{err})
		}
	}
}

func interruptible(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interruption:
			err = r.err
		default:
			panic(r)
		}
	}()
	f()
	return nil
}

// interruptibleSource is a random source that ends with a context.
type interruptibleSource struct {
	*rand.PCG
	ctx   context.Context
	asked int
}

// Uint64 draws the next number.
func (s *interruptibleSource) Uint64() uint64 {
	interrupt(s.ctx, &s.asked)
	return s.PCG.Uint64()
}
