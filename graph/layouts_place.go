package graph

import (
	"math"
	"slices"
)

// Box is a rectangle of a drawing, in pixels at scale 1. The y axis points down
// and the box of a layout's root begins at 0, 0.
type Box struct {
	X      float64 `json:"x" doc:"of the centre"`
	Y      float64 `json:"y" doc:"of the centre"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Measures of the drawing, in pixels.
const (
	leafWidth, leafHeight = 160, 48
	boxGap                = 24  // between two boxes side by side
	boxPadding            = 24  // between a box and what it holds
	boxTitle              = 32  // above what a box holds, for its name
	boxShape              = 1.6 // the width of a box over its height, about
)

// parents gives every member the number of the member in whose box it lies: of
// its containers the one whose id sorts first. Where that closes a cycle the
// members concerned lie where the search met them first.
func (w *layoutWalk) parents() []int {
	parents := make([]int, len(w.members))
	for i := range parents {
		parents[i] = -1
	}
	for i, n := range w.members {
		for _, c := range w.children[n] {
			j, ok := w.found[c.entity]
			if ok && j != 0 && (parents[j] < 0 || n < w.members[parents[j]]) {
				parents[j] = i
			}
		}
	}
	const unknown, onTheWay, rooted, lost = 0, 1, 2, 3
	state := make([]uint8, len(parents))
	state[0] = rooted
	for i := range parents {
		var way []int
		at := i
		for ; state[at] == unknown; at = parents[at] {
			state[at] = onTheWay
			way = append(way, at)
		}
		ends := state[at]
		if ends == onTheWay {
			ends = lost
		}
		for _, j := range way {
			state[j] = ends
		}
	}
	for i := range parents {
		if state[i] == lost {
			parents[i] = w.via[i]
		}
	}
	return parents
}

// place computes the box of every member. A box holds its children in rows, in
// the order of the tree, about boxShape times as wide as high. The members of an
// entity that other relations join to each of them, at least two, stand on one
// line: an axis.
func (w *layoutWalk) place(parents []int) []Box {
	inside := make([][]int, len(parents))
	for i, n := range w.members {
		for _, c := range w.children[n] {
			if j, ok := w.found[c.entity]; ok && j != 0 && parents[j] == i {
				inside[i] = append(inside[i], j)
			}
		}
	}
	// Parents before children.
	order := []int{0}
	for at := 0; at < len(order); at++ {
		order = append(order, inside[order[at]]...)
	}
	boxes := make([]Box, len(parents)) // X, Y: the left upper corner in the parent's box
	for _, i := range slices.Backward(order) {
		packBox(boxes, i, inside[i], w.joins(i, inside[i]))
	}
	for _, i := range order[1:] {
		boxes[i].X += boxes[parents[i]].X
		boxes[i].Y += boxes[parents[i]].Y
	}
	for i := range boxes {
		boxes[i].X += boxes[i].Width / 2
		boxes[i].Y += boxes[i].Height / 2
	}
	return boxes
}

// packBox sizes box i and puts its children, whose sizes are known, into it: in
// the rows that come nearest to boxShape, or in one.
func packBox(boxes []Box, i int, children []int, line bool) {
	if len(children) == 0 {
		boxes[i].Width, boxes[i].Height = leafWidth, leafHeight
		return
	}
	best, bestMiss, most := math.Inf(1), math.Inf(1), -float64(boxGap)
	// Rows as wide as the first 1, 2, … children; more would only be flatter.
	for n := 0; n < len(children) && !line; n++ {
		most += boxes[children[n]].Width + boxGap
		width, height := packRows(boxes, children, most)
		miss := math.Abs(math.Log(width / height / boxShape))
		if miss < bestMiss {
			best, bestMiss = most, miss
		}
		if width > 2*boxShape*height {
			break
		}
	}
	boxes[i].Width, boxes[i].Height = packRows(boxes, children, best)
}

// packRows puts the children into rows of at most that width, but for a child
// that is wider alone, and answers the size of the box around them.
func packRows(boxes []Box, children []int, most float64) (width, height float64) {
	y := float64(boxPadding + boxTitle)
	for len(children) > 0 {
		n, rowWidth, rowHeight := 0, 0.0, 0.0
		for _, c := range children {
			next := rowWidth + boxes[c].Width
			if n > 0 {
				next += boxGap
			}
			if n > 0 && next > most {
				break
			}
			n, rowWidth, rowHeight = n+1, next, max(rowHeight, boxes[c].Height)
		}
		x := float64(boxPadding)
		for _, c := range children[:n] {
			boxes[c].X, boxes[c].Y = x, y+(rowHeight-boxes[c].Height)/2
			x += boxes[c].Width + boxGap
		}
		children = children[n:]
		width = max(width, rowWidth)
		y += rowHeight + boxGap
	}
	return width + 2*boxPadding, y - boxGap + boxPadding
}

// joins reports whether member i is joined to each of the children, of which
// there must be two, by a statement that is no containment.
func (w *layoutWalk) joins(i int, children []int) bool {
	if len(children) < 2 {
		return false
	}
	g, joined := w.g, map[uint32]bool{}
	n := w.members[i]
	for _, list := range [2][]arc{g.out[g.outAt[n]:g.outAt[n+1]], g.in[g.inAt[n]:g.inAt[n+1]]} {
		for _, a := range list {
			if !w.contains[a.rel] {
				joined[a.to] = true
			}
		}
	}
	return !slices.ContainsFunc(children, func(c int) bool { return !joined[w.members[c]] })
}
