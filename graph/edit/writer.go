package edit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/innograph/innograph/graph"
)

// Proposal asks for a change.
type Proposal struct {
	Author    string
	Message   string
	RequestID string
	Undoes    uint64

	// Idempotency names the request; another proposal of the author with the same
	// name and Fingerprint is answered with what the first one did. "" for none.
	Idempotency string
	Fingerprint string

	// Edit says what to change, given the graph with all changes before this one.
	// It is called once, or again where others that were committed with it failed, or
	// other processes have changed the store meanwhile. Its errors are the proposal's.
	Edit func(d *Draft) (*Edit, error)
}

// Outcome is what became of a proposal.
type Outcome struct {
	Set    *graph.ChangeSet
	Graph  *graph.Graph // one that contains the change
	Replay bool         // the change was made before, by a request of the same name
}

// Writer commits proposals: those that wait for one another together, in one
// transaction of the store and with one new graph.
type Writer struct {
	live *graph.Live
	turn chan struct{} // holds one token: who has it commits
	see  func(sets int, took time.Duration, err error)

	mu    sync.Mutex
	queue []*waiting
}

// waiting is a proposal and, when done is closed, what became of it.
type waiting struct {
	ctx context.Context
	Proposal
	Outcome
	err   error
	again bool // it was refused, and is looked at again on a newer state
	done  chan struct{}
}

// maxTogether is how many proposals are committed together at most.
const maxTogether = 64

// NewWriter makes a Writer for the current graph of a Live, which must have a
// store that keeps its changes. There is one Writer for a Live.
func NewWriter(live *graph.Live) *Writer {
	w := &Writer{live: live, turn: make(chan struct{}, 1)}
	w.turn <- struct{}{}
	return w
}

// Observe has see told of every commit: how many change sets it made, how long it
// took and its error. It is for before the first Propose.
func (w *Writer) Observe(see func(sets int, took time.Duration, err error)) { w.see = see }

// Propose makes a change, or answers why not: then nothing was changed. Errors
// are *graph.Error of kind Invalid with every mistake, Conflict, Stale, NotFound,
// NoSpace or Unavailable, and the context's. Where the context ends while the
// change is being committed, the outcome is that of the commit.
func (w *Writer) Propose(ctx context.Context, p Proposal) (Outcome, error) {
	if w.live.Journal() == nil {
		_, err := w.live.Commit(ctx, nil)
		return Outcome{}, err
	}
	me := &waiting{ctx: ctx, Proposal: p, done: make(chan struct{})}
	w.mu.Lock()
	w.queue = append(w.queue, me)
	w.mu.Unlock()
	for {
		select {
		case <-me.done:
			return me.Outcome, me.err
		case <-w.turn:
			w.commit(w.take())
			w.turn <- struct{}{}
		}
	}
}

// take takes those that wait.
func (w *Writer) take() []*waiting {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(w.queue), maxTogether)
	batch := w.queue[:n:n]
	w.queue = w.queue[n:]
	return batch
}

// maxAttempts is how often a batch is made again because other processes changed
// the store meanwhile.
const maxAttempts = 20

// commit makes the changes of a batch, and settles all that are in it.
func (w *Writer) commit(batch []*waiting) {
	for attempt := 1; len(batch) > 0; attempt++ {
		again := w.try(batch)
		if len(again) == 0 {
			return
		}
		release, err := w.live.Turn(context.WithoutCancel(again[0].ctx))
		defer release()
		if err == nil && attempt == maxAttempts {
			err = &graph.Error{Kind: graph.Unavailable, Err: graph.ErrBehind, Issues: []graph.Issue{{Message: "others change the store so often that this change did not get its turn; try again"}}}
		}
		if err != nil {
			for _, p := range again {
				p.settle(err)
			}
			return
		}
		batch = again
	}
}

// try makes the changes of a batch once. It answers those that must be made anew
// because the store was ahead of the graph.
func (w *Writer) try(batch []*waiting) (again []*waiting) {
	// Who waits no longer has not asked for anything; from here on the commit is
	// everybody's, and ends with nobody's context.
	ctx := context.WithoutCancel(batch[0].ctx)
	now := w.live.Current()
	d := NewDraft(now)
	var made, refused []*waiting
	asked := map[[2]string]*waiting{}
	for _, p := range batch {
		if err := p.ctx.Err(); err != nil {
			p.settle(err)
			continue
		}
		if first := asked[[2]string{p.Author, p.Idempotency}]; p.Idempotency != "" && first != nil {
			// It is the same request twice at once: the second waits for the first.
			w.mu.Lock()
			w.queue = append(w.queue, p)
			w.mu.Unlock()
			continue
		}
		if err := w.prepare(ctx, d, p); err != nil {
			// Perhaps because of changes that nobody can see yet, and that may fail, or
			// for lack of one that another process has made: it is told when it is certain.
			p.err = err
			refused = append(refused, p)
			continue
		}
		if p.Replay {
			p.settle(nil)
			continue
		}
		if p.Idempotency != "" {
			asked[[2]string{p.Author, p.Idempotency}] = p
		}
		made = append(made, p)
	}
	if len(made) == 0 {
		return w.refuse(ctx, now, refused)
	}
	sets := make([]*graph.ChangeSet, len(made))
	for i, p := range made {
		sets[i] = p.Set
	}
	began := time.Now()
	g, err := w.live.Commit(ctx, now, sets...)
	if w.see != nil && !errors.Is(err, graph.ErrBehind) { // that is made again
		w.see(len(sets), time.Since(began), err)
	}
	switch {
	case errors.Is(err, graph.ErrBehind):
		return append(made, refused...)
	case err != nil && len(made) > 1 && graph.KindOf(err) == graph.Invalid:
		// One of them breaks what no rule foresaw. The others must not suffer.
		for _, p := range made {
			w.commit([]*waiting{p})
		}
		w.commit(refused)
		return nil
	}
	for _, p := range made {
		p.Graph = g
		p.settle(err)
	}
	if err != nil {
		w.commit(refused) // what stood in their way has not happened
		return nil
	}
	for _, p := range refused {
		p.settle(p.err)
	}
	return nil
}

// refuse tells that proposals were refused on a graph, unless that was not the last:
// then they are looked at once more.
func (w *Writer) refuse(ctx context.Context, on *graph.Graph, refused []*waiting) (again []*waiting) {
	if slices.ContainsFunc(refused, func(p *waiting) bool { return !p.again }) {
		if err := w.live.CatchUp(ctx); err != nil {
			for _, p := range refused {
				p.settle(err)
			}
			return nil
		}
	}
	for _, p := range refused {
		if p.again || w.live.Current() == on {
			p.settle(p.err)
			continue
		}
		p.again = true
		again = append(again, p)
	}
	return again
}

func (p *waiting) settle(err error) {
	p.err = err
	close(p.done)
}

// prepare makes the change set of a proposal on a draft, which it leaves as it
// was where the proposal is not acceptable.
func (w *Writer) prepare(ctx context.Context, d *Draft, p *waiting) error {
	if p.Idempotency != "" {
		before, err := w.live.Journal().Asked(ctx, p.Author, p.Idempotency)
		if err != nil {
			return err
		}
		if before != nil {
			if before.Fingerprint != p.Fingerprint {
				return &graph.Error{Kind: graph.Conflict, Issues: []graph.Issue{{Param: "Idempotency-Key", Value: p.Idempotency,
					Message: fmt.Sprintf("this Idempotency-Key was used for another request, which made change set %d; use a new one", before.Number)}}}
			}
			g := w.live.Current()
			if before.Number > g.Change() { // another process made it
				if err := w.live.CatchUp(ctx); err != nil {
					return err
				}
				g = w.live.Current()
			}
			p.Outcome = Outcome{Set: before, Graph: g, Replay: true}
			return nil
		}
	}
	set, err := d.make(p.Edit)
	if err != nil {
		return err
	}
	set.Author, set.Message, set.RequestID, set.Undoes = p.Author, p.Message, p.RequestID, p.Undoes
	set.Idempotency, set.Fingerprint, set.Time = p.Idempotency, p.Fingerprint, time.Now().UTC()
	p.Set = set
	return nil
}

// make makes an edit on the draft, after the rules have seen it.
func (d *Draft) make(edit func(*Draft) (*Edit, error)) (*graph.ChangeSet, error) {
	e, err := edit(d)
	if err != nil {
		return nil, err
	}
	added, removed := d.apply(e)
	if err := check(d, e, added, removed); err != nil {
		d.takeBack(added, removed)
		return nil, err
	}
	return &graph.ChangeSet{Add: added, Remove: removed}, nil
}

// Preview answers what a proposal would change now, and changes nothing.
func (w *Writer) Preview(ctx context.Context, p Proposal) (*graph.ChangeSet, error) {
	g := w.live.Current()
	if g == nil {
		return nil, errors.New("there is no graph")
	}
	set, err := NewDraft(g).make(p.Edit)
	if err != nil {
		return nil, err
	}
	set.Author, set.Message, set.Undoes, set.Number, set.Time = p.Author, p.Message, p.Undoes, g.Change(), time.Now().UTC()
	return set, ctx.Err()
}
