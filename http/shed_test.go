package http

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"github.com/innograph/innograph/graph"
)

// Two clients.
var one, other = network("192.0.2.1"), network("192.0.2.2")

// arrivals simulates an open loop at a gate: one request every so often, each of
// which is worked on for as long. It answers how long those who were let through
// had waited, and how many were refused.
func arrivals(g *gate, client netip.Prefix, count int, every, work time.Duration) (waited []time.Duration, refused int) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range count {
		wg.Go(func() {
			came := time.Now()
			err := g.enter(context.Background(), client)
			mu.Lock()
			if err != nil {
				refused++
			} else {
				waited = append(waited, time.Since(came))
			}
			mu.Unlock()
			if err == nil {
				time.Sleep(work)
				g.leave(client)
			}
		})
		time.Sleep(every)
	}
	wg.Wait()
	slices.Sort(waited)
	return waited, refused
}

// At five times of what can be done, as much is done as can be, who is let through
// has hardly waited, and when the load ends nothing of it is left. In synctest's
// bubble time is exact.
func TestGateUnderOverload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const work = 4 * time.Millisecond
		g := newGate(4, 0, 256, 100*time.Millisecond, 50*time.Millisecond) // 1000 requests a second
		waited, refused := arrivals(g, one, 25_000, 200*time.Microsecond, work)
		if n := len(waited); n < 4900 || n+refused != 25_000 {
			t.Errorf("of 25000 requests within 5 s %d were let through and %d refused; 1000 a second can be", n, refused)
		}
		if p99 := waited[len(waited)*99/100]; p99 > 50*time.Millisecond {
			t.Errorf("of those let through 1 %% waited longer than %s", p99)
		}
		if last := waited[len(waited)-1]; last > 100*time.Millisecond {
			t.Errorf("one waited %s", last)
		}
		if g.busy != 0 || g.waiting() != 0 {
			t.Errorf("%d places are taken and %d wait when all are gone", g.busy, g.waiting())
		}
		waited, refused = arrivals(g, one, 900, 1200*time.Microsecond, work)
		if refused > 0 || waited[len(waited)-1] > 0 {
			t.Errorf("below capacity %d are refused, and one waits %s", refused, waited[len(waited)-1])
		}
	})
}

// A queue that stands is short, and its end is told: who comes then need not even
// wait. A moment without a queue is not the end of an overload.
func TestGateThatIsFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const work = 4 * time.Millisecond
		g := newGate(4, 0, 256, 100*time.Millisecond, 50*time.Millisecond)
		longest, full := 0, 0
		done := make(chan struct{})
		go func() {
			defer close(done)
			time.Sleep(300 * time.Millisecond)
			for range 400 {
				time.Sleep(time.Millisecond)
				longest = max(longest, g.waiting())
				if g.full.Load() {
					full++
				}
			}
		}()
		arrivals(g, one, 5000, 200*time.Microsecond, work)
		<-done
		if longest < 40 || longest > 55 || full < 200 {
			t.Errorf("up to %d wait, want about the 50 of 50 ms; in %d of 400 ms there was no room", longest, full)
		}
		if g.full.Load() {
			t.Error("there is no room when all are gone")
		}
		time.Sleep(20 * time.Millisecond) // less than patience
		if waited, _ := arrivals(g, one, 200, 200*time.Microsecond, work); waited[len(waited)-1] > 50*time.Millisecond {
			t.Errorf("after a moment's rest one waited %s", waited[len(waited)-1])
		}
	})
}

// A client that asks little hardly notices one that asks far too much: it has a
// spare place, or else is the next.
func TestGateIsFair(t *testing.T) {
	for _, spare := range []int{0, 2} {
		synctest.Test(t, func(t *testing.T) {
			g := newGate(2, spare, 256, 100*time.Millisecond, 50*time.Millisecond)
			done := make(chan int)
			go func() {
				_, refused := arrivals(g, other, 10_000, 200*time.Microsecond, 8*time.Millisecond)
				done <- refused
			}()
			waited, refused := arrivals(g, one, 100, 17*time.Millisecond, 8*time.Millisecond)
			longest := waited[len(waited)-1]
			if crowd := <-done; refused > 0 || crowd < 9000 {
				t.Errorf("%d of the modest client are refused, and %d of the other", refused, crowd)
			}
			if spare == 0 && longest > 8*time.Millisecond || spare > 0 && longest > 0 {
				t.Errorf("with %d places to spare the modest client waited %s", spare, longest)
			}
			if g.busy != 0 || len(g.through) != 0 {
				t.Errorf("%d places are taken when all are gone, %v", g.busy, g.through)
			}
		})
	}
}

// Those who wait for a core only to come to the gate are seen by it: on one core,
// not each of them finds the place free that the one before has left.
func TestGateSeesWhoWaitsForACore(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	g := newGate(1, 0, 10, time.Minute, time.Minute)
	var let atomic.Int64
	var all sync.WaitGroup
	for range 500 {
		all.Go(func() {
			if g.enter(t.Context(), one) != nil {
				return
			}
			let.Add(1)
			for began := time.Now(); time.Since(began) < time.Millisecond; {
			}
			g.leave(one)
		})
	}
	all.Wait()
	if n := let.Load(); n < 11 || n > 50 { // some may come when the first have gone
		t.Errorf("%d of 500 who came at once were let through; there is room for 11", n)
	}
}

// What was begun goes on, however long it has to wait and however many do.
func TestGateGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 0, 1, 100*time.Millisecond, 50*time.Millisecond)
		if err := g.enter(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ends := make(chan error, 3)
		go func() { ends <- g.again(t.Context(), one) }()
		go func() { ends <- g.again(ctx, one) }()
		synctest.Wait()
		go func() { ends <- g.enter(t.Context(), other) }()
		time.Sleep(time.Second)
		if err := <-ends; !errors.Is(err, errShed) {
			t.Errorf("who only came: %v", err)
		}
		cancel()
		if err := <-ends; !errors.Is(err, context.Canceled) {
			t.Errorf("whose client went: %v", err)
		}
		g.leave(one)
		if err := <-ends; err != nil {
			t.Errorf("what was begun: %v", err)
		}
		g.leave(one)
		if g.busy != 0 || g.waiting() != 0 {
			t.Errorf("%d places are taken, %d wait", g.busy, g.waiting())
		}
	})
}

// What was begun goes before what the same client asked earlier, and not before
// what another one did.
func TestGateGoesOnFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 0, 10, time.Second, time.Second)
		if err := g.enter(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		var order []string
		waits := func(name string, wait func(context.Context, netip.Prefix) error, client netip.Prefix) {
			go func() {
				if err := wait(t.Context(), client); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				order = append(order, name)
				g.leave(client)
			}()
			synctest.Wait()
		}
		waits("other's", g.enter, other)
		waits("new", g.enter, one)
		waits("begun", g.again, one)
		g.leave(one)
		synctest.Wait()
		if want := []string{"other's", "begun", "new"}; !slices.Equal(order, want) {
			t.Errorf("the order is %v, want %v", order, want)
		}
	})
}

// A burst that can be worked off in time is: nobody is refused.
func TestGateTakesABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(2, 0, 100, 100*time.Millisecond, 50*time.Millisecond)
		waited, refused := arrivals(g, one, 90, 0, 2*time.Millisecond)
		if refused > 0 || waited[len(waited)-1] != 88*time.Millisecond {
			t.Errorf("%d of a burst are refused; the last waited %s, want 88ms", refused, waited[len(waited)-1])
		}
	})
}

func TestGateRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 0, 2, time.Second, time.Second)
		if err := g.enter(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ends := make(chan error, 2)
		began := time.Now()
		go func() { ends <- g.enter(ctx, one) }()
		synctest.Wait()
		go func() { ends <- g.enter(t.Context(), one) }()
		synctest.Wait()
		if err := g.enter(t.Context(), one); !errors.Is(err, errShed) || time.Since(began) > 0 {
			t.Errorf("where the queue is full: %v after %s", err, time.Since(began))
		}
		cancel()
		if err := <-ends; !errors.Is(err, context.Canceled) {
			t.Errorf("whose client went: %v", err)
		}
		if err := <-ends; !errors.Is(err, errShed) || time.Since(began) != time.Second {
			t.Errorf("who waits too long: %v after %s", err, time.Since(began))
		}
		g.leave(one)
		if g.busy != 0 || g.waiting() != 0 {
			t.Errorf("%d places are taken and %d wait", g.busy, g.waiting())
		}
	})
}

// Whatever ends their waiting, never are more let through than there is room for,
// and no place is lost.
func TestGateNeverLosesAPlace(t *testing.T) {
	g := newGate(3, 0, 8, 2*time.Millisecond, time.Millisecond)
	var mu sync.Mutex
	in, most := 0, 0
	var all errgroup.Group
	for i := range 16 {
		all.Go(func() error {
			for n := range 300 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration((i*n)%5)*time.Millisecond)
				err := g.enter(ctx, one)
				cancel()
				if err != nil {
					continue
				}
				mu.Lock()
				in++
				most = max(most, in)
				mu.Unlock()
				time.Sleep(time.Duration(n%3) * 100 * time.Microsecond)
				mu.Lock()
				in--
				mu.Unlock()
				g.leave(one)
			}
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	if most != 3 || g.busy != 0 || g.waiting() != 0 {
		t.Errorf("at most %d were in, want 3; at the end %d are, and %d wait", most, g.busy, g.waiting())
	}
}

// A question that has to wait for a place is refused in time, and the others do
// not suffer: heavy ones have places of their own.
func TestQuestionsWaitForTheirTurn(t *testing.T) {
	h := start(t, Config{MaxWorking: 1, MaxWait: 20 * time.Millisecond, MaxHeavy: 1, HeavyQueue: 1, HeavyWait: 1100 * time.Millisecond})
	light, heavy := "/v1/entities/hub/neighborhood?depth=1", "/v1/paths?from=lab-a&to=hub&mode=simple"
	self := network("127.0.0.1")
	occupy := func(g *gate) func() {
		if err := g.enter(t.Context(), self); err != nil {
			t.Fatal(err)
		}
		return func() { g.leave(self) }
	}
	free := occupy(h.server.heavy)
	if r := h.get(light); r.StatusCode != http.StatusOK {
		t.Errorf("a light question while a heavy one is worked on: %d", r.StatusCode)
	}
	waits := make(chan *response)
	go func() { waits <- h.get(heavy) }()
	for deadline := time.Now().Add(5 * time.Second); h.server.heavy.waiting() == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the heavy question does not wait")
		}
	}
	r := h.get("/v1/communities")
	h.problem(r, overloaded)
	if r.Header.Get("Retry-After") != "2" {
		t.Errorf("Retry-After is %s, want 2", r.Header.Get("Retry-After"))
	}
	free()
	if r := <-waits; r.StatusCode != http.StatusOK {
		t.Errorf("the heavy question that waited: %d %s", r.StatusCode, r.body)
	}

	free = occupy(h.server.work)
	for _, path := range []string{light, "/v1/entities/nothing", "/v1/search?q=hub&limt=3"} {
		r := h.get(path)
		h.problem(r, overloaded)
		if r.Header.Get("Retry-After") != "1" || r.Header.Get("ETag") != "" {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
	for _, path := range []string{heavy, "/healthz", "/readyz", "/metrics", "/docs"} {
		if r := h.get(path); r.StatusCode != http.StatusOK {
			t.Errorf("%s while light questions wait: %d", path, r.StatusCode)
		}
	}
	h.server.work.full.Store(true) // and one of this address is through
	h.problem(h.get("/v1/entities/hub?per_relation=3"), overloaded)
	for _, path := range []string{"/healthz", "/metrics", "/docs", "/openapi.json"} {
		if r := h.get(path); r.StatusCode != http.StatusOK {
			t.Errorf("%s while there is no room for questions: %d", path, r.StatusCode)
		}
	}
	h.problem(h.do(http.MethodPost, "/v1/entities", nil), noKeys)
	h.server.work.full.Store(false)
	free()
	if r := h.get(light + "&limit=3"); r.StatusCode != http.StatusOK {
		t.Errorf("afterwards: %d", r.StatusCode)
	}
	metrics := string(h.get("/metrics").body)
	for _, want := range []string{`innograph_http_requests_shed_total{reason="heavy"} 1`, `innograph_http_requests_shed_total{reason="wait"} 4`, `innograph_http_requests_waiting{queue="heavy"} 0`} {
		if !slices.Contains(strings.Split(metrics, "\n"), want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
}

// What is heavy depends on the question and, for some, on the size of the graph.
func TestHeavy(t *testing.T) {
	small, large := testGraph(t), buildGraph(t, testStatements(16_900))
	large = wider(t, large)
	for _, c := range []struct {
		op           string
		question     any
		small, large bool
	}{
		{"paths", graph.PathQuery{From: "hub", To: "hub"}, false, false}, {"paths", graph.PathQuery{From: "hub", To: "hubb"}, false, true},
		{"paths", graph.PathQuery{From: "hub", To: "hub", K: manyPaths, Mode: graph.KShortest}, false, false},
		{"paths", graph.PathQuery{K: manyPaths + 1, Mode: graph.KShortest}, true, true}, {"paths", graph.PathQuery{Mode: graph.SimplePaths}, true, true},
		{"paths", graph.PathQuery{Via: []string{"a"}}, true, true}, {"explain", graph.PathQuery{Mode: graph.KShortest, K: 200}, true, true},
		{"paths", graph.PathQuery{From: "hub", To: "hub", Cost: graph.HubCost}, false, true},
		{"neighborhood", graph.NeighborhoodQuery{ID: "hub", Depth: 2}, false, false}, {"neighborhood", graph.NeighborhoodQuery{ID: "hub", Depth: 3}, false, true},
		{"neighborhood", graph.NeighborhoodQuery{ID: "hub", Induced: true}, false, true}, {"neighborhood", graph.NeighborhoodQuery{ID: "hub", Limit: 1001}, false, true},
		{"entity", graph.EntityQuery{ID: "hub"}, false, false}, {"entity", graph.EntityQuery{ID: "hubb"}, false, true}, {"entity", graph.EntityQuery{ID: "hub", PerRelation: 5000}, false, true},
		{"entities", graph.ListQuery{}, false, false}, {"entities", graph.ListQuery{Sort: "-degree"}, false, true},
		{"subgraph", []string{"hub"}, false, false}, {"subgraph", []string{"hub", "hubb"}, false, true},
		{"communities", graph.CommunityQuery{}, true, true}, {"centrality", graph.CentralityQuery{}, false, true},
		{"centrality", graph.CentralityQuery{Measure: "betweenness"}, true, true}, {"search", graph.SearchQuery{}, false, false}, {"export", struct{}{}, false, true},
	} {
		op := &operation{id: c.op}
		if got := op.heavy(small, c.question); got != c.small {
			t.Errorf("%s %+v of a small graph is heavy: %v", c.op, c.question, got)
		}
		if got := op.heavy(large, c.question); got != c.large {
			t.Errorf("%s %+v of a large graph is heavy: %v", c.op, c.question, got)
		}
	}
}

// wider is a graph with more than largeGraph entities and edges.
func wider(t *testing.T, g *graph.Graph) *graph.Graph {
	var all []graph.Statement
	for s := range g.AllStatements() {
		all = append(all, s)
	}
	for i := 0; len(all) < 120_000; i++ {
		id := fmt.Sprint("wide-", i)
		all = append(all, graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue("Laboratory")}.Identify(),
			graph.Statement{Subject: id, Relation: graph.RelName, Object: graph.LangValue(id, "en")}.Identify(),
			graph.Statement{Subject: id, Relation: "located-in", Object: graph.EntityValue("hub")}.Identify())
	}
	g = buildGraph(t, all)
	if s := g.Stats(); s.Entities+s.Edges < largeGraph {
		t.Fatalf("the large graph has %v", s)
	}
	return g
}

// One address may have half of the requests in flight.
func TestInFlightPerClient(t *testing.T) {
	h := start(t, Config{MaxInFlight: 4, TrustedProxies: []string{"127.0.0.1"}})
	entered, leave := make(chan struct{}), make(chan struct{})
	h.server.engine.GET("/test/slow", func(c *gin.Context) {
		entered <- struct{}{}
		<-leave
		sendProblem(c, notFound, "done")
	})
	from := func(address string) header { return header{"X-Forwarded-For": address} }
	var all errgroup.Group
	for i := range 2 {
		all.Go(func() error {
			_, err := h.try(http.MethodGet, fmt.Sprint("/test/slow?", i), nil, from("192.0.2.1"))
			return err
		})
		<-entered
	}
	h.problem(h.get("/v1/ontology", from("192.0.2.1")), overloaded)
	if r := h.get("/v1/ontology", from("192.0.2.2")); r.StatusCode != http.StatusOK {
		t.Errorf("another client: %d", r.StatusCode)
	}
	close(leave)
	if err := all.Wait(); err != nil {
		t.Error(err)
	}
	if r := h.get("/v1/ontology", from("192.0.2.1")); r.StatusCode != http.StatusOK {
		t.Errorf("afterwards: %d", r.StatusCode)
	}
	if f := h.server.inFlight; f.all != 0 || len(f.from) != 0 {
		t.Errorf("%d requests of %d clients are still counted", f.all, len(f.from))
	}
}
