package http

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

// query is a method of Graph that answers a question.
type query[Q, A any] func(*graph.Graph, context.Context, Q) (A, error)

// addJSON registers an operation whose answer is JSON. read turns the input into
// a question.
func addJSON[I, Q, A any](s *Server, op *operation, read func(*I) Q, ask query[Q, A]) {
	op.answers, op.moment = jsonAnswers[A](s), true
	stopped := stopReason[A]()
	op.describe()
	add(s, op, func(c *gin.Context, in *I) {
		g := s.graph(c, op)
		if g == nil {
			return
		}
		if !acceptsJSON(strings.Join(c.Request.Header.Values("Accept"), ",")) {
			sendProblem(c, notAcceptable, "this endpoint answers application/json, which the Accept header does not allow")
			return
		}
		question := read(in)
		tag := s.etag(g, op.id, question)
		if s.unchanged(c, tag) {
			return
		}
		s.once(c, tag, "application/json", func(ready readyFunc) {
			turn, ok := s.begin(c, s.gateFor(op, g, question, false))
			if !ok {
				return
			}
			defer turn.leave()
			ctx, cancel := s.limited(c, turn)
			defer cancel()
			end := info(c).span.step("query")
			a, err := ask(g, ctx, question)
			end()
			if err != nil {
				s.fail(c, op, err)
				return
			}
			s.metrics.answered(stopped(a))
			if p, ok := any(a).(paged); ok {
				linkNext(c, p.nextCursor())
			}
			defer info(c).span.step("encode")()
			body, err := encodeJSON(a)
			if err != nil {
				s.fail(c, op, err)
				return
			}
			if s.tooLong(c, body) {
				return
			}
			s.send(c, op, "application/json", ready, func(r *reply) error {
				_, err := r.Write(body)
				return err
			})
		})
	})
}

// nativeFormat is the one that the contract shows.
var nativeFormat = export.Formats()[0].Name

// addGraph registers an operation whose answer is a graph, in any format.
func addGraph[I any, Q any](s *Server, op *operation, read func(*I) Q, format func(*I) *FormatInput, ask query[Q, *graph.Subgraph]) {
	op.answers, op.moment = s.graphAnswers(), true
	op.describe()
	add(s, op, func(c *gin.Context, in *I) {
		g := s.graph(c, op)
		if g == nil {
			return
		}
		f, options, ok := s.chooseFormat(c, format(in))
		if !ok {
			return
		}
		question := read(in)
		tag := s.etag(g, op.id, question, f.Name, options)
		if s.unchanged(c, tag) {
			return
		}
		s.once(c, tag, f.MediaType, func(ready readyFunc) {
			turn, ok := s.begin(c, s.gateFor(op, g, question, draws(f, question)))
			if !ok {
				return
			}
			defer turn.leave()
			ctx, cancel := s.limited(c, turn)
			defer cancel()
			end := info(c).span.step("query")
			a, err := ask(g, ctx, question)
			end()
			if err != nil {
				s.fail(c, op, err)
				return
			}
			defer a.Release()
			s.metrics.answered(a.Meta.StoppedBy)
			linkNext(c, a.Meta.NextCursor)
			if f.Name != nativeFormat {
				c.Header("Content-Disposition", `inline; filename="`+op.id+f.Extension+`"`)
			}
			defer info(c).span.step("encode")()
			s.send(c, op, f.MediaType, ready, func(r *reply) error { return f.Write(r, a, options) })
		})
	})
}

// unchanged sets the headers of caching, and answers 304 where the client has
// the answer already, before any question is asked.
func (s *Server) unchanged(c *gin.Context, tag string) bool {
	h := c.Writer.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache") // keep it, but ask each time whether it is still right
	h.Add("Vary", "Accept")
	if !matchesETag(strings.Join(c.Request.Header.Values("If-None-Match"), ","), tag) {
		return false
	}
	c.Status(http.StatusNotModified)
	c.Writer.WriteHeaderNow()
	return true
}

// once answers from the cache, or waits for who is just making the same answer,
// or makes it. Those who wait do so until the answer is made, not until it has
// been sent to a client that may be slow.
func (s *Server) once(c *gin.Context, tag, mediaType string, make func(readyFunc)) {
	if wantsNothing(c) {
		make(nil)
		return
	}
	kept, wait, lead := s.answers.begin(tag)
	if wait != nil {
		select {
		case <-wait.done:
			kept = wait.answer
		case <-c.Request.Context().Done():
			s.fail(c, nil, c.Request.Context().Err())
			return
		}
	}
	switch {
	case kept != nil:
		s.sendKept(c, kept, mediaType)
	case lead == nil:
		make(nil)
	default:
		defer s.answers.land(tag, lead, nil) // where nothing was made, or make panics
		make(func(r *reply, whole bool) {
			if !whole {
				s.answers.land(tag, lead, nil)
				return
			}
			s.answers.land(tag, lead, func() *answer {
				h := c.Writer.Header()
				return &answer{body: bytes.Clone(r.buf), link: h.Get("Link"), inline: h.Get("Content-Disposition")}
			})
		})
	}
}

// wantsNothing reports whether the client has the answer, whatever it is, as long
// as there is one.
func wantsNothing(c *gin.Context) bool { return strings.TrimSpace(c.GetHeader("If-None-Match")) == "*" }

// sendKept sends an answer of the cache, compressed once for everybody.
func (s *Server) sendKept(c *gin.Context, a *answer, mediaType string) {
	s.metrics.reused.Inc()
	info(c).span.reused()
	h := c.Writer.Header()
	if a.link != "" {
		h.Set("Link", a.link)
	}
	if a.inline != "" {
		h.Set("Content-Disposition", a.inline)
	}
	body := a.body
	if len(body) >= minCompressed && acceptsGzip(c.Request) {
		h.Add("Vary", "Accept-Encoding")
		h.Set("Content-Encoding", "gzip")
		body = a.gzipped()
	}
	r := &reply{w: c.Writer, mediaType: mediaType, patience: s.cfg.WriteTimeout, buf: body}
	if err := r.finish(); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// send answers 200 with what write writes. ready may be nil.
func (s *Server) send(c *gin.Context, op *operation, mediaType string, ready readyFunc, write func(*reply) error) {
	if wantsNothing(c) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return
	}
	r := newReply(c.Writer, mediaType, s.cfg.WriteTimeout)
	defer r.release()
	done := func() {}
	defer func() { done() }()
	zip := acceptsGzip(c.Request)
	r.ready = func(r *reply, whole bool) {
		if ready != nil {
			ready(r, whole)
		}
		if zip && len(r.buf) >= minCompressed {
			r.compress(whole) // it is work too, and often the most of it
		}
		if whole {
			info(c).turn.leave() // what is left is up to the client
		}
	}
	r.pause = func() func() error {
		resume := info(c).turn.pause()
		return func() error { return resume(c.Request.Context()) }
	}
	r.long = func() error {
		leave, ok := s.long(c)
		if !ok {
			return errBusy
		}
		done = leave
		return nil
	}
	err := write(r)
	if err == nil {
		err = r.finish()
	}
	var e *graph.Error
	switch {
	case err == nil:
	case errors.Is(err, errBusy):
		s.refuse(c, shedLong, time.Second, fmt.Sprintf("%d long answers are being sent, which is the limit; try again in a moment", s.cfg.MaxStreaming))
	case r.committed: // the client is gone, or takes nothing: the answer must not look whole
		panic(http.ErrAbortHandler)
	case errors.As(err, &e):
		s.fail(c, op, err)
	default:
		panic(err)
	}
}

// paged is an answer that may have a next page.
type paged interface{ nextCursor() string }

// linkNext points to the next page (RFC 8288).
func linkNext(c *gin.Context, cursor string) {
	if cursor == "" {
		return
	}
	q := c.Request.URL.Query()
	q.Set("cursor", cursor)
	c.Header("Link", "<"+c.Request.URL.EscapedPath()+"?"+q.Encode()+`>; rel="next"`)
}

// encodeJSON writes text as it is: what is served as JSON is never taken for
// HTML.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}
