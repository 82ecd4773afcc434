package graph

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// reference finds every simple path by plain enumeration over statements, with
// its own reading of filters and costs.
type reference struct {
	g *Graph
	q PathQuery
}

func (r *reference) allows(names []string, name string, chain []string) bool {
	if len(names) == 0 {
		return true
	}
	positive, hit := false, false
	for _, n := range names {
		not := n[0] == '!'
		if not {
			n = n[1:]
		}
		match := n == name || slices.Contains(chain, n)
		if not && match {
			return false
		}
		if !not {
			positive = true
			hit = hit || match
		}
	}
	return hit || !positive
}

func (r *reference) edgeAllowed(s Statement) bool {
	f := r.q.Filter
	return r.allows(f.Relations, s.Relation, nil) && r.allows(f.Status, s.Status.String(), nil) && r.allows(f.Basis, s.Basis.String(), nil)
}

func (r *reference) cost(s Statement, into string) int64 {
	switch r.q.Cost {
	case HubCost:
		if into == r.q.To {
			return 1e6
		}
		degree := 0
		for st := range r.g.AllStatements() {
			if o, ok := st.Object.Entity(); ok {
				if st.Subject == into {
					degree++
				}
				if o == into {
					degree++
				}
			}
		}
		return 1e6 + int64(math.Round(0.25e6*math.Log2(float64(degree+1))))
	case ConfidenceCost:
		c := map[Status]float64{Existing: 1, InProgress: 1.25, Planned: 1.5, Aspired: 2, Explored: 2.5, Absent: 4}[s.Status]
		if s.Basis == Inferred {
			c += 0.5
		}
		return int64(c * 1e6)
	}
	return 1e6
}

func (r *reference) all() []route {
	type hopTo struct {
		to   string
		cost int64
	}
	next := map[string][]hopTo{}
	add := func(from, to string, c int64) { next[from] = append(next[from], hopTo{to, c}) }
	for s := range r.g.AllStatements() {
		o, ok := s.Object.Entity()
		if !ok || !r.edgeAllowed(s) {
			continue
		}
		if r.q.Direction != In {
			add(s.Subject, o, r.cost(s, o))
		}
		if r.q.Direction != Out {
			add(o, s.Subject, r.cost(s, s.Subject))
		}
	}
	maxHops := r.q.MaxHops
	if maxHops == 0 {
		maxHops = 1000
		if r.q.Mode == SimplePaths {
			maxHops = DefaultSimpleHops
		}
	}
	best := map[string]route{}
	var walk func(path []string, cost int64)
	walk = func(path []string, cost int64) {
		at := path[len(path)-1]
		if at == r.q.To {
			for _, v := range r.q.Via {
				if !slices.Contains(path, v) {
					return
				}
			}
			var nodes []uint32
			for _, id := range path {
				nodes = append(nodes, r.g.place(id))
			}
			key := fmt.Sprint(path)
			if old, ok := best[key]; !ok || cost < old.cost {
				best[key] = route{nodes, cost}
			}
			return
		}
		if len(path) > maxHops {
			return
		}
		for _, h := range next[at] {
			typ := r.g.node(r.g.place(h.to)).Type
			free := h.to == r.q.From || h.to == r.q.To || slices.Contains(r.q.Via, h.to)
			if slices.Contains(path, h.to) || slices.Contains(r.q.Avoid, h.to) ||
				!free && !r.allows(r.q.Filter.Types, typ, r.g.onto.Chain(typ)) {
				continue
			}
			walk(append(slices.Clone(path), h.to), cost+h.cost)
		}
	}
	walk([]string{r.q.From}, 0)
	var out []route
	for _, p := range best {
		out = append(out, p)
	}
	slices.SortFunc(out, compareRoutes)
	return out
}

// expected is what the mode picks of all paths, and whether there are more.
func (r *reference) expected() (routes []route, more bool) {
	all := r.all()
	k := orDefault(r.q.K, DefaultK)
	switch r.q.Mode {
	case Shortest:
		return all[:min(1, len(all))], false
	case AllShortest:
		n := 0
		for n < len(all) && all[n].cost == all[0].cost {
			n++
		}
		return all[:min(k, n)], n > k
	case KShortest:
		return all[:min(k, len(all))], false
	}
	return all[:min(k, len(all))], len(all) > k
}

func randomPathQuery(r *rand.Rand, nodes int) PathQuery {
	id := func() string { return fmt.Sprintf("n%d", r.IntN(nodes)) }
	q := PathQuery{From: id(), To: id(), Mode: PathMode(r.IntN(4)), Direction: Direction(r.IntN(3)), Cost: CostModel(r.IntN(3)), Filter: randomFilter(r)}
	if r.IntN(2) == 0 {
		q.K = 1 + r.IntN(6)
	}
	if r.IntN(3) == 0 {
		q.MaxHops = 1 + r.IntN(5)
	}
	if r.IntN(4) == 0 {
		q.Via = append(q.Via, id())
		if r.IntN(2) == 0 {
			q.Via = append(q.Via, id())
		}
	}
	if r.IntN(4) == 0 {
		if a := id(); a != q.From && a != q.To && !slices.Contains(q.Via, a) {
			q.Avoid = []string{a}
		}
	}
	return q
}

func checkPaths(t *testing.T, g *Graph, q PathQuery) {
	t.Helper()
	got, err := g.Paths(context.Background(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	want, more := (&reference{g, q}).expected()
	var have []route
	for _, p := range got.Paths {
		r := route{cost: int64(math.Round(p.Cost * 1e6))}
		for _, id := range p.Nodes {
			r.nodes = append(r.nodes, g.place(id))
		}
		have = append(have, r)
		checkPath(t, g, q, p)
	}
	if !slices.EqualFunc(have, want, func(a, b route) bool { return compareRoutes(a, b) == 0 }) {
		t.Fatalf("%+v\n got %v\nwant %v", q, have, want)
	}
	if got.Meta.Complete == more || more && *got.Meta.StoppedBy != StoppedByK {
		t.Fatalf("%+v: complete %v, but there being more is %v", q, got.Meta.Complete, more)
	}
	nodes := map[string]bool{}
	for n := range got.Nodes() {
		if nodes[n.ID] {
			t.Fatalf("%+v: node %s twice", q, n.ID)
		}
		nodes[n.ID] = true
	}
	for e := range got.Edges() {
		if !nodes[e.Source] || !nodes[e.Target] {
			t.Fatalf("%+v: edge %s has an end outside", q, e.ID)
		}
	}
}

// checkPath holds a path's parallel edges against all statements.
func checkPath(t *testing.T, g *Graph, q PathQuery, p Path) {
	t.Helper()
	r := &reference{g, q}
	if len(p.Nodes) != p.Length+1 || len(p.Edges) != p.Length {
		t.Fatalf("%+v: shape of %+v", q, p)
	}
	for i, hop := range p.Edges {
		want := map[string]int64{}
		for s := range g.AllStatements() {
			o, ok := s.Object.Entity()
			a, b := p.Nodes[i], p.Nodes[i+1]
			if ok && r.edgeAllowed(s) && (q.Direction != In && s.Subject == a && o == b || q.Direction != Out && s.Subject == b && o == a) {
				want[s.ID] = r.cost(s, b)
			}
		}
		if len(want) != len(hop) {
			t.Fatalf("%+v: hop %d of %v has edges %v, want %v", q, i, p.Nodes, hop, want)
		}
		last := int64(0)
		for _, id := range hop {
			c, ok := want[id]
			if !ok || c < last {
				t.Fatalf("%+v: hop %d of %v has edges %v, want %v by cost", q, i, p.Nodes, hop, want)
			}
			last = c
		}
	}
}

func TestPathsAgainstEnumeration(t *testing.T) {
	graphs := 3000
	if testing.Short() {
		graphs = 300
	}
	for seed := range graphs {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		nodes := 2 + r.IntN(6)
		g := mustBuild(t, testOntology, randomStatements(r, nodes, r.IntN(3*nodes)))
		for range 8 {
			checkPaths(t, g, randomPathQuery(r, nodes))
		}
	}
}

// TestPathsAgreeOnLargerGraphs holds Yen's algorithm and the searches for one
// and for all cheapest paths against the best-first enumeration, on graphs that
// are too large to list all paths of.
func TestPathsAgreeOnLargerGraphs(t *testing.T) {
	for seed := range 150 {
		r := rand.New(rand.NewPCG(uint64(seed), 8))
		nodes := 30 + r.IntN(60)
		g := mustBuild(t, testOntology, randomStatements(r, nodes, 2*nodes+r.IntN(2*nodes)))
		for range 6 {
			q := randomPathQuery(r, nodes)
			q.Via, q.MaxHops, q.K, q.Mode = nil, 1+r.IntN(7), 12, SimplePaths
			want, err := g.Paths(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			q.Mode = KShortest
			yen, _ := g.Paths(context.Background(), q)
			if fmt.Sprint(want.Paths) != fmt.Sprint(yen.Paths) {
				t.Fatalf("%+v\n best-first %v\n Yen        %v", q, want.Paths, yen.Paths)
			}
			q.Mode = Shortest
			one, _ := g.Paths(context.Background(), q)
			if fmt.Sprint(one.Paths) != fmt.Sprint(want.Paths[:min(1, len(want.Paths))]) {
				t.Fatalf("%+v\n best-first %v\n shortest   %v", q, want.Paths, one.Paths)
			}
			q.Mode = AllShortest
			all, _ := g.Paths(context.Background(), q)
			n := 0
			for n < len(want.Paths) && want.Paths[n].Cost == want.Paths[0].Cost {
				n++
			}
			if fmt.Sprint(all.Paths) != fmt.Sprint(want.Paths[:n]) {
				t.Fatalf("%+v\n best-first  %v\n all-shortest %v", q, want.Paths[:n], all.Paths)
			}
		}
	}
}

func FuzzPaths(f *testing.F) {
	f.Add(uint64(1), uint64(2), byte(5), byte(9))
	f.Add(uint64(3), uint64(4), byte(7), byte(20))
	f.Fuzz(func(t *testing.T, a, b uint64, n, e byte) {
		r := rand.New(rand.NewPCG(a, b))
		nodes := 1 + int(n%7)
		g := mustBuild(t, testOntology, randomStatements(r, nodes, int(e%24)))
		for range 4 {
			checkPaths(t, g, randomPathQuery(r, nodes))
		}
	})
}
