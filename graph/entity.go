package graph

import (
	"cmp"
	"context"
	"slices"
)

// Entity answers an entity with what is said of it. Of each relation and
// direction at most PerRelation statements are shown, and at most MaxShown in all;
// Meta.Totals has the true counts and Meta.Complete says whether any were left out.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) Entity(ctx context.Context, q EntityQuery) (*EntityView, error) {
	q.PerRelation = orDefault(q.PerRelation, DefaultPerRelation)
	if err := within(bound{"per_relation", q.PerRelation, 1, MaxPerRelation}); err != nil {
		return nil, err
	}
	n, err := g.find("id", q.ID)
	if err != nil {
		return nil, err
	}
	v := &EntityView{Node: g.node(n), Meta: g.meta(), Description: g.descriptionOf(n),
		Out: []StatementView{}, In: []StatementView{}, Attributes: []StatementView{}, Observations: []StatementView{}}
	v.Types, v.Revision = g.onto.Chain(v.Type), g.revision(n)
	v.TypeLabel = g.onto.Types[g.typ[n]].Label
	for i, m := range g.formerTo {
		if m == n {
			v.FormerIDs = append(v.FormerIDs, g.former.get(uint32(i)))
		}
	}

	b := newBudget(ctx, maxWork)
	total := 0
	show := func(list *[]StatementView, stmts []uint32) {
		shown := map[uint16]int{}
		for i, s := range stmts {
			if i%checkEvery == 0 && !b.spend(min(checkEvery, len(stmts)-i)) {
				return
			}
			if shown[g.rel[s]] == q.PerRelation {
				v.Meta.stop(StoppedByPerRelation)
				continue
			}
			if total++; total > MaxShown {
				v.Meta.stop(StoppedByLimit)
				return
			}
			shown[g.rel[s]]++
			*list = append(*list, g.view(s))
		}
	}
	show(&v.Out, g.byRelation(g.out[g.outAt[n]:g.outAt[n+1]]))
	show(&v.In, g.byRelation(g.in[g.inAt[n]:g.inAt[n+1]]))

	var attributes, observations []uint32
	var references []Reference
	for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
		switch info := &g.relations[g.rel[s]]; {
		case info.indicator:
			observations = append(observations, s)
		case info.core:
			_, rs := decodeDetails(g.detailOf(s))
			references = append(references, rs...)
		default:
			attributes = append(attributes, s)
		}
	}
	if r, ok := g.relAt[v.ID]; ok && g.relations[r].indicator {
		for s := range uint32(len(g.rel)) {
			if g.rel[s] == r {
				observations = append(observations, s)
			}
		}
		b.spend(len(g.rel))
	}
	slices.SortFunc(observations, func(x, y uint32) int {
		return cmp.Or(cmp.Compare(g.rel[x], g.rel[y]), cmp.Compare(g.subj[x], g.subj[y]), cmp.Compare(x, y))
	})
	show(&v.Attributes, attributes)
	show(&v.Observations, observations)
	slices.SortFunc(references, compareReferences)
	v.Evidence = g.evidence(slices.CompactFunc(references, func(a, b Reference) bool { return compareReferences(a, b) == 0 }))
	if b.err != nil {
		return nil, b.err
	}
	v.Meta.Totals = g.totals(n)
	v.Meta.Visited = Visited{Nodes: 1, Edges: b.used}
	return v, nil
}

// byRelation lists the statements of arcs by relation, then as they stand.
func (g *Graph) byRelation(arcs []arc) []uint32 {
	arcs = slices.Clone(arcs)
	slices.SortStableFunc(arcs, func(x, y arc) int { return cmp.Compare(x.rel, y.rel) })
	out := make([]uint32, len(arcs))
	for i, a := range arcs {
		out[i] = a.stmt
	}
	return out
}
