package http

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"

	"github.com/innograph/innograph/graph"
)

const eventStreamType = "text/event-stream"

const streamPath = "/v1/changes/stream"

// maxStreams bounds how many clients follow the changes at once.
const maxStreams = 256

// heartbeat is how often a stream without news says that it is there, so that
// neither side keeps a dead connection.
const heartbeat = 15 * time.Second

type streamInput struct {
	Since int64 `query:"since" doc:"The number of a change set: the stream begins with the one after it. Without it and without Last-Event-ID, with the next one that is made."`
}

// addChangeStream registers the stream of change sets, as server-sent events
// (WHATWG HTML, section 9.2): each has its number as its id, so a client that
// comes back with Last-Event-ID misses none.
func (s *Server) addChangeStream() {
	op := &operation{
		id: "change-stream", path: streamPath, tag: "History",
		summary: "Change sets as they are made",
		about:   "Server-sent events of the type change, whose data is a change set as /v1/changes lists it and whose id is its number. A client that was cut off goes on by Last-Event-ID. Every 15 seconds without news there is a comment.",
		numbers: map[string]number{"since": {0, maxChange, 0}}, problems: []problemKind{invalidValue, unavailable},
		answers: map[string]*huma.MediaType{eventStreamType: {Schema: &huma.Schema{Type: "string"}}},
	}
	streams := make(chan struct{}, maxStreams)
	add(s, op, func(c *gin.Context, in *streamInput) {
		j := s.live.Journal()
		if j == nil {
			sendProblem(c, unavailable, "this graph has no history: it was not opened from a store that keeps changes")
			return
		}
		select {
		case streams <- struct{}{}:
			s.metrics.streams.Inc()
			defer func() { s.metrics.streams.Dec(); <-streams }()
		default:
			s.metrics.shed.WithLabelValues(shedStreams).Inc()
			c.Header("Retry-After", "10")
			sendProblem(c, overloaded, fmt.Sprintf("%d clients follow the changes, which is the limit; ask /v1/changes?since= now and then instead", maxStreams))
			return
		}
		after, err := s.streamBegin(c, j, in)
		if err != nil {
			s.fail(c, op, err)
			return
		}
		s.stream(c, j, after)
	})
	doc := op.document(s.api.OpenAPI())
	doc.Parameters = append(doc.Parameters, &huma.Param{Name: "Last-Event-ID", In: "header", Schema: changeSchema(), Description: "The number of the last change set that the client has; it goes before since."})
}

func (s *Server) streamBegin(c *gin.Context, j graph.Journal, in *streamInput) (uint64, error) {
	if id := c.GetHeader("Last-Event-ID"); id != "" {
		n, err := strconv.ParseUint(id, 10, 53)
		if err != nil {
			return 0, &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{Param: "", Value: id, Message: "Last-Event-ID is the number of a change set"}}}
		}
		return n, nil
	}
	if c.Request.URL.Query().Has("since") {
		return uint64(in.Since), nil
	}
	return j.Last(c.Request.Context())
}

// stream writes change sets until the client or the server goes.
func (s *Server) stream(c *gin.Context, j graph.Journal, after uint64) {
	ctx := c.Request.Context()
	h := c.Writer.Header()
	h.Set("Content-Type", eventStreamType)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")          // proxies must not hold it back
	h.Set(gzhttp.HeaderNoCompression, "true") // a compressor takes a megabyte as long as the stream lasts
	control := http.NewResponseController(c.Writer)
	send := func(format string, args ...any) bool {
		_ = control.SetWriteDeadline(time.Now().Add(s.cfg.WriteTimeout))
		_, err := fmt.Fprintf(c.Writer, format, args...)
		return err == nil && control.Flush() == nil
	}
	if !send("retry: 2000\n\n") {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		news := s.live.News()
		for set, err := range j.Changes(ctx, after) {
			if err != nil {
				return // the client comes back, and goes on where it was
			}
			body, err := encodeJSON(viewOf(set, false))
			if err != nil {
				panic(err) // plain structs
			}
			if !send("id: %d\nevent: change\ndata: %s\n", set.Number, body) {
				return
			}
			after = set.Number
		}
		select {
		case <-news:
		case <-beat.C:
			if !send(": here\n\n") {
				return
			}
		case <-s.ending:
			return
		case <-ctx.Done():
			return
		}
	}
}
