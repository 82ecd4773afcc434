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
	early   bool // only the header is read, before the files that come first
	row     row
}

func newCSV(r *run, s *source) *csvReader {
	return &csvReader{run: r, from: s, chunks: newChunks(s), records: records{line: 1}}
}

// table is a header, bound to the ontology.
type table struct {
	columns []column
	edges   bool
	id      int // positions of columns, -1 where there is none
	label   int
	start   int
	end     int
	typ     int
	status  int
	basis   int
	source  int
	section int
	terms   int
	others  []int  // columns that make statements or qualifiers of their own
	group   string // of :ID
}

// row is what rows of one table share.
type row struct {
	relation     *property // of the last row
	relationCell string
	status       graph.Status
	statusCell   string
	basis        graph.Basis
	basisCell    string
	types        map[string]*entityType // by the text of their cell
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
		return nil, fileLineError(c.from.file, c.records.first, bad)
	}
	if t.group != "" && c.groups == nil {
		c.groups = map[string]string{}
	}
	return t, nil
}

func (c *csvReader) read() (err error) {
	if c.table, err = c.header(); err != nil {
		return err
	}
	c.row.types = map[string]*entityType{}
	width := len(c.table.columns)
	for {
		got, bad, err := c.next()
		if err != nil || !got {
			return err
		}
		switch {
		case bad != nil:
		case len(c.records.fields) != width:
			bad = problem("", "the record has %d columns, the header %d", len(c.records.fields), width)
			if n := len(c.records.fields); n > width && strings.Trim(strings.Join(c.records.fields[width:], ""), " ") == "" {
				bad = problem("", "the record has %d columns, the header %d; the last ones are empty: are there commas too many at its end?", n, width)
			}
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
func (c *csvReader) state(status, basis int) *RowError {
	fields, r := c.records.fields, &c.row
	if status >= 0 && fields[status] != r.statusCell {
		cell := fields[status]
		s, bad := graph.Existing, (*RowError)(nil)
		if cell != "" {
			if s, bad = statusOf(c.table.columns[status].header, cell); bad != nil {
				return bad
			}
		}
		r.status, r.statusCell = s, strings.Clone(cell)
	}
	if basis >= 0 && fields[basis] != r.basisCell {
		cell := fields[basis]
		b, bad := graph.Stated, (*RowError)(nil)
		if cell != "" {
			if b, bad = basisOf(c.table.columns[basis].header, cell); bad != nil {
				return bad
			}
		}
		r.basis, r.basisCell = b, strings.Clone(cell)
	}
	return nil
}
