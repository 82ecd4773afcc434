package graph

import (
	"context"
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

func TestManyUnknownOfASubgraph(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	ids := []string{"nobody-1", "nobody-2", "nobody-3", "nobody-4", "nobody-5", "old-lab", "nobody-6"}
	_, err := g.Induced(context.Background(), ids)
	var told []string
	for _, is := range err.(*Error).Issues {
		told = append(told, is.Value.(string))
	}
	if want := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "old-lab" }); KindOf(err) != NotFound || !slices.Equal(told, want) {
		t.Errorf("%v, want %v", told, want)
	}
}
