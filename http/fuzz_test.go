package http

import (
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/http/keys"
)

// FuzzQuery asks every endpoint with any query: the answer is never a fault of
// the service, and always one that the document declares.
func FuzzQuery(f *testing.F) {
	paths := []string{
		"/v1/search", "/v1/entities", "/v1/entities/hangzhou", "/v1/entities/hangzhou/neighborhood", "/v1/paths", "/v1/subgraph",
		"/v1/export", "/v1/ontology", "/v1/sources", "/v1/sources/report", "/v1/statements/x",
		"/v1/observations", "/v1/compare", "/v1/compared-with", "/v1/gaps", "/v1/impact", "/v1/explain", "/v1/centrality", "/v1/communities",
		"/v1/articulation-points", "/v1/diff", "/v1/layouts", "/v1/layouts/hub", "/v1/sources/report/coverage",
	}
	for _, seed := range []string{
		"", "q=%E5%9F%8E", "q=a&type=City|!Zone&limit=3", "filter=type:zone,degree:>1&sort=-degree,name&group_by=type&limit=2&cursor=x",
		"depth=2&direction=in&relation=part-of&status=planned|aspired&basis=!inferred&limit=3&per_relation=2&induced=true&format=gexf&lang=en",
		"from=lab-a&to=hangzhou&mode=simple&k=3&max_hops=4&via=lab-b&avoid=hub&cost=hub", "from=west-corridor&to=hub", "ids=hub,lab-a&ids=hangzhou&format=csv&table=nodes&bom=true",
		"resolution=NaN", "resolution=-Inf&measure=x&result_type=City", "resolution=0x1p-1074", "indicator=rd-intensity&place=hangzhou&places=west-corridor,hub&kind=rank&limit=1",
		"scope=hub&remove=hub&before=report&after=hub", "per_relation=1", "depth=99999999999999999999&deph=&depth=1", "%zz=%&;=;&=", "q=\x00\xff", "a=b=c&&&?", "format=svg&format=svg", "filter=:,:|!*,a:>,b:<=x", "sort=-,--,", "q=" + strings.Repeat("%F0%9F%98%80", 100),
	} {
		for i := range paths {
			f.Add(uint8(i), seed)
		}
	}
	h := start(f, Config{})
	h.http.Timeout = 5 * time.Second
	h.server.log = slog.New(slog.DiscardHandler)
	f.Fuzz(func(t *testing.T, i uint8, query string) {
		path := paths[int(i)%len(paths)]
		req, err := http.NewRequest(http.MethodGet, h.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.URL.RawQuery = sendable(query)
		if len(req.URL.RawQuery) > 8000 {
			return
		}
		r, err := h.send(req)
		if err != nil {
			t.Fatalf("%s: %v", req.URL, err)
		}
		if r.StatusCode >= 500 {
			t.Fatalf("%s: %s", req.URL, r.body)
		}
	})
}

// fuzzRoutes are the methods and paths that FuzzRequest asks; * is replaced.
var fuzzRoutes = []string{
	"GET /*", "GET /v1/*", "GET /v1/search", "GET /v1/entities", "GET /v1/entities/*", "GET /v1/entities/*/neighborhood", "GET /v1/entities/*/history", "GET /v1/paths",
	"GET /v1/subgraph", "GET /v1/export", "GET /v1/statements/*", "GET /v1/changes", "GET /v1/changes/*", "GET /v1/sources/*", "GET /v1/sources/*/coverage", "GET /v1/layouts/*", "GET /v1/centrality",
	"GET /v1/communities", "GET /docs/*", "GET /metrics", "HEAD /v1/entities/*", "OPTIONS /v1/entities", "TRACE /v1/entities", "PROPFIND /v1/*",
	"POST /v1/entities", "PUT /v1/entities/*", "PATCH /v1/entities/*", "DELETE /v1/entities/*", "POST /v1/statements", "PUT /v1/statements/*", "PATCH /v1/statements/*", "DELETE /v1/statements/*",
	"POST /v1/changes", "POST /v1/changes/*/undo", "POST /v1/*", "DELETE /v1/*",
}

// fuzzHeaders are the headers that FuzzRequest sets.
var fuzzHeaders = []string{"Accept", "Accept-Encoding", "If-None-Match", "If-Match", "Idempotency-Key", "X-Request-ID", "Content-Type", "Content-Encoding", "Authorization", "Origin",
	"X-Forwarded-For", "Forwarded", "Range", "Access-Control-Request-Method", "Last-Event-ID", "traceparent", "X-HTTP-Method-Override", "Cookie"}

// FuzzRequest makes any request of any endpoint, with a key that may write: the
// answer is never a fault of the service, and always one that the document
// declares.
func FuzzRequest(f *testing.F) {
	for i := range fuzzRoutes {
		f.Add(uint8(i), "guidance-fund", "", uint8(0), "*/*", "")
		f.Add(uint8(i), "../..", "limit=1&dry_run=true", uint8(3), "*", `{"id":"guidance-fund","type":"Fund","name":{"zh":"基金","en":"fund"},"aliases":["alias"],"references":[]}`)
		f.Add(uint8(i), "1", "message=x&as_of=1&at_least=0", uint8(4), "again", `{"add":[{"subject":"guidance-fund","relation":"alias","object":{"kind":"string","value":"x"}}],"remove":["s-aaaaaaaaaaaaaaaaaaaa"]}`)
		f.Add(uint8(i), "%2e%2e%00", "mentions=true", uint8(i%len(fuzzHeaders)), "\x7f, q=;\"", `[[[[{"a":null}]]]]`)
		f.Add(uint8(i), "s-aaaaaaaaaaaaaaaaaaaa", "q=a&ids=a,b&from=lab-a&to=hub", uint8(7), "gzip", "\x1f\x8b\x08")
	}
	h, auth := fuzzed(f)
	f.Fuzz(func(t *testing.T, route uint8, id, query string, name uint8, value, body string) {
		method, path, _ := strings.Cut(fuzzRoutes[int(route)%len(fuzzRoutes)], " ")
		if len(query) > 8000 || len(id) > 2000 || len(value) > 2000 {
			return
		}
		var sent io.Reader
		if changes(method) {
			sent = strings.NewReader(body)
		}
		req, err := http.NewRequest(method, h.url+strings.ReplaceAll(path, "*", url.PathEscape(id)), sent)
		if err != nil {
			t.Fatal(err)
		}
		req.URL.RawQuery = sendable(query)
		req.Header.Set("Authorization", auth)
		if changes(method) {
			req.Header.Set("Content-Type", jsonType)
			if method == http.MethodPatch {
				req.Header.Set("Content-Type", mergePatchType)
			}
		}
		// What net/http's client refuses to send, its server refuses to read.
		req.Header.Set(fuzzHeaders[int(name)%len(fuzzHeaders)], strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' || r == 0x7f {
				return -1
			}
			return r
		}, value))
		r, err := h.send(req)
		if err != nil {
			t.Fatalf("%s %s: %v", method, req.URL, err)
		}
		if r.StatusCode >= 500 && r.StatusCode != http.StatusServiceUnavailable {
			t.Fatalf("%s %s: %s", method, req.URL, r.body)
		}
	})
}

// sendable is what of a query a client can send: printable ASCII, without space
// and #.
func sendable(query string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f || r == '#' {
			return -1
		}
		return r
	}, query)
}

// fuzzed serves the argument graph from a store in memory, and answers with which
// Authorization it may be changed.
func fuzzed(f *testing.F) (*harness, string) {
	s, err := store.Open(f.Context(), "memory")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = s.Close() })
	statements, _ := argumentStatements("")
	if err := s.Apply(f.Context(), graph.Delta{Add: statements}); err != nil {
		f.Fatal(err)
	}
	live, err := graph.Open(f.Context(), argumentOntology, s)
	if err != nil {
		f.Fatal(err)
	}
	file := filepath.Join(f.TempDir(), "keys.jsonl")
	_, secret, err := keys.Create(file, "editor", keys.Editor, time.Time{}, time.Now())
	if err != nil {
		f.Fatal(err)
	}
	ring, err := keys.Open(file)
	if err != nil {
		f.Fatal(err)
	}
	h := startOn(f, live, Config{Keys: ring, MaxWait: 5 * time.Second, HeavyWait: 5 * time.Second})
	h.http.Timeout = 10 * time.Second
	h.server.log = slog.New(slog.DiscardHandler)
	return h, "Bearer " + secret
}
