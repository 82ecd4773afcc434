package graph

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// Live holds the current Graph and the only write lock. Readers take the
// current graph without waiting; a writer replaces it in one step.
type Live struct {
	current atomic.Pointer[Graph]
	mu      sync.Mutex // serialises writers
	store   Store
}

// Open reads every statement of the store and makes the first current graph,
// with the texts of sources that are attached.
func Open(ctx context.Context, o *Ontology, s Store, documents ...*Document) (*Live, error) {
	g, err := Build(o, s.Statements(ctx), documents...)
	if err != nil {
		return nil, err
	}
	l := &Live{store: s}
	l.current.Store(g)
	return l, nil
}

// Resume goes on with a graph that is known to hold what the store holds.
func Resume(g *Graph, s Store) *Live {
	l := &Live{store: s}
	l.current.Store(g)
	return l
}

// NewLive serves a graph that has no store and so takes no changes.
func NewLive(g *Graph) *Live {
	l := &Live{}
	l.current.Store(g)
	return l
}

// Replace makes another graph the current one. It is for graphs without a store:
// with one it panics, since the two would differ. It waits for nobody: questions
// under way are answered by the graph they began with.
func (l *Live) Replace(g *Graph) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store != nil {
		panic("graph: Replace of a graph that has a store")
	}
	l.current.Store(g)
}

// Withdraw leaves no current graph, until Replace.
func (l *Live) Withdraw() { l.Replace(nil) }

// Current is the graph that questions asked now run on. It never changes; a
// later call may return another one.
func (l *Live) Current() *Graph { return l.current.Load() }

// Apply checks that the changed statements still make a graph, makes the change
// durable in the store and only then swaps the current graph. After an error
// nothing has changed.
func (l *Live) Apply(ctx context.Context, d Delta) (*Graph, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store == nil {
		return nil, &Error{Kind: Unavailable, Issues: []Issue{{Message: "this graph is read-only: it was opened without a store"}}}
	}
	for _, s := range d.Add {
		if err := s.Validate(); err != nil {
			return nil, fmt.Errorf("statement %s: %w", s.ID, err)
		}
	}
	old := l.current.Load()
	next, err := Build(old.onto, changed(old, d), slices.Collect(maps.Values(old.documents))...)
	if err != nil {
		return nil, err
	}
	if next.version == old.version {
		return old, nil
	}
	if err := l.store.Apply(ctx, d); err != nil {
		return nil, err
	}
	l.current.Store(next)
	return next, nil
}

// changed yields the statements of g with the delta applied.
func changed(g *Graph, d Delta) iter.Seq2[Statement, error] {
	gone := make(map[string]bool, len(d.Remove))
	for _, id := range d.Remove {
		gone[id] = true
	}
	return func(yield func(Statement, error) bool) {
		for s, err := range g.AllStatements() {
			if !gone[s.ID] && !yield(s, err) {
				return
			}
		}
		for _, s := range d.Add {
			if !yield(s, nil) {
				return
			}
		}
	}
}
