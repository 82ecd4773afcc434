package ingest

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// node makes the statements of a row of a node file.
func (c *csvReader) node() *RowError {
	t, fields := c.table, c.records.fields
	id := fields[t.id]
	if !validSlug(id) {
		return notSlug(t.columns[t.id].header, id)
	}
	typ := c.row.types[fields[t.label]]
	if typ == nil {
		var bad *RowError
		if typ, bad = c.labels(t.columns[t.label].header, fields[t.label]); bad != nil {
			return bad
		}
		c.row.types[strings.Clone(fields[t.label])] = typ
	}
	if bad := c.state(t.status, t.basis); bad != nil {
		return bad
	}
	basis := c.row.basis
	c.add(graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue(typ.id), Status: c.row.status, Basis: basis})
	for _, i := range t.others {
		cell := fields[i]
		if cell == "" {
			continue
		}
		col := &t.columns[i]
		if !col.list {
			if bad := c.said(id, col, cell, basis); bad != nil {
				return bad
			}
			continue
		}
		for _, text := range elements(cell, true) {
			if bad := c.said(id, col, text, basis); bad != nil {
				return bad
			}
		}
	}
	if bad := c.unique(id); bad != nil {
		return bad
	}
	if typ.indicator {
		c.words.addIndicator(id)
	}
	return nil
}

// said makes one statement of a cell, or of an element of it.
func (c *csvReader) said(id string, col *column, text string, basis graph.Basis) *RowError {
	s := graph.Statement{Subject: id, Relation: col.property.id, Basis: basis}
	switch col.role {
	case roleText:
		lang := col.lang
		if lang == "" {
			lang = langOf(text)
		}
		s.Object = graph.LangValue(text, lang)
	case roleFormer:
		if !validSlug(text) {
			return notSlug(col.header, text)
		}
		s.Object = graph.StringValue(text)
	default:
		v, bad := col.value(text)
		if bad != nil {
			return bad
		}
		s.Object = v
		if col.property.indicator {
			s.Qualifiers = c.words.observationQualifiers(v)
		}
	}
	c.add(s)
	return nil
}

// labels reads the cell of :LABEL.
func (c *csvReader) labels(column, cell string) (*entityType, *RowError) {
	names := elements(cell, true)
	if len(names) == 0 {
		return nil, problem(column, "the entity has no type; name one of the ontology")
	}
	return c.words.mostSpecial(column, names)
}

// value reads a cell of a relation, an indicator or a qualifier.
func (col *column) value(text string) (graph.Value, *RowError) {
	var v graph.Value
	var bad *RowError
	if col.open {
		v, bad = parseNumber(col.header, text)
	} else {
		v, bad = parseValue(col.header, text, col.kind)
	}
	if bad == nil {
		bad = col.property.fits(col.header, v)
	}
	return v, bad
}

// unique checks that an id is in one group only.
func (c *csvReader) unique(id string) *RowError {
	if c.groups == nil {
		return nil
	}
	group, ok := c.groups[id]
	if ok && group != c.table.group {
		return problem(c.table.columns[c.table.id].header, "%s is already an id of %s; ids must be unique over all groups", id, groupNoun(group))
	}
	if !ok {
		c.groups[strings.Clone(id)] = c.table.group
	}
	return nil
}

func groupNoun(group string) string {
	if group == "" {
		return "the files without a group"
	}
	return "the group " + group
}
