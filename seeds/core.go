package seeds

import (
	"slices"

	"github.com/innograph/innograph/graph"
)

// makeEntity makes the statements that describe an entity. What the source
// prints (the name, printed forms) and the type have the entity's basis; what is
// our own wording (the English name, aliases, descriptions, former slugs) is
// inferred. All carry the entity's references; only the type carries its status.
func (l *loader) makeEntity(e *entity) {
	if len(e.decls) == 0 {
		return
	}
	var all []graph.Reference
	refs := make([][]graph.Reference, len(e.decls))
	for i, d := range e.decls {
		refs[i] = l.references(d.pack, d.Refs)
		all = append(all, refs[i]...)
	}
	first := e.decls[0]
	basis := basisOf(first.Basis)
	l.say(first.pack, e.id, first.Type.mark, graph.RelType, graph.StringValue(e.typ), statusOf(first.Status), basis, all)
	l.say(first.pack, e.id, first.Name.Zh.mark, graph.RelName, graph.LangValue(first.Name.Zh.s, "zh"), graph.Existing, basis, all)
	l.say(first.pack, e.id, first.Name.En.mark, graph.RelName, graph.LangValue(first.Name.En.s, "en"), graph.Existing, graph.Inferred, all)
	described := slices.IndexFunc(e.decls, func(d entityIn) bool { return d.Description.set() })
	if described >= 0 {
		d := e.decls[described]
		l.say(d.pack, e.id, d.Description.Zh.mark, graph.RelDescription, graph.LangValue(d.Description.Zh.s, "zh"), graph.Existing, graph.Inferred, refs[described])
		l.say(d.pack, e.id, d.Description.En.mark, graph.RelDescription, graph.LangValue(d.Description.En.s, "en"), graph.Existing, graph.Inferred, refs[described])
	}
	l.sayEach(e, refs, graph.RelAsPrinted, basis, func(d entityIn) list[text] { return d.AsPrinted })
	l.sayEach(e, refs, graph.RelAlias, graph.Inferred, func(d entityIn) list[text] { return d.Aliases })
	l.sayEach(e, refs, graph.RelFormerID, graph.Inferred, func(d entityIn) list[text] { return d.FormerIDs })
}

// sayEach makes one statement for each text that the declarations of an entity
// list, with the references of those that list it.
func (l *loader) sayEach(e *entity, refs [][]graph.Reference, relation string, basis graph.Basis, of func(entityIn) list[text]) {
	listedBy := map[string][]int{} // the declarations, by text
	for i, d := range e.decls {
		for _, s := range texts(of(d)) {
			if by := listedBy[s]; len(by) == 0 || by[len(by)-1] != i {
				listedBy[s] = append(by, i)
			}
		}
	}
	for i, d := range e.decls {
		for _, t := range of(d).items {
			by := listedBy[t.s]
			if len(by) == 0 || by[0] != i {
				continue
			}
			var evidence []graph.Reference
			for _, j := range by {
				evidence = append(evidence, refs[j]...)
			}
			l.say(d.pack, e.id, t.mark, relation, graph.StringValue(t.s), graph.Existing, basis, evidence)
		}
	}
}

// say makes one statement that describes an entity, unless it would be about
// something whose mistakes have been reported.
func (l *loader) say(p *pack, subject string, at mark, relation string, v graph.Value, status graph.Status, basis graph.Basis, refs []graph.Reference) {
	if at.set() && v.String() != "" {
		l.add(p, at, false, graph.Statement{Subject: subject, Relation: relation, Object: v, Status: status, Basis: basis, References: refs})
	}
}

// makeSource makes the statements that describe the source of a pack. They have
// no references, for a document does not state them of itself in a sentence, so
// they are inferred.
func (l *loader) makeSource(p *pack) {
	s := &p.decl.Source
	if !s.ID.ok() {
		return
	}
	say := func(t text, relation string, v graph.Value) {
		if t.ok() {
			l.say(p, s.ID.s, t.mark, relation, v, graph.Existing, graph.Inferred, nil)
		}
	}
	say(s.Type, graph.RelType, graph.StringValue(s.Type.s))
	say(s.Name.Zh, graph.RelName, graph.LangValue(s.Name.Zh.s, "zh"))
	say(s.Name.En, graph.RelName, graph.LangValue(s.Name.En.s, "en"))
	for _, t := range s.AsPrinted.items {
		if t.ok() && t.s == s.Name.Zh.s {
			t.problem("%q is name.zh itself; as_printed is for printed forms that differ from it", t.s)
		}
		say(t, graph.RelAsPrinted, graph.StringValue(t.s))
	}
	for _, v := range []struct {
		relation string
		text     text
	}{{"language", s.Language}, {"file", s.File}, {"sha256", s.SHA256}} {
		if v.text.ok() && l.describesSource(v.relation, v.text.mark, s.Type) {
			say(v.text, v.relation, graph.StringValue(v.text.s))
		}
	}
	for i := range s.Sections.items {
		l.makeSection(p, s.ID.s, i)
	}
	l.makeExclusions(p)
}

// describesSource reports whether the ontology has the relation that holds a
// property of a source, or says what to add.
func (l *loader) describesSource(relation string, at mark, typ text) bool {
	r := l.relations[relation]
	switch {
	case r == nil:
		if !l.unsure[relation] {
			at.problem("the ontology lacks the relation %q, which keeps this property of a source: declare it with value: string and a domain that covers %s", relation, typ.s)
		}
		return false
	case r.Value.s != "string" || r.OneOf.set():
		at.problem("the relation %q, which keeps this property of a source, must have value: string and no one_of; it is declared at %s", relation, r.ID)
		return false
	}
	if l.types[typ.s] != nil {
		l.checkEnd(at, r, "subject", &entity{id: "the source", typ: typ.s}, r.Domain)
	}
	return true
}

func (l *loader) makeSection(p *pack, source string, i int) {
	s := &p.decl.Source.Sections.items[i]
	if !s.ID.ok() || !s.Title.Zh.ok() || !s.Title.En.ok() || p.sections[s.ID.s] != s.ID.mark {
		return
	}
	qualifiers := []graph.Qualifier{
		{Name: qOrder, Value: graph.IntegerValue(int64(i + 1))},
		{Name: qTitleZh, Value: graph.StringValue(s.Title.Zh.s)},
		{Name: qTitleEn, Value: graph.StringValue(s.Title.En.s)},
	}
	if s.Heading.ok() {
		qualifiers = append(qualifiers, graph.Qualifier{Name: qHeading, Value: graph.StringValue(s.Heading.s)})
	}
	l.add(p, s.mark, false, graph.Statement{
		Subject: source, Relation: graph.RelSection, Object: graph.StringValue(s.ID.s),
		Status: graph.Existing, Basis: graph.Inferred, Qualifiers: qualifiers,
	})
}
