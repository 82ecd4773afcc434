package export

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// nodeTitle is what a tooltip says of an entity: its names, then its type and
// how real it is.
func (v *view) nodeTitle(n *graph.Node) string {
	var b strings.Builder
	b.WriteString(v.label(n.Name, n.ID))
	for _, other := range []string{n.Name.Zh, n.Name.En} {
		if other != "" && other != v.label(n.Name, n.ID) {
			b.WriteString("\n" + other)
		}
	}
	t := v.typeOf(n.Type)
	b.WriteString("\n" + v.label(t.Label, t.ID) + v.standing(n.Status, n.Basis))
	return b.String()
}

// edgeTitle is what a tooltip says of an edge.
func (v *view) edgeTitle(e *graph.Edge) string {
	return v.name(e.Source) + " → " + v.name(e.Target) + "\n" + v.label(e.Label, e.Relation) + v.standing(e.Status, e.Basis)
}

// standing names a status and a basis that are not the usual ones.
func (v *view) standing(s graph.Status, b graph.Basis) string {
	var words string
	if s != graph.Existing {
		words += " · " + v.statusLabel(s)
	}
	if b != graph.Stated {
		words += " · " + v.label(inferredLabel, "")
	}
	return words
}

// The ontology names types and relations; the statuses and bases are the code's
// own words.
var (
	statusLabels = []graph.Text{
		graph.Existing:   {Zh: "已有", En: "existing"},
		graph.InProgress: {Zh: "推进中", En: "in progress"},
		graph.Planned:    {Zh: "规划", En: "planned"},
		graph.Aspired:    {Zh: "争取", En: "aspired to"},
		graph.Explored:   {Zh: "探索", En: "explored"},
		graph.Absent:     {Zh: "缺失", En: "absent"},
	}
	inferredLabel = graph.Text{Zh: "推断", En: "inferred"}
)

func (v *view) statusLabel(s graph.Status) string {
	if int(s) < len(statusLabels) {
		return v.label(statusLabels[s], "")
	}
	return s.String()
}

// name is the label of a node of the answer by its id.
func (v *view) name(id string) string {
	if v.names == nil {
		nodes, _ := v.Len()
		v.names = make(map[string]string, nodes)
		for n := range v.Nodes() {
			v.names[n.ID] = v.label(n.Name, n.ID)
		}
	}
	return v.names[id]
}
