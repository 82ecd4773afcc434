package http

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// Health is an answer of /healthz and /readyz.
type Health struct {
	Status  string       `json:"status" enum:"ok"`
	Build   string       `json:"build"`
	Version string       `json:"version,omitempty"`
	Graph   *graph.Stats `json:"graph,omitempty"`
}

// addService adds what is not a question to the graph.
func (s *Server) addService() {
	text := func(media string) map[string]*huma.MediaType {
		return map[string]*huma.MediaType{media: {Schema: &huma.Schema{Type: "string"}}}
	}
	service := func(id, path, summary, about string, answers map[string]*huma.MediaType) *operation {
		return &operation{id: id, path: path, tag: "Service", summary: summary, about: about, answers: answers}
	}
	alive := service("healthz", "/healthz", "Is the process alive", "Always 200 while it is.", jsonAnswers[Health](s))
	add(s, alive, func(c *gin.Context, _ *noInput) { s.health(c) })

	ready := service("readyz", "/readyz", "Can it take traffic", "200 when the graph is loaded, 503 before that, while shutting down, and where the store that others change too has been silent for too long.", jsonAnswers[Health](s))
	ready.problems = []problemKind{unavailable}
	add(s, ready, func(c *gin.Context, _ *noInput) {
		switch {
		case s.graph(c, nil) == nil:
		case !s.ready.Load():
			sendProblem(c, unavailable, "the service is shutting down, or has been taken out of traffic")
		case s.live.Age() > s.cfg.MaxAge:
			sendProblem(c, unavailable, fmt.Sprintf("the store has not answered for %s, so the graph may be older than the %s that are allowed", s.live.Age().Round(time.Second), s.cfg.MaxAge))
		default:
			s.health(c)
		}
	})

	scrape := s.metrics.handler()
	prom := service("metrics", "/metrics", "Metrics for Prometheus", "Latency per route, sizes, requests in flight, the size of the graph, the Go runtime and the process.", text("text/plain"))
	add(s, prom, func(c *gin.Context, _ *noInput) {
		c.Header("Cache-Control", "no-store")
		scrape.ServeHTTP(c.Writer, c.Request)
	})

	for _, d := range []struct{ id, path, summary, media string }{
		{"openapi", "/openapi.json", "This API in OpenAPI 3.1", "application/openapi+json"},
		{"openapi-3.0", "/openapi-3.0.json", "This API in OpenAPI 3.0, for tools that do not read 3.1", "application/openapi+json"},
		{"openapi-yaml", "/openapi.yaml", "This API in OpenAPI 3.1, as YAML", "application/openapi+yaml"},
		{"docs", "/docs", "This API as a page", "text/html"},
	} {
		op := service(d.id, d.path, d.summary, "", text(d.media))
		op.etag = true
		add(s, op, func(c *gin.Context, _ *noInput) { s.document(c, d.path) })
	}

	for name := range docsAssets {
		path := "/docs/" + name
		s.engine.GET(path, func(c *gin.Context) { s.document(c, path) })
	}
	s.addExplorer()
}

func (s *Server) health(c *gin.Context) {
	h := Health{Status: "ok", Build: s.cfg.Version}
	if g := s.live.Current(); g != nil {
		stats := g.Stats()
		h.Version, h.Graph = g.Version(), &stats
	}
	body, err := encodeJSON(h)
	if err != nil {
		s.fail(c, nil, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "application/json", body)
}

// document is a file that does not change while the service runs.
type document struct {
	media, etag string
	body        []byte
}

func newDocument(media string, body []byte) *document {
	sum := sha256.Sum256(body)
	return &document{media, `W/"` + hex.EncodeToString(sum[:10]) + `"`, body}
}

func (s *Server) document(c *gin.Context, path string) {
	d := s.static[path]()
	if s.unchanged(c, d.etag) {
		return
	}
	if strings.HasPrefix(path, "/docs") {
		c.Header("Content-Security-Policy", pageCSP)
	}
	s.send(c, nil, d.media, nil, func(r *reply) error {
		_, err := r.Write(d.body)
		return err
	})
}
