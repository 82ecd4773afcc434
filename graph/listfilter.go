package graph

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// The filter of a list is a comma-separated list of conditions, all of which
// must hold:
//
//	key:value          equal
//	key:a|b            one of
//	key:!a             not (in a list of values: none of the negated ones)
//	key:>5  >=5 <5 <=5 a number compared
//	key:*              there is one; key:!* there is none
//
// A key is id, type (subtypes included), status, basis, degree, the id of a
// relation (the object's id, or a value), an inverse relation (the subject's id)
// or an indicator (its observations' numbers, or a text).
type condition struct {
	key   string
	terms []term
	// test reports whether the entity has something that the term matches.
	test func(n uint32, t *term) bool
}

type term struct {
	not    bool
	any    bool   // *
	op     string // "", or a comparison
	text   string
	number float64
	set    []bool // for type
}

func (t *term) compares(x float64) bool {
	c := cmp.Compare(x, t.number)
	switch t.op {
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	}
	return c == 0
}

func (t *term) matches(v Value) bool {
	if t.any {
		return true
	}
	if x, ok := v.Number(); ok {
		if t.op == "" {
			y, err := strconv.ParseFloat(t.text, 64)
			return err == nil && x == y
		}
		return t.compares(x)
	}
	return t.op == "" && strings.EqualFold(v.String(), t.text)
}

// holds reports whether the condition holds for an entity: none of its negated
// terms matches and, where it has others, one of them does.
func (c *condition) holds(n uint32) bool {
	some, positive := false, false
	for i := range c.terms {
		t := &c.terms[i]
		switch {
		case t.not:
			if c.test(n, t) {
				return false
			}
		case !some:
			positive = true
			some = c.test(n, t)
		}
	}
	return some || !positive
}

// parseListFilter answers an *Error of kind Invalid with every mistake.
func (g *Graph) parseListFilter(filter string) ([]condition, error) {
	var conditions []condition
	var issues []Issue
	say := func(value, message string, suggest ...string) {
		issues = append(issues, Issue{Param: "filter", Value: value, Message: message, Suggest: suggest})
	}
	if len(filter) > MaxFilterText {
		return nil, invalid("filter", len(filter), fmt.Sprintf("a filter has at most %d bytes, not %d", MaxFilterText, len(filter)))
	}
	if strings.TrimSpace(filter) == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(filter, ",") {
		key, values, ok := strings.Cut(strings.TrimSpace(part), ":")
		key = strings.TrimSpace(key)
		if !ok || key == "" || values == "" {
			say(part, fmt.Sprintf("%q is not a condition; expected key:value, as in type:zone or status:planned|aspired", part))
			continue
		}
		c := condition{key: key}
		for text := range strings.SplitSeq(values, "|") {
			t := term{text: strings.TrimSpace(text)}
			t.text, t.not = strings.CutPrefix(t.text, "!")
			for _, op := range []string{">=", "<=", ">", "<"} {
				if rest, ok := strings.CutPrefix(t.text, op); ok {
					x, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
					if err != nil {
						say(part, fmt.Sprintf("%q in %q is not a number", rest, part))
					}
					t.op, t.text, t.number = op, rest, x
					break
				}
			}
			if t.text == "" {
				say(part, fmt.Sprintf("%q has an empty value; use * for any", part))
			}
			t.any = t.text == "*"
			c.terms = append(c.terms, t)
		}
		issues = append(issues, g.bind(&c, part)...)
		conditions = append(conditions, c)
	}
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	return conditions, nil
}

// bind gives a condition its test.
func (g *Graph) bind(c *condition, part string) (issues []Issue) {
	known := []string{"id", "type", "status", "basis", "degree"}
	noNumbers := func() {
		for _, t := range c.terms {
			if t.op != "" {
				issues = append(issues, Issue{Param: "filter", Value: part, Message: fmt.Sprintf("%s in %q is not a number, so %s cannot compare it", c.key, part, t.op)})
			}
		}
	}
	oneOf := func(names []string) {
		for _, t := range c.terms {
			if _, err := parseName(c.key, t.text, names); err != nil && !t.any {
				is := err.(*Error).Issues[0]
				is.Param, is.Value = "filter", part
				issues = append(issues, is)
			}
		}
	}
	switch strings.ToLower(c.key) {
	case "id":
		noNumbers()
		c.test = func(n uint32, t *term) bool { return t.any || g.id(n) == t.text }
		return issues
	case "type":
		noNumbers()
		for i := range c.terms {
			t := &c.terms[i]
			parent, ok := g.onto.ResolveType(t.text)
			if !ok && !t.any {
				is := g.unknownType("filter", t.text)
				is.Value = part
				issues = append(issues, is)
				continue
			}
			t.set = make([]bool, len(g.onto.Types))
			for j := range t.set {
				t.set[j] = t.any || g.onto.IsA(g.onto.Types[j].ID, parent.ID)
			}
		}
		c.test = func(n uint32, t *term) bool { return t.set[g.typ[n]] }
		return issues
	case "status":
		noNumbers()
		oneOf(statusNames[:])
		c.test = func(n uint32, t *term) bool { return t.any || strings.EqualFold(statusOf(g.state[n]).String(), t.text) }
		return issues
	case "basis":
		noNumbers()
		oneOf(basisNames[:])
		c.test = func(n uint32, t *term) bool { return t.any || strings.EqualFold(basisOf(g.state[n]).String(), t.text) }
		return issues
	case "degree":
		c.test = func(n uint32, t *term) bool { return t.matches(IntegerValue(int64(g.degree(n)))) }
		return issues
	}
	if i, ok := g.relAt[c.key]; ok && !g.relations[i].core {
		c.test = func(n uint32, t *term) bool { return g.says(n, i, t) }
		return nil
	}
	for _, r := range g.onto.Relations {
		if r.Inverse.ID == c.key && !r.IsValue() {
			i := g.relAt[r.ID]
			c.test = func(n uint32, t *term) bool {
				for _, a := range g.in[g.inAt[n]:g.inAt[n+1]] {
					if a.rel == i && (t.any || g.id(a.to) == t.text) {
						return true
					}
				}
				return false
			}
			return nil
		}
		known = append(known, r.ID)
		if r.Inverse.ID != "" {
			known = append(known, r.Inverse.ID)
		}
	}
	if n, ok := g.lookup(c.key); ok && g.onto.Role(g.onto.Types[g.typ[n]].ID) == RoleIndicator {
		c.test = func(uint32, *term) bool { return false } // an indicator without observations
		return nil
	}
	for _, r := range g.relations {
		if r.indicator {
			known = append(known, r.id)
		}
	}
	return []Issue{{Param: "filter", Value: part, Message: fmt.Sprintf("unknown key %q; a key is id, type, status, basis, degree, a relation or an indicator", c.key), Suggest: Nearest(c.key, known, 3)}}
}

// says reports whether an entity has a statement of the relation that a term
// matches.
func (g *Graph) says(n uint32, rel uint16, t *term) bool {
	for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
		if a.rel == rel && (t.any || g.id(a.to) == t.text) {
			return true
		}
	}
	for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
		if g.rel[s] == rel && t.matches(g.valueOf(s)) {
			return true
		}
	}
	return false
}
