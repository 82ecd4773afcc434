package export

import (
	"io"
	"strconv"
)

// out is a buffered writer with a sticky error, so that the writers read as the
// documents they write. Writers append to buf and call room between items.
type out struct {
	w   io.Writer
	buf []byte
	err error
}

const outSize = 32 << 10

// room passes full buffers on and reports whether writing still makes sense.
func (o *out) room() bool {
	if len(o.buf) >= outSize {
		o.flush()
	}
	return o.err == nil
}

func (o *out) flush() error {
	if o.err == nil && len(o.buf) > 0 {
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
