package export

import "github.com/innograph/innograph/graph"

// writeGraphology writes graphology's serialization: attributes, options, nodes,
// edges. Meta and paths are attributes of the graph. The type of an entity is
// called entity_type, because sigma.js takes the attribute type for the name of
// the program that draws a node.
func writeGraphology(o *out, v *view) error {
	j := &jsonWriter{out: o}
	j.open('{')
	j.key("attributes")
	j.open('{')
	j.answer(v)
	j.end('}')
	j.key("options")
	j.open('{')
	j.textField("type", "directed")
	j.key("multi")
	j.bool(true)
	j.key("allowSelfLoops")
	j.bool(true)
	j.end('}')
	j.nodes(v, "nodes", func(n *graph.Node) {
		j.open('{')
		j.textField("key", n.ID)
		j.key("attributes")
		j.open('{')
		j.textField("label", v.label(n.Name, n.ID))
		j.textField("entity_type", n.Type)
		j.textField("color", v.typeOf(n.Type).Color)
		j.parentField(v, n.ID, "parent")
		j.nodeAttributes(v, n)
		j.end('}')
		j.end('}')
	})
	j.edges(v, "edges", func(e *graph.Edge) {
		j.open('{')
		j.textField("key", e.ID)
		j.textField("source", e.Source)
		j.textField("target", e.Target)
		j.key("attributes")
		j.open('{')
		j.flatEdge(v, e)
		j.end('}')
		j.end('}')
	})
	j.end('}')
	return j.err
}
