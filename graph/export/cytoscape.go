package export

import "github.com/innograph/innograph/graph"

// writeCytoscape writes {"elements": {"nodes", "edges"}, "meta"}; the value of
// elements is what cytoscape({elements}) takes. A node inside another has that
// one as data.parent, which makes it a compound.
func writeCytoscape(o *out, v *view) error {
	j := &jsonWriter{out: o}
	j.open('{')
	j.key("elements")
	j.open('{')
	j.nodes(v, "nodes", func(n *graph.Node) {
		j.open('{')
		j.key("data")
		j.open('{')
		j.textField("id", n.ID)
		j.parentField(v, n.ID, "parent")
		j.flatNode(v, n)
		j.end('}')
		j.end('}')
	})
	j.edges(v, "edges", func(e *graph.Edge) {
		j.open('{')
		j.key("data")
		j.open('{')
		j.ends(e, "source", "target")
		j.flatEdge(v, e)
		j.end('}')
		j.end('}')
	})
	j.end('}')
	j.answer(v)
	j.end('}')
	return j.err
}

// flatNode writes the members of a node for libraries that give no meaning to
// label, color and type.
func (j *jsonWriter) flatNode(v *view, n *graph.Node) {
	j.textField("label", v.label(n.Name, n.ID))
	j.textField("type", n.Type)
	j.textField("color", v.typeOf(n.Type).Color)
	j.nodeAttributes(v, n)
}

// flatEdge is flatNode for edges.
func (j *jsonWriter) flatEdge(v *view, e *graph.Edge) {
	j.textField("label", v.label(e.Label, e.Relation))
	j.edgeAttributes(v, e)
}

// ends writes an edge's id and its two ends.
func (j *jsonWriter) ends(e *graph.Edge, source, target string) {
	j.textField("id", e.ID)
	j.textField(source, e.Source)
	j.textField(target, e.Target)
}
