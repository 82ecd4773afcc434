package export

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The tables of the csv format.
const (
	tableEdges = "edges"
	tableNodes = "nodes"
)

// writeCSV writes one table as RFC 4180 says, with the headers that neo4j-admin
// database import reads. Both tables make an import; the labels of an entity are
// its type and that type's ancestors. The columns marked IGNORE are for people.
func writeCSV(o *out, v *view) error {
	c := &csvWriter{out: o, paths: v.pathNumbers(), withPaths: v.Paths != nil}
	if v.BOM {
		o.put("\uFEFF")
	}
	if v.Table == tableNodes {
		c.nodes(v)
	} else {
		c.edges(v)
	}
	return o.err
}

type csvWriter struct {
	*out
	paths     map[string][]int
	withPaths bool
}

func (c *csvWriter) nodes(v *view) {
	c.header("id:ID", "name", "name_zh", "name_en", "type", "type_label", "status", "basis", "degree:int", "depth:int", "parent",
		"as_printed:string[]", "aliases:string[]", ":LABEL")
	for n := range v.Nodes() {
		depth := ""
		if n.Depth != nil {
			depth = strconv.Itoa(*n.Depth)
		}
		t := v.typeOf(n.Type)
		c.record(n.ID, n.ID, v.label(n.Name, n.ID), n.Name.Zh, n.Name.En, n.Type, v.label(t.Label, t.ID), n.Status.String(), n.Basis.String(),
			strconv.Itoa(n.Degree), depth, v.parents()[n.ID], list(n.AsPrinted), list(n.Aliases), list(v.onto.Chain(n.Type)))
		if !c.room() {
			return
		}
	}
}

func (c *csvWriter) edges(v *view) {
	c.header(":START_ID", "source_name:IGNORE", ":TYPE", "label", ":END_ID", "target_name:IGNORE", "status", "basis", "id", "label_zh", "label_en")
	for e := range v.Edges() {
		c.record(e.ID, e.Source, v.name(e.Source), e.Relation, v.label(e.Label, e.Relation), e.Target, v.name(e.Target),
			e.Status.String(), e.Basis.String(), e.ID, e.Label.Zh, e.Label.En)
		if !c.room() {
			return
		}
	}
}

func (c *csvWriter) header(names ...string) {
	if c.withPaths {
		names = append(names, "paths:int[]")
	}
	c.put(strings.Join(names, ","), "\r\n")
}

// record writes a row, and the numbers of the paths that id is on where paths
// were asked for.
func (c *csvWriter) record(id string, cells ...string) {
	if c.withPaths {
		numbers := make([]string, len(c.paths[id]))
		for i, n := range c.paths[id] {
			numbers[i] = strconv.Itoa(n)
		}
		cells = append(cells, strings.Join(numbers, ";"))
	}
	for i, cell := range cells {
		if i > 0 {
			c.put(",")
		}
		c.cell(cell)
	}
	c.put("\r\n")
}

func (c *csvWriter) cell(s string) {
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // U+FFFD for every byte that is wrong, as everywhere else
	}
	if isFormula(s) {
		s = "'" + s
	}
	if !strings.ContainsAny(s, "\",\r\n") && s == strings.Trim(s, " \t") {
		c.put(s)
		return
	}
	c.put(`"`, strings.ReplaceAll(s, `"`, `""`), `"`)
}

// isFormula tells whether a spreadsheet may take the cell for a formula: it
// begins with one of the characters that OWASP lists under CSV injection, which
// some locales also accept in full width.
func isFormula(s string) bool {
	for _, r := range s {
		return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
	}
	return false
}

// list joins what Neo4j splits at semicolons. One inside an element becomes a
// full-width semicolon, since Neo4j knows no escape.
func list(elements []string) string {
	clean := make([]string, len(elements))
	for i, e := range elements {
		clean[i] = strings.ReplaceAll(e, ";", "；")
	}
	return strings.Join(clean, ";")
}
