package export

import "math"

// point is a place in a drawing: x to the right, y down, in pixels.
type point struct{ x, y float64 }

func (p point) plus(q point) point        { return point{p.x + q.x, p.y + q.y} }
func (p point) minus(q point) point       { return point{p.x - q.x, p.y - q.y} }
func (p point) times(f float64) point     { return point{p.x * f, p.y * f} }
func (p point) length() float64           { return math.Sqrt(p.x*p.x + p.y*p.y) }
func (p point) left() point               { return point{p.y, -p.x} } // turned by a right angle
func between(p, q point, t float64) point { return p.plus(q.minus(p).times(t)) }

// unit is the direction of p, or to the right where p has none.
func (p point) unit() point {
	if l := p.length(); l > 1e-9 {
		return p.times(1 / l)
	}
	return point{1, 0}
}

// size is what a node takes up with its label: half its width to either side,
// and its extent above and below its centre.
type size struct{ half, above, below float64 }

// net is an answer as the layouts see it.
type net struct {
	sizes []size
	ends  [][2]int // of every edge, as positions of nodes
	near  [][]int  // neighbours of every node: each once, not itself, in the order of edges
}

func newNet(sizes []size, ends [][2]int) *net {
	g := &net{sizes: sizes, ends: ends, near: make([][]int, len(sizes))}
	seen := make(map[[2]int]bool, len(ends))
	for _, e := range ends {
		a, b := min(e[0], e[1]), max(e[0], e[1])
		if a == b || seen[[2]int{a, b}] {
			continue
		}
		seen[[2]int{a, b}] = true
		g.near[a] = append(g.near[a], b)
		g.near[b] = append(g.near[b], a)
	}
	return g
}

// components are the connected components, each in the order of a breadth-first
// search from its first node.
func (g *net) components() [][]int {
	var all [][]int
	seen := make([]bool, len(g.sizes))
	for start := range g.sizes {
		if seen[start] {
			continue
		}
		seen[start] = true
		c := []int{start}
		for i := 0; i < len(c); i++ {
			for _, n := range g.near[c[i]] {
				if !seen[n] {
					seen[n] = true
					c = append(c, n)
				}
			}
		}
		all = append(all, c)
	}
	return all
}

// placement is where a layout puts things.
type placement struct {
	at     []point
	turned []float64 // angle of each node's label in radians, away from the centre; NaN, or nil for all: the label lies below its node
	via    [][]point // points that an edge passes between its ends; nil: none does
}
