package graph

import (
	"context"
	"slices"
)

// ImpactQuery asks what hangs on an entity.
type ImpactQuery struct {
	Remove string // the entity taken away
	From   string // what must still be reached; "" for the place with the highest degree, or where there is none the entity with the highest
	Limit  int    // entities shown of each list; 1 to MaxList; 0 means DefaultList
}

// Impact is what changes when an entity and all its statements are taken away:
// the answer to an ImpactQuery.
type Impact struct {
	Removed           EntityRef   `json:"removed"`
	Root              *EntityRef  `json:"root" doc:"what must still be reached; null where nothing else is in the graph"`
	Reached           bool        `json:"reached" doc:"whether the entity is linked with the root at all"`
	ArticulationPoint bool        `json:"articulation_point" doc:"whether what is linked with it falls apart without it"`
	Pieces            int         `json:"pieces" doc:"into how many components the entities linked with it fall"`
	Unreachable       []EntityRef `json:"unreachable" doc:"what is linked with the root only by way of the entity, by id"`
	UnreachableTotal  int         `json:"unreachable_total"`

	LoseInstrument LossList `json:"lose_instrument" doc:"measures that are left without an instrument of their own or of their parts"`
	LoseMeasure    LossList `json:"lose_measure" doc:"problems that are left without a measure that addresses them or their parts"`
	LoseServing    LossList `json:"lose_serving" doc:"goals that are left without a measure that serves them or their parts"`

	Meta Meta `json:"meta"`
}

// LossList is one kind of loss. Total counts also what Limit leaves out.
type LossList struct {
	Total int    `json:"total"`
	Items []Loss `json:"items" doc:"by id"`
}

// Loss is an entity that loses the last of what it has of a kind.
type Loss struct {
	Entity          EntityRef       `json:"entity"`
	Level           string          `json:"level" enum:"none,group,others" doc:"what is left: none, by way of its group, or of others than measures"`
	Why             Text            `json:"why"`
	Statements      []StatementView `json:"statements" doc:"what is lost, at most 20"`
	StatementsTotal int             `json:"statements_total"`
}

// Impact answers what becomes unreachable and what loses its last instrument,
// measure or serving measure when an entity is taken away. Reachability follows
// every edge in both directions, whatever its status; a loss regards claims as
// Gaps does, so parts count for their group and absent statements for nothing.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) Impact(ctx context.Context, q ImpactQuery) (*Impact, error) {
	q.Limit = orDefault(q.Limit, DefaultList)
	if err := within(bound{"limit", q.Limit, 1, MaxList}); err != nil {
		return nil, err
	}
	gone, err := g.find("remove", q.Remove)
	if err != nil {
		return nil, err
	}
	root := g.defaultRoot(gone)
	if q.From != "" {
		if root, err = g.find("from", q.From); err != nil {
			return nil, err
		}
		if root == gone {
			return nil, invalid("from", q.From, q.From+" is the entity to be removed; name another one from which the rest is to be reached")
		}
	}
	b := newBudget(ctx, maxWork)
	out := &Impact{Removed: g.ref(gone), Unreachable: []EntityRef{}, Meta: g.meta()}
	if root != noEntity {
		ref := g.ref(root)
		out.Root = &ref
	}
	lost := g.cutOff(b, gone, root, out)
	out.UnreachableTotal = len(lost)
	for _, n := range lost[:min(q.Limit, len(lost))] {
		out.Unreachable = append(out.Unreachable, g.ref(n))
	}
	g.losses(b, gone, q.Limit, out)
	if b.err != nil {
		return nil, b.err
	}
	if b.left < 0 {
		out.Meta.stop(StoppedByBudget)
	}
	if len(lost) > q.Limit {
		out.Meta.stop(StoppedByLimit)
	}
	out.Meta.Visited = Visited{Nodes: g.entities(), Edges: b.used}
	return out, nil
}

// defaultRoot is the place with the highest degree, or else the entity.
func (g *Graph) defaultRoot(except uint32) uint32 {
	root := g.centralPlace(except)
	if root == noEntity {
		for n := range uint32(g.entities()) {
			if n != except && (root == noEntity || g.degree(n) > g.degree(root)) {
				root = n
			}
		}
	}
	return root
}

// cutOff finds the components into which the neighbours of gone fall, and
// answers the entities of those without the root, by id.
func (g *Graph) cutOff(b *budget, gone, root uint32, out *Impact) []uint32 {
	piece := make([]uint32, g.entities()) // number of the component, from 1; 0: not met
	var members [][]uint32
	for next := range g.neighbours(gone) {
		if next == gone || piece[next] != 0 {
			continue
		}
		id := uint32(len(members) + 1)
		piece[next] = id
		queue := []uint32{next}
		for i := 0; i < len(queue); i++ {
			if !b.spend(g.degree(queue[i])) {
				return nil // an unfinished component may turn out to hold the root
			}
			for n := range g.neighbours(queue[i]) {
				if n != gone && piece[n] == 0 {
					piece[n] = id
					queue = append(queue, n)
				}
			}
		}
		members = append(members, queue)
	}
	out.Pieces = len(members)
	out.ArticulationPoint = len(members) > 1
	if root == noEntity || piece[root] == 0 {
		return nil
	}
	out.Reached = true
	var lost []uint32
	for i, list := range members {
		if uint32(i+1) != piece[root] {
			lost = append(lost, list...)
		}
	}
	slices.Sort(lost)
	return lost
}

// neighbours yields both ends' entities of every edge of n, out first; a loop
// yields n itself twice and parallel edges the same entity again.
func (g *Graph) neighbours(n uint32) func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		for _, arcs := range [2][]arc{g.out[g.outAt[n]:g.outAt[n+1]], g.in[g.inAt[n]:g.inAt[n+1]]} {
			for _, a := range arcs {
				if !yield(a.to) {
					return
				}
			}
		}
	}
}
