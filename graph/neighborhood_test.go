package graph

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// expectedEgo finds, by rounds over all statements, the distance of every entity
// within the depth and the edges that the search meets.
func expectedEgo(g *Graph, q NeighborhoodQuery) (depth map[string]int, edges []string) {
	r := &reference{g, PathQuery{Filter: q.Filter, Direction: q.Direction}}
	typeOf := func(id string) bool {
		typ := g.node(g.place(id)).Type
		return id == q.ID || r.allows(q.Filter.Types, typ, g.onto.Chain(typ))
	}
	depth = map[string]int{q.ID: 0}
	for d := range q.Depth {
		for s := range g.AllStatements() {
			o, ok := s.Object.Entity()
			if !ok || !r.edgeAllowed(s) {
				continue
			}
			try := func(from, to string) {
				if at, in := depth[from]; in && at == d && typeOf(to) {
					if _, seen := depth[to]; !seen {
						depth[to] = d + 1
					}
				}
			}
			if q.Direction != In {
				try(s.Subject, o)
			}
			if q.Direction != Out {
				try(o, s.Subject)
			}
		}
	}
	for s := range g.AllStatements() {
		o, ok := s.Object.Entity()
		if !ok || !r.edgeAllowed(s) {
			continue
		}
		a, inA := depth[s.Subject]
		b, inB := depth[o]
		if !inA || !inB {
			continue
		}
		met := q.Direction != In && a < q.Depth || q.Direction != Out && b < q.Depth
		if met || q.Induced && a == q.Depth && b == q.Depth {
			edges = append(edges, s.ID)
		}
	}
	slices.Sort(edges)
	return depth, edges
}

func TestNeighborhoodAgainstRounds(t *testing.T) {
	for seed := range 1500 {
		r := rand.New(rand.NewPCG(uint64(seed), 9))
		nodes := 1 + r.IntN(12)
		g := mustBuild(t, testOntology, randomStatements(r, nodes, r.IntN(4*nodes)))
		q := NeighborhoodQuery{ID: fmt.Sprintf("n%d", r.IntN(nodes)), Depth: 1 + r.IntN(3), Direction: Direction(r.IntN(3)),
			Filter: randomFilter(r), Induced: r.IntN(2) == 0, Limit: MaxNodes}
		depth, edges := expectedEgo(g, q)

		whole, err := g.Neighborhood(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		checkEgo(t, q, depth, edges, whole)
		if !whole.Meta.Complete {
			t.Fatalf("%+v: not complete", q)
		}

		// The pages together are the whole, each found entity on one page.
		q.Limit = 1 + r.IntN(4)
		gotDepth, gotEdges := map[string]int{}, []string{}
		for pages := 0; ; pages++ {
			page, err := g.Neighborhood(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			fresh := 0
			for n := range page.Nodes() {
				if _, seen := gotDepth[n.ID]; !seen {
					gotDepth[n.ID] = *n.Depth
					fresh++
				}
			}
			for e := range page.Edges() {
				if slices.Contains(gotEdges, e.ID) {
					t.Fatalf("%+v: edge %s on two pages", q, e.ID)
				}
				gotEdges = append(gotEdges, e.ID)
			}
			checkEnds(t, page)
			last := page.Meta.NextCursor == ""
			if page.Meta.Complete != last || !last && *page.Meta.StoppedBy != StoppedByLimit {
				t.Fatalf("%+v: complete %v with cursor %q", q, page.Meta.Complete, page.Meta.NextCursor)
			}
			if !last && fresh < q.Limit {
				t.Fatalf("%+v: a page of %d of %d entities is not the last", q, fresh, q.Limit)
			}
			if last {
				break
			}
			q.Cursor = page.Meta.NextCursor
		}
		slices.Sort(gotEdges)
		if fmt.Sprint(gotDepth) != fmt.Sprint(depth) || fmt.Sprint(gotEdges) != fmt.Sprint(edges) {
			t.Fatalf("%+v in pages:\n got %v %v\nwant %v %v", q, gotDepth, gotEdges, depth, edges)
		}
	}
}

func checkEnds(t *testing.T, s *Subgraph) {
	t.Helper()
	in := map[string]bool{}
	for n := range s.Nodes() {
		if in[n.ID] {
			t.Fatalf("node %s twice", n.ID)
		}
		in[n.ID] = true
	}
	for e := range s.Edges() {
		if !in[e.Source] || !in[e.Target] {
			t.Fatalf("edge %s %s→%s has an end outside", e.ID, e.Source, e.Target)
		}
	}
}

func checkEgo(t *testing.T, q NeighborhoodQuery, depth map[string]int, edges []string, got *Subgraph) {
	t.Helper()
	gotDepth := map[string]int{}
	last := 0
	for n := range got.Nodes() {
		if *n.Depth < last {
			t.Fatalf("%+v: %s at depth %d stands after depth %d", q, n.ID, *n.Depth, last)
		}
		last = *n.Depth
		gotDepth[n.ID] = *n.Depth
	}
	var gotEdges []string
	for e := range got.Edges() {
		gotEdges = append(gotEdges, e.ID)
	}
	slices.Sort(gotEdges)
	if fmt.Sprint(gotDepth) != fmt.Sprint(depth) || fmt.Sprint(gotEdges) != fmt.Sprint(edges) {
		t.Fatalf("%+v\n got %v %v\nwant %v %v", q, gotDepth, gotEdges, depth, edges)
	}
}

func TestNeighborhoodPerRelation(t *testing.T) {
	var statements []Statement
	statements = append(statements, describe("hub", "City", "中心", "Hub")...)
	for i := range 10 {
		id := fmt.Sprintf("n%02d", i)
		statements = append(statements, describe(id, "Lab", id, id)...)
		statements = append(statements, Statement{Subject: id, Relation: edgeRelations[i%2], Object: EntityValue("hub")}.Identify())
	}
	g := mustBuild(t, testOntology, statements)
	got, err := g.Neighborhood(context.Background(), NeighborhoodQuery{ID: "hub", PerRelation: 3})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for e := range got.Edges() {
		count[e.Relation]++
	}
	if count["part-of"] != 3 || count["supports"] != 3 || got.Meta.Complete || *got.Meta.StoppedBy != StoppedByPerRelation {
		t.Fatalf("got %v, %+v", count, got.Meta)
	}
	if want := (Total{In: 5}); got.Totals()["part-of"] != want || got.Totals()["supports"] != want {
		t.Fatalf("totals %v", got.Totals())
	}
	if nodes, _ := got.Len(); nodes != 7 {
		t.Fatalf("%d nodes, want the hub and 6", nodes)
	}
}

func TestNeighborhoodOfHugeHub(t *testing.T) {
	g := hubGraph(t, 100_000)
	got, err := g.Neighborhood(context.Background(), NeighborhoodQuery{ID: "hub", Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	nodes, edges := got.Len()
	if nodes != 51 || edges != 50 || got.Meta.Complete || got.Meta.NextCursor == "" {
		t.Fatalf("%d nodes, %d edges, %+v", nodes, edges, got.Meta)
	}
	if got.Meta.Visited.Edges > 60 {
		t.Fatalf("looked at %d edges for 50", got.Meta.Visited.Edges)
	}
	if got.Totals()["part-of"].In != 100_000 {
		t.Fatalf("totals %v", got.Totals())
	}
	if n := testing.AllocsPerRun(10, func() {
		_, _ = g.Neighborhood(context.Background(), NeighborhoodQuery{ID: "hub", Limit: 50})
	}); n > 60 {
		t.Fatalf("%v allocations", n)
	}
}

func hubGraph(t testing.TB, spokes int) *Graph {
	statements := describe("hub", "City", "中心", "Hub")
	for i := range spokes {
		id := generatedID(i)
		statements = append(statements,
			Statement{Subject: id, Relation: RelType, Object: StringValue("Lab")}.Identify(),
			Statement{Subject: id, Relation: "part-of", Object: EntityValue("hub")}.Identify())
	}
	return mustBuild(t, testOntology, statements)
}

func TestNeighborhoodRefuses(t *testing.T) {
	g := mustBuild(t, testOntology, slices.Concat(describe("hangzhou", "City", "杭州", "Hangzhou"), describe("ningbo", "City", "宁波", "Ningbo")))
	good := NeighborhoodQuery{ID: "hangzhou"}
	page, err := g.Neighborhood(context.Background(), good)
	if err != nil {
		t.Fatal(err)
	}
	_ = page
	for _, c := range []struct {
		change func(*NeighborhoodQuery)
		kind   ErrorKind
		text   string
	}{
		{func(q *NeighborhoodQuery) { q.ID = "hangzhuo" }, NotFound, "did you mean hangzhou?"},
		{func(q *NeighborhoodQuery) { q.Depth = 7 }, Invalid, "depth must be between 1 and 6, not 7"},
		{func(q *NeighborhoodQuery) { q.Depth = -1 }, Invalid, "depth must be between 1 and 6"},
		{func(q *NeighborhoodQuery) { q.Limit = 5001; q.PerRelation = -2 }, Invalid, "limit must be between 1 and 5000, not 5001; per_relation must be between 0"},
		{func(q *NeighborhoodQuery) { q.Filter.Relations = []string{"part-off"} }, Invalid, "did you mean part-of?"},
		{func(q *NeighborhoodQuery) { q.Filter.Relations = []string{"has-part"} }, Invalid, "ask for relation part-of and direction in"},
		{func(q *NeighborhoodQuery) { q.Filter.Relations = []string{"founded"} }, Invalid, "leads to values"},
		{func(q *NeighborhoodQuery) { q.Filter.Types = []string{"Citty"} }, Invalid, "did you mean City?"},
		{func(q *NeighborhoodQuery) { q.Filter.Status = []string{"planed"} }, Invalid, "did you mean planned?"},
		{func(q *NeighborhoodQuery) { q.Filter.Basis = []string{"!guess"} }, Invalid, "expected one of stated, inferred"},
		{func(q *NeighborhoodQuery) { q.Cursor = "?" }, BadCursor, "not a cursor"},
		{func(q *NeighborhoodQuery) { q.Cursor = g.makeCursor("another question", 3) }, BadCursor, "another question"},
		{func(q *NeighborhoodQuery) {
			q.Cursor = "AAAAAAAAAAA" + g.makeCursor(good.question(), 3)[11:]
		}, BadCursor, "graph has changed"},
	} {
		q := good
		c.change(&q)
		_, err := g.Neighborhood(context.Background(), q)
		if KindOf(err) != c.kind || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%+v: %v, want kind %d with %q", q, err, c.kind, c.text)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Neighborhood(ctx, good); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}
