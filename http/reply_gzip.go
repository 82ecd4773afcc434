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

// zippedPiece is how many bytes of a long answer are sent at once.
const zippedPiece = 32 << 10

// compress replaces a whole answer that is held back by its compressed form. Of one
// that is longer, what is sent from here on is compressed.
func (r *reply) compress(whole bool) {
	z := zippers.Get().(*zipper)
	z.b.Reset()
	z.w.Reset(&z.b)
	if !whole {
		r.zip = z
		r.w.Header().Set("Content-Encoding", "gzip")
		return
	}
	defer zippers.Put(z)
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
