package export

import "github.com/innograph/innograph/graph"

// writeD3 writes {"nodes", "links", "meta"} with ids as the ends of links. A
// simulation adds index, x, y, vx and vy to its nodes; none of these is used.
func writeD3(o *out, v *view) error {
	j := &jsonWriter{out: o}
	j.open('{')
	j.nodes(v, "nodes", func(n *graph.Node) {
		j.open('{')
		j.textField("id", n.ID)
		j.parentField(v, n.ID, "parent")
		j.flatNode(v, n)
		j.end('}')
	})
	j.edges(v, "links", func(e *graph.Edge) {
		j.open('{')
		j.ends(e, "source", "target")
		j.flatEdge(v, e)
		j.end('}')
	})
	j.answer(v)
	j.end('}')
	return j.err
}
