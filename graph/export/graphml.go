package export

import "github.com/innograph/innograph/graph"

var graphmlTypes = map[byte]string{textKind: "string", intKind: "int", boolKind: "boolean"}

// writeGraphML writes GraphML 1.1. The members of a container are in a graph
// inside its node; all edges are in the outermost graph, which may hold any edge
// between nodes below it. Meta and paths are data of that graph. With Options.Flat
// all nodes are in the outermost graph too.
func writeGraphML(o *out, v *view) error {
	w := &graphmlWriter{out: o, view: v, columns: newColumns(v)}
	o.put(xmlHeader, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`, "\n")
	whole := metaFields(&v.Meta)
	if v.Paths != nil {
		whole = append(whole, field{"paths", textKind, asJSON(func(j *jsonWriter) { j.paths(v.Paths) })})
	}
	w.keys("graph", whole)
	w.keys("node", w.columns.nodes)
	w.keys("edge", w.columns.edges)
	o.put(` <graph id=":all" edgedefault="directed">`, "\n") // an inner graph is called by its entity and a colon
	w.data("  ", "graph", whole)
	w.nested(v.children())
	for e := range v.Edges() {
		o.put("  <edge")
		o.attr("id", e.ID)
		o.attr("source", e.Source)
		o.attr("target", e.Target)
		o.put(">\n")
		w.data("   ", "edge", w.columns.edge(v, &e))
		o.put("  </edge>\n")
		if !o.room() {
			return o.err
		}
	}
	o.put(" </graph>\n</graphml>\n")
	return o.err
}

type graphmlWriter struct {
	*out
	*view
	*columns
}

func (w *graphmlWriter) keys(class string, fields []field) {
	for _, f := range fields {
		w.put(" <key")
		w.attr("id", class+"."+f.name)
		w.attr("for", class)
		w.attr("attr.name", f.name)
		w.attr("attr.type", graphmlTypes[f.kind])
		w.put("/>\n")
	}
}

func (w *graphmlWriter) data(indent, class string, fields []field) {
	for _, f := range fields {
		w.put(indent, `<data key="`, class, ".", f.name, `">`)
		w.text(f.value)
		w.put("</data>\n")
	}
}

// nested writes the nodes at the given positions with all that they contain. It
// keeps its own stack: containers may lie in one another to any depth.
func (w *graphmlWriter) nested(of map[string][]int, roots []int) {
	type level struct {
		members []int
		inside  bool // close the container's graph and node after the last member
	}
	stack := []level{{members: roots}}
	for len(stack) > 0 && w.room() {
		top := &stack[len(stack)-1]
		if len(top.members) == 0 {
			if top.inside {
				w.put("   </graph>\n  </node>\n")
			}
			stack = stack[:len(stack)-1]
			continue
		}
		n := w.Node(top.members[0])
		top.members = top.members[1:]
		w.node(&n)
		if members := of[n.ID]; len(members) > 0 {
			w.put("   <graph")
			w.attr("id", n.ID+":")
			w.put(` edgedefault="directed">`, "\n")
			stack = append(stack, level{members, true})
		} else {
			w.put("  </node>\n")
		}
	}
}

func (w *graphmlWriter) node(n *graph.Node) {
	w.put("  <node")
	w.attr("id", n.ID)
	w.put(">\n")
	w.data("   ", "node", w.columns.node(w.view, n))
}
