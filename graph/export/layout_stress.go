package export

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// The length of an edge where nothing else asks for more.
const edgeLength = 110.0

// placeByStress lays out every component so that distances in the drawing are
// like distances in the graph, pushes apart what overlaps, and sets the
// components beside one another, the largest first.
func placeByStress(g *net) *placement {
	p := &placement{at: make([]point, len(g.sizes))}
	var boxes []box
	for _, c := range g.components() {
		stress(g, c, p.at)
		spread(g, c, p.at)
		for range 15 {
			if separate(g, c, p.at) {
				break
			}
			for _, v := range c {
				p.at[v] = p.at[v].times(1.1)
			}
		}
		boxes = append(boxes, boxAround(g, c, p.at))
	}
	pack(boxes, p.at)
	return p
}

// stress minimises the stress of one component by stochastic gradient descent,
// after J. X. Zheng, S. Pawar, D. F. M. Goodman, "Graph Drawing by Stochastic
// Gradient Descent", IEEE TVCG 25(9), 2019: pairs of nodes are taken in a random
// order and moved toward their distance, by steps that shrink exponentially. The
// random numbers have a fixed seed.
//
// Products are converted to float64 so that no compiler fuses them with a sum:
// one answer gives the same drawing on every machine.
func stress(g *net, nodes []int, at []point) {
	n := len(nodes)
	random := rand.New(rand.NewPCG(uint64(n), 20190901))
	for _, v := range nodes {
		at[v] = point{random.Float64() * edgeLength * math.Sqrt(float64(n)), random.Float64() * edgeLength * math.Sqrt(float64(n))}
	}
	pairs, longest := distances(g, nodes)
	if len(pairs) == 0 {
		return
	}
	const rounds, least = 30, 0.1
	step := float64(longest) * float64(longest)
	shrink := math.Pow(least/step, 1.0/(rounds-1))
	for round := range rounds {
		if round < 5 || n < 400 { // later a large component has settled
			random.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		}
		for _, pair := range pairs {
			a, b := &at[pair.a], &at[pair.b]
			d := float64(pair.hops)
			weight := min(step/float64(d*d), 1)
			x, y := a.x-b.x, a.y-b.y
			length := math.Sqrt(float64(x*x) + float64(y*y))
			if length < 1e-6 {
				x, length = 1e-6, 1e-6
			}
			move := weight * (length - float64(d*edgeLength)) / (2 * length)
			dx, dy := float64(x*move), float64(y*move)
			a.x, a.y, b.x, b.y = a.x-dx, a.y-dy, b.x+dx, b.y+dy
		}
		step *= shrink
	}
}

type pair struct {
	a, b uint16
	hops uint16
}

// distances lists the pairs of nodes of a component with their distance in hops,
// and the longest of these. Nodes fit 16 bits because of MaxDrawnNodes.
func distances(g *net, nodes []int) (pairs []pair, longest uint16) {
	hops := make([]uint16, len(g.sizes))
	queue := make([]int, 0, len(nodes))
	for _, start := range nodes {
		for _, v := range nodes {
			hops[v] = math.MaxUint16
		}
		hops[start] = 0
		queue = append(queue[:0], start)
		for i := 0; i < len(queue); i++ {
			v := queue[i]
			for _, w := range g.near[v] {
				if hops[w] == math.MaxUint16 {
					hops[w] = hops[v] + 1
					queue = append(queue, w)
				}
			}
			if v > start {
				pairs = append(pairs, pair{uint16(start), uint16(v), hops[v]})
				longest = max(longest, hops[v])
			}
		}
	}
	return pairs, longest
}

// spread widens a component until its nodes cover no more than a third of it.
func spread(g *net, nodes []int, at []point) {
	var covered float64
	for _, v := range nodes {
		s := g.sizes[v]
		covered += 2 * s.half * (s.above + s.below)
	}
	b := boxAround(g, nodes, at)
	if f := math.Sqrt(3 * covered / (b.width * b.height)); f > 1 {
		for _, v := range nodes {
			at[v] = at[v].times(f)
		}
	}
}

// separate moves nodes apart until none overlaps another, or answers false when
// its patience ends. In each round, overlapping pairs are pushed along the axis
// on which they overlap least.
func separate(g *net, nodes []int, at []point) bool {
	const gap, rounds = 6, 30
	order := slices.Clone(nodes)
	for range rounds {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at[a].x-g.sizes[a].half, at[b].x-g.sizes[b].half) })
		moved := false
		for i, a := range order {
			for _, b := range order[i+1:] {
				sa, sb := g.sizes[a], g.sizes[b]
				if at[b].x-sb.half-gap > at[a].x+sa.half {
					break // so are all that follow
				}
				dx := sa.half + sb.half + gap - math.Abs(at[a].x-at[b].x)
				dy := at[a].y + sa.below + gap - (at[b].y - sb.above)
				up := at[b].y + sb.below + gap - (at[a].y - sa.above)
				if dx <= 0 || dy <= 0 || up <= 0 {
					continue
				}
				moved = true
				switch {
				case dx <= min(dy, up) && at[a].x <= at[b].x:
					at[a].x, at[b].x = at[a].x-dx/2, at[b].x+dx/2
				case dx <= min(dy, up):
					at[a].x, at[b].x = at[a].x+dx/2, at[b].x-dx/2
				case dy <= up:
					at[a].y, at[b].y = at[a].y-dy/2, at[b].y+dy/2
				default:
					at[a].y, at[b].y = at[a].y+up/2, at[b].y-up/2
				}
			}
		}
		if !moved {
			return true
		}
	}
	return false
}

// box is the room that some nodes take up with their labels.
type box struct {
	nodes         []int
	corner        point // upper left
	width, height float64
}

func boxAround(g *net, nodes []int, at []point) box {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, v := range nodes {
		s := g.sizes[v]
		low = point{min(low.x, at[v].x-s.half), min(low.y, at[v].y-s.above)}
		high = point{max(high.x, at[v].x+s.half), max(high.y, at[v].y+s.below)}
	}
	return box{nodes, low, high.x - low.x, high.y - low.y}
}

// pack moves boxes into rows, the highest boxes first, so that the whole is a
// little wider than high.
func pack(boxes []box, at []point) {
	const gap = 30
	slices.SortStableFunc(boxes, func(a, b box) int { return cmp.Compare(b.height, a.height) })
	var area, widest float64
	for _, b := range boxes {
		area += (b.width + gap) * (b.height + gap)
		widest = max(widest, b.width)
	}
	limit := max(widest, math.Sqrt(area*1.5))
	var x, y, rowHeight float64
	for _, b := range boxes {
		if x > 0 && x+b.width > limit {
			x, y, rowHeight = 0, y+rowHeight+gap, 0
		}
		shift := point{x, y}.minus(b.corner)
		for _, v := range b.nodes {
			at[v] = at[v].plus(shift)
		}
		x += b.width + gap
		rowHeight = max(rowHeight, b.height)
	}
}
