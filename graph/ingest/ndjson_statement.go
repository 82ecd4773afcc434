package ingest

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// jsonStatement reads a whole statement, in the API's words or in its own.
func (r *run) jsonStatement(v *jsonValue) *RowError {
	var s graph.Statement
	var bad *RowError
	if s.Subject, bad = entityRef("subject", v.get("subject")); bad != nil {
		return bad
	}
	if s.Relation, bad = v.textOf("relation"); bad != nil {
		return bad
	}
	p, bad := r.words.relation("relation", s.Relation)
	if bad != nil {
		return bad
	}
	if s.Object, bad = object(v.get("object"), p); bad != nil {
		return bad
	}
	if s.Status, s.Basis, bad = v.state(); bad != nil {
		return bad
	}
	if s.Qualifiers, bad = r.jsonQualifiers(v.get("qualifiers")); bad != nil {
		return bad
	}
	references, evidence := v.get("references"), v.get("evidence")
	if references != nil && evidence != nil {
		return problem("evidence", "references and evidence say the same; give one of them")
	}
	if references == nil {
		references = evidence
	}
	if s.References, bad = jsonReferences(references); bad != nil {
		return bad
	}
	if bad := r.words.check(&s); bad != nil {
		return bad
	}
	id, bad := v.textOf("id")
	if bad == nil && id != "" {
		bad = checkID(s, id)
	}
	if bad != nil {
		return bad
	}
	r.add(s)
	return nil
}

// entityRef reads a slug, or an object with an id.
func entityRef(name string, v *jsonValue) (string, *RowError) {
	if v == nil {
		return "", problem(name, "the id is missing")
	}
	if v.kind == jsonObject {
		if bad := knownMembers(v, "an entity's reference", name+".", []string{"id", "type", "name"}, nil); bad != nil {
			return "", bad
		}
		s, bad := v.slug("id")
		if bad != nil {
			bad.Column = name + ".id"
		}
		return s, bad
	}
	if v.kind != jsonString {
		return "", problem(name, "expected a slug, found %s", v.kind)
	}
	if !validSlug(v.text) {
		return "", notSlug(name, v.text)
	}
	return v.text, nil
}

// object reads {"entity":…}, {"value":…}, {"kind":…,"value":…}, or a bare value
// of the kind that the relation takes.
func object(v *jsonValue, p *property) (graph.Value, *RowError) {
	if v == nil {
		return graph.Value{}, problem("object", "the object is missing")
	}
	if v.kind != jsonObject || v.get("kind") != nil {
		return value("object", v, p)
	}
	if bad := knownMembers(v, "an object", "object.", []string{"entity", "value"}, nil); bad != nil {
		return graph.Value{}, bad
	}
	entity, inner := v.get("entity"), v.get("value")
	switch {
	case (entity == nil) == (inner == nil):
		return graph.Value{}, problem("object", "an object is either an entity or a value")
	case entity != nil:
		slug, bad := entityRef("object.entity", entity)
		return graph.EntityValue(slug), bad
	}
	return value("object.value", inner, p)
}

// value reads {"kind":…,"value":…,"lang":…} or a bare value.
func value(path string, v *jsonValue, p *property) (graph.Value, *RowError) {
	none := graph.Value{}
	if v.kind != jsonObject {
		return bareValue(path, v, p)
	}
	if bad := knownMembers(v, "a value", path+".", []string{"kind", "value", "lang"}, nil); bad != nil {
		return none, bad
	}
	name, bad := v.textOf("kind")
	if bad != nil {
		return none, bad
	}
	kind, err := graph.ParseValueKind(name)
	if bad := named(path+".kind", err); bad != nil {
		return none, bad
	}
	lang, bad := v.textOf("lang")
	if bad != nil {
		return none, bad
	}
	inner := v.get("value")
	if inner == nil {
		return none, problem(path, "the value is missing")
	}
	if lang != "" {
		if kind != graph.StringKind || inner.kind != jsonString {
			return none, problem(path+".lang", "only a text has a language")
		}
		return graph.LangValue(inner.text, lang), nil
	}
	return bareValue(path, inner, &property{kind: kind})
}

// bareValue reads a JSON value as a value of the kind that p takes.
func bareValue(path string, v *jsonValue, p *property) (graph.Value, *RowError) {
	switch {
	case v.kind == jsonNumber && p.indicator:
		return parseNumber(path, v.text)
	case v.kind == jsonString && p.indicator:
		return graph.StringValue(v.text), nil
	case v.kind == jsonNumber && (p.kind == graph.IntegerKind || p.kind == graph.DecimalKind),
		v.kind == jsonString && (p.kind == graph.EntityKind || p.kind == graph.StringKind || p.kind == graph.TimeKind):
		return parseValue(path, v.text, p.kind)
	case (v.kind == jsonTrue || v.kind == jsonFalse) && p.kind == graph.BooleanKind:
		return graph.BooleanValue(v.kind == jsonTrue), nil
	case p.indicator:
		return graph.Value{}, problem(path, "expected a number or a text, found %s", v.kind)
	}
	return graph.Value{}, problem(path, "expected %s, found %s", kindNoun(p.kind), v.kind)
}

func (r *run) jsonQualifiers(v *jsonValue) ([]graph.Qualifier, *RowError) {
	list, bad := v.objects()
	if bad != nil || len(list) == 0 {
		return nil, bad
	}
	out := make([]graph.Qualifier, 0, len(list))
	for i := range list {
		q := &list[i]
		if bad := knownMembers(q, "a qualifier", "qualifiers.", []string{"name", "value"}, []string{"label", "entity"}); bad != nil {
			return nil, bad
		}
		name, bad := q.textOf("name")
		if bad != nil {
			return nil, bad
		}
		p, bad := r.words.qualifier("qualifiers", name)
		if bad != nil {
			return nil, bad
		}
		inner := q.get("value")
		if inner == nil {
			return nil, problem(name, "the value is missing")
		}
		val, bad := value(name, inner, p)
		if bad != nil {
			return nil, bad
		}
		out = append(out, graph.Qualifier{Name: p.id, Value: val})
	}
	return out, nil
}

// derivedEvidence is what the API adds to a reference.
var derivedEvidence = strings.Fields("source_name section_title sentence file span term_spans")

func jsonReferences(v *jsonValue) ([]graph.Reference, *RowError) {
	list, bad := v.objects()
	if bad != nil || len(list) == 0 {
		return nil, bad
	}
	out := make([]graph.Reference, len(list))
	for i := range list {
		ref := &list[i]
		if bad := knownMembers(ref, "a reference", "references.", []string{"source", "section", "terms"}, derivedEvidence); bad != nil {
			return nil, bad
		}
		if out[i].Source, bad = ref.textOf("source"); bad != nil {
			return nil, bad
		}
		if out[i].Section, bad = ref.textOf("section"); bad != nil {
			return nil, bad
		}
		if out[i].Terms, bad = ref.get("terms").texts("terms"); bad != nil {
			return nil, bad
		}
	}
	return out, nil
}
