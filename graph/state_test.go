package graph

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// The state of a graph after change sets is that of one that was made at once, also
// where they add what is there and remove what is not.
func TestStateAfterChangeSets(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alias := func() Statement {
		return Statement{Subject: "lab", Relation: RelAlias, Object: StringValue(fmt.Sprint("alias ", random.IntN(12)))}.Identify()
	}
	g := mustBuild(t, testOntology, smallStatements())
	before := g.storeState()
	seen := map[State]bool{before: true}
	for range 200 {
		var sets []*ChangeSet
		for range 1 + random.IntN(3) {
			sets = append(sets, &ChangeSet{Add: []Statement{alias(), alias()}, Remove: []Statement{alias(), alias()}})
		}
		next, err := advanced(t.Context(), g, sets)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := rebuilt(next, next.AllStatements())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := next.storeState(), fresh.storeState(); got != want {
			t.Fatalf("%v, expected %v", got, want)
		}
		seen[next.storeState()] = true
		g = next
	}
	if len(seen) < 50 {
		t.Errorf("only %d states", len(seen))
	}
}
