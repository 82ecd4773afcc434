package http

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

var cached = []string{
	"/v1/entities?filter=type:City", "/v1/entities/hangzhou", "/v1/entities/hangzhou/neighborhood?depth=2", "/v1/paths?from=lab-a&to=hangzhou",
	"/v1/subgraph?ids=lab-a,lab-b", "/v1/ontology", "/v1/sources", "/v1/sources/report", "/v1/export", "/v1/export?format=gexf",
	"/openapi.json", "/docs", "/docs/docs.css",
}

func TestNotModified(t *testing.T) {
	h := start(t, Config{})
	seen := map[string]string{}
	for _, path := range cached {
		first := h.get(path)
		tag := first.Header.Get("ETag")
		if !strings.HasPrefix(tag, `W/"`) || first.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: ETag %s, Cache-Control %s", path, tag, first.Header.Get("Cache-Control"))
		}
		if other, ok := seen[tag]; ok {
			t.Errorf("%s has the ETag of %s", path, other)
		}
		seen[tag] = path
		for _, match := range []string{tag, strings.TrimPrefix(tag, "W/"), `"x", ` + tag, "*"} {
			r := h.get(path, header{"If-None-Match": match})
			if r.StatusCode != http.StatusNotModified || len(r.body) > 0 || r.Header.Get("ETag") != tag || r.Header.Get("Cache-Control") != "no-cache" || r.Header.Get("Vary") != first.Header.Get("Vary") {
				t.Errorf("%s with If-None-Match %s: %d with %d bytes, %v", path, match, r.StatusCode, len(r.body), r.Header)
			}
		}
		if r := h.get(path, header{"If-None-Match": `"x", W/"y"`}); r.StatusCode != http.StatusOK {
			t.Errorf("%s with another's tag: %d", path, r.StatusCode)
		}
		varies := strings.Split(strings.ReplaceAll(strings.Join(first.Header.Values("Vary"), ","), " ", ""), ",")
		for _, name := range []string{"Accept", "Accept-Encoding"} {
			if !slices.Contains(varies, name) {
				t.Errorf("%s does not vary by %s", path, name)
			}
		}
	}
}

// A 304 costs no question: it comes where every question runs out of time.
func TestNotModifiedAsksNothing(t *testing.T) {
	live := graph.NewLive(testGraph(t))
	path := "/v1/paths?from=lab-a&to=hangzhou"
	tag := startOn(t, live, Config{}).get(path).Header.Get("ETag")
	h := startOn(t, live, Config{QueryTimeout: time.Nanosecond})
	h.problem(h.get(path), tooSlow)
	if r := h.get(path, header{"If-None-Match": tag}); r.StatusCode != http.StatusNotModified {
		t.Errorf("status %d", r.StatusCode)
	}
	h.problem(h.get(path, header{"If-None-Match": "*"}), tooSlow)
}

// The tag is that of the question as understood, and of all that the answer
// depends on.
func TestETagIsOfTheQuestion(t *testing.T) {
	h := start(t, Config{})
	tag := func(path string, headers ...header) string { return h.get(path, headers...).Header.Get("ETag") }
	base := tag("/v1/entities/hangzhou/neighborhood?status=planned&relation=part-of")
	for _, same := range []string{"?relation=part-of&status=planned", "?status=planned&relation=part-of&limit=", "?relation=part-of&status=planned&format=json&direction=both"} {
		if tag("/v1/entities/hangzhou/neighborhood"+same) != base {
			t.Errorf("%s is another question", same)
		}
	}
	for _, other := range []string{"?relation=part-of", "?relation=part-of&status=planned&format=gexf", "?relation=part-of&status=planned&lang=en", "?relation=part-of&status=planned&depth=2"} {
		if tag("/v1/entities/hangzhou/neighborhood"+other) == base {
			t.Errorf("%s is the same question", other)
		}
	}
	if tag("/v1/export", header{"Accept": "text/csv"}) == tag("/v1/export") {
		t.Error("two formats have the same tag")
	}
	if tag("/v1/export?format=csv&bom=true") == tag("/v1/export?format=csv") {
		t.Error("two options have the same tag")
	}
}

func TestETagChanges(t *testing.T) {
	store := &testStore{statements: testStatements(0)}
	live, err := graph.Open(t.Context(), testOntology, store)
	if err != nil {
		t.Fatal(err)
	}
	h, next := startOn(t, live, Config{Version: "1"}), startOn(t, live, Config{Version: "2"})
	before := h.get("/v1/entities/hub").Header.Get("ETag")
	if next.get("/v1/entities/hub").Header.Get("ETag") == before {
		t.Error("another build has the same tag")
	}
	// The same statements under another model are another answer.
	renamed := *testOntology
	renamed.Units = append(slices.Clone(renamed.Units), graph.Unit{ID: "yuan"})
	g, err := graph.Build(&renamed, live.Current().AllStatements())
	if err != nil {
		t.Fatal(err)
	}
	if startOn(t, graph.NewLive(g), Config{Version: "1"}).get("/v1/entities/hub").Header.Get("ETag") == before {
		t.Error("another model has the same tag")
	}
	added := graph.Statement{Subject: "hub", Relation: "part-of", Object: graph.EntityValue("hangzhou")}.Identify()
	if _, err := live.Apply(t.Context(), graph.Delta{Add: []graph.Statement{added}}); err != nil {
		t.Fatal(err)
	}
	r := h.get("/v1/entities/hub", header{"If-None-Match": before})
	if r.StatusCode != http.StatusOK || r.Header.Get("ETag") == before || !strings.Contains(string(r.body), added.ID) {
		t.Errorf("after a change: %d, %s", r.StatusCode, r.Header.Get("ETag"))
	}
}

func TestGzip(t *testing.T) {
	h := start(t, Config{})
	for _, path := range []string{"/v1/export", "/v1/export?format=graphml", "/v1/export?format=svg", "/docs", "/openapi.json", "/metrics"} {
		plain, packed := h.get(path), h.get(path, header{"Accept-Encoding": "gzip"})
		if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("Content-Length") == plain.Header.Get("Content-Length") && plain.Header.Get("Content-Length") != "" {
			t.Errorf("%s is not compressed: %v", path, packed.Header)
		}
		if path != "/metrics" && string(plain.body) != string(packed.body) {
			t.Errorf("%s differs when compressed", path)
		}
		if plain.Header.Get("Content-Encoding") != "" || plain.Header.Get("ETag") != packed.Header.Get("ETag") {
			t.Errorf("%s: %v and %v", path, plain.Header, packed.Header)
		}
	}
	for _, path := range []string{"/healthz", "/v1/entities/nobody", "/v1/subgraph?ids=hub"} { // small
		if r := h.get(path, header{"Accept-Encoding": "gzip"}); r.Header.Get("Content-Encoding") != "" || r.Header.Get("Content-Length") == "" {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
	if r := h.get("/v1/export", header{"Accept-Encoding": "gzip;q=0, identity"}); r.Header.Get("Content-Encoding") != "" {
		t.Error("compressed against the client's will")
	}
	tag := h.get("/v1/export", header{"Accept-Encoding": "gzip"}).Header.Get("ETag")
	if r := h.get("/v1/export", header{"Accept-Encoding": "gzip", "If-None-Match": tag}); r.StatusCode != http.StatusNotModified || r.Header.Get("Content-Encoding") != "" {
		t.Errorf("the tag of a compressed answer: %d %v", r.StatusCode, r.Header)
	}
}

// An answer larger than the first piece is streamed, a smaller one has its length.
func TestLength(t *testing.T) {
	h := startOn(t, graph.NewLive(buildGraph(t, testStatements(4000))), Config{})
	if r := h.get("/v1/export"); r.ContentLength >= 0 || len(r.body) < 2*replySize {
		t.Errorf("length %d of %d bytes", r.ContentLength, len(r.body))
	}
	if r := h.get("/v1/entities/hub/neighborhood?limit=50"); r.ContentLength != int64(len(r.body)) || len(r.body) < 4096 {
		t.Errorf("length %d of %d bytes", r.ContentLength, len(r.body))
	}
}

// The same statements beside another text of their source are another answer:
// evidence shows its sentences.
func TestETagIsOfTheText(t *testing.T) {
	statements := testGraph(t).AllStatements()
	tags := map[string]string{}
	for _, raw := range []string{"", "杭州有走廊。", "杭州市有大走廊。"} {
		var attached []*graph.Document
		if raw != "" {
			d, err := graph.NewDocument(graph.DocumentSpec{Source: "report", File: "report.txt", Sections: []graph.DocumentSection{{ID: "s1"}}}, raw)
			if err != nil {
				t.Fatal(err)
			}
			attached = append(attached, d)
		}
		g, err := graph.Build(testOntology, statements, attached...)
		if err != nil {
			t.Fatal(err)
		}
		r := startOn(t, graph.NewLive(g), Config{}).get("/v1/entities/chengxi-corridor")
		if raw != "" && !strings.Contains(string(r.body), raw) {
			t.Errorf("the evidence does not show %s", raw)
		}
		tag := r.Header.Get("ETag")
		if other, ok := tags[tag]; ok {
			t.Errorf("the texts %q and %q give the same tag", raw, other)
		}
		tags[tag] = raw
	}
}
