package export

import (
	"strconv"
	"strings"

	"github.com/innograph/innograph/graph"
)

var gexfTypes = map[byte]string{textKind: "string", intKind: "integer", boolKind: "boolean"}

// writeGEXF writes GEXF 1.3. The container of a node is its pid. Meta is the
// description, the only text that GEXF has for a whole graph.
//
// Gephi merges parallel edges of one kind, so the kind of an edge is its
// relation, with a running number from the second edge of that relation between
// the same two nodes on.
func writeGEXF(o *out, v *view) error {
	c := newColumns(v)
	nodes, edges := v.Len()
	o.put(xmlHeader, `<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"`,
		` version="1.3">`, "\n",
		" <meta>\n  <creator>innograph</creator>\n  <description>")
	o.text(metaLine(&v.Meta))
	o.put("</description>\n </meta>\n", ` <graph defaultedgetype="directed" idtype="string">`, "\n")
	for _, class := range []struct {
		name   string
		fields []field
	}{{"node", c.nodes}, {"edge", c.edges}} {
		o.put(`  <attributes class="`, class.name, `">`, "\n")
		for _, f := range class.fields {
			if f.name != "label" { // GEXF has a place for it
				o.put(`   <attribute id="`, f.name, `" title="`, f.name, `" type="`, gexfTypes[f.kind], `"/>`, "\n")
			}
		}
		o.put("  </attributes>\n")
	}
	o.put(`  <nodes count="`, strconv.Itoa(nodes), `">`, "\n")
	for n := range v.Nodes() {
		o.gexfNode(v, &n, c.node(v, &n))
		if !o.room() {
			return o.err
		}
	}
	o.put("  </nodes>\n", `  <edges count="`, strconv.Itoa(edges), `">`, "\n")
	seen := make(map[[3]string]int)
	for e := range v.Edges() {
		parallel := [3]string{e.Source, e.Target, e.Relation}
		seen[parallel]++
		kind := e.Relation
		if n := seen[parallel]; n > 1 {
			kind += " " + strconv.Itoa(n)
		}
		o.gexfEdge(&e, kind, c.edge(v, &e))
		if !o.room() {
			return o.err
		}
	}
	o.put("  </edges>\n </graph>\n</gexf>\n")
	return o.err
}

func (o *out) gexfNode(v *view, n *graph.Node, fields []field) {
	o.put("   <node")
	o.attr("id", n.ID)
	o.attr("label", fields[0].value)
	if parent, ok := v.parents()[n.ID]; ok {
		o.attr("pid", parent)
	}
	o.put(">\n")
	o.attvalues(fields[1:])
	rgb, _ := strconv.ParseUint(v.typeOf(n.Type).Color[1:], 16, 32) // typeOf answers valid colours
	o.put(`    <viz:color r="`, strconv.Itoa(int(rgb>>16)), `" g="`, strconv.Itoa(int(rgb>>8&0xff)), `" b="`, strconv.Itoa(int(rgb&0xff)), `"/>`, "\n   </node>\n")
}

func (o *out) gexfEdge(e *graph.Edge, kind string, fields []field) {
	o.put("   <edge")
	o.attr("id", e.ID)
	o.attr("source", e.Source)
	o.attr("target", e.Target)
	o.attr("label", fields[0].value)
	o.attr("kind", kind)
	o.put(">\n")
	o.attvalues(fields[1:])
	if dashed(e.Status, e.Basis) {
		o.put(`    <viz:shape value="dashed"/>`, "\n")
	}
	o.put("   </edge>\n")
}

func (o *out) attvalues(fields []field) {
	o.put("    <attvalues>\n")
	for _, f := range fields {
		o.put(`     <attvalue for="`, f.name, `"`)
		o.attr("value", f.value)
		o.put("/>\n")
	}
	o.put("    </attvalues>\n")
}

// metaLine is meta as one line of text: "complete=true; version=…".
func metaLine(m *graph.Meta) string {
	var parts []string
	for _, f := range metaFields(m) {
		if f.value != "" {
			parts = append(parts, f.name+"="+f.value)
		}
	}
	return strings.Join(parts, "; ")
}
