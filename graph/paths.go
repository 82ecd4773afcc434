package graph

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
)

// Paths answers the paths between two entities. An empty list in an answer that
// is complete means that there is none; in one that is not complete, that the
// search gave up. From and To the same have the one path of length 0.
//
// How each mode searches: one or all cheapest paths by hops, by bidirectional
// breadth-first search; by another cost, by Dijkstra's algorithm from the target
// with labels of cost and hops; k cheapest, by Yen's algorithm (Finding the k
// shortest loopless paths in a network, Management Science 17, 1971) with
// Lawler's improvement; simple paths, and any mode with Via, by best-first
// search (A*) over partial paths.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) Paths(ctx context.Context, q PathQuery) (*Subgraph, error) {
	p, err := g.newPathSearch(ctx, q)
	if err != nil {
		return nil, err
	}
	if p.budget.err != nil {
		return nil, p.budget.err
	}
	var found []route
	var more StopReason
	switch {
	case p.from == p.to:
		if len(p.via) == 0 {
			found = []route{{nodes: []uint32{p.from}}}
		}
	case len(p.via) > 0 || q.Mode == SimplePaths:
		found, more = p.enumerate()
	case q.Mode == KShortest:
		found = p.yen(p.k)
	case q.Mode == AllShortest:
		found, more = p.allCheapest(p.k)
	default:
		if r, ok := p.cheapest(); ok {
			found = []route{r}
		}
	}
	if p.budget.err != nil {
		return nil, p.budget.err
	}
	out := p.answer(found)
	if more != "" {
		out.Meta.stop(more)
	}
	if p.budget.left < 0 {
		out.Meta.stop(StoppedByBudget)
	}
	return out, nil
}

// route is a path by positions. Costs are whole millionths, so that sums are
// exact and ties are ties.
type route struct {
	nodes []uint32
	cost  int64
}

func (r route) hops() int { return len(r.nodes) - 1 }

// compareRoutes is the order of all answers: cost, length, ids.
func compareRoutes(a, b route) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(len(a.nodes), len(b.nodes)), slices.Compare(a.nodes, b.nodes))
}

// pathSearch is a checked PathQuery.
type pathSearch struct {
	g        *Graph
	q        PathQuery
	from, to uint32
	k        int
	maxHops  int // math.MaxInt32 where there is no bound
	f        *compiledFilter
	via      []uint32
	avoid    map[uint32]bool
	budget   *budget
}

func (g *Graph) newPathSearch(ctx context.Context, q PathQuery) (*pathSearch, error) {
	p := &pathSearch{g: g, q: q, k: orDefault(q.K, DefaultK), maxHops: orDefault(q.MaxHops, math.MaxInt32), budget: newBudget(ctx, maxWork)}
	if q.Mode == SimplePaths && q.MaxHops == 0 {
		p.maxHops = DefaultSimpleHops
	}
	bounds := []bound{{"k", p.k, 1, MaxK}, {"via", len(q.Via), 0, MaxVia}, {"avoid", len(q.Avoid), 0, MaxIDs}}
	if q.MaxHops != 0 {
		bounds = append(bounds, bound{"max_hops", q.MaxHops, 1, MaxHops})
	}
	if err := within(bounds...); err != nil {
		return nil, err
	}
	var err error
	if p.from, err = g.find("from", q.From); err != nil {
		return nil, err
	}
	if p.to, err = g.find("to", q.To); err != nil {
		return nil, err
	}
	if p.f, err = g.compile(q.Filter); err != nil {
		return nil, err
	}
	for _, id := range q.Avoid {
		n, err := g.find("avoid", id)
		if err != nil {
			return nil, err
		}
		if n == p.from || n == p.to {
			return nil, invalid("avoid", id, fmt.Sprintf("%s is an end of the path, so it cannot be avoided", id))
		}
		if p.avoid == nil {
			p.avoid = map[uint32]bool{}
		}
		p.avoid[n] = true
	}
	for _, id := range q.Via {
		n, err := g.find("via", id)
		if err != nil {
			return nil, err
		}
		switch {
		case p.avoid[n]:
			return nil, invalid("via", id, fmt.Sprintf("%s is both to be passed and to be avoided", id))
		case n != p.from && n != p.to && !slices.Contains(p.via, n):
			p.via = append(p.via, n)
		}
	}
	return p, nil
}

// admits reports whether a path may pass an entity. The ends and the entities of
// via are exempt from the filter of types.
func (p *pathSearch) admits(n uint32) bool {
	if p.f.typ == nil && p.avoid == nil || n == p.from || n == p.to {
		return true
	}
	return !p.avoid[n] && (p.g.allowsType(p.f, n) || slices.Contains(p.via, n))
}

// arcs lists the arcs along which a path goes on from n; both lists are sorted
// by neighbour.
func (p *pathSearch) arcs(n uint32, d Direction) (out, in []arc) {
	g := p.g
	if d != In {
		out = g.out[g.outAt[n]:g.outAt[n+1]]
	}
	if d != Out {
		in = g.in[g.inAt[n]:g.inAt[n+1]]
	}
	return out, in
}

// merge yields the arcs of two sorted lists in one order.
func merge(a, b []arc, yield func(arc) bool) {
	for len(a) > 0 && len(b) > 0 {
		if a[0].to <= b[0].to {
			if !yield(a[0]) {
				return
			}
			a = a[1:]
		} else {
			if !yield(b[0]) {
				return
			}
			b = b[1:]
		}
	}
	for _, x := range a {
		if !yield(x) {
			return
		}
	}
	for _, x := range b {
		if !yield(x) {
			return
		}
	}
}

const costUnit = 1_000_000

// stateCost is what a statement costs under ConfidenceCost, by packState.
var stateCost = func() (t [32]int64) {
	byStatus := [...]float64{Existing: 1, InProgress: 1.25, Planned: 1.5, Aspired: 2, Explored: 2.5, Absent: 4}
	for s, c := range byStatus {
		t[packState(Status(s), Stated)] = int64(c * costUnit)
		t[packState(Status(s), Inferred)] = int64((c + 0.5) * costUnit)
	}
	return t
}()

// hopCost is what an edge of that state costs that leads, in the direction of the path, into
// the entity `into`.
func (p *pathSearch) hopCost(flags uint8, into uint32) int64 {
	switch p.q.Cost {
	case HubCost:
		if into == p.to {
			return costUnit
		}
		return costUnit + int64(math.Round(costUnit/4*math.Log2(1+float64(p.g.degree(into)))))
	case ConfidenceCost:
		return stateCost[flags&31]
	}
	return costUnit
}

// between appends the arcs of one hop, the cheapest first, then by relation and id.
func (p *pathSearch) between(hop []edgeRef, a, b uint32) []edgeRef {
	out, in := p.arcs(a, p.q.Direction)
	for side, list := range [2][]arc{out, in} {
		i, _ := slices.BinarySearchFunc(list, b, func(x arc, b uint32) int { return cmp.Compare(x.to, b) })
		for ; i < len(list) && list[i].to == b; i++ {
			if p.f.edge(list[i]) {
				e := edgeRef{stmt: list[i].stmt, from: a, to: b, rel: list[i].rel, flags: list[i].flags}
				if side == 1 {
					e.from, e.to = b, a
				}
				hop = append(hop, e)
			}
		}
	}
	if len(hop) < 2 {
		return hop
	}
	slices.SortFunc(hop, func(x, y edgeRef) int {
		return cmp.Or(cmp.Compare(p.hopCost(x.flags, b), p.hopCost(y.flags, b)), cmp.Compare(x.rel, y.rel), cmp.Compare(x.stmt, y.stmt))
	})
	return hop
}

// answer turns routes into paths and gathers their entities and edges.
func (p *pathSearch) answer(found []route) *Subgraph {
	g := p.g
	out := &Subgraph{graph: g, Paths: make([]Path, 0, len(found)), Meta: g.meta()}
	var seenNode, seenEdge seen
	var edges []edgeRef
	var list []string // ids of edges, in one piece
	for _, r := range found {
		path := Path{Length: r.hops(), Cost: float64(r.cost) / costUnit, Nodes: make([]string, 0, len(r.nodes)), Edges: make([][]string, 0, r.hops())}
		told := make([]hop, 0, 16)
		for i, n := range r.nodes {
			path.Nodes = append(path.Nodes, g.id(n))
			if seenNode.add(n) {
				out.nodes = append(out.nodes, n)
				out.depths = append(out.depths, uint16(i))
			}
			if i == 0 {
				continue
			}
			from := len(list)
			edges = p.between(edges[:0], r.nodes[i-1], n)
			for _, e := range edges {
				list = append(list, encodeStatementID(g.sid[e.stmt]))
				if seenEdge.add(e.stmt) {
					out.edges = append(out.edges, e)
				}
			}
			path.Edges = append(path.Edges, list[from:len(list):len(list)])
			told = append(told, hop{edges[0], edges[0].from != r.nodes[i-1]})
		}
		path.Sentence = g.tell(r.nodes[0], told)
		out.Paths = append(out.Paths, path)
	}
	out.Meta.Visited = Visited{Nodes: len(out.nodes), Edges: p.budget.used}
	return out
}

// seen is a set of positions, mostly a few.
type seen struct {
	few  [32]uint32
	n    int
	many map[uint32]bool
}

// add reports whether n is new.
func (s *seen) add(n uint32) bool {
	if s.many != nil {
		if s.many[n] {
			return false
		}
		s.many[n] = true
		return true
	}
	if slices.Contains(s.few[:s.n], n) {
		return false
	}
	if s.n == len(s.few) {
		s.many = map[uint32]bool{n: true}
		for _, m := range s.few {
			s.many[m] = true
		}
		return true
	}
	s.few[s.n] = n
	s.n++
	return true
}
