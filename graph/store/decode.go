package store

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/innograph/innograph/graph"
)

var errTwoCores = errors.New("two of its quads say what it says")

// decodeStatement is the inverse of appendQuads, for the quads of one label in
// any order. The statement is hashed again: whatever is lost, added or changed
// among the quads is an error.
func decodeStatement(quads []quad.Quad) (graph.Statement, error) {
	var s graph.Statement
	label, id, err := statementLabel(quads[0].Label)
	if err != nil {
		return s, err
	}
	for _, q := range quads {
		if q.Subject == quad.Value(label) {
			err = decodeDetail(&s, q)
		} else if s.Subject != "" {
			err = errTwoCores
		} else {
			err = decodeCore(&s, q)
		}
		if err != nil {
			return graph.Statement{}, fmt.Errorf("statement %s: %w", id, err)
		}
	}
	s = s.Identify()
	if s.ID != id {
		return graph.Statement{}, fmt.Errorf("statement %s: what is stored under this id hashes to %s", id, s.ID)
	}
	return s, nil
}

// statementLabel checks that a label is the IRI of a statement.
func statementLabel(v quad.Value) (label quad.IRI, id string, err error) {
	label, ok := v.(quad.IRI)
	if ok {
		id, ok = strings.CutPrefix(string(label), statementPrefix)
	}
	if !ok || !graph.ValidStatementID(id) {
		return "", "", fmt.Errorf("a quad has the label %v, which is not the IRI of a statement", brief(v))
	}
	return label, id, nil
}

// decodeCore reads the quad that says what the statement says.
func decodeCore(s *graph.Statement, q quad.Quad) (err error) {
	var ok bool
	if s.Subject, ok = cutIRI(q.Subject, entityPrefix); !ok {
		return fmt.Errorf("the subject %v is not an entity", brief(q.Subject))
	}
	if s.Relation, ok = cutIRI(q.Predicate, relationPrefix); !ok {
		return fmt.Errorf("the predicate %v is not a relation", brief(q.Predicate))
	}
	s.Object, err = decodeValue(q.Object)
	return err
}

// decodeDetail reads a quad that hangs on the statement.
func decodeDetail(s *graph.Statement, q quad.Quad) (err error) {
	if name, ok := cutIRI(q.Predicate, qualifierPrefix); ok {
		v, err := decodeValue(q.Object)
		s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: name, Value: v})
		return err
	}
	if source, ok := cutIRI(q.Predicate, referencePrefix); ok {
		r, err := decodeReference(source, q.Object)
		s.References = append(s.References, r)
		return err
	}
	name, _ := q.Object.(quad.String)
	switch q.Predicate {
	case quad.Value(statusIRI):
		s.Status, err = graph.ParseStatus(string(name))
	case quad.Value(basisIRI):
		s.Basis, err = graph.ParseBasis(string(name))
	default:
		return fmt.Errorf("unknown predicate %v", brief(q.Predicate))
	}
	if err != nil {
		return fmt.Errorf("the object of %v is %v", q.Predicate, brief(q.Object))
	}
	return nil
}

func decodeValue(v quad.Value) (graph.Value, error) {
	switch v := v.(type) {
	case quad.IRI:
		if slug, ok := cutIRI(v, entityPrefix); ok {
			return graph.EntityValue(slug), nil
		}
	case quad.String:
		return graph.StringValue(string(v)), nil
	case quad.LangString:
		return graph.LangValue(string(v.Value), v.Lang), nil
	case quad.Int:
		return graph.IntegerValue(int64(v)), nil
	case quad.Float:
		return graph.DecimalValue(float64(v)), nil
	case quad.Bool:
		return graph.BooleanValue(bool(v)), nil
	case quad.TypedString:
		if v.Type == dateTimeIRI {
			t, err := time.Parse(time.RFC3339Nano, string(v.Value))
			return graph.TimeValue(t), err
		}
	}
	return graph.Value{}, fmt.Errorf("the object %v is of no kind that is stored", brief(v))
}

func decodeReference(source string, v quad.Value) (graph.Reference, error) {
	t, ok := v.(quad.TypedString)
	if !ok || t.Type != netstringsIRI {
		return graph.Reference{}, fmt.Errorf("the reference %v is not a list of netstrings", brief(v))
	}
	list, err := splitNetstrings(string(t.Value))
	if err != nil || len(list) == 0 {
		return graph.Reference{}, fmt.Errorf("the reference %v is damaged: %w", brief(v), errNetstring)
	}
	return graph.Reference{Source: source, Section: list[0], Terms: list[1:]}, nil
}

func cutIRI(v quad.Value, prefix string) (string, bool) {
	iri, ok := v.(quad.IRI)
	if !ok {
		return "", false
	}
	return strings.CutPrefix(string(iri), prefix)
}

// brief is a value for an error, which is no place for a megabyte.
func brief(v quad.Value) string {
	s := quad.StringOf(v)
	if len(s) > 100 {
		s = strings.ToValidUTF8(s[:100], "") + "…"
	}
	return s
}
