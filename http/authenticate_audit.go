package http

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/http/audit"
)

// safe reports whether a method only reads (RFC 9110, section 9.2.1).
func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// auditWrites gives every request that does not only read its line in the audit
// log, before the first byte of its answer is sent. An operation that changes
// something says so in info(c).change.
func (s *Server) auditWrites(c *gin.Context) {
	if s.cfg.Audit == nil || safe(c.Request.Method) {
		return
	}
	w := &auditedWriter{ResponseWriter: c.Writer, s: s, c: c, came: time.Now()}
	c.Writer = w
	info(c).audited = w
	finished := false
	defer func() {
		if !finished {
			info(c).status = statusClientGone // rescue lets only a broken connection through
		}
		w.note()
	}()
	c.Next()
	finished = true
}

// auditedWriter notes the outcome in the audit log before it sends it.
type auditedWriter struct {
	gin.ResponseWriter
	s     *Server
	c     *gin.Context
	came  time.Time
	entry *audit.Entry // nil: nothing was changed
	noted bool
	mute  bool // the answer was replaced
}

func (w *auditedWriter) request() audit.Request {
	in := info(w.c)
	r := audit.Request{Time: w.came, Client: in.client, Method: w.c.Request.Method, Route: in.route, Path: w.c.Request.URL.EscapedPath(), ID: in.id}
	if in.key.ID != "" {
		r.Key, r.KeyName = in.key.ID, in.key.Name
	}
	return r
}

// beginAudit begins the line of a request that will change something.
func (s *Server) beginAudit(c *gin.Context) bool {
	w := info(c).audited
	if w == nil || w.entry != nil {
		return true
	}
	entry, err := s.cfg.Audit.Begin(w.request())
	if err != nil {
		s.metrics.auditFailures.Inc()
		s.log.ErrorContext(c.Request.Context(), "audit", "request_id", info(c).id, "error", err)
		c.Header("Retry-After", "10")
		sendProblem(c, noAudit, "the audit log cannot be written, so nothing was changed; try again later")
		return false
	}
	w.entry = entry
	return true
}

// note writes the line. A success that cannot be noted is not told.
func (w *auditedWriter) note() {
	if w.noted {
		return
	}
	w.noted = true
	in, status := info(w.c), w.Status()
	if in.status != 0 {
		status = in.status
	}
	var err error
	if w.entry != nil {
		err = w.entry.Done(status, in.change)
	} else {
		err = w.s.cfg.Audit.Note(w.request(), status)
	}
	if err == nil {
		return
	}
	w.s.metrics.auditFailures.Inc()
	w.s.log.ErrorContext(w.c.Request.Context(), "audit", "request_id", in.id, "change", in.change, "error", err)
	if w.entry != nil && status < 400 {
		h := w.Header()
		h.Set("Retry-After", "10")
		h.Del("Content-Encoding")
		w.c.Writer = w.ResponseWriter
		sendProblem(w.c, noAudit, "the change was made, but the audit log could not be written to say so; ask again with the same Idempotency-Key to hear its outcome")
		w.c.Writer = w
		w.mute = true
	}
}

// Write, WriteString, WriteHeaderNow and Flush send, so they note first.
func (w *auditedWriter) Write(p []byte) (int, error) {
	if w.note(); w.mute {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}

// WriteString is Write.
func (w *auditedWriter) WriteString(p string) (int, error) { return w.Write([]byte(p)) }

// WriteHeaderNow sends the header.
func (w *auditedWriter) WriteHeaderNow() {
	if w.note(); !w.mute {
		w.ResponseWriter.WriteHeaderNow()
	}
}

// Flush sends what there is.
func (w *auditedWriter) Flush() {
	if w.note(); !w.mute {
		w.ResponseWriter.Flush()
	}
}

// WriteHeader sets the status.
func (w *auditedWriter) WriteHeader(status int) {
	if !w.mute {
		w.ResponseWriter.WriteHeader(status)
	}
}

// Unwrap is for http.ResponseController.
func (w *auditedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
