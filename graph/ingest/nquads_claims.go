package ingest

import (
	"strconv"
	"strings"

	"github.com/innograph/innograph/graph"
)

// claim is what a file says of a statement, or of an entity, beside its triple.
// Of what is existing, stated and has nothing else, none is kept.
type claim struct {
	line       int // where it is first met
	status     graph.Status
	basis      graph.Basis
	qualifiers []graph.Qualifier
	references []string // their ids
	resolved   []graph.Reference
	bad        *RowError // why it may not be used
	used       bool
}

// listed is a reference that is being read.
type listed struct {
	line    int
	source  string
	section string
	terms   map[int]string
	bad     *RowError
	used    bool
}

// claims is what the first reading of a file keeps.
type claims struct {
	*run
	statements map[string]*claim
	entities   map[string]*claim
	references map[string]*listed
	partial    bool
	whole      *whole // nil for a file that is no whole dump
	begun      bool   // a line of something else than the dump itself was met
}

// inOf finds or makes the claim of an id.
func inOf(m map[string]*claim, id string, line int) *claim {
	c := m[id]
	if c == nil {
		c = &claim{line: line}
		m[strings.Clone(id)] = c
	}
	return c
}

func (c *claims) reference(id string, line int) *listed {
	l := c.references[id]
	if l == nil {
		l = &listed{line: line, terms: map[int]string{}}
		c.references[strings.Clone(id)] = l
	}
	return l
}

// take reads a quad at the first reading. It answers false for quads that are
// left to the second.
func (c *claims) take(q *quad, line int) (mine bool, bad *RowError) {
	if q.subject.kind != iriTerm {
		return true, problem("", "the subject is a blank node; innograph has an IRI for everything")
	}
	kind, id := parseURN(q.subject.text)
	predicateKind, predicate := parseURN(q.predicate.text)
	if kind == "dump" {
		return true, c.takeWhole(q, id, predicateKind, predicate, line)
	}
	c.begun = true
	switch kind {
	case "answer":
		if predicateKind == "vocab" && predicate == "complete" && q.object.text == "false" {
			c.partial = true
		}
		return true, nil
	case "relation", "type", "qualifier", "vocab":
		return true, nil // the ontology says this
	case "reference":
		return true, c.takeReference(q, id, predicateKind, predicate, line)
	case "statement":
		if isDefault(q, predicateKind, predicate) {
			return false, nil
		}
		return true, c.takeStatement(q, id, predicateKind, predicate, line)
	case "entity":
		if q.predicate.text == iriRDF+"type" {
			if k, t := parseURN(q.object.text); k == "type" && c.words.types[t] != nil && c.words.types[t].indicator && validSlug(id) {
				c.words.addIndicator(id)
			}
		}
		if predicateKind != "vocab" || isDefault(q, predicateKind, predicate) {
			return false, nil
		}
		return true, c.takeState(c.entities, q, id, predicate, line)
	case "":
		return true, problem("", "the subject <%s> is no IRI of innograph's, which begin with %s", shorten(q.subject.text), urn)
	}
	return true, problem("", "the subject <%s> is of no known kind; kinds are %s", shorten(q.subject.text), strings.Join(urnKinds, ", ")).
		suggest(graph.Nearest(kind, urnKinds, 1))
}

// isDefault reports whether a quad says what is so without it.
func isDefault(q *quad, kind, predicate string) bool {
	return kind == "vocab" && (predicate == "status" && q.object.text == graph.Existing.String() || predicate == "basis" && q.object.text == graph.Stated.String())
}

// takeState reads a status or a basis that is not the usual one.
func (c *claims) takeState(m map[string]*claim, q *quad, id, predicate string, line int) *RowError {
	text, bad := q.object.string(predicate)
	if bad != nil {
		return bad
	}
	switch predicate {
	case "status":
		s, bad := statusOf(predicate, text)
		if bad != nil {
			return bad
		}
		to := inOf(m, id, line)
		if to.status != graph.Existing && to.status != s {
			return twice(predicate, id, to.status.String(), text)
		}
		to.status = s
	case "basis":
		b, bad := basisOf(predicate, text)
		if bad != nil {
			return bad
		}
		inOf(m, id, line).basis = b
	default:
		return problem("", "unknown predicate vocab:%s; known are status, basis and, of statements, reference", shorten(predicate)).
			suggest(graph.Nearest(predicate, []string{"status", "basis", "reference"}, 1))
	}
	return nil
}

func twice(what, id, first, second string) *RowError {
	return problem(what, "%s of %s is both %s and %s", what, shorten(id), shorten(first), shorten(second))
}

func (c *claims) takeStatement(q *quad, id, kind, predicate string, line int) *RowError {
	switch {
	case q.predicate.text == iriRDF+"type":
		return nil
	case kind == "qualifier" && c.whole != nil:
		v, bad := q.object.value()
		if bad != nil {
			return bad
		}
		to := inOf(c.statements, id, line)
		to.qualifiers = append(to.qualifiers, graph.Qualifier{Name: strings.Clone(predicate), Value: cloned(v)})
		return nil
	case kind == "qualifier":
		p, bad := c.words.qualifier("qualifiers", predicate)
		if bad != nil {
			return bad
		}
		v, bad := q.object.value()
		if bad == nil {
			v = p.widened(v)
			bad = p.fits(predicate, v)
		}
		if bad != nil {
			return bad
		}
		to := inOf(c.statements, id, line)
		to.qualifiers = append(to.qualifiers, graph.Qualifier{Name: p.id, Value: cloned(v)})
		return nil
	case kind == "vocab" && predicate == "reference":
		ref, bad := q.object.idOf("a reference", "reference")
		if bad != nil {
			return bad
		}
		to := inOf(c.statements, id, line)
		to.references = append(to.references, strings.Clone(ref))
		return nil
	case kind == "vocab":
		return c.takeState(c.statements, q, id, predicate, line)
	}
	return problem("", "unknown predicate <%s> of a statement", shorten(q.predicate.text))
}

// widened makes a decimal of an integer where the property takes decimals.
func (p *property) widened(v graph.Value) graph.Value {
	if n, ok := v.Integer(); ok && p.kind == graph.DecimalKind && !p.indicator {
		return graph.DecimalValue(float64(n))
	}
	return v
}

// cloned keeps a value without the chunk that it was read from.
func cloned(v graph.Value) graph.Value {
	switch v.Kind() {
	case graph.EntityKind:
		slug, _ := v.Entity()
		return graph.EntityValue(strings.Clone(slug))
	case graph.StringKind:
		return graph.LangValue(strings.Clone(v.String()), strings.Clone(v.Lang()))
	}
	return v
}

func (c *claims) takeReference(q *quad, id, kind, predicate string, line int) *RowError {
	to := c.reference(id, line)
	if n, ok := strings.CutPrefix(q.predicate.text, iriRDF+"_"); ok {
		at, err := strconv.Atoi(n)
		text, bad := q.object.string("terms")
		switch {
		case err != nil || at < 1 || strconv.Itoa(at) != n:
			return problem("", "unknown predicate rdf:_%s", shorten(n))
		case bad != nil:
			return bad
		case to.terms[at] != "" && to.terms[at] != text:
			return twice("term "+n, id, to.terms[at], text)
		}
		to.terms[at] = strings.Clone(text)
		return nil
	}
	switch {
	case q.predicate.text == iriRDF+"type":
		return nil
	case kind == "vocab" && predicate == "source":
		source, bad := q.object.idOf("a source", "entity")
		if bad != nil {
			return bad
		}
		if to.source != "" && to.source != source {
			return twice("source", id, to.source, source)
		}
		to.source = strings.Clone(source)
		return nil
	case kind == "vocab" && predicate == "section":
		section, bad := q.object.string("section")
		if bad != nil {
			return bad
		}
		if to.section != "" && to.section != section {
			return twice("section", id, to.section, section)
		}
		to.section = strings.Clone(section)
		return nil
	}
	return problem("", "unknown predicate <%s> of a reference", shorten(q.predicate.text))
}
