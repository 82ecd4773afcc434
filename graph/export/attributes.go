package export

import (
	"github.com/innograph/innograph/graph"
)

// The formats of drawing libraries are flat where graph JSON is nested, since
// their style rules look members up by one name. Below are the members that they
// share. A format adds its own ids, ends and grouping, and what its library
// already gives a meaning to: label, color, type.

// nodeAttributes writes what the flat formats say of a node in the same words.
func (j *jsonWriter) nodeAttributes(v *view, n *graph.Node) {
	j.textField("name_zh", n.Name.Zh)
	j.textField("name_en", n.Name.En)
	j.members(v.shared(sharedKey{n.Type, n.Status, n.Basis, false}, func(j *jsonWriter) {
		t := v.typeOf(n.Type)
		j.textField("type_label", v.label(t.Label, t.ID))
		j.textField("status", n.Status.String())
		j.textField("basis", n.Basis.String())
	}))
	if len(n.AsPrinted) > 0 {
		j.key("as_printed")
		j.texts(n.AsPrinted)
	}
	if len(n.Aliases) > 0 {
		j.key("aliases")
		j.texts(n.Aliases)
	}
	j.intField("degree", n.Degree)
	if n.Depth != nil {
		j.intField("depth", *n.Depth)
	}
}

// edgeAttributes writes what the flat formats say of an edge in the same words.
// "containment" marks the edges that grouping shows too, so that a drawing may
// hide them.
func (j *jsonWriter) edgeAttributes(v *view, e *graph.Edge) {
	j.members(v.shared(sharedKey{e.Relation, e.Status, e.Basis, true}, func(j *jsonWriter) {
		j.textField("relation", e.Relation)
		j.textField("label_zh", e.Label.Zh)
		j.textField("label_en", e.Label.En)
		j.textField("status", e.Status.String())
		j.textField("basis", e.Basis.String())
		if v.containment(e.Relation) {
			j.key("containment")
			j.bool(true)
		}
	}))
}

// sharedKey names members that many nodes, or many edges, have alike.
type sharedKey struct {
	kind   string // a type or a relation
	status graph.Status
	basis  graph.Basis
	edge   bool
}

// shared encodes members once per answer.
func (v *view) shared(k sharedKey, write func(*jsonWriter)) []byte {
	if v.encoded == nil {
		v.encoded = map[sharedKey][]byte{}
	}
	members, ok := v.encoded[k]
	if !ok {
		j := &jsonWriter{out: newOut(nil)}
		write(j)
		members = j.buf
		v.encoded[k] = members
	}
	return members
}

// parentField writes the container of a node that has one.
func (j *jsonWriter) parentField(v *view, id, key string) {
	if parent, ok := v.parents()[id]; ok {
		j.textField(key, parent)
	}
}

// nodes writes a member that lists the nodes, each by write.
func (j *jsonWriter) nodes(v *view, key string, write func(*graph.Node)) {
	j.key(key)
	j.open('[')
	for n := range v.Nodes() {
		write(&n)
		if !j.room() {
			return
		}
	}
	j.end(']')
}

// edges writes a member that lists the edges, each by write.
func (j *jsonWriter) edges(v *view, key string, write func(*graph.Edge)) {
	j.key(key)
	j.open('[')
	for e := range v.Edges() {
		write(&e)
		if !j.room() {
			return
		}
	}
	j.end(']')
}
