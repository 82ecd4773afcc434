package http

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
)

// awaySometimes is a store that others change too, and that does not answer while
// it is away.
type awaySometimes struct {
	graph.Journal
	away atomic.Bool
}

var errAway = &graph.Error{Kind: graph.Unavailable, Err: errors.New("10.0.0.1: connection refused"), Issues: []graph.Issue{{Message: "the store does not answer"}}}

func (s *awaySometimes) State(ctx context.Context) (graph.State, error) {
	if s.away.Load() {
		return graph.State{}, errAway
	}
	return s.Journal.State(ctx)
}

// TestStoreGoesAway: questions are answered meanwhile and tell how old the graph
// is, and the service is no longer ready once it is too old.
func TestStoreGoesAway(t *testing.T) {
	inner, err := store.Open(t.Context(), "memory")
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	var all []graph.Statement
	for st := range argumentGraph(t, "").AllStatements() {
		all = append(all, st)
	}
	if err := inner.Apply(t.Context(), graph.Delta{Add: all}); err != nil {
		t.Fatal(err)
	}
	s := &awaySometimes{Journal: inner.(graph.Journal)}
	live, err := graph.Open(t.Context(), argumentOntology, s)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { live.Follow(ctx, 5*time.Millisecond, func(error) {}) })
	defer wg.Wait()
	defer stop()
	h := startOn(t, live, Config{StaleAfter: 1200 * time.Millisecond, MaxAge: 1500 * time.Millisecond})
	for live.Age() == 0 {
		time.Sleep(time.Millisecond)
	}
	if r := h.get("/v1/entities/qingdu"); r.StatusCode != http.StatusOK || r.Header.Get(ageHeader) != "" {
		t.Errorf("%d, age %q", r.StatusCode, r.Header.Get(ageHeader))
	}
	if r := h.get("/readyz"); r.StatusCode != http.StatusOK {
		t.Errorf("%d %s", r.StatusCode, r.body)
	}
	s.away.Store(true)
	for live.Age() < 1600*time.Millisecond {
		time.Sleep(10 * time.Millisecond)
	}
	r := h.get("/v1/entities/qingdu")
	if age, err := strconv.Atoi(r.Header.Get(ageHeader)); r.StatusCode != http.StatusOK || err != nil || age < 1 {
		t.Errorf("%d, age %q", r.StatusCode, r.Header.Get(ageHeader))
	}
	h.problem(h.get("/readyz"), unavailable)
	s.away.Store(false)
	for live.Age() > time.Second {
		time.Sleep(10 * time.Millisecond)
	}
	if r := h.get("/readyz"); r.StatusCode != http.StatusOK {
		t.Errorf("%d %s", r.StatusCode, r.body)
	}
}
