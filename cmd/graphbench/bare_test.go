package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// randomBare makes a graph small enough that all its simple paths can be listed.
func randomBare(r *rand.Rand) *bareGraph {
	g := &bareGraph{at: map[string]uint32{}}
	n := 2 + r.IntN(7)
	for i := range n {
		g.ids = append(g.ids, fmt.Sprint(i))
		g.at[g.ids[i]] = uint32(i)
	}
	var ends [][2]uint32
	for range r.IntN(3 * n) {
		a, b := uint32(r.IntN(n)), uint32(r.IntN(n))
		if a != b {
			ends = append(ends, [2]uint32{a, b})
		}
	}
	g.connect(ends)
	g.epoch = math.MaxUint32 - uint32(r.IntN(8)) // soon the marks begin anew
	return g
}

// simplePaths lists the lengths of all simple paths, ascending.
func (g *bareGraph) simplePaths(from, to uint32) (lengths []int) {
	on := make([]bool, len(g.ids))
	var walk func(n uint32, hops int)
	walk = func(n uint32, hops int) {
		if n == to {
			lengths = append(lengths, hops)
			return
		}
		on[n] = true
		for _, x := range g.neighbours(n) {
			if !on[x] {
				walk(x, hops+1)
			}
		}
		on[n] = false
	}
	walk(from, 0)
	slices.Sort(lengths)
	return lengths
}

func TestBareAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		g := randomBare(r)
		for range 4 { // more than one question of a graph, as marks are used again
			from, to := uint32(r.IntN(len(g.ids))), uint32(r.IntN(len(g.ids)))
			if from == to {
				continue
			}
			all := g.simplePaths(from, to)
			want := -1
			if len(all) > 0 {
				want = all[0]
			}
			if got := g.distance(from, to); got != want {
				t.Fatalf("%d hops from %d to %d in %v %v, want %d", got, from, to, g.first, g.next, want)
			}
			k := 1 + r.IntN(6)
			if got := g.yen.lengths(from, to, k); !slices.Equal(got, all[:min(k, len(all))]) {
				t.Fatalf("%d shortest from %d to %d in %v %v: %v, want %v", k, from, to, g.first, g.next, got, all[:min(k, len(all))])
			}
			depth, limit := 1+r.IntN(3), 1+r.IntN(8)
			near := 0
			for n := range uint32(len(g.ids)) {
				if p := g.simplePaths(from, n); n != from && len(p) > 0 && p[0] <= depth {
					near++
				}
			}
			if got := g.neighborhood(from, depth, limit); got != min(near, limit) {
				t.Fatalf("%d within %d hops of %d, at most %d; want %d", got, depth, from, limit, min(near, limit))
			}
		}
	}
}

func TestReadBareComplains(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ nodes, edges, want string }{
		{"id:ID,x\na,1\nb,2\n", ":START_ID,:END_ID,:TYPE\na,c,r\n", "edges.csv:2"},
		{"id:ID,x\na\n", ":START_ID,:END_ID,:TYPE\n", "nodes.csv:2"},
	} {
		writeText(t, dir, nodesFile, c.nodes)
		writeText(t, dir, edgesFile, c.edges)
		if _, err := readBare(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
