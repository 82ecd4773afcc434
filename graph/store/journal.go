package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/innograph/innograph/graph"
)

// A change set is kept as JSON in one Zstandard frame: most of it is IRIs and
// names that repeat.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))                                   // no options that fail
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(4<<30)) // likewise
)

func packChangeSet(c *graph.ChangeSet) ([]byte, error) {
	plain, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	return packer.EncodeAll(plain, nil), nil
}

// unpackChangeSet reads a change set and checks that it is the one of its number,
// and that its statements are what their ids say.
func unpackChangeSet(packed []byte, number uint64) (*graph.ChangeSet, error) {
	plain, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("change set %d: %w", number, err)
	}
	c := &graph.ChangeSet{}
	if err := json.Unmarshal(plain, c); err != nil {
		return nil, fmt.Errorf("change set %d: %w", number, err)
	}
	if c.Number != number {
		return nil, fmt.Errorf("change set %d is kept under the number %d", c.Number, number)
	}
	for _, list := range [][]graph.Statement{c.Add, c.Remove} {
		for i, s := range list {
			if list[i] = s.Identify(); list[i].ID != s.ID {
				return nil, fmt.Errorf("change set %d: what it holds as %s hashes to %s", number, s.ID, list[i].ID)
			}
		}
	}
	return c, nil
}

// planned is a change set and what it asks for, checked.
type planned struct {
	set *graph.ChangeSet
	change
}

// plan is what is to be made in one transaction.
type plan struct {
	sets  []planned
	after *graph.State // the state that there must be; nil: any
}

// mayFollow reports whether the plan is for a store in that state.
func (p plan) mayFollow(now graph.State) error {
	if p.after != nil && *p.after != now {
		return graph.ErrBehind
	}
	return nil
}

// planOf plans a change of which nothing else is known.
func planOf(d graph.Delta) func(context.Context) (plan, error) {
	return func(ctx context.Context) (plan, error) {
		c, err := newChange(ctx, d)
		return plan{sets: []planned{{&graph.ChangeSet{}, c}}}, err
	}
}

// plansAfter is plansOf for a store whose state is known.
func plansAfter(now graph.State, sets []*graph.ChangeSet) func(context.Context) (plan, error) {
	return func(ctx context.Context) (plan, error) {
		p, err := plansOf(sets)(ctx)
		p.after = &now
		return p, err
	}
}

func plansOf(sets []*graph.ChangeSet) func(context.Context) (plan, error) {
	return func(ctx context.Context) (plan, error) {
		plans := make([]planned, len(sets))
		for i, set := range sets {
			d := graph.Delta{Add: set.Add, Remove: make([]string, len(set.Remove))}
			for j, s := range set.Remove {
				d.Remove[j] = s.ID
			}
			c, err := newChange(ctx, d)
			if err != nil {
				return plan{}, err
			}
			plans[i] = planned{set, c}
		}
		return plan{sets: plans}, nil
	}
}

// settle notes in a change set what was changed, and numbers it.
func (p planned) settle(last uint64, added, removed []graph.Statement) uint64 {
	p.set.Add, p.set.Remove = added, removed
	if !p.set.Empty() {
		last++
	}
	p.set.Number = last
	if p.set.Time.IsZero() {
		p.set.Time = time.Now()
	}
	p.set.Time = p.set.Time.UTC()
	return last
}
