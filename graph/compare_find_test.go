package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func TestCompareErrors(t *testing.T) {
	g := mustBuild(t, townOntology, append(towns(map[string]string{"windmills": "higher"}, "alpha", "beta"), observe("alpha", "windmills", 1)))
	for _, c := range []struct {
		q       CompareQuery
		kind    ErrorKind
		message string
	}{
		{CompareQuery{Indicators: []string{"windmill"}}, NotFound, `there is no indicator "windmill"; did you mean windmills?`},
		{CompareQuery{Indicators: []string{"Gauge windmills"}, Places: []string{"alpa"}}, NotFound, `there is no indicator "Gauge windmills"; did you mean windmills?; there is no entity "alpa"; did you mean alpha`},
		{CompareQuery{Indicators: []string{"alpha", "nothing"}}, Invalid, `alpha is no indicator, but of type Town (Town)`},
		{CompareQuery{Indicators: make([]string, MaxIDs+1)}, Invalid, "indicator must be between 0 and 1000, not 1001"},
		{CompareQuery{Places: make([]string, MaxIDs+1)}, Invalid, "places must be between 0 and 1000, not 1001"},
	} {
		_, err := g.Compare(context.Background(), c.q)
		if KindOf(err) != c.kind || !strings.Contains(fmt.Sprint(err), c.message) {
			t.Errorf("%v: got %v, want %q", c.q.Indicators, err, c.message)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Compare(ctx, CompareQuery{}); err != context.Canceled {
		t.Errorf("a cancelled context answers %v", err)
	}
}

// TestCompareIsBounded checks that an answer that was cut says so, by cells and
// by work.
func TestCompareIsBounded(t *testing.T) {
	var places []string
	for i := range MaxCompareCells + 10 {
		places = append(places, fmt.Sprintf("p%d", i))
	}
	statements := towns(map[string]string{"i": "higher", "j": "higher"}, places...)
	for i, p := range places {
		statements = append(statements, observe(p, "i", i), observe(p, "j", i))
	}
	g := mustBuild(t, townOntology, statements)
	got, err := g.Compare(context.Background(), CompareQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(got.Indicators); n != 1 || *got.Meta.Total != 2 || got.Meta.Complete || *got.Meta.StoppedBy != StoppedByLimit || len(got.Indicators[0].Rows) != MaxCompareCells {
		t.Errorf("%d indicators of %d, %d rows, complete %v", n, *got.Meta.Total, len(got.Indicators[0].Rows), got.Meta.Complete)
	}
	if best := got.Indicators[0].Rows[0].Place.ID; best != places[len(places)-1] {
		t.Errorf("the first of the cut rows is %s, not the best of all", best)
	}
	defer func(old int) { maxWork = old }(maxWork)
	maxWork = 10
	if got, err = g.Compare(context.Background(), CompareQuery{}); err != nil || got.Meta.Complete || *got.Meta.StoppedBy != StoppedByBudget {
		t.Errorf("without budget: %+v, %v", got, err)
	}
}
