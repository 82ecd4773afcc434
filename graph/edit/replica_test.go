package edit_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

// replicas open one store several times, as several processes would.
func replicas(t *testing.T, n int, wrap func(graph.Store) graph.Store) []*graph.Live {
	t.Helper()
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "memory")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Apply(t.Context(), graph.Delta{Add: bundle.Statements}); err != nil {
		t.Fatal(err)
	}
	lives := make([]*graph.Live, n)
	for i := range lives {
		if lives[i], err = graph.Open(t.Context(), bundle.Ontology, wrap(s)); err != nil {
			t.Fatal(err)
		}
	}
	return lives
}

func itself(s graph.Store) graph.Store { return s }

// TestReplicasWriteTogether: what many ask of several replicas at once is all done,
// each seen by who asked for it, and all replicas end alike.
func TestReplicasWriteTogether(t *testing.T) {
	lives := replicas(t, 3, itself)
	var wg sync.WaitGroup
	for r, live := range lives {
		w := edit.NewWriter(live)
		for i := range 4 {
			wg.Go(func() {
				for j := range 6 {
					id := fmt.Sprintf("lab-%d-%d-%d", r, i, j)
					out, err := w.Propose(t.Context(), asking(lab(id)))
					if err != nil || !out.Graph.Has(id) || !live.Current().Has(id) {
						t.Errorf("%s: %v", id, err)
						return
					}
					other := lives[(r+1)%len(lives)]
					if err := other.CatchUp(t.Context()); err != nil || !other.Current().Has(id) {
						t.Errorf("%s is not on another replica: %v", id, err)
					}
				}
			})
		}
	}
	wg.Wait()
	for r, live := range lives {
		if err := live.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if g := live.Current(); g.Version() != lives[0].Current().Version() || g.Change() != 1+3*4*6 {
			t.Errorf("replica %d holds change set %d, version %s", r, g.Change(), g.Version())
		}
	}
}

// TestDecisionsAreMadeAnew: who decides on an old state decides again on the new
// one.
func TestDecisionsAreMadeAnew(t *testing.T) {
	lives := replicas(t, 2, itself)
	a, b := edit.NewWriter(lives[0]), edit.NewWriter(lives[1])
	create := edit.Proposal{Edit: func(d *edit.Draft) (*edit.Edit, error) {
		return edit.Create(d, edit.Entity{ID: "lab-x", Type: "Laboratory", Name: graph.Text{Zh: "室"}, References: cited})
	}}
	if _, err := a.Propose(t.Context(), create); err != nil {
		t.Fatal(err)
	}
	if lives[1].Current().Has("lab-x") {
		t.Fatal("the other replica knows already")
	}
	if _, err := b.Propose(t.Context(), create); graph.KindOf(err) != graph.Conflict {
		t.Errorf("made twice: %v", err)
	}
	if !lives[1].Current().Has("lab-x") {
		t.Error("the other replica did not catch up")
	}
}

// TestFollowingWhileDeciding: what is decided on one state is not committed to
// another that this replica has followed to meanwhile.
func TestFollowingWhileDeciding(t *testing.T) {
	lives := replicas(t, 2, itself)
	a, b := edit.NewWriter(lives[0]), edit.NewWriter(lives[1])
	entity := edit.Entity{ID: "lab-x", Type: "Laboratory", Name: graph.Text{Zh: "室"}, References: cited}
	decisions := 0
	_, err := b.Propose(t.Context(), edit.Proposal{Edit: func(d *edit.Draft) (*edit.Edit, error) {
		if decisions++; decisions == 1 {
			if _, err := a.Propose(t.Context(), asking(lab("lab-x"))); err != nil {
				t.Error(err)
			}
			if err := lives[1].CatchUp(t.Context()); err != nil {
				t.Error(err)
			}
		}
		return edit.Create(d, entity)
	}})
	if graph.KindOf(err) != graph.Conflict || decisions != 2 {
		t.Errorf("decided %d times: %v", decisions, err)
	}
}

// TestRefusalsAreMadeAnew: what another replica has made is not missing, even where
// this one does not know of it yet; and what is wrong is refused all the same.
func TestRefusalsAreMadeAnew(t *testing.T) {
	lives := replicas(t, 2, itself)
	a, b := edit.NewWriter(lives[0]), edit.NewWriter(lives[1])
	if _, err := a.Propose(t.Context(), asking(lab("lab-x"))); err != nil {
		t.Fatal(err)
	}
	if out, err := b.Propose(t.Context(), asking([]graph.Statement{edge("lab-x", "located-in", "hangzhou")})); err != nil || !out.Graph.Has("lab-x") {
		t.Errorf("the other replica does not know what was made: %v", err)
	}
	if _, err := a.Propose(t.Context(), asking(lab("lab-y"))); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Propose(t.Context(), asking([]graph.Statement{edge("lab-z", "located-in", "hangzhou")})); graph.KindOf(err) != graph.Invalid {
		t.Errorf("lab-z is nowhere: %v", err)
	}
	if !lives[1].Current().Has("lab-y") {
		t.Error("it was refused on an old state")
	}
}

// TestRefusalsRestOnTheStore: what an older graph would refuse is done where the
// store allows it, and refused where the store cannot be asked.
func TestRefusalsRestOnTheStore(t *testing.T) {
	var away *silent
	lives := replicas(t, 2, func(s graph.Store) graph.Store {
		away = &silent{Journal: s.(graph.Journal)}
		return away
	})
	if _, err := edit.NewWriter(lives[0]).Propose(t.Context(), asking(lab("lab-x"))); err != nil {
		t.Fatal(err)
	}
	w := edit.NewWriter(lives[1])
	needs := func(id string) edit.Proposal {
		return edit.Proposal{Edit: func(d *edit.Draft) (*edit.Edit, error) {
			if !d.Graph().Has(id) {
				return nil, &graph.Error{Kind: graph.NotFound}
			}
			return asking(lab(id + "-next")).Edit(d)
		}}
	}
	if _, err := w.Propose(t.Context(), needs("lab-x")); err != nil {
		t.Errorf("refused because the replica is behind: %v", err)
	}
	if _, err := w.Propose(t.Context(), needs("nobody")); graph.KindOf(err) != graph.NotFound {
		t.Errorf("not refused: %v", err)
	}
	away.down.Store(true)
	if _, err := w.Propose(t.Context(), needs("nobody")); err == nil || graph.KindOf(err) == graph.NotFound {
		t.Errorf("refused while the store is away: %v", err)
	}
}

// silent is a store whose journal fails as long as it is told to, and that hints.
type silent struct {
	graph.Journal
	down  atomic.Bool
	hints chan struct{}
}

func (s *silent) State(ctx context.Context) (graph.State, error) {
	if s.down.Load() {
		return graph.State{}, errors.New("the store is away")
	}
	return s.Journal.State(ctx)
}

func (s *silent) Hints(context.Context) <-chan struct{} { return s.hints }

func TestFollow(t *testing.T) {
	var follower *silent
	lives := replicas(t, 2, func(s graph.Store) graph.Store {
		follower = &silent{Journal: s.(graph.Journal), hints: make(chan struct{}, 1)}
		return follower
	})
	failures := atomic.Int32{}
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	follow := func(every time.Duration) {
		wg.Go(func() { lives[1].Follow(ctx, every, func(error) { failures.Add(1) }) })
	}
	arrive := func(change uint64) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if _, err := lives[1].Await(ctx, change); err != nil {
			t.Fatalf("change set %d did not arrive: %v", change, err)
		}
	}
	w := edit.NewWriter(lives[0])
	write := func(id string) uint64 {
		t.Helper()
		out, err := w.Propose(t.Context(), asking(lab(id)))
		if err != nil {
			t.Fatal(err)
		}
		return out.Set.Number
	}
	follow(time.Hour) // hints alone
	n := write("lab-a")
	follower.hints <- struct{}{}
	arrive(n)
	follow(5 * time.Millisecond) // and polling alone
	arrive(write("lab-b"))
	follower.down.Store(true)
	n = write("lab-c")
	for failures.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	if lives[1].Current().Has("lab-c") || lives[1].Age() == 0 {
		t.Error("it follows a store that does not answer")
	}
	follower.down.Store(false)
	arrive(n)
	stop()
	wg.Wait()
	write("lab-d")
	time.Sleep(20 * time.Millisecond)
	if lives[1].Current().Has("lab-d") {
		t.Error("it goes on after its context")
	}
}

// TestFarBehind: a replica that is too far behind reads the store anew.
func TestFarBehind(t *testing.T) {
	lives := replicas(t, 2, itself)
	for i := range graph.MaxReplay + 5 {
		set := &graph.ChangeSet{Add: []graph.Statement{text("hangzhou", graph.RelAlias, fmt.Sprintf("alias %d", i%7), "").Identify()}}
		if i%14 >= 7 {
			set.Add, set.Remove = nil, set.Add
		}
		if err := lives[0].Journal().Commit(t.Context(), set); err != nil {
			t.Fatal(err)
		}
	}
	last, err := lives[0].Journal().Last(t.Context())
	if err != nil || last <= graph.MaxReplay {
		t.Fatalf("%d change sets, %v", last, err)
	}
	for _, live := range lives {
		if err := live.CatchUp(t.Context()); err != nil || live.Current().Change() != last {
			t.Errorf("%v, at change set %d", err, live.Current().Change())
		}
	}
	fresh, err := graph.Open(t.Context(), lives[0].Current().Ontology(), lives[0].Journal())
	if err != nil || fresh.Current().Version() != lives[1].Current().Version() {
		t.Errorf("it is another graph than the store holds: %v", err)
	}
}

// slow is a store that is changed while it is read.
type slow struct {
	graph.Journal
	meanwhile func()
}

func (s *slow) Statements(ctx context.Context) iter.Seq2[graph.Statement, error] {
	all := s.Journal.Statements(ctx)
	return func(yield func(graph.Statement, error) bool) {
		first := true
		for st, err := range all {
			if first {
				first = false
				s.meanwhile()
			}
			if !yield(st, err) {
				return
			}
		}
	}
}

// TestOpenWhileOthersWrite: what is committed while a replica reads the store is
// not passed over.
func TestOpenWhileOthersWrite(t *testing.T) {
	lives := replicas(t, 1, itself)
	w := edit.NewWriter(lives[0])
	var made edit.Outcome
	s := &slow{Journal: lives[0].Journal(), meanwhile: func() {
		var err error
		if made, err = w.Propose(t.Context(), asking(lab("lab-meanwhile"))); err != nil {
			t.Error(err)
		}
	}}
	late, err := graph.Open(t.Context(), lives[0].Current().Ontology(), s)
	if err != nil {
		t.Fatal(err)
	}
	if g := late.Current(); !g.Has("lab-meanwhile") || g.Change() != made.Set.Number || g.Version() != lives[0].Current().Version() || late.Age() != 0 {
		t.Errorf("it holds change set %d, and %d was made", g.Change(), made.Set.Number)
	}
}
