package ingest

import (
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// node makes the statements of a row of a node file.
func (c *csvReader) node() *RowError {
	idColumn, id := c.cell(roleID)
	if !validSlug(id) {
		return notSlug(idColumn, id)
	}
	column, labels := c.cell(roleLabel)
	typ := c.types[labels]
	if typ == nil {
		var bad *RowError
		if typ, bad = c.words.mostSpecial(column, slices.Collect(elements(labels, true))); bad != nil {
			return bad
		}
		c.types[strings.Clone(labels)] = typ
	}
	status, basis, bad := c.state()
	if bad != nil {
		return bad
	}
	c.add(graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue(typ.id), Status: status, Basis: basis})
	for _, i := range c.table.others {
		col := &c.table.columns[i]
		for text := range elements(c.records.fields[i], col.list) {
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
	column := &c.table.columns[c.table.at[roleID]]
	group, ok := c.groups[id]
	if ok && group != column.group {
		return problem(column.header, "%s is already an id of %s; ids must be unique over all groups", id, groupNoun(group))
	}
	if !ok {
		c.groups[strings.Clone(id)] = column.group
	}
	return nil
}

func groupNoun(group string) string {
	if group == "" {
		return "the files without a group"
	}
	return "the group " + group
}
