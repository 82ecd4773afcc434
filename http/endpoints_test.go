package http

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph/export"
)

// node and edge are read from answers; graph's own types do not read JSON.
type (
	node struct {
		ID     string
		Depth  *int
		Status string
	}
	edge       struct{ ID, Source, Target, Relation, Status string }
	graphReply struct {
		Nodes []node
		Edges []edge
		Paths []struct {
			Nodes  []string
			Edges  [][]string
			Length int
		}
		Meta meta
	}
	meta struct {
		Complete   bool
		StoppedBy  *string `json:"stopped_by"`
		NextCursor string  `json:"next_cursor"`
		Total      *int
		Version    string
	}
)

func nodeIDs(g graphReply) (list []string) {
	for _, n := range g.Nodes {
		list = append(list, n.ID)
	}
	return list
}

func TestAnswers(t *testing.T) {
	h := start(t, Config{})
	for _, c := range []struct{ path, want string }{
		{"/v1/search?q=%E5%9F%8E%E8%A5%BF", `"id":"chengxi-corridor"`},
		{"/v1/search?q=hangzhou&type=City&limit=1", `"id":"hangzhou"`},
		{"/v1/entities", `"total":51`},
		{"/v1/entities?filter=type:Corridor&sort=-degree", `"total":2`},
		{"/v1/entities?filter=type:Corridor&filter=id:chengxi-corridor", `"total":1`},
		{"/v1/entities?group_by=type", `{"value":"Laboratory","label":{"zh":"实验室","en":"laboratory"},"count":44}`},
		{"/v1/entities?filter=type:Corridor,degree:>100&group_by=type", `"groups":[]`},
		{"/v1/entities/chengxi-corridor", `"former_ids":["west-corridor"]`},
		{"/v1/entities/hangzhou?per_relation=1", `"stopped_by":"per_relation"`},
		{"/v1/entities/rd-intensity", `"relation":"rd-intensity"`},
		{"/v1/entities/lab-a", `"value":{"kind":"integer","value":2017}`},
		{"/v1/entities/chengxi-corridor/neighborhood", `"totals":{"located-in":{"out":0,"in":1},"part-of":{"out":1,"in":0}}`},
		{"/v1/paths?from=lab-a&to=hangzhou", `"length":2`},
		{"/v1/paths?from=hangzhou&to=hangzhou", `"length":0`},
		{"/v1/paths?from=chengxi-corridor&to=hangzhou&cost=confidence", `"cost":1.5`},
		{"/v1/paths?from=hangzhou&to=hub", `"paths":[]`},
		{"/v1/subgraph?ids=hangzhou,chengxi-corridor", `"relation":"part-of"`},
		{"/v1/ontology", `"id":"Corridor"`},
		{"/v1/sources", `"statements":`},
		{"/v1/sources/report", `"title":{"zh":"第一节","en":"Section 1"}`},
		{"/v1/export", `"complete":true`},
		{"/healthz", `"entities":51`},
		{"/readyz", `"status":"ok"`},
		{"/metrics", "innograph_graph_entities 51"},
		{"/openapi.json", `"openapi": "3.1.0"`},
		{"/openapi-3.0.json", `"openapi":"3.0.3"`},
		{"/openapi.yaml", "openapi: 3.1.0"},
		{"/docs", "<h1>innograph API</h1>"},
		{"/docs/docs.css", "grid-template-columns"},
		{"/docs/docs.js", "addEventListener"},
	} {
		t.Run(c.path, func(t *testing.T) {
			h.t = t
			r := h.get(c.path)
			if r.StatusCode != http.StatusOK || !strings.Contains(string(r.body), c.want) {
				t.Errorf("status %d, want 200 and %s in:\n%s", r.StatusCode, c.want, cut(string(r.body), 2000))
			}
		})
	}
}

func TestStatement(t *testing.T) {
	h := start(t, Config{})
	found := decode[graphReply](t, h.get("/v1/subgraph?ids=hangzhou,chengxi-corridor"))
	if len(found.Edges) != 1 {
		t.Fatalf("%+v", found)
	}
	r := h.get("/v1/statements/" + found.Edges[0].ID)
	for _, want := range []string{`"status":"planned"`, `"period"`, `"partner"`, `"terms":["杭州","走廊"]`, `"section_title":{"zh":"第一节"`, `"zh":"城西科创大走廊属于杭州市"`} {
		if !strings.Contains(string(r.body), want) {
			t.Errorf("%s is not in %s", want, r.body)
		}
	}
}

// Filters reach the graph however a list is written, and act inside the search.
func TestLists(t *testing.T) {
	h := start(t, Config{})
	base := "/v1/entities/hangzhou/neighborhood?depth=2&"
	want := string(h.get(base + "status=planned,existing").body)
	if !strings.Contains(want, "chengxi-corridor") || strings.Contains(want, "lab-b") {
		t.Fatalf("the filter does not hold: %s", want)
	}
	for _, query := range []string{"status=planned|existing", "status=planned&status=existing", "status=Planned,+existing", "status=planned&status=,|existing&type=", "status=!aspired,!in-progress,!explored,!absent"} {
		if got := string(h.get(base + strings.ReplaceAll(query, "|", "%7C")).body); got != want {
			t.Errorf("%s answers\n%s\nnot\n%s", query, got, want)
		}
	}
	for query, want := range map[string][]string{
		"direction=in&depth=1":                {"hangzhou", "binjiang-zone", "chengdong-corridor", "chengxi-corridor"},
		"relation=part-of&type=Zone":          {"hangzhou", "binjiang-zone"},
		"relation=!part-of":                   {"hangzhou"},
		"basis=inferred":                      {"hangzhou"},
		"depth=2&type=!Laboratory,!Zone":      {"hangzhou", "chengdong-corridor", "chengxi-corridor"},
		"direction=out":                       {"hangzhou"},
		"type=Corridor&induced=true&depth=1":  {"hangzhou", "chengdong-corridor", "chengxi-corridor"},
		"per_relation=1&direction=in&depth=1": {"hangzhou", "binjiang-zone"},
	} {
		if got := nodeIDs(decode[graphReply](t, h.get("/v1/entities/hangzhou/neighborhood?"+query))); !slices.Equal(got, want) {
			t.Errorf("%s answers %v, want %v", query, got, want)
		}
	}
}

func TestInduced(t *testing.T) {
	h := start(t, Config{})
	for query, want := range map[string]int{"": 3, "?induced=true": 4, "?induced=false": 3} {
		if got := len(decode[graphReply](t, h.get("/v1/entities/hangzhou/neighborhood"+query)).Edges); got != want {
			t.Errorf("%q: %d edges, want %d", query, got, want)
		}
	}
}

func TestPaths(t *testing.T) {
	h := start(t, Config{})
	for query, want := range map[string][][]string{
		"from=lab-a&to=hangzhou&mode=all-shortest":                                {{"lab-a", "chengxi-corridor", "hangzhou"}},
		"from=lab-a&to=hangzhou&mode=k-shortest&k=2":                              {{"lab-a", "chengxi-corridor", "hangzhou"}, {"lab-a", "lab-b", "chengdong-corridor", "hangzhou"}},
		"from=lab-a&to=hangzhou&avoid=chengxi-corridor":                           {{"lab-a", "lab-b", "chengdong-corridor", "hangzhou"}},
		"from=lab-a&to=hangzhou&via=lab-b":                                        {{"lab-a", "lab-b", "chengdong-corridor", "hangzhou"}},
		"from=lab-a&to=hangzhou&max_hops=1":                                       {},
		"from=hangzhou&to=lab-a&direction=in":                                     {{"hangzhou", "chengxi-corridor", "lab-a"}},
		"from=hangzhou&to=lab-a&direction=out":                                    {},
		"from=lab-a&to=hangzhou&mode=simple&k=1&cost=confidence&relation=part-of": {},
	} {
		a := decode[graphReply](t, h.get("/v1/paths?"+query))
		got := [][]string{}
		for _, p := range a.Paths {
			got = append(got, p.Nodes)
		}
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s answers %v, want %v", query, got, want)
		}
	}
	// The two statements between lab-a and lab-b are one hop.
	a := decode[graphReply](t, h.get("/v1/paths?from=lab-a&to=lab-b"))
	if len(a.Paths) != 1 || len(a.Paths[0].Edges) != 1 || len(a.Paths[0].Edges[0]) != 2 || len(a.Edges) != 2 {
		t.Errorf("parallel edges: %+v", a)
	}
}

// Pages follow one another by Link, without overlap or gap.
func TestPages(t *testing.T) {
	h := start(t, Config{})
	follow := func(path string, read func(*response) ([]string, meta)) (all []string, pages int) {
		for path != "" {
			r := h.get(path)
			if r.StatusCode != http.StatusOK {
				t.Fatalf("%s: %s", path, r.body)
			}
			list, m := read(r)
			all, pages = append(all, list...), pages+1
			link := r.Header.Get("Link")
			if (link == "") != (m.NextCursor == "") || m.Complete != (m.NextCursor == "") {
				t.Fatalf("Link %q and cursor %q, complete %v", link, m.NextCursor, m.Complete)
			}
			path, _ = strings.CutPrefix(link, "<")
			path, _ = strings.CutSuffix(path, `>; rel="next"`)
		}
		return all, pages
	}
	all, pages := follow("/v1/entities?limit=7&filter=type:Laboratory&sort=-id", func(r *response) ([]string, meta) {
		l := decode[struct {
			Entities []node
			Meta     meta
		}](t, r)
		if *l.Meta.Total != 44 {
			t.Errorf("total %d", *l.Meta.Total)
		}
		return nodeIDs(graphReply{Nodes: l.Entities}), l.Meta
	})
	if pages != 7 || len(all) != 44 || !slices.IsSortedFunc(all, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("%d pages with %d entities: %v", pages, len(all), all)
	}
	edges, pages := follow("/v1/entities/hub/neighborhood?limit=15", func(r *response) (list []string, m meta) {
		a := decode[graphReply](t, r)
		for _, e := range a.Edges {
			list = append(list, e.ID)
		}
		return list, a.Meta
	})
	if slices.Sort(edges); pages != 3 || len(slices.Compact(edges)) != 40 {
		t.Errorf("%d pages with %d edges", pages, len(edges))
	}
}

func TestFormats(t *testing.T) {
	h := start(t, Config{})
	for _, base := range []string{"/v1/entities/chengxi-corridor/neighborhood?depth=2", "/v1/paths?from=lab-a&to=hangzhou", "/v1/subgraph?ids=lab-a,lab-b", "/v1/export?"} {
		for _, f := range export.Formats() {
			r := h.get(base + "&format=" + f.Name)
			if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != f.MediaType || len(r.body) == 0 {
				t.Errorf("%s as %s: %d, %s", base, f.Name, r.StatusCode, r.Header.Get("Content-Type"))
			}
			if strings.HasPrefix(f.MediaType, "application/json") && !json.Valid(r.body) {
				t.Errorf("%s as %s is no JSON", base, f.Name)
			}
			for _, media := range f.Accept {
				got := h.get(base, header{"Accept": "application/x-none, " + media + ";q=0.9, */*;q=0.1"})
				if string(got.body) != string(r.body) || got.Header.Get("Content-Type") != f.MediaType {
					t.Errorf("%s accepting %s differs from format=%s", base, media, f.Name)
				}
			}
		}
	}
	// The parameter wins over the header, and is read without regard to case.
	if r := h.get("/v1/export?format=DOT", header{"Accept": "application/json"}); r.Header.Get("Content-Type") != "text/vnd.graphviz; charset=utf-8" {
		t.Errorf("format=DOT answers %s", r.Header.Get("Content-Type"))
	}
	nodes, edges := h.get("/v1/export?format=csv&table=nodes&bom=true"), h.get("/v1/export?format=csv")
	if !strings.HasPrefix(string(nodes.body), "\uFEFF") || strings.HasPrefix(string(edges.body), "\uFEFF") || string(nodes.body[3:]) == string(edges.body) {
		t.Error("table or bom has no effect")
	}
	zh, en := h.get("/v1/export?format=dot"), h.get("/v1/export?format=dot&lang=en")
	if !strings.Contains(string(zh.body), `label="杭州市`) || !strings.Contains(string(en.body), `label="Hangzhou`) {
		t.Error("lang has no effect")
	}
}

func TestHead(t *testing.T) {
	h := start(t, Config{})
	for _, path := range []string{"/v1/entities/hangzhou", "/v1/export?format=gexf", "/docs", "/healthz", "/v1/nothing", "/v1/entities/nobody"} {
		get, head := h.get(path), h.do(http.MethodHead, path, nil)
		if head.StatusCode != get.StatusCode || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") || head.Header.Get("ETag") != get.Header.Get("ETag") {
			t.Errorf("HEAD %s answers %d %v, GET %d %v", path, head.StatusCode, head.Header, get.StatusCode, get.Header)
		}
	}
}

// A merged entity leads to the one that took over, with all else of the question.
func TestMoved(t *testing.T) {
	h := start(t, Config{})
	for path, want := range map[string]string{
		"/v1/entities/west-corridor":                                     "/v1/entities/chengxi-corridor",
		"/v1/entities/west-corridor/neighborhood?depth=2&status=planned": "/v1/entities/chengxi-corridor/neighborhood?depth=2&status=planned",
		"/v1/paths?from=west-corridor&to=hangzhou":                       "/v1/paths?from=chengxi-corridor&to=hangzhou",
		"/v1/subgraph?ids=hangzhou,west-corridor":                        "/v1/subgraph?ids=hangzhou%2Cchengxi-corridor",
		"/v1/paths?from=lab-a&to=hangzhou&avoid=lab-b|west-corridor":     "/v1/paths?avoid=lab-b%7Cchengxi-corridor&from=lab-a&to=hangzhou",
	} {
		r := h.get(strings.ReplaceAll(path, "|", "%7C"))
		if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != want || r.Header.Get("ETag") != "" {
			t.Errorf("%s: %d to %q, want 301 to %q", path, r.StatusCode, r.Header.Get("Location"), want)
		}
		if r := h.get(want); r.StatusCode != http.StatusOK {
			t.Errorf("%s leads nowhere: %s", path, r.body)
		}
	}
}

// The examples of the docs page name entities of the Hangzhou graph, so here only
// their parameters are checked.
func TestExamplesHaveKnownParameters(t *testing.T) {
	h := start(t, Config{})
	seen := 0
	for _, op := range h.server.operations {
		for _, e := range op.examples {
			u, err := url.Parse(e)
			if err != nil {
				t.Fatal(err)
			}
			r := h.get(u.EscapedPath() + "?" + u.Query().Encode())
			if seen++; r.StatusCode == http.StatusBadRequest || strings.Contains(string(r.body), "problem-unknown-route") {
				t.Errorf("%s: %s", e, r.body)
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d examples", seen)
	}
}
