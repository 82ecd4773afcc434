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
	past    past
	seen    atomic.Int64                  // when the store last answered what its last change set is, in Unix nanoseconds; 0: never
	news    atomic.Pointer[chan struct{}] // closed when another graph becomes the current one
}

// Open reads every statement of the store and makes the first current graph,
// with the texts of sources that are attached.
func Open(ctx context.Context, o *Ontology, s Store, documents ...*Document) (*Live, error) {
	// Others may change the store while it is read: what came in since is applied
	// once more, which does no harm, and then the number is right.
	journal, kept := s.(Journal)
	var last uint64
	if kept {
		var err error
		if last, err = journal.Last(ctx); err != nil {
			return nil, err
		}
	}
	g, err := Build(o, s.Statements(ctx), documents...)
	if err != nil {
		return nil, err
	}
	l := newLive(g)
	l.store, g.change = s, last
	if kept {
		err = l.catchUp(ctx, journal)
		l.seen.Store(0) // nobody follows yet
	}
	return l, err
}

// Resume goes on with a graph that is known to hold what the store holds.
func Resume(ctx context.Context, g *Graph, s Store) (*Live, error) {
	if j, ok := s.(Journal); ok {
		var err error
		if g.change, err = j.Last(ctx); err != nil {
			return nil, err
		}
	}
	l := newLive(g)
	l.store = s
	return l, nil
}

func newLive(g *Graph) *Live {
	l := &Live{}
	news := make(chan struct{})
	l.news.Store(&news)
	l.current.Store(g)
	return l
}

// publish makes g the current graph and tells those who wait for it.
func (l *Live) publish(g *Graph) {
	l.current.Store(g)
	news := make(chan struct{})
	close(*l.news.Swap(&news))
}

// News is closed when another graph becomes the current one.
func (l *Live) News() <-chan struct{} { return *l.news.Load() }

// Await answers the current graph once it holds a change set, or the error of the
// context.
func (l *Live) Await(ctx context.Context, change uint64) (*Graph, error) {
	for {
		news := l.News()
		if g := l.Current(); g == nil || g.change >= change {
			return g, nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Backuper is the store of the graph, where backups can be made of it; else nil.
func (l *Live) Backuper() Backuper {
	b, _ := l.store.(Backuper)
	return b
}

// Journal is the store of the graph, where that keeps its changes; else nil.
func (l *Live) Journal() Journal {
	j, _ := l.store.(Journal)
	return j
}

// NewLive serves a graph that has no store and so takes no changes.
func NewLive(g *Graph) *Live { return newLive(g) }

// Replace makes another graph the current one. It is for graphs without a store:
// with one it panics, since the two would differ. It waits for nobody: questions
// under way are answered by the graph they began with.
func (l *Live) Replace(g *Graph) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store != nil {
		panic("graph: Replace of a graph that has a store")
	}
	l.publish(g)
}

// Withdraw leaves no current graph, until Replace.
func (l *Live) Withdraw() { l.Replace(nil) }

// Current is the graph that questions asked now run on. It never changes; a
// later call may return another one.
func (l *Live) Current() *Graph { return l.current.Load() }

// Commit checks that the statements still make a graph after all change sets,
// makes these durable and only then swaps the current graph. What the sets did
// change, and their numbers, is noted in them. After an error nothing has
// changed. ErrBehind says that others have changed the store since the graph on
// which the sets were decided, which must be decided anew, after CatchUp.
func (l *Live) Commit(ctx context.Context, on *Graph, sets ...*ChangeSet) (*Graph, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	journal, ok := l.store.(Journal)
	if !ok {
		return nil, l.readOnly()
	}
	old := l.current.Load()
	if old != on { // Follow has brought it up meanwhile
		return nil, ErrBehind
	}
	next, err := advanced(ctx, old, sets)
	if err != nil {
		return nil, err
	}
	last := sets[len(sets)-1]
	last.Graph = next.version
	if err := journal.CommitAfter(ctx, old.change, sets...); err != nil {
		return nil, err
	}
	if last.Number == old.change {
		return old, nil // nothing changed
	}
	next.change = last.Number
	l.publish(next)
	return next, nil
}

// Apply is Commit for a change of which nothing else is known. It also works on a
// store that keeps no changes.
func (l *Live) Apply(ctx context.Context, d Delta) (*Graph, error) {
	set := &ChangeSet{Add: slices.Clone(d.Add)}
	for _, id := range d.Remove {
		set.Remove = append(set.Remove, Statement{ID: id})
	}
	for _, s := range d.Add {
		if err := s.Validate(); err != nil {
			return nil, fmt.Errorf("statement %s: %w", s.ID, err)
		}
	}
	if l.Journal() != nil {
		return l.Commit(ctx, l.Current(), set)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store == nil {
		return nil, l.readOnly()
	}
	old := l.current.Load()
	next, err := advanced(ctx, old, []*ChangeSet{set})
	switch {
	case err != nil:
		return nil, err
	case next.version == old.version:
		return old, nil
	}
	if err := l.store.Apply(ctx, d); err != nil {
		return nil, err
	}
	l.publish(next)
	return next, nil
}

// advanced makes the graph that g is after change sets.
func advanced(ctx context.Context, g *Graph, sets []*ChangeSet) (*Graph, error) {
	if next, ok := amend(g, sets); ok {
		return next, nil
	}
	return rebuilt(g, withContext(ctx, changed(g, sets)))
}

// rebuilt makes a graph of the model and the documents of another one.
func rebuilt(g *Graph, statements iter.Seq2[Statement, error]) (*Graph, error) {
	return Build(g.onto, statements, slices.Collect(maps.Values(g.documents))...)
}

func (l *Live) readOnly() error {
	message := "this graph is read-only: it was opened without a store"
	if l.store != nil {
		message = "this graph is read-only: its store keeps no changes"
	}
	return &Error{Kind: Unavailable, Issues: []Issue{{Message: message}}}
}

// changed yields the statements of g after change sets, in their order.
func changed(g *Graph, sets []*ChangeSet) iter.Seq2[Statement, error] {
	last := lastWords(sets)
	return func(yield func(Statement, error) bool) {
		for s, err := range g.AllStatements() {
			if last[s.ID] == 0 && !yield(s, err) {
				return
			}
		}
		for i, set := range sets {
			for _, s := range set.Add {
				if last[s.ID] == i+1 && !yield(s, nil) {
					return
				}
			}
		}
	}
}
