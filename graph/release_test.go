package graph

import (
	"context"
	"math/rand/v2"
	"testing"
)

// An answer that has not been released stays as it is, whatever is asked after
// it; one that has been released leaves its memory, and nothing else, to others.
func TestAnswersKeepTheirMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	ctx := context.Background()
	g := mustBuild(t, testOntology, randomStatements(r, 30, 120))
	ask := func(q NeighborhoodQuery) *Subgraph {
		a, err := g.Neighborhood(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	type kept struct {
		answer *Subgraph
		json   string
	}
	var all []kept
	for range 400 {
		q := NeighborhoodQuery{ID: g.id(r.Uint32N(30)), Depth: 1 + r.IntN(3), Limit: 1 + r.IntN(30)}
		a := ask(q)
		text := jsonOf(a)
		if a.Meta.NextCursor != "" {
			q.Cursor = a.Meta.NextCursor
			next := ask(q)
			all = append(all, kept{next, jsonOf(next)})
		}
		if r.IntN(2) == 0 {
			a.Release()
		} else {
			all = append(all, kept{a, text})
		}
		p, err := g.Paths(ctx, PathQuery{From: g.id(r.Uint32N(30)), To: g.id(r.Uint32N(30)), Mode: PathMode(r.IntN(4)), Cost: CostModel(r.IntN(3))})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, kept{p, jsonOf(p)})
	}
	for i, k := range all {
		if jsonOf(k.answer) != k.json {
			t.Fatalf("answer %d has changed", i)
		}
	}
}
