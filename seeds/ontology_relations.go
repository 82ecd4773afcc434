package seeds

import (
	"regexp"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// checkRelations checks what the decoder cannot see: names that clash, types
// that do not exist, fields that do not go together, and sentence templates.
func (l *loader) checkRelations() {
	for _, id := range mapKeys(l.relations) {
		r := l.relations[id]
		if graph.IsCoreRelation(id) {
			r.ID.problem("%q is a core relation, which describes entities themselves; choose another id", id)
		}
		l.checkTypesExist(r.Domain)
		l.checkTypesExist(r.Range)
		checkTemplate(r.Sentence, "sentence")
		checkTemplate(r.InverseSentence, "inverse_sentence")
		switch {
		case r.Value.set() && r.Range.set():
			r.Range.problem("relation %q has both a range (objects are entities) and a value (objects are values); keep one", id)
		case r.Value.set():
			r.checkValueRelation()
		case r.Range.set():
			r.checkEntityRelation()
		default:
			r.problem("relation %q has neither a range (objects are entities) nor a value (objects are values)", id)
		}
		l.checkInverse(r)
	}
}

func (l *loader) checkTypesExist(types list[text]) {
	for _, t := range types.items {
		if _, known := l.types[t.s]; t.ok() && !known {
			unknown(l, t.mark, "type", t.s, l.types)
		}
	}
}

// checkInverse checks that the inverse's name is free.
func (l *loader) checkInverse(r *relationDecl) {
	inverse := r.Inverse.ID
	if !inverse.ok() {
		return
	}
	first, taken := l.inverses[inverse.s]
	other, isRelation := l.relations[inverse.s]
	switch {
	case graph.IsCoreRelation(inverse.s):
		inverse.problem("the inverse %q is a core relation; choose another id", inverse.s)
	case isRelation:
		inverse.problem("the inverse %q is also the id of the relation at %s; choose another id", inverse.s, other.ID)
	case taken:
		inverse.problem("the inverse %q is already that of the relation at %s; choose another id", inverse.s, first)
	default:
		l.inverses[inverse.s] = inverse.mark
	}
}

func (r *relationDecl) checkValueRelation() {
	only := func(m mark, key string) {
		if m.set() {
			m.problem("relation %q leads to values: %s is only for relations between entities", r.ID.s, key)
		}
	}
	only(r.Inverse.mark, "inverse")
	only(r.InverseSentence.mark, "inverse_sentence")
	only(r.Containment.mark, "containment")
	only(r.Acyclic.mark, "acyclic")
	only(r.Symmetric.mark, "symmetric")
	checkOneOf(r.OneOf, r.Value, "relation "+r.ID.s)
}

func (r *relationDecl) checkEntityRelation() {
	if r.OneOf.set() {
		r.OneOf.problem("relation %q leads to entities: one_of is only for relations to values", r.ID.s)
	}
	if !r.Symmetric.on {
		if !r.Inverse.set() {
			r.problem("relation %q lacks the key \"inverse\": say how it is called when read from the object, or make it symmetric", r.ID.s)
		}
		if !r.InverseSentence.set() {
			r.problem("relation %q lacks the key \"inverse_sentence\": say how it is read aloud from the object", r.ID.s)
		}
		return
	}
	if r.Inverse.set() {
		r.Inverse.problem("relation %q is symmetric, so it is its own inverse: leave out inverse", r.ID.s)
	}
	if r.Acyclic.on || r.Containment.on {
		r.Symmetric.problem("relation %q cannot be symmetric and also acyclic or a containment", r.ID.s)
	}
	domain, rng := texts(r.Domain), texts(r.Range)
	slices.Sort(domain)
	slices.Sort(rng)
	if !slices.Equal(domain, rng) {
		r.Range.problem("relation %q is symmetric, so its range must list the same types as its domain", r.ID.s)
	}
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}?|\}`)

// checkTemplate checks that a sentence names both ends of a statement, and
// nothing else, in both languages.
func checkTemplate(l label, key string) {
	for _, t := range []text{l.Zh, l.En} {
		if !t.ok() {
			continue
		}
		found := map[string]bool{}
		for _, p := range placeholder.FindAllString(t.s, -1) {
			if p != "{subject}" && p != "{object}" {
				t.problem("%s: %q is not a placeholder; only {subject} and {object} are", key, p)
			}
			found[p] = true
		}
		for _, p := range []string{"{subject}", "{object}"} {
			if !found[p] {
				t.problem("%s lacks %s", key, p)
			}
		}
	}
}

var swapEnds = strings.NewReplacer("{subject}", "{object}", "{object}", "{subject}")

// graph is the relation as the ontology holds it. A symmetric relation is its own
// inverse, and without a sentence from the object it reads the other way round.
func (r *relationDecl) graph() graph.Relation {
	g := graph.Relation{
		ID: r.ID.s, Label: r.Label.graph(),
		Inverse: graph.Inverse{ID: r.Inverse.ID.s, Label: r.Inverse.Label.graph()},
		Domain:  texts(r.Domain), Range: orNil(texts(r.Range)), Value: r.Value.s, OneOf: orNil(texts(r.OneOf)),
		Sentence: r.Sentence.graph(), InverseSentence: r.InverseSentence.graph(), Description: r.Description.graph(),
		Containment: r.Containment.on, Acyclic: r.Acyclic.on, Symmetric: r.Symmetric.on,
		Role: r.Role.s,
	}
	if g.Symmetric {
		g.Inverse = graph.Inverse{ID: g.ID, Label: g.Label}
		if g.InverseSentence.IsZero() {
			g.InverseSentence = graph.Text{Zh: swapEnds.Replace(g.Sentence.Zh), En: swapEnds.Replace(g.Sentence.En)}
		}
	}
	return g
}
