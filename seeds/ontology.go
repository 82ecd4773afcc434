package seeds

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// resolveOntology checks the declarations of all files of the ontology against
// one another and makes the ontology of them.
func (l *loader) resolveOntology() {
	l.types = map[string]*typeDecl{}
	l.relations = map[string]*relationDecl{}
	l.inverses = map[string]mark{}
	l.qualifierDecls = map[string]*qualifierDecl{}
	l.units = map[string]*unitDecl{}
	for _, f := range l.ontologyFiles {
		declare(l, l.types, f.decl.Types, "type", func(t *typeDecl) text { return t.ID })
		declare(l, l.relations, f.decl.Relations, "relation", func(r *relationDecl) text { return r.ID })
		declare(l, l.qualifierDecls, f.decl.Qualifiers, "qualifier", func(q *qualifierDecl) text { return q.ID })
		declare(l, l.units, f.decl.Units, "unit", func(u *unitDecl) text { return u.ID })
	}
	l.checkTypes()
	l.checkRelations()
	for _, id := range mapKeys(l.qualifierDecls) {
		q := l.qualifierDecls[id]
		checkOneOf(q.OneOf, q.Value, "qualifier "+id)
	}
	if len(l.packs) > 0 {
		l.checkNeededQualifiers()
	}
	l.buildOntology()
}

// declare enters declarations by their ids and reports ids that are taken. Which
// of the declarations is meant is then not known.
func declare[T any](l *loader, known map[string]*T, decls list[T], what string, idOf func(*T) text) {
	for i := range decls.items {
		id := idOf(&decls.items[i])
		if !id.ok() {
			continue
		}
		if first, again := known[id.s]; again {
			id.problem("the %s %q is declared twice, first at %s", what, id.s, idOf(first))
			l.unsure[id.s] = true
			continue
		}
		known[id.s] = &decls.items[i]
	}
}

// checkTypes checks parents: each must exist, and none may be its own ancestor.
func (l *loader) checkTypes() {
	inCycle := map[string]bool{}
	for _, id := range mapKeys(l.types) {
		t := l.types[id]
		if !t.Parent.ok() {
			continue
		}
		if _, known := l.types[t.Parent.s]; !known {
			unknown(l, t.Parent.mark, "type", t.Parent.s, l.types)
			continue
		}
		if inCycle[id] {
			continue
		}
		chain := []string{id}
		for next := l.types[t.Parent.s]; next != nil; next = l.types[next.Parent.s] {
			if next == t {
				for _, c := range chain {
					inCycle[c] = true
				}
				t.Parent.problem("the type %s is its own ancestor: %s", id, strings.Join(append(chain, id), " → "))
				break
			}
			if slices.Contains(chain, next.ID.s) {
				break // a cycle further up; it is reported there
			}
			chain = append(chain, next.ID.s)
		}
	}
}

// checkOneOf checks a closed list of values against the kind of the values.
func checkOneOf(oneOf list[text], value text, what string) {
	if oneOf.set() && value.ok() && value.s != "string" {
		oneOf.problem("the %s has values of kind %s: one_of is only for strings", what, value.s)
	}
}

// ontologyProblem reports what is missing from the ontology as a whole.
func (l *loader) ontologyProblem(format string, args ...any) {
	if len(l.ontologyFiles) > 0 {
		l.report(l.ontologyFiles[0].name, fmt.Sprintf(format, args...))
	}
}

// buildOntology makes the ontology from all declarations, also from those with
// mistakes, so that what uses them can still be checked.
func (l *loader) buildOntology() {
	var (
		types      []graph.EntityType
		relations  []graph.Relation
		qualifiers []graph.QualifierType
		units      []graph.Unit
	)
	for id, t := range l.types {
		types = append(types, graph.EntityType{
			ID: id, Parent: t.Parent.s, Label: t.Label.graph(), Plural: t.Plural.graph(), Description: t.Description.graph(),
			Color: t.Color.s, Icon: t.Icon.s, Abstract: t.Abstract.on, Role: t.Role.s,
		})
	}
	for _, r := range l.relations {
		relations = append(relations, r.graph())
	}
	for id, q := range l.qualifierDecls {
		qualifiers = append(qualifiers, graph.QualifierType{
			ID: id, Label: q.Label.graph(), Description: q.Description.graph(), Value: q.Value.s,
			OneOf: orNil(texts(q.OneOf)), Repeatable: q.Repeatable.on,
		})
	}
	for id, u := range l.units {
		units = append(units, graph.Unit{ID: id, Label: u.Label.graph(), AsPrinted: orNil(texts(u.AsPrinted))})
	}
	l.ontology = graph.NewOntology(types, relations, qualifiers, units)
}

// mapKeys lists the keys of a map in order.
func mapKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}
