package http

import (
	"bytes"
	"strconv"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// zipper is a compressor with room for what it makes.
type zipper struct {
	w *gzip.Writer
	b bytes.Buffer
}

var zippers = sync.Pool{New: func() any {
	z := &zipper{}
	z.w, _ = gzip.NewWriterLevel(&z.b, gzipLevel) // the level is one that exists
	return z
}}

// compress replaces a whole answer that is held back by its compressed form.
func (r *reply) compress() {
	z := zippers.Get().(*zipper)
	defer zippers.Put(z)
	z.b.Reset()
	z.w.Reset(&z.b)
	_, _ = z.w.Write(r.buf) // a Buffer takes everything
	_ = z.w.Close()
	if z.b.Len() >= len(r.buf) {
		return
	}
	r.buf = append(r.buf[:0], z.b.Bytes()...)
	h := r.w.Header() // Vary is there: the wrapper around all answers sets it
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(len(r.buf)))
}
