package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// column is one column of a CSV file.
type column struct {
	header   string // as it stands in the file
	name     string // before the colon
	typ      string // after it, in lower case, without brackets
	list     bool
	group    string
	role     role
	lang     string // of a text, where its column says it
	property *property
	kind     graph.ValueKind
	open     bool // the kind of a value is told by its text
}

// role is what a column is for.
type role uint8

const (
	roleIgnored role = iota
	roleID
	roleLabel
	roleStart
	roleEnd
	roleType
	roleStatus
	roleBasis
	roleSource
	roleSection
	roleTerms
	roleText   // a name or description
	roleFormer // a merged slug
	roleValue  // any other relation, an indicator or a qualifier
)

var structural = map[string]role{
	"id": roleID, "label": roleLabel, "start_id": roleStart, "end_id": roleEnd, "type": roleType, "ignore": roleIgnored,
}

// kindOfType are the types of Neo4j's import that innograph has a kind of value
// for.
var kindOfType = map[string]graph.ValueKind{
	"string": graph.StringKind, "char": graph.StringKind,
	"byte": graph.IntegerKind, "short": graph.IntegerKind, "int": graph.IntegerKind, "long": graph.IntegerKind,
	"float": graph.DecimalKind, "double": graph.DecimalKind, "boolean": graph.BooleanKind,
	"date": graph.TimeKind, "datetime": graph.TimeKind, "localdatetime": graph.TimeKind,
}

var typeNames = slices.Sorted(maps.Keys(kindOfType))

// parseColumn reads "name", "name:type", "name:type[]" or "name:ID(Group)".
func parseColumn(header string) (column, *RowError) {
	c := column{header: header, role: roleValue, open: true}
	name, typ, typed := cutLast(header, ":")
	c.name = name
	if !typed {
		if name == "" {
			return c, problem("", "the column has no name")
		}
		return c, nil
	}
	if strings.ContainsAny(typ, "{}") {
		return c, problem(header, "options in braces are not supported")
	}
	if r, ok := structural[strings.ToLower(typ)]; ok {
		c.role = r
		return c, nil
	}
	if space, group, ok := strings.Cut(typ, "("); ok {
		r := structural[strings.ToLower(space)]
		if (r != roleID && r != roleStart && r != roleEnd) || !strings.HasSuffix(group, ")") || len(group) < 2 {
			return c, problem(header, "a group is written :ID(Group), :START_ID(Group) or :END_ID(Group)")
		}
		c.role, c.group = r, strings.TrimSuffix(group, ")")
		return c, nil
	}
	c.typ, c.list = strings.CutSuffix(strings.ToLower(typ), "[]")
	kind, ok := kindOfType[c.typ]
	switch {
	case ok && name == "":
		return c, problem(header, "the column has a type but no name")
	case !ok && (c.typ == "point" || c.typ == "duration" || c.typ == "time" || c.typ == "localtime"):
		return c, problem(header, "there is no kind of value for the type %s; :IGNORE passes over a column", c.typ)
	case !ok:
		return c, problem(header, "unknown type %q; known are %s, ID, LABEL, START_ID, END_ID, TYPE and IGNORE", typ, strings.Join(typeNames, ", ")).
			suggest(graph.Nearest(c.typ, append([]string{"ID", "LABEL", "START_ID", "END_ID", "TYPE", "IGNORE"}, typeNames...), 1))
	}
	c.kind, c.open = kind, false
	return c, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// bind makes a table of a header. The header is copied, so that it does not keep
// the first chunk.
func (c *csvReader) bind(header []string) (*table, *RowError) {
	t := &table{}
	for r := range t.at {
		t.at[r] = -1
	}
	if strings.Contains(strings.Join(header, ""), "\r") {
		return nil, problem("", "the header holds CR; end lines in LF or CR LF")
	}
	seen := map[string]bool{}
	for i, h := range header {
		h = strings.Clone(h)
		col, bad := parseColumn(h)
		if bad != nil {
			if bad.Column == "" {
				bad.Message = fmt.Sprintf("column %d has no name; one that is not to be read is written :IGNORE", i+1)
			}
			return nil, bad
		}
		if seen[h] && col.role != roleIgnored {
			return nil, problem(h, "the column is given twice")
		}
		seen[h] = true
		t.columns = append(t.columns, col)
	}
	for i := range t.columns {
		if before := t.place(i); before != nil {
			return nil, problem(t.columns[i].header, "there is already a column of this type: %s", before.header)
		}
	}
	if bad := t.decide(); bad != nil {
		return nil, bad
	}
	if bad := c.bindColumns(t); bad != nil {
		return nil, bad
	}
	return t, nil
}

// place notes where a column stands whose role one column has at most. It answers
// the column that has the role already.
func (t *table) place(i int) (before *column) {
	r := t.columns[i].role
	if r == roleIgnored || int(r) >= len(t.at) {
		return nil
	}
	if t.at[r] >= 0 {
		return &t.columns[t.at[r]]
	}
	t.at[r] = i
	return nil
}

// decide tells a node file from a relationship file.
func (t *table) decide() *RowError {
	id, label, start, end, typ := t.at[roleID], t.at[roleLabel], t.at[roleStart], t.at[roleEnd], t.at[roleType]
	if start < 0 && end < 0 {
		switch {
		case id < 0:
			return problem("", "the header has neither :ID, as a node file has, nor :START_ID and :END_ID, as a relationship file has")
		case label < 0:
			return problem("", "a node file needs a column :LABEL, the type of its entities")
		case typ >= 0:
			return problem(t.columns[typ].header, "a node file has no :TYPE; its types stand in :LABEL")
		}
		return nil
	}
	switch {
	case id >= 0:
		return problem("", "the header has both :ID and :START_ID or :END_ID; a file holds either nodes or relationships")
	case start < 0:
		return problem("", "a relationship file needs a column :START_ID")
	case end < 0:
		return problem("", "a relationship file needs a column :END_ID")
	case typ < 0:
		return problem("", "a relationship file needs a column :TYPE, a relation of the ontology")
	case label >= 0:
		return problem(t.columns[label].header, "a relationship file has no :LABEL; its relations stand in :TYPE")
	}
	t.edges = true
	return nil
}
