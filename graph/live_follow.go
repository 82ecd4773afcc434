package graph

import (
	"context"
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
	last, err := journal.Last(ctx)
	if err != nil {
		return err
	}
	l.seen.Store(time.Now().UnixNano())
	g := l.current.Load()
	if last == g.change {
		return nil
	}
	if last < g.change || last-g.change > MaxReplay {
		// It is another store than before, or far ahead. What comes in while it is
		// read may or may not be in it: to replay it does no harm.
		if g, err = rebuilt(g, journal.Statements(ctx)); err != nil {
			return err
		}
		g.change = last
	}
	sets, err := changesAfter(ctx, journal, g.change)
	if err != nil {
		return err
	}
	if len(sets) > 0 {
		if g, err = advanced(ctx, g, sets); err != nil {
			return err
		}
		g.change = sets[len(sets)-1].Number
	}
	l.publish(g)
	return nil
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
