package ingest

import (
	"github.com/innograph/innograph/graph"
)

// check holds a whole statement against the ontology and gives it the ontology's
// own string for its relation.
func (v *vocabulary) check(s *graph.Statement) *RowError {
	if !validSlug(s.Subject) {
		return notSlug("subject", s.Subject)
	}
	p, bad := v.relation("relation", s.Relation)
	if bad != nil {
		return bad
	}
	s.Relation = p.id
	if slug, ok := s.Object.Entity(); ok && !validSlug(slug) {
		return notSlug("object", slug)
	}
	if bad := p.fits("object", s.Object); bad != nil {
		return bad
	}
	if p.core {
		if bad := v.checkCore(s); bad != nil {
			return bad
		}
	}
	seen := map[string]bool{}
	for i := range s.Qualifiers {
		q := &s.Qualifiers[i]
		qp, bad := v.qualifier("qualifiers", q.Name)
		if bad != nil {
			return bad
		}
		if seen[q.Name] && !qp.repeatable {
			return problem("qualifiers", "%s is given twice, but may be given once only", qp.noun)
		}
		seen[q.Name], q.Name = true, qp.id
		if slug, ok := q.Value.Entity(); ok && !validSlug(slug) {
			return notSlug(q.Name, slug)
		}
		if bad := qp.fits(q.Name, q.Value); bad != nil {
			return bad
		}
	}
	for _, r := range s.References {
		if bad := checkReference(r); bad != nil {
			return bad
		}
	}
	return nil
}

// checkCore checks a statement that describes an entity itself.
func (v *vocabulary) checkCore(s *graph.Statement) *RowError {
	text := s.Object.String()
	switch s.Relation {
	case graph.RelType:
		t, bad := v.typeOf("type", text)
		if bad != nil {
			return bad
		}
		if s.Object.Lang() != "" {
			return problem("type", "a type has no language")
		}
		s.Object = graph.StringValue(t.id)
		if t.indicator {
			v.addIndicator(s.Subject)
		}
	case graph.RelName, graph.RelDescription:
		if l := s.Object.Lang(); l != "zh" && l != "en" {
			return problem(s.Relation, "a %s is in zh or en, not %q", s.Relation, shorten(l))
		}
	case graph.RelFormerID:
		if !validSlug(text) {
			return notSlug(s.Relation, text)
		}
	}
	return nil
}

func checkReference(r graph.Reference) *RowError {
	switch {
	case !validSlug(r.Source):
		return notSlug("source", r.Source)
	case r.Section == "":
		return problem("section", "a reference needs a section")
	case len(r.Terms) == 0:
		return problem("terms", "a reference needs at least one term as printed")
	}
	for _, t := range r.Terms {
		if t == "" {
			return problem("terms", "a term must not be empty")
		}
	}
	return nil
}

// checkID checks an id that a statement comes with.
func checkID(s graph.Statement, id string) *RowError {
	if got := s.Identify().ID; id != got {
		return problem("id", "the statement's content does not make the id %s but %s: it was changed; leave the id out to load it as it is", shorten(id), got)
	}
	return nil
}
