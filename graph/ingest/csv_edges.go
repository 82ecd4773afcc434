package ingest

import (
	"iter"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// edge makes the statement of a row of a relationship file.
func (c *csvReader) edge() *RowError {
	fromColumn, from := c.cell(roleStart)
	if !validSlug(from) {
		return notSlug(fromColumn, from)
	}
	toColumn, to := c.cell(roleEnd)
	if !validSlug(to) {
		return notSlug(toColumn, to)
	}
	p, bad := c.words.edgeRelation(c.cell(roleType))
	if bad != nil {
		return bad
	}
	s := graph.Statement{Subject: from, Relation: p.id, Object: graph.EntityValue(to)}
	if s.Status, s.Basis, bad = c.state(); bad != nil {
		return bad
	}
	if bad := c.details(&s); bad != nil {
		return bad
	}
	c.add(s)
	return nil
}

// details reads the reference and the qualifiers of a row.
func (c *csvReader) details(s *graph.Statement) *RowError {
	t, fields := c.table, c.records.fields
	sourceColumn, source := c.cell(roleSource)
	_, section := c.cell(roleSection)
	_, cell := c.cell(roleTerms)
	terms := slices.Collect(elements(cell, true))
	given := source != "" || section != "" || len(terms) > 0
	switch {
	case given && (source == "" || section == "" || len(terms) == 0):
		return problem("", "a reference needs source, section and terms; leave all three empty or none")
	case given && !validSlug(source):
		return notSlug(sourceColumn, source)
	case given:
		s.References = []graph.Reference{{Source: source, Section: section, Terms: terms}}
	}
	for _, i := range t.others {
		col := &t.columns[i]
		for text := range elements(fields[i], col.list) {
			v, bad := col.value(text)
			if bad != nil {
				return bad
			}
			s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: col.property.id, Value: v})
		}
	}
	return nil
}

// listSeparator parts the elements of a list, as in Neo4j's import.
const listSeparator = ";"

// elements are the texts of a cell: none where it is empty; of a list those that
// are not empty.
func elements(cell string, list bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := cell; rest != ""; {
			e, more := rest, ""
			if list {
				e, more, _ = strings.Cut(rest, listSeparator)
			}
			rest = more
			if e != "" && !yield(e) {
				return
			}
		}
	}
}
