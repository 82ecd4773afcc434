package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// settled is what changes come to: the change sets as they are kept, and what all
// of them together add and remove.
type settled struct {
	sets        []*graph.ChangeSet
	changed     []*graph.ChangeSet // those that are not empty
	add, remove []graph.Statement
	last        uint64
}

// settleAll finds out what changes do, one after the other, in the state that the
// transaction sees. The change sets it answers are copies, since the transaction
// may yet fail.
func settleAll(ctx context.Context, tx pgx.Tx, changes []planned, empty bool, last uint64) (*settled, error) {
	var ids, removals []string
	seen := map[string]bool{}
	note := func(id string) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, c := range changes {
		for _, s := range c.add {
			note(s.ID)
		}
		for _, id := range c.remove {
			note(id)
		}
	}
	before, content := map[string]bool{}, map[string]graph.Statement{}
	if !empty {
		var err error
		if before, err = presentIDs(ctx, tx, ids); err != nil {
			return nil, err
		}
		for _, c := range changes {
			for _, id := range c.remove {
				if before[id] && seen[id] {
					seen[id] = false // each once
					removals = append(removals, id)
				}
			}
		}
		if content, err = statementsOf(ctx, tx, removals); err != nil {
			return nil, err
		}
	}
	now := make(map[string]bool, len(ids))
	for id := range before {
		now[id] = true
	}
	out := &settled{last: last}
	for _, c := range changes {
		var added, removed []graph.Statement
		for _, s := range c.add {
			if !now[s.ID] {
				now[s.ID] = true
				content[s.ID] = s
				added = append(added, s)
			}
		}
		for _, id := range c.remove {
			if now[id] {
				now[id] = false
				removed = append(removed, content[id])
			}
		}
		set := *c.set
		c.set = &set
		out.last = c.settle(out.last, added, removed)
		out.sets = append(out.sets, &set)
		if !set.Empty() {
			out.changed = append(out.changed, &set)
		}
	}
	for _, id := range ids {
		switch {
		case now[id] && !before[id]:
			out.add = append(out.add, content[id])
		case !now[id] && before[id]:
			out.remove = append(out.remove, content[id])
		}
	}
	return out, nil
}

// pack begins to pack the change sets, beside the work of the server, and answers
// how to wait for them.
func (s *settled) pack() func() ([]packedSet, error) {
	type result struct {
		sets []packedSet
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		for _, c := range s.changed {
			var packed []byte
			if packed, r.err = packChangeSet(c); r.err != nil {
				break
			}
			r.sets = append(r.sets, packedSet{c, packed})
		}
		done <- r
	}()
	return func() ([]packedSet, error) {
		r := <-done
		return r.sets, r.err
	}
}
