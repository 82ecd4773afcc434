package graph

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
)

// pairsOf is the projection by definition: how many statements the filter allows
// between two different entities that it allows.
func pairsOf(t *testing.T, g *Graph, f Filter) map[[2]string]int {
	t.Helper()
	c, err := g.compile(f)
	if err != nil {
		t.Fatal(err)
	}
	pairs := map[[2]string]int{}
	for s, flags := range g.flags {
		x, y := g.subj[s], g.obj[s]
		if flags&isValue != 0 || x == y || !c.state[flags&31] || c.rel != nil && !c.rel[g.rel[s]] || !g.allowsType(c, x) || !g.allowsType(c, y) {
			continue
		}
		pairs[[2]string{g.id(min(x, y)), g.id(max(x, y))}]++
	}
	return pairs
}

func TestCentralityProperty(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 5))
		g := mustBuild(t, testOntology, randomStatements(r, 1+r.IntN(14), r.IntN(40)))
		f := randomFilter(r)
		pairs := pairsOf(t, g, f)
		number := map[string]int64{}
		both := simple.NewWeightedDirectedGraph(0, 0)
		plain := simple.NewUndirectedGraph()
		for p, weight := range pairs {
			for _, id := range p {
				if _, ok := number[id]; !ok {
					number[id] = int64(len(number))
				}
			}
			x, y := simple.Node(number[p[0]]), simple.Node(number[p[1]])
			both.SetWeightedEdge(simple.WeightedEdge{F: x, T: y, W: float64(weight)})
			both.SetWeightedEdge(simple.WeightedEdge{F: y, T: x, W: float64(weight)})
			plain.SetEdge(simple.Edge{F: x, T: y})
		}
		want := map[string]map[int64]float64{"degree": {}, "betweenness": {}, "pagerank": {}}
		if len(number) > 0 {
			want["pagerank"] = network.PageRankSparse(both, 0.85, 1e-12)
			for id, x := range network.Betweenness(plain) {
				want["betweenness"][id] = x / 2
			}
		}
		for _, n := range number {
			want["degree"][n] = float64(plain.From(n).Len())
		}
		for _, measure := range CentralityMeasures() {
			c, err := g.Centrality(ctx, CentralityQuery{Measure: measure, Filter: f, Limit: MaxList})
			if err != nil {
				t.Fatal(err)
			}
			if len(c.Entities) != len(number) || c.Nodes != len(number) || c.Edges != len(pairs) || !c.Meta.Complete {
				t.Fatalf("seed %d %s: %d entities, %d nodes, %d edges; want %d, %d", seed, measure, len(c.Entities), c.Nodes, c.Edges, len(number), len(pairs))
			}
			for i, e := range c.Entities {
				if x := want[measure][number[e.ID]]; math.Abs(x-e.Score) > 1e-8 {
					t.Fatalf("seed %d: %s of %s is %v, want %v", seed, measure, e.ID, e.Score, x)
				}
				if e.Normalized < 0 || e.Normalized > 1 {
					t.Fatalf("seed %d: %s of %s normalized is %v", seed, measure, e.ID, e.Normalized)
				}
				if i == 0 {
					continue
				}
				b := c.Entities[i-1]
				if b.Score < e.Score || b.Score == e.Score && (b.ID >= e.ID || b.Rank != e.Rank) || b.Score > e.Score && e.Rank != i+1 {
					t.Fatalf("seed %d: %+v comes before %+v", seed, b, e)
				}
			}
		}
	}
}

// star is a hub with n arms; the first arm has two statements.
func star(n int) []Statement {
	s := append(describe("hub", "City", "心", "Hub"), link("arm0", "near", "hub", 0))
	for i := range n {
		id := fmt.Sprintf("arm%d", i)
		s = append(s, describe(id, []string{"Zone", "Lab"}[i%2], id, id)...)
		s = append(s, link("hub", "supports", id, 0))
	}
	return append(s, describe("alone", "Lab", "独", "Alone")...)
}

func TestCentrality(t *testing.T) {
	g := mustBuild(t, testOntology, star(5))
	show := func(q CentralityQuery) string {
		c, err := g.Centrality(context.Background(), q)
		if err != nil {
			return err.Error()
		}
		out := fmt.Sprintf("%d/%d/%d", c.Nodes, c.Edges, c.Isolated)
		for _, e := range c.Entities {
			out += fmt.Sprintf(" %d:%s=%.4g/%.4g", e.Rank, e.ID, e.Score, e.Normalized)
		}
		if !c.Meta.Complete {
			out += fmt.Sprintf(" %s of %d", *c.Meta.StoppedBy, *c.Meta.Total)
		}
		return out
	}
	for _, c := range []struct {
		q    CentralityQuery
		want string
	}{
		{CentralityQuery{Limit: 2}, "6/5/1 1:hub=5/1 2:arm0=1/0.2 limit of 6"},
		{CentralityQuery{Measure: "Betweenness", Limit: 1}, "6/5/1 1:hub=10/1 limit of 6"},
		{CentralityQuery{Type: []string{"Lab"}}, "6/5/1 1:arm1=1/0.2 1:arm3=1/0.2"},
		{CentralityQuery{Filter: Filter{Types: []string{"Place"}}, Measure: "betweenness"}, "4/3/0 1:hub=3/1 2:arm0=0/0 2:arm2=0/0 2:arm4=0/0"},
		{CentralityQuery{Filter: Filter{Relations: []string{"part-of"}}}, "0/0/7"},
		{CentralityQuery{Measure: "pagerank", Filter: Filter{Relations: []string{"near"}}}, "2/1/5 1:arm0=0.5/0.5 1:hub=0.5/0.5"},
		{CentralityQuery{Measure: "closeness"}, `unknown measure "closeness"; expected one of degree, betweenness, pagerank`},
		{CentralityQuery{Type: []string{"Labb"}}, `unknown entity type "Labb"; did you mean Lab?`},
		{CentralityQuery{Limit: MaxList + 1}, "limit must be between 1 and 1000, not 1001"},
	} {
		if got := show(c.q); got != c.want {
			t.Errorf("%+v:\ngot  %s\nwant %s", c.q, got, c.want)
		}
	}
	// Two statements weigh twice as much.
	c, err := g.Centrality(context.Background(), CentralityQuery{Measure: "pagerank"})
	if err != nil || c.Entities[1].ID != "arm0" || c.Entities[1].Score <= c.Entities[2].Score {
		t.Errorf("%+v %v", c, err)
	}
}

func TestAnalysisBounds(t *testing.T) {
	s := generated{entities: 9_000, edges: 23_000, seed: 1}
	g, err := Build(generatedOntology, s.statements())
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	_, err = g.Centrality(ctx, CentralityQuery{Measure: "betweenness"})
	if KindOf(err) != Invalid || !strings.Contains(err.Error(), "at most 20000 entities and linked pairs") {
		t.Errorf("betweenness: %v", err)
	}
	_, err = g.Communities(ctx, CommunityQuery{})
	if KindOf(err) != Invalid || !strings.Contains(err.Error(), "communities is computed for at most 20000") {
		t.Errorf("communities: %v", err)
	}
	if _, err = g.Centrality(ctx, CentralityQuery{Measure: "pagerank"}); err != nil {
		t.Errorf("pagerank: %v", err)
	}
}

func TestAnalysisContext(t *testing.T) {
	s := generated{entities: 2_000, edges: 3_000, seed: 2}
	g, err := Build(generatedOntology, s.statements())
	if err != nil {
		t.Fatal(err)
	}
	ask := map[string]func(ctx context.Context) error{
		"betweenness": func(ctx context.Context) error {
			_, err := g.Centrality(ctx, CentralityQuery{Measure: "betweenness"})
			return err
		},
		"pagerank": func(ctx context.Context) error {
			_, err := g.Centrality(ctx, CentralityQuery{Measure: "pagerank"})
			return err
		},
		"communities": func(ctx context.Context) error { _, err := g.Communities(ctx, CommunityQuery{}); return err },
	}
	for name, f := range ask {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := f(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		// The context of a computation that has begun.
		late := &fadingContext{Context: context.Background(), looks: 4}
		if err := f(late); !errors.Is(err, context.Canceled) {
			t.Errorf("%s, canceled on the way: %v", name, err)
		}
		// Another one runs: waiting ends with the context.
		analyses.running <- struct{}{}
		ctx, cancel = context.WithTimeout(context.Background(), 5*time.Millisecond)
		if err := f(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s, waiting: %v", name, err)
		}
		cancel()
		<-analyses.running
		if err := f(context.Background()); err != nil {
			t.Errorf("%s after a canceled one: %v", name, err)
		}
	}
}

// fadingContext ends after it was looked at some times.
type fadingContext struct {
	context.Context
	looks int
}

func (c *fadingContext) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

func TestAnalysisCache(t *testing.T) {
	g := mustBuild(t, testOntology, star(7))
	question := func(i int) string { return fmt.Sprint("question ", i) }
	computed := 0
	ask := func(g *Graph, i int) int {
		v, err := analyse(context.Background(), g, question(i), func() (int, error) { computed++; return i, nil })
		if err != nil || v != i {
			t.Errorf("%v %v", v, err)
		}
		return computed
	}
	for _, same := range []*Graph{g, g, mustBuild(t, testOntology, star(7))} {
		if ask(same, 0) != 1 {
			t.Error("the same question is computed again")
		}
	}
	if ask(mustBuild(t, testOntology, star(8)), 0) != 2 {
		t.Error("another version answers from the cache")
	}
	for i := 1; i < maxAnalyses; i++ {
		ask(g, 0)
		ask(g, i)
	}
	if len(analyses.entries) > maxAnalyses {
		t.Errorf("%d entries", len(analyses.entries))
	}
	before := computed
	if ask(g, 0) != before {
		t.Error("what was used lately is not kept")
	}
	if ask(g, maxAnalyses) != before+1 || ask(g, 1) != before+2 {
		t.Error("what was not used lately is kept")
	}
	failed := 0
	for range 2 {
		analyse(context.Background(), g, "fails", func() (int, error) { failed++; return 0, errors.New("no") })
	}
	if failed != 2 {
		t.Error("an error is cached")
	}
	// Different spellings of a filter are one question.
	x, _ := g.compile(Filter{Status: []string{"planned", "existing"}, Types: []string{"city", "Zone"}})
	y, _ := g.compile(Filter{Status: []string{"Existing", "planned"}, Types: []string{"Zone", "City"}})
	if x.question() != y.question() {
		t.Error("equal filters are different questions")
	}
}
