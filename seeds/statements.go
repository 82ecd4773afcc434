package seeds

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// makeStatement makes the statements of one declaration: one, or one for each of
// its objects.
func (l *loader) makeStatement(p *pack, subject text, d *ownStatements) {
	before := len(d.doc.problems)
	var from *entity
	if subject.ok() {
		from = l.entity(subject, "subject")
	}
	relation := l.relation(d.Relation)
	s := graph.Statement{
		Subject: subject.s, Relation: d.Relation.s, References: l.references(p, d.Refs),
		Status: statusOf(d.Status), Basis: basisOf(d.Basis),
		Qualifiers: l.qualifiers(d.Qualifiers, nil),
	}
	if len(d.Refs.items) == 0 {
		s.Basis = graph.Inferred
		l.checkUnreferenced(d, from, relation)
	}
	objects := l.objects(d, relation)
	if from == nil || relation == nil {
		return
	}
	l.checkEnd(d.Relation.mark, relation, "subject", from, relation.Domain)
	compare := len(d.doc.problems) == before && !d.Status.bad && !d.Basis.bad
	for _, o := range objects {
		s.Object = o.value
		if o.entity != nil {
			l.checkEnd(o.at, relation, "object", o.entity, relation.Range)
		}
		at := d.mark
		if d.Objects.set() {
			at = o.at
		}
		l.add(p, at, compare, s)
	}
}

// checkUnreferenced checks a statement without references. It must be a value of
// an indicator, such as its unit: those are modelling, which no source states.
func (l *loader) checkUnreferenced(d *ownStatements, from *entity, r *relationDecl) {
	modelling := from == nil || r == nil || r.Value.set() &&
		(!l.lineageKnown(from.typ) || l.ontology.Role(from.typ) == graph.RoleIndicator)
	switch {
	case modelling && d.Basis.ok() && basisOf(d.Basis) == graph.Stated:
		d.Basis.problem("a statement without references cannot be stated: give references, or basis: inferred")
	case modelling:
	case d.Refs.set():
		d.Refs.problem("refs is empty: list at least one; only values of indicators may do without")
	default:
		d.problem("a statement lacks the key \"refs\"; only values of indicators may do without")
	}
}

// relation finds the relation that a statement names.
func (l *loader) relation(t text) *relationDecl {
	if !t.ok() {
		return nil
	}
	if r := l.relations[t.s]; r != nil {
		return r
	}
	if at, isInverse := l.inverses[t.s]; isInverse {
		for _, id := range mapKeys(l.relations) {
			if l.relations[id].Inverse.ID.mark == at {
				t.problem("%q is the inverse of %s: exchange subject and object and use %s", t.s, id, id)
			}
		}
		return nil
	}
	if e := l.entities[t.s]; e != nil && l.ontology.Role(e.typ) == graph.RoleIndicator {
		t.problem("%q is an indicator: write the statement as an observation", t.s)
		return nil
	}
	if graph.IsCoreRelation(t.s) {
		t.problem("%q is a core relation: write it as a key of the entity", t.s)
		return nil
	}
	unknown(l, t.mark, "relation", t.s, l.relations)
	return nil
}

// object is what a statement leads to.
type object struct {
	at     mark
	value  graph.Value
	entity *entity // nil for a value
}

// objects resolves the objects of a declaration against its relation, which may
// be unknown (nil).
func (l *loader) objects(d *ownStatements, r *relationDecl) []object {
	given := 0
	for _, m := range []mark{d.Object.mark, d.Objects.mark, d.Value.mark} {
		if m.set() {
			given++
		}
	}
	if given != 1 {
		d.problem("a statement has exactly one of object, objects and value; this one has %d of them", given)
		return nil
	}
	if d.Value.set() {
		if r != nil && !r.Value.set() {
			d.Value.problem("the relation %s leads to entities: give object, not value", r.ID.s)
		} else if r != nil {
			if v, ok := l.value(d.Value, "the relation "+r.ID.s, r.Value.s, r.OneOf); ok {
				return []object{{d.Value.mark, v, nil}}
			}
		}
		return nil
	}
	names := d.Objects.items
	if d.Object.set() {
		names = []text{d.Object}
	}
	if r != nil && r.Value.set() {
		names = nil
		at := d.Object.mark
		if !at.set() {
			at = d.Objects.mark
		}
		at.problem("the relation %s leads to values (%s): give value, not an entity", r.ID.s, r.Value.s)
	}
	var out []object
	seen := map[string]bool{}
	for _, t := range names {
		if !t.ok() || seen[t.s] {
			continue
		}
		seen[t.s] = true
		if e := l.entity(t, "object"); e != nil {
			out = append(out, object{t.mark, graph.EntityValue(t.s), e})
		}
	}
	return out
}

// checkEnd checks one end of a statement against the types that its relation
// allows there.
func (l *loader) checkEnd(at mark, r *relationDecl, end string, e *entity, allowed list[text]) {
	types := texts(allowed)
	if l.unsure[r.ID.s] || !l.lineageKnown(e.typ) || len(types) < len(allowed.items) || len(types) == 0 {
		return // what is wrong has been reported
	}
	for _, t := range types {
		if l.ontology.IsA(e.typ, t) || l.types[t] == nil {
			return
		}
	}
	at.problem("the %s of %s must be of type %s, but %s is of type %s", end, r.ID.s, among(types), e.id, strings.Join(l.ontology.Chain(e.typ), " < "))
}
