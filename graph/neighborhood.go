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
	own := rooms.Get().(*room)
	if first == 0 { // the search's queue is the answer's nodes
		defer func(kept []uint32) { s.queue = kept }(s.queue)
		s.queue = own.nodes
	}
	e := &ego{g: g, s: s, q: q, f: filter, budget: newBudget(ctx, maxWork), first: first, last: first + q.Limit, edges: own.edges}
	e.run(center)
	if e.budget.err != nil {
		return nil, e.budget.err
	}
	out := e.page(own)
	out.center, out.hasCenter = center, true
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
	first, last int // the page holds entities first+1 … last
	edges       []edgeRef
	levels      []int // how many entities there are nearer than or at each depth that was begun
	levelRoom   [MaxDepth]int
	more        bool // an entity beyond the page was met
	cut         bool // PerRelation left an edge out
}

func (e *ego) run(center uint32) {
	e.levels = e.levelRoom[:0]
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
			if (i-from)%expandAhead == 0 {
				e.g.touchArcs(e.s.queue[i:min(i+expandAhead, to)])
			}
			if !e.expand(uint32(i)) {
				return
			}
		}
		from = to
	}
}

// expandAhead is for how many entities arcs are read ahead.
const expandAhead = 8

// touchArcs reads where the arcs of some entities begin, so that the waits for
// memory overlap.
func (g *Graph) touchArcs(list []uint32) {
	var at [2 * expandAhead]uint32
	for i, n := range list {
		at[2*i], at[2*i+1] = g.outAt[n], g.inAt[n]
	}
	sum := uint32(0)
	for i := range list {
		if o := at[2*i]; o < uint32(len(g.out)) {
			sum += g.out[o].to
		}
		if o := at[2*i+1]; o < uint32(len(g.in)) {
			sum += g.in[o].to
		}
	}
	touched.Store(sum)
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
		before := len(e.edges)
		met := e.meet(i, batch, incoming)
		if !e.budget.spend(met) || !e.budget.keep(len(e.edges)-before) || e.more {
			return false
		}
	}
	return true
}

// meet takes up arcs of entity number i, until the page is full. It answers how
// many it looked at.
func (e *ego) meet(i uint32, arcs []arc, incoming bool) int {
	s, f, from := e.s, e.f, e.s.queue[i]
	mark, queue, edges, epoch := s.mark, s.queue, slices.Grow(e.edges, len(arcs)), uint64(s.epoch)<<32
	both, bounded := e.q.Direction == Both, e.q.PerRelation > 0
	turn := i // with both directions, an edge to an entity before it has been met
	if incoming {
		turn++
	}
	at := 0
	for ; at < len(arcs); at++ {
		a := &arcs[at]
		if !f.open && !f.edge(*a) {
			continue
		}
		m := mark[a.to]
		seen := m&^(1<<32-1) == epoch
		if !seen && !f.open && !e.g.allowsType(f, a.to) {
			continue
		}
		// With both directions an edge between two expanded entities is met twice,
		// and a loop twice at one entity: the first time counts.
		if seen && both && uint32(m) < turn {
			continue
		}
		if bounded {
			if s.count[a.rel] == uint32(e.q.PerRelation) {
				e.cut = true
				continue
			}
			s.count[a.rel]++
		}
		if !seen {
			if len(queue) > e.last {
				e.more = true
				at++
				break
			}
			mark[a.to] = epoch | uint64(len(queue))
			queue = append(queue, a.to)
		}
		if len(queue) > e.first+1 || e.first == 0 {
			edges = edges[:len(edges)+1]
			edge := &edges[len(edges)-1] // written in place: a copy would wait for its parts
			edge.stmt, edge.from, edge.to, edge.rel, edge.flags = a.stmt, from, a.to, a.rel, a.flags
			if incoming {
				edge.from, edge.to = a.to, from
			}
		}
	}
	s.queue, e.edges = queue, edges
	return at
}

// induce adds the edges among the outermost entities, which start at number
// from. An edge belongs to the page of the later of its two ends.
func (e *ego) induce(from int) {
	g := e.g
	for i := max(from, e.first+1); i < len(e.s.queue); i++ {
		n := e.s.queue[i]
		before := len(e.edges)
		for side, arcs := range [2][]arc{g.out[g.outAt[n]:g.outAt[n+1]], g.in[g.inAt[n]:g.inAt[n+1]]} {
			for _, a := range arcs {
				number, seen := e.s.get(e.s.mark, a.to)
				if seen && int(number) >= from && (int(number) < i || int(number) == i && side == 0) && e.f.edge(a) {
					e.edges = append(e.edges, g.edgeRef(a.stmt))
				}
			}
			if !e.budget.spend(len(arcs)) {
				return
			}
		}
		if !e.budget.keep(len(e.edges) - before) {
			return
		}
	}
}

// page gathers the entities of the page and those of earlier pages that its
// edges need.
func (e *ego) page(own *room) *Subgraph {
	g, queue := e.g, e.s.queue
	out := &Subgraph{graph: g, nodes: own.nodes, edges: e.edges, Meta: g.meta(), room: own}
	out.Meta.Visited = Visited{Nodes: len(queue), Edges: e.budget.used}
	if e.first == 0 {
		out.nodes = queue
	} else {
		need := []uint32{0}
		for _, edge := range out.edges {
			for _, n := range [2]uint32{edge.from, edge.to} {
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
	out.depths = slices.Grow(own.depths, len(out.nodes))[:len(out.nodes)]
	depth := 0
	for i, n := range out.nodes { // in the order of the search, so depths ascend
		number := i
		if e.first > 0 {
			at, _ := e.s.get(e.s.mark, n)
			number = int(at)
		}
		for depth < len(e.levels) && number >= e.levels[depth] {
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
