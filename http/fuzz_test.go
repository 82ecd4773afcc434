package http

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
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
		// What a client can send at all: printable ASCII, without space and #.
		req.URL.RawQuery = strings.Map(func(r rune) rune {
			if r <= ' ' || r >= 0x7f || r == '#' {
				return -1
			}
			return r
		}, query)
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
