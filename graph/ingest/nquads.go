package ingest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// readNQuads reads a file twice: what is said of statements stands far from their
// triples, so the first reading keeps what is unusual of it, and the second makes
// the statements.
func (r *run) readNQuads(file string, packed compression) error {
	c := &claims{run: r, statements: map[string]*claim{}, entities: map[string]*claim{}, references: map[string]*listed{}}
	if err := r.quads(file, packed, c.first); err != nil {
		return err
	}
	for _, s := range c.statements {
		c.resolve(s)
	}
	if c.partial {
		r.summary.Partial = append(r.summary.Partial, file)
	}
	if err := r.quads(file, packed, c.second); err != nil {
		return err
	}
	if err := c.unused(); err != nil {
		return err
	}
	return c.complete()
}

func (r *run) quads(file string, packed compression, each func(line string, n int, bad *RowError) error) error {
	s, err := open(file, packed, r.count)
	if err != nil {
		return err
	}
	defer s.close()
	return r.lines(s, each)
}

func (c *claims) first(line string, n int, bad *RowError) error {
	if line[0] == '#' {
		return nil
	}
	var q quad
	mine := true
	if bad == nil {
		q, bad = parseQuad(line)
	}
	if bad == nil {
		mine, bad = c.take(&q, n)
	}
	if bad != nil {
		c.spoil(&q, n)
	}
	if !mine {
		return nil
	}
	return c.done(n, bad)
}

// spoil notes that a line about a statement, a reference or an entity was
// refused, so that it is not taken without that line.
func (c *claims) spoil(q *quad, line int) {
	kind, id := parseURN(q.subject.text)
	why := problem("", "it is refused because line %d, which is about it, is", line)
	switch kind {
	case "statement":
		inOf(c.statements, id, line).bad = why
	case "reference":
		c.reference(id, line).bad = why
	case "entity":
		if predicate, _ := parseURN(q.predicate.text); predicate == "vocab" {
			inOf(c.entities, id, line).bad = why
		}
	}
}

// resolve makes the references of a statement.
func (c *claims) resolve(s *claim) {
	for _, id := range s.references {
		l := c.references[id]
		if l == nil {
			s.bad = problem("", "its reference %s is not described", shorten(id))
			return
		}
		l.used = true
		ref := graph.Reference{Source: l.source, Section: l.section}
		for i := range len(l.terms) {
			ref.Terms = append(ref.Terms, l.terms[i+1])
		}
		if s.bad == nil {
			s.bad = l.bad
		}
		if s.bad == nil {
			if s.bad = checkReference(ref); s.bad != nil {
				s.bad.Message = "its reference " + shorten(id) + ": " + s.bad.Message
			}
		}
		s.resolved = append(s.resolved, ref)
	}
}

func (c *claims) second(line string, n int, bad *RowError) error {
	if line[0] == '#' || bad != nil {
		return nil
	}
	q, bad := parseQuad(line)
	if bad != nil || q.subject.kind != iriTerm {
		return nil
	}
	kind, id := parseURN(q.subject.text)
	predicateKind, predicate := parseURN(q.predicate.text)
	switch {
	case kind == "entity" && predicateKind == "vocab":
		if !isDefault(&q, predicateKind, predicate) {
			return nil
		}
		return c.done(n, usual(c.entities[id], id, predicate))
	case kind == "entity":
		return c.done(n, c.statement(&q, id, predicateKind, predicate))
	case kind == "statement" && isDefault(&q, predicateKind, predicate):
		return c.done(n, usual(c.statements[id], id, predicate))
	}
	return nil
}

// usual checks a line that says what is usual against what other lines say.
func usual(c *claim, id, predicate string) *RowError {
	switch {
	case c == nil:
	case predicate == "status" && c.status != graph.Existing:
		return twice(predicate, id, graph.Existing.String(), c.status.String())
	case predicate == "basis" && c.basis != graph.Stated:
		return twice(predicate, id, graph.Stated.String(), c.basis.String())
	}
	return nil
}

// statement makes a statement of a triple about an entity.
func (c *claims) statement(q *quad, id, predicateKind, predicate string) *RowError {
	if c.whole != nil {
		return c.exact(q, id, predicateKind, predicate)
	}
	s := graph.Statement{Subject: id}
	var bad *RowError
	describes := true // an entity, so that the entity's basis holds
	switch {
	case q.predicate.text == iriRDF+"type":
		s.Relation = graph.RelType
		var t string
		if t, bad = q.object.idOf("the type", "type"); bad == nil {
			s.Object = graph.StringValue(t)
		}
	case q.predicate.text == iriLabel:
		s.Relation = graph.RelName
		s.Object, bad = q.object.value()
	case predicateKind == "relation":
		s.Relation = predicate
		describes = graph.IsCoreRelation(predicate)
		var p *property
		if p, bad = c.words.relation("relation", predicate); bad == nil {
			if s.Object, bad = q.object.value(); bad == nil {
				s.Object = p.widened(s.Object)
			}
		}
	default:
		bad = problem("", "unknown predicate <%s> of an entity", shorten(q.predicate.text))
	}
	if bad != nil {
		return bad
	}
	if q.graph.kind == noTerm {
		return c.unnamed(s, describes)
	}
	name, bad := q.graph.idOf("the graph of a triple, which is its statement,", "statement")
	if bad != nil {
		return bad
	}
	if claim := c.statements[name]; claim != nil {
		claim.used = true
		if claim.bad != nil {
			return problem("", "statement %s: %s", shorten(name), claim.bad.Message)
		}
		s.Status, s.Basis, s.Qualifiers, s.References = claim.status, claim.basis, claim.qualifiers, claim.resolved
	}
	return c.named(s, name)
}

// unnamed adds a triple in the default graph.
func (c *claims) unnamed(s graph.Statement, describes bool) *RowError {
	if e := c.entities[s.Subject]; e != nil && describes {
		e.used = e.used || s.Relation == graph.RelType || e.status == graph.Existing
		if e.bad != nil && s.Relation == graph.RelType {
			return problem("", "entity %s: %s", shorten(s.Subject), e.bad.Message)
		}
		s.Basis = e.basis
		if s.Relation == graph.RelType {
			s.Status = e.status
		}
	}
	if bad := c.words.check(&s); bad != nil {
		return bad
	}
	c.add(s)
	return nil
}

// named adds a statement that its file names. A name of the form of an id must
// fit the content. The nquads format writes language tags in lower case, so that
// their usual form is tried, too.
func (c *claims) named(s graph.Statement, name string) *RowError {
	if bad := c.words.check(&s); bad != nil {
		return bad
	}
	if graph.ValidStatementID(name) {
		if bad := checkID(s, name); bad != nil {
			s.Qualifiers = slices.Clone(s.Qualifiers)
			for i := range s.Qualifiers {
				s.Qualifiers[i].Value = usualLanguage(s.Qualifiers[i].Value)
			}
			s.Object = usualLanguage(s.Object)
			if checkID(s, name) != nil {
				return problem("", "%s; or a line about it is missing", strings.Replace(bad.Message, "leave the id out", "name its graph otherwise", 1))
			}
		}
	}
	c.add(s)
	return nil
}

// usualLanguage writes the language of a text as BCP 47 recommends: regions in
// upper case, scripts with a capital.
func usualLanguage(v graph.Value) graph.Value {
	if !strings.Contains(v.Lang(), "-") {
		return v
	}
	parts := strings.Split(v.Lang(), "-")
	for i, p := range parts[1:] {
		switch len(p) {
		case 2:
			parts[i+1] = strings.ToUpper(p)
		case 4:
			parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return graph.LangValue(v.String(), strings.Join(parts, "-"))
}

// unused refuses what was said of statements and references that are nowhere.
func (c *claims) unused() error {
	type left struct {
		line int
		why  *RowError
	}
	var all []left
	for id, s := range c.statements {
		if !s.used && s.bad == nil {
			all = append(all, left{s.line, problem("", "the statement %s has no triple: a quad with its IRI as graph", shorten(id))})
		}
	}
	for id, l := range c.references {
		if !l.used && l.bad == nil {
			all = append(all, left{l.line, problem("", "the reference %s belongs to no statement", shorten(id))})
		}
	}
	for id, e := range c.entities {
		if !e.used && e.bad == nil {
			all = append(all, left{e.line, problem("", "the entity %s has a status or a basis, but no type in the default graph", shorten(id))})
		}
	}
	slices.SortFunc(all, func(a, b left) int { return cmp.Or(a.line-b.line, strings.Compare(a.why.Message, b.why.Message)) })
	for _, l := range all {
		if err := c.refuse(l.line, l.why); err != nil {
			return err
		}
	}
	return nil
}
