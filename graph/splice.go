package graph

import (
	"math"
	"slices"
)

// splice says how a list becomes another one: pieces of it are kept, in their
// order, some elements are gone, and new ones stand before, between and after.
type splice struct {
	kept  []piece
	fresh []uint32 // where the new elements are, ascending
	was   int      // elements before
	n     int      // elements afterwards
}

// piece is a stretch of elements that are kept.
type piece struct{ from, to, at uint32 } // elements from to to stand at at and behind it

// gone is the new place of an element that is no more.
const gone = math.MaxUint32

// newSplice takes the number of elements, for each new one the element before
// which it comes, ascending, and those that go, ascending and each once.
func newSplice(n int, before, going []uint32) *splice {
	p := &splice{was: n, fresh: make([]uint32, 0, len(before))}
	from, at := uint32(0), uint32(0)
	keep := func(to uint32) {
		if to > from {
			p.kept = append(p.kept, piece{from, to, at})
			at += to - from
			from = to
		}
	}
	for len(before)+len(going) > 0 {
		if len(going) == 0 || len(before) > 0 && before[0] <= going[0] {
			keep(before[0])
			p.fresh, before = append(p.fresh, at), before[1:]
			at++
			continue
		}
		keep(going[0])
		from, going = going[0]+1, going[1:]
	}
	keep(uint32(n))
	p.n = int(at)
	return p
}

// nothing reports whether the list stays as it is.
func (p *splice) nothing() bool { return p.n == p.was && len(p.fresh) == 0 }

// places answers where each element is afterwards, or gone.
func (p *splice) places() []uint32 {
	to := make([]uint32, p.was)
	next := uint32(0)
	for _, k := range p.kept {
		for ; next < k.from; next++ {
			to[next] = gone
		}
		for ; next < k.to; next++ {
			to[next] = next - k.from + k.at
		}
	}
	for ; int(next) < p.was; next++ {
		to[next] = gone
	}
	return to
}

// place answers where one element is afterwards, or gone.
func (p *splice) place(i uint32) uint32 {
	at, ok := slices.BinarySearchFunc(p.kept, i, func(k piece, i uint32) int {
		switch {
		case k.to <= i:
			return -1
		case k.from > i:
			return 1
		}
		return 0
	})
	if !ok {
		return gone
	}
	return i - p.kept[at].from + p.kept[at].at
}

// spliced answers the new list, with zeros for the new elements.
func spliced[T any](p *splice, old []T) []T {
	list := make([]T, p.n)
	for _, k := range p.kept {
		copy(list[k.at:], old[k.from:k.to])
	}
	return list
}
