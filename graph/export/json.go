package export

import (
	"maps"
	"slices"

	"github.com/innograph/innograph/graph"
)

// writeJSON writes graph JSON: {"nodes", "edges", "paths" where paths were asked
// for, "meta"}, with the members of graph.Node, graph.Edge, graph.Path and
// graph.Meta.
func writeJSON(o *out, v *view) error {
	j := &jsonWriter{out: o}
	j.open('{')
	nodes, edges := v.Len()
	j.key("nodes")
	j.open('[')
	for i := 0; i < nodes && j.room(); i++ {
		j.next()
		j.buf = v.AppendNodeJSON(j.buf, i)
	}
	j.end(']')
	j.key("edges")
	j.open('[')
	edge := v.EdgeJSON()
	for i := 0; i < edges && j.room(); i++ {
		j.next()
		j.buf = edge.Append(j.buf, i)
	}
	j.end(']')
	j.answer(v)
	j.end('}')
	return j.err
}

// answer writes what is said of the whole answer: its paths and its meta.
func (j *jsonWriter) answer(v *view) {
	if v.Paths != nil {
		j.key("paths")
		j.paths(v.Paths)
	}
	j.key("meta")
	j.meta(&v.Meta)
}

func (j *jsonWriter) bilingual(t graph.Text) {
	j.open('{')
	j.textField("zh", t.Zh)
	j.textField("en", t.En)
	j.end('}')
}

func (j *jsonWriter) paths(paths []graph.Path) {
	j.open('[')
	for _, p := range paths {
		j.open('{')
		j.key("nodes")
		j.texts(p.Nodes)
		j.key("edges")
		j.open('[')
		for _, hop := range p.Edges {
			j.texts(hop)
		}
		j.end(']')
		j.intField("length", p.Length)
		j.key("cost")
		j.float(p.Cost)
		j.key("sentence")
		j.bilingual(p.Sentence)
		j.end('}')
		if !j.room() {
			return
		}
	}
	j.end(']')
}

func (j *jsonWriter) meta(m *graph.Meta) {
	j.open('{')
	j.key("complete")
	j.bool(m.Complete)
	j.key("stopped_by")
	if m.StoppedBy == nil {
		j.null()
	} else {
		j.text(string(*m.StoppedBy))
	}
	j.key("visited")
	j.open('{')
	j.intField("nodes", m.Visited.Nodes)
	j.intField("edges", m.Visited.Edges)
	j.end('}')
	if len(m.Totals) > 0 {
		j.key("totals")
		j.totals(m.Totals)
	}
	if m.Total != nil {
		j.intField("total", *m.Total)
	}
	if m.NextCursor != "" {
		j.textField("next_cursor", m.NextCursor)
	}
	j.textField("version", m.Version)
	j.end('}')
}

func (j *jsonWriter) totals(totals map[string]graph.Total) {
	j.open('{')
	for _, relation := range slices.Sorted(maps.Keys(totals)) {
		j.anyKey(relation)
		j.open('{')
		j.intField("out", totals[relation].Out)
		j.intField("in", totals[relation].In)
		j.end('}')
	}
	j.end('}')
}
