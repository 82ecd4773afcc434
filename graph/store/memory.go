package store

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	"github.com/innograph/innograph/graph"
)

// memory is the row that lives in the process.
//
// Cayley's memstore may not be used by two goroutines at once, not even by two
// readers, so the lock is held around every use of it. Readers copy the quads
// under the lock and put them together outside it.
type memory struct {
	gate
	lock   lock // guards the fields below
	qs     *memstore.QuadStore
	broken *graph.Error // set for good when a change failed half way

	held    ledger
	changes []*graph.ChangeSet // the journal: number n is at n-1
	touched map[string][]uint64
	asked   map[string]uint64

	rebuildAt int // see the constant
}

func openMemory(_ context.Context, dsn string) (graph.Store, error) {
	if dsn != "memory" {
		return nil, invalid("memory", []string{"memory"}, "a store in memory has no address after its name")
	}
	return newMemory(), nil
}

func newMemory() *memory {
	return &memory{lock: newLock(), qs: memstore.New(), rebuildAt: rebuildAt, touched: map[string][]uint64{}, asked: map[string]uint64{}}
}

// Statements implements [graph.Store].
func (m *memory) Statements(ctx context.Context) iter.Seq2[graph.Statement, error] {
	return stream(ctx, &m.gate, func() (reader, error) {
		quads, err := m.snapshot(ctx)
		return &memoryReader{quads: quads}, err
	}, m.explain)
}

// explain makes an error that a caller can read.
func (m *memory) explain(err error) error {
	if e := (*graph.Error)(nil); errors.As(err, &e) {
		return err
	}
	if p := (*panicError)(nil); errors.As(err, &p) {
		return unavailable(err, "the store in memory failed: %v", p.value)
	}
	return unavailable(err, "the store in memory is damaged: %v", err)
}

// snapshot takes the lock and copies all quads.
func (m *memory) snapshot(ctx context.Context) ([]quad.Quad, error) {
	if err := m.lock.acquire(ctx); err != nil {
		return nil, err
	}
	defer m.lock.release()
	if m.broken != nil {
		return nil, m.broken
	}
	return m.quads(ctx)
}

// quads copies all quads, in the order in which they were added. The caller has
// the lock.
func (m *memory) quads(ctx context.Context) ([]quad.Quad, error) {
	stats, err := m.qs.Stats(ctx, true)
	if err != nil {
		return nil, err
	}
	quads := make([]quad.Quad, 0, stats.Quads.Size)
	it := m.qs.QuadsAllIterator()
	defer it.Close()
	for it.Next(ctx) {
		if len(quads)%batch == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		quads = append(quads, m.qs.Quad(it.Result()))
	}
	return quads, it.Err()
}

// memoryReader puts the quads of a snapshot together.
type memoryReader struct {
	quads []quad.Quad
	asm   assembler
}

func (r *memoryReader) next(_ context.Context, to []graph.Statement) ([]graph.Statement, error) {
	for len(to) < readAhead {
		if len(r.quads) == 0 {
			s, finished, err := r.asm.flush()
			if finished {
				to = append(to, s)
			}
			if err == nil {
				err = io.EOF
			}
			return to, err
		}
		s, finished, err := r.asm.add(r.quads[0])
		if err != nil {
			return to, err
		}
		r.quads = r.quads[1:]
		if finished {
			to = append(to, s)
		}
	}
	return to, nil
}

func (r *memoryReader) close() error { return nil }

// Apply implements [graph.Store].
func (m *memory) Apply(ctx context.Context, d graph.Delta) error {
	return m.change(ctx, planOf(d))
}

// Commit implements [graph.Journal].
func (m *memory) Commit(ctx context.Context, sets ...*graph.ChangeSet) error {
	return m.change(ctx, plansOf(sets))
}

// CommitAfter implements [graph.Journal].
func (m *memory) CommitAfter(ctx context.Context, after graph.State, sets ...*graph.ChangeSet) error {
	return m.change(ctx, plansAfter(after, sets))
}

// change makes changes, all or none of them.
func (m *memory) change(ctx context.Context, plan func(context.Context) (plan, error)) error {
	if err := m.enter(); err != nil {
		return err
	}
	defer m.leave()
	p, err := plan(ctx)
	if err != nil {
		return err
	}
	if err := m.lock.acquire(ctx); err != nil {
		return err
	}
	defer m.lock.release()
	if m.broken != nil {
		return m.broken
	}
	if err := p.mayFollow(m.held.state(uint64(len(m.changes)))); err != nil {
		return err
	}
	err = guard(func() error { return m.apply(ctx, p) })
	if err == nil || ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return err
	}
	m.broken = unavailable(err, "the store in memory failed in the middle of a change and can no longer be used")
	return m.broken
}

// apply makes the changes. The error of the context means that nothing was done.
func (m *memory) apply(ctx context.Context, changes plan) error {
	last := uint64(len(m.changes))
	for _, p := range changes.sets {
		added, removed, err := m.applyOne(ctx, p.change)
		if err != nil {
			return err
		}
		last = p.settle(last, added, removed)
		if p.set.Empty() {
			continue
		}
		for _, st := range added {
			m.held.add(st.ID)
		}
		for _, st := range removed {
			m.held.remove(st.ID)
		}
		m.changes = append(m.changes, keptChangeSet(p.set))
		for _, id := range p.set.Touches() {
			m.touched[id] = append(m.touched[id], last)
		}
		if p.set.Idempotency != "" {
			m.asked[string(askedKey(p.set.Author, p.set.Idempotency))] = last
		}
		// From here on nothing can be undone, so the context no longer matters.
		ctx = context.WithoutCancel(ctx)
	}
	return nil
}

func (m *memory) applyOne(ctx context.Context, c change) (added, removed []graph.Statement, err error) {
	r := record{qs: m.qs, lookup: m.lookup}
	add, err := r.absent(ctx, c.add)
	if err != nil {
		return nil, nil, err
	}
	remove, err := r.present(ctx, c.remove)
	if err != nil {
		return nil, nil, err
	}
	if len(remove) > m.rebuildAt {
		removed, err = m.rebuild(ctx, add, remove)
		return add, removed, err
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	ctx = context.WithoutCancel(ctx)
	if err := r.add(ctx, add); err != nil {
		return nil, nil, err
	}
	removed, err = r.remove(ctx, remove)
	return add, removed, err
}

// rebuildAt is the number of removals above which a new memstore is filled with
// what is left. Deleting one statement takes a search through all of them, half
// a millisecond among 100,000; filling takes as long as some 4,000 of those.
const rebuildAt = 4096

// rebuild makes a new memstore without the statements to remove and with those
// to add, and puts it in the place of the old one.
func (m *memory) rebuild(ctx context.Context, add []graph.Statement, remove []node) (removed []graph.Statement, err error) {
	quads, err := m.quads(ctx)
	if err != nil {
		return nil, err
	}
	gone := make(map[quad.Value]bool, len(remove))
	for _, n := range remove {
		gone[statementIRI(n.id)] = true
	}
	kept := make([]quad.Quad, 0, len(quads))
	var asm assembler
	note := func(s graph.Statement, finished bool, err error) error {
		if finished {
			removed = append(removed, s)
		}
		return err
	}
	for _, q := range quads {
		if !gone[q.Label] {
			kept = append(kept, q)
		} else if err := note(asm.add(q)); err != nil {
			return nil, err
		}
	}
	if err := note(asm.flush()); err != nil {
		return nil, err
	}
	for _, s := range add {
		kept = appendQuads(kept, s)
	}
	r := record{qs: memstore.New()}
	for part := range slices.Chunk(kept, batch) {
		if err := r.apply(ctx, cayley.Add, part); err != nil {
			return nil, err
		}
	}
	m.qs = r.qs.(*memstore.QuadStore)
	return removed, nil
}

// lookup asks the memstore for nodes, one by one.
func (m *memory) lookup(_ context.Context, values []quad.Value) ([]cayley.Ref, error) {
	refs := make([]cayley.Ref, len(values))
	for i, v := range values {
		refs[i] = m.qs.ValueOf(v)
	}
	return refs, nil
}

// Close implements [graph.Store].
func (m *memory) Close() error {
	if err := m.close(); err != nil {
		return err
	}
	m.qs, m.changes, m.touched, m.asked = nil, nil, nil, nil
	return nil
}
