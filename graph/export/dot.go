package export

import (
	"strconv"
	"strings"

	"github.com/innograph/innograph/graph"
)

// writeDOT writes a Graphviz digraph. A container is a cluster that holds the
// container's own node, so that edges can end at it, and its members. Meta is in
// attributes of the graph; an edge's id is its attribute id.
func writeDOT(o *out, v *view) error {
	d := &dotWriter{out: o, view: v, columns: newColumns(v)}
	o.put("digraph innograph {\n  newrank=true;\n") // else Graphviz 2.43 and older may give up on nested clusters
	for _, f := range metaFields(&v.Meta) {
		if f.value != "" {
			o.put("  ", f.name, "=")
			o.dotText(f.value)
			o.put(";\n")
		}
	}
	o.put("  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", penwidth=2, fontname=\"sans-serif\"];\n",
		"  edge [fontname=\"sans-serif\", fontsize=10];\n")
	d.nested(v.children())
	for e := range v.Edges() {
		d.edge(&e)
		if !o.room() {
			return o.err
		}
	}
	o.put("}\n")
	return o.err
}

type dotWriter struct {
	*out
	*view
	columns *columns
}

// nested writes the nodes at the given positions with all that they contain.
func (d *dotWriter) nested(of map[string][]int, roots []int) {
	stack := [][]int{roots}
	for len(stack) > 0 && d.room() {
		top := len(stack) - 1
		if len(stack[top]) == 0 {
			if top > 0 {
				d.put("  }\n")
			}
			stack = stack[:top]
			continue
		}
		n := d.Node(stack[top][0])
		stack[top] = stack[top][1:]
		if members := of[n.ID]; len(members) > 0 {
			d.put("  subgraph ")
			d.dotText("cluster_" + n.ID)
			d.put(" {\n  label=")
			d.dotText(d.label(n.Name, n.ID))
			d.put("; color=\"", d.typeOf(n.Type).Color, "\"; style=rounded; fontname=\"sans-serif\";\n")
			stack = append(stack, members)
		}
		d.node(&n)
	}
}

func (d *dotWriter) node(n *graph.Node) {
	d.put("  ")
	d.dotText(n.ID)
	d.put(" [")
	d.attributes(d.columns.node(d.view, n))
	d.put(", tooltip=")
	d.dotText(d.nodeTitle(n))
	if dashed(n.Status, n.Basis) {
		d.put(`, style="rounded,filled,dashed"`)
	}
	d.put("];\n")
}

func (d *dotWriter) edge(e *graph.Edge) {
	d.put("  ")
	d.dotText(e.Source)
	d.put(" -> ")
	d.dotText(e.Target)
	d.put(" [id=")
	d.dotText(e.ID)
	d.put(", ")
	d.attributes(d.columns.edge(d.view, e))
	d.put(", tooltip=")
	d.dotText(d.edgeTitle(e))
	if dashed(e.Status, e.Basis) {
		d.put(", style=dashed")
	}
	d.put("];\n")
}

// attributes writes fields as attributes. The names that Graphviz does not know
// are kept by its readers and not drawn.
func (d *dotWriter) attributes(fields []field) {
	for i, f := range fields {
		if i > 0 {
			d.put(", ")
		}
		d.put(f.name, "=")
		d.dotText(f.value)
	}
}

// dotText writes a quoted string. In labels and tooltips Graphviz reads
// backslash sequences and HTML entities, so both are escaped everywhere, and a
// line end is written \n. Control characters, which Graphviz passes on into XML,
// become U+FFFD, as a character reference: gonum's parser takes that character
// itself for the end of the file.
func (o *out) dotText(s string) {
	o.put(`"`)
	for i, r := range s {
		switch {
		case r == '"':
			o.put(`\"`)
		case r == '\\':
			o.put(`\\`)
		case r == '\n':
			o.put(`\n`)
		case r == '&' && isEntity(s[i:]):
			o.put("&amp;")
		case r < ' ' || r == 0x7F || r >= 0xFFFD && r <= 0xFFFF:
			o.put("&#65533;")
		default:
			o.put(string(r))
		}
	}
	o.put(`"`)
}

// isEntity tells whether s begins with what HTML takes for a character reference.
func isEntity(s string) bool {
	end := strings.IndexByte(s, ';')
	if end < 2 || end > 40 {
		return false
	}
	name := s[1:end]
	if name[0] == '#' {
		digits, base := name[1:], 10
		if digits != "" && digits[0]|0x20 == 'x' {
			digits, base = digits[1:], 16
		}
		_, err := strconv.ParseUint(digits, base, 64)
		return err == nil
	}
	for _, c := range []byte(name) {
		if !('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9') {
			return false
		}
	}
	return true
}
