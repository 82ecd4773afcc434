package graph

import (
	"slices"
)

// label says that the target can be reached from an entity at a cost in a number
// of hops.
type label struct {
	cost int64
	hops int32
	node uint32
}

func (l label) before(m label) bool {
	switch {
	case l.cost != m.cost:
		return l.cost < m.cost
	case l.hops != m.hops:
		return l.hops < m.hops
	}
	return l.node < m.node
}

func compareLabels(a, b label) int {
	switch {
	case a.before(b):
		return -1
	case b.before(a):
		return 1
	}
	return 0
}

// costSearch is Dijkstra's algorithm from the target backwards. Without a bound
// on hops each entity gets one label, its least cost in the fewest hops at that
// cost; with a bound, every label that is not worse in both. A cheapest path
// found so is simple: taking a cycle out would make it cheaper, as every hop
// costs something.
type costSearch struct {
	p       *pathSearch
	s       *scratch
	from    uint32
	ban     *banned
	limit   int
	settled []settledLabel // by entity in s.mark: where the last label of each is
	pending []label        // by entity in s.back, without a bound on hops: the best label that waits
	bound   *costBound
}

// settledLabel is a label that stays. Costs rise and hops fall from an entity's
// first to its last.
type settledLabel struct {
	label
	before uint32 // the one before of the same entity, plus one; 0: none
}

func (p *pathSearch) newCostSearch(from uint32, ban *banned, limit int) *costSearch {
	s := p.g.takeScratch()
	return &costSearch{p: p, s: s, from: from, ban: ban, limit: limit, settled: s.settled[:0], pending: s.pending[:0]}
}

func (c *costSearch) release() {
	c.s.settled, c.s.pending = c.settled, c.pending
	c.s.release()
}

// unbounded reports whether the limit of hops is none.
func (c *costSearch) unbounded() bool { return c.limit >= c.p.g.entities() }

// labelWork is how much dearer an arc is to Dijkstra's algorithm than to a
// breadth-first search.
const labelWork = 8

// run settles labels until the start has its first; false when there is no path
// within the limit, or no budget.
func (c *costSearch) run() (label, bool) {
	var ok bool
	if c.bound, ok = c.p.newCostBound(c.from, c.ban, c.limit); !ok {
		return label{}, false
	}
	defer c.bound.release()
	open := heap[label]{less: label.before}
	open.push(label{node: c.p.to})
	for open.len() > 0 {
		l := open.pop()
		if c.dominated(l) {
			continue
		}
		c.settle(l)
		if l.node == c.from {
			return l, true
		}
		if int(l.hops) >= c.limit {
			continue
		}
		out, in := c.p.arcs(l.node, c.p.q.Direction.reverse())
		if !c.p.budget.spend(labelWork * (len(out) + len(in))) {
			return label{}, false
		}
		for _, arcs := range [2][]arc{out, in} {
			for i := range arcs {
				a := &arcs[i]
				next := label{cost: l.cost + c.p.hopCost(a.flags, l.node), hops: l.hops + 1, node: a.to}
				if c.bound.tooDear(next) || c.dominated(next) || !c.p.f.edge(*a) || !c.p.admits(a.to) || c.ban.node(a.to) ||
					a.to == c.from && c.ban != nil && slices.Contains(c.ban.first, l.node) {
					continue
				}
				if c.improves(next) {
					open.push(next)
				}
			}
		}
	}
	return label{}, false
}

func (c *costSearch) settle(l label) {
	before := uint32(0)
	if at, ok := c.s.get(c.s.mark, l.node); ok {
		before = at + 1
	}
	c.s.set(c.s.mark, l.node, uint32(len(c.settled)))
	c.settled = append(c.settled, settledLabel{l, before})
}

// dominated reports whether a settled label of the same entity is as good.
// Labels are settled in the order of cost, so only the last one's hops count.
func (c *costSearch) dominated(l label) bool {
	at, ok := c.s.get(c.s.mark, l.node)
	return ok && (c.unbounded() || c.settled[at].hops <= l.hops)
}

// improves reports whether no label that waits for the same entity is as good,
// and notes the new one. With a bound on hops it is not looked into.
func (c *costSearch) improves(l label) bool {
	if !c.unbounded() {
		return true
	}
	at, ok := c.s.get(c.s.back, l.node)
	if !ok {
		c.s.set(c.s.back, l.node, uint32(len(c.pending)))
		c.pending = append(c.pending, l)
		return true
	}
	if !l.before(c.pending[at]) {
		return false
	}
	c.pending[at] = l
	return true
}

// reaches reports whether the target can be reached from n at exactly that cost
// in exactly, or at most, that many hops.
func (c *costSearch) reaches(n uint32, cost int64, hops int, exactly bool) bool {
	at, ok := c.s.get(c.s.mark, n)
	for ok {
		l := &c.settled[at]
		if l.cost == cost && (int(l.hops) == hops || !exactly && int(l.hops) < hops) {
			return true
		}
		at, ok = l.before-1, l.before > 0
	}
	return false
}

// walk yields the hops from n along which the remaining cost and hops are right,
// in the order of ids.
func (c *costSearch) walk(n uint32, cost int64, hops int, exactly bool, yield func(to uint32, cost int64) bool) {
	out, in := c.p.arcs(n, c.p.q.Direction)
	if !c.p.budget.spend(len(out) + len(in)) {
		return
	}
	var last uint32
	seen := map[int64]bool{} // costs at which the hop to last was yielded
	merge(out, in, func(a arc) bool {
		if !c.p.f.edge(a) || n == c.from && c.ban != nil && slices.Contains(c.ban.first, a.to) {
			return true
		}
		if a.to != last {
			clear(seen)
			last = a.to
		}
		rest := cost - c.p.hopCost(a.flags, a.to)
		if seen[rest] || !c.reaches(a.to, rest, hops-1, exactly) {
			return true
		}
		seen[rest] = true
		return yield(a.to, rest)
	})
}

// smallest is the cheapest path, of these the shortest, of these the one whose
// ids come first.
func (c *costSearch) smallest() (route, bool) {
	l, ok := c.run()
	if !ok {
		return route{}, false
	}
	r := route{nodes: []uint32{c.from}, cost: l.cost}
	rest, hops := l.cost, int(l.hops)
	for hops > 0 {
		moved := false
		c.walk(r.nodes[len(r.nodes)-1], rest, hops, true, func(to uint32, left int64) bool {
			r.nodes, rest, moved = append(r.nodes, to), left, true
			return false
		})
		if !moved {
			return route{}, false // out of budget
		}
		hops--
	}
	return r, true
}

// maxTies bounds how many equally cheap paths are gathered to be sorted.
const maxTies = 20_000

// all lists every cheapest path in order; false when there were more than
// maxTies.
func (c *costSearch) all() (found []route, whole bool) {
	l, ok := c.run()
	if !ok {
		return nil, true
	}
	nodes := []uint32{c.from}
	whole = true
	var descend func(rest int64)
	descend = func(rest int64) {
		if rest == 0 {
			if len(found) == maxTies {
				whole = false
				return
			}
			found = append(found, route{nodes: slices.Clone(nodes), cost: l.cost})
			return
		}
		c.walk(nodes[len(nodes)-1], rest, c.limit-len(nodes)+1, false, func(to uint32, left int64) bool {
			nodes = append(nodes, to)
			descend(left)
			nodes = nodes[:len(nodes)-1]
			return whole
		})
	}
	descend(l.cost)
	slices.SortFunc(found, compareRoutes)
	return found, whole
}

// cheapest is the first path of all.
func (p *pathSearch) cheapest() (route, bool) { return p.spur(p.from, nil, p.maxHops) }

// spur is the first of the paths from an entity to the target that keep to a ban
// and a limit of hops.
func (p *pathSearch) spur(from uint32, ban *banned, limit int) (route, bool) {
	if p.q.Cost != HopCost {
		c := p.newCostSearch(from, ban, limit)
		defer c.release()
		return c.smallest()
	}
	s := p.g.takeScratch()
	defer s.release()
	h := p.newHopSearch(s, from, ban, limit)
	defer h.keep()
	return h.smallest()
}

// allCheapest lists up to k of the paths that cost least, and whether there are
// more.
func (p *pathSearch) allCheapest(k int) (found []route, more StopReason) {
	whole := true
	if p.q.Cost != HopCost {
		c := p.newCostSearch(p.from, nil, p.maxHops)
		defer c.release()
		found, whole = c.all()
	} else {
		s := p.g.takeScratch()
		defer s.release()
		h := p.newHopSearch(s, p.from, nil, p.maxHops)
		defer h.keep()
		found = h.all(k + 1)
	}
	if len(found) > k {
		found, whole = found[:k], false
	}
	if !whole {
		more = StoppedByK
	}
	return found, more
}
