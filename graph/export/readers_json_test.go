package export

import (
	"encoding/json"
	"testing"
)

// decode reads JSON into a T.
func decode[T any](t *testing.T, doc []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(doc, &v); err != nil {
		t.Fatalf("%v in\n%s", err, doc)
	}
	return v
}

// element is a node or an edge of any of the JSON formats.
type element struct {
	ID, Key          string
	Parent, Combo    string
	Source, Target   string
	From, To         string
	Relation         string
	Label            any
	Name             any
	Data, Attributes *element
}

func (e element) label(t *testing.T, from any) string {
	s, ok := from.(string)
	if !ok {
		t.Errorf("the label of %s is %v", e.ID, from)
	}
	return s
}

func (c content) addNode(t *testing.T, id, label, parent string) {
	t.Helper()
	if _, ok := c.Nodes[id]; ok || id == "" {
		t.Errorf("node %q appears twice", id)
	}
	c.Nodes[id] = label
	if parent != "" {
		c.Parents[id] = parent
	}
}

func (c content) addEdge(t *testing.T, id, source, target, relation string) {
	t.Helper()
	if _, ok := c.Edges[id]; ok || id == "" {
		t.Errorf("edge %q appears twice", id)
	}
	c.Edges[id] = [3]string{source, target, relation}
}

func readJSON(t *testing.T, doc []byte) content {
	g := decode[struct {
		Nodes []struct {
			ID   string
			Name struct{ Zh, En string }
		}
		Edges []element
	}](t, doc)
	c := newContent()
	for _, n := range g.Nodes {
		// Graph JSON carries both languages and leaves the choice to its reader.
		c.addNode(t, n.ID, firstOf(n.Name.Zh, n.Name.En, n.ID), "")
	}
	for _, e := range g.Edges {
		c.addEdge(t, e.ID, e.Source, e.Target, e.Relation)
		if e.Relation == "part-of" {
			c.Parents[e.Source] = e.Target
		}
	}
	return c
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func readCytoscape(t *testing.T, doc []byte) content {
	g := decode[struct {
		Elements struct{ Nodes, Edges []element }
	}](t, doc)
	c := newContent()
	for _, n := range g.Elements.Nodes {
		c.addNode(t, n.Data.ID, n.label(t, n.Data.Label), n.Data.Parent)
	}
	for _, e := range g.Elements.Edges {
		c.addEdge(t, e.Data.ID, e.Data.Source, e.Data.Target, e.Data.Relation)
	}
	return c
}

func readD3(t *testing.T, doc []byte) content {
	g := decode[struct{ Nodes, Links []element }](t, doc)
	c := newContent()
	for _, n := range g.Nodes {
		c.addNode(t, n.ID, n.label(t, n.Label), n.Parent)
	}
	for _, e := range g.Links {
		c.addEdge(t, e.ID, e.Source, e.Target, e.Relation)
	}
	return c
}

func readECharts(t *testing.T, doc []byte) content {
	g := decode[struct{ Data, Links []element }](t, doc)
	c := newContent()
	for _, n := range g.Data {
		c.addNode(t, n.ID, n.label(t, n.Name), n.Parent)
	}
	for _, e := range g.Links {
		c.addEdge(t, e.ID, e.Source, e.Target, e.Relation)
	}
	return c
}

func readG6(t *testing.T, doc []byte) content {
	g := decode[struct{ Nodes, Edges, Combos []element }](t, doc)
	c := newContent()
	for _, n := range append(g.Nodes, g.Combos...) {
		c.addNode(t, n.ID, n.label(t, n.Data.Label), n.Combo)
	}
	for _, e := range g.Edges {
		c.addEdge(t, e.ID, e.Source, e.Target, e.Data.Relation)
	}
	return c
}

func readGraphology(t *testing.T, doc []byte) content {
	g := decode[struct{ Nodes, Edges []element }](t, doc)
	c := newContent()
	for _, n := range g.Nodes {
		c.addNode(t, n.Key, n.label(t, n.Attributes.Label), n.Attributes.Parent)
	}
	for _, e := range g.Edges {
		c.addEdge(t, e.Key, e.Source, e.Target, e.Attributes.Relation)
	}
	return c
}

func readVis(t *testing.T, doc []byte) content {
	g := decode[struct{ Nodes, Edges []element }](t, doc)
	c := newContent()
	for _, n := range g.Nodes {
		c.addNode(t, n.ID, n.label(t, n.Label), n.Parent)
	}
	for _, e := range g.Edges {
		c.addEdge(t, e.ID, e.From, e.To, e.Relation)
	}
	return c
}
