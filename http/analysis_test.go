package http

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

// questions are asked of the argument graph; testdata has the answer to each, as
// worked out from its rows.
var questions = []struct{ name, path string }{
	{"observations-patents", "/v1/observations?indicator=patents"},
	{"observations-qingdu-floor", "/v1/observations?place=qingdu&kind=floor"},
	{"compare-patents", "/v1/compare?indicator=patents"},
	{"compare-laboratories", "/v1/compare?indicator=laboratories"},
	{"compare-growth-and-rank", "/v1/compare?indicator=exports,rd-rank"},
	{"compare-from-baishi", "/v1/compare?indicator=talents&indicator=emissions&places=baishi,qingdu"},
	{"compared-with-qingdu", "/v1/compared-with?place=qingdu"},
	{"gaps", "/v1/gaps"},
	{"gaps-from-shawan", "/v1/gaps?scope=weak-innovation&place=shawan&limit=1"},
	{"impact-build-labs", "/v1/impact?remove=build-labs"},
	{"impact-river-axis", "/v1/impact?remove=river-axis&from=baishi"},
	{"impact-qingdu", "/v1/impact?remove=qingdu&limit=2"},
	{"layouts", "/v1/layouts"},
	{"layout-axis", "/v1/layouts/axis-framework"},
	{"layout-islands", "/v1/layouts/islands"},
	{"explain-fund", "/v1/explain?from=guidance-fund&to=weak-base&k=1"},
	{"explain-none", "/v1/explain?from=left-a&to=qingdu"},
	{"centrality-degree", "/v1/centrality?relation=connects"},
	{"centrality-betweenness", "/v1/centrality?relation=connects&measure=betweenness&limit=1"},
	{"centrality-pagerank", "/v1/centrality?relation=connects&measure=pagerank&result_type=Zone"},
	{"communities", "/v1/communities?relation=cooperates-with"},
	{"communities-single", "/v1/communities?relation=cooperates-with&resolution=100"},
	{"coverage-plan", "/v1/sources/plan/coverage"},
	{"coverage-yearbook", "/v1/sources/yearbook/coverage"},
}

func TestAnalysisAnswers(t *testing.T) {
	h := startArgument(t)
	_, labels := argumentStatements("")
	for _, q := range questions {
		t.Run(q.name, func(t *testing.T) {
			h.t = t
			h.golden(q.name, q.path, labels)
		})
	}
}

// Every question of an argument has a tag of its own, is answered to HEAD, and
// costs nothing where the client has the answer.
func TestAnalysisNotModified(t *testing.T) {
	h := startArgument(t)
	slow := startOn(t, graph.NewLive(h.server.live.Current()), Config{QueryTimeout: time.Nanosecond})
	seen := map[string]string{}
	for _, path := range []string{"/v1/sources", "/v1/sources/plan", "/v1/ontology"} { // asked with the same words as others
		seen[h.get(path).Header.Get("ETag")] = path
	}
	for _, q := range questions {
		first := h.get(q.path)
		tag := first.Header.Get("ETag")
		if other, ok := seen[tag]; ok || tag == "" {
			t.Errorf("%s has the ETag %s of %s", q.path, tag, other)
		}
		seen[tag] = q.path
		for _, server := range []*harness{h, slow} {
			r := server.get(q.path, header{"If-None-Match": tag})
			if r.StatusCode != http.StatusNotModified || len(r.body) > 0 || r.Header.Get("ETag") != tag {
				t.Errorf("%s: %d with %d bytes and %s", q.path, r.StatusCode, len(r.body), r.Header.Get("ETag"))
			}
		}
		slow.problem(slow.get(q.path), tooSlow)
		if r := h.get(q.path, header{"If-None-Match": `"x"`}); r.StatusCode != http.StatusOK || string(r.body) != string(first.body) {
			t.Errorf("%s with another's tag: %d", q.path, r.StatusCode)
		}
		head := h.do(http.MethodHead, q.path, nil)
		if head.StatusCode != http.StatusOK || head.Header.Get("ETag") != tag || head.Header.Get("Content-Type") != "application/json" {
			t.Errorf("HEAD %s: %d %v", q.path, head.StatusCode, head.Header)
		}
	}
}

// A question written in another way is the same, with the same tag.
func TestAnalysisSameQuestion(t *testing.T) {
	h := startArgument(t)
	for path, others := range map[string][]string{
		"/v1/compare?indicator=patents,talents":                   {"/v1/compare?indicator=patents&indicator=talents", "/v1/compare?places=&indicator=patents%7Ctalents"},
		"/v1/observations?indicator=patents&kind=rank":            {"/v1/observations?kind=rank&limit=&indicator=patents"},
		"/v1/centrality?relation=connects,part-of&measure=degree": {"/v1/centrality?measure=degree&relation=connects&relation=part-of"},
		"/v1/explain?from=qingdu&to=baishi&avoid=coast,weak-base": {"/v1/explain?to=baishi&from=qingdu&avoid=coast&avoid=weak-base&direction=both"},
		"/v1/communities?status=planned,existing&basis=stated":    {"/v1/communities?basis=stated&status=planned&status=existing"},
		"/v1/gaps?scope=weak-base":                                {"/v1/gaps?place=&scope=weak-base&limit="},
		"/v1/impact?remove=qingdu&from=baishi":                    {"/v1/impact?from=baishi&remove=qingdu"},
	} {
		want := h.get(path)
		for _, other := range others {
			if got := h.get(other); got.StatusCode != http.StatusOK || string(got.body) != string(want.body) || got.Header.Get("ETag") != want.Header.Get("ETag") {
				t.Errorf("%s differs from %s: %s", other, path, got.body)
			}
		}
	}
}

// A merged entity leads to the one that took over, with all else of the question.
func TestAnalysisMoved(t *testing.T) {
	h := startArgument(t)
	for path, want := range map[string]string{
		"/v1/observations?indicator=old-patents&limit=3":             "/v1/observations?indicator=patents&limit=3",
		"/v1/observations?place=old-qingdu":                          "/v1/observations?place=qingdu",
		"/v1/compare?indicator=talents,old-patents&places=baishi":    "/v1/compare?indicator=talents%2Cpatents&places=baishi",
		"/v1/compare?places=baishi,old-qingdu":                       "/v1/compare?places=baishi%2Cqingdu",
		"/v1/compared-with?place=old-qingdu":                         "/v1/compared-with?place=qingdu",
		"/v1/gaps?scope=weak-foundation&limit=5":                     "/v1/gaps?limit=5&scope=weak-base",
		"/v1/gaps?place=old-qingdu":                                  "/v1/gaps?place=qingdu",
		"/v1/impact?remove=weak-foundation":                          "/v1/impact?remove=weak-base",
		"/v1/impact?remove=weak-base&from=old-qingdu":                "/v1/impact?from=qingdu&remove=weak-base",
		"/v1/layouts/old-framework":                                  "/v1/layouts/axis-framework",
		"/v1/explain?from=old-qingdu&to=baishi&k=1":                  "/v1/explain?from=qingdu&k=1&to=baishi",
		"/v1/explain?from=baishi&to=hedong&k=1&via=old-qingdu":       "/v1/explain?from=baishi&k=1&to=hedong&via=qingdu",
		"/v1/explain?from=baishi&to=hedong&avoid=coast%7Cold-qingdu": "/v1/explain?avoid=coast%7Cqingdu&from=baishi&to=hedong",
		"/v1/sources/old-plan/coverage":                              "/v1/sources/plan/coverage",
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := h.do(method, path, nil)
			if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != want || r.Header.Get("ETag") != "" {
				t.Errorf("%s %s: %d to %q, want 301 to %q", method, path, r.StatusCode, r.Header.Get("Location"), want)
			}
		}
		if r := h.get(want); r.StatusCode != http.StatusOK {
			t.Errorf("%s leads nowhere: %s", path, r.body)
		}
	}
}

// Answers that are kept for a version of the graph are not given for the next.
func TestAnalysisOfTheCurrentGraph(t *testing.T) {
	statements, _ := argumentStatements("")
	live, err := graph.Open(t.Context(), argumentOntology, &testStore{statements: statements})
	if err != nil {
		t.Fatal(err)
	}
	h := startOn(t, live, Config{})
	paths := []string{"/v1/centrality?relation=connects", "/v1/communities?relation=connects", "/v1/gaps?scope=slow-permits", "/v1/impact?remove=green-campaign", "/v1/layouts",
		"/v1/explain?from=hedong&to=pier-a&k=1", "/v1/compare?indicator=emissions", "/v1/compared-with?place=hedong", "/v1/observations?place=hedong", "/v1/sources/plan/coverage"}
	before := map[string]*response{}
	for _, path := range paths {
		before[path] = h.get(path)
	}
	var add []graph.Statement
	for _, row := range []string{"hedong connects pier-a ref=s1,河东", "hedong emissions 10 kind=absolute unit=tonnes", "green-campaign addresses slow-permits", "hedong part-of islands"} {
		add = append(add, argumentStatement(strings.Fields(row)).Identify())
	}
	if _, err := live.Apply(t.Context(), graph.Delta{Add: add}); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		r := h.get(path, header{"If-None-Match": before[path].Header.Get("ETag")})
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s after a change: %d", path, r.StatusCode)
			continue
		}
		version := regexp.MustCompile(`"(version|visited)":("[0-9a-f]+"|\{[^}]*\})`)
		if string(version.ReplaceAll(r.body, nil)) == string(version.ReplaceAll(before[path].body, nil)) {
			t.Errorf("%s answers as before: %s", path, r.body)
		}
	}
}

// A framework whose name and members do not agree says so.
func TestLayoutProblems(t *testing.T) {
	const broken = `
crooked: Framework, 一轴一区, one axis one zone
crooked member-count 2
crooked members-stated true
hedong part-of crooked
vague: Framework, 新布局, new framework
round: Framework, 环, ring
round member-count 1
pier-a part-of round
river-axis part-of pier-a
`
	type layout struct {
		Problems []struct{ ID, Message string }
		Members  int
	}
	h := startOn(t, graph.NewLive(argumentGraph(t, broken)), Config{})
	for id, want := range map[string][]string{
		"crooked":        {"crooked: its name counts 2 members, but the graph has 1"},
		"vague":          {"vague: a layout must say how many members its name counts"},
		"round":          {"pier-a: it is part of a cycle of containment", "river-axis: it is part of a cycle of containment"},
		"axis-framework": {"pier-a: it is part of a cycle of containment", "river-axis: it is part of a cycle of containment"},
		"islands":        {},
	} {
		l := decode[layout](t, h.get("/v1/layouts/"+id))
		if len(l.Problems) != len(want) {
			t.Errorf("%s: %+v, want %q", id, l.Problems, want)
			continue
		}
		for i, p := range l.Problems {
			if !strings.HasPrefix(p.ID+": "+p.Message, want[i]) {
				t.Errorf("%s: %+v, want %q", id, p, want[i])
			}
		}
	}
}

// Without a graph every question is unavailable, and still checked.
func TestAnalysisWithoutGraph(t *testing.T) {
	h := startOn(t, graph.NewLive(nil), Config{})
	for _, q := range questions {
		if r := h.get(q.path); r.Header.Get("Retry-After") == "" {
			t.Errorf("%s says not when to retry", q.path)
		} else {
			h.problem(r, unavailable)
		}
	}
	h.problem(h.get("/v1/gaps?limit=0"), invalidValue)
	h.problem(h.get("/v1/impact"), invalidValue)
}
