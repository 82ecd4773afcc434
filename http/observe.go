package http

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/http/keys"
)

// requestInfo is what is known of a request while it is worked on.
type requestInfo struct {
	id     string
	route  string // template of the route, "" where none matched
	client string // address
	status int    // to be logged instead of the one sent, or 0

	problem string      // id of the kind that was answered, or ""
	span    *activeSpan // nil: the request is not traced

	key     keys.Key       // the one that was sent, never its secret; zero: none, or an unknown one
	refused error          // why it was not accepted
	turn    turn           // at a gate, while it is worked on
	shed    bool           // it was refused for want of room
	change  uint64         // number of the change set that the request made, for the audit log; 0: none
	audited *auditedWriter // nil: nothing is kept of this request
}

type infoKey struct{}

func info(c *gin.Context) *requestInfo {
	return c.Request.Context().Value(infoKey{}).(*requestInfo)
}

var saneRequestID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// observe gives the request an id, and logs and measures it when it is done. It
// stands outside of compression so that it counts the bytes that are sent.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		in := &requestInfo{id: r.Header.Get("X-Request-ID"), client: r.RemoteAddr}
		if !saneRequestID.MatchString(in.id) {
			in.id = rand.Text()
		}
		w.Header().Set("X-Request-ID", in.id)
		out := &wire{ResponseWriter: w}
		in.span = s.cfg.Traces.begin(r)
		s.metrics.inFlight.Inc()
		finished := false
		defer func() {
			s.metrics.inFlight.Dec()
			took := time.Since(started)
			status := out.status
			if in.status != 0 {
				status = in.status
			} else if status == 0 {
				status = http.StatusOK
			}
			in.span.end(in, r.Method, status, finished)
			s.metrics.observe(in, r.Method, status, took, out.bytes)
			level := slog.LevelInfo
			switch {
			case in.shed: // many at once, and no fault of the service
				level = slog.LevelWarn
			case status >= 500:
				level = slog.LevelError
			}
			attrs := []slog.Attr{
				slog.String("method", r.Method), slog.String("route", in.route), slog.String("path", r.URL.EscapedPath()),
				slog.Int("status", status), slog.Int64("bytes", out.bytes),
				slog.Float64("duration_ms", float64(took.Microseconds())/1000),
				slog.String("request_id", in.id), slog.String("client", in.client),
			}
			if in.key.ID != "" {
				attrs = append(attrs, slog.String("key", in.key.ID))
			}
			if in.refused != nil {
				attrs = append(attrs, slog.String("key_refused", in.refusal()))
			}
			if id := in.span.id(); id != "" {
				attrs = append(attrs, slog.String("trace_id", id))
			}
			if !finished {
				attrs = append(attrs, slog.Bool("aborted", true))
			}
			s.log.LogAttrs(r.Context(), level, "request", attrs...)
		}()
		next.ServeHTTP(out, r.WithContext(context.WithValue(r.Context(), infoKey{}, in)))
		finished = true
	})
}

// annotate notes what only the router knows.
func annotate(c *gin.Context) {
	in := info(c)
	in.route = c.FullPath()
	if ip := c.ClientIP(); ip != "" {
		in.client = ip
	}
}

// wire is the connection's side of an answer. It counts what is sent.
type wire struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *wire) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *wire) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Flush lets gzip and streams flush.
func (w *wire) Flush() {
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

// Unwrap is for http.ResponseController.
func (w *wire) Unwrap() http.ResponseWriter { return w.ResponseWriter }
