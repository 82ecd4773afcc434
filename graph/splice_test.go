package graph

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A splice against a list that is put together element by element.
func TestSplice(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		n := r.IntN(12)
		var before, going, want []uint32
		var fresh []uint32
		places := make([]uint32, n)
		for i := range uint32(n + 1) {
			for r.IntN(4) == 0 {
				before, fresh, want = append(before, i), append(fresh, uint32(len(want))), append(want, 0)
			}
			if int(i) == n {
				break
			}
			if r.IntN(4) == 0 {
				going, places[i] = append(going, i), gone
				continue
			}
			places[i], want = uint32(len(want)), append(want, i+1)
		}
		old := make([]uint32, n)
		for i := range old {
			old[i] = uint32(i) + 1
		}
		p := newSplice(n, before, going)
		if got := spliced(p, old); !slices.Equal(got, want) || !slices.Equal(p.fresh, fresh) || p.n != len(want) {
			t.Fatalf("%d elements, before %v, without %v: %v with new ones at %v, want %v and %v", n, before, going, got, p.fresh, want, fresh)
		}
		if got := p.places(); !slices.Equal(got, places) {
			t.Fatalf("%d elements, before %v, without %v: they go to %v, want %v", n, before, going, got, places)
		}
		for i, want := range places {
			if got := p.place(uint32(i)); got != want {
				t.Fatalf("%d elements, before %v, without %v: %d goes to %d, want %d", n, before, going, i, got, want)
			}
		}
		if p.nothing() != (len(before)+len(going) == 0) {
			t.Fatalf("before %v, without %v: nothing is %v", before, going, p.nothing())
		}
	}
}
