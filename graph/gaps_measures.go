package graph

import "slices"

// unmet lists the problems that no measure addresses, neither itself nor a part
// of it; where its group is addressed, as met by way of that alone.
func (f *gapFinder) unmet() []gap {
	return f.idle(RoleProblem, RoleAddresses, f.addressedBy, f.g.obj)
}

// lacking is the gap of an entity of which nothing is claimed: it is shown by
// what denies a claim, and by the statements that the entity is there.
func (f *gapFinder) lacking(n uint32, role string) gap {
	return gap{n: n, level: levelNone, group: len(f.down[n]) > 0,
		stmts: slices.Concat(f.denied[argumentEnd{n, role}], f.g.typeStatements(n))}
}

// metInPart lists the problems that are addressed, but not well: not in all their
// parts, or by uncertain measures alone.
func (f *gapFinder) metInPart() []gap {
	var out []gap
	for _, n := range f.withRole(RoleProblem) {
		if !f.inScope(n) {
			continue
		}
		st := f.standing(f.addressedBy, n)
		met := slices.Concat(st.own, st.below)
		if len(met) == 0 {
			continue
		}
		if poor, shown := f.poorParts(n); len(poor) > 0 {
			out = append(out, gap{n: n, level: levelParts, group: true, related: poor, stmts: append(shown, met...)})
		} else if !slices.ContainsFunc(met, func(s uint32) bool { return f.certainty(s) < Aspired }) {
			slices.Sort(met)
			out = append(out, gap{n: n, level: levelUncertain, group: len(f.down[n]) > 0, related: f.ends(met, f.g.subj), stmts: met})
		}
	}
	return out
}

// poorParts lists the leaves of a problem that no measure of their own
// addresses, and the statements that they are parts.
func (f *gapFinder) poorParts(n uint32) (poor, shown []uint32) {
	for _, leaf := range f.leaves(n) {
		if len(f.addressedBy[leaf]) == 0 {
			poor = append(poor, leaf)
			shown = append(shown, partStatements(f.up[leaf])...)
		}
	}
	return poor, shown
}

func partStatements(parts []argumentPart) []uint32 {
	out := make([]uint32, len(parts))
	for i, p := range parts {
		out[i] = p.stmt
	}
	return out
}

// certainty is the less certain of a claim's own status and its subject's.
func (f *gapFinder) certainty(s uint32) Status {
	return max(statusOf(f.g.flags[s]), statusOf(f.g.state[f.g.subj[s]]))
}

// ends lists one end of statements, each once, by id.
func (f *gapFinder) ends(stmts []uint32, end []uint32) []uint32 {
	var out []uint32
	for _, s := range stmts {
		out = append(out, end[s])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// idle lists the entities of a role that have none of the claims, neither
// themselves nor in their parts; where their group has, as having it by way of
// that alone. side is the end of a claim that is the group.
func (f *gapFinder) idle(entity, role string, claims map[uint32][]uint32, side []uint32) []gap {
	var out []gap
	for _, n := range f.withRole(entity) {
		if !f.inScope(n) {
			continue
		}
		st := f.standing(claims, n)
		switch {
		case len(st.own)+len(st.below) > 0:
		case len(st.above) > 0:
			out = append(out, gap{n: n, level: levelGroup, group: len(f.down[n]) > 0,
				related: f.ends(st.above, side), stmts: append(slices.Clone(st.above), partStatements(f.up[n])...)})
		default:
			out = append(out, f.lacking(n, role))
		}
	}
	return out
}
