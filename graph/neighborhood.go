package graph

import (
	"context"
	"fmt"
	"slices"
)

// Neighborhood answers the ego network of an entity by breadth-first search: the
// entities within Depth hops, nearest first, and every edge that the search
// meets between two of them, that is every edge of an entity nearer than Depth.
// With Induced the edges among the outermost entities are added.
//
// A page ends when Limit entities have been found. The next page goes on from
// there; it repeats entities of earlier pages to which its edges lead, so each
// page is a graph and all pages together are the whole neighborhood.
//
// Errors: *Error of kind Invalid, NotFound, Moved or BadCursor, and the
// context's.
func (g *Graph) Neighborhood(ctx context.Context, q NeighborhoodQuery) (*Subgraph, error) {
	q.Depth = orDefault(q.Depth, 1)
	q.Limit = orDefault(q.Limit, DefaultNodes)
	if err := within(bound{"depth", q.Depth, 1, MaxDepth}, bound{"limit", q.Limit, 1, MaxNodes},
		bound{"per_relation", q.PerRelation, 0, MaxPerRelation}); err != nil {
		return nil, err
	}
	center, err := g.find("id", q.ID)
	if err != nil {
		return nil, err
	}
	filter, err := g.compile(q.Filter)
	if err != nil {
		return nil, err
	}
	var question string
	first := 0
	if q.Cursor != "" {
		question = q.question()
		if first, err = g.readCursor(question, q.Cursor); err != nil {
			return nil, err
		}
	}
	s := g.takeScratch()
	defer s.release()
	e := &ego{g: g, s: s, q: q, f: filter, budget: newBudget(ctx, maxWork), first: first, last: first + q.Limit}
	e.run(center)
	if e.budget.err != nil {
		return nil, e.budget.err
	}
	out := e.page()
	out.Meta.Totals = g.totals(center)
	if e.more {
		out.Meta.stop(StoppedByLimit)
		if question == "" {
			question = q.question()
		}
		out.Meta.NextCursor = g.makeCursor(question, e.last)
	}
	return out, nil
}

func (q NeighborhoodQuery) question() string {
	q.Cursor = ""
	return fmt.Sprintf("neighborhood %#v", q)
}

// ego is one breadth-first search. Entity number i of the search is queue[i];
// the entity asked about is number 0 and not counted by the limit.
type ego struct {
	g           *Graph
	s           *scratch
	q           NeighborhoodQuery
	f           *compiledFilter
	budget      *budget
	first, last int   // the page holds entities first+1 … last
	levels      []int // how many entities there are nearer than or at each depth that was begun
	edges       []uint32
	more        bool // an entity beyond the page was met
	cut         bool // PerRelation left an edge out
}

func (e *ego) run(center uint32) {
	e.search(center)
	if e.q.Induced && len(e.levels) == e.q.Depth {
		e.induce(e.levels[e.q.Depth-1])
	}
}

func (e *ego) search(center uint32) {
	e.s.set(e.s.mark, center, 0)
	e.s.queue = append(e.s.queue, center)
	from := 0
	for depth := 0; depth < e.q.Depth && from < len(e.s.queue); depth++ {
		to := len(e.s.queue)
		e.levels = append(e.levels, to)
		for i := from; i < to; i++ {
			if !e.expand(uint32(i)) {
				return
			}
		}
		from = to
	}
}

// expand meets the arcs of entity number i; false ends the search.
func (e *ego) expand(i uint32) bool {
	g, n := e.g, e.s.queue[i]
	if e.q.Direction != In && !e.walk(i, g.out[g.outAt[n]:g.outAt[n+1]], false) {
		return false
	}
	return e.q.Direction == Out || e.walk(i, g.in[g.inAt[n]:g.inAt[n+1]], true)
}

func (e *ego) walk(i uint32, arcs []arc, incoming bool) bool {
	if e.q.PerRelation > 0 {
		e.s.count = slices.Grow(e.s.count[:0], len(e.g.relations))[:len(e.g.relations)]
		clear(e.s.count)
	}
	for len(arcs) > 0 {
		batch := arcs[:min(len(arcs), checkEvery)]
		arcs = arcs[len(batch):]
		for j, a := range batch {
			if !e.meet(i, a, incoming) {
				e.budget.spend(j + 1)
				return false
			}
		}
		if !e.budget.spend(len(batch)) {
			return false
		}
	}
	return true
}

// meet takes up one arc; false when the page is full.
func (e *ego) meet(i uint32, a arc, incoming bool) bool {
	if !e.f.edge(a) {
		return true
	}
	number, seen := e.s.get(e.s.mark, a.to)
	if !seen && !e.g.allowsType(e.f, a.to) {
		return true
	}
	// With both directions an edge between two expanded entities is met twice,
	// and a loop twice at one entity: the first time counts.
	if seen && e.q.Direction == Both && (number < i || number == i && incoming) {
		return true
	}
	if e.q.PerRelation > 0 {
		if e.s.count[a.rel] == uint32(e.q.PerRelation) {
			e.cut = true
			return true
		}
		e.s.count[a.rel]++
	}
	if !seen {
		if len(e.s.queue) > e.last {
			e.more = true
			return false
		}
		e.s.set(e.s.mark, a.to, uint32(len(e.s.queue)))
		e.s.queue = append(e.s.queue, a.to)
	}
	if len(e.s.queue) > e.first+1 || e.first == 0 {
		e.edges = append(e.edges, a.stmt)
	}
	return true
}

// induce adds the edges among the outermost entities, which start at number
// from. An edge belongs to the page of the later of its two ends.
func (e *ego) induce(from int) {
	g := e.g
	for i := max(from, e.first+1); i < len(e.s.queue); i++ {
		n := e.s.queue[i]
		for side, arcs := range [2][]arc{g.out[g.outAt[n]:g.outAt[n+1]], g.in[g.inAt[n]:g.inAt[n+1]]} {
			for _, a := range arcs {
				number, seen := e.s.get(e.s.mark, a.to)
				if seen && int(number) >= from && (int(number) < i || int(number) == i && side == 0) && e.f.edge(a) {
					e.edges = append(e.edges, a.stmt)
				}
			}
			if !e.budget.spend(len(arcs)) {
				return
			}
		}
	}
}

// page gathers the entities of the page and those of earlier pages that its
// edges need.
func (e *ego) page() *Subgraph {
	g, queue := e.g, e.s.queue
	out := &Subgraph{graph: g, edges: e.edges, Meta: g.meta()}
	out.Meta.Visited = Visited{Nodes: len(queue), Edges: e.budget.used}
	if e.first == 0 {
		out.nodes = slices.Clone(queue)
	} else {
		need := []uint32{0}
		for _, s := range e.edges {
			for _, n := range [2]uint32{g.subj[s], g.obj[s]} {
				if number, _ := e.s.get(e.s.mark, n); int(number) <= e.first {
					need = append(need, number)
				}
			}
		}
		slices.Sort(need)
		for _, number := range slices.Compact(need) {
			out.nodes = append(out.nodes, queue[number])
		}
		if e.first+1 < len(queue) {
			out.nodes = append(out.nodes, queue[e.first+1:]...)
		}
	}
	out.depths = make([]uint16, len(out.nodes))
	for i, n := range out.nodes {
		number, _ := e.s.get(e.s.mark, n)
		depth := 0
		for depth < len(e.levels) && int(number) >= e.levels[depth] {
			depth++
		}
		out.depths[i] = uint16(depth)
	}
	if e.cut {
		out.Meta.stop(StoppedByPerRelation)
	}
	if e.budget.left < 0 {
		out.Meta.stop(StoppedByBudget)
	}
	return out
}
