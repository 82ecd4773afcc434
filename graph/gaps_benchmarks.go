package graph

import (
	"maps"
	"slices"
)

// unmatched lists the benchmarks of other places. With places it lists those
// that are places as a whole, for the problems that name nothing of theirs; else
// the things that have no counterpart here.
func (f *gapFinder) unmatched(places bool) []gap {
	byTarget := map[uint32][]uint32{}
	type pair struct{ problem, place uint32 }
	named := map[pair]bool{}
	for _, s := range f.benchmarks {
		problem, target := f.g.subj[s], f.g.obj[s]
		if f.role(problem) != RoleProblem || !f.inScope(problem) {
			continue
		}
		byTarget[target] = append(byTarget[target], s)
		if places && f.role(target) != RolePlace {
			for _, p := range f.placesOf(target) {
				named[pair{problem, p}] = true
			}
		}
	}
	var out []gap
	for _, n := range slices.Sorted(maps.Keys(byTarget)) {
		stmts := byTarget[n]
		if (f.role(n) == RolePlace) != places {
			continue
		}
		here, others := f.belongs(n)
		x := gap{n: n, level: levelNone}
		if places {
			stmts = slices.DeleteFunc(stmts, func(s uint32) bool { return named[pair{f.g.subj[s], n}] })
			x.level = levelPlace
		}
		x.stmts, x.related = stmts, f.ends(stmts, f.g.subj)
		if len(stmts) > 0 && (places && !here || !places && (others || !here) && !f.matched(n)) {
			out = append(out, x)
		}
	}
	return out
}

// matched reports whether something here is a counterpart of n.
func (f *gapFinder) matched(n uint32) bool {
	for _, s := range f.counterparts[n] {
		other := f.g.subj[s]
		if other == n {
			other = f.g.obj[s]
		}
		if here, others := f.belongs(other); here || !others {
			return true
		}
	}
	return false
}

// belongs reports whether an entity belongs to the place that is here, or to
// something in it, and whether to a place elsewhere. Places that contain here are
// neither.
func (f *gapFinder) belongs(n uint32) (here, others bool) {
	for _, place := range f.placesOf(n) {
		switch {
		case place == f.home || f.home != noEntity && f.lies(place, f.home):
			here = true
		case f.home == noEntity || !f.lies(f.home, place):
			others = true
		}
	}
	return here, others
}

// placesOf lists the places with which an entity, or what contains it, is
// linked, by id. A place belongs to itself.
func (f *gapFinder) placesOf(n uint32) []uint32 {
	if f.role(n) == RolePlace {
		return []uint32{n}
	}
	var places []uint32
	seen, queue := map[uint32]bool{n: true}, []uint32{n}
	for i := 0; i < len(queue); i++ {
		at := queue[i]
		for side, arcs := range [2][]arc{f.g.out[f.g.outAt[at]:f.g.outAt[at+1]], f.g.in[f.g.inAt[at]:f.g.inAt[at+1]]} {
			if !f.budget.spend(len(arcs)) {
				return nil
			}
			for _, x := range arcs {
				if seen[x.to] || !f.present(x.stmt) || f.argues(x.rel) {
					continue
				}
				switch {
				case f.role(x.to) == RolePlace:
					seen[x.to] = true
					places = append(places, x.to)
				case side == 0 && f.contains[x.rel]:
					seen[x.to] = true
					queue = append(queue, x.to)
				}
			}
		}
	}
	slices.Sort(places)
	return places
}

// argues reports whether a relation sets things against each other, so that it
// does not say where they belong.
func (f *gapFinder) argues(rel uint16) bool {
	switch f.relRole[rel] {
	case RoleBenchmark, RoleCounterpart, RoleTension, RoleAddresses:
		return true
	}
	return false
}

// lies reports whether one entity is in another by containment.
func (f *gapFinder) lies(n, in uint32) bool {
	seen, queue := map[uint32]bool{n: true}, []uint32{n}
	for i := 0; i < len(queue); i++ {
		arcs := f.g.out[f.g.outAt[queue[i]]:f.g.outAt[queue[i]+1]]
		if !f.budget.spend(len(arcs)) {
			return false
		}
		for _, x := range arcs {
			if !f.contains[x.rel] || seen[x.to] || !f.present(x.stmt) {
				continue
			}
			if x.to == in {
				return true
			}
			seen[x.to] = true
			queue = append(queue, x.to)
		}
	}
	return false
}

// strained lists what is in tension with a problem and is none itself.
func (f *gapFinder) strained() []gap {
	byStrength := map[uint32][]uint32{}
	for _, s := range f.tensions {
		from, to := f.g.subj[s], f.g.obj[s]
		if !f.inScope(from) && !f.inScope(to) {
			continue
		}
		switch a, b := f.role(from) == RoleProblem, f.role(to) == RoleProblem; {
		case a && !b:
			byStrength[to] = append(byStrength[to], s)
		case b && !a:
			byStrength[from] = append(byStrength[from], s)
		}
	}
	var out []gap
	for n, stmts := range byStrength {
		var problems []uint32
		for _, s := range stmts {
			problems = append(problems, f.g.subj[s]+f.g.obj[s]-n)
		}
		slices.Sort(problems)
		out = append(out, gap{n: n, level: levelTension, related: slices.Compact(problems), stmts: stmts})
	}
	return out
}
