package http

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/innograph/innograph/graph"
)

func init() {
	text := func(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
		b, err := io.ReadAll(body)
		return string(b), err
	}
	for _, media := range []string{"text/html", "text/css", "text/javascript", "text/plain", "text/csv", "text/vnd.graphviz", "image/svg+xml",
		"application/graphml+xml", "application/gexf+xml", "application/n-quads", "application/openapi+json", "application/openapi+yaml"} {
		openapi3filter.RegisterBodyDecoder(media, text)
	}
}

// harness is a Server on a loopback listener, and a client that holds every
// response against the server's own OpenAPI document.
type harness struct {
	t      testing.TB
	server *Server
	url    string
	http   *http.Client
	doc    *openapi3.T
	logs   *logBuffer
}

// logBuffer is what the server logs, one JSON object a line.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) lines(t testing.TB) (lines []map[string]any) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for line := range strings.Lines(l.b.String()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("log line %q: %v", line, err)
		}
		lines = append(lines, m)
	}
	return lines
}

func start(t testing.TB, cfg Config) *harness { return startOn(t, graph.NewLive(testGraph(t)), cfg) }

func startOn(t testing.TB, live *graph.Live, cfg Config) *harness {
	t.Helper()
	logs := &logBuffer{}
	cfg.Logger = slog.New(slog.NewJSONHandler(logs, nil))
	s, err := New(live, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, s, logs)
}

func serve(t testing.TB, s *Server, logs *logBuffer) *harness {
	ts := httptest.NewUnstartedServer(s.Handler())
	ts.Config.ErrorLog = slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)
	ts.Start()
	t.Cleanup(ts.Close)
	h := &harness{t: t, server: s, url: ts.URL, logs: logs}
	h.http = &http.Client{
		Transport:     &http.Transport{DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(h.http.CloseIdleConnections)
	h.doc = strictDocument(t, s)
	return h
}

var (
	documentOnce sync.Once
	documentOf   *openapi3.T
)

// strictDocument loads the server's document, which allows properties that later
// versions may add, and forbids those that this version does not declare.
func strictDocument(t testing.TB, s *Server) *openapi3.T {
	t.Helper()
	documentOnce.Do(func() {
		doc, err := openapi3.NewLoader().LoadFromData(s.static["/openapi.json"]().body)
		if err != nil {
			t.Fatal(err)
		}
		no := false
		for _, schema := range doc.Components.Schemas {
			if len(schema.Value.Properties) > 0 {
				schema.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
			}
		}
		documentOf = doc
	})
	return documentOf
}

// response is an answer that has been read and found valid.
type response struct {
	*http.Response
	body []byte
}

type header = map[string]string

func (h *harness) get(path string, headers ...header) *response {
	h.t.Helper()
	return h.do(http.MethodGet, path, nil, headers...)
}

// do asks and validates: the answer must be one that the document declares.
func (h *harness) do(method, path string, body io.Reader, headers ...header) *response {
	h.t.Helper()
	r, err := h.try(method, path, body, headers...)
	if err != nil {
		h.t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

func (h *harness) try(method, path string, body io.Reader, headers ...header) (*response, error) {
	req, err := http.NewRequest(method, h.url+path, body)
	if err != nil {
		return nil, err
	}
	for _, hs := range headers {
		for k, v := range hs {
			req.Header.Set(k, v)
		}
	}
	return h.send(req)
}

func (h *harness) send(req *http.Request) (*response, error) {
	res, err := h.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.Header.Get("Content-Encoding") == "gzip" && req.Method != http.MethodHead {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		if raw, err = io.ReadAll(z); err != nil {
			return nil, err
		}
	}
	r := &response{res, raw}
	return r, h.validate(req, r)
}

func (h *harness) validate(req *http.Request, r *response) error {
	if r.Header.Get("X-Request-ID") == "" {
		return errors.New("there is no request id")
	}
	if req.Method == http.MethodHead {
		if len(r.body) > 0 {
			return errors.New("an answer to HEAD has a body")
		}
		return nil
	}
	if r.StatusCode >= 400 {
		if err := h.validProblem(r); err != nil {
			return err
		}
	}
	route := h.route(req)
	if route == nil || req.Method == http.MethodOptions || r.StatusCode == http.StatusMethodNotAllowed {
		if r.StatusCode < 300 && req.Method != http.MethodOptions && !strings.HasPrefix(req.URL.Path, "/docs/") {
			return errors.New("the document does not know this operation")
		}
		return nil
	}
	if r.StatusCode == http.StatusOK && route.Operation.Tags[0] == "Graph" && strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") && !strings.Contains(req.URL.RawQuery, "format=") {
		if err := h.valid("GraphAnswer", r.body); err != nil {
			return err
		}
	}
	if err := validNext(route, req, r); err != nil {
		return err
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, Route: route},
		Status:                 r.StatusCode, Header: r.Header, Body: io.NopCloser(bytes.NewReader(r.body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
}

// validNext checks where an answer sends its reader next, which ValidateResponse
// does not look at.
func validNext(route *routers.Route, req *http.Request, r *response) error {
	if r.StatusCode == http.StatusMovedPermanently {
		switch to := r.Header.Get("Location"); {
		case route.Operation.Responses.Status(r.StatusCode) == nil:
			return errors.New("the document does not declare 301 for " + route.Path)
		case to == "" || to == req.URL.RequestURI():
			return fmt.Errorf("301 leads from %s to %q", req.URL.RequestURI(), to)
		}
	}
	var page struct{ Meta meta }
	if r.StatusCode != http.StatusOK || json.Unmarshal(r.body, &page) != nil || page.Meta.NextCursor == "" {
		return nil
	}
	if link := r.Header.Get("Link"); !strings.Contains(link, "cursor="+url.QueryEscape(page.Meta.NextCursor)) || !strings.HasSuffix(link, `; rel="next"`) {
		return fmt.Errorf("there is a next page, and Link is %q", link)
	}
	return nil
}

// validProblem checks what the schema cannot say.
func (h *harness) validProblem(r *response) error {
	if ct := r.Header.Get("Content-Type"); ct != problemType {
		return errors.New("an error is " + ct + ", not a problem: " + string(r.body))
	}
	if err := h.valid("Problem", r.body); err != nil {
		return err
	}
	var p Problem
	if err := json.Unmarshal(r.body, &p); err != nil {
		return err
	}
	switch {
	case p.Status != r.StatusCode:
		return errors.New("the problem's status is not the response's")
	case p.RequestID != r.Header.Get("X-Request-ID"):
		return errors.New("the problem's request id is not the response's")
	case p.Detail == "" || p.Title == "" || p.Instance == "":
		return errors.New("the problem lacks a text: " + string(r.body))
	case r.Header.Get("ETag") != "" || r.Header.Get("Cache-Control") != "no-store":
		return errors.New("a problem may be cached")
	}
	return nil
}

func (h *harness) valid(schema string, body []byte) error {
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	return h.doc.Components.Schemas[schema].Value.VisitJSON(v, openapi3.EnableJSONSchema2020(), openapi3.VisitAsResponse())
}

// route finds the operation of a request in the document.
func (h *harness) route(req *http.Request) *routers.Route {
	given := strings.Split(req.URL.Path, "/")
	var found *routers.Route
	for path, item := range h.doc.Paths.Map() {
		template := strings.Split(path, "/")
		match := len(template) == len(given)
		for i := 0; match && i < len(template); i++ {
			match = template[i] == given[i] || strings.HasPrefix(template[i], "{") && given[i] != ""
		}
		if op := item.Operations()[req.Method]; match && op != nil && (found == nil || !strings.Contains(path, "{")) {
			found = &routers.Route{Spec: h.doc, Path: path, PathItem: item, Method: req.Method, Operation: op}
		}
	}
	return found
}

// decode reads a JSON body.
func decode[T any](t testing.TB, r *response) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatalf("%s: %v", r.body, err)
	}
	return v
}

// problem expects a problem of a kind.
func (h *harness) problem(r *response, kind problemKind) Problem {
	h.t.Helper()
	p := decode[Problem](h.t, r)
	if r.StatusCode != kind.Status || p.Type != problemTypeURI(kind) {
		h.t.Fatalf("got status %d and problem %s, want %d and %s: %s", r.StatusCode, p.Type, kind.Status, kind.ID, cut(string(r.body), 1000))
	}
	return p
}
