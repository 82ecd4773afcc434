package http

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

func ids(list []ref) string {
	var out []string
	for _, r := range list {
		out = append(out, r.ID)
	}
	return strings.Join(out, " ")
}

// The filters act inside the search, so a way that they close is no way.
func TestExplainFilters(t *testing.T) {
	h := startArgument(t)
	type explanation struct {
		Paths []struct {
			Nodes   []ref
			Certain bool
		}
		Summary struct{ En string }
		Meta    meta
	}
	for query, want := range map[string][]string{
		"from=build-labs&to=top-ten&k=2":                               {"build-labs top-ten", "build-labs guidance-fund top-ten"},
		"from=build-labs&to=top-ten&avoid=guidance-fund&k=3":           {"build-labs top-ten"},
		"from=build-labs&to=top-ten&max_hops=1&k=3":                    {"build-labs top-ten"},
		"from=build-labs&to=top-ten&via=guidance-fund&k=1":             {"build-labs guidance-fund top-ten"},
		"from=build-labs&to=top-ten&relation=uses,serves&k=3":          {"build-labs top-ten", "build-labs guidance-fund top-ten"},
		"from=build-labs&to=top-ten&status=existing&max_hops=2&k=3":    {"build-labs top-ten"},
		"from=weak-base&to=build-labs&direction=in&k=1":                {"weak-base build-labs"},
		"from=weak-base&to=build-labs&direction=out":                   {},
		"from=weak-base&to=build-labs&basis=stated&k=1&max_hops=1":     {},
		"from=weak-base&to=build-labs&type=!Measure&max_hops=1":        {"weak-base build-labs"},
		"from=weak-base&to=weak-capital&type=!Problem&k=1":             {"weak-base baishi coast qingdu rich-port weak-capital"},
		"from=pier-a&to=pier-b&relation=connects":                      {"pier-a river-axis pier-b"},
		"from=pier-a&to=qingdu&relation=connects":                      {},
		"from=left-b&to=right-c&relation=cooperates-with&cost=hub&k=1": {"left-b left-a right-a right-c"},
	} {
		e := decode[explanation](t, h.get("/v1/explain?"+query))
		got := []string{}
		for _, p := range e.Paths {
			got = append(got, ids(p.Nodes))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s answers %q, want %q", query, got, want)
		}
		if none := e.Summary.En == "There is no path."; none != (len(want) == 0) {
			t.Errorf("%s: %s", query, e.Summary.En)
		}
	}
}

func TestCentralityFilters(t *testing.T) {
	h := startArgument(t)
	type central struct {
		Entities []struct {
			ID    string
			Rank  int
			Score float64
		}
		Nodes, Edges, Isolated int
	}
	for query, want := range map[string]string{
		"type=Problem":                                     "weak-innovation#1=3 weak-base#2=1 weak-capital#2=1 weak-talent#2=1 of 4, 3, 2",
		"relation=part-of&status=planned":                  "axis-framework#1=1 north-zone#1=1 of 2, 1, 46",
		"basis=inferred":                                   "build-labs#1=1 weak-base#1=1 of 2, 1, 46",
		"relation=addresses&result_type=Problem":           "weak-base#1=1 weak-innovation#1=1 weak-talent#1=1 of 6, 3, 42",
		"relation=addresses&result_type=Goal":              " of 6, 3, 42",
		"relation=connects,part-of&type=Zone&limit=1":      "river-axis#1=3 of 4, 3, 3", // two statements, one pair
		"type=Document":                                    " of 0, 0, 2",
		"relation=cooperates-with&measure=betweenness":     "left-a#1=6 right-a#1=6 left-b#3=0 left-c#3=0 right-b#3=0 right-c#3=0 of 6, 7, 42",
		"relation=serves&type=Measure,Goal&measure=degree": "build-labs#1=1 green-campaign#1=1 liveable#1=1 top-ten#1=1 of 4, 2, 2",
	} {
		c := decode[central](t, h.get("/v1/centrality?"+query))
		var got []string
		for _, e := range c.Entities {
			got = append(got, fmt.Sprintf("%s#%d=%v", e.ID, e.Rank, e.Score))
		}
		if have := fmt.Sprintf("%s of %d, %d, %d", strings.Join(got, " "), c.Nodes, c.Edges, c.Isolated); have != want {
			t.Errorf("%s answers\n%s\nwant\n%s", query, have, want)
		}
	}
}

func TestCommunityFilters(t *testing.T) {
	h := startArgument(t)
	type communities struct {
		Communities []struct {
			Inside, Outside int
			Entities        []ref
		}
		Isolated int
	}
	for query, want := range map[string]string{
		"relation=connects":                  "[river-axis pier-a pier-b pier-c 3/0] 44",
		"relation=serves&type=!Fund":         "[build-labs top-ten 1/0] [green-campaign liveable 1/0] 42",
		"relation=cooperates-with&type=City": " 3",
		"status=aspired,absent":              "[green-campaign guidance-fund 1/0] 46",
	} {
		c := decode[communities](t, h.get("/v1/communities?"+query))
		var got []string
		for _, x := range c.Communities {
			got = append(got, fmt.Sprintf("[%s %d/%d]", ids(x.Entities), x.Inside, x.Outside))
		}
		if have := fmt.Sprintf("%s %d", strings.Join(got, " "), c.Isolated); have != want {
			t.Errorf("%s answers\n%s\nwant\n%s", query, have, want)
		}
	}
}

// An entity that the sources say is absent lacks nothing.
func TestGapsLeaveOutTheAbsent(t *testing.T) {
	const more = `
ghost: Institute, 幽灵, ghost, absent
ghost member-count 4
shade: Framework, 影, shade, absent
shade members-stated false
wraith: Zone, 魂, wraith, absent
wraith laboratories 1 kind=absolute flag=unit-missing
lost: Indicator, 失, lost, absent
qingdu lost 低 kind=qualitative
`
	h := startOn(t, graph.NewLive(argumentGraph(t, more)), Config{})
	body := string(h.get("/v1/gaps").body)
	for _, id := range []string{"ghost", "shade", "wraith", "lost"} {
		if strings.Contains(body, `"entity":{"id":"`+id+`"`) {
			t.Errorf("%s is absent, and listed", id)
		}
	}
	if !strings.Contains(body, `"entity":{"id":"alliance"`) {
		t.Error("what is there is not listed")
	}
}

// What does not fit under the limit is counted.
func TestAnalysisLimits(t *testing.T) {
	h := startArgument(t)
	type impact struct {
		Unreachable      []ref
		UnreachableTotal int `json:"unreachable_total"`
		Meta             meta
	}
	for limit, want := range map[int]string{1: "pier-a", 2: "pier-a pier-b", 3: "pier-a pier-b pier-c"} {
		i := decode[impact](t, h.get(fmt.Sprintf("/v1/impact?remove=river-axis&limit=%d", limit)))
		if ids(i.Unreachable) != want || i.UnreachableTotal != 3 || i.Meta.Complete != (limit == 3) {
			t.Errorf("limit %d: %+v", limit, i)
		}
	}
	type gaps struct {
		List struct {
			Total int
			Items []struct{ Entity ref }
		} `json:"problems_without_measure"`
		Meta meta
	}
	for query, want := range map[string]string{"": "slow-permits weak-capital 2 true", "?limit=1": "slow-permits 2 false", "?scope=weak-innovation": "weak-capital 1 true", "?scope=slow-permits": "slow-permits 1 true", "?scope=weak-base": " 0 true"} {
		g := decode[gaps](t, h.get("/v1/gaps"+query))
		var shown []string
		for _, x := range g.List.Items {
			shown = append(shown, x.Entity.ID)
		}
		if have := fmt.Sprintf("%s %d %v", strings.Join(shown, " "), g.List.Total, g.Meta.Complete); have != want {
			t.Errorf("%q answers %s, want %s", query, have, want)
		}
	}
}
