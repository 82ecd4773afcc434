package export

import (
	"math"

	"github.com/innograph/innograph/graph"
)

// writeECharts writes a series of type graph. A category is an entity type; a
// node's value is its degree, a link's value its label. Without the formatter of
// edgeLabel ECharts would show the value of the node with the number of the edge.
// The members label and color are left to ECharts, for which they are style
// objects. The forces keep a hundred nodes apart.
func writeECharts(o *out, v *view) error {
	j := &jsonWriter{out: o}
	types, at := v.usedTypes()
	j.open('{')
	j.textField("type", "graph")
	j.textField("layout", "force")
	j.key("roam")
	j.bool(true)
	j.key("autoCurveness") // keeps parallel links apart
	j.bool(true)
	j.key("edgeSymbol")
	j.texts([]string{"none", "arrow"})
	j.key("force")
	j.open('{')
	j.intField("repulsion", 300)
	j.intField("edgeLength", 120)
	j.end('}')
	j.key("label")
	j.open('{')
	j.key("show")
	j.bool(true)
	j.textField("position", "right")
	j.end('}')
	j.key("edgeLabel")
	j.open('{')
	j.textField("formatter", "{c}")
	j.end('}')
	j.key("labelLayout")
	j.open('{')
	j.key("hideOverlap")
	j.bool(true)
	j.end('}')
	j.key("categories")
	j.open('[')
	for _, id := range types {
		t := v.typeOf(id)
		j.open('{')
		j.textField("name", v.label(t.Label, t.ID))
		j.textField("id", t.ID)
		j.key("itemStyle")
		j.open('{')
		j.textField("color", t.Color)
		j.end('}')
		j.end('}')
	}
	j.end(']')
	j.nodes(v, "data", func(n *graph.Node) {
		j.open('{')
		j.textField("id", n.ID)
		j.textField("name", v.label(n.Name, n.ID))
		j.intField("category", at[n.Type])
		j.intField("value", n.Degree)
		j.intField("symbolSize", min(48, 12+int(3*math.Sqrt(float64(n.Degree)))))
		j.parentField(v, n.ID, "parent")
		j.textField("entity_type", n.Type)
		j.nodeAttributes(v, n)
		j.end('}')
	})
	j.edges(v, "links", func(e *graph.Edge) {
		j.open('{')
		j.ends(e, "source", "target")
		j.textField("value", v.label(e.Label, e.Relation))
		if dashed(e.Status, e.Basis) {
			j.key("lineStyle")
			j.open('{')
			j.textField("type", "dashed")
			j.end('}')
		}
		j.edgeAttributes(v, e)
		j.end('}')
	})
	j.answer(v)
	j.end('}')
	return j.err
}

// dashed tells which edges a drawing should show as less than a stated fact.
func dashed(s graph.Status, b graph.Basis) bool { return s > graph.InProgress || b == graph.Inferred }
