package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestObservationShowsEveryPart(t *testing.T) {
	g := mustBuild(t, townOntology, append(towns(map[string]string{"i": "higher"}, "a", "b"),
		observe("a", "i", 0.4, "unit=mills", "kind=ratio", "operator=~", "printed=2/5", "period-printed=1899", "period=1900", "period-point=end", "relative-to=b",
			"flag=open-list", "flag=implausible", "note=first", "note=second", "order=x", "status=planned"),
		observe("b", "i", "many", "kind=qualitative")))
	got, err := g.Observations(context.Background(), ObservationQuery{Place: "a"})
	if err != nil || len(got.Observations) != 1 {
		t.Fatal(got, err)
	}
	resolved := "1900"
	place, indicator, relative := EntityRef{"a", "Town", Text{"镇a", "Town a"}}, EntityRef{"i", "Gauge", Text{"尺i", "Gauge i"}}, EntityRef{"b", "Town", Text{"镇b", "Town b"}}
	have := got.Observations[0]
	want := Observation{ID: have.ID, Place: place, Indicator: indicator, Value: 0.4, Text: "0.4", Operator: "~", Unit: &UnitView{"mills", Text{"座磨坊", "mills"}},
		Kind: "ratio", Printed: "2/5", Period: Period{"1899", &resolved, "end"}, RelativeTo: &relative, Flags: []string{"implausible", "open-list"}, Note: "first; second",
		Status: Planned, Basis: Stated, Sentence: have.Sentence, Evidence: []EvidenceView{{Source: "almanac", SourceName: Text{"历书", "Almanac"}, Section: "1", Terms: []string{"a", "0.4"}}},
		Qualifiers: []QualifierView{{Name: "order", Value: StringValue("x")}}}
	x, _ := json.Marshal(have)
	y, _ := json.Marshal(want)
	if string(x) != string(y) {
		t.Errorf("got\n%s\nwant\n%s", x, y)
	}
	if v, err := g.Statement(have.ID); err != nil || v.Sentence != have.Sentence || have.Sentence.IsZero() {
		t.Errorf("the statement %s is told as %v, %v", have.ID, v, err)
	}
	got, err = g.Observations(context.Background(), ObservationQuery{Place: "b"})
	if err != nil {
		t.Fatal(err)
	}
	x, _ = json.Marshal(got.Observations[0])
	for _, part := range []string{`"value":"many"`, `"text":"many"`, `"operator":"="`, `"unit":null`, `"relative_to":null`, `"flags":[]`, `"qualifiers":[]`, `"period":{"printed":"","resolved":null}`, `"printed":""`} {
		if !strings.Contains(string(x), part) {
			t.Errorf("%s is not in %s", part, x)
		}
	}
}

// TestObservationsAgainstBruteForce asks random questions page by page.
func TestObservationsAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	places, indicators, kinds := []string{"a", "b", "c"}, []string{"i", "j", "k"}, []string{"absolute", "rank", "target"}
	statements := towns(map[string]string{"i": "higher", "j": "lower", "k": ""}, places...)
	statements = append(statements, Statement{Subject: "a", Relation: "beside", Object: EntityValue("b")}.Identify(), Statement{Subject: "a", Relation: "i", Object: EntityValue("b")}.Identify())
	for n := range 60 {
		s := observe(places[r.IntN(3)], indicators[r.IntN(3)], n, "kind="+kinds[r.IntN(3)], "status="+statusNames[r.IntN(3)])
		s.Basis = Basis(r.IntN(2))
		statements = append(statements, s.Identify())
	}
	g := mustBuild(t, townOntology, statements)
	pick := func(from []string) string {
		if n := r.IntN(len(from) + 1); n < len(from) {
			return from[n]
		}
		return ""
	}
	pages := 0
	for range 200 {
		q := ObservationQuery{Indicator: pick(indicators), Place: pick(places), Kind: pick(kinds), Limit: 1 + r.IntN(20)}
		if r.IntN(2) == 0 {
			q.Status = []string{"!planned", "existing"}[r.IntN(2):][:1]
		}
		if r.IntN(3) == 0 {
			q.Basis = []string{"inferred"}
		}
		var want []Statement
		for s := range g.AllStatements() {
			kind := ""
			for _, x := range s.Qualifiers {
				if x.Name == QualKind {
					kind = x.Value.String()
				}
			}
			ok := slices.Contains(indicators, s.Relation) && (q.Indicator == "" || q.Indicator == s.Relation) && (q.Place == "" || q.Place == s.Subject) &&
				(q.Kind == "" || q.Kind == kind) && (q.Basis == nil || s.Basis == Inferred)
			switch {
			case q.Status == nil:
			case q.Status[0] == "existing":
				ok = ok && s.Status == Existing
			default:
				ok = ok && s.Status != Planned
			}
			if ok {
				want = append(want, s)
			}
		}
		slices.SortFunc(want, func(a, b Statement) int {
			return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID))
		})
		var have []Observation
		for {
			page, err := g.Observations(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			have, pages = append(have, page.Observations...), pages+1
			if *page.Meta.Total != len(want) || page.Meta.Complete != (page.Meta.NextCursor == "") || len(page.Observations) > q.Limit {
				t.Fatalf("%+v: meta %+v, want a total of %d", q, page.Meta, len(want))
			}
			if q.Cursor = page.Meta.NextCursor; q.Cursor == "" {
				break
			}
		}
		if !slices.EqualFunc(have, want, func(o Observation, s Statement) bool { return o.ID == s.ID && o.Text == s.Object.String() }) {
			t.Fatalf("%+v: %d observations, want %d, or in another order", q, len(have), len(want))
		}
	}
	if pages < 250 {
		t.Errorf("only %d pages", pages)
	}
}

func TestObservationErrors(t *testing.T) {
	g := mustBuild(t, townOntology, append(append(towns(map[string]string{"windmills": "higher", "water-mills": "higher"}, "alpha", "beta"), describe("windmill-fund", "Paper", "基金", "Fund")...),
		Statement{Subject: "alpha", Relation: RelFormerID, Object: StringValue("old-alpha")}.Identify(),
		Statement{Subject: "windmills", Relation: RelFormerID, Object: StringValue("mills")}.Identify(), observe("alpha", "windmills", 1), observe("beta", "windmills", 1)))
	list, err := g.Observations(context.Background(), ObservationQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		q       ObservationQuery
		kind    ErrorKind
		message string
	}{
		{ObservationQuery{Indicator: "windmils"}, NotFound, `there is no indicator "windmils"; did you mean windmills?`},
		{ObservationQuery{Indicator: "Gauge water-mill"}, NotFound, `there is no indicator "Gauge water-mill"; did you mean water-mills or windmills?`},
		{ObservationQuery{Indicator: "windmils", Place: "btea"}, NotFound, `windmills?; there is no entity "btea"; did you mean beta`},
		{ObservationQuery{Indicator: "windmill-fund"}, Invalid, `windmill-fund is no indicator, but of type Paper (Paper); did you mean windmills?`},
		{ObservationQuery{Kind: "absolut"}, Invalid, `unknown kind "absolut"; expected one of absolute, ratio, rank, growth, floor, target, qualitative; did you mean absolute?`},
		{ObservationQuery{Kind: "x", Status: []string{"plannned"}, Basis: []string{"said"}, Limit: -1, Indicator: "alpha"}, Invalid, "limit must be between 1 and 1000, not -1; unknown kind"},
		{ObservationQuery{Kind: "x", Status: []string{"plannned"}, Basis: []string{"said"}, Indicator: "alpha"}, Invalid, `did you mean planned?; unknown basis "said"; expected one of stated, inferred; alpha is no indicator`},
		{ObservationQuery{Limit: MaxList + 1}, Invalid, "limit must be between"},
		{ObservationQuery{Place: "old-alpha"}, Moved, "old-alpha is now part of alpha"},
		{ObservationQuery{Indicator: "mills"}, Moved, "mills is now part of windmills"},
		{ObservationQuery{Limit: 2, Cursor: list.Meta.NextCursor}, BadCursor, "another question"},
	} {
		_, err := g.Observations(context.Background(), c.q)
		if KindOf(err) != c.kind || !strings.Contains(fmt.Sprint(err), c.message) {
			t.Errorf("%+v: got %v, want %q", c.q, err, c.message)
		}
	}
	if list, err = g.Observations(context.Background(), ObservationQuery{Indicator: "water-mills"}); err != nil || list.Observations == nil || len(list.Observations) != 0 {
		t.Errorf("an indicator without observations: %v, %v", list, err)
	}
	if list, err = g.Observations(context.Background(), ObservationQuery{Kind: "Absolute"}); err != nil || len(list.Observations) != 2 {
		t.Errorf("the kind in another case: %v, %v", list, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Observations(ctx, ObservationQuery{}); err != context.Canceled {
		t.Errorf("a cancelled context answers %v", err)
	}
	defer func(old int) { maxWork = old }(maxWork)
	maxWork = 10
	if list, err = g.Observations(context.Background(), ObservationQuery{}); err != nil || *list.Meta.StoppedBy != StoppedByBudget {
		t.Errorf("without budget: %+v, %v", list, err)
	}
}
