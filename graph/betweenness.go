package graph

import (
	"context"
	"slices"
)

// betweennessParts is into how many parts the sources are divided. It is fixed,
// so that the sums are made in the same order on every machine.
const betweennessParts = 16

// betweenness is Brandes' algorithm ("A faster algorithm for betweenness
// centrality", 2001, algorithm 1), its sources divided among cores. gonum's keeps
// its state in maps, which takes some fifty times as long, and cannot be stopped.
func (p *projection) betweenness(ctx context.Context) ([]float64, error) {
	n := len(p.members)
	sums := make([][]float64, min(betweennessParts, n))
	err := inParts(ctx, len(sums), func(i int, halt func() bool) {
		sums[i] = p.passages(i, len(sums), halt)
	})
	if err != nil {
		return nil, err
	}
	score := make([]float64, n)
	for _, sum := range sums {
		for i, x := range sum {
			score[i] += x / 2 // every pair is met from both ends
		}
	}
	return score, nil
}

// passages sums up what passes each node on shortest paths from every parts-th
// source, from the first-th on.
func (p *projection) passages(first, parts int, halt func() bool) []float64 {
	n := len(p.members)
	score, paths, pass := make([]float64, n), make([]float64, n), make([]float64, n)
	hops, queue := make([]int32, n), make([]uint32, 0, n)
	for from := first; from < n && !halt(); from += parts {
		for i := range hops {
			hops[i], paths[i], pass[i] = -1, 0, 0
		}
		hops[from], paths[from] = 0, 1
		queue = append(queue[:0], uint32(from))
		for at := 0; at < len(queue); at++ {
			v := queue[at]
			near, _ := p.row(v)
			for _, w := range near {
				if hops[w] < 0 {
					hops[w] = hops[v] + 1
					queue = append(queue, w)
				}
				if hops[w] == hops[v]+1 {
					paths[w] += paths[v]
				}
			}
		}
		for _, w := range slices.Backward(queue[1:]) {
			near, _ := p.row(w)
			for _, v := range near {
				if hops[v] == hops[w]-1 {
					pass[v] += paths[v] / paths[w] * (1 + pass[w])
				}
			}
			score[w] += pass[w]
		}
	}
	return score
}
