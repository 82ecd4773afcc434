package ingest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// maxRecord is the longest record, in bytes: a line, or a CSV record with line
// ends in its cells.
const maxRecord = 16 << 20

const chunkSize = 256 << 10

var errTooLong = errors.New("a record is longer than 16 MiB")

// chunks cuts a stream into strings of whole lines. One conversion makes the
// strings of all records in a chunk.
type chunks struct {
	from  io.Reader
	buf   []byte
	start int   // of what has not been taken
	end   int   // of what has been read
	err   error // of the stream, io.EOF included
	begun bool

	text  string // the chunk
	last  bool   // the stream ends with it
	clean bool   // it is valid UTF-8 without NUL
}

func newChunks(r io.Reader) *chunks { return &chunks{from: r, buf: make([]byte, chunkSize)} }

// next makes a chunk of what was not taken: whole lines, or the rest of the
// stream. With more it is longer than the chunk before, unless it is the last.
// It answers false at the end of the stream; errTooLong where there is no end of
// a line, or none that helps, within maxRecord. What stands before an error of
// the stream comes first.
func (c *chunks) next(more bool) (bool, error) {
	if c.last {
		return false, nil
	}
	if !c.begun {
		c.begun = true
		c.fill()
		if bytes.HasPrefix(c.buf[:c.end], []byte(bom)) {
			c.start = len(bom)
		}
	}
	held := 0
	if more {
		held = len(c.text)
	}
	for {
		cut := c.start + bytes.LastIndexByte(c.buf[c.start:c.end], '\n') + 1
		if c.err == io.EOF {
			cut, c.last = c.end, true
		}
		if cut-c.start > held || c.last && cut > c.start {
			c.text = string(c.buf[c.start:cut])
			c.clean = utf8.ValidString(c.text) && strings.IndexByte(c.text, 0) < 0
			return true, nil
		}
		switch {
		case c.last:
			return false, nil
		case c.err != nil:
			return false, c.err
		case c.end-c.start >= maxRecord:
			return false, errTooLong
		}
		c.fill()
	}
}

// take says that the first n bytes of the chunk have been used.
func (c *chunks) take(n int) {
	c.start += n
	c.text = c.text[n:]
}

// fill reads until the buffer is full, twice as large where it was, or the stream
// ends.
func (c *chunks) fill() {
	if c.start > 0 {
		c.end = copy(c.buf, c.buf[c.start:c.end])
		c.start = 0
	}
	if c.end == len(c.buf) {
		bigger := make([]byte, min(2*len(c.buf), maxRecord+chunkSize))
		copy(bigger, c.buf)
		c.buf = bigger
	}
	for c.end < len(c.buf) && c.err == nil {
		var n int
		n, c.err = c.from.Read(c.buf[c.end:])
		c.end += n
	}
}
