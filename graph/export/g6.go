package export

import "github.com/innograph/innograph/graph"

// writeG6 writes {"nodes", "edges", "combos", "meta"}, the data of AntV G6
// version 5, whose nodes and combos share one space of ids: an entity that
// contains others is a combo and no node, and edges may end at it.
func writeG6(o *out, v *view) error {
	j := &jsonWriter{out: o}
	combos := v.containers()
	element := func(n *graph.Node) {
		j.open('{')
		j.textField("id", n.ID)
		j.parentField(v, n.ID, "combo")
		j.key("data")
		j.open('{')
		j.flatNode(v, n)
		j.end('}')
		j.end('}')
	}
	j.open('{')
	j.nodes(v, "nodes", func(n *graph.Node) {
		if !combos[n.ID] {
			element(n)
		}
	})
	j.edges(v, "edges", func(e *graph.Edge) {
		j.open('{')
		j.ends(e, "source", "target")
		j.key("data")
		j.open('{')
		j.flatEdge(v, e)
		j.end('}')
		j.end('}')
	})
	j.nodes(v, "combos", func(n *graph.Node) {
		if combos[n.ID] {
			element(n)
		}
	})
	j.answer(v)
	j.end('}')
	return j.err
}
