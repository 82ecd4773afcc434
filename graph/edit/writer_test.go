package edit_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
)

func TestIdempotency(t *testing.T) {
	live, w := open(t)
	ask := func(author, key, fingerprint string, statements []graph.Statement) (edit.Outcome, error) {
		p := asking(statements)
		p.Author, p.Idempotency, p.Fingerprint = author, key, fingerprint
		return w.Propose(t.Context(), p)
	}
	first, err := ask("ann", "k1", "f1", lab("lab-a"))
	if err != nil || first.Replay {
		t.Fatal(err)
	}
	if again, err := ask("ann", "k1", "f1", lab("lab-a")); err != nil || !again.Replay || again.Set.Number != first.Set.Number {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := ask("ann", "k1", "f2", lab("lab-b")); graph.KindOf(err) != graph.Conflict {
		t.Errorf("another request under the same key: %v", err)
	}
	if other, err := ask("bob", "k1", "f2", lab("lab-b")); err != nil || other.Replay {
		t.Errorf("another author: %v", err)
	}
	// The same request many times at once is done once.
	var wg sync.WaitGroup
	replays := make(chan bool, 8)
	for range 8 {
		wg.Go(func() {
			out, err := ask("ann", "k2", "f3", lab("lab-c"))
			if err != nil {
				t.Error(err)
			}
			replays <- out.Replay
		})
	}
	wg.Wait()
	close(replays)
	fresh := 0
	for r := range replays {
		if !r {
			fresh++
		}
	}
	if fresh != 1 || live.Current().Change() != 4 {
		t.Errorf("it was done %d times; the graph holds change set %d", fresh, live.Current().Change())
	}
}

// TestManyWriters: what many ask for at once is all done, in some order, each once.
func TestManyWriters(t *testing.T) {
	live, w := open(t)
	const writers, each = 8, 12
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			for j := range each {
				id := fmt.Sprintf("lab-%d-%d", i, j)
				out, err := w.Propose(t.Context(), asking(append(lab(id), edge(id, "located-in", "hangzhou"))))
				if err != nil {
					t.Errorf("%s: %v", id, err)
					return
				}
				if !out.Graph.Has(id) || !live.Current().Has(id) || live.Current().Change() < out.Set.Number {
					t.Errorf("%s was acknowledged and is not there", id)
				}
				if _, err := w.Propose(t.Context(), asking([]graph.Statement{edge(id, "no-such", "hangzhou")})); graph.KindOf(err) != graph.Invalid {
					t.Errorf("a mistake among others: %v", err)
				}
			}
		})
	}
	wg.Wait()
	if got := live.Current().Change(); got != writers*each+1 {
		t.Errorf("there are %d change sets", got)
	}
	var n uint64
	for c, err := range live.Journal().Changes(t.Context(), 0) {
		if n++; err != nil || c.Number != n {
			t.Fatalf("set %d: %+v, %v", n, c, err)
		}
	}
}

func TestGivingUp(t *testing.T) {
	live, w := open(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Propose(ended, asking(lab("lab-a"))); !errors.Is(err, context.Canceled) || live.Current().Has("lab-a") {
		t.Errorf("%v", err)
	}
	if _, err := edit.NewWriter(graph.NewLive(live.Current())).Propose(t.Context(), asking(lab("lab-a"))); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("a graph without a store: %v", err)
	}
}

// together makes proposals wait for one another, so that they are committed as one
// batch, in their order.
func together(t *testing.T, w *edit.Writer, proposals ...edit.Proposal) (outcomes []edit.Outcome, errs []error) {
	t.Helper()
	held, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_, _ = w.Propose(t.Context(), edit.Proposal{Edit: func(*edit.Draft) (*edit.Edit, error) { close(held); <-release; return &edit.Edit{}, nil }})
	})
	<-held
	outcomes, errs = make([]edit.Outcome, len(proposals)), make([]error, len(proposals))
	for i, p := range proposals {
		wg.Go(func() { outcomes[i], errs[i] = w.Propose(t.Context(), p) })
		time.Sleep(30 * time.Millisecond)
	}
	close(release)
	wg.Wait()
	return outcomes, errs
}

// The same request twice in one batch is done once.
func TestSameRequestTwiceAtOnce(t *testing.T) {
	_, w := open(t)
	p := asking(lab("lab-a"))
	p.Author, p.Idempotency, p.Fingerprint = "ann", "k", "f"
	outs, errs := together(t, w, p, p, p)
	for i := range outs {
		if errs[i] != nil || outs[i].Replay != (i > 0) || outs[i].Set.Number != 2 {
			t.Errorf("%d: %+v, %v", i, outs[i], errs[i])
		}
	}
}

// What only the whole graph shows to be wrong costs nobody else's change.
func TestOneOfABatchBreaksTheGraph(t *testing.T) {
	live, w := open(t)
	claim := func(entity string) edit.Proposal {
		return asking([]graph.Statement{text(entity, graph.RelFormerID, "once-claimed", "")})
	}
	_, errs := together(t, w, claim("zhijiang-lab"), claim("hangzhou"), asking(lab("lab-a")))
	if errs[0] != nil || graph.KindOf(errs[1]) != graph.Invalid || errs[2] != nil || !live.Current().Has("lab-a") {
		t.Errorf("%v", errs)
	}
	if to, ok := live.Current().MovedTo("once-claimed"); !ok || to != "zhijiang-lab" {
		t.Errorf("it leads to %q", to)
	}
}
