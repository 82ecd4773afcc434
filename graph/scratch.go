package graph

import (
	"context"
	"sync"
)

// scratch is the working memory of one traversal, kept for reuse so that a
// query allocates by the size of its answer, not of the graph.
type scratch struct {
	mark    []uint64 // epoch<<32 | what the traversal notes of the node
	back    []uint64 // the same for the search from the other end
	epoch   uint32
	queue   []uint32
	other   []uint32
	parents []uint32
	run     []uint32
	settled []settledLabel
	pending []label
	count   []uint32 // per relation
}

var scratchPool sync.Pool

func (g *Graph) takeScratch() *scratch {
	s, _ := scratchPool.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	if n := g.entities(); len(s.mark) < n {
		s.mark, s.back, s.epoch = make([]uint64, n), make([]uint64, n), 0
	}
	s.next()
	return s
}

// next forgets every mark.
func (s *scratch) next() {
	s.epoch++
	if s.epoch == 0 { // wrapped: old marks could look new
		clear(s.mark)
		clear(s.back)
		s.epoch = 1
	}
	s.queue, s.other = s.queue[:0], s.other[:0]
}

func (s *scratch) release() { scratchPool.Put(s) }

func (s *scratch) get(m []uint64, n uint32) (uint32, bool) {
	v := m[n]
	return uint32(v), uint32(v>>32) == s.epoch
}

func (s *scratch) set(m []uint64, n, value uint32) { m[n] = uint64(s.epoch)<<32 | uint64(value) }

// Work is counted in arcs looked at.
const (
	// defaultWork bounds one query. At some 5 ns an arc it is a tenth of a second.
	defaultWork = 20_000_000
	// checkEvery is how many arcs may pass between two looks at the context.
	checkEvery = 1 << 13
)

// edgeWork is the work that an edge of an answer counts as beside the look at it:
// it bounds an answer to some 300,000 edges, which take 7 MB.
const edgeWork = 64

// maxWork is defaultWork but in tests.
var maxWork = defaultWork

// budget counts work and notices the end of a context.
type budget struct {
	ctx   context.Context
	left  int
	check int
	used  int
	err   error // of the context
}

func newBudget(ctx context.Context, work int) *budget {
	return &budget{ctx: ctx, left: work, check: checkEvery, err: ctx.Err()}
}

// spend reports whether n more arcs may be looked at.
func (b *budget) spend(n int) bool {
	b.used += n
	b.left -= n
	b.check -= n
	if b.check <= 0 {
		b.check = checkEvery
		if b.err == nil {
			b.err = b.ctx.Err()
		}
	}
	return b.left >= 0 && b.err == nil
}

// keep reports whether the answer may have n more edges.
func (b *budget) keep(n int) bool {
	b.left -= n * edgeWork
	return b.left >= 0
}
