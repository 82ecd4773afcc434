package graph

import (
	"context"
	"fmt"
)

// projection is the filtered graph as an analysis reads it: undirected, node i
// is members[i], with a compressed adjacency.
type projection struct {
	members         []uint32
	at              []uint32 // the neighbours of node i are near at[i] to at[i+1]
	near            []uint32 // sorted, without the node itself
	weight          []uint32 // statements in both directions, parallel to near
	edges, isolated int
}

func (p *projection) row(i uint32) (near, weight []uint32) {
	return p.near[p.at[i]:p.at[i+1]], p.weight[p.at[i]:p.at[i+1]]
}

// project refuses a projection of more than limit nodes and edges.
func (g *Graph) project(ctx context.Context, f *compiledFilter, what string, limit int) (*projection, error) {
	p := &projection{at: []uint32{0}}
	const outside = ^uint32(0)
	number := make([]uint32, g.entities())
	looked := 0
	for n := range uint32(g.entities()) {
		number[n] = outside
		if !g.allowsType(f, n) {
			continue
		}
		first := len(p.near)
		out, in := g.out[g.outAt[n]:g.outAt[n+1]], g.in[g.inAt[n]:g.inAt[n+1]]
		if looked += len(out) + len(in) + 1; looked >= checkEvery {
			looked = 0
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		for len(out)+len(in) > 0 { // both by neighbour
			var a arc
			if len(in) == 0 || len(out) > 0 && out[0].to <= in[0].to {
				a, out = out[0], out[1:]
			} else {
				a, in = in[0], in[1:]
			}
			if a.to == n || !f.edge(a) || !g.allowsType(f, a.to) {
				continue
			}
			if last := len(p.near) - 1; last >= first && p.near[last] == a.to {
				p.weight[last]++
				continue
			}
			p.near, p.weight = append(p.near, a.to), append(p.weight, 1)
		}
		if len(p.near) == first {
			p.isolated++
			continue
		}
		number[n] = uint32(len(p.members))
		p.members, p.at = append(p.members, n), append(p.at, uint32(len(p.near)))
		if len(p.members)+len(p.near)/2 > limit {
			return nil, invalid("filter", nil, fmt.Sprintf("%s is computed for at most %d entities and linked pairs together, and the filtered graph has more; narrow it by relation, type, status or basis", what, limit))
		}
	}
	for i, n := range p.near {
		p.near[i] = number[n]
	}
	p.edges = len(p.near) / 2
	return p, nil
}
