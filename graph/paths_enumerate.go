package graph

import (
	"math"
	"slices"
)

// remaining is the least that is left to the target or to a via entity: cost,
// and the hops that cost is reached in; minHops alone may be less.
type remaining struct {
	cost    int64
	hops    int32
	minHops int32
}

var unreachable = remaining{math.MaxInt64, math.MaxInt32, math.MaxInt32}

// partial is a path that has not reached the target yet, or just has. Its bound
// is a cost and length that no completion of it is below.
type partial struct {
	path  stretch // of the search's arena
	cost  int64
	bound label
	via   uint8 // the via entities passed, one bit each
}

// partialWork is the work that keeping one partial path counts as; it bounds the
// memory of a search to some 40 MB.
const partialWork = 64

// enumerate lists simple paths in order until it has what the mode asks for, by
// best-first search over partial paths (A*, Hart, Nilsson and Raphael 1968). The
// bound of a partial path is exact but for the rule that paths are simple, and
// ties are broken by the ids so far, so complete paths leave the queue in the
// order of the answer.
func (p *pathSearch) enumerate() (found []route, more StopReason) {
	toTarget := p.distances(p.to)
	toVia, fromVia := make([]map[uint32]remaining, len(p.via)), make([]remaining, len(p.via))
	for i, v := range p.via {
		toVia[i] = p.distances(v)
		fromVia[i] = at(toTarget, v)
	}
	allVia := uint8(1<<len(p.via) - 1)
	// bound of a path to n; false when it cannot become an answer.
	bound := func(n uint32, reached int, cost int64, via uint8) (label, bool) {
		left := at(toTarget, n)
		best, hops := label{cost: left.cost, hops: left.hops}, left.minHops
		for i := range p.via {
			if via&(1<<i) != 0 {
				continue
			}
			a, b := at(toVia[i], n), fromVia[i]
			if a.cost == math.MaxInt64 || b.cost == math.MaxInt64 {
				return label{}, false
			}
			best = slices.MaxFunc([]label{best, {cost: a.cost + b.cost, hops: a.hops + b.hops}}, compareLabels)
			hops = max(hops, a.minHops+b.minHops)
		}
		if best.cost == math.MaxInt64 || reached+int(hops) > p.maxHops {
			return label{}, false
		}
		return label{cost: cost + best.cost, hops: int32(reached) + best.hops}, true
	}
	var paths arena
	var all partials
	open := heap[uint32]{less: func(i, j uint32) bool {
		a, b := all.at(i), all.at(j)
		if c := compareLabels(a.bound, b.bound); c != 0 {
			return c < 0
		}
		return slices.Compare(paths.nodes(a.path), paths.nodes(b.path)) < 0
	}}
	start := partial{path: paths.add(nil, p.from)}
	var ok bool
	if start.bound, ok = bound(p.from, 0, 0, 0); ok {
		open.push(all.add(start))
	}
	want := p.k
	if p.q.Mode == Shortest {
		want = 1
	}
	for open.len() > 0 && p.budget.left >= 0 && p.budget.err == nil {
		x := *all.at(open.pop())
		nodes := paths.nodes(x.path)
		if nodes[len(nodes)-1] == p.to {
			switch {
			case p.q.Mode == AllShortest && len(found) > 0 && x.cost > found[0].cost:
				return found, ""
			case len(found) == want: // only reached where the mode asks for all
				return found, StoppedByK
			}
			found = append(found, route{nodes: slices.Clone(nodes), cost: x.cost})
			if len(found) == want && (p.q.Mode == Shortest || p.q.Mode == KShortest) {
				return found, ""
			}
			continue
		}
		p.extend(nodes, func(to uint32, cost int64) {
			next := partial{cost: x.cost + cost, via: x.via}
			if i := slices.Index(p.via, to); i >= 0 {
				next.via |= 1 << i
			}
			if to == p.to && next.via != allVia {
				return
			}
			if next.bound, ok = bound(to, len(nodes), next.cost, next.via); ok && p.budget.spend(partialWork) {
				next.path = paths.add(nodes, to)
				open.push(all.add(next))
			}
		})
	}
	return found, ""
}

func at(m map[uint32]remaining, n uint32) remaining {
	if r, ok := m[n]; ok {
		return r
	}
	return unreachable
}

// extend yields each entity that may follow the nodes of a path, with the cost of
// the cheapest hop into it.
func (p *pathSearch) extend(nodes []uint32, yield func(to uint32, cost int64)) {
	n := nodes[len(nodes)-1]
	out, in := p.arcs(n, p.q.Direction)
	if !p.budget.spend(len(out) + len(in) + len(nodes)) {
		return
	}
	var to uint32
	cost := int64(-1)
	flush := func() {
		if cost >= 0 && p.admits(to) && !slices.Contains(nodes, to) {
			yield(to, cost)
		}
		cost = -1
	}
	merge(out, in, func(a arc) bool {
		if !p.f.edge(a) {
			return true
		}
		if a.to != to {
			flush()
			to = a.to
		}
		if c := p.hopCost(a.flags, a.to); cost < 0 || c < cost {
			cost = c
		}
		return true
	})
	flush()
}

// distances is what is left from every entity that can reach goal within the
// bound of hops: its least cost and the fewest hops at that cost by Dijkstra's
// algorithm, and its fewest hops by breadth-first search.
func (p *pathSearch) distances(goal uint32) map[uint32]remaining {
	found := map[uint32]remaining{goal: {}}
	back := p.q.Direction.reverse()
	frontier := []uint32{goal}
	for hops := int32(1); len(frontier) > 0 && int(hops) <= p.maxHops; hops++ {
		var next []uint32
		for _, n := range frontier {
			out, in := p.arcs(n, back)
			if !p.budget.spend(len(out) + len(in)) {
				return found
			}
			merge(out, in, func(a arc) bool {
				if _, seen := found[a.to]; !seen && p.f.edge(a) && p.admits(a.to) {
					found[a.to] = remaining{cost: int64(hops) * costUnit, hops: hops, minHops: hops}
					next = append(next, a.to)
				}
				return true
			})
		}
		frontier = next
	}
	if p.q.Cost == HopCost {
		return found
	}
	settled := make(map[uint32]bool, len(found))
	open := heap[label]{less: func(a, b label) bool { return a.before(b) }}
	open.push(label{node: goal})
	for open.len() > 0 {
		l := open.pop()
		r, known := found[l.node]
		if settled[l.node] || !known {
			continue
		}
		settled[l.node] = true
		r.cost, r.hops = l.cost, l.hops
		found[l.node] = r
		out, in := p.arcs(l.node, back)
		if !p.budget.spend(len(out) + len(in)) {
			return found
		}
		merge(out, in, func(a arc) bool {
			if !settled[a.to] && p.f.edge(a) && p.admits(a.to) {
				open.push(label{cost: l.cost + p.hopCost(a.flags, l.node), hops: l.hops + 1, node: a.to})
			}
			return true
		})
	}
	return found
}
