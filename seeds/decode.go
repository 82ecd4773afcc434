package seeds

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"

	"github.com/innograph/innograph/graph"
)

// A decoder turns the syntax tree of one document into declarations. It reports
// every mistake and goes on, so that one run names all of them.
//
// A declaration is a struct that embeds mark. Its exported fields are the keys of
// a mapping, described by tags:
//
//	key:"as_printed,required"  the key, and whether it must be there
//	doc:"…"                    what it means; it becomes the schema's description
//	form:"slug"                the form of a text (see forms)
//	oneof:"status"             the texts allowed (see fixedNames)
//	ref:"type"                 what of the ontology a text names, for the schema
//	list:"filled,distinct"     a list that may not be empty, or hold a text twice
//	scalar:"string number"     the JSON types of a scalar, for the schema
//
// The same structs are the source of the JSON Schema.
type decoder struct{ doc *document }

// node is anything that can be read from one node of a syntax tree.
type node interface {
	decode(d decoder, n ast.Node, f *field)
	schema(s *schemas, f *field) map[string]any
}

// declaration is a struct that is read from a mapping.
type declaration interface {
	setMark(mark)
	noun() string // what messages call it, with its article
}

// inline is a declaration that messages call by the key under which it stands.
type inline interface{ inline() }

// field describes the key under which a node stands.
type field struct {
	key      string
	name     string // what messages call its content
	required bool
	doc      string
	form     string
	oneof    string
	ref      string
	filled   bool
	distinct bool
	scalar   string
	index    []int
}

var fieldsOf sync.Map // reflect.Type → []field

// fields lists the keys of a declaration in their order.
func fields(t reflect.Type) []field {
	if known, ok := fieldsOf.Load(t); ok {
		return known.([]field)
	}
	var list []field
	for _, sf := range reflect.VisibleFields(t) {
		if key := sf.Tag.Get("key"); key != "" {
			name, rest, _ := strings.Cut(key, ",")
			list = append(list, field{
				key: name, name: name, required: rest == "required", doc: sf.Tag.Get("doc"), form: sf.Tag.Get("form"),
				oneof: sf.Tag.Get("oneof"), ref: sf.Tag.Get("ref"), scalar: sf.Tag.Get("scalar"), index: sf.Index,
				filled:   strings.Contains(sf.Tag.Get("list"), "filled"),
				distinct: strings.Contains(sf.Tag.Get("list"), "distinct"),
			})
		}
	}
	fieldsOf.Store(t, list)
	return list
}

// into reads a node into what ptr points to: a node or a declaration.
func (d decoder) into(n ast.Node, ptr any, f *field) {
	switch v := ptr.(type) {
	case node:
		v.decode(d, n, f)
	case declaration:
		d.declaration(n, v, f)
	default:
		panic(fmt.Sprintf("seeds: %T cannot be decoded", ptr))
	}
}

// declaration reads a mapping into a struct.
func (d decoder) declaration(n ast.Node, into declaration, f *field) {
	at := d.mark(n)
	entries, ok := d.entries(n)
	if !ok {
		at.problem("%s must be a mapping, found %s", f.name, describe(n))
		return
	}
	into.setMark(at)
	v := reflect.ValueOf(into).Elem()
	known, who := fields(v.Type()), into.noun()
	if _, ok := into.(inline); ok {
		who = f.name
		known = slices.Clone(known)
		for i := range known {
			known[i].name = f.name + "." + known[i].key
		}
	}
	seen := make(map[string]mark, len(entries))
	for _, e := range entries {
		key, at, ok := d.key(e, seen)
		if !ok {
			continue
		}
		i := indexOfKey(known, key)
		if i < 0 {
			at.suggest(graph.Nearest(key, keys(known), 3), "unknown key %q in %s; its keys are %s", key, who, strings.Join(keys(known), ", "))
			continue
		}
		d.into(e.Value, v.FieldByIndex(known[i].index).Addr().Interface(), &known[i])
	}
	for _, k := range known {
		if _, there := seen[k.key]; k.required && !there {
			at.problem("%s lacks the key %q", called(who, v), k.key)
		}
	}
}

// called is a declaration's noun with its id, where it has one.
func called(noun string, v reflect.Value) string {
	if id := v.FieldByName("ID"); id.IsValid() {
		if t, ok := id.Interface().(text); ok && t.ok() {
			return fmt.Sprintf("%s %q", strings.TrimPrefix(strings.TrimPrefix(noun, "an "), "a "), t.s)
		}
	}
	return noun
}

// entries lists the pairs of a mapping.
func (d decoder) entries(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// key reads the key of a pair, and reports one that is no text or that has been
// seen before in the same mapping.
func (d decoder) key(e *ast.MappingValueNode, seen map[string]mark) (string, mark, bool) {
	at := d.mark(e.Key)
	s, ok := e.Key.(*ast.StringNode)
	if !ok {
		at.problem("a key must be text, found %s", describe(e.Key))
		return "", at, false
	}
	if first, again := seen[s.Value]; again {
		at.problem("the key %q is given twice, first at %s", s.Value, first)
		return "", at, false
	}
	seen[s.Value] = at
	return s.Value, at, true
}

// mark is the place of a node: for a block mapping that of its first key.
func (d decoder) mark(n ast.Node) mark {
	if entries, ok := d.entries(n); ok && len(entries) > 0 {
		if m, isMap := n.(*ast.MappingNode); !isMap || !m.IsFlowStyle {
			n = entries[0].Key
		}
	}
	at := mark{d.doc, 1, 1}
	if n != nil {
		if tk := n.GetToken(); tk != nil && tk.Position != nil {
			at.line, at.column = max(tk.Position.Line, 1), max(tk.Position.Column, 1)
		}
	}
	return at
}

func indexOfKey(list []field, key string) int {
	for i := range list {
		if list[i].key == key {
			return i
		}
	}
	return -1
}

func keys(list []field) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].key
	}
	return out
}
