package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What is no place can be compared where a table has a row of it, and only there.
func TestComparedPlaces(t *testing.T) {
	statements := slices.Concat(towns(map[string]string{"mills": "higher"}, "alpha", "beta"),
		describe("guild", "Worry", "行会", "Guild"), describe("union", "Worry", "联盟", "Union"), describe("band", "Worry", "乐队", "Band of alpha"),
		[]Statement{observe("alpha", "mills", 3), observe("guild", "mills", 2), observe("beta", "mills", 0.5, "kind=ratio", QualRelativeTo+"=union"), observe("beta", "mills", 4, "kind=rank", QualRelativeTo+"=band")})
	g := mustBuild(t, townOntology, statements)
	all, err := g.Compare(context.Background(), CompareQuery{Indicators: []string{"mills"}})
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, r := range all.Indicators[0].Rows {
		rows = append(rows, r.Place.ID)
	}
	again, err := g.Compare(context.Background(), CompareQuery{Indicators: []string{"mills"}, Places: rows})
	if err != nil || len(again.Indicators[0].Rows) != 4 || !slices.Contains(rows, "guild") || !slices.Contains(rows, "union") {
		t.Errorf("rows %v asked for: %v", rows, err)
	}
	for place, want := range map[string]string{
		"band":    "band is not a place, and no observation is of it or relative to it: it is of type Worry (Worry)",
		"almanac": "almanac is not a place, and no observation is of it or relative to it: it is of type Paper (Paper)",
		"mills":   "it is of type Gauge (Gauge)",
	} {
		_, err := g.Compare(context.Background(), CompareQuery{Places: []string{place}})
		if KindOf(err) != Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", place, err)
		}
	}
	for _, place := range []string{"guild", "almanac"} {
		if _, err := g.ComparedMost(context.Background(), place); KindOf(err) != Invalid || !strings.HasPrefix(err.Error(), place+" is not a place: it is of type ") {
			t.Errorf("%s: %v", place, err)
		}
	}
}

// Suggestions are places, by id or by name, and few names have any.
func TestNearPlaces(t *testing.T) {
	g := mustBuild(t, townOntology, append(towns(map[string]string{"alphas": "higher"}, "alpha", "beta"), observe("alpha", "alphas", 1)))
	for place, want := range map[string]string{
		"alphas":  "alphas is not a place: it is of type Gauge (Gauge); did you mean alpha?",
		"alpa":    `there is no entity "alpa"; did you mean alpha?`,
		"镇beta":   `there is no entity "镇beta"; did you mean beta?`,
		"nowhere": `there is no entity "nowhere"`,
	} {
		if _, err := g.ComparedMost(context.Background(), place); fmt.Sprint(err) != want {
			t.Errorf("%s: %v, want %s", place, err, want)
		}
	}
	q := CompareQuery{}
	for i := range 10 {
		q.Places, q.Indicators = append(q.Places, fmt.Sprintf("alpha%d", i)), append(q.Indicators, fmt.Sprintf("alphas%d", i))
	}
	_, err := g.Compare(context.Background(), q)
	e, ok := err.(*Error)
	if !ok || len(e.Issues) != 20 {
		t.Fatal(err)
	}
	near := map[string]int{}
	for _, is := range e.Issues {
		near[is.Param] += len(is.Suggest)
	}
	if near["places"] != maxNear || near["indicator"] != maxNear {
		t.Errorf("suggestions by parameter: %v", near)
	}
}
