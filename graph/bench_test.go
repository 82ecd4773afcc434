package graph

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
)

// benchGraph is the generated graph of 100k entities and 1M edges.
var benchGraph = sync.OnceValue(func() *Graph {
	g, err := Build(generatedOntology, generated{entities: 100_000, edges: 1_000_000, seed: 1}.statements())
	if err != nil {
		panic(err)
	}
	return g
})

// report runs f once for each of the fixed questions per iteration of the
// benchmark and reports the median and the 99th percentile of single calls.
func report(b *testing.B, questions int, f func(i int)) {
	b.Helper()
	b.ReportAllocs()
	var times []time.Duration
	i := 0
	for b.Loop() {
		start := time.Now()
		f(i % questions)
		times = append(times, time.Since(start))
		i++
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Nanoseconds()), "p50-ns")
	b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds()), "p99-ns")
}

const benchQuestions = 1000

func benchPairs(n int) [][2]string {
	r := rand.New(rand.NewPCG(2, 2))
	pairs := make([][2]string, benchQuestions)
	for i := range pairs {
		pairs[i] = [2]string{generatedID(r.IntN(n)), generatedID(r.IntN(n))}
	}
	return pairs
}

func BenchmarkNeighborhood(b *testing.B) {
	g, pairs, ctx := benchGraph(), benchPairs(100_000), context.Background()
	for _, c := range []struct {
		name string
		q    NeighborhoodQuery
	}{
		{"1-hop", NeighborhoodQuery{Depth: 1, Limit: 1000}},
		{"2-hop-cap-1000", NeighborhoodQuery{Depth: 2, Limit: 1000}},
		{"3-hop-cap-1000", NeighborhoodQuery{Depth: 3, Limit: 1000}},
		{"2-hop-cap-1000-out", NeighborhoodQuery{Depth: 2, Limit: 1000, Direction: Out}},
		{"2-hop-cap-1000-filtered", NeighborhoodQuery{Depth: 2, Limit: 1000, Filter: Filter{Relations: []string{"relation-0", "relation-3"}, Status: []string{"existing"}}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			report(b, len(pairs), func(i int) {
				q := c.q
				q.ID = pairs[i][0]
				a, err := g.Neighborhood(ctx, q)
				if err != nil {
					b.Fatal(err)
				}
				a.Release()
			})
		})
	}
}

// BenchmarkBareTraversal is the same 2-hop question on the adjacency alone,
// without filters, totals or an answer: the bare baseline.
func BenchmarkBareTraversal(b *testing.B) {
	g, pairs := benchGraph(), benchPairs(100_000)
	seen, epoch := make([]uint32, g.entities()), uint32(0)
	var queue []uint32
	report(b, len(pairs), func(i int) {
		epoch++
		start := g.place(pairs[i][0])
		seen[start] = epoch
		queue = append(queue[:0], start)
		from := 0
		for range 2 {
			to := len(queue)
			for _, n := range queue[from:to] {
				for _, arcs := range [2][]arc{g.out[g.outAt[n]:g.outAt[n+1]], g.in[g.inAt[n]:g.inAt[n+1]]} {
					for _, a := range arcs {
						if seen[a.to] != epoch {
							if len(queue) > 1000 {
								return
							}
							seen[a.to] = epoch
							queue = append(queue, a.to)
						}
					}
				}
			}
			from = to
		}
	})
}

func BenchmarkPaths(b *testing.B) {
	g, pairs, ctx := benchGraph(), benchPairs(100_000), context.Background()
	for _, c := range []struct {
		name string
		q    PathQuery
	}{
		{"shortest", PathQuery{}},
		{"shortest-out", PathQuery{Direction: Out}},
		{"all-shortest", PathQuery{Mode: AllShortest}},
		{"k-shortest-5", PathQuery{Mode: KShortest, K: 5}},
		{"shortest-hub", PathQuery{Cost: HubCost}},
	} {
		b.Run(c.name, func(b *testing.B) {
			report(b, len(pairs), func(i int) {
				q := c.q
				q.From, q.To = pairs[i][0], pairs[i][1]
				if _, err := g.Paths(ctx, q); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, edges := range []int{10_000, 100_000} {
		statements := slices.Collect(func(yield func(Statement) bool) {
			for s := range (generated{entities: edges / 10, edges: edges, seed: 1}).statements() {
				if !yield(s) {
					return
				}
			}
		})
		b.Run(fmt.Sprint(edges), func(b *testing.B) {
			for b.Loop() {
				if _, err := Build(generatedOntology, sequence(statements)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(statements)*b.N)/b.Elapsed().Seconds(), "statements/s")
		})
	}
}
