package edit_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
)

// standby is the store of one machine until another one takes its place.
type standby struct {
	graph.Journal
	other graph.Journal
	taken atomic.Bool
}

func (s *standby) now() graph.Journal {
	if s.taken.Load() {
		return s.other
	}
	return s.Journal
}

func (s *standby) State(ctx context.Context) (graph.State, error) { return s.now().State(ctx) }
func (s *standby) Statements(ctx context.Context) iter.Seq2[graph.Statement, error] {
	return s.now().Statements(ctx)
}
func (s *standby) Changes(ctx context.Context, after uint64) iter.Seq2[*graph.ChangeSet, error] {
	return s.now().Changes(ctx, after)
}
func (s *standby) CommitAfter(ctx context.Context, after graph.State, sets ...*graph.ChangeSet) error {
	return s.now().CommitAfter(ctx, after, sets...)
}

// failover gives a replica that holds a change set which the machine that took
// over never had, and a writer on that machine.
func failover(t *testing.T) (replica *graph.Live, takeOver func(), other *edit.Writer, now *graph.Live) {
	t.Helper()
	here, there := replicas(t, 1, itself)[0], replicas(t, 1, itself)[0]
	s := &standby{Journal: here.Journal(), other: there.Journal()}
	replica, err := graph.Open(t.Context(), here.Current().Ontology(), s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := edit.NewWriter(here).Propose(t.Context(), asking(lab("lab-lost"))); err != nil {
		t.Fatal(err)
	}
	if err := replica.CatchUp(t.Context()); err != nil || !replica.Current().Has("lab-lost") {
		t.Fatalf("it does not follow: %v", err)
	}
	return replica, func() { s.taken.Store(true) }, edit.NewWriter(there), there
}

// TestLostChangeSet: a change set that its store lost leaves the replicas that had
// it, whatever came in its place.
func TestLostChangeSet(t *testing.T) {
	for made := range 4 {
		t.Run(fmt.Sprintf("made=%d", made), func(t *testing.T) {
			replica, takeOver, other, now := failover(t)
			if then, err := replica.AsOf(t.Context(), 1); err != nil || then.Has("lab-lost") {
				t.Fatalf("%v", err)
			}
			for i := range made {
				add := lab(fmt.Sprintf("lab-%d", i))
				if i > 0 { // what does not go with what the replica holds
					add = append(add, edge(fmt.Sprintf("lab-%d", i-1), "located-in", "hangzhou"))
				}
				if _, err := other.Propose(t.Context(), asking(add)); err != nil {
					t.Fatal(err)
				}
			}
			takeOver()
			if err := replica.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			if g := replica.Current(); g.Has("lab-lost") || g.Version() != now.Current().Version() || g.Change() != now.Current().Change() {
				t.Errorf("it holds change set %d of another history", g.Change())
			}
		})
	}
}

// TestPastOfLostChangeSet: nor are earlier moments answered from the history that
// was lost.
func TestPastOfLostChangeSet(t *testing.T) {
	replica, takeOver, other, _ := failover(t)
	if _, err := edit.NewWriter(replica).Propose(t.Context(), asking(lab("lab-lost-too"))); err != nil {
		t.Fatal(err)
	}
	if then, err := replica.AsOf(t.Context(), 2); err != nil || !then.Has("lab-lost") {
		t.Fatalf("%v", err)
	}
	for i := range 3 {
		if _, err := other.Propose(t.Context(), asking(lab(fmt.Sprintf("lab-%d", i)))); err != nil {
			t.Fatal(err)
		}
	}
	takeOver()
	if err := replica.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if then, err := replica.AsOf(t.Context(), 2); err != nil || then.Has("lab-lost") || !then.Has("lab-0") {
		t.Errorf("change set 2 is that of the lost history: %v", err)
	}
}

// TestNoDecisionOnLostChangeSet: nobody builds on what was lost, not even the
// replica that has not noticed yet.
func TestNoDecisionOnLostChangeSet(t *testing.T) {
	replica, takeOver, other, now := failover(t)
	if _, err := other.Propose(t.Context(), asking(lab("lab-instead"))); err != nil {
		t.Fatal(err)
	}
	takeOver()
	_, err := edit.NewWriter(replica).Propose(t.Context(), asking([]graph.Statement{edge("lab-lost", "located-in", "hangzhou")}))
	if err == nil {
		t.Error("a statement about an entity that is not there was accepted")
	}
	if err := now.CatchUp(t.Context()); err != nil {
		t.Error(err)
	}
	if g := replica.Current(); g.Has("lab-lost") || g.Version() != now.Current().Version() {
		t.Errorf("the replica holds change set %d of another history", g.Change())
	}
}

// miscounted is a store that tells of another state than it has.
type miscounted struct{ graph.Journal }

func (s miscounted) State(ctx context.Context) (graph.State, error) {
	at, err := s.Journal.State(ctx)
	at.Statements++
	return at, err
}

func (s miscounted) CommitAfter(ctx context.Context, after graph.State, sets ...*graph.ChangeSet) error {
	if at, err := s.State(ctx); err != nil || at != after {
		return errors.Join(err, graph.ErrBehind)
	}
	return s.Journal.Commit(ctx, sets...)
}

func (s miscounted) Statements(ctx context.Context) iter.Seq2[graph.Statement, error] {
	reads.Add(1)
	return s.Journal.Statements(ctx)
}

var reads atomic.Int32

// TestDamagedState: a store that does not hold what it says is read anew once, and
// said to be damaged.
func TestDamagedState(t *testing.T) {
	live := replicas(t, 1, func(s graph.Store) graph.Store { return miscounted{s.(graph.Journal)} })[0]
	before := reads.Load()
	for range 3 {
		if err := live.CatchUp(t.Context()); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%v", err)
		}
	}
	if n := reads.Load() - before; n != 1 {
		t.Errorf("it was read %d times", n)
	}
	if _, err := edit.NewWriter(live).Propose(t.Context(), asking(lab("lab-x"))); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("written: %v", err)
	}
	if !live.Current().Has("hangzhou") {
		t.Error("there is no graph")
	}
}

// TestReplayedOnAnother: a request that is made again of another replica is
// answered from a graph that has what it did.
func TestReplayedOnAnother(t *testing.T) {
	lives := replicas(t, 2, itself)
	p := asking(lab("lab-x"))
	p.Author, p.Idempotency, p.Fingerprint = "ada", "once", "f"
	first, err := edit.NewWriter(lives[0]).Propose(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := edit.NewWriter(lives[1]).Propose(t.Context(), p)
	if err != nil || !again.Replay || again.Set.Number != first.Set.Number || !again.Graph.Has("lab-x") || again.Graph.Version() != first.Graph.Version() {
		t.Errorf("%+v, %v", again.Set, err)
	}
}
