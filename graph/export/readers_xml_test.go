package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// asXML is what XML 1.0 can hold of a text.
func asXML(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && !strings.ContainsRune("\t\n\r", r) || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, asIs(s))
}

// xmlElement is an element with its children in order.
type xmlElement struct {
	Name     xml.Name
	Attr     map[string]string
	Children []*xmlElement
	Text     string
}

// parseXML reads a document with the strict decoder.
func parseXML(t *testing.T, doc []byte) *xmlElement {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(doc))
	top := &xmlElement{}
	stack := []*xmlElement{top}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, doc)
		}
		last := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &xmlElement{Name: token.Name, Attr: map[string]string{}}
			for _, a := range token.Attr {
				e.Attr[a.Name.Local] = a.Value
			}
			last.Children = append(last.Children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			last.Text += string(token)
		}
	}
	if len(top.Children) != 1 {
		t.Fatalf("%d root elements", len(top.Children))
	}
	return top.Children[0]
}

// all yields the elements of that name below e, e included, with their parents.
func (e *xmlElement) all(name string, visit func(at, parent *xmlElement)) {
	var walk func(at, parent *xmlElement)
	walk = func(at, parent *xmlElement) {
		if at.Name.Local == name {
			visit(at, parent)
		}
		for _, c := range at.Children {
			walk(c, at)
		}
	}
	walk(e, nil)
}

// values are the texts of the children of that name by an attribute.
func (e *xmlElement) values(name, by, value string) map[string]string {
	m := map[string]string{}
	for _, c := range e.Children {
		if c.Name.Local == name {
			m[c.Attr[by]] = c.Text
			if value != "" {
				m[c.Attr[by]] = c.Attr[value]
			}
		}
	}
	return m
}

func (e *xmlElement) child(name string) *xmlElement {
	for _, c := range e.Children {
		if c.Name.Local == name {
			return c
		}
	}
	return &xmlElement{}
}

func readGraphML(t *testing.T, doc []byte) content {
	root := parseXML(t, doc)
	graphmlRules.check(t, root)
	c := newContent()
	var walk func(graph *xmlElement, parent string)
	walk = func(graph *xmlElement, parent string) {
		for _, e := range graph.Children {
			data := e.values("data", "key", "")
			switch e.Name.Local {
			case "node":
				if data["node.parent"] != parent {
					t.Errorf("%s lies in %q but says %q", e.Attr["id"], parent, data["node.parent"])
				}
				c.addNode(t, e.Attr["id"], data["node.label"], parent)
				walk(e.child("graph"), e.Attr["id"])
			case "edge":
				c.addEdge(t, e.Attr["id"], e.Attr["source"], e.Attr["target"], data["edge.relation"])
			}
		}
	}
	walk(root.child("graph"), "")
	return c
}

func readGEXF(t *testing.T, doc []byte) content {
	root := parseXML(t, doc)
	gexfRules.check(t, root)
	c := newContent()
	kinds := map[[3]string]bool{}
	root.all("node", func(e, _ *xmlElement) { c.addNode(t, e.Attr["id"], e.Attr["label"], e.Attr["pid"]) })
	root.all("edge", func(e, _ *xmlElement) {
		values := e.child("attvalues").values("attvalue", "for", "value")
		c.addEdge(t, e.Attr["id"], e.Attr["source"], e.Attr["target"], values["relation"])
		kind := [3]string{e.Attr["source"], e.Attr["target"], e.Attr["kind"]}
		if kinds[kind] {
			t.Errorf("Gephi merges the parallel edges of kind %q", kind)
		}
		kinds[kind] = true
	})
	return c
}

func readSVG(t *testing.T, doc []byte) content {
	root := parseXML(t, doc)
	svgRules.check(t, root)
	c := newContent()
	root.all("g", func(e, _ *xmlElement) {
		switch strings.Fields(e.Attr["class"] + " -")[0] {
		case "node":
			c.addNode(t, e.Attr["id"], e.Attr["aria-label"], e.Attr["data-parent"])
		case "edge":
			c.addEdge(t, e.Attr["id"], e.Attr["data-source"], e.Attr["data-target"], e.Attr["data-relation"])
		}
	})
	return c
}
