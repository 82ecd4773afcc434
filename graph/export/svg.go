package export

import (
	"fmt"
	"math"
	"strconv"

	"github.com/innograph/innograph/graph"
)

// The most that is drawn. A larger drawing would show nothing, and laying it out
// takes time that grows with the square of its nodes.
const (
	MaxDrawnNodes = 2000
	MaxDrawnEdges = 10000
)

// labelledEdges is up to how many edges a drawing names their relations.
const labelledEdges = 40

// writeSVG draws the answer: paths in columns from left to right, a neighborhood
// on rings by depth, anything else so that near entities are near. Colours are
// those of the ontology. Each node and edge is a group with its id and a title;
// there is no script and nothing is loaded. A containment ends in a diamond at
// the container, any other edge in an arrow; dashes show what is not a fact.
func writeSVG(o *out, v *view) error {
	nodes, edges := v.Len()
	if nodes > MaxDrawnNodes || edges > MaxDrawnEdges {
		return &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{
			Param: "format", Value: "svg",
			Message: fmt.Sprintf("a drawing holds at most %d entities and %d edges; this answer has %d and %d: ask for less, or take another format",
				MaxDrawnNodes, MaxDrawnEdges, nodes, edges),
		}}}
	}
	d := newDrawing(o, v)
	d.open()
	for i := range d.edges {
		d.edge(&d.edges[i])
		if !o.room() {
			return o.err
		}
	}
	for i := range d.nodes {
		d.node(i)
		if !o.room() {
			return o.err
		}
	}
	d.legend()
	o.put("</svg>\n")
	return o.err
}

// drawing is a laid out answer.
type drawing struct {
	*out
	*view
	nodes  []graph.Node
	labels []string // as drawn
	radius []float64
	edges  []drawnEdge
	*placement

	low, high   point // the corners around all nodes, labels and edges
	types       []string
	legendItems []legendItem
	legendSize  point
	relations   bool // edges are named
}

func newDrawing(o *out, v *view) *drawing {
	d := &drawing{out: o, view: v}
	position := map[string]int{}
	for n := range v.Nodes() {
		position[n.ID] = len(d.nodes)
		d.nodes = append(d.nodes, n)
	}
	var ends [][2]int
	for e := range v.Edges() {
		from, to := position[e.Source], position[e.Target]
		ends = append(ends, [2]int{from, to})
		d.edges = append(d.edges, drawnEdge{Edge: e, from: from, to: to})
	}
	d.relations = len(d.edges) <= labelledEdges
	g := newNet(nil, nil)
	degree := make([]int, len(d.nodes))
	for _, e := range ends {
		degree[e[0]]++
		degree[e[1]]++
	}
	for i := range d.nodes {
		r := min(7+1.4*math.Sqrt(float64(degree[i])), 20)
		label := shorten(v.label(d.nodes[i].Name, d.nodes[i].ID))
		d.labels, d.radius = append(d.labels, label), append(d.radius, r)
		g.sizes = append(g.sizes, size{half: max(r, textWidth(label, nodeFont)/2), above: r, below: r + nodeFont + 6})
	}
	d.placement = place(v, newNet(g.sizes, ends), position)
	d.routeEdges()
	d.measure()
	d.prepareLegend()
	return d
}

// place chooses the layout that shows what was asked.
func place(v *view, g *net, position map[string]int) *placement {
	switch {
	case len(g.sizes) == 0:
		return &placement{}
	case len(v.Paths) > 0:
		return placeInLayers(g, columnsOf(v, position))
	case v.Node(0).Depth != nil:
		depth := make([]int, len(g.sizes))
		for n := range v.Nodes() {
			depth[position[n.ID]] = *n.Depth
		}
		return placeOnRings(g, depth)
	}
	return placeByStress(g)
}

// columnsOf gives every node the number of its column: the furthest place that
// it has on a path, without gaps. Nodes on no path stand in the last column.
func columnsOf(v *view, position map[string]int) []int {
	column := make([]int, len(position))
	for i := range column {
		column[i] = -1
	}
	last := 0
	for _, p := range v.Paths {
		for i, id := range p.Nodes {
			column[position[id]] = max(column[position[id]], i)
			last = max(last, i)
		}
	}
	used := make([]int, last+2)
	for i, c := range column {
		if c < 0 {
			column[i] = last + 1
		}
		used[column[i]] = 1
	}
	rank := 0
	for c, u := range used {
		used[c] = rank
		rank += u
	}
	for i, c := range column {
		column[i] = used[c]
	}
	return column
}

// measure finds the corners of the drawing.
func (d *drawing) measure() {
	d.low, d.high = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	cover := func(p point, half, above, below float64) {
		d.low = point{min(d.low.x, p.x-half), min(d.low.y, p.y-above)}
		d.high = point{max(d.high.x, p.x+half), max(d.high.y, p.y+below)}
	}
	if len(d.nodes) == 0 {
		cover(point{}, 0, 0, 0)
	}
	for i, p := range d.at {
		r, w := d.radius[i], textWidth(d.labels[i], nodeFont)
		cover(p, r, r, r)
		if !d.isTurned(i) {
			cover(p, w/2, 0, r+nodeFont+6)
		} else {
			end := p.plus(point{math.Cos(d.turned[i]), math.Sin(d.turned[i])}.times(r + 6 + w))
			cover(end, nodeFont/2, nodeFont/2, nodeFont/2)
		}
	}
	for i := range d.edges {
		for _, p := range d.edges[i].bounds() {
			cover(p, 4, 4, 4)
		}
	}
}

const margin = 24

// denseEdges is from how many edges on they are drawn faint, so that labels stay
// legible.
const denseEdges = 250

// open writes everything before the edges. The drawing is shifted so that it
// begins at the origin, with the legend below it.
func (d *drawing) open() {
	width := max(d.high.x-d.low.x, d.legendSize.x) + 2*margin
	height := d.high.y - d.low.y + d.legendSize.y + 3*margin
	left := d.low.x - margin - (width-2*margin-(d.high.x-d.low.x))/2
	top := d.low.y - margin
	class := "innograph"
	if len(d.edges) > denseEdges {
		class += " dense"
	}
	d.put(xmlHeader, `<svg xmlns="http://www.w3.org/2000/svg" class="`, class, `" role="img" aria-labelledby="_title _desc"`,
		` width="`, pixels(width), `" height="`, pixels(height), `" viewBox="`, pixels(left), " ", pixels(top), " ", pixels(width), " ", pixels(height), `">`, "\n",
		`<title id="_title">`)
	d.text(d.headline())
	d.put("</title>\n", `<desc id="_desc">`)
	d.text(metaLine(&d.Meta))
	d.put("</desc>\n<style>\n", svgStyle, "</style>\n",
		`<rect class="paper" x="`, pixels(left), `" y="`, pixels(top), `" width="`, pixels(width), `" height="`, pixels(height), `"/>`, "\n")
}

// headline says in one sentence what is drawn.
func (d *drawing) headline() string {
	if d.Lang == "en" {
		return fmt.Sprintf("%s and %s", counted(len(d.nodes), "entity", "entities"), counted(len(d.edges), "edge", "edges"))
	}
	return fmt.Sprintf("%d 个实体，%d 条关系", len(d.nodes), len(d.edges))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

const nodeFont, edgeFont = 12.0, 10.0

const svgStyle = `.innograph{font-family:"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
.innograph .paper{fill:#ffffff}
.innograph text{font-size:12px;fill:#263238;unicode-bidi:isolate;white-space:pre}
.innograph .node text{text-anchor:middle;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
.innograph .node.turned text{text-anchor:start}
.innograph .node.turned.flipped text{text-anchor:end}
.innograph circle{stroke-width:1.5px}
.innograph .asked circle{stroke-width:4px}
.innograph .edge text{font-size:10px;fill:#546e7a;text-anchor:middle;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
.innograph .line{fill:none;stroke:#78909c;stroke-width:1.3px;stroke-linecap:round}
.innograph .end{fill:#78909c;stroke:#78909c;stroke-width:1px;stroke-linejoin:round}
.innograph .in-progress .line{stroke-dasharray:12 3}
.innograph .planned .line{stroke-dasharray:7 4}
.innograph .aspired .line{stroke-dasharray:4 4}
.innograph .explored .line{stroke-dasharray:1 4}
.innograph .absent .line{stroke:#c62828;stroke-dasharray:10 4 1 4}
.innograph .absent .end{stroke:#c62828;fill:#c62828}
.innograph .inferred .line{stroke:#8e5fbf}
.innograph .inferred .end{stroke:#8e5fbf;fill:#8e5fbf}
.innograph .contains .end{fill:#ffffff}
.innograph.dense .line{stroke-width:1px;stroke-opacity:0.5}
.innograph .unreal circle{fill:#ffffff;stroke-dasharray:4 2}
.innograph .warning{fill:#b71c1c;font-weight:bold}
`

// pixels writes a coordinate to a tenth of a pixel.
func pixels(f float64) string {
	f = math.Round(f*10) / 10
	if f == 0 {
		f = 0 // not -0
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
