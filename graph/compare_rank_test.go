package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestRankAgainstBruteForce checks ranks, the champion and order independence on
// random tables.
func TestRankAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	champions := 0
	for range 300 {
		better := []string{BetterHigher, BetterLower}[r.IntN(2)]
		places := []string{"a", "b", "c", "d", "e"}[:2+r.IntN(4)]
		statements := towns(map[string]string{"i": better}, places...)
		type point struct {
			place  string
			value  int
			status Status
			scope  bool
		}
		var points []point
		for _, p := range places {
			pt := point{p, r.IntN(6), []Status{Existing, Existing, Existing, Planned}[r.IntN(4)], r.IntN(8) == 0}
			points = append(points, pt)
			qualifiers := []string{"status=" + pt.status.String()}
			if pt.scope {
				qualifiers = append(qualifiers, "flag=scope-differs")
			}
			statements = append(statements, observe(p, "i", pt.value, qualifiers...))
		}
		beats := func(a, b point) bool {
			if better == BetterLower {
				a, b = b, a
			}
			return a.value > b.value
		}
		like := func(a, b point) bool { return !a.scope && !b.scope && a.status == b.status }
		got, err := mustBuild(t, townOntology, statements).Compare(context.Background(), CompareQuery{})
		if err != nil {
			t.Fatal(err)
		}
		table := got.Indicators[0]
		champion := ""
		for _, p := range points {
			rank, others, ahead := 1, 0, true
			for _, o := range points {
				if o == p {
					continue
				}
				if like(p, o) {
					others++
					if beats(o, p) {
						rank++
					}
				}
				ahead = ahead && like(p, o) && p.status == Existing && beats(p, o)
			}
			if ahead {
				champion = p.place
			}
			row := table.Rows[slices.IndexFunc(table.Rows, func(r ComparisonRow) bool { return r.Place.ID == p.place })]
			switch {
			case others == 0 && (row.Rank != nil || row.NotRankedReason == nil):
				t.Fatalf("%+v: %s is ranked", points, p.place)
			case others > 0 && (row.Rank == nil || *row.Rank != rank || row.NotRankedReason != nil):
				t.Fatalf("%s %+v: %s has rank %v, want %d", better, points, p.place, row.Rank, rank)
			}
		}
		have := ""
		if table.Ahead != nil {
			have = *table.Ahead
			champions++
		}
		if have != champion {
			t.Fatalf("%s %+v: ahead is %q, want %q", better, points, have, champion)
		}
		if !slices.IsSortedFunc(table.Rows, func(a, b ComparisonRow) int {
			rank := func(r ComparisonRow) int {
				if r.Rank == nil {
					return len(places) + 1
				}
				return *r.Rank
			}
			return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a.Place.ID, b.Place.ID))
		}) && len(table.Groups) == 1 {
			t.Fatalf("rows out of order: %q", line(table))
		}
		first, _ := json.Marshal(got)
		r.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
		again, err := mustBuild(t, townOntology, statements).Compare(context.Background(), CompareQuery{})
		if second, _ := json.Marshal(again); err != nil || string(first) != string(second) {
			t.Fatalf("the same question has two answers:\n%s\n%s", first, second)
		}
		if strings.Contains(string(first), `:null,"places"`) || strings.Contains(string(first), `"cells":null`) || strings.Contains(string(first), `"statements":null`) {
			t.Fatalf("a list is null: %s", first)
		}
	}
	if champions == 0 {
		t.Error("no table had a champion")
	}
}
