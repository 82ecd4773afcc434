package export

import (
	"strconv"

	"github.com/innograph/innograph/graph"
)

// legendItem is one sign with what it stands for.
type legendItem struct {
	at    point // relative to the corner of the legend
	label string
	color string // of an entity type; or ""
	class string // of an edge, where color is ""; or "warning"
}

const (
	legendRow  = 22.0
	legendSign = 34.0
)

// prepareLegend lists the types of the entities and the kinds of edge that are
// drawn, and flows them into rows as wide as the drawing. An answer that is not
// complete says so first.
func (d *drawing) prepareLegend() {
	count, statuses := map[string]int{}, map[graph.Status]bool{}
	for i := range d.nodes {
		count[d.nodes[i].Type]++
	}
	var items []legendItem
	if !d.Meta.Complete {
		items = append(items, legendItem{label: d.incomplete(), class: "warning"})
	}
	d.types, _ = d.usedTypes()
	for _, id := range d.types {
		t := d.typeOf(id)
		items = append(items, legendItem{label: d.label(t.Label, id) + " " + strconv.Itoa(count[id]), color: t.Color})
	}
	var inferred, contains bool
	for i := range d.edges {
		e := &d.edges[i]
		statuses[e.Status] = true
		inferred = inferred || e.Basis == graph.Inferred
		contains = contains || d.containment(e.Relation)
	}
	for s := range statusLabels {
		if statuses[graph.Status(s)] {
			items = append(items, legendItem{label: d.statusLabel(graph.Status(s)), class: graph.Status(s).String()})
		}
	}
	if inferred {
		items = append(items, legendItem{label: d.label(inferredLabel, ""), class: "inferred"})
	}
	if contains {
		items = append(items, legendItem{label: d.label(graph.Text{Zh: "被包含于", En: "is contained in"}, ""), class: "contains"})
	}
	limit := max(d.high.x-d.low.x, 520)
	var x, y float64
	for i := range items {
		items[i].label = shorten(items[i].label)
		w := legendSign + textWidth(items[i].label, nodeFont) + 18
		if x > 0 && x+w > limit {
			x, y = 0, y+legendRow
		}
		items[i].at = point{x, y}
		if x += w; items[i].class == "warning" {
			x, y = 0, y+legendRow
		}
		d.legendSize.x = max(d.legendSize.x, items[i].at.x+w)
	}
	d.legendItems = items
	if d.legendSize.y = y; x > 0 {
		d.legendSize.y += legendRow
	}
}

func (d *drawing) incomplete() string {
	reason := ""
	if d.Meta.StoppedBy != nil {
		reason = string(*d.Meta.StoppedBy)
	}
	if d.Lang == "en" {
		return "incomplete: stopped by " + reason
	}
	return "不完整，截止原因：" + reason
}

func (d *drawing) legend() {
	corner := point{d.low.x, d.high.y + margin}
	if spare := d.legendSize.x - (d.high.x - d.low.x); spare > 0 {
		corner.x -= spare / 2
	}
	d.put(`<g class="legend">`, "\n")
	for _, item := range d.legendItems {
		p := corner.plus(item.at)
		middle := p.y + legendRow/2
		switch {
		case item.class == "warning":
			d.put(`<g><text class="warning" x="`, pixels(p.x), `" y="`, pixels(middle+4), `">`)
			d.text(item.label)
			d.put("</text></g>\n")
			continue
		case item.color != "":
			d.put(`<g><circle cx="`, pixels(p.x+20), `" cy="`, pixels(middle), `" r="7" fill="`, item.color, `" stroke="`, darker(item.color), `"/>`)
		default:
			end := point{p.x + 19, middle}
			d.put(`<g class="`, item.class, `"><path class="line" d="M`, at(point{p.x, middle}), " L", at(end), `"/><path class="end" d="`,
				head(point{p.x, middle}, end, item.class == "contains"), `"/>`)
		}
		d.put(`<text x="`, pixels(p.x+legendSign), `" y="`, pixels(middle+4), `">`)
		d.text(item.label)
		d.put("</text></g>\n")
	}
	d.put("</g>\n")
}
