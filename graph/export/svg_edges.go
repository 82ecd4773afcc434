package export

import (
	"math"
	"strings"

	"github.com/innograph/innograph/graph"
)

// drawnEdge is an edge with its line: one or more Bézier curves, end to end.
type drawnEdge struct {
	graph.Edge
	from, to int
	start    point
	curves   [][3]point // cubic: two control points and the end
}

// routeEdges gives every edge its line. Edges between the same two nodes, in
// either direction, bend apart; loops at a node stand beside one another.
func (d *drawing) routeEdges() {
	type ends [2]int
	total, nth := map[ends]int{}, map[ends]int{}
	key := func(e *drawnEdge) ends { return ends{min(e.from, e.to), max(e.from, e.to)} }
	for i := range d.edges {
		total[key(&d.edges[i])]++
	}
	for i := range d.edges {
		e := &d.edges[i]
		k := key(e)
		n, all := nth[k], total[k]
		nth[k]++
		step := min(26, 240/float64(all))
		aside := (float64(n) - float64(all-1)/2) * step
		if e.from > e.to {
			aside = -aside // seen from the other end
		}
		switch {
		case e.from == e.to:
			d.loop(e, n)
		case d.via != nil:
			d.flow(e, d.via[i], aside)
		default:
			d.bow(e, aside)
		}
	}
}

// bow draws one curve that keeps aside pixels from the straight line.
func (d *drawing) bow(e *drawnEdge, aside float64) {
	from, to := d.at[e.from], d.at[e.to]
	// A cubic reaches three quarters of the way to its control points.
	bend := to.minus(from).unit().left().times(aside * 4 / 3)
	c1, c2 := between(from, to, 1.0/3).plus(bend), between(from, to, 2.0/3).plus(bend)
	e.start = from.plus(c1.minus(from).unit().times(d.radius[e.from] + 1))
	end := to.plus(c2.minus(to).unit().times(d.radius[e.to] + headLength + 2))
	e.curves = [][3]point{{c1, c2, end}}
}

// flow draws curves that leave and enter columns level.
func (d *drawing) flow(e *drawnEdge, via []point, aside float64) {
	from, to := d.at[e.from], d.at[e.to]
	if math.Abs(from.x-to.x) < 1 { // two nodes of one column: around the nodes between
		side := point{math.Abs(from.y-to.y)/4 + math.Abs(aside) + 20, 0}
		c1, c2 := between(from, to, 0.2).plus(side), between(from, to, 0.8).plus(side)
		e.start = from.plus(c1.minus(from).unit().times(d.radius[e.from] + 1))
		e.curves = [][3]point{{c1, c2, to.plus(c2.minus(to).unit().times(d.radius[e.to] + headLength + 2))}}
		return
	}
	forward := 1.0
	if to.x < from.x {
		forward = -1
	}
	shift := point{0, aside * forward}
	ends := make([]point, 0, len(via)+1)
	for _, p := range via {
		ends = append(ends, p.plus(shift))
	}
	ends = append(ends, to)
	e.start = from.plus(point{forward, aside * forward / 30}.unit().times(d.radius[e.from] + 1))
	last := e.start
	for i, p := range ends {
		half := point{(p.x - last.x) / 2, 0}
		c1, c2 := last.plus(half), p.minus(half)
		if len(via) == 0 {
			c1, c2 = c1.plus(shift), c2.plus(shift)
		}
		if i == len(via) {
			p = to.plus(c2.minus(to).unit().times(d.radius[e.to] + headLength + 2))
		}
		e.curves = append(e.curves, [3]point{c1, c2, p})
		last = p
	}
}

// loop draws the n-th loop at a node, above it.
func (d *drawing) loop(e *drawnEdge, n int) {
	p, r := d.at[e.from], d.radius[e.from]
	reach := r + 26 + 12*float64(n)
	left, right := point{-0.5, -0.87}, point{0.5, -0.87}
	e.start = p.plus(left.times(r + 1))
	c1 := p.plus(point{-0.9 * reach, -1.5 * reach})
	c2 := p.plus(point{0.9 * reach, -1.5 * reach})
	e.curves = [][3]point{{c1, c2, p.plus(right.times(r + headLength + 2))}}
}

// bounds are points around the line: no Bézier curve leaves the hull of them.
func (e *drawnEdge) bounds() []point {
	points := []point{e.start}
	for _, c := range e.curves {
		points = append(points, c[:]...)
	}
	return points
}

// labelPoint is where the name of the relation stands: in the middle, or nearer
// the end that has fewer edges, where there is more room.
func (d *drawing) labelPoint(e *drawnEdge) point {
	t := 0.5
	switch from, to := d.radius[e.from], d.radius[e.to]; { // which grows with the edges
	case from > 1.3*to:
		t = 0.64
	case to > 1.3*from:
		t = 0.36
	}
	t *= float64(len(e.curves))
	i := min(int(t), len(e.curves)-1)
	t -= float64(i)
	p := e.start
	if i > 0 {
		p = e.curves[i-1][2]
	}
	c, u := e.curves[i], 1-t
	return p.times(u * u * u).plus(c[0].times(3 * u * u * t)).plus(c[1].times(3 * u * t * t)).plus(c[2].times(t * t * t))
}

const headLength = 9.0

func (d *drawing) edge(e *drawnEdge) {
	contains := d.containment(e.Relation)
	class := []string{"edge", e.Status.String()}
	if e.Basis == graph.Inferred {
		class = append(class, "inferred")
	}
	if contains {
		class = append(class, "contains")
	}
	d.put(`<g class="`, strings.Join(class, " "), `"`)
	d.attr("id", e.ID)
	d.attr("data-source", e.Source)
	d.attr("data-target", e.Target)
	d.attr("data-relation", e.Relation)
	d.put("><title>")
	d.text(d.edgeTitle(&e.Edge))
	d.put(`</title><path class="line" d="M`, at(e.start))
	for _, c := range e.curves {
		d.put(" C", at(c[0]), " ", at(c[1]), " ", at(c[2]))
	}
	last := e.curves[len(e.curves)-1]
	d.put(`"/><path class="end" d="`, head(last[1], last[2], contains), `"/>`)
	if d.relations {
		m := d.labelPoint(e)
		d.put(`<text x="`, pixels(m.x), `" y="`, pixels(m.y+edgeFont/3), `">`)
		d.text(shorten(d.label(e.Label, e.Relation)))
		d.put("</text>")
	}
	d.put("</g>\n")
}

// head is an arrow, or the diamond of a whole that has parts, on the end of a
// line that comes from the direction of c.
func head(c, end point, diamond bool) string {
	along := end.minus(c).unit()
	tip, side := end.plus(along.times(headLength)), along.left().times(4)
	if diamond {
		middle := end.plus(along.times(headLength / 2))
		return "M" + at(end) + " L" + at(middle.plus(side)) + " L" + at(tip) + " L" + at(middle.minus(side)) + " Z"
	}
	back := end.minus(along.times(1))
	return "M" + at(tip) + " L" + at(back.plus(side)) + " L" + at(end.plus(along.times(1.5))) + " L" + at(back.minus(side)) + " Z"
}

func at(p point) string { return pixels(p.x) + "," + pixels(p.y) }
