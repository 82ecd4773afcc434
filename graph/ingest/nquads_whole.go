package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/innograph/innograph/graph"
)

// whole is the dump of all statements that a file says it is, as export.WriteWhole
// writes it. Its statements are read exactly: what each says must hash to the id
// that it is named by, and nothing is held against the ontology, which may have
// changed since. That none is missing and none too many is seen by the number and
// by the hash of their ids, with which such a file begins.
type whole struct {
	line       int
	id         string // of the dump
	statements int    // -1 until the line that says it
	ids        []string
}

// takeWhole reads a line about the dump.
func (c *claims) takeWhole(q *quad, id, kind, predicate string, line int) *RowError {
	switch {
	case c.whole == nil && c.begun:
		return problem("", "the lines about a dump must stand before all others, since they say how those are read")
	case c.whole == nil:
		c.whole = &whole{line: line, id: strings.Clone(id), statements: -1}
	case c.whole.id != id:
		return problem("", "the file holds two dumps, %s and %s; give each as a file of its own", shorten(c.whole.id), shorten(id))
	}
	switch {
	case q.predicate.text == iriRDF+"type":
		return nil
	case kind == "vocab" && predicate == "statements":
		n, err := strconv.Atoi(q.object.text)
		if err != nil || n < 0 || q.object.kind != literalTerm {
			return problem(predicate, "expected the number of statements, found %q", shorten(q.object.text))
		}
		if c.whole.statements >= 0 && c.whole.statements != n {
			return twice(predicate, id, strconv.Itoa(c.whole.statements), q.object.text)
		}
		c.whole.statements = n
		return nil
	}
	return problem("", "unknown predicate <%s> of a dump", shorten(q.predicate.text))
}

// exact makes a statement of a triple of a whole dump.
func (c *claims) exact(q *quad, subject, predicateKind, predicate string) *RowError {
	name, bad := q.graph.idOf("the graph of a triple, which in a dump is its statement,", "statement")
	if bad != nil {
		return bad
	}
	s := graph.Statement{Subject: subject, Relation: predicate}
	switch {
	case q.predicate.text == iriRDF+"type":
		var t string
		s.Relation = graph.RelType
		t, bad = q.object.idOf("the type", "type")
		s.Object = graph.StringValue(t)
	case q.predicate.text == iriLabel:
		s.Relation = graph.RelName
		s.Object, bad = q.object.value()
	case predicateKind == "relation":
		s.Object, bad = q.object.value()
	default:
		bad = problem("", "unknown predicate <%s> of an entity", shorten(q.predicate.text))
	}
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
	s = s.Identify()
	if s.ID != name {
		return problem("id", "what the dump says of statement %s hashes to %s: it was changed, or a line about it is missing", shorten(name), s.ID)
	}
	if e := (*graph.Error)(nil); errors.As(s.Validate(), &e) {
		return problem(e.Issues[0].Param, "statement %s: %s", name, e.Issues[0].Message)
	}
	c.whole.ids = append(c.whole.ids, s.ID)
	s.ID = ""
	c.add(s)
	return nil
}

// complete refuses a dump that does not hold what it says it holds.
func (c *claims) complete() error {
	w := c.whole
	if w == nil {
		return nil
	}
	slices.Sort(w.ids)
	w.ids = slices.Compact(w.ids)
	sum := sha256.New()
	for _, id := range w.ids {
		sum.Write([]byte(id + "\n"))
	}
	switch got := hex.EncodeToString(sum.Sum(nil)[:12]); {
	case w.statements < 0:
		return c.refuse(w.line, problem("", "the line that says how many statements the dump holds is missing"))
	case len(w.ids) != w.statements:
		return c.refuse(w.line, problem("", "the dump says that it holds %d statements, and there are %d: it is cut off, or lines are missing", w.statements, len(w.ids)))
	case got != w.id:
		return c.refuse(w.line, problem("", "the dump holds other statements than it says: it is %s and they make %s", shorten(w.id), got))
	}
	return nil
}
