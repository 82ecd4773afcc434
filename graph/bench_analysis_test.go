package graph

import (
	"context"
	"testing"
)

// BenchmarkAnalysis computes each measure anew.
func BenchmarkAnalysis(b *testing.B) {
	ctx := context.Background()
	small, err := Build(generatedOntology, generated{entities: 4_000, edges: 12_000, seed: 1}.statements())
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		measure string
		g       *Graph
	}{{"degree", benchGraph()}, {"pagerank", benchGraph()}, {"betweenness", small}} {
		b.Run(c.measure, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.g.centralities(ctx, c.measure, &openFilter); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
