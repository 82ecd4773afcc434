package export

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// writeVis writes {"nodes", "edges", "meta"} of vis-network; the group of a node
// is its type, its value, by which dots are scaled, its degree.
func writeVis(o *out, v *view) error {
	j := &jsonWriter{out: o}
	j.open('{')
	j.nodes(v, "nodes", func(n *graph.Node) {
		j.open('{')
		j.textField("id", n.ID)
		j.textField("label", v.label(n.Name, n.ID))
		j.textField("group", n.Type)
		j.textField("title", inert(v.nodeTitle(n)))
		j.textField("color", v.typeOf(n.Type).Color)
		j.intField("value", n.Degree)
		j.parentField(v, n.ID, "parent")
		j.nodeAttributes(v, n)
		j.end('}')
	})
	j.edges(v, "edges", func(e *graph.Edge) {
		j.open('{')
		j.ends(e, "from", "to")
		j.textField("label", v.label(e.Label, e.Relation))
		j.textField("title", inert(v.edgeTitle(e)))
		j.textField("arrows", "to")
		j.key("dashes")
		j.bool(dashed(e.Status, e.Basis))
		j.edgeAttributes(v, e)
		j.end('}')
	})
	j.answer(v)
	j.end('}')
	return j.err
}

// inert keeps a title from being markup. vis-network shows titles as text, but
// before version 9 it took them for HTML; a zero-width space after "<" leaves
// the look alone and begins a tag in neither.
func inert(title string) string { return strings.ReplaceAll(title, "<", "<\u200b") }
