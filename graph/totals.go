package graph

import "slices"

// hubDegree is the degree from which an entity's totals are counted once, when
// the graph is built, not at every question.
const hubDegree = 256

// hubTotals are the statements per relation of the entities of high degree.
type hubTotals struct {
	keys   []uint32 // those entities, ascending
	bound  []uint32 // the totals of keys[i] are totals bound[i] to bound[i+1]
	totals []relationTotal
}

// relationTotal counts the edges of one relation at one entity.
type relationTotal struct{ rel, out, in uint32 }

func newHubTotals(g *Graph) hubTotals {
	h := hubTotals{bound: []uint32{0}}
	count := make([]relationTotal, len(g.relations))
	for n := range uint32(g.entities()) {
		if g.degree(n) <= hubDegree {
			continue
		}
		h.keys = append(h.keys, n)
		h.totals = append(h.totals, g.countTotals(n, count)...)
		h.bound = append(h.bound, uint32(len(h.totals)))
	}
	return h
}

// countTotals counts the edges of an entity per relation, in the order of
// relations. count has a place for each relation, all zero, and is so again
// afterwards.
func (g *Graph) countTotals(n uint32, count []relationTotal) (list []relationTotal) {
	var met []uint16
	for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
		c := &count[a.rel]
		if c.out++; c.out+c.in == 1 {
			met = append(met, a.rel)
		}
	}
	for _, a := range g.in[g.inAt[n]:g.inAt[n+1]] {
		c := &count[a.rel]
		if c.in++; c.out+c.in == 1 {
			met = append(met, a.rel)
		}
	}
	slices.Sort(met)
	for _, r := range met {
		list = append(list, relationTotal{uint32(r), count[r].out, count[r].in})
		count[r] = relationTotal{}
	}
	return list
}

// totals counts the statements of an entity per relation.
func (g *Graph) totals(n uint32) map[string]Total {
	var list []relationTotal
	if i, ok := slices.BinarySearch(g.hubs.keys, n); ok {
		list = g.hubs.totals[g.hubs.bound[i]:g.hubs.bound[i+1]]
	} else {
		list = g.countTotals(n, make([]relationTotal, len(g.relations)))
	}
	t := make(map[string]Total, len(list))
	for _, x := range list {
		t[g.relations[x.rel].id] = Total{Out: int(x.out), In: int(x.in)}
	}
	return t
}
