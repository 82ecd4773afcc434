package ingest

import (
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// readNDJSON reads one JSON object from each line.
func (r *run) readNDJSON(s *source) error {
	return r.lines(s, func(line string, n int, bad *RowError) error {
		if bad == nil {
			bad = r.jsonLine(line)
		}
		return r.done(n, bad)
	})
}

// form is one of the objects that a line may hold.
type form struct {
	noun    string
	members []string
	ignored []string // derived from others
	read    func(*run, *jsonValue) *RowError
}

var (
	entityForm = form{"an entity", []string{"id", "type", "name", "description", "as_printed", "aliases", "former_ids", "status", "basis"},
		[]string{"degree", "depth"}, (*run).jsonEntity}
	edgeForm      = form{"an edge", []string{"source", "target", "relation", "status", "basis"}, []string{"id", "label", "degree", "depth"}, (*run).jsonEdge}
	statementForm = form{"a statement", []string{"id", "subject", "relation", "object", "qualifiers", "status", "basis", "references", "evidence"},
		[]string{"label", "sentence"}, (*run).jsonStatement}
)

func (r *run) jsonLine(line string) *RowError {
	v, bad := parseJSON(line)
	if bad != nil {
		return bad
	}
	f, bad := formOf(&v)
	if bad != nil {
		return bad
	}
	if bad := knownMembers(&v, f.noun, "", f.members, f.ignored); bad != nil {
		return bad
	}
	return f.read(r, &v)
}

// formOf tells by its members what a line holds.
func formOf(v *jsonValue) (form, *RowError) {
	if v.kind != jsonObject {
		return form{}, problem("", "each line must hold a JSON object, found %s", v.kind)
	}
	has := func(name string) bool {
		return slices.ContainsFunc(v.items, func(m jsonValue) bool { return m.name == name })
	}
	switch {
	case has("subject") || has("object"):
		return statementForm, nil
	case has("source") || has("target"):
		return edgeForm, nil
	case has("id") || has("type") || has("name"):
		return entityForm, nil
	case has("nodes") || has("edges"):
		return form{}, problem("", "this is a whole graph; write each of its nodes and edges on a line of its own")
	}
	return form{}, problem("", "the object is no entity (with id and type), no edge (with source, target and relation) and no statement (with subject, relation and object)")
}

// knownMembers refuses members that would be lost.
func knownMembers(v *jsonValue, noun, path string, members, ignored []string) *RowError {
	for i := range v.items {
		name := v.items[i].name
		if !slices.Contains(members, name) && !slices.Contains(ignored, name) {
			return problem(path+name, "unknown member of %s; its members are %s", noun, strings.Join(members, ", ")).
				suggest(graph.Nearest(name, members, 1))
		}
	}
	return nil
}

func (r *run) jsonEntity(v *jsonValue) *RowError {
	id, bad := v.slug("id")
	if bad != nil {
		return bad
	}
	name, bad := v.textOf("type")
	if bad != nil {
		return bad
	}
	if name == "" {
		return problem("type", "the entity has no type; name one of the ontology")
	}
	typ, bad := r.words.typeOf("type", name)
	if bad != nil {
		return bad
	}
	status, basis, bad := v.state()
	if bad != nil {
		return bad
	}
	r.add(graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue(typ.id), Status: status, Basis: basis})
	for _, m := range [...]struct{ name, relation string }{{"name", graph.RelName}, {"description", graph.RelDescription}} {
		if bad := r.jsonTexts(id, v.get(m.name), m.relation, basis); bad != nil {
			return bad
		}
	}
	for _, m := range [...]struct{ name, relation string }{{"as_printed", graph.RelAsPrinted}, {"aliases", graph.RelAlias}, {"former_ids", graph.RelFormerID}} {
		texts, bad := v.get(m.name).texts(m.name)
		if bad != nil {
			return bad
		}
		for _, t := range texts {
			if m.relation == graph.RelFormerID && !validSlug(t) {
				return notSlug(m.name, t)
			}
			r.add(graph.Statement{Subject: id, Relation: m.relation, Object: graph.StringValue(t), Basis: basis})
		}
	}
	if typ.indicator {
		r.words.addIndicator(id)
	}
	return nil
}

// jsonTexts reads {"zh":…,"en":…}, or one text whose language is told by its
// script.
func (r *run) jsonTexts(id string, v *jsonValue, relation string, basis graph.Basis) *RowError {
	say := func(text, lang string) {
		if text != "" {
			r.add(graph.Statement{Subject: id, Relation: relation, Object: graph.LangValue(text, lang), Basis: basis})
		}
	}
	switch {
	case v == nil:
	case v.kind == jsonString:
		say(v.text, langOf(v.text))
	case v.kind != jsonObject:
		return problem(v.name, "expected {\"zh\":…, \"en\":…}, found %s", v.kind)
	default:
		if bad := knownMembers(v, "a name", v.name+".", []string{"zh", "en"}, nil); bad != nil {
			return bad
		}
		for _, lang := range [...]string{"zh", "en"} {
			text, bad := v.textOf(lang)
			if bad != nil {
				return bad
			}
			say(text, lang)
		}
	}
	return nil
}

func (r *run) jsonEdge(v *jsonValue) *RowError {
	from, bad := v.slug("source")
	if bad != nil {
		return bad
	}
	to, bad := v.slug("target")
	if bad != nil {
		return bad
	}
	name, bad := v.textOf("relation")
	if bad != nil {
		return bad
	}
	p, bad := r.words.edgeRelation("relation", name)
	if bad != nil {
		return bad
	}
	status, basis, bad := v.state()
	if bad != nil {
		return bad
	}
	r.add(graph.Statement{Subject: from, Relation: p.id, Object: graph.EntityValue(to), Status: status, Basis: basis})
	return nil
}
