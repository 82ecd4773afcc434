package ingest

import (
	"maps"
	"slices"

	"github.com/innograph/innograph/graph"
)

// The columns of a node file that the ontology does not name.
var nodeColumns = map[string]struct {
	role     role
	relation string
	lang     string
}{
	"name": {roleText, graph.RelName, ""}, "name.zh": {roleText, graph.RelName, "zh"}, "name.en": {roleText, graph.RelName, "en"},
	"name_zh": {roleText, graph.RelName, "zh"}, "name_en": {roleText, graph.RelName, "en"},
	"description": {roleText, graph.RelDescription, ""}, "description.zh": {roleText, graph.RelDescription, "zh"}, "description.en": {roleText, graph.RelDescription, "en"},
	"alias": {roleValue, graph.RelAlias, ""}, "aliases": {roleValue, graph.RelAlias, ""}, "as_printed": {roleValue, graph.RelAsPrinted, ""},
	"former_id": {roleFormer, graph.RelFormerID, ""}, "former_ids": {roleFormer, graph.RelFormerID, ""},
	"status": {roleStatus, "", ""}, "basis": {roleBasis, "", ""},
}

// The columns of a relationship file that the ontology does not name.
var edgeColumns = map[string]role{
	"status": roleStatus, "basis": roleBasis, "source": roleSource, "section": roleSection, "terms": roleTerms,
}

// The columns that export's csv format derives from others.
var (
	derivedOfNodes = []string{"type", "type_label", "degree", "depth", "parent", "paths"}
	derivedOfEdges = []string{"id", "label", "label_zh", "label_en", "paths"}
)

// bindColumns settles what each column of a table is for.
func (c *csvReader) bindColumns(t *table) *RowError {
	bind := c.bindNode
	if t.edges {
		bind = c.bindEdge
	}
	for i := range t.columns {
		if t.columns[i].role != roleValue {
			continue
		}
		if bad := bind(t, i); bad != nil {
			return bad
		}
	}
	if !t.edges {
		return t.settleTexts()
	}
	source, section, terms := t.at[roleSource], t.at[roleSection], t.at[roleTerms]
	if last := max(source, section, terms); last >= 0 && min(source, section, terms) < 0 {
		return problem(t.columns[last].header, "a reference needs all of the columns source, section and terms")
	}
	return nil
}

func (c *csvReader) bindNode(t *table, i int) *RowError {
	col := &t.columns[i]
	if n, ok := nodeColumns[col.name]; ok {
		col.role, col.lang = n.role, n.lang
		switch n.role {
		case roleStatus, roleBasis:
			return t.placeText(i)
		}
		col.property = c.words.relations[n.relation]
		t.others = append(t.others, i)
		if n.role == roleText && col.list {
			return problem(col.header, "an entity has one of these in a language, not a list")
		}
		return col.fit()
	}
	p := c.words.relations[col.name]
	if p == nil || p.core {
		p = c.words.indicators[col.name]
	}
	switch {
	case p != nil && p.entity:
		return problem(col.header, "the object of %s is an entity; it belongs in a relationship file, as :TYPE", p.id)
	case p != nil:
		col.property = p
		t.others = append(t.others, i)
		return col.fit()
	case slices.Contains(derivedOfNodes, col.name):
		col.role = roleIgnored
		return nil
	case c.early && validSlug(col.name):
		return nil // maybe an indicator that a file before this one declares
	}
	return unknownColumn(col, c.nodeNames(), "neither a column of node files, nor a relation whose objects are values, nor an indicator declared before")
}

func (c *csvReader) bindEdge(t *table, i int) *RowError {
	col := &t.columns[i]
	if r, ok := edgeColumns[col.name]; ok {
		col.role = r
		return t.placeText(i)
	}
	if q := c.words.qualifiers[col.name]; q != nil {
		col.property = q
		t.others = append(t.others, i)
		if col.list && !q.repeatable {
			return problem(col.header, "%s may be given once only, so its column cannot be a list", q.noun)
		}
		return col.fit()
	}
	if slices.Contains(derivedOfEdges, col.name) {
		col.role = roleIgnored
		return nil
	}
	return unknownColumn(col, c.edgeNames(), "neither a column of relationship files nor a qualifier of the ontology")
}

// placeText notes where a column stands that is read as text and given once.
func (t *table) placeText(i int) *RowError {
	col := &t.columns[i]
	if before := t.place(i); before != nil {
		return problem(col.header, "there is already a column for this: %s", before.header)
	}
	if !col.open && col.kind != graph.StringKind || col.list && col.role != roleTerms {
		return problem(col.header, "the type of this column is string")
	}
	if col.role == roleTerms && !col.list {
		return problem(col.header, "the type of this column is string[]")
	}
	return nil
}

// fit settles the kind of a column's values: that of its property, where the
// header says no type or one that fits.
func (col *column) fit() *RowError {
	p := col.property
	switch {
	case p.indicator:
		return nil
	case col.open || col.kind == p.kind,
		p.kind == graph.DecimalKind && col.kind == graph.IntegerKind,
		p.kind == graph.EntityKind && col.kind == graph.StringKind:
		col.kind, col.open = p.kind, false
		return nil
	}
	return problem(col.header, "%s takes %s, which the type %s is not", p.noun, kindNoun(p.kind), col.typ)
}

// settleTexts sees to columns that would say the same twice. A column name
// beside both languages is the one for display that export writes.
func (t *table) settleTexts() *RowError {
	for _, relation := range []string{graph.RelName, graph.RelDescription} {
		at := map[string]*column{}
		for _, i := range t.others {
			col := &t.columns[i]
			if col.role != roleText || col.property.id != relation {
				continue
			}
			if at[col.lang] != nil {
				return problem(col.header, "there is already a column for this: %s", at[col.lang].header)
			}
			at[col.lang] = col
		}
		open := at[""]
		switch {
		case open == nil || at["zh"] == nil && at["en"] == nil:
		case at["zh"] != nil && at["en"] != nil:
			open.role = roleIgnored
		default:
			return problem(open.header, "this column beside one for one language is ambiguous; write %s.zh and %s.en", relation, relation)
		}
	}
	t.others = slices.DeleteFunc(t.others, func(i int) bool { return t.columns[i].role == roleIgnored })
	return nil
}

func unknownColumn(col *column, names []string, what string) *RowError {
	return problem(col.header, "unknown column: %q is %s; :IGNORE passes over a column", col.name, what).suggest(graph.Nearest(col.name, names, 1))
}

// nodeNames are the names that a column of a node file may have.
func (c *csvReader) nodeNames() []string {
	names := slices.Collect(maps.Keys(nodeColumns))
	for _, r := range c.words.onto.Relations {
		if r.IsValue() {
			names = append(names, r.ID)
		}
	}
	return slices.AppendSeq(names, maps.Keys(c.words.indicators))
}

func (c *csvReader) edgeNames() []string {
	return slices.AppendSeq(slices.Collect(maps.Keys(edgeColumns)), maps.Keys(c.words.qualifiers))
}
