package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// past keeps some graphs of earlier moments.
type past struct {
	mu     sync.Mutex // held while one is made: it is heavy work, and others may want the same
	graphs []*Graph   // the one that was asked for last at the end
	kept   atomic.Int64
}

// MaxPast is how many graphs of earlier moments are kept in memory.
const MaxPast = 4

// AsOf answers the graph as it was after a change set: what is there now, with
// all later change sets taken back.
//
// Errors: *Error of kind Invalid for a number that was not reached yet,
// Unavailable where no changes are kept, and the context's.
func (l *Live) AsOf(ctx context.Context, change uint64) (*Graph, error) {
	journal := l.Journal()
	if journal == nil {
		return nil, &Error{Kind: Unavailable, Issues: []Issue{{Param: "as_of", Value: change, Message: "no earlier states are known: this graph has no store that keeps its changes"}}}
	}
	reached := func() (*Graph, error) {
		now := l.Current()
		if change > now.change {
			return nil, invalid("as_of", change, fmt.Sprintf("there is no change set %d yet; the last is %d", change, now.change))
		}
		return now, nil
	}
	now, err := reached()
	if err != nil || change == now.change {
		return now, err
	}
	l.past.mu.Lock()
	defer l.past.mu.Unlock()
	if now, err = reached(); err != nil || change == now.change { // another history may have begun
		return now, err
	}
	if i := slices.IndexFunc(l.past.graphs, func(g *Graph) bool { return g.change == change }); i >= 0 {
		g := l.past.graphs[i]
		l.past.graphs = append(slices.Delete(l.past.graphs, i, i+1), g)
		return g, nil
	}
	var back []*ChangeSet
	for c, err := range journal.Changes(ctx, change) {
		if err != nil {
			return nil, err
		}
		if c.Number > now.change { // it came after this call
			break
		}
		back = append(back, &ChangeSet{Add: c.Remove, Remove: c.Add})
	}
	slices.Reverse(back)
	g, err := advanced(ctx, now, back)
	if err != nil {
		return nil, err
	}
	g.change = change
	if len(l.past.graphs) == MaxPast {
		l.past.graphs = slices.Delete(l.past.graphs, 0, 1)
	}
	l.past.graphs = append(l.past.graphs, g)
	l.past.kept.Store(int64(len(l.past.graphs)))
	return g, nil
}

// forget drops the graphs of earlier moments. It waits for one that is being made.
func (p *past) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.graphs = nil
	p.kept.Store(0)
}

// PastKept is how many graphs of earlier moments are kept. It waits for nobody.
func (l *Live) PastKept() int { return int(l.past.kept.Load()) }

// withContext ends a stream with the error of a context.
func withContext(ctx context.Context, statements iter.Seq2[Statement, error]) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		n := 0
		for s, err := range statements {
			if n++; n%checkEvery == 0 && ctx.Err() != nil {
				yield(Statement{}, ctx.Err())
				return
			}
			if !yield(s, err) {
				return
			}
		}
	}
}
