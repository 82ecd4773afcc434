package graph

import (
	"context"
	"math/rand/v2"
	"slices"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
)

// gonumView is a projection as gonum reads it.
type gonumView struct {
	*projection
	ctx   context.Context
	asked int
}

type projected int64

func (n projected) ID() int64 { return int64(n) }

var _ gonum.WeightedUndirected = (*gonumView)(nil)

func (p *gonumView) has(id int64) bool { return id >= 0 && id < int64(len(p.members)) }

// Node, Nodes and the rest are gonum's view. All its lists are in a fixed order,
// so sums of floats come out the same every time.
func (p *gonumView) Node(id int64) gonum.Node {
	if !p.has(id) {
		return nil
	}
	return projected(id)
}

func (p *gonumView) Nodes() gonum.Nodes {
	all := make([]gonum.Node, len(p.members))
	for i := range all {
		all[i] = projected(i)
	}
	return iterator.NewOrderedNodes(all)
}

func (p *gonumView) From(id int64) gonum.Nodes {
	interrupt(p.ctx, &p.asked)
	if !p.has(id) {
		return gonum.Empty
	}
	row, _ := p.row(uint32(id))
	near := make([]gonum.Node, len(row))
	for i, m := range row {
		near[i] = projected(m)
	}
	return iterator.NewOrderedNodes(near)
}

func (p *gonumView) Weight(x, y int64) (float64, bool) {
	if !p.has(x) || !p.has(y) {
		return 0, false
	}
	near, weights := p.row(uint32(x))
	i, ok := slices.BinarySearch(near, uint32(y))
	if !ok {
		return 0, x == y
	}
	return float64(weights[i]), true
}

func (p *gonumView) HasEdgeBetween(x, y int64) bool { return p.WeightedEdgeBetween(x, y) != nil }

func (p *gonumView) Edge(x, y int64) gonum.Edge { return p.EdgeBetween(x, y) }

func (p *gonumView) EdgeBetween(x, y int64) gonum.Edge {
	if e := p.WeightedEdgeBetween(x, y); e != nil {
		return e
	}
	return nil
}

func (p *gonumView) WeightedEdge(x, y int64) gonum.WeightedEdge { return p.WeightedEdgeBetween(x, y) }

func (p *gonumView) WeightedEdgeBetween(x, y int64) gonum.WeightedEdge {
	if w, ok := p.Weight(x, y); ok && x != y {
		return projectedEdge{projected(x), projected(y), w}
	}
	return nil
}

type projectedEdge struct {
	from, to gonum.Node
	weight   float64
}

func (e projectedEdge) From() gonum.Node         { return e.from }
func (e projectedEdge) To() gonum.Node           { return e.to }
func (e projectedEdge) Weight() float64          { return e.weight }
func (e projectedEdge) ReversedEdge() gonum.Edge { return projectedEdge{e.to, e.from, e.weight} }

// gonum takes no context. It runs in the caller's goroutine and asks, all along,
// the graph for neighbours and the random source for numbers; once the context
// has ended these answer with a panic that interruptible turns into the error.
type interruption struct{ err error }

func interrupt(ctx context.Context, asked *int) {
	if *asked++; *asked%256 == 0 {
		if err := ctx.Err(); err != nil {
			panic(interruption{err})
		}
	}
}

func interruptible(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interruption:
			err = r.err
		default:
			panic(r)
		}
	}()
	f()
	return nil
}

// interruptibleSource is a random source that ends with a context.
type interruptibleSource struct {
	*rand.PCG
	ctx   context.Context
	asked int
}

// Uint64 draws the next number.
func (s *interruptibleSource) Uint64() uint64 {
	interrupt(s.ctx, &s.asked)
	return s.PCG.Uint64()
}
