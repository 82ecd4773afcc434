package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"
)

// MaxReplay is how many change sets are applied one after the other; a graph that
// is further behind is read anew.
const MaxReplay = 10_000

// CatchUp brings the current graph up to the last change set of the store, which
// other processes may have made. A change set is there whole or not at all.
func (l *Live) CatchUp(ctx context.Context) error {
	journal := l.Journal()
	if journal == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.catchUp(ctx, journal)
}

func (l *Live) catchUp(ctx context.Context, journal Journal) error {
	now, err := journal.State(ctx)
	if err != nil {
		return err
	}
	l.seen.Store(time.Now().UnixNano())
	old := l.current.Load()
	switch {
	case now == old.storeState():
		return nil
	case now == l.damaged.told && l.damaged.err != nil:
		return l.damaged.err
	}
	if now.Change > old.change && now.Change-old.change <= MaxReplay {
		g, err := replayed(ctx, journal, old)
		switch {
		case err == nil && (g.change != now.Change || g.storeState() == now): // where more came in, the next look compares
			l.publish(g)
			return nil
		case err != nil && KindOf(err) != Invalid:
			return err
		}
	}
	// It is far ahead, or of another history, with which the graph does not go: a
	// machine was lost with change sets that the one in its place never had.
	g, err := readAll(ctx, journal, func(all iter.Seq2[Statement, error]) (*Graph, error) { return rebuilt(old, all) })
	if err == nil {
		l.publish(g)
		l.past.forget()
		if g.change == now.Change && g.storeState() != now {
			err = &Error{Kind: Unavailable, Issues: []Issue{{Message: fmt.Sprintf(
				"the store is damaged: after change set %d it says that it holds %d statements, and it holds others; look at it with 'innograph doctor'", now.Change, now.Statements)}}}
		}
	}
	if err != nil && ctx.Err() == nil && (g != nil || KindOf(err) == Invalid) {
		l.damaged = damage{now, err}
	}
	return err
}

// damage is why a store is not as it says, or makes no graph. As long as it tells of
// the same state, it is not read again to hear the same.
type damage struct {
	told State
	err  error
}

// readAll makes the graph of everything that a store holds. What comes in while it
// is read may or may not be in it: to apply it once more does no harm, and then the
// number is right.
func readAll(ctx context.Context, journal Journal, build func(iter.Seq2[Statement, error]) (*Graph, error)) (*Graph, error) {
	before, err := journal.State(ctx)
	if err != nil {
		return nil, err
	}
	g, err := build(journal.Statements(ctx))
	if err != nil {
		return nil, err
	}
	g.change = before.Change
	return replayed(ctx, journal, g)
}

// replayed is a graph with all later change sets.
func replayed(ctx context.Context, journal Journal, g *Graph) (*Graph, error) {
	sets, err := changesAfter(ctx, journal, g.change)
	if err != nil || len(sets) == 0 {
		return g, err
	}
	next, err := advanced(ctx, g, sets)
	if err != nil {
		return nil, err
	}
	next.change = sets[len(sets)-1].Number
	return next, nil
}

func changesAfter(ctx context.Context, journal Journal, after uint64) (sets []*ChangeSet, err error) {
	for c, err := range journal.Changes(ctx, after) {
		if err != nil {
			return nil, err
		}
		sets = append(sets, c)
	}
	return slices.Clip(sets), nil
}

// Hinting is a Store that can say when something may have changed. It may stay
// silent or say it for nothing; only the journal tells what is so.
type Hinting interface {
	// Hints sends something when the store may have changed, until the context
	// ends. It goes on by itself when a connection is lost.
	Hints(ctx context.Context) <-chan struct{}
}

// Turning is a Journal in which others come first again and again. It can keep them
// from changing the store for a moment.
type Turning interface {
	// Turn waits until no other process changes the store, and lets none do so until
	// the next CommitAfter is done, or release is called, or for some seconds.
	// Errors are those of CommitAfter.
	Turn(ctx context.Context) (release func(), err error)
}

// Turn is CatchUp, after which nobody else changes the store before the next
// Commit, or release, or for long. A store that only this process has needs none.
func (l *Live) Turn(ctx context.Context) (release func(), err error) {
	release = func() {}
	if err := l.CatchUp(ctx); err != nil { // which may take long
		return release, err
	}
	t, ok := l.store.(Turning)
	if !ok {
		return release, nil
	}
	if release, err = t.Turn(ctx); err != nil {
		return func() {}, err
	}
	return release, l.CatchUp(ctx)
}

// Follow keeps the current graph up with a store that others change too: it looks
// whenever the store hints that there is news, and every so often in any case.
// Errors are told and survived. It ends with the context.
func (l *Live) Follow(ctx context.Context, every time.Duration, failed func(error)) {
	var hints <-chan struct{}
	if h, ok := l.store.(Hinting); ok {
		hints = h.Hints(ctx)
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-hints:
		case <-tick.C:
		}
		if err := l.CatchUp(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
}

// Age is how long ago the store was last known to be where the current graph is;
// 0 for a graph that nobody else changes.
func (l *Live) Age() time.Duration {
	seen := l.seen.Load()
	if seen == 0 {
		return 0
	}
	return time.Since(time.Unix(0, seen))
}
