package seeds

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"github.com/innograph/innograph/graph"
)

// text is one line of text without white space at its ends.
type text struct {
	mark
	s   string
	bad bool // a mistake in it has been reported
}

// ok reports whether the text is given and free of mistakes.
func (t text) ok() bool { return t.set() && !t.bad }

func (t *text) decode(d decoder, n ast.Node, f *field) {
	t.mark = d.mark(n)
	t.bad = true
	s, ok := d.text(n, f)
	if !ok {
		return
	}
	switch {
	case s == "":
		t.problem("%s is empty", f.name)
	case strings.TrimSpace(s) != s:
		t.problem("%s has white space at its start or end: %q", f.name, s)
	case strings.ContainsAny(s, "\n\t"):
		t.problem("%s must be one line, without tabs", f.name)
	case f.form != "" && !forms[f.form].matches(s):
		t.problem("%s: %q is not %s", f.name, s, forms[f.form].want)
	case f.oneof != "" && !contains(fixedNames[f.oneof], s):
		names := fixedNames[f.oneof]
		t.suggest(graph.Nearest(s, names, 3), "unknown %s %q; expected one of %s", f.name, s, strings.Join(names, ", "))
	default:
		t.s, t.bad = s, false
	}
}

// text reads a node as text, and reports one that is none.
func (d decoder) text(n ast.Node, f *field) (string, bool) {
	var s string
	switch n := n.(type) {
	case *ast.StringNode:
		s = n.Value
	case *ast.LiteralNode:
		s = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode, *ast.BoolNode:
		d.mark(n).problem("%s must be text, found %s; put it in quotes", f.name, describe(n))
		return "", false
	default:
		d.mark(n).problem("%s must be text, found %s", f.name, describe(n))
		return "", false
	}
	if why := badText(s); why != "" {
		d.mark(n).problem("%s holds %s", f.name, why)
		return "", false
	}
	return s, true
}

// badText says what a text holds that it must not; escapes can bring in what the
// file itself does not hold.
func badText(s string) string {
	if !utf8.ValidString(s) {
		return "bytes that are not valid UTF-8"
	}
	for _, r := range s {
		if r == utf8.RuneError {
			return "the replacement character U+FFFD: the text is damaged"
		}
		if why := badRune(r); why != "" {
			return why
		}
	}
	return ""
}

// prose is text of one or more lines in our own words.
type prose struct {
	mark
	s string
}

func (p *prose) decode(d decoder, n ast.Node, f *field) {
	p.mark = d.mark(n)
	s, ok := d.text(n, f)
	if !ok {
		return
	}
	// A block scalar ends with the line break of its last line.
	if p.s = strings.TrimSpace(s); p.s == "" {
		p.problem("%s is empty", f.name)
	}
}

// label is a text in both languages.
type label struct {
	mark
	Zh text `key:"zh,required" doc:"In Chinese."`
	En text `key:"en,required" doc:"In English."`
}

func (*label) noun() string { return "a text in two languages" }
func (*label) inline()      {}

func (l label) graph() graph.Text { return graph.Text{Zh: l.Zh.s, En: l.En.s} }

// words is prose in both languages.
type words struct {
	mark
	Zh prose `key:"zh,required" doc:"In Chinese."`
	En prose `key:"en,required" doc:"In English."`
}

func (*words) noun() string { return "a text in two languages" }
func (*words) inline()      {}

func (w words) graph() graph.Text { return graph.Text{Zh: w.Zh.s, En: w.En.s} }

// list is a list of nodes or declarations.
type list[T any] struct {
	mark
	items []T
}

func (l *list[T]) decode(d decoder, n ast.Node, f *field) {
	l.mark = d.mark(n)
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		l.problem("%s must be a list, found %s", f.name, describe(n))
		return
	}
	entry := *f
	entry.name = "an entry of " + f.name
	l.items = make([]T, 0, len(seq.Values))
	for _, v := range seq.Values {
		var item T
		d.into(v, &item, &entry)
		// What is not even of the right shape has no mark: it is reported and gone.
		if any(&item).(interface{ set() bool }).set() {
			l.items = append(l.items, item)
		}
	}
	if f.filled && len(seq.Values) == 0 {
		l.problem("%s is empty: list at least one", f.name)
	}
	if texts, ok := any(l).(*list[text]); ok && f.distinct {
		distinct(*texts, f.name)
	}
}

// distinct reports texts that a list holds twice.
func distinct(l list[text], key string) {
	seen := map[string]mark{}
	for _, t := range l.items {
		if !t.ok() {
			continue
		}
		if first, again := seen[t.s]; again {
			t.problem("%q stands twice in %s, first at %s", t.s, key, first)
			continue
		}
		seen[t.s] = t.mark
	}
}
