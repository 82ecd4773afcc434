package edit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// What observations say of their values where the ontology does not close the
// lists itself.
var (
	operators = []string{"=", ">", "≥", "~", "≤", "<"}
	kinds     = []string{"absolute", "ratio", "rank", "growth", "floor", "target", "qualitative"}
)

// observation checks a statement whose relation is an indicator.
func (c *checker) observation(at Place, s graph.Statement) {
	said := map[string]string{}
	for _, q := range s.Qualifiers {
		said[q.Name] = q.Value.String()
	}
	for _, must := range []struct {
		name    string
		allowed []string
	}{{"kind", kinds}, {"operator", operators}, {"printed", nil}} {
		switch got, ok := said[must.name]; {
		case !ok:
			c.say(at.of("qualifiers"), nil, fmt.Sprintf("an observation needs the qualifier %s", must.name))
		case must.allowed != nil && !slices.Contains(must.allowed, got):
			c.say(at.of("qualifiers"), got, fmt.Sprintf("unknown %s %q; expected one of %s", must.name, got, strings.Join(must.allowed, ", ")), graph.Nearest(got, must.allowed, 2)...)
		}
	}
	kind := said["kind"]
	_, number := s.Object.Number()
	switch {
	case kind == "qualitative" && s.Object.Kind() != graph.StringKind:
		c.say(at.of("object"), s.Object.String(), "the value of a qualitative observation is text")
	case kind != "" && kind != "qualitative" && !number:
		c.say(at.of("object"), s.Object.String(), fmt.Sprintf("the value of an observation of kind %s is a number", kind))
	}
	if _, ok := said["unit"]; !ok && kind != "" && kind != "rank" && kind != "qualitative" {
		c.say(at.of("qualifiers"), nil, fmt.Sprintf("an observation of kind %s needs the qualifier unit", kind))
	}
	if kind != "qualitative" && said["printed"] != "" && len(s.References) > 0 && !printedIn(said["printed"], s.References) {
		c.say(at.of("qualifiers"), said["printed"], fmt.Sprintf("%q does not stand in the terms of the references", said["printed"]))
	}
}

// printedIn reports whether a text stands in the terms of a reference, white
// space aside.
func printedIn(printed string, refs []graph.Reference) bool {
	unspaced := strings.NewReplacer(" ", "", "\u3000", "", "\u00a0", "")
	return slices.ContainsFunc(refs, func(r graph.Reference) bool {
		return strings.Contains(unspaced.Replace(strings.Join(r.Terms, "")), unspaced.Replace(printed))
	})
}

// references checks the evidence. Only what models an indicator or describes a
// source may do without, and then it is inferred.
func (c *checker) references(at Place, s graph.Statement, modelling bool) {
	if len(s.References) == 0 {
		switch {
		case !modelling && !graph.IsCoreRelation(s.Relation):
			c.say(at.of("references"), nil, "a statement needs a reference: a source, a section and terms as printed")
		case s.Basis == graph.Stated:
			c.say(at.of("basis"), "stated", "without references nothing can be stated: give references, or the basis inferred")
		}
	}
	for i, r := range s.References {
		where := at.of(fmt.Sprintf("references/%d", i))
		switch t := c.Type(r.Source); {
		case t == "":
			c.noEntity(where+"/source", r.Source)
			continue
		case c.onto.Role(t) != graph.RoleSource:
			c.say(where+"/source", r.Source, fmt.Sprintf("%s is of type %s, which is no source", r.Source, t))
			continue
		}
		if sections := c.sectionsOf(r.Source); !slices.Contains(sections, r.Section) {
			c.say(where+"/section", r.Section, fmt.Sprintf("%s has no section %q", r.Source, r.Section), graph.Nearest(r.Section, sections, 3)...)
			continue
		}
		if doc := c.g.Document(r.Source); doc != nil {
			if _, err := doc.Resolve(r); err != nil {
				c.say(where+"/terms", r.Terms, err.Error())
			}
		}
	}
}

func (c *checker) sectionsOf(source string) []string {
	if list, ok := c.sections[source]; ok {
		return list
	}
	list := []string{}
	for s := range c.About(source) {
		if s.Relation == graph.RelSection {
			list = append(list, s.Object.String())
		}
	}
	c.sections[source] = list
	return list
}

// wholeEntities checks the entities of which something was taken away or that
// are new: each has a type and a name, and what has none any more is not
// mentioned.
func (c *checker) wholeEntities(e *Edit, removed []graph.Statement) {
	places := map[string]string{}
	var order []string
	note := func(entity, at string) {
		if _, ok := places[entity]; !ok {
			places[entity] = at
			order = append(order, entity)
		}
	}
	ats := map[string]string{}
	for _, r := range e.Remove {
		ats[r.ID] = r.At
	}
	for _, s := range removed {
		if s.Relation == graph.RelType || s.Relation == graph.RelName {
			note(s.Subject, ats[s.ID])
		}
	}
	for _, p := range e.Add {
		if p.Relation == graph.RelType {
			note(p.Subject, p.At.At)
		}
	}
	var gone []string
	for _, entity := range order {
		if c.Type(entity) == "" {
			gone = append(gone, entity)
			continue
		}
		named := false
		for s := range c.About(entity) {
			named = named || s.Relation == graph.RelName
		}
		if !named {
			c.say(places[entity], entity, fmt.Sprintf("%s has no name: an entity has one in zh or en", entity))
		}
	}
	if len(gone) > 0 {
		c.nothingLeft(gone, places)
	}
}

// nothingLeft checks that nothing mentions entities that have no type.
func (c *checker) nothingLeft(gone []string, places map[string]string) {
	mentions := map[string][]string{}
	for s := range c.All() {
		for _, entity := range gone {
			if mentionsEntity(s, entity) {
				mentions[entity] = append(mentions[entity], s.ID)
			}
		}
	}
	for _, entity := range gone {
		if list := mentions[entity]; len(list) > 0 {
			shown := list[:min(3, len(list))]
			more := ""
			if rest := len(list) - len(shown); rest > 0 {
				more = fmt.Sprintf(" and %d more", rest)
			}
			c.say(places[entity], entity, fmt.Sprintf("%s cannot go while statements mention it: %s%s", entity, strings.Join(shown, ", "), more))
		}
	}
}

func mentionsEntity(s graph.Statement, entity string) bool {
	if o, ok := s.Object.Entity(); s.Subject == entity || s.Relation == entity || ok && o == entity {
		return true
	}
	return slices.ContainsFunc(s.Qualifiers, func(q graph.Qualifier) bool { o, ok := q.Value.Entity(); return ok && o == entity }) ||
		slices.ContainsFunc(s.References, func(r graph.Reference) bool { return r.Source == entity })
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
