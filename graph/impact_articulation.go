package graph

import (
	"cmp"
	"context"
	"slices"
)

// Articulation lists the entities on which the connectedness of the graph
// hangs.
type Articulation struct {
	Points []ArticulationPoint `json:"points" doc:"those that cut off most first, then by id"`
	Total  int                 `json:"total"`
	Meta   Meta                `json:"meta"`
}

// ArticulationPoint is an entity without which its component falls apart.
type ArticulationPoint struct {
	EntityRef
	Degree int `json:"degree"`
	Pieces int `json:"pieces" doc:"into how many components its own falls, itself left out"`
	CutOff int `json:"cut_off" doc:"how many entities are not in the largest of the pieces"`
}

// ArticulationPoints answers the entities whose removal leaves more components
// than there were, along edges in both directions and whatever their status. It
// is the depth-first search of Hopcroft and Tarjan (Algorithm 447: efficient
// algorithms for graph manipulation, Communications of the ACM 16, 1973), with a
// stack of its own in place of recursion. Parallel edges and loops make no
// difference. At most limit are shown, 1 to MaxList; 0 means DefaultList.
//
// Errors: *Error of kind Invalid, and the context's.
func (g *Graph) ArticulationPoints(ctx context.Context, limit int) (*Articulation, error) {
	limit = orDefault(limit, DefaultList)
	if err := within(bound{"limit", limit, 1, MaxList}); err != nil {
		return nil, err
	}
	b := newBudget(ctx, maxWork)
	c := &cutSearch{g: g, budget: b, order: make([]uint32, g.entities()), low: make([]uint32, g.entities()), size: make([]uint32, g.entities())}
	whole := true
	for n := range uint32(g.entities()) {
		if c.order[n] == 0 && !c.component(n) {
			whole = false
			break
		}
	}
	if b.err != nil {
		return nil, b.err
	}
	slices.SortFunc(c.found, func(x, y cutPoint) int { return cmp.Or(cmp.Compare(y.cutOff, x.cutOff), cmp.Compare(x.n, y.n)) })
	out := &Articulation{Points: []ArticulationPoint{}, Total: len(c.found), Meta: g.meta()}
	for _, p := range c.found[:min(limit, len(c.found))] {
		out.Points = append(out.Points, ArticulationPoint{EntityRef: g.ref(p.n), Degree: g.degree(p.n), Pieces: int(p.pieces), CutOff: int(p.cutOff)})
	}
	if !whole {
		out.Meta.stop(StoppedByBudget)
	}
	if len(c.found) > limit {
		out.Meta.stop(StoppedByLimit)
	}
	out.Meta.Visited = Visited{Nodes: int(c.clock), Edges: b.used}
	return out, nil
}

// cutSearch is the depth-first search over all components.
type cutSearch struct {
	g      *Graph
	budget *budget
	clock  uint32
	order  []uint32 // when an entity was first met, from 1; 0: not yet
	low    []uint32 // the earliest that its subtree has an edge to
	size   []uint32 // entities of its subtree
	found  []cutPoint
}

type cutPoint struct{ n, pieces, cutOff uint32 }

// cutFrame is an entity on the way down, with what is known of its pieces.
type cutFrame struct {
	n        uint32
	next     uint32 // arcs looked at, out then in
	pieces   uint32 // subtrees with no edge past n
	split    uint32 // entities of those
	greatest uint32 // of those
}

// component searches the component of root; false when the budget ends, which
// leaves none of its entities in found.
func (c *cutSearch) component(root uint32) bool {
	var points []cutFrame // that separate subtrees, the root's frame among them
	stack := []cutFrame{c.enter(root)}
	for len(stack) > 0 {
		at := &stack[len(stack)-1]
		if to, ok := c.arc(at); ok {
			if c.order[to] == 0 {
				stack = append(stack, c.enter(to))
			} else {
				c.low[at.n] = min(c.low[at.n], c.order[to])
			}
			continue
		}
		if !c.budget.spend(int(at.next) + 1) {
			return false
		}
		done := *at
		stack = stack[:len(stack)-1]
		if done.pieces > 0 {
			points = append(points, done)
		}
		if len(stack) == 0 {
			break
		}
		up := &stack[len(stack)-1]
		c.low[up.n] = min(c.low[up.n], c.low[done.n])
		c.size[up.n] += c.size[done.n]
		if c.low[done.n] >= c.order[up.n] {
			up.pieces++
			up.split += c.size[done.n]
			up.greatest = max(up.greatest, c.size[done.n])
		}
	}
	for _, p := range points {
		rest := c.size[root] - 1 - p.split // above it, and below with a way past it
		if rest > 0 {
			p.pieces++
			p.greatest = max(p.greatest, rest)
		}
		if p.pieces > 1 {
			c.found = append(c.found, cutPoint{p.n, p.pieces, c.size[root] - 1 - p.greatest})
		}
	}
	return true
}

func (c *cutSearch) enter(n uint32) cutFrame {
	c.clock++
	c.order[n], c.low[n], c.size[n] = c.clock, c.clock, 1
	return cutFrame{n: n}
}

// arc answers the next neighbour of the entity of a frame.
func (c *cutSearch) arc(f *cutFrame) (to uint32, ok bool) {
	g, i := c.g, f.next
	out, in := g.outAt[f.n+1]-g.outAt[f.n], g.inAt[f.n+1]-g.inAt[f.n]
	switch {
	case i < out:
		to = g.out[g.outAt[f.n]+i].to
	case i < out+in:
		to = g.in[g.inAt[f.n]+i-out].to
	default:
		return 0, false
	}
	f.next++
	return to, true
}
