package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// What is near among the similar ids is what is near among all.
func TestSimilarIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	word := func() string {
		b := make([]byte, 2+r.IntN(9))
		for i := range b {
			b[i] = "abcdefg0123-"[r.IntN(12)]
			if i == 0 || i == len(b)-1 || b[i-1] == '-' {
				b[i] = "abcdefg0123"[r.IntN(11)]
			}
		}
		return string(b)
	}
	var all []Statement
	for range 400 {
		all = append(all, describe(word(), "City", "", "")...)
	}
	g := mustBuild(t, testOntology, dropRepeated(all))
	everyone := func(uint32) bool { return true }
	found := 0
	for range 500 {
		id := word()
		got, want := Nearest(id, g.similarIDs(id, everyone), 5), Nearest(id, g.allIDs(), 5)
		if !slices.Equal(got, want) {
			t.Fatalf("near %s: %v, want %v", id, got, want)
		}
		found += len(got)
	}
	if similar := len(g.similarIDs("zyxwvuts", everyone)); found == 0 || similar != 0 {
		t.Errorf("%d found; %d ids are similar to one without a letter of theirs", found, similar)
	}
}

func dropRepeated(list []Statement) []Statement {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(s Statement) bool {
		key := fmt.Sprint(s.ID)
		again := seen[key]
		seen[key] = true
		return again
	})
}
