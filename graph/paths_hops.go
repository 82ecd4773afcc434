package graph

import "slices"

// banned narrows a search to what Yen's algorithm asks for: entities that the
// path may not pass and, from its first entity, neighbours it may not go to.
type banned struct {
	nodes []uint32
	first []uint32
}

func (b *banned) node(n uint32) bool { return b != nil && slices.Contains(b.nodes, n) }

// hopSearch is a bidirectional breadth-first search that keeps each side's
// levels in queues. The side whose frontier has the smaller sum of degrees goes
// on. The forward side goes through each level in the order of the smallest
// path by ids to each entity, so the first meeting it makes lies on the smallest
// of all shortest paths.
type hopSearch struct {
	p        *pathSearch
	s        *scratch
	from     uint32
	ban      *banned
	fwd, bwd side
	limit    int      // most hops
	parents  []uint32 // of entity number i of the forward side, the number it was reached from
	meeting  uint32   // where the forward side met the other, if it was the one
	metFwd   bool
}

// side is one end's search. Entity number i of it is queue[i]; its frontier is
// queue[start:]; mark notes its level.
type side struct {
	mark   []uint64
	queue  []uint32
	start  int
	level  int
	degree int // sum over the frontier
}

func (p *pathSearch) newHopSearch(s *scratch, from uint32, ban *banned, limit int) *hopSearch {
	s.next()
	h := &hopSearch{p: p, s: s, from: from, ban: ban, limit: limit, parents: append(s.parents[:0], 0)}
	h.fwd = side{mark: s.mark, queue: append(s.queue, from), degree: p.g.degree(from)}
	h.bwd = side{mark: s.back, queue: append(s.other, p.to), degree: p.g.degree(p.to)}
	s.set(s.mark, from, 0)
	s.set(s.back, p.to, 0)
	return h
}

// keep hands the queues, which may have grown, back to the scratch.
func (h *hopSearch) keep() {
	h.s.queue, h.s.other, h.s.parents = h.fwd.queue[:0], h.bwd.queue[:0], h.parents[:0]
}

// distance grows both sides level by level until they meet and returns the
// number of hops; false when there is no path within the limit, or no budget.
// After it, bwd holds complete levels; fwd holds complete levels up to fwd.level.
func (h *hopSearch) distance() (int, bool) {
	for h.fwd.start < len(h.fwd.queue) && h.bwd.start < len(h.bwd.queue) {
		if h.fwd.level+h.bwd.level >= h.limit {
			return 0, false
		}
		met, ok := false, false
		if h.fwd.degree <= h.bwd.degree {
			met, ok = h.grow(&h.fwd, &h.bwd, h.p.q.Direction)
		} else {
			met, ok = h.grow(&h.bwd, &h.fwd, h.p.q.Direction.reverse())
		}
		if !ok {
			return 0, false
		}
		if met {
			return h.fwd.level + h.bwd.level + 1, true
		}
	}
	return 0, false
}

// grow looks at the next level of one side. Where it meets the other side it
// stops and leaves the level unfinished, its marks not to be relied on.
func (h *hopSearch) grow(me, other *side, d Direction) (met, ok bool) {
	end, degree := len(me.queue), 0
	next := uint32(me.level + 1)
	for ; me.start < end; me.start++ {
		n := me.queue[me.start]
		out, in := h.p.arcs(n, d)
		if !h.p.budget.spend(len(out) + len(in)) {
			return false, false
		}
		visit := func(a arc) bool {
			if !h.p.f.edge(a) {
				return true
			}
			if _, seen := h.s.get(me.mark, a.to); seen {
				return true
			}
			if h.ban != nil && h.skips(me == &h.fwd, n, a.to) || !h.p.admits(a.to) {
				return true
			}
			if _, meets := h.s.get(other.mark, a.to); meets {
				met, h.meeting, h.metFwd = true, a.to, me == &h.fwd
				return false
			}
			h.s.set(me.mark, a.to, next)
			me.queue = append(me.queue, a.to)
			if me == &h.fwd {
				h.parents = append(h.parents, uint32(me.start))
			}
			degree += h.p.g.degree(a.to)
			return true
		}
		merge(out, in, visit)
		if met {
			return true, true
		}
	}
	me.level, me.degree = me.level+1, degree
	return false, true
}

// skips reports whether the ban forbids the hop between n, on the forward or on
// the backward side, and the next entity that side would reach.
func (h *hopSearch) skips(forward bool, n, next uint32) bool {
	if h.ban.node(next) {
		return true
	}
	if forward {
		return n == h.from && slices.Contains(h.ban.first, next)
	}
	return next == h.from && slices.Contains(h.ban.first, n)
}

// smallest is the shortest path whose ids come first; false when there is none
// within the limit, or no budget.
func (h *hopSearch) smallest() (route, bool) {
	d, ok := h.distance()
	if !ok {
		return route{}, false
	}
	at, w := uint32(h.fwd.start), h.meeting
	if !h.metFwd { // the first entity of the forward frontier next to the backward one
		if at, w, ok = h.crossing(); !ok {
			return route{}, false
		}
	}
	nodes := make([]uint32, d+1)
	for i := h.fwd.level; ; i-- {
		nodes[i] = h.fwd.queue[at]
		if i == 0 {
			break
		}
		at = h.parents[at]
	}
	nodes[h.fwd.level+1] = w
	for i := h.fwd.level + 2; i <= d; i++ {
		if nodes[i], ok = h.towards(nodes[i-1], uint32(d-i)); !ok {
			return route{}, false
		}
	}
	return route{nodes: nodes, cost: int64(d) * costUnit}, true
}

// crossing finds the first entity of the forward frontier, in its order, that
// has a hop into the backward frontier, and the smallest entity it leads to.
func (h *hopSearch) crossing() (at, to uint32, ok bool) {
	for at := h.fwd.start; at < len(h.fwd.queue); at++ {
		if to, ok := h.towards(h.fwd.queue[at], uint32(h.bwd.level)); ok {
			return uint32(at), to, true
		}
	}
	return 0, 0, false
}

// towards is the smallest entity one hop from n that the backward side reached
// at the given level.
func (h *hopSearch) towards(n, level uint32) (to uint32, ok bool) {
	out, in := h.p.arcs(n, h.p.q.Direction)
	if !h.p.budget.spend(len(out) + len(in)) {
		return 0, false
	}
	merge(out, in, func(a arc) bool {
		l, seen := h.s.get(h.bwd.mark, a.to)
		if seen && l == level && h.p.f.edge(a) && (h.ban == nil || !h.skips(true, n, a.to)) {
			to, ok = a.to, true
			return false
		}
		return true
	})
	return to, ok
}

// useful marks an entity of the forward side that lies on a shortest path.
const useful = 1 << 31

// all lists up to max shortest paths in the order of their ids.
func (h *hopSearch) all(max int) []route {
	d, ok := h.distance()
	if !ok {
		return nil
	}
	for i := len(h.fwd.queue) - 1; i >= 0; i-- {
		n := h.fwd.queue[i]
		level, _ := h.s.get(h.fwd.mark, n)
		if int(level) > h.fwd.level {
			continue
		}
		if h.next(n, int(level), d, func(uint32) bool { return false }) {
			h.s.set(h.fwd.mark, n, level|useful)
		}
	}
	var found []route
	nodes := []uint32{h.from}
	var descend func() bool
	descend = func() bool {
		if len(nodes) == d+1 {
			found = append(found, route{nodes: slices.Clone(nodes), cost: int64(d) * costUnit})
			return len(found) < max
		}
		goOn := true
		h.next(nodes[len(nodes)-1], len(nodes)-1, d, func(n uint32) bool {
			nodes = append(nodes, n)
			goOn = descend()
			nodes = nodes[:len(nodes)-1]
			return goOn
		})
		return goOn
	}
	descend()
	return found
}

// next yields, in the order of ids, the entities after n, which stands at the
// given level, on shortest paths of d hops, and reports whether there is one.
func (h *hopSearch) next(n uint32, level, d int, yield func(uint32) bool) (any bool) {
	out, in := h.p.arcs(n, h.p.q.Direction)
	if !h.p.budget.spend(len(out) + len(in)) {
		return false
	}
	last, seen := uint32(0), false
	merge(out, in, func(a arc) bool {
		if seen && a.to == last || !h.p.f.edge(a) {
			return true
		}
		var ok bool
		if level+1 <= h.fwd.level {
			l, marked := h.s.get(h.fwd.mark, a.to)
			ok = marked && l == uint32(level+1)|useful
		} else {
			l, marked := h.s.get(h.bwd.mark, a.to)
			ok = marked && l == uint32(d-level-1)
		}
		if !ok {
			return true
		}
		last, seen, any = a.to, true, true
		return yield(a.to)
	})
	return any
}
