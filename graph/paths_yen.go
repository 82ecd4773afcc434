package graph

import "slices"

// yen lists the k first simple paths in order, by Yen's algorithm: every further
// path leaves an earlier one at some entity, the spur, and is the first path
// from there that shares the root up to the spur and takes none of the hops that
// earlier paths with this root take. Lawler's improvement: a path's spurs before
// the one where it left its parent have been looked at with the parent.
func (p *pathSearch) yen(k int) []route {
	best, ok := p.cheapest()
	if !ok {
		return nil
	}
	type candidate struct {
		route
		spur int // the entity at which it left its parent, as a position on it
	}
	found := []candidate{{best, 0}}
	open := heap[candidate]{less: func(a, b candidate) bool { return compareRoutes(a.route, b.route) < 0 }}
	hops := hopCount{} // of the candidates
	for len(found) < k {
		last := found[len(found)-1]
		for i := last.spur; i < last.hops(); i++ {
			root := last.nodes[:i+1]
			ban := banned{nodes: root[:i]}
			for _, f := range found {
				if len(f.nodes) > i+1 && slices.Equal(f.nodes[:i+1], root) {
					ban.first = append(ban.first, f.nodes[i+1])
				}
			}
			if r, ok := p.spur(root[i], &ban, p.useful(&hops, k-len(found))-i); ok {
				nodes := append(slices.Clone(root), r.nodes[1:]...)
				open.push(candidate{route{nodes, p.rootCost(root) + r.cost}, i})
				hops.add(len(nodes)-1, 1)
			}
			if p.budget.left < 0 || p.budget.err != nil {
				break
			}
		}
		if open.len() == 0 || p.budget.left < 0 || p.budget.err != nil {
			break
		}
		found = append(found, open.pop())
		hops.add(found[len(found)-1].hops(), -1)
	}
	routes := make([]route, len(found))
	for i, f := range found {
		routes[i] = f.route
	}
	return routes
}

// hopCount counts paths by their length.
type hopCount []int

func (c *hopCount) add(hops, n int) {
	for len(*c) <= hops {
		*c = append(*c, 0)
	}
	(*c)[hops] += n
}

// useful is the most hops of a path that can still be among the first, when so
// many are wanted and there are these candidates: where a hop costs 1, one that
// is longer than enough of them comes after them.
func (p *pathSearch) useful(candidates *hopCount, wanted int) int {
	if p.q.Cost != HopCost {
		return p.maxHops
	}
	for hops, n := range *candidates {
		if wanted -= n; wanted <= 0 {
			return min(p.maxHops, hops)
		}
	}
	return p.maxHops
}

// rootCost is what the hops along nodes cost.
func (p *pathSearch) rootCost(nodes []uint32) (sum int64) {
	if p.q.Cost == HopCost {
		return int64(len(nodes)-1) * costUnit
	}
	for i := 1; i < len(nodes); i++ {
		sum += p.hopCost(p.between(nil, nodes[i-1], nodes[i])[0].flags, nodes[i])
	}
	return sum
}
