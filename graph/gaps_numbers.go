package graph

import "slices"

// What observations say about their values; package seeds writes it.
const (
	gapFlag        = "flag"
	gapUnitMissing = "unit-missing"
	gapQualitative = "qualitative"
)

// has reports whether a statement carries a qualifier with a value.
func (f *gapFinder) has(s uint32, name, value string) bool {
	if f.g.detailAt(s) == 0 {
		return false
	}
	qualifiers, _ := decodeDetails(f.g.detailOf(s))
	return slices.Contains(qualifiers, Qualifier{name, StringValue(value)})
}

// observations calls visit with every observation; false when the budget is
// used up.
func (f *gapFinder) observations(visit func(s, indicator uint32)) bool {
	indicators := make([]uint32, len(f.g.relations))
	for r := range f.g.relations {
		if f.g.relations[r].indicator {
			indicators[r] = f.g.place(f.g.relations[r].id)
		}
	}
	for s := range uint32(len(f.g.rel)) {
		if s%checkEvery == 0 && !f.budget.spend(min(checkEvery, len(f.g.rel)-int(s))) {
			return false
		}
		if f.g.relations[f.g.rel[s]].indicator && f.g.flags[s]&isValue != 0 {
			visit(s, indicators[f.g.rel[s]])
		}
	}
	return true
}

func (f *gapFinder) isNumber(s uint32) bool {
	_, ok := f.g.valueOf(s).Number()
	return ok && !f.has(s, QualKind, gapQualitative)
}

// inWords lists, for each indicator and entity observed, neither of them absent,
// the observations of kind qualitative.
func (f *gapFinder) inWords() []gap {
	type key struct{ indicator, of uint32 }
	words, numbers := map[key][]uint32{}, map[key]bool{}
	f.observations(func(s, indicator uint32) {
		k := key{indicator, f.g.subj[s]}
		switch {
		case f.absent(k.of) || f.absent(indicator):
		case f.isNumber(s):
			numbers[k] = true
		case f.has(s, QualKind, gapQualitative) && (f.inScope(k.of) || f.inScope(indicator)):
			words[k] = append(words[k], s)
		}
	})
	var out []gap
	for k, stmts := range words {
		x := gap{n: k.indicator, level: levelWords, related: []uint32{k.of}, stmts: stmts}
		if numbers[k] {
			x.level = levelBeside
		}
		out = append(out, x)
	}
	slices.SortFunc(out, func(x, y gap) int { return int(x.related[0]) - int(y.related[0]) })
	return out
}

// unmeasured lists the indicators that have no number anywhere.
func (f *gapFinder) unmeasured() []gap {
	all, numbers, touched := map[uint32][]uint32{}, map[uint32]bool{}, map[uint32]bool{}
	f.observations(func(s, indicator uint32) {
		all[indicator] = append(all[indicator], s)
		numbers[indicator] = numbers[indicator] || f.isNumber(s)
		touched[indicator] = touched[indicator] || f.inScope(f.g.subj[s])
	})
	var out []gap
	for _, n := range f.withRole(RoleIndicator) {
		switch {
		case numbers[n] || !f.inScope(n) && !touched[n]:
		case len(all[n]) == 0:
			out = append(out, gap{n: n, level: levelNone, stmts: f.g.typeStatements(n)})
		default:
			out = append(out, gap{n: n, level: levelOnlyWords, related: f.ends(all[n], f.g.subj), stmts: all[n]})
		}
	}
	return out
}

// unitless lists the entities with a statement whose unit is not printed.
func (f *gapFinder) unitless() []gap {
	missing := make([]bool, f.g.details.len())
	for d := range missing {
		qualifiers, _ := decodeDetails(f.g.details.get(uint32(d)))
		missing[d] = slices.Contains(qualifiers, Qualifier{gapFlag, StringValue(gapUnitMissing)})
	}
	if !f.budget.spend(len(missing)) {
		return nil
	}
	bySubject := map[uint32][]uint32{}
	for s, d := range f.g.detail {
		if n := f.g.subj[s]; missing[d] && f.inScope(n) && !f.absent(n) {
			bySubject[n] = append(bySubject[n], uint32(s))
		}
	}
	var out []gap
	for n, stmts := range bySubject {
		out = append(out, gap{n: n, level: levelUnit, stmts: stmts})
	}
	return out
}

// unnamedMembers lists what counts its members without naming them: because it
// is said so, or because fewer entities than that are linked with it at all.
func (f *gapFinder) unnamedMembers() []gap {
	var out []gap
	for n := range uint32(f.g.entities()) {
		switch {
		case !f.inScope(n) || f.absent(n):
		case len(f.unnamed[n]) > 0:
			out = append(out, gap{n: n, level: levelUnnamed, stmts: slices.Concat(f.unnamed[n], f.counts[n])})
		case len(f.counts[n]) > 0 && !f.named[n]:
			linked := f.linked(n)
			for _, s := range f.counts[n] {
				if x, ok := f.g.valueOf(s).Number(); ok && x > float64(len(linked)) {
					out = append(out, gap{n: n, level: levelFewer, related: linked, stmts: f.counts[n]})
					break
				}
			}
		}
	}
	return out
}

// linked lists the entities that some statement links with n.
func (f *gapFinder) linked(n uint32) []uint32 {
	var out []uint32
	for _, arcs := range [2][]arc{f.g.out[f.g.outAt[n]:f.g.outAt[n+1]], f.g.in[f.g.inAt[n]:f.g.inAt[n+1]]} {
		f.budget.spend(len(arcs))
		for _, x := range arcs {
			if x.to != n && f.present(x.stmt) {
				out = append(out, x.to)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
