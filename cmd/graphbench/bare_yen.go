package main

import (
	"cmp"
	"slices"
)

// bareYen finds the k shortest simple paths by hops with Yen's algorithm (Finding
// the k shortest loopless paths in a network, Management Science 17, 1971) and
// Lawler's improvement: a path is only varied behind the place where it left the
// one it was made from. A spur is found by breadth-first search from both ends.
type bareYen struct {
	g       *bareGraph
	blocked []uint32 // by entity: the spur search that must not pass it
	parent  []uint32 // by entity, of the search that met it
	spur    uint32
}

// yenPath is a path and where it may be varied from.
type yenPath struct {
	nodes []uint32
	vary  int
}

// lengths lists the hops of the k shortest simple paths.
func (y *bareYen) lengths(from, to uint32, k int) []int {
	lengths := []int{}
	y.spur++ // nothing is blocked
	var found, candidates []yenPath
	if first := y.search(from, to, nil); first != nil {
		candidates = append(candidates, yenPath{nodes: first})
	}
	for len(candidates) > 0 {
		best := 0
		for i, c := range candidates {
			if cmp.Or(cmp.Compare(len(c.nodes), len(candidates[best].nodes)), slices.Compare(c.nodes, candidates[best].nodes)) < 0 {
				best = i
			}
		}
		p := candidates[best]
		candidates[best] = candidates[len(candidates)-1]
		candidates = candidates[:len(candidates)-1]
		found = append(found, p)
		if lengths = append(lengths, len(p.nodes)-1); len(found) == k {
			break
		}
		for i := p.vary; i < len(p.nodes)-1; i++ {
			root := p.nodes[:i+1]
			var taken []uint32 // where paths with this root went on
			for _, f := range found {
				if len(f.nodes) > i+1 && slices.Equal(f.nodes[:i+1], root) {
					taken = append(taken, f.nodes[i+1])
				}
			}
			y.spur++
			for _, n := range root[:i] {
				y.blocked[n] = y.spur
			}
			if rest := y.search(root[i], to, taken); rest != nil {
				candidates = append(candidates, yenPath{slices.Concat(root[:i], rest), i})
			}
		}
	}
	return lengths
}

// search finds a shortest path that passes no blocked entity and does not begin
// with one of the taken hops; nil without one.
func (y *bareYen) search(from, to uint32, taken []uint32) []uint32 {
	seen, mark := y.g.mark, y.g.marks()
	side := [2][]uint32{{from}, {to}}
	seen[from], seen[to] = mark[0], mark[1]
	for len(side[0]) > 0 && len(side[1]) > 0 {
		s := 0
		if len(side[1]) < len(side[0]) {
			s = 1
		}
		var level []uint32
		for _, n := range side[s] {
			for _, x := range y.g.neighbours(n) {
				if y.blocked[x] == y.spur || n == from && slices.Contains(taken, x) || x == from && slices.Contains(taken, n) {
					continue
				}
				switch seen[x] {
				case mark[1-s]:
					if s == 1 {
						n, x = x, n
					}
					return y.join(from, to, n, x)
				case mark[s]:
				default:
					seen[x], y.parent[x] = mark[s], n
					level = append(level, x)
				}
			}
		}
		side[s] = level
	}
	return nil
}

// join makes the path that goes from one side to the other by the hop a to b.
func (y *bareYen) join(from, to, a, b uint32) []uint32 {
	path := []uint32{a}
	for a != from {
		a = y.parent[a]
		path = append(path, a)
	}
	slices.Reverse(path)
	path = append(path, b)
	for b != to {
		b = y.parent[b]
		path = append(path, b)
	}
	return path
}
