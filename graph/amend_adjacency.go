package graph

import (
	"cmp"
	"slices"
)

// incident is a new statement at one of its ends.
type incident struct {
	entity uint32 // the end
	arc           // to the other end; of a value only its statement
}

// adjacency lays out the arcs and values of next, as connect does.
func (a *amendment) adjacency() {
	old, next := a.old, a.next
	var out, in, vals []incident
	for i := range a.add {
		s := &a.add[i]
		subject := next.subj[s.place]
		if s.flags&isValue != 0 {
			vals = append(vals, incident{subject, arc{stmt: s.place}})
			continue
		}
		out = append(out, incident{subject, arc{to: s.object, stmt: s.place, rel: s.rel, flags: s.flags}})
		in = append(in, incident{s.object, arc{to: subject, stmt: s.place, rel: s.rel, flags: s.flags}})
	}
	next.outAt, next.out = a.arcs(old.outAt, old.out, out)
	next.inAt, next.in = a.arcs(old.inAt, old.in, in)
	next.valAt, next.vals = a.values(vals)
	next.hubs = newHubTotals(next)
}

// each walks the entities of next with where they were in old, or gone, and their
// new statements. It sorts those.
func (a *amendment) each(fresh []incident, visit func(was uint32, fresh []incident)) {
	slices.SortStableFunc(fresh, func(x, y incident) int { return cmp.Compare(x.entity, y.entity) })
	n, kept := uint32(0), a.entity.kept
	for int(n) < a.entity.n {
		was, until := uint32(gone), n+1
		if len(kept) > 0 && kept[0].at == n {
			was, until = kept[0].from, n+kept[0].to-kept[0].from
			kept = kept[1:]
		}
		for ; n < until; n++ {
			own := 0
			for own < len(fresh) && fresh[own].entity == n {
				own++
			}
			visit(was, fresh[:own])
			fresh = fresh[own:]
			if was != gone {
				was++
			}
		}
	}
}

// arcs makes the arcs of one direction.
func (a *amendment) arcs(at []uint32, arcs []arc, fresh []incident) (nextAt []uint32, next []arc) {
	nextAt, next = make([]uint32, 1, a.entity.n+1), make([]arc, 0, len(arcs)+len(fresh))
	a.each(fresh, func(was uint32, fresh []incident) {
		if was != gone {
			for _, x := range arcs[at[was]:at[was+1]] {
				if x.stmt = a.to[x.stmt]; x.stmt == gone {
					continue
				}
				if a.moved != nil {
					x.to = a.moved[x.to]
				}
				next = append(next, x)
			}
		}
		if len(fresh) > 0 {
			for i := range fresh {
				next = append(next, fresh[i].arc)
			}
			slices.SortFunc(next[nextAt[len(nextAt)-1]:], func(x, y arc) int {
				return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.rel, y.rel), cmp.Compare(x.stmt, y.stmt))
			})
		}
		nextAt = append(nextAt, uint32(len(next)))
	})
	return nextAt, next
}

// values makes the lists of value statements.
func (a *amendment) values(fresh []incident) (nextAt, next []uint32) {
	g := a.old
	nextAt, next = make([]uint32, 1, a.entity.n+1), make([]uint32, 0, len(g.vals)+len(fresh))
	a.each(fresh, func(was uint32, fresh []incident) {
		if was != gone {
			for _, s := range g.vals[g.valAt[was]:g.valAt[was+1]] {
				if s = a.to[s]; s != gone {
					next = append(next, s)
				}
			}
		}
		if len(fresh) > 0 {
			for i := range fresh {
				next = append(next, fresh[i].stmt)
			}
			slices.Sort(next[nextAt[len(nextAt)-1]:])
		}
		nextAt = append(nextAt, uint32(len(next)))
	})
	return nextAt, next
}
