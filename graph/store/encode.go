package store

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"github.com/innograph/innograph/graph"
)

// appendQuads appends the quads of a statement that is valid and in canonical
// order. No two of them are equal.
func appendQuads(quads []quad.Quad, s graph.Statement) []quad.Quad {
	label := statementIRI(s.ID)
	say := func(subject, predicate quad.IRI, object quad.Value) {
		quads = append(quads, quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: label})
	}
	say(quad.IRI(entityPrefix+s.Subject), quad.IRI(relationPrefix+s.Relation), encodeValue(s.Object))
	if s.Status != graph.Existing {
		say(label, statusIRI, quad.String(s.Status.String()))
	}
	if s.Basis != graph.Stated {
		say(label, basisIRI, quad.String(s.Basis.String()))
	}
	for _, q := range s.Qualifiers {
		say(label, quad.IRI(qualifierPrefix+q.Name), encodeValue(q.Value))
	}
	for _, r := range s.References {
		say(label, quad.IRI(referencePrefix+r.Source), encodeReference(r))
	}
	return quads
}

func encodeValue(v graph.Value) quad.Value {
	switch v.Kind() {
	case graph.EntityKind:
		slug, _ := v.Entity()
		return quad.IRI(entityPrefix + slug)
	case graph.StringKind:
		if lang := v.Lang(); lang != "" {
			return quad.LangString{Value: quad.String(v.String()), Lang: lang}
		}
		return quad.String(v.String())
	case graph.IntegerKind:
		n, _ := v.Integer()
		return quad.Int(n)
	case graph.DecimalKind:
		f, _ := v.Number()
		return quad.Float(f)
	case graph.BooleanKind:
		b, _ := v.Bool()
		return quad.Bool(b)
	case graph.TimeKind:
		return quad.TypedString{Value: quad.String(v.String()), Type: dateTimeIRI}
	}
	panic(fmt.Sprintf("store: no encoding for values of %v", v.Kind()))
}

// encodeReference writes all of a reference but its source.
func encodeReference(r graph.Reference) quad.Value {
	b := appendNetstring(nil, r.Section)
	for _, t := range r.Terms {
		b = appendNetstring(b, t)
	}
	return quad.TypedString{Value: quad.String(b), Type: netstringsIRI}
}
