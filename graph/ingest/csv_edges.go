package ingest

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// edge makes the statement of a row of a relationship file.
func (c *csvReader) edge() *RowError {
	t, fields := c.table, c.records.fields
	from, to := fields[t.start], fields[t.end]
	if !validSlug(from) {
		return notSlug(t.columns[t.start].header, from)
	}
	if !validSlug(to) {
		return notSlug(t.columns[t.end].header, to)
	}
	if cell := fields[t.typ]; c.row.relation == nil || cell != c.row.relationCell {
		p := c.words.relations[cell]
		if p == nil || !p.entity {
			_, bad := c.words.edgeRelation(t.columns[t.typ].header, cell)
			return bad
		}
		c.row.relation, c.row.relationCell = p, p.id
	}
	if bad := c.state(t.status, t.basis); bad != nil {
		return bad
	}
	s := graph.Statement{Subject: from, Relation: c.row.relation.id, Object: graph.EntityValue(to), Status: c.row.status, Basis: c.row.basis}
	if t.source >= 0 || len(t.others) > 0 {
		if bad := c.details(&s); bad != nil {
			return bad
		}
	}
	c.add(s)
	return nil
}

// details reads the reference and the qualifiers of a row.
func (c *csvReader) details(s *graph.Statement) *RowError {
	t, fields := c.table, c.records.fields
	if t.source >= 0 {
		source, section, terms := fields[t.source], fields[t.section], elements(fields[t.terms], true)
		given := source != "" || section != "" || len(terms) > 0
		switch {
		case given && (source == "" || section == "" || len(terms) == 0):
			return problem("", "a reference needs source, section and terms; leave all three empty or none")
		case given && !validSlug(source):
			return notSlug(t.columns[t.source].header, source)
		case given:
			s.References = []graph.Reference{{Source: source, Section: section, Terms: terms}}
		}
	}
	for _, i := range t.others {
		col := &t.columns[i]
		for _, text := range elements(fields[i], col.list) {
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
func elements(cell string, list bool) []string {
	if cell == "" {
		return nil
	}
	if !list {
		return []string{cell}
	}
	var out []string
	for e := range strings.SplitSeq(cell, listSeparator) {
		if e != "" {
			out = append(out, e)
		}
	}
	return out
}
