package export

import (
	"cmp"
	"slices"
)

// placeInLayers puts the nodes of paths into columns by their place on the
// longest path through them, so that paths run from left to right. An edge that
// passes over columns gets a bend in each, and the bends and nodes of a column
// are ordered by their neighbours (K. Sugiyama, S. Tagawa, M. Toda, "Methods for
// Visual Understanding of Hierarchical System Structures", 1981: the barycenter
// method).
func placeInLayers(g *net, column []int) *placement {
	l := &layers{net: g}
	for v := range g.sizes {
		l.add(column[v], v, 2*g.sizes[v].half, g.sizes[v].above+g.sizes[v].below+34)
	}
	bends := l.bendEdges(column)
	l.order()
	at := l.coordinates(column)
	p := &placement{at: at[:len(g.sizes)], via: make([][]point, len(g.ends))}
	for e, list := range bends {
		for _, b := range list {
			p.via[e] = append(p.via[e], at[b])
		}
	}
	return p
}

// layers holds nodes and bends alike: bends are numbered after the nodes.
type layers struct {
	*net
	columns [][]int
	column  []int
	width   []float64
	height  []float64
	links   [][]int // between neighbouring columns
}

func (l *layers) add(column, v int, width, height float64) {
	for len(l.columns) <= column {
		l.columns = append(l.columns, nil)
	}
	l.columns[column] = append(l.columns[column], v)
	l.column = append(l.column, column)
	l.width = append(l.width, width)
	l.height = append(l.height, height)
	l.links = append(l.links, nil)
}

// bendEdges answers the bends of every edge from its source to its target.
// Parallel edges share theirs.
func (l *layers) bendEdges(column []int) [][]int {
	bends := make([][]int, len(l.ends))
	shared := map[[2]int][]int{}
	for i, e := range l.ends {
		from, to := e[0], e[1]
		if column[from] > column[to] {
			from, to = to, from
		}
		list, ok := shared[[2]int{from, to}]
		if !ok {
			last := from
			for c := column[from] + 1; c < column[to]; c++ {
				bend := len(l.column)
				l.add(c, bend, 0, 46)
				l.link(last, bend)
				list = append(list, bend)
				last = bend
			}
			if column[from] != column[to] {
				l.link(last, to)
			}
			shared[[2]int{from, to}] = list
		}
		if from != e[0] {
			list = slices.Clone(list)
			slices.Reverse(list)
		}
		bends[i] = list
	}
	return bends
}

func (l *layers) link(a, b int) {
	l.links[a] = append(l.links[a], b)
	l.links[b] = append(l.links[b], a)
}

// order sorts every column by the middle of what its members are linked to, with
// sweeps to the right and to the left.
func (l *layers) order() {
	place := make([]float64, len(l.column))
	settle := func(c int) {
		for i, v := range l.columns[c] {
			place[v] = float64(i) - float64(len(l.columns[c]))/2
		}
	}
	for c := range l.columns {
		settle(c)
	}
	sweep := func(c, toward int) {
		middle := make(map[int]float64, len(l.columns[c]))
		for _, v := range l.columns[c] {
			sum, n := 0.0, 0
			for _, w := range l.links[v] {
				if (l.column[w]-c)*toward > 0 {
					sum, n = sum+place[w], n+1
				}
			}
			middle[v] = place[v]
			if n > 0 {
				middle[v] = sum / float64(n)
			}
		}
		slices.SortStableFunc(l.columns[c], func(a, b int) int { return cmp.Compare(middle[a], middle[b]) })
		settle(c)
	}
	for range 8 {
		for c := 1; c < len(l.columns); c++ {
			sweep(c, -1)
		}
		for c := len(l.columns) - 2; c >= 0; c-- {
			sweep(c, 1)
		}
	}
}

// coordinates spaces the columns by their widest members, and each column evenly
// about the middle line.
func (l *layers) coordinates(column []int) []point {
	at := make([]point, len(l.column))
	x, before := 0.0, 0.0
	for c, members := range l.columns {
		var widest, height float64
		for _, v := range members {
			widest = max(widest, l.width[v])
			height += l.height[v]
		}
		if c > 0 {
			x += before/2 + max(90, widest/2+90)
		}
		before = widest
		y := -height / 2
		for _, v := range members {
			at[v] = point{x, y + l.height[v]/2}
			y += l.height[v]
		}
	}
	return at
}
