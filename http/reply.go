package http

import (
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// reply is the body of a 200 on its way out. It holds back the first piece: an
// answer that fits into it is sent with its length, and one that fails within it
// can still become a problem.
type reply struct {
	w         http.ResponseWriter
	mediaType string
	patience  time.Duration // the client may take so long for each piece
	buf       []byte
	committed bool
	ready     readyFunc
	long      func() error // asked before the first byte of an answer that does not fit; its error refuses it
	began     time.Time    // the first byte was sent
	sent      int64
	zip       *zipper             // of a long answer that is compressed
	pause     func() func() error // while a piece of a long answer is sent, and then goes on
}

// readyFunc is called once, before the first byte of a reply is sent. whole: its
// buffer holds all of it.
type readyFunc func(r *reply, whole bool)

// replySize is the longest answer that is held back, so that it is sent with its
// length and in one piece. What is longer is streamed.
const replySize = 512 << 10

var replyPool = sync.Pool{New: func() any { return &reply{buf: make([]byte, 0, 64<<10)} }}

func newReply(w http.ResponseWriter, mediaType string, patience time.Duration) *reply {
	r := replyPool.Get().(*reply)
	*r = reply{w: w, mediaType: mediaType, patience: patience, buf: r.buf[:0]}
	return r
}

func (r *reply) release() {
	if r.zip != nil {
		zippers.Put(r.zip)
	}
	r.w, r.ready, r.long, r.zip, r.pause = nil, nil, nil, nil, nil
	replyPool.Put(r)
}

// Write takes a piece of the body.
func (r *reply) Write(p []byte) (int, error) {
	if !r.committed && len(r.buf)+len(p) <= replySize {
		r.buf = append(r.buf, p...)
		return len(p), nil
	}
	if err := r.commit(); err != nil {
		return 0, err
	}
	return len(p), r.pass(p)
}

// pass passes a piece of a long answer on.
func (r *reply) pass(p []byte) error {
	if r.zip == nil {
		return r.put(p)
	}
	_, _ = r.zip.w.Write(p) // a Buffer takes everything
	if r.zip.b.Len() < zippedPiece {
		return nil
	}
	defer r.zip.b.Reset()
	return r.put(r.zip.b.Bytes())
}

// put sends a piece. The client may take it slowly, so others work meanwhile.
func (r *reply) put(p []byte) error {
	goOn := func() error { return nil }
	if r.pause != nil {
		goOn = r.pause()
	}
	// A long answer may take longer than one write is given.
	err := http.NewResponseController(r.w).SetWriteDeadline(r.deadline(time.Now()))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	n, err := r.w.Write(p)
	r.sent += int64(n)
	if err != nil {
		return err
	}
	return goOn()
}

// Lend implements [export.Lender].
func (r *reply) Lend() (buf []byte, room int) {
	if r.committed || len(r.buf) > 0 {
		return nil, 0
	}
	return r.buf, replySize
}

// Return implements [export.Lender].
func (r *reply) Return(buf []byte) error {
	r.buf = buf
	if len(buf) > replySize {
		return r.commit()
	}
	return nil
}

// finish sends what is held back.
func (r *reply) finish() error {
	switch {
	case r.zip != nil:
		_ = r.zip.w.Close()
		return r.put(r.zip.b.Bytes())
	case r.committed:
		return nil
	}
	r.w.Header().Set("Content-Length", strconv.Itoa(len(r.buf)))
	return r.commitAs(true)
}

func (r *reply) commit() error { return r.commitAs(false) }

func (r *reply) commitAs(whole bool) error {
	if r.committed {
		return nil
	}
	if !whole && r.long != nil {
		if err := r.long(); err != nil {
			return err
		}
	}
	r.committed = true
	if r.ready != nil {
		r.ready(r, whole)
	}
	r.w.Header().Set("Content-Type", r.mediaType)
	r.w.WriteHeader(http.StatusOK)
	r.began = time.Now()
	if !whole {
		return r.pass(r.buf)
	}
	_, err := r.w.Write(r.buf)
	return err
}
