package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/innograph/innograph/graph"
)

// check holds what an edit changed against the rules of the model. The draft has
// the changes in it. What was there before is not looked at again.
func check(d *Draft, e *Edit, added, removed []graph.Statement) error {
	c := &checker{lookup: newLookup(d), onto: d.g.Ontology(), sections: map[string][]string{}}
	fresh := make(map[string]bool, len(added))
	for _, s := range added {
		fresh[s.ID] = true
	}
	for _, p := range e.Add {
		if fresh[p.ID] {
			c.statement(p.At, p.Statement)
		}
	}
	c.wholeEntities(e, removed)
	if err := c.exceeded(); err != nil {
		return err
	}
	return c.err()
}

// checker holds statements against a draft.
type checker struct {
	*lookup
	mistakes
	onto     *graph.Ontology
	sections map[string][]string // by source, once asked for
}

func (c *checker) statement(at Place, s graph.Statement) {
	if !c.valid(at, s) {
		return
	}
	if c.Type(s.Subject) == "" {
		c.noEntity(at.of("subject"), s.Subject)
	}
	relation, known := c.onto.Relation(s.Relation)
	switch {
	case graph.IsCoreRelation(s.Relation):
		c.core(at, s)
	case known:
		c.relation(at, s, relation)
	case c.onto.Role(c.Type(s.Relation)) == graph.RoleIndicator:
		c.observation(at, s)
	default:
		c.say(at.of("relation"), s.Relation, fmt.Sprintf("%q is neither a relation of the ontology nor an indicator", s.Relation),
			graph.Nearest(s.Relation, c.onto.RelationIDs(), 3)...)
	}
	c.qualifiers(at, s)
	role := c.onto.Role(c.Type(s.Subject))
	c.references(at, s, known && relation.IsValue() && (role == graph.RoleIndicator || role == graph.RoleSource))
}

// valid checks what needs no model: the forms of names and texts.
func (c *checker) valid(at Place, s graph.Statement) bool {
	before := len(c.issues)
	var e *graph.Error
	if err := s.Validate(); errors.As(err, &e) {
		for _, is := range e.Issues {
			c.say(at.of(strings.ReplaceAll(is.Param, ".", "/")), is.Value, is.Message, is.Suggest...)
		}
	}
	for _, t := range texts(s) {
		if why := unprintable(t); why != "" {
			c.say(at.At, t, "a text holds the "+why)
		}
	}
	return len(c.issues) == before
}

// texts are all texts of a statement that somebody may read.
func texts(s graph.Statement) []string {
	list := []string{s.Object.String()}
	for _, q := range s.Qualifiers {
		list = append(list, q.Value.String())
	}
	for _, r := range s.References {
		list = append(append(list, r.Section), r.Terms...)
	}
	return list
}

// unprintable says which character no text may hold: a bidirectional control
// character (Unicode Standard Annex 9), another control character but tab and line
// feed, or one that is none, which XML cannot hold either.
func unprintable(s string) string {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return fmt.Sprintf("character %U, which turns the direction of writing around it: what is shown would not be what is stored", r)
		case unicode.IsControl(r) && r != '\t' && r != '\n', r == '\u2028', r == '\u2029':
			return fmt.Sprintf("control character %U", r)
		case r == '\uFEFF' || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF:
			return fmt.Sprintf("code point %U, which is no character of a text", r)
		}
	}
	return ""
}

func (c *checker) noEntity(at, id string) {
	if to, moved := c.g.MovedTo(id); moved {
		c.say(at, id, fmt.Sprintf("%s is now part of %s", id, to), to)
		return
	}
	c.say(at, id, fmt.Sprintf("there is no entity %q", id), c.near(id)...)
}

// core checks a statement that describes an entity itself.
func (c *checker) core(at Place, s graph.Statement) {
	if s.Object.Kind() != graph.StringKind {
		c.say(at.of("object"), s.Object.String(), fmt.Sprintf("the object of %s is text, not a value of kind %s", s.Relation, s.Object.Kind()))
		return
	}
	text := s.Object.String()
	if strings.TrimSpace(text) == "" {
		c.say(at.of("object"), text, fmt.Sprintf("the %s of an entity must not be empty", s.Relation))
	}
	switch s.Relation {
	case graph.RelType:
		t, known := c.onto.Type(text)
		switch {
		case !known:
			c.say(at.of("object"), text, fmt.Sprintf("unknown type %q", text), graph.Nearest(text, c.onto.TypeIDs(), 3)...)
		case t.Abstract:
			c.say(at.of("object"), text, text+" is abstract: no entity has it as its own type")
		}
		c.one(at, s, "type", func(graph.Statement) bool { return true })
	case graph.RelName, graph.RelDescription:
		if l := s.Object.Lang(); l != "zh" && l != "en" {
			c.say(at.of("object"), l, fmt.Sprintf("a %s is in zh or en, not %q", s.Relation, l))
			return
		}
		c.one(at, s, s.Relation+" in "+s.Object.Lang(), func(o graph.Statement) bool { return o.Object.Lang() == s.Object.Lang() })
	case graph.RelFormerID:
		if !graph.ValidSlug(text) {
			c.say(at.of("object"), text, fmt.Sprintf("%q is not a slug", text))
		} else if c.Type(text) != "" {
			c.say(at.of("object"), text, fmt.Sprintf("%s is an entity of its own; retract it before its id becomes that of another", text))
		}
	}
	if s.Object.Lang() != "" && s.Relation != graph.RelName && s.Relation != graph.RelDescription && s.Relation != graph.RelAlias && s.Relation != graph.RelAsPrinted {
		c.say(at.of("object"), s.Object.Lang(), fmt.Sprintf("a %s has no language", s.Relation))
	}
}

// one allows one statement of a relation about an entity.
func (c *checker) one(at Place, s graph.Statement, what string, same func(graph.Statement) bool) {
	for o := range c.About(s.Subject) {
		if o.Relation == s.Relation && o.ID != s.ID && same(o) {
			c.say(at.At, s.Subject, fmt.Sprintf("%s has another %s already, %q (%s); change or retract that one", s.Subject, what, o.Object.String(), o.ID))
			return
		}
	}
}

func (c *checker) relation(at Place, s graph.Statement, r graph.Relation) {
	c.end(at.of("subject"), s.Subject, "subject", r.ID, r.Domain)
	object, isEntity := s.Object.Entity()
	switch {
	case r.IsValue():
		c.value(at.of("object"), "the relation "+r.ID, s.Object, r.Value, r.OneOf)
		return
	case !isEntity:
		c.say(at.of("object"), s.Object.String(), fmt.Sprintf("the object of %s is an entity, not a value of kind %s", r.ID, s.Object.Kind()))
		return
	}
	c.end(at.of("object"), object, "object", r.ID, r.Range)
	if r.Symmetric {
		for _, id := range c.links(object).ids[[2]string{r.ID, s.Subject}] {
			if id != s.ID {
				c.say(at.At, s.Subject, fmt.Sprintf("%s is symmetric, and the same is stated the other way round (%s); keep one", r.ID, id))
			}
		}
	}
	if r.Acyclic && s.Status != graph.Absent {
		if way := c.wayBack(s); way != nil {
			c.say(at.At, s.Subject, fmt.Sprintf("%s may not come round to where it began, but it would: %s", r.ID, strings.Join(way, " → ")))
		}
	}
}

// end checks the type of one end of a statement.
func (c *checker) end(at, entity, end, relation string, allowed []string) {
	t := c.Type(entity)
	if t == "" {
		if end == "object" { // a missing subject has been told
			c.noEntity(at, entity)
		}
		return
	}
	if !slices.ContainsFunc(allowed, func(a string) bool { return c.onto.IsA(t, a) }) {
		c.say(at, entity, fmt.Sprintf("the %s of %s is of type %s, but %s is of type %s", end, relation, strings.Join(allowed, " or "), entity, t))
	}
}

// wayBack finds the entities from a statement's object to its subject, through
// its relation; nil where there is no such way.
func (c *checker) wayBack(s graph.Statement) []string {
	start, _ := s.Object.Entity()
	from := map[string]string{start: ""}
	for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == s.Subject {
			way := []string{s.Subject}
			for at := queue[0]; at != ""; at = from[at] {
				way = append(way, at)
			}
			slices.Reverse(way)
			return append([]string{s.Subject}, way[:len(way)-1]...)
		}
		next := c.links(queue[0]).next[s.Relation]
		if c.looked += len(next); c.looked > maxLooked {
			return nil
		}
		for _, to := range next {
			if _, seen := from[to]; !seen {
				from[to] = queue[0]
				queue = append(queue, to)
			}
		}
	}
	return nil
}

// value checks a value against the kind and the list that the model gives.
func (c *checker) value(at, what string, v graph.Value, kind string, oneOf []string) {
	if v.Kind().String() != kind {
		c.say(at, v.String(), fmt.Sprintf("%s has values of kind %s, not %s", what, kind, v.Kind()))
		return
	}
	if len(oneOf) > 0 && !slices.Contains(oneOf, v.String()) {
		c.say(at, v.String(), fmt.Sprintf("%s is one of %s, not %q", what, strings.Join(oneOf, ", "), v.String()), graph.Nearest(v.String(), oneOf, 3)...)
	}
	if slug, ok := v.Entity(); ok && c.Type(slug) == "" {
		c.noEntity(at, slug)
	}
}

func (c *checker) qualifiers(at Place, s graph.Statement) {
	seen := map[string]bool{}
	for i, q := range s.Qualifiers {
		where := at.of(fmt.Sprintf("qualifiers/%d", i))
		decl, known := c.onto.Qualifier(q.Name)
		if !known {
			c.say(where+"/name", q.Name, fmt.Sprintf("unknown qualifier %q", q.Name), graph.Nearest(q.Name, c.qualifierIDs(), 3)...)
			continue
		}
		if seen[q.Name] && !decl.Repeatable {
			c.say(where+"/name", q.Name, fmt.Sprintf("the qualifier %s is given once only", q.Name))
		}
		seen[q.Name] = true
		c.value(where+"/value", "the qualifier "+q.Name, q.Value, decl.Value, decl.OneOf)
		if _, known := c.onto.Unit(q.Value.String()); q.Name == "unit" && !known {
			c.say(where+"/value", q.Value.String(), fmt.Sprintf("unknown unit %q", q.Value.String()), graph.Nearest(q.Value.String(), c.unitIDs(), 3)...)
		}
	}
}

func (c *checker) qualifierIDs() (ids []string) {
	for _, q := range c.onto.Qualifiers {
		ids = append(ids, q.ID)
	}
	return ids
}

func (c *checker) unitIDs() (ids []string) {
	for _, u := range c.onto.Units {
		ids = append(ids, u.ID)
	}
	return ids
}
