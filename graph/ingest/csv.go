package ingest

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// csvReader reads one CSV file.
type csvReader struct {
	*run
	from    *source
	chunks  *chunks
	records records
	table   *table
	early   bool                   // only the header is read, before the files that come first
	types   map[string]*entityType // by the text of a cell of :LABEL
}

func newCSV(r *run, s *source) *csvReader {
	return &csvReader{run: r, from: s, chunks: newChunks(s), records: records{line: 1}, types: map[string]*entityType{}}
}

// table is a header, bound to the ontology.
type table struct {
	columns []column
	edges   bool
	at      [roleText]int // where the one column of each role before roleText stands; -1 where there is none
	others  []int         // columns that make statements or qualifiers of their own
}

// next reads a record, with as many chunks as it needs; false at the end.
func (c *csvReader) next() (got bool, bad *RowError, err error) {
	for {
		state, bad := c.records.next()
		if state != needMore {
			return true, bad, nil
		}
		used := c.records.at
		c.chunks.take(used)
		left := c.chunks.text != ""
		if !c.early {
			if err := c.checkpoint(); err != nil {
				return false, nil, err
			}
		}
		ok, err := c.chunks.next(left)
		if err != nil {
			return false, nil, c.streamError(c.from, c.records.line, err)
		}
		if !ok {
			return false, nil, nil
		}
		c.records.chunk(c.chunks.text, c.chunks.last)
	}
}

// header reads the header.
func (c *csvReader) header() (*table, error) {
	got, bad, err := c.next()
	if err != nil {
		return nil, err
	}
	if !got {
		return nil, fileError(c.from.file, nil, "the file has no header: it holds only empty lines")
	}
	if bad == nil && !c.chunks.clean && badText(c.records.rest) != "" {
		bad = badTexts(c.records.fields, nil)
	}
	var t *table
	if bad == nil {
		t, bad = c.bind(c.records.fields)
	}
	if bad != nil {
		return nil, fileLineError(c.from.file, c.records.first, nil, bad)
	}
	if id := t.at[roleID]; id >= 0 && t.columns[id].group != "" && c.groups == nil {
		c.groups = map[string]string{}
	}
	return t, nil
}

func (c *csvReader) read() (err error) {
	if c.table, err = c.header(); err != nil {
		return err
	}
	width := len(c.table.columns)
	for {
		got, bad, err := c.next()
		if err != nil || !got {
			return err
		}
		switch {
		case bad != nil:
		case len(c.records.fields) != width:
			n, why := len(c.records.fields), ""
			if n > width && strings.Trim(strings.Join(c.records.fields[width:], ""), " ") == "" {
				why = "; the last ones are empty: are there commas too many at its end?"
			}
			bad = problem("", "the record has %d columns, the header %d%s", n, width, why)
		case !c.chunks.clean && badText(c.records.rest) != "":
			bad = badTexts(c.records.fields, c.table.columns)
		case c.table.edges:
			bad = c.edge()
		default:
			bad = c.node()
		}
		if err := c.done(c.records.first, bad); err != nil {
			return err
		}
	}
}

// badTexts says which cell cannot be kept as text.
func badTexts(fields []string, columns []column) *RowError {
	for i, f := range fields {
		if why := badText(f); why != "" {
			if i < len(columns) {
				return problem(columns[i].header, "the cell %s", why)
			}
			return problem("", "column %d %s", i+1, why)
		}
	}
	return problem("", "the record is not valid UTF-8, or holds a NUL character")
}

// state reads the cells of status and basis.
func (c *csvReader) state() (graph.Status, graph.Basis, *RowError) {
	statusColumn, status := c.cell(roleStatus)
	basisColumn, basis := c.cell(roleBasis)
	return stateOf(statusColumn, status, basisColumn, basis)
}

// cell is the header and the text of the one column of a role; "" where there is
// none.
func (c *csvReader) cell(r role) (header, text string) {
	i := c.table.at[r]
	if i < 0 {
		return "", ""
	}
	return c.table.columns[i].header, c.records.fields[i]
}
