//go:build unix

package edit_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/graph/store/postgrestest"
	"github.com/innograph/innograph/seeds"
)

// postgresReplicas are so many processes' worth of graphs on one database. Each
// has a connection pool of its own, and follows.
func postgresReplicas(tb testing.TB, n int, every time.Duration) []*graph.Live {
	tb.Helper()
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		tb.Fatal(err)
	}
	dsn := postgrestest.Database(tb)
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	tb.Cleanup(func() { stop(); wg.Wait() })
	lives := make([]*graph.Live, n)
	for i := range lives {
		s, err := store.Open(ctx, dsn)
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(func() { _ = s.Close() })
		if i == 0 {
			if err := s.Apply(ctx, graph.Delta{Add: bundle.Statements}); err != nil {
				tb.Fatal(err)
			}
		}
		if lives[i], err = graph.Open(ctx, bundle.Ontology, s); err != nil {
			tb.Fatal(err)
		}
		wg.Go(func() {
			lives[i].Follow(ctx, every, func(err error) { tb.Logf("replica %d: %v", i, err) })
		})
	}
	return lives
}

// TestPostgresReplicas: three replicas write at once and follow one another by
// notice alone.
func TestPostgresReplicas(t *testing.T) {
	lives := postgresReplicas(t, 3, time.Hour)
	var wg sync.WaitGroup
	for r, live := range lives {
		w := edit.NewWriter(live)
		for i := range 3 {
			wg.Go(func() {
				for j := range 5 {
					id := fmt.Sprintf("lab-%d-%d-%d", r, i, j)
					out, err := w.Propose(t.Context(), asking(lab(id)))
					if err != nil || !live.Current().Has(id) {
						t.Errorf("%s: %v", id, err)
						return
					}
					ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
					g, err := lives[(r+1)%len(lives)].Await(ctx, out.Set.Number)
					cancel()
					if err != nil || !g.Has(id) {
						t.Errorf("%s did not arrive at another replica: %v", id, err)
					}
				}
			})
		}
	}
	wg.Wait()
	for r, live := range lives {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		g, err := live.Await(ctx, 1+3*3*5)
		cancel()
		if err != nil || g.Version() != lives[0].Current().Version() {
			t.Errorf("replica %d holds change set %d: %v", r, live.Current().Change(), err)
		}
	}
}

// crowd has every replica written to without a pause, and answers how many writes
// each got done until one of them had as many as it should, and those that failed.
func crowd(tb testing.TB, lives []*graph.Live, writers, each int) (done []int64, failed []error) {
	counts := make([]atomic.Int64, len(lives))
	var over atomic.Bool
	var mu sync.Mutex
	var wg sync.WaitGroup
	for r, live := range lives {
		w := edit.NewWriter(live)
		for i := range writers {
			wg.Go(func() {
				for j := 0; !over.Load(); j++ {
					if _, err := w.Propose(tb.Context(), asking(lab(fmt.Sprintf("lab-%d-%d-%d", r, i, j)))); err != nil {
						mu.Lock()
						failed = append(failed, err)
						mu.Unlock()
						return
					}
					if counts[r].Add(1) >= int64(each) {
						over.Store(true)
					}
				}
			})
		}
	}
	wg.Wait()
	for i := range counts {
		done = append(done, counts[i].Load())
	}
	return done, failed
}

// TestPostgresReplicasTakeTurns: a replica that is behind, and always comes too
// late, gets its turn all the same.
func TestPostgresReplicasTakeTurns(t *testing.T) {
	done, failed := crowd(t, postgresReplicas(t, 3, time.Hour), 3, 300)
	for _, err := range failed {
		t.Error(err)
	}
	if least := slices.Min(done); least < 30 {
		t.Errorf("writes by replica: %v", done)
	}
}

// BenchmarkPostgresCrowd is what a write takes while three replicas are written to
// without a pause.
func BenchmarkPostgresCrowd(b *testing.B) {
	lives := postgresReplicas(b, 3, time.Second)
	b.ResetTimer()
	done, failed := crowd(b, lives, 3, b.N)
	b.StopTimer()
	sum := int64(len(failed))
	for _, n := range done {
		sum += n
	}
	b.ReportMetric(float64(sum)/b.Elapsed().Seconds(), "writes/s")
	b.ReportMetric(float64(slices.Min(done))/float64(max(1, slices.Max(done))), "least/most")
	b.ReportMetric(float64(len(failed)), "failed")
}

// BenchmarkPostgresCatchUp makes 200 change sets a second on one replica and
// measures how long after the commit another one holds each.
func BenchmarkPostgresCatchUp(b *testing.B) {
	lives := postgresReplicas(b, 2, time.Second)
	w := edit.NewWriter(lives[0])
	took := make([]time.Duration, b.N)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	var wg sync.WaitGroup
	b.ResetTimer()
	for i := range b.N {
		<-tick.C
		wg.Go(func() {
			out, err := w.Propose(b.Context(), asking(lab(fmt.Sprintf("lab-%d", i))))
			committed := time.Now()
			if err == nil {
				_, err = lives[1].Await(b.Context(), out.Set.Number)
			}
			if err != nil {
				b.Error(err)
			}
			took[i] = max(0, time.Since(committed))
		})
	}
	wg.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1e3, "median-ms")
	b.ReportMetric(float64(took[min(len(took)-1, len(took)*99/100)].Microseconds())/1e3, "p99-ms")
}
