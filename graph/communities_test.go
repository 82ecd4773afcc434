package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func twoCliques(n int) []Statement {
	var s []Statement
	for _, side := range []string{"a", "b"} {
		for i := range n {
			s = append(s, describe(fmt.Sprint(side, i), "Lab", "室", "Lab")...)
			for j := range i {
				s = append(s, link(fmt.Sprint(side, i), "near", fmt.Sprint(side, j), 0))
			}
		}
	}
	return append(s, link("a0", "supports", "b0", 0))
}

func TestCommunities(t *testing.T) {
	ctx := context.Background()
	g := mustBuild(t, testOntology, append(twoCliques(5), describe("alone", "Lab", "独", "Alone")...))
	c, err := g.Communities(ctx, CommunityQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Communities) != 2 || c.Nodes != 10 || c.Edges != 21 || c.Isolated != 1 || c.Resolution != 1 {
		t.Fatalf("%+v", c)
	}
	for i, side := range []string{"a", "b"} {
		m := c.Communities[i]
		if m.Size != 5 || m.Inside != 10 || m.Outside != 1 || m.Entities[0].ID != side+"0" || m.Entities[4].ID != side+"4" || m.Entities[0].Inside != 4 {
			t.Errorf("%+v", m)
		}
	}
	if c, err = g.Communities(ctx, CommunityQuery{Resolution: 50}); err != nil || len(c.Communities) != 10 {
		t.Errorf("a high resolution gives %d communities, %v", len(c.Communities), err)
	}
	c, err = g.Communities(ctx, CommunityQuery{Filter: Filter{Types: []string{"City"}}})
	if text, _ := json.Marshal(c); err != nil || !strings.Contains(string(text), `"communities":[]`) {
		t.Errorf("%s %v", text, err)
	}
	for _, x := range []float64{-1, math.NaN(), math.Inf(1), MaxResolution + 1} {
		if _, err := g.Communities(ctx, CommunityQuery{Resolution: x}); KindOf(err) != Invalid {
			t.Errorf("resolution %v: %v", x, err)
		}
	}
	if _, err := g.Communities(ctx, CommunityQuery{Filter: Filter{Status: []string{"plan"}}}); KindOf(err) != Invalid {
		t.Errorf("filter: %v", err)
	}
}

// TestCommunitiesProperty checks the partition, the modularity by its definition
// and that no cached answer is needed for the same bytes.
func TestCommunitiesProperty(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 6))
		g := mustBuild(t, testOntology, randomStatements(r, 2+r.IntN(30), r.IntN(80)))
		f, resolution := randomFilter(r), 0.5+r.Float64()
		pairs := pairsOf(t, g, f)
		filter, _ := g.compile(f)
		d, err := g.divide(context.Background(), filter, resolution)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := g.divide(context.Background(), filter, resolution)
		if fmt.Sprint(d) != fmt.Sprint(again) {
			t.Fatalf("seed %d: two runs differ", seed)
		}
		in := map[string]int{}
		for i, p := range d.parts {
			for _, m := range p.members {
				if _, ok := in[g.id(m.entity)]; ok {
					t.Fatalf("seed %d: %s is in two communities", seed, g.id(m.entity))
				}
				in[g.id(m.entity)] = i
			}
		}
		strength, total, inside, outside := map[string]float64{}, 0.0, make([]float64, len(d.parts)), make([]float64, len(d.parts))
		for p, w := range pairs {
			x, okX := in[p[0]]
			y, okY := in[p[1]]
			if !okX || !okY {
				t.Fatalf("seed %d: %v is in no community", seed, p)
			}
			strength[p[0]] += float64(w)
			strength[p[1]] += float64(w)
			total += float64(w)
			if x == y {
				inside[x] += float64(w)
			} else {
				outside[x] += float64(w)
				outside[y] += float64(w)
			}
		}
		if len(strength) != len(in) {
			t.Fatalf("seed %d: %d entities divided, want %d", seed, len(in), len(strength))
		}
		q := 0.0
		for i, p := range d.parts {
			if float64(p.inside) != inside[i] || float64(p.outside) != outside[i] {
				t.Fatalf("seed %d: inside %d outside %d, want %v %v", seed, p.inside, p.outside, inside[i], outside[i])
			}
			sum := 0.0
			for _, m := range p.members {
				sum += strength[g.id(m.entity)]
			}
			q += inside[i]/total - resolution*math.Pow(sum/(2*total), 2)
		}
		if math.Abs(q-d.modularity) > 1e-9 {
			t.Fatalf("seed %d: modularity %v, want %v", seed, d.modularity, q)
		}
		if !slices.IsSortedFunc(d.parts, func(a, b divided) int { return len(b.members) - len(a.members) }) {
			t.Fatalf("seed %d: not the largest first", seed)
		}
	}
}
