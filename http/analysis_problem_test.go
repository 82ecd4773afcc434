package http

import (
	"net/http"
	"strings"
	"testing"
)

func TestAnalysisProblems(t *testing.T) {
	h := startArgument(t)
	for _, c := range []struct {
		path string
		kind problemKind
		want []mistake // all of them, in order
	}{
		// Parameters that are not there, with the one that is.
		{"/v1/observations?indicatr=patents", malformedQuery, []mistake{{"query.indicatr", "did you mean indicator?"}}},
		{"/v1/observations?status=planned", malformedQuery, []mistake{{"query.status", "there are indicator, place, kind, limit, cursor"}}},
		{"/v1/observations?place=qingdu&place=baishi", malformedQuery, []mistake{{"query.place", "given 2 times"}}},
		{"/v1/compare?place=qingdu", malformedQuery, []mistake{{"query.place", "did you mean places?"}}},
		{"/v1/compared-with?plce=qingdu", malformedQuery, []mistake{{"query.plce", "did you mean place?"}, {"query.place", "place is missing"}}},
		{"/v1/gaps?scop=weak-base", malformedQuery, []mistake{{"query.scop", "did you mean scope?"}}},
		{"/v1/impact?remove=qingdu&frm=baishi", malformedQuery, []mistake{{"query.frm", "did you mean from?"}}},
		{"/v1/layouts?lang=zh", malformedQuery, []mistake{{"query.lang", "there are limit"}}},
		{"/v1/layouts/islands?limit=1", malformedQuery, []mistake{{"query.limit", "there are as_of, at_least"}}},
		{"/v1/explain?from=qingdu&to=baishi&mode=simple", malformedQuery, []mistake{{"query.mode", "there are from, to, k, max_hops"}}},
		{"/v1/centrality?measur=degree", malformedQuery, []mistake{{"query.measur", "did you mean measure?"}}},
		{"/v1/communities?resolutin=1", malformedQuery, []mistake{{"query.resolutin", "did you mean resolution?"}}},
		{"/v1/sources/plan/coverage?x=1", malformedQuery, []mistake{{"query.x", "there are as_of, at_least"}}},
		// Values out of bounds, or not among those allowed.
		{"/v1/observations?limit=0", invalidValue, []mistake{{"query.limit", "between 1 and 1000, not 0"}}},
		{"/v1/observations?kind=rnk", invalidValue, []mistake{{"query.kind", "expected one of absolute, ratio, rank, growth, floor, target, qualitative; did you mean rank?"}}},
		{"/v1/gaps?limit=1001", invalidValue, []mistake{{"query.limit", "between 1 and 1000, not 1001"}}},
		{"/v1/impact?remove=qingdu&limit=x", invalidValue, []mistake{{"query.limit", `a whole number between 1 and 1000, not "x"`}}},
		{"/v1/impact?remove=qingdu&from=qingdu", invalidValue, []mistake{{"query.from", "the entity to be removed"}}},
		{"/v1/explain?from=qingdu&to=baishi&k=201&max_hops=33", invalidValue, []mistake{{"query.k", "between 1 and 200"}, {"query.max_hops", "between 1 and 32"}}},
		{"/v1/explain?from=qingdu&to=baishi&cost=hop", invalidValue, []mistake{{"query.cost", "did you mean hops?"}}},
		{"/v1/explain?from=qingdu&to=baishi&avoid=qingdu", invalidValue, []mistake{{"query.avoid", "an end of the path"}}},
		{"/v1/explain?from=qingdu&to=baishi&status=plannd", invalidValue, []mistake{{"query.status", "did you mean planned?"}}},
		{"/v1/explain?from=qingdu&to=baishi&relation=part-off&type=Citi", invalidValue, []mistake{{"query.relation", "did you mean part-of?"}, {"query.type", "did you mean City?"}}},
		{"/v1/centrality?measure=pagernk", invalidValue, []mistake{{"query.measure", "expected one of degree, betweenness, pagerank; did you mean pagerank?"}}},
		{"/v1/centrality?result_type=Citi", invalidValue, []mistake{{"query.result_type", "did you mean City?"}}},
		{"/v1/centrality?type=City&basis=statd", invalidValue, []mistake{{"query.basis", "did you mean stated?"}}},
		{"/v1/centrality?relation=conects&limit=1", invalidValue, []mistake{{"query.relation", "did you mean connects or concerns?"}}},
		{"/v1/communities?resolution=-1", invalidValue, []mistake{{"query.resolution", "above 0 and at most 100, not -1"}}},
		{"/v1/communities?resolution=100.5", invalidValue, []mistake{{"query.resolution", "above 0 and at most 100, not 100.5"}}},
		{"/v1/communities?resolution=0", invalidValue, []mistake{{"query.resolution", "above 0 and at most 100, not 0"}}},
		{"/v1/communities?resolution=-0", invalidValue, []mistake{{"query.resolution", "above 0"}}},
		{"/v1/communities?resolution=NaN", invalidValue, []mistake{{"query.resolution", `a number above 0 and at most 100, not "NaN"`}}},
		{"/v1/communities?resolution=Inf", invalidValue, []mistake{{"query.resolution", `a number above 0 and at most 100, not "Inf"`}}},
		{"/v1/communities?resolution=-inf", invalidValue, []mistake{{"query.resolution", `not "-inf"`}}},
		{"/v1/communities?resolution=1e999", invalidValue, []mistake{{"query.resolution", `a number above 0 and at most 100, not "1e999"`}}},
		{"/v1/communities?resolution=abc", invalidValue, []mistake{{"query.resolution", `a number above 0 and at most 100, not "abc"`}}},
		{"/v1/communities?relation=part-off", invalidValue, []mistake{{"query.relation", "did you mean part-of?"}}},
		// What is missing.
		{"/v1/compared-with", invalidValue, []mistake{{"query.place", "place is missing"}}},
		{"/v1/impact", invalidValue, []mistake{{"query.remove", "remove is missing"}}},
		{"/v1/explain?to=", invalidValue, []mistake{{"query.from", "from is missing"}, {"query.to", "to is missing"}}},
		// Entities that there are not, with near ones.
		{"/v1/observations?indicator=patent", notFound, []mistake{{"query.indicator", `there is no indicator "patent"; did you mean patents?`}}},
		{"/v1/observations?place=qingdo", notFound, []mistake{{"query.place", "did you mean qingdu"}}},
		{"/v1/observations?place=qingdo&indicator=patent", notFound, []mistake{{"query.indicator", "did you mean patents?"}, {"query.place", "did you mean qingdu"}}},
		{"/v1/compare?indicator=patent,talent", notFound, []mistake{{"query.indicator", "did you mean patents?"}, {"query.indicator", "did you mean talents?"}}},
		{"/v1/compare?places=qingdo", notFound, []mistake{{"query.places", `there is no entity "qingdo"; did you mean qingdu?`}}},
		{"/v1/compared-with?place=baish", notFound, []mistake{{"query.place", "did you mean baishi"}}},
		{"/v1/gaps?scope=weak-bas", notFound, []mistake{{"query.scope", "did you mean weak-base?"}}},
		{"/v1/gaps?place=shawn", notFound, []mistake{{"query.place", "did you mean shawan?"}}},
		{"/v1/impact?remove=build-lab", notFound, []mistake{{"query.remove", "did you mean build-labs?"}}},
		{"/v1/impact?remove=qingdu&from=baish", notFound, []mistake{{"query.from", "did you mean baishi"}}},
		{"/v1/layouts/axis-framwork", notFound, []mistake{{"path.id", "the layouts are axis-framework, islands; did you mean axis-framework?"}}},
		{"/v1/layouts/nothing-like-it", notFound, []mistake{{"path.id", `there is no layout "nothing-like-it"; the layouts are axis-framework, islands`}}},
		{"/v1/explain?from=baishi&to=qingdo", notFound, []mistake{{"query.to", "did you mean qingdu"}}},
		{"/v1/explain?from=baishi&to=qingdu&via=hedon", notFound, []mistake{{"query.via", "did you mean hedong?"}}},
		{"/v1/sources/pla/coverage", notFound, []mistake{{"path.id", "did you mean plan?"}}},
		// Entities of another type than the question is about.
		{"/v1/observations?indicator=qingdu", invalidValue, []mistake{{"query.indicator", "qingdu is no indicator, but of type City (city)"}}},
		{"/v1/compare?indicator=patents,plan", invalidValue, []mistake{{"query.indicator", "plan is no indicator, but of type Document (document)"}}},
		{"/v1/gaps?place=patents", invalidValue, []mistake{{"query.place", "patents is not a place: it is of type Indicator (indicator)"}}},
		{"/v1/gaps?place=qingdu-house", invalidValue, []mistake{{"query.place", "is not a place: it is of type Institute (institute)"}}},
		{"/v1/compared-with?place=patents", invalidValue, []mistake{{"query.place", "patents is not a place: it is of type Indicator (indicator)"}}},
		{"/v1/compared-with?place=baishi-labs", invalidValue, []mistake{{"query.place", "it is of type Institute (institute)"}}},
		{"/v1/compare?places=plan", invalidValue, []mistake{{"query.places", "plan is not a place, and no observation is of it or relative to it: it is of type Document (document)"}}},
		{"/v1/compare?indicator=patents&places=qingdu,plan", invalidValue, []mistake{{"query.places", "plan is not a place"}}},
		{"/v1/diff?before=qingdu&after=plan", invalidValue, []mistake{{"query.before", "qingdu is no source; did you mean plan or yearbook?"}}},
		{"/v1/layouts/qingdu", invalidValue, []mistake{{"path.id", "qingdu is no layout but of type City; the layouts are axis-framework, islands"}}},
		{"/v1/sources/qingdu/coverage", notFound, []mistake{{"path.id", "qingdu is not a source; did you mean plan or yearbook?"}}},
		// Cursors and routes.
		{"/v1/observations?cursor=abc", badCursor, []mistake{{"query.cursor", "not a cursor"}}},
		{"/v1/sources/plan/coverag", unknownRoute, []mistake{{"path", "did you mean /v1/sources/plan/coverage?"}}},
		{"/v1/gap", unknownRoute, []mistake{{"path", "did you mean /v1/gaps?"}}},
		{"/v1/compare-with", unknownRoute, []mistake{{"path", "/v1/compared-with?"}}},
	} {
		t.Run(c.path, func(t *testing.T) {
			h.t = t
			r := h.get(c.path)
			p := h.problem(r, c.kind)
			if len(p.Errors) != len(c.want) {
				t.Fatalf("%d mistakes, want %d: %+v", len(p.Errors), len(c.want), p.Errors)
			}
			for i, w := range c.want {
				if got := p.Errors[i]; got.Location != w.location || !strings.Contains(got.Message, w.message) {
					t.Errorf("mistake %d is %+v, want %+v", i, got, w)
				}
			}
			if head := h.do(http.MethodHead, c.path, nil); head.StatusCode != r.StatusCode || head.Header.Get("Content-Type") != problemType {
				t.Errorf("HEAD answers %d, %s", head.StatusCode, head.Header.Get("Content-Type"))
			}
		})
	}
}

// All mistakes are told at once, whoever finds them.
func TestAnalysisAllMistakes(t *testing.T) {
	h := startArgument(t)
	for path, want := range map[string]string{
		"/v1/explain?from=qingdo&to=baish":                                     "query.from query.to",
		"/v1/explain?from=qingdo&to=baishi&k=0":                                "query.k query.from",
		"/v1/explain?from=qingdo&to=baishi&relation=part-off&cost=ho":          "query.cost query.from query.relation",
		"/v1/impact?remove=qingdo&from=baish":                                  "query.remove query.from",
		"/v1/impact?remove=qingdo&limit=0":                                     "query.limit query.remove",
		"/v1/gaps?place=shawn&scope=weak-bas":                                  "query.place query.scope",
		"/v1/gaps?place=patents&scope=weak-bas":                                "query.place query.scope",
		"/v1/gaps?scop=x&place=shawn":                                          "query.scop query.place",
		"/v1/observations?indicator=patent&place=qingdo&kind=rnk":              "query.kind query.indicator query.place",
		"/v1/observations?indicator=patent&limit=0":                            "query.limit query.indicator",
		"/v1/compare?indicator=patent,qingdu":                                  "query.indicator query.indicator",
		"/v1/compare?indicator=qingdu&places=plan,nowhere":                     "query.indicator query.places query.places",
		"/v1/compared-with?plce=x&place=qingdo":                                "query.plce query.place",
		"/v1/centrality?type=Citi&relation=part-off&result_type=Zon&measure=x": "query.measure query.relation query.type query.result_type",
		"/v1/communities?relation=part-off&resolution=-1":                      "query.resolution query.relation",
		"/v1/diff?before=pla&after=yearbok":                                    "query.before query.after",
		"/v1/diff?before=qingdu&after=yearbok&x=1":                             "query.x query.before query.after",
		"/v1/diff?before=qingdu&after=hedong":                                  "query.before query.after",
		"/v1/layouts/axis-framwork?x=1":                                        "query.x path.id",
		"/v1/sources/pla?x=1":                                                  "query.x path.id",
		"/v1/sources/qingdu/coverage?x=1":                                      "query.x path.id",
		"/v1/statements/nonsense?x=1":                                          "query.x path.id",
	} {
		p := decode[Problem](t, h.get(path))
		var got []string
		for _, m := range p.Errors {
			got = append(got, m.Location)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: mistakes in %q, want %q: %s", path, got, want, p.Detail)
		}
	}
}

// Too long a list is told under the name of its parameter.
func TestCompareTooMany(t *testing.T) {
	h := startArgument(t)
	for _, name := range []string{"indicator", "places"} {
		p := h.problem(h.get("/v1/compare?"+name+"="+strings.Repeat("baishi,", 1001)), invalidValue)
		if p.Errors[0].Location != "query."+name || p.Errors[0].Message != name+" takes at most 1000 values, not 1001" {
			t.Errorf("%+v", p.Errors[0])
		}
	}
}

func TestAnalysisNotAcceptable(t *testing.T) {
	h := startArgument(t)
	for _, q := range questions {
		h.problem(h.get(q.path, header{"Accept": "text/csv"}), notAcceptable)
	}
}
