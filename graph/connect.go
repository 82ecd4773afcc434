package graph

import (
	"cmp"
	"slices"
)

// connect lays out the adjacency in both directions and the value statements.
func (g *Graph) connect() {
	n := g.entities()
	g.outAt, g.inAt, g.valAt = make([]uint32, n+1), make([]uint32, n+1), make([]uint32, n+1)
	for s, f := range g.flags {
		if f&isValue != 0 {
			g.valAt[g.subj[s]+1]++
		} else {
			g.outAt[g.subj[s]+1]++
			g.inAt[g.obj[s]+1]++
		}
	}
	for i := range n {
		g.outAt[i+1] += g.outAt[i]
		g.inAt[i+1] += g.inAt[i]
		g.valAt[i+1] += g.valAt[i]
	}
	g.out, g.in, g.vals = make([]arc, g.outAt[n]), make([]arc, g.inAt[n]), make([]uint32, g.valAt[n])
	next, valNext := slices.Clone(g.inAt), slices.Clone(g.valAt)
	for s, f := range g.flags {
		from, to := g.subj[s], g.obj[s]
		if f&isValue != 0 {
			g.vals[valNext[from]] = uint32(s)
			valNext[from]++
			continue
		}
		g.in[next[to]] = arc{to: from, stmt: uint32(s), rel: g.rel[s], flags: f}
		next[to]++
	}
	// What is distributed in the order of its far ends arrives sorted by them.
	transpose(g.inAt, g.in, g.outAt, g.out)
	for i := range n {
		sortTies(g.out[g.outAt[i]:g.outAt[i+1]])
	}
	transpose(g.outAt, g.out, g.inAt, g.in)
	g.hubs = newHubTotals(g)
}

// transpose turns arcs by one end into arcs by the other.
func transpose(at []uint32, arcs []arc, toAt []uint32, to []arc) {
	next := slices.Clone(toAt)
	for n := range uint32(len(at) - 1) {
		for _, a := range arcs[at[n]:at[n+1]] {
			i := next[a.to]
			next[a.to]++
			to[i] = arc{to: n, stmt: a.stmt, rel: a.rel, flags: a.flags}
		}
	}
}

// sortTies sorts arcs that are sorted by neighbour by relation and statement.
func sortTies(arcs []arc) {
	for lo := 0; lo < len(arcs); {
		hi := lo + 1
		for hi < len(arcs) && arcs[hi].to == arcs[lo].to {
			hi++
		}
		if hi-lo > 1 {
			slices.SortFunc(arcs[lo:hi], func(x, y arc) int {
				return cmp.Or(cmp.Compare(x.rel, y.rel), cmp.Compare(x.stmt, y.stmt))
			})
		}
		lo = hi
	}
}
