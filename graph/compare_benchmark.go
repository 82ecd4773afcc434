package graph

// byBenchmark says who is ahead on an indicator where no number does: a problem
// that a statement ties to the indicator has exactly one of the two places as
// its benchmark, and no other such problem says the opposite. comparisons are
// the statements that compare the two places on the indicator.
func (g *Graph) byBenchmark(a, b, indicator uint32, comparisons []string, budget *budget) *Lead {
	benchmark := map[string]bool{}
	for _, id := range g.onto.WithRole(RoleBenchmark) {
		benchmark[id] = true
	}
	if len(benchmark) == 0 {
		return nil
	}
	var lead *Lead
	for _, in := range g.in[g.inAt[indicator]:g.inAt[indicator+1]] {
		problem := in.to
		if g.onto.Role(g.onto.Types[g.typ[problem]].ID) != RoleProblem || benchmark[g.relations[in.rel].id] {
			continue
		}
		arcs := g.out[g.outAt[problem]:g.outAt[problem+1]]
		budget.spend(len(arcs))
		var better [2]bool
		stated := []string{g.statementID(in.stmt)}
		for _, out := range arcs {
			if benchmark[g.relations[out.rel].id] && (out.to == a || out.to == b) {
				better[0], better[1] = better[0] || out.to == a, better[1] || out.to == b
				stated = append(stated, g.statementID(out.stmt))
			}
		}
		if better[0] == better[1] {
			continue
		}
		ahead, behind := a, b
		if better[1] {
			ahead, behind = b, a
		}
		if lead == nil {
			lead = &Lead{Ahead: g.id(ahead), Behind: g.id(behind), By: "benchmark", Derived: true,
				Formula: g.id(problem) + " → " + g.id(ahead), Statements: comparisons}
		}
		if lead.Ahead != g.id(ahead) {
			return nil
		}
		lead.Statements = append(lead.Statements[:len(lead.Statements):len(lead.Statements)], stated...)
	}
	if lead != nil {
		lead.Statements = sortedOnce(lead.Statements)
	}
	return lead
}
