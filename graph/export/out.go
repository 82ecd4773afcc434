package export

import (
	"io"
	"strconv"
)

// out is a buffered writer with a sticky error, so that the writers read as the
// documents they write. Writers append to buf and call room between items.
type out struct {
	w     io.Writer
	lent  Lender // w, until its memory has been returned
	limit int    // of buf, from which on it is passed on
	buf   []byte
	err   error
}

const outSize = 32 << 10

// Lender is a writer that lends its memory, so that what it is to hold need not
// be copied into it.
type Lender interface {
	io.Writer
	// Lend answers memory to append to, and how much may be appended before it
	// must be given back.
	Lend() (buf []byte, room int)
	// Return takes it back with what was appended, instead of a Write.
	Return(buf []byte) error
}

func newOut(w io.Writer) *out {
	o := &out{w: w, limit: outSize}
	if l, ok := w.(Lender); ok {
		if buf, room := l.Lend(); room > outSize {
			o.lent, o.buf, o.limit = l, buf, room
		}
	}
	return o
}

// room passes full buffers on and reports whether writing still makes sense.
func (o *out) room() bool {
	if len(o.buf) >= o.limit {
		o.flush()
	}
	return o.err == nil
}

func (o *out) flush() error {
	switch {
	case o.err != nil || len(o.buf) == 0:
	case o.lent != nil:
		o.err = o.lent.Return(o.buf)
		o.buf, o.lent, o.limit = nil, nil, outSize // what follows is written as usual
	default:
		_, o.err = o.w.Write(o.buf)
	}
	o.buf = o.buf[:0]
	return o.err
}

func (o *out) put(parts ...string) {
	for _, p := range parts {
		o.buf = append(o.buf, p...)
	}
}

func (o *out) putInt(n int) { o.buf = strconv.AppendInt(o.buf, int64(n), 10) }
