package export

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// rules are what a schema says of a vocabulary of elements: for each, in which
// elements it may stand, its attributes and the order of its children. They are
// written after the published schemas.
type rules struct {
	namespace string
	root      string
	elements  map[string]elementRule
	more      func(t *testing.T, root *xmlElement) // keys and references to them
}

type elementRule struct {
	children   string            // a regular expression over "name " of each child
	attributes map[string]string // name → regular expression; a leading "?" marks it optional
	text       bool              // whether character data is allowed
}

func (r rules) check(t *testing.T, root *xmlElement) {
	t.Helper()
	if root.Name.Local != r.root || root.Name.Space != r.namespace {
		t.Errorf("the root is %v", root.Name)
	}
	var walk func(e *xmlElement)
	walk = func(e *xmlElement) {
		rule, ok := r.elements[e.Name.Local]
		if !ok {
			t.Errorf("there is no element %v", e.Name)
			return
		}
		var names strings.Builder
		for _, c := range e.Children {
			names.WriteString(c.Name.Local + " ")
			walk(c)
		}
		if !matches(rule.children, names.String()) {
			t.Errorf("%s holds %q, not %q", e.Name.Local, names.String(), rule.children)
		}
		if !rule.text && strings.TrimSpace(e.Text) != "" {
			t.Errorf("%s holds the text %q", e.Name.Local, e.Text)
		}
		for name, pattern := range rule.attributes {
			pattern, optional := strings.CutPrefix(pattern, "?")
			value, ok := e.Attr[name]
			if !ok && !optional {
				t.Errorf("%s has no attribute %s", e.Name.Local, name)
			} else if ok && !matches(pattern, value) {
				t.Errorf("%s has %s=%q, not %s", e.Name.Local, name, value, pattern)
			}
		}
		for name := range e.Attr {
			if _, ok := rule.attributes[name]; !ok && !(e == root && (name == "xmlns" || name == "viz")) {
				t.Errorf("%s has the unknown attribute %s", e.Name.Local, name)
			}
		}
	}
	walk(root)
	if r.more != nil {
		r.more(t, root)
	}
}

var compiled sync.Map // pattern → *regexp.Regexp

// matches tells whether the pattern matches the whole of s.
func matches(pattern, s string) bool {
	re, ok := compiled.Load(pattern)
	if !ok {
		re, _ = compiled.LoadOrStore(pattern, regexp.MustCompile("^(?:"+pattern+")$"))
	}
	return re.(*regexp.Regexp).MatchString(s)
}

const (
	nmtoken = `[-.:_\pL\pN]+`
	anyText = `(?s:.*)`
)

// graphmlRules follow the GraphML 1.1 schema, structure and attributes.
var graphmlRules = rules{
	namespace: "http://graphml.graphdrawing.org/xmlns", root: "graphml",
	elements: map[string]elementRule{
		"graphml": {children: "(desc )?(key )*((data |graph ))*"},
		"key": {children: "(desc )?(default )?", attributes: map[string]string{"id": nmtoken, "for": "graph|node|edge|all",
			"attr.name": nmtoken, "attr.type": "boolean|int|long|float|double|string"}},
		"graph": {children: "(desc )?(data |node |edge |hyperedge )*", attributes: map[string]string{"id": "?" + nmtoken, "edgedefault": "directed|undirected"}},
		"node":  {children: "(desc )?(data |port )*(graph )?", attributes: map[string]string{"id": nmtoken}},
		"edge":  {children: "(desc )?(data )*(graph )?", attributes: map[string]string{"id": "?" + nmtoken, "source": nmtoken, "target": nmtoken}},
		"data":  {attributes: map[string]string{"key": nmtoken}, text: true},
	},
	more: func(t *testing.T, root *xmlElement) {
		types := map[string]string{} // key id → for + type
		ids := map[string]bool{}
		unique := func(id string) {
			if ids[id] {
				t.Errorf("the id %q is used twice", id)
			}
			ids[id] = true
		}
		root.all("key", func(e, _ *xmlElement) {
			types[e.Attr["id"]] = e.Attr["for"] + " " + e.Attr["attr.type"]
			unique(e.Attr["id"])
		})
		root.all("node", func(e, _ *xmlElement) { unique(e.Attr["id"]) })
		root.all("graph", func(e, _ *xmlElement) { unique(e.Attr["id"]) })
		root.all("edge", func(e, _ *xmlElement) {
			if !ids[e.Attr["source"]] || !ids[e.Attr["target"]] {
				t.Errorf("edge %s ends at no node", e.Attr["id"])
			}
		})
		root.all("data", func(e, parent *xmlElement) {
			class, typ, _ := strings.Cut(types[e.Attr["key"]], " ")
			if class != parent.Name.Local {
				t.Errorf("%s holds data of the key %q, which is for %q", parent.Name.Local, e.Attr["key"], class)
			}
			if pattern := map[string]string{"int": "-?[0-9]+", "boolean": "true|false", "string": anyText}[typ]; !matches(pattern, e.Text) {
				t.Errorf("%s is %q, no %s", e.Attr["key"], e.Text, typ)
			}
		})
	},
}

// gexfRules follow the GEXF 1.3 schema, gexf and viz.
var gexfRules = rules{
	namespace: "http://gexf.net/1.3", root: "gexf",
	elements: map[string]elementRule{
		"gexf":        {children: "(meta )?graph ", attributes: map[string]string{"version": "1[.]3"}},
		"meta":        {children: "creator description "},
		"creator":     {text: true},
		"description": {text: true},
		"graph": {children: "(attributes )*nodes edges ", attributes: map[string]string{
			"defaultedgetype": "directed|undirected|mutual", "idtype": "integer|string"}},
		"attributes": {children: "(attribute )*", attributes: map[string]string{"class": "node|edge"}},
		"attribute":  {attributes: map[string]string{"id": nmtoken, "title": anyText, "type": "integer|boolean|string"}},
		"nodes":      {children: "(node )*", attributes: map[string]string{"count": "[0-9]+"}},
		"edges":      {children: "(edge )*", attributes: map[string]string{"count": "[0-9]+"}},
		"node":       {children: "attvalues color ", attributes: map[string]string{"id": nmtoken, "label": anyText, "pid": "?" + nmtoken}},
		"edge": {children: "attvalues (shape )?", attributes: map[string]string{"id": nmtoken, "source": nmtoken, "target": nmtoken,
			"label": anyText, "kind": anyText}},
		"attvalues": {children: "(attvalue )*"},
		"attvalue":  {attributes: map[string]string{"for": nmtoken, "value": anyText}},
		"color":     {attributes: map[string]string{"r": channel, "g": channel, "b": channel}},
		"shape":     {attributes: map[string]string{"value": "solid|dotted|dashed|double"}},
	},
	more: func(t *testing.T, root *xmlElement) {
		declared := map[string]string{} // class + id → type
		root.all("attribute", func(e, parent *xmlElement) { declared[parent.Attr["class"]+" "+e.Attr["id"]] = e.Attr["type"] })
		ids, count := map[string]bool{}, map[string]int{}
		root.all("node", func(e, _ *xmlElement) { ids[e.Attr["id"]] = true; count["nodes"]++ })
		root.all("edge", func(e, _ *xmlElement) {
			if count["edges"]++; !ids[e.Attr["source"]] || !ids[e.Attr["target"]] {
				t.Errorf("edge %s ends at no node", e.Attr["id"])
			}
		})
		root.all("node", func(e, _ *xmlElement) {
			if pid, ok := e.Attr["pid"]; ok && !ids[pid] {
				t.Errorf("%s lies in %s, which is no node", e.Attr["id"], pid)
			}
		})
		for _, name := range []string{"nodes", "edges"} {
			if got := root.child("graph").child(name).Attr["count"]; got != strconv.Itoa(count[name]) {
				t.Errorf("count of %s is %s, but there are %d", name, got, count[name])
			}
		}
		for _, class := range []string{"node", "edge"} {
			root.all(class, func(e, _ *xmlElement) {
				for id, value := range e.child("attvalues").values("attvalue", "for", "value") {
					pattern := map[string]string{"integer": "-?[0-9]+", "boolean": "true|false", "string": anyText}[declared[class+" "+id]]
					if pattern == "" || !matches(pattern, value) {
						t.Errorf("%s: %s is %q, declared as %q", e.Attr["id"], id, value, declared[class+" "+id])
					}
				}
			})
		}
	},
}

const channel = "[0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5]"

// svgRules are the part of SVG 1.1 that the drawing uses: no script, no foreign
// content, no reference to anything outside.
var svgRules = rules{
	namespace: "http://www.w3.org/2000/svg", root: "svg",
	elements: map[string]elementRule{
		"svg": {children: "title desc style rect (g )*", attributes: map[string]string{"class": "innograph( dense)?", "role": "img", "aria-labelledby": "_title _desc",
			"width": number, "height": number, "viewBox": number + " " + number + " " + number + " " + number}},
		"title": {attributes: map[string]string{"id": "?_title"}, text: true},
		"desc":  {attributes: map[string]string{"id": "?_desc"}, text: true},
		"style": {text: true},
		"rect":  {attributes: map[string]string{"class": "paper", "x": number, "y": number, "width": number, "height": number}},
		"g": {children: "(title )?(path path |circle )?(text )?|(g )+", attributes: map[string]string{"class": "?[- a-z]+", "id": "?" + nmtoken, "role": "?img",
			"aria-label": "?" + anyText, "data-type": "?[A-Za-z]+", "data-parent": "?" + nmtoken,
			"data-source": "?" + nmtoken, "data-target": "?" + nmtoken, "data-relation": "?" + nmtoken}},
		"path":   {attributes: map[string]string{"class": "line|end", "d": "[MLCZ0-9., -]+"}},
		"circle": {attributes: map[string]string{"cx": number, "cy": number, "r": number, "fill": "#[0-9a-f]{6}", "stroke": "#[0-9a-f]{6}"}},
		"text": {text: true, attributes: map[string]string{"x": number, "y": number, "dy": "?0.35em", "class": "?warning",
			"transform": `?rotate[(]` + number + " " + number + " " + number + `[)]`}},
	},
	more: func(t *testing.T, root *xmlElement) {
		ids := map[string]bool{}
		root.all("g", func(e, _ *xmlElement) {
			if id := e.Attr["id"]; id != "" && ids[id] {
				t.Errorf("the id %q is used twice", id)
			} else {
				ids[id] = true
			}
		})
	},
}

const number = `-?[0-9]+([.][0-9])?`
