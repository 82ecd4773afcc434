package export

import (
	"math"
	"slices"
)

// turnedFrom is how many nodes make a drawing on rings turn its labels.
const turnedFrom = 36

// placeOnRings puts nodes on circles by their depth, in the sectors of a
// breadth-first tree: a node's sector holds those of its children, and is at
// least as wide as the node itself. With many nodes the labels are turned to
// point outward, which makes room for several times as many.
func placeOnRings(g *net, depth []int) *placement {
	r := &rings{net: g, depth: depth, turned: len(g.sizes) > turnedFrom}
	r.tree()
	r.radii()
	p := &placement{at: make([]point, len(g.sizes))}
	if r.turned {
		p.turned = make([]float64, len(g.sizes))
	}
	total := r.sectorsOf(r.roots)
	angle := -math.Pi / 2
	for _, v := range r.roots {
		width := r.sector[v] / total * 2 * math.Pi
		r.place(p, v, angle, width)
		angle += width
	}
	if !r.turned {
		all := make([]int, len(g.sizes))
		for v := range all {
			all[v] = v
		}
		for range 5 {
			if separate(g, all, p.at) {
				break
			}
		}
	}
	return p
}

type rings struct {
	*net
	depth    []int
	turned   bool
	roots    []int // nodes that no shallower node leads to
	children [][]int
	radius   []float64 // of every depth
	sector   []float64 // of every node, radians
}

// tree hangs every node on the first of its neighbours that is one hop nearer.
func (r *rings) tree() {
	r.children = make([][]int, len(r.sizes))
	least := slices.Min(r.depth)
	for v := range r.sizes {
		r.depth[v] -= least
	}
	for v := range r.sizes {
		parent := -1
		for _, w := range r.near[v] {
			if r.depth[w] == r.depth[v]-1 && (parent < 0 || w < parent) {
				parent = w
			}
		}
		if parent < 0 {
			r.roots = append(r.roots, v)
		} else {
			r.children[parent] = append(r.children[parent], v)
		}
	}
}

// need is the room that a node takes along its ring, and room across it.
func (r *rings) need(v int) (along, across float64) {
	s := r.sizes[v]
	if r.turned {
		return max(19, s.above*2+5), 2 * s.half
	}
	return 2*s.half + 10, s.above + s.below
}

// radii makes the rings as narrow as their nodes allow: wide enough apart for
// the labels between them, and long enough for all sectors.
func (r *rings) radii() {
	deepest := slices.Max(r.depth)
	across := make([]float64, deepest+1)
	for v := range r.sizes {
		_, a := r.need(v)
		across[r.depth[v]] = max(across[r.depth[v]], a)
	}
	r.radius = make([]float64, deepest+1)
	if len(r.roots) > 1 {
		r.radius[0] = 60
	}
	for d := 1; d <= deepest; d++ {
		gap := 60 + across[d-1]
		if d == 1 && len(r.roots) == 1 {
			gap = 60 + across[0]/2
		}
		r.radius[d] = r.radius[d-1] + max(gap, 130)
	}
	for range 12 { // wider rings have narrower sectors
		total := r.sectorsOf(r.roots)
		if total <= 2*math.Pi {
			return
		}
		for d := range r.radius {
			r.radius[d] *= max(1.02, total/(2*math.Pi))
		}
	}
}

// sectorsOf measures the sectors of the roots, all nodes below them included,
// and answers their sum.
func (r *rings) sectorsOf(roots []int) float64 {
	r.sector = make([]float64, len(r.sizes))
	byDepth := make([]int, len(r.sizes))
	for v := range byDepth {
		byDepth[v] = v
	}
	slices.SortStableFunc(byDepth, func(a, b int) int { return r.depth[b] - r.depth[a] })
	for _, v := range byDepth {
		var inside float64
		for _, c := range r.children[v] {
			inside += r.sector[c]
		}
		if radius := r.radius[r.depth[v]]; radius > 0 {
			along, _ := r.need(v)
			inside = max(inside, along/radius)
		}
		r.sector[v] = inside
	}
	var total float64
	for _, v := range roots {
		total += r.sector[v]
	}
	if total == 0 { // a single node in the middle
		return 1
	}
	return total
}

// place puts v into the middle of its sector and shares the sector out among its
// children.
func (r *rings) place(p *placement, v int, from, width float64) {
	middle := from + width/2
	radius := r.radius[r.depth[v]]
	p.at[v] = point{radius * math.Cos(middle), radius * math.Sin(middle)}
	if r.turned {
		p.turned[v] = middle
		// Where edges leave outward, a label below is better, given room for it.
		if across := 2 * r.sizes[v].half; len(r.children[v]) > 0 && (width*radius > across || radius == 0) {
			p.turned[v] = math.NaN()
		}
	}
	var total float64
	for _, c := range r.children[v] {
		total += r.sector[c]
	}
	for _, c := range r.children[v] {
		share := r.sector[c] / total * width
		r.place(p, c, from, share)
		from += share
	}
}
