package export

import (
	"slices"

	"github.com/innograph/innograph/graph"
)

// view is an answer with what several formats derive from it.
type view struct {
	*graph.Subgraph
	Options
	onto  *graph.Ontology
	types map[string]graph.EntityType // with the colour settled

	parentOf map[string]string // made by parents
	names    map[string]string // made by name
	encoded  map[sharedKey][]byte
}

func newView(s *graph.Subgraph, o Options) *view {
	return &view{Subgraph: s.WithTotals(), Options: o, onto: s.Graph().Ontology(), types: map[string]graph.EntityType{}}
}

// parents is Subgraph.Parents, asked once.
func (v *view) parents() map[string]string {
	if v.parentOf == nil {
		v.parentOf = v.Parents()
	}
	return v.parentOf
}

// containers are the ids of the nodes that contain others.
func (v *view) containers() map[string]bool {
	set := make(map[string]bool)
	for _, parent := range v.parents() {
		set[parent] = true
	}
	return set
}

// children lists, for every container, the positions of its members, and the
// positions of the nodes in no container; all in the order of the answer. With
// Options.Flat no node is in a container.
func (v *view) children() (of map[string][]int, roots []int) {
	of = make(map[string][]int)
	i := 0
	for n := range v.Nodes() {
		if parent, ok := v.parents()[n.ID]; ok && !v.Flat {
			of[parent] = append(of[parent], i)
		} else {
			roots = append(roots, i)
		}
		i++
	}
	return of, roots
}

// label is the text in the language asked for, or what stands in for it.
func (v *view) label(t graph.Text, fallback string) string {
	if t.IsZero() {
		return fallback
	}
	return t.In(v.Lang)
}

// neutral is the colour of a type that has none, nor an ancestor with one.
const neutral = "#607d8b"

// typeOf is the declaration of a type; where it has no colour of the form
// #rrggbb, it gets that of its nearest ancestor.
func (v *view) typeOf(id string) graph.EntityType {
	t, ok := v.types[id]
	if ok {
		return t
	}
	t, _ = v.onto.Type(id)
	color := neutral
	for _, c := range v.onto.Chain(id) {
		if a, _ := v.onto.Type(c); validColor(a.Color) {
			color = a.Color
			break
		}
	}
	t.ID, t.Color = id, color
	v.types[id] = t
	return t
}

func validColor(c string) bool {
	if len(c) != 7 || c[0] != '#' {
		return false
	}
	for _, b := range []byte(c[1:]) {
		if !('0' <= b && b <= '9' || 'a' <= b && b <= 'f' || 'A' <= b && b <= 'F') {
			return false
		}
	}
	return true
}

// containment reports whether the relation's object contains its subject.
func (v *view) containment(relation string) bool {
	r, ok := v.onto.Relation(relation)
	return ok && r.Containment
}

// usedTypes are the types of the answer's nodes, sorted, and each one's position.
func (v *view) usedTypes() (ids []string, at map[string]int) {
	at = make(map[string]int)
	for n := range v.Nodes() {
		if _, ok := at[n.Type]; !ok {
			at[n.Type] = 0
			ids = append(ids, n.Type)
		}
	}
	slices.Sort(ids)
	for i, id := range ids {
		at[id] = i
	}
	return ids, at
}

// pathNumbers lists for every id of a node or an edge the paths it is on,
// counted from 1, each once. It is empty where no paths were asked for.
func (v *view) pathNumbers() map[string][]int {
	on := make(map[string][]int)
	add := func(id string, path int) {
		if list := on[id]; len(list) == 0 || list[len(list)-1] != path {
			on[id] = append(list, path)
		}
	}
	for i, p := range v.Paths {
		for _, id := range p.Nodes {
			add(id, i+1)
		}
		for _, hop := range p.Edges {
			for _, id := range hop {
				add(id, i+1)
			}
		}
	}
	return on
}
