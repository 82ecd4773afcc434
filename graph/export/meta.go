package export

import (
	"strconv"

	"github.com/innograph/innograph/graph"
)

// field is one named value for formats whose values are text with a type.
type field struct {
	name  string
	kind  byte // one of the constants below
	value string
}

const (
	textKind = 's'
	intKind  = 'i'
	boolKind = 'b'
)

// metaFields flattens a graph.Meta. "stopped_by" is empty for a complete answer;
// "totals", where there are any, is a JSON object.
func metaFields(m *graph.Meta) []field {
	var stopped string
	if m.StoppedBy != nil {
		stopped = string(*m.StoppedBy)
	}
	fields := []field{
		{"complete", boolKind, strconv.FormatBool(m.Complete)},
		{"stopped_by", textKind, stopped},
		{"version", textKind, m.Version},
		{"visited_nodes", intKind, strconv.Itoa(m.Visited.Nodes)},
		{"visited_edges", intKind, strconv.Itoa(m.Visited.Edges)},
	}
	if m.Total != nil {
		fields = append(fields, field{"total", intKind, strconv.Itoa(*m.Total)})
	}
	if m.NextCursor != "" {
		fields = append(fields, field{"next_cursor", textKind, m.NextCursor})
	}
	if len(m.Totals) > 0 {
		fields = append(fields, field{"totals", textKind, asJSON(func(j *jsonWriter) { j.totals(m.Totals) })})
	}
	return fields
}

// asJSON is JSON as text, for formats that have no lists.
func asJSON(write func(*jsonWriter)) string {
	j := &jsonWriter{out: newOut(nil)}
	write(j)
	return string(j.buf)
}

// columns declares the attributes that nodes and edges have in formats which
// declare them: GraphML and GEXF. Lists are JSON arrays in text, since neither
// format has a list that its readers agree on.
type columns struct {
	nodes, edges []field // value unused
	paths        map[string][]int
}

func newColumns(v *view) *columns {
	c := &columns{
		nodes: []field{
			{name: "label", kind: textKind}, {name: "type", kind: textKind}, {name: "type_label", kind: textKind},
			{name: "name_zh", kind: textKind}, {name: "name_en", kind: textKind},
			{name: "status", kind: textKind}, {name: "basis", kind: textKind},
			{name: "as_printed", kind: textKind}, {name: "aliases", kind: textKind},
			{name: "degree", kind: intKind}, {name: "depth", kind: intKind},
			{name: "parent", kind: textKind}, {name: "color", kind: textKind},
		},
		edges: []field{
			{name: "label", kind: textKind}, {name: "relation", kind: textKind},
			{name: "label_zh", kind: textKind}, {name: "label_en", kind: textKind},
			{name: "status", kind: textKind}, {name: "basis", kind: textKind},
			{name: "containment", kind: boolKind},
		},
		paths: v.pathNumbers(),
	}
	if v.Paths != nil {
		c.nodes = append(c.nodes, field{name: "paths", kind: textKind})
		c.edges = append(c.edges, field{name: "paths", kind: textKind})
	}
	return c
}

// node lists the values of a node in the order of the columns; those that the
// node does not have are left out.
func (c *columns) node(v *view, n *graph.Node) []field {
	t := v.typeOf(n.Type)
	fields := []field{
		{"label", textKind, v.label(n.Name, n.ID)}, {"type", textKind, n.Type}, {"type_label", textKind, v.label(t.Label, t.ID)},
		{"name_zh", textKind, n.Name.Zh}, {"name_en", textKind, n.Name.En},
		{"status", textKind, n.Status.String()}, {"basis", textKind, n.Basis.String()},
	}
	if len(n.AsPrinted) > 0 {
		fields = append(fields, field{"as_printed", textKind, asJSON(func(j *jsonWriter) { j.texts(n.AsPrinted) })})
	}
	if len(n.Aliases) > 0 {
		fields = append(fields, field{"aliases", textKind, asJSON(func(j *jsonWriter) { j.texts(n.Aliases) })})
	}
	fields = append(fields, field{"degree", intKind, strconv.Itoa(n.Degree)})
	if n.Depth != nil {
		fields = append(fields, field{"depth", intKind, strconv.Itoa(*n.Depth)})
	}
	if parent, ok := v.parents()[n.ID]; ok {
		fields = append(fields, field{"parent", textKind, parent})
	}
	fields = append(fields, field{"color", textKind, t.Color})
	return c.withPaths(fields, n.ID)
}

// edge is node for edges.
func (c *columns) edge(v *view, e *graph.Edge) []field {
	return c.withPaths([]field{
		{"label", textKind, v.label(e.Label, e.Relation)}, {"relation", textKind, e.Relation},
		{"label_zh", textKind, e.Label.Zh}, {"label_en", textKind, e.Label.En},
		{"status", textKind, e.Status.String()}, {"basis", textKind, e.Basis.String()},
		{"containment", boolKind, strconv.FormatBool(v.containment(e.Relation))},
	}, e.ID)
}

func (c *columns) withPaths(fields []field, id string) []field {
	if on := c.paths[id]; len(on) > 0 {
		fields = append(fields, field{"paths", textKind, asJSON(func(j *jsonWriter) { j.ints(on) })})
	}
	return fields
}
