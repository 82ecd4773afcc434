package graph

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// What was put into an arena stays as it was, over many chunks.
func TestArena(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var a arena
	var all partials
	var want [][]uint32
	var where []uint32
	for i := range 400_000 {
		var before []uint32
		if i > 0 {
			before = want[r.IntN(i)]
		}
		if len(before) > 30 || i%1000 == 0 {
			before = nil
		}
		s := a.add(before, uint32(i))
		want = append(want, append(slices.Clone(before), uint32(i)))
		where = append(where, all.add(partial{path: s, cost: int64(i)}))
	}
	long := make([]uint32, 3*arenaChunk)
	where, want = append(where, all.add(partial{path: a.add(long, 7), cost: 400_000})), append(want, append(long, 7))
	for i, at := range where {
		if p := all.at(at); p.cost != int64(i) || !slices.Equal(a.nodes(p.path), want[i]) {
			t.Fatalf("path %d is %v of cost %d, want %v", i, a.nodes(p.path), p.cost, want[i])
		}
	}
}
