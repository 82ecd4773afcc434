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
	plain    bool // nothing is filtered, avoided or banned
	fwd, bwd side
	limit    int      // most hops
	parents  []uint32 // of entity number i of the forward side, the number it was reached from
	meeting  uint32   // where the forward side met the other, if it was the one
	metFwd   bool
}

// side is one end's search. Entity number i of it is queue[i]; its frontier is
// queue[start:]; mark notes its level.
type side struct {
	mark    []uint64
	queue   []uint32
	start   int
	level   int
	counted int // how many of the queue the sum of degrees covers
	degree  int // sum over the frontier, as far as it has been counted
}

func (p *pathSearch) newHopSearch(s *scratch, from uint32, ban *banned, limit int) *hopSearch {
	s.next()
	h := &hopSearch{p: p, s: s, from: from, ban: ban, limit: limit, parents: append(s.parents[:0], 0),
		plain: p.f.open && p.avoid == nil && ban == nil}
	h.fwd = side{mark: s.mark, queue: append(s.queue, from)}
	h.bwd = side{mark: s.back, queue: append(s.other, p.to)}
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
		if h.forwardIsCheaper() {
			met, ok = h.growForward()
		} else {
			met, ok = h.growBackward()
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

// forwardIsCheaper compares the sums of degrees of the frontiers. It counts the
// shorter frontier, then the other one only until the answer is known.
func (h *hopSearch) forwardIsCheaper() bool {
	few, many := &h.fwd, &h.bwd
	if len(few.queue)-few.start > len(many.queue)-many.start {
		few, many = many, few
	}
	g := h.p.g
	for few.counted = max(few.counted, few.start); few.counted < len(few.queue); few.counted++ {
		few.degree += g.degree(few.queue[few.counted])
	}
	for many.counted = max(many.counted, many.start); many.counted < len(many.queue) && many.degree <= few.degree; many.counted++ {
		many.degree += g.degree(many.queue[many.counted])
	}
	return few == &h.fwd == (few.degree <= many.degree)
}

// growForward looks at the next level of the forward side. Where it meets the
// other side it stops and leaves the level unfinished, its marks not to be
// relied on.
func (h *hopSearch) growForward() (met, ok bool) {
	me, end := &h.fwd, len(h.fwd.queue)
	for ; me.start < end; me.start++ {
		n := me.queue[me.start]
		out, in := h.p.arcs(n, h.p.q.Direction)
		if !h.p.budget.spend(len(out) + len(in)) {
			return false, false
		}
		first := len(me.queue)
		best := ^uint32(0)
		if to, yes := h.reach(me, &h.bwd, n, out, best, true); yes {
			best, met = to, true
		}
		middle := len(me.queue)
		if to, yes := h.reach(me, &h.bwd, n, in, best, true); yes {
			best, met = to, true
		}
		if met {
			h.meeting, h.metFwd = best, true
			return true, true
		}
		mergeRuns(me.queue[first:], middle-first, &h.s.run)
		for range len(me.queue) - first {
			h.parents = append(h.parents, uint32(me.start))
		}
	}
	me.level, me.degree = me.level+1, 0
	return false, true
}

// growBackward is the same for the backward side, where the order within a level
// does not matter.
func (h *hopSearch) growBackward() (met, ok bool) {
	me, end, d := &h.bwd, len(h.bwd.queue), h.p.q.Direction.reverse()
	for ; me.start < end; me.start++ {
		n := me.queue[me.start]
		out, in := h.p.arcs(n, d)
		if !h.p.budget.spend(len(out) + len(in)) {
			return false, false
		}
		for _, arcs := range [2][]arc{out, in} {
			if to, yes := h.reach(me, &h.fwd, n, arcs, ^uint32(0), false); yes {
				h.meeting, h.metFwd = to, false
				return true, true
			}
		}
	}
	me.level, me.degree = me.level+1, 0
	return false, true
}

// reach takes what the arcs of n lead to and the side has not seen into its
// queue. It stops at the first entity before the bound that the other side has
// seen, and answers that.
func (h *hopSearch) reach(me, other *side, n uint32, arcs []arc, bound uint32, forward bool) (uint32, bool) {
	mark, back, epoch := me.mark, other.mark, uint64(h.s.epoch)
	level := epoch<<32 | uint64(me.level+1)
	for i := range arcs {
		to := arcs[i].to
		if mark[to]>>32 == epoch {
			continue
		}
		if to >= bound {
			break
		}
		if !h.plain && (!h.p.f.edge(arcs[i]) || h.ban != nil && h.skips(forward, n, to) || !h.p.admits(to)) {
			continue
		}
		if back[to]>>32 == epoch {
			return to, true
		}
		mark[to] = level
		me.queue = append(me.queue, to)
	}
	return 0, false
}

// mergeRuns sorts a list that is two sorted runs, the first of that length.
func mergeRuns(list []uint32, first int, room *[]uint32) {
	if first == 0 || first == len(list) || list[first-1] < list[first] {
		return
	}
	a := append((*room)[:0], list[:first]...)
	*room = a
	b := list[first:]
	for i := range list {
		if len(b) == 0 || len(a) > 0 && a[0] < b[0] {
			list[i], a = a[0], a[1:]
		} else {
			list[i], b = b[0], b[1:]
		}
	}
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
	back, want := h.bwd.mark, uint64(h.s.epoch)<<32|uint64(level)
	to = ^uint32(0)
	for _, arcs := range [2][]arc{out, in} { // both sorted
		for i := range arcs {
			a := &arcs[i]
			if a.to >= to {
				break
			}
			if back[a.to] == want && (h.plain || h.p.f.edge(*a) && (h.ban == nil || !h.skips(true, n, a.to))) {
				to, ok = a.to, true
				break
			}
		}
	}
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
		if seen && a.to == last {
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
		if !ok || !h.p.f.edge(a) {
			return true
		}
		last, seen, any = a.to, true, true
		return yield(a.to)
	})
	return any
}
