package graph

import (
	"context"
	"math"
)

// pageRankPart is how many nodes are done in one go. It is fixed, so that sums
// are made in the same order on every machine.
const pageRankPart = 1 << 14

// pageRank is the power iteration from the even distribution (Brin and Page
// 1998), its nodes divided among cores. gonum's starts from a vector drawn from
// the global random source, so its answers differ from call to call, and cannot
// be stopped.
func (p *projection) pageRank(ctx context.Context) ([]float64, error) {
	const damping, tolerance, rounds = 0.85, 1e-14, 1000
	n := len(p.members)
	rank, next, share, strength := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range rank {
		rank[i] = 1 / float64(n)
		_, weights := p.row(uint32(i))
		for _, w := range weights {
			strength[i] += float64(w)
		}
	}
	parts := (n + pageRankPart - 1) / pageRankPart
	changes := make([]float64, parts)
	for range rounds {
		for i := range rank {
			share[i] = rank[i] / strength[i]
		}
		err := inParts(ctx, parts, func(part int, _ func() bool) {
			change := 0.0
			for i := part * pageRankPart; i < min((part+1)*pageRankPart, n); i++ {
				sum := 0.0
				near, weights := p.row(uint32(i))
				for k, m := range near {
					sum += share[m] * float64(weights[k])
				}
				next[i] = (1-damping)/float64(n) + damping*sum
				change += math.Abs(next[i] - rank[i])
			}
			changes[part] = change
		})
		if err != nil {
			return nil, err
		}
		rank, next = next, rank
		change := 0.0
		for _, c := range changes {
			change += c
		}
		if change < tolerance {
			break
		}
	}
	return rank, nil
}
