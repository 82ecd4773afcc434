package http

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

// mistake is what is expected of one Mistake: its place and a part of its text.
type mistake struct{ location, message string }

func TestProblems(t *testing.T) {
	h := start(t, Config{})
	for _, c := range []struct {
		path string
		kind problemKind
		want []mistake // all of them, in order; "" as location for any
	}{
		// Values out of bounds name the bound.
		{"/v1/entities/hangzhou/neighborhood?depth=7", invalidValue, []mistake{{"query.depth", "depth must be between 1 and 6, not 7"}}},
		{"/v1/entities/hangzhou/neighborhood?depth=0", invalidValue, []mistake{{"query.depth", "between 1 and 6"}}},
		{"/v1/entities/hangzhou/neighborhood?depth=two", invalidValue, []mistake{{"query.depth", `a whole number between 1 and 6, not "two"`}}},
		{"/v1/entities/hangzhou/neighborhood?depth=99999999999999999999", invalidValue, []mistake{{"query.depth", "between 1 and 6"}}},
		{"/v1/entities/hangzhou/neighborhood?limit=5001&per_relation=-1", invalidValue, []mistake{{"query.limit", "between 1 and 5000"}, {"query.per_relation", "between 0 and 5000"}}},
		{"/v1/entities/hangzhou?per_relation=0", invalidValue, []mistake{{"query.per_relation", "between 1 and 5000"}}},
		{"/v1/paths?from=lab-a&to=hangzhou&k=201&max_hops=33", invalidValue, []mistake{{"query.k", "between 1 and 200"}, {"query.max_hops", "between 1 and 32"}}},
		{"/v1/paths?from=lab-a&to=hangzhou&via=a,b,c,d,e,f,g,h,i", invalidValue, []mistake{{"query.via", "at most 8 values, not 9"},
			{"query.via", ""}, {"query.via", ""}, {"query.via", ""}, {"query.via", ""}, {"query.via", ""}, {"query.via", ""}, {"query.via", ""}, {"query.via", ""}, {"query.via", ""}}},
		{"/v1/search?q=x&limit=101", invalidValue, []mistake{{"query.limit", "between 1 and 100"}}},
		{"/v1/search?q=" + strings.Repeat("x", 201), invalidValue, []mistake{{"query.q", "at most 200 characters, not 201"}}},
		{"/v1/entities?limit=1001", invalidValue, []mistake{{"query.limit", "between 1 and 1000"}}},
		{"/v1/subgraph?ids=" + strings.Repeat("a,", 1001), invalidValue, []mistake{{"query.ids", "at most 1000 values, not 1001"}}},
		{"/v1/entities/hangzhou/neighborhood?induced=yes", invalidValue, []mistake{{"query.induced", `true or false, not "yes"`}}},
		// Unknown names come with a suggestion.
		{"/v1/entities/hangzhou/neighborhood?direction=inn", invalidValue, []mistake{{"query.direction", "expected one of both, out, in; did you mean in?"}}},
		{"/v1/entities/hangzhou/neighborhood?status=plannned|absent", invalidValue, []mistake{{"query.status", "did you mean planned?"}}},
		{"/v1/entities/hangzhou/neighborhood?basis=!stted", invalidValue, []mistake{{"query.basis", "did you mean stated?"}}},
		{"/v1/entities/hangzhou/neighborhood?relation=part-off", invalidValue, []mistake{{"query.relation", "did you mean part-of?"}}},
		{"/v1/entities/hangzhou/neighborhood?type=Labratory", invalidValue, []mistake{{"query.type", "did you mean Laboratory?"}}},
		{"/v1/search?q=x&type=Citty", invalidValue, []mistake{{"query.type", "did you mean City?"}}},
		{"/v1/paths?from=lab-a&to=hangzhou&mode=shortst&cost=hop", invalidValue, []mistake{{"query.mode", "did you mean shortest"}, {"query.cost", "did you mean hops?"}}},
		{"/v1/export?format=gexff", invalidValue, []mistake{{"query.format", "did you mean gexf?"}}},
		{"/v1/export?format=csv&table=node&lang=fr", invalidValue, []mistake{{"query.lang", "expected one of zh, en"}, {"query.table", "did you mean nodes?"}}},
		{"/v1/export?table=nodes&bom=true", invalidValue, []mistake{{"query.table", "table is for format=csv, not for json"}, {"query.bom", "bom is for format=csv"}}},
		{"/v1/entities?filter=typo:Zone&sort=degre&group_by=typ", invalidValue, []mistake{{"query.filter", "typo"}, {"query.sort", "did you mean degree?"}, {"query.group_by", "did you mean type"}}},
		{"/v1/entities?filter=type:Zonne", invalidValue, []mistake{{"query.filter", "did you mean Zone?"}}},
		{"/v1/paths?from=lab-a&to=hangzhou&avoid=lab-a", invalidValue, []mistake{{"query.avoid", "end of the path"}}},
		// What is missing.
		{"/v1/search", invalidValue, []mistake{{"query.q", "q is missing"}}},
		{"/v1/search?q=", invalidValue, []mistake{{"query.q", "q is missing"}}},
		{"/v1/paths", invalidValue, []mistake{{"query.from", "from is missing"}, {"query.to", "to is missing"}}},
		{"/v1/subgraph?ids=,", invalidValue, []mistake{{"query.ids", "ids is missing"}}},
		// Malformed queries.
		{"/v1/entities/hangzhou/neighborhood?deph=2", malformedQuery, []mistake{{"query.deph", "did you mean depth?"}}},
		{"/v1/ontology?x=1", malformedQuery, []mistake{{"query.x", "there are as_of, at_least"}}},
		{"/healthz?x=1", malformedQuery, []mistake{{"query.x", "takes none"}}},
		{"/v1/sources?%E5%9F%8E", malformedQuery, []mistake{{"query.城", "there are as_of, at_least"}}},
		{"/v1/search?q=a&wholly-different=1", malformedQuery, []mistake{{"query.wholly-different", "there are q, type, limit"}}},
		{"/v1/search?q=a&q=b", malformedQuery, []mistake{{"query.q", "given 2 times"}}},
		{"/v1/search?q=a&limit=&limit=3", malformedQuery, []mistake{{"query.limit", "given 2 times"}}},
		{"/v1/search?q=%zz", malformedQuery, []mistake{{"query", "%25"}, {"query.q", "q is missing"}}},
		{"/v1/search?q=a;b", malformedQuery, []mistake{{"query", "%3B"}, {"query.q", "q is missing"}}},
		{"/v1/search?q=%ff", malformedQuery, []mistake{{"query", "UTF-8"}, {"query.q", "q is missing"}}},
		{"/v1/search?q=a%00", malformedQuery, []mistake{{"query", "NUL"}, {"query.q", "q is missing"}}},
		// All mistakes at once, those of the graph's names included.
		{"/v1/entities/hangzho/neighborhood?depth=9&deph=1&status=plannd&relation=part-off&type=Citi&limit=1&limit=2", malformedQuery, []mistake{
			{"query.deph", "did you mean depth?"}, {"query.limit", "given 2 times"}, {"query.depth", "between 1 and 6"}, {"query.status", "did you mean planned?"},
			{"path.id", "did you mean hangzhou?"}, {"query.relation", "did you mean part-of?"}, {"query.type", "did you mean City?"}}},
		{"/v1/paths?from=lab-x&to=hangzho&via=hubb&relation=part-off&k=0", invalidValue, []mistake{
			{"query.k", "between 1 and 200"}, {"query.from", "lab-"}, {"query.to", "did you mean hangzhou?"}, {"query.via", "did you mean hub"}, {"query.relation", "part-of"}}},
		{"/v1/paths?from=lab-a&to=hangzho&relation=part-off", invalidValue, []mistake{{"query.to", "did you mean hangzhou?"}, {"query.relation", "part-of"}}},
		{"/v1/entities?filter=typo:Zone&limit=0", invalidValue, []mistake{{"query.limit", "between 1 and 1000"}, {"query.filter", "typo"}}},
		// Cursors.
		{"/v1/entities?cursor=abc", badCursor, []mistake{{"query.cursor", "not a cursor"}}},
		{"/v1/entities/hub/neighborhood?cursor=AAAA", badCursor, []mistake{{"query.cursor", "not a cursor"}}},
		// What is not there, with near names.
		{"/v1/entities/hangzho", notFound, []mistake{{"path.id", "did you mean hangzhou?"}}},
		{"/v1/entities/Hang%20Zhou/neighborhood", notFound, []mistake{{"path.id", "did you mean hangzhou?"}}},
		{"/v1/paths?from=lab-a&to=hangzho", notFound, []mistake{{"query.to", "did you mean hangzhou?"}}},
		{"/v1/paths?from=lab-x&to=hangzho", notFound, []mistake{{"query.from", "lab-"}, {"query.to", "did you mean hangzhou?"}}},
		{"/v1/subgraph?ids=hangzho,hubb,hub", notFound, []mistake{{"query.ids", "did you mean hangzhou?"}, {"query.ids", "did you mean hub"}}},
		{"/v1/statements/s-aaaaaaaaaaaaaaaaaaaa", notFound, []mistake{{"path.id", "no statement"}}},
		{"/v1/statements/nonsense", invalidValue, []mistake{{"path.id", "not a statement's id"}}},
		{"/v1/sources/hangzhou", notFound, []mistake{{"path.id", "did you mean report?"}}},
		{"/v1/sources/reprt", notFound, []mistake{{"path.id", "did you mean report?"}}},
		// Routes.
		{"/v1/entity/hangzhou", unknownRoute, []mistake{{"path", "did you mean /v1/entities/hangzhou?"}}},
		{"/entities/hangzhou/neighbourhood", unknownRoute, []mistake{{"path", "did you mean /v1/entities/hangzhou/neighborhood?"}}},
		{"/v1/entities/", unknownRoute, []mistake{{"path", "did you mean /v1/entities?"}}},
		{"/healtz", unknownRoute, []mistake{{"path", "did you mean /healthz?"}}},
		{"/v1/changed", unknownRoute, []mistake{{"path", "did you mean"}}},
		{"/v1/changes", unavailable, nil},
		{"/wp-login.php", unknownRoute, []mistake{{"path", "/docs lists them all"}}},
		{"/v1/entities/a/b/c/%00%ff", unknownRoute, []mistake{{"path", ""}}},
	} {
		t.Run(c.path[:min(len(c.path), 60)], func(t *testing.T) {
			h.t = t
			p := h.problem(h.get(strings.NewReplacer("|", "%7C").Replace(c.path)), c.kind)
			if len(p.Errors) != len(c.want) {
				t.Fatalf("%d mistakes, want %d: %+v", len(p.Errors), len(c.want), p.Errors)
			}
			for i, w := range c.want {
				got := p.Errors[i]
				if got.Location != w.location || !strings.Contains(got.Message, w.message) {
					t.Errorf("mistake %d is %+v, want %+v", i, got, w)
				}
				if !strings.Contains(p.Detail, got.Message) {
					t.Errorf("the detail does not tell of %+v", got)
				}
			}
		})
	}
}

// A cursor is good for one question and one version of the graph.
func TestCursorOfAnotherQuestion(t *testing.T) {
	store := &testStore{statements: testStatements(40)}
	live, err := graph.Open(t.Context(), testOntology, store)
	if err != nil {
		t.Fatal(err)
	}
	h := startOn(t, live, Config{})
	cursor := decode[graphReply](t, h.get("/v1/entities/hub/neighborhood?limit=5")).Meta.NextCursor
	p := h.problem(h.get("/v1/entities/hub/neighborhood?limit=6&cursor="+cursor), badCursor)
	if !strings.Contains(p.Detail, "another question") {
		t.Error(p.Detail)
	}
	added := graph.Statement{Subject: "hub", Relation: "part-of", Object: graph.EntityValue("hangzhou")}.Identify()
	if _, err := live.Apply(t.Context(), graph.Delta{Add: []graph.Statement{added}}); err != nil {
		t.Fatal(err)
	}
	p = h.problem(h.get("/v1/entities/hub/neighborhood?limit=5&cursor="+cursor), badCursor)
	if !strings.Contains(p.Detail, "the graph has changed") {
		t.Error(p.Detail)
	}
}

func TestNotAcceptable(t *testing.T) {
	h := start(t, Config{})
	for path, accepts := range map[string][]string{
		"/v1/export":   {"text/html", "application/json;q=0", "image/png, application/pdf"},
		"/v1/entities": {"text/csv", "application/json;q=0, */*", "application/gexf+xml"},
	} {
		for _, accept := range accepts {
			p := h.problem(h.get(path, header{"Accept": accept}), notAcceptable)
			if !strings.Contains(p.Detail, "application/json") {
				t.Errorf("the detail names nothing that is acceptable: %s", p.Detail)
			}
		}
	}
	for _, accept := range []string{"", "nonsense", "*/*", "application/*", "text/html,application/xhtml+xml,*/*;q=0.8", "Application/JSON", "image/png, application/json;q=0.1"} {
		for _, path := range []string{"/v1/entities", "/v1/export"} {
			if r := h.get(path, header{"Accept": accept}); r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%s accepting %q: %d, %s", path, accept, r.StatusCode, r.Header.Get("Content-Type"))
			}
		}
	}
}

func TestMethods(t *testing.T) {
	h := start(t, Config{})
	for path, want := range map[string]string{"/v1/entities/hangzhou/neighborhood": "GET, HEAD, OPTIONS", "/v1/entities/hangzhou": "DELETE, GET, HEAD, PATCH, PUT, OPTIONS", "/v1/changes/1/undo": "POST, OPTIONS"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, "PURGE"} {
			if strings.Contains(want, method) {
				continue
			}
			r := h.do(method, path, nil)
			h.problem(r, wrongMethod)
			if allow := r.Header.Get("Allow"); allow != want {
				t.Errorf("%s: Allow is %q", method, allow)
			}
		}
	}
	r := h.do(http.MethodOptions, "/v1/entities/hangzhou/paths", nil)
	h.problem(r, unknownRoute)
	r = h.do(http.MethodOptions, "/v1/entities/hangzhou/neighborhood", nil)
	if r.StatusCode != http.StatusNoContent || r.Header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("OPTIONS answers %d with Allow %q", r.StatusCode, r.Header.Get("Allow"))
	}
	h.problem(h.do(http.MethodOptions, "/v1/nothing", nil), unknownRoute)
	h.problem(h.do(http.MethodPost, "/v1/nothing", nil), unknownRoute)
}

func TestTimeout(t *testing.T) {
	h := start(t, Config{QueryTimeout: time.Nanosecond})
	for _, path := range []string{"/v1/entities", "/v1/entities/hub/neighborhood", "/v1/paths?from=lab-a&to=hangzhou", "/v1/subgraph?ids=hub", "/v1/entities/hub", "/v1/sources", "/v1/search?q=hub"} {
		p := h.problem(h.get(path), tooSlow)
		if !strings.Contains(p.Detail, "1ns") {
			t.Error(p.Detail)
		}
	}
}

func TestDrawingTooLarge(t *testing.T) {
	h := startOn(t, graph.NewLive(buildGraph(t, testStatements(2100))), Config{})
	p := h.problem(h.get("/v1/export?format=svg"), invalidValue)
	if !strings.Contains(p.Detail, "2000") {
		t.Error(p.Detail)
	}
}

// Without a graph all that asks it is unavailable, and all else works.
func TestWithoutGraph(t *testing.T) {
	h := startOn(t, graph.NewLive(nil), Config{})
	for _, path := range []string{"/readyz", "/v1/entities", "/v1/export", "/v1/entities/hangzhou/neighborhood"} {
		r := h.get(path)
		h.problem(r, unavailable)
		if r.Header.Get("Retry-After") == "" {
			t.Errorf("%s says not when to retry", path)
		}
	}
	h.problem(h.get("/v1/entities/x/neighborhood?depth=9"), invalidValue)
	for _, path := range []string{"/healthz", "/metrics", "/docs"} {
		if r := h.get(path); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}
