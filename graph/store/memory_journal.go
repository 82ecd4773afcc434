package store

import (
	"context"
	"iter"
	"slices"

	"github.com/innograph/innograph/graph"
)

// keptChangeSet is a copy that nobody else changes.
func keptChangeSet(c *graph.ChangeSet) *graph.ChangeSet {
	kept := *c
	kept.Add, kept.Remove = slices.Clone(c.Add), slices.Clone(c.Remove)
	return &kept
}

// Last implements [graph.Journal].
func (m *memory) Last(ctx context.Context) (n uint64, err error) {
	err = m.view(ctx, func() { n = uint64(len(m.changes)) })
	return n, err
}

// State implements [graph.Journal].
func (m *memory) State(ctx context.Context) (at graph.State, err error) {
	err = m.view(ctx, func() { at = m.held.state(uint64(len(m.changes))) })
	return at, err
}

// Asked implements [graph.Journal].
func (m *memory) Asked(ctx context.Context, author, idempotency string) (c *graph.ChangeSet, err error) {
	err = m.view(ctx, func() {
		if n := m.asked[string(askedKey(author, idempotency))]; n > 0 {
			c = keptChangeSet(m.changes[n-1])
		}
	})
	return c, err
}

func (m *memory) view(ctx context.Context, read func()) error {
	if err := m.enter(); err != nil {
		return err
	}
	defer m.leave()
	if err := m.lock.acquire(ctx); err != nil {
		return err
	}
	defer m.lock.release()
	if m.broken != nil {
		return m.broken
	}
	read()
	return nil
}

// Changes implements [graph.Journal].
func (m *memory) Changes(ctx context.Context, after uint64) iter.Seq2[*graph.ChangeSet, error] {
	return m.journal(ctx, func() []*graph.ChangeSet { return m.changes[min(after, uint64(len(m.changes))):] })
}

// History implements [graph.Journal].
func (m *memory) History(ctx context.Context, entity string, below uint64) iter.Seq2[*graph.ChangeSet, error] {
	return m.journal(ctx, func() (found []*graph.ChangeSet) {
		for _, n := range slices.Backward(m.touched[entity]) {
			if below == 0 || n < below {
				found = append(found, m.changes[n-1])
			}
		}
		return found
	})
}

func (m *memory) journal(ctx context.Context, pick func() []*graph.ChangeSet) iter.Seq2[*graph.ChangeSet, error] {
	return func(yield func(*graph.ChangeSet, error) bool) {
		if err := m.enter(); err != nil {
			yield(nil, err)
			return
		}
		defer m.leave()
		var sets []*graph.ChangeSet
		if err := m.view(ctx, func() { sets = slices.Clone(pick()) }); err != nil {
			yield(nil, err)
			return
		}
		for _, c := range sets {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(keptChangeSet(c), nil) {
				return
			}
		}
	}
}
