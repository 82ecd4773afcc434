package graph

import (
	"math"
	"slices"
)

// noEntity stands where there is no entity.
const noEntity = math.MaxUint32

// argument is the argument that sources make, gathered in one pass over the
// statements: which measure answers which problem, by what means, for which
// goal, and how problems, measures and goals are divided into parts. Types and
// relations are told by their roles alone. A statement whose status is absent,
// or one of whose ends is absent, denies a claim and is no claim; a claim of an
// entity about itself is none either.
type argument struct {
	g        *Graph
	budget   *budget
	typeRole []string // by position in Ontology.Types
	relRole  []string // by position in Graph.relations
	contains []bool   // by position in Graph.relations

	up, down map[uint32][]argumentPart // parts of the same role: to the whole, to the parts

	addressedBy  map[uint32][]uint32 // of a problem, the statements
	addresses    map[uint32][]uint32 // of a measure
	instruments  map[uint32][]uint32 // of a measure
	servedBy     map[uint32][]uint32 // of a goal
	counterparts map[uint32][]uint32 // of both ends
	benchmarks   []uint32
	tensions     []uint32
	counts       map[uint32][]uint32      // of an entity, statements of how many members it has
	unnamed      map[uint32][]uint32      // of an entity, statements that its members are not named
	named        map[uint32]bool          // entities whose members are said to be named
	denied       map[argumentEnd][]uint32 // statements that deny a claim

	without uint32 // an entity taken away, or noEntity
}

// argumentPart is one end of a containment.
type argumentPart struct{ to, stmt uint32 }

// argumentEnd is an entity as one end of the claims of a role.
type argumentEnd struct {
	n    uint32
	role string
}

func (g *Graph) newArgument(b *budget) *argument {
	a := &argument{g: g, budget: b, without: noEntity,
		typeRole: make([]string, len(g.onto.Types)), relRole: make([]string, len(g.relations)), contains: make([]bool, len(g.relations)),
		up: map[uint32][]argumentPart{}, down: map[uint32][]argumentPart{},
		addressedBy: map[uint32][]uint32{}, addresses: map[uint32][]uint32{}, instruments: map[uint32][]uint32{}, servedBy: map[uint32][]uint32{},
		counterparts: map[uint32][]uint32{}, counts: map[uint32][]uint32{}, unnamed: map[uint32][]uint32{}, named: map[uint32]bool{},
		denied: map[argumentEnd][]uint32{},
	}
	for i, t := range g.onto.Types {
		a.typeRole[i] = g.onto.Role(t.ID)
	}
	for i := range g.relations {
		if r, ok := g.onto.Relation(g.relations[i].id); ok {
			a.relRole[i], a.contains[i] = r.Role, r.Containment
		}
	}
	return a
}

// gather reads the statements; false when the budget does not suffice.
func (a *argument) gather() bool {
	for s := range uint32(len(a.g.flags)) {
		if s%checkEvery == 0 && !a.budget.spend(min(checkEvery, len(a.g.flags)-int(s))) {
			return false
		}
		a.take(s)
	}
	return true
}

func (a *argument) take(s uint32) {
	g, rel := a.g, a.g.rel[s]
	role := a.relRole[rel]
	if role == "" && !a.contains[rel] {
		return
	}
	from := g.subj[s]
	if g.flags[s]&isValue != 0 {
		switch role {
		case RoleMemberCount:
			a.counts[from] = append(a.counts[from], s)
		case RoleMembersStated:
			if yes, ok := g.valueOf(s).Bool(); ok && yes {
				a.named[from] = true
			} else if ok {
				a.unnamed[from] = append(a.unnamed[from], s)
			}
		}
		return
	}
	to := g.obj[s]
	if from == to {
		return
	}
	if !a.present(s) {
		if role != "" {
			a.denied[argumentEnd{from, role}] = append(a.denied[argumentEnd{from, role}], s)
			a.denied[argumentEnd{to, role}] = append(a.denied[argumentEnd{to, role}], s)
		}
		return
	}
	if r := a.role(from); a.contains[rel] && r != "" && r == a.role(to) {
		a.up[from] = append(a.up[from], argumentPart{to, s})
		a.down[to] = append(a.down[to], argumentPart{from, s})
	}
	switch role {
	case RoleAddresses:
		a.addresses[from] = append(a.addresses[from], s)
		a.addressedBy[to] = append(a.addressedBy[to], s)
	case RoleInstrument:
		a.instruments[from] = append(a.instruments[from], s)
	case RoleServes:
		a.servedBy[to] = append(a.servedBy[to], s)
	case RoleCounterpart:
		a.counterparts[from] = append(a.counterparts[from], s)
		a.counterparts[to] = append(a.counterparts[to], s)
	case RoleBenchmark:
		a.benchmarks = append(a.benchmarks, s)
	case RoleTension:
		a.tensions = append(a.tensions, s)
	}
}

func (a *argument) role(n uint32) string { return a.typeRole[a.g.typ[n]] }

func (a *argument) absent(n uint32) bool { return statusOf(a.g.state[n]) == Absent }

// present reports whether an edge claims something that is or is to be.
func (a *argument) present(s uint32) bool {
	return statusOf(a.g.flags[s]) != Absent && !a.absent(a.g.subj[s]) && !a.absent(a.g.obj[s])
}

// withRole lists the entities of a role, by id, that are not absent.
func (a *argument) withRole(role string) []uint32 {
	var out []uint32
	for n := range uint32(a.g.entities()) {
		if a.role(n) == role && !a.absent(n) && n != a.without {
			out = append(out, n)
		}
	}
	return out
}

// closure lists what is reached from n over parts, n itself left out, by id.
func (a *argument) closure(parts map[uint32][]argumentPart, n uint32) []uint32 {
	if len(parts[n]) == 0 {
		return nil
	}
	seen, queue := map[uint32]bool{n: true}, []uint32{n}
	for i := 0; i < len(queue) && a.budget.spend(len(parts[queue[i]])); i++ {
		for _, p := range parts[queue[i]] {
			if !seen[p.to] && p.to != a.without {
				seen[p.to] = true
				queue = append(queue, p.to)
			}
		}
	}
	queue = queue[1:]
	slices.Sort(queue)
	return queue
}

// leaves lists the parts of n, at any depth, that have no parts themselves;
// none where n has no parts, or where parts only go round in a circle.
func (a *argument) leaves(n uint32) []uint32 {
	var out []uint32
	for _, p := range a.closure(a.down, n) {
		if len(a.down[p]) == 0 {
			out = append(out, p)
		}
	}
	return out
}

// standing is what is claimed of an entity itself, of its parts and of what it
// is a part of. Statements are in the order of ids.
type standing struct{ own, below, above []uint32 }

func (a *argument) standing(claims map[uint32][]uint32, n uint32) standing {
	st := standing{own: a.live(claims[n])}
	for _, p := range a.closure(a.down, n) {
		st.below = append(st.below, a.live(claims[p])...)
	}
	for _, p := range a.closure(a.up, n) {
		st.above = append(st.above, a.live(claims[p])...)
	}
	slices.Sort(st.below)
	slices.Sort(st.above)
	return st
}

// live leaves out the claims of the entity taken away.
func (a *argument) live(claims []uint32) []uint32 {
	if a.without == noEntity {
		return claims
	}
	var out []uint32
	for _, s := range claims {
		if a.g.subj[s] != a.without && a.g.obj[s] != a.without {
			out = append(out, s)
		}
	}
	return out
}

// typeStatements lists the statements that an entity is what it is; they carry
// the evidence of the entity itself.
func (g *Graph) typeStatements(n uint32) []uint32 {
	var out []uint32
	for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
		if g.rel[s] == g.relAt[RelType] {
			out = append(out, s)
		}
	}
	return out
}

// centralPlace finds the entity with the role of a place that has the highest
// degree, of several the one whose id sorts first.
func (g *Graph) centralPlace(except uint32) uint32 {
	best := uint32(noEntity)
	places := make([]bool, len(g.onto.Types))
	for i, t := range g.onto.Types {
		places[i] = g.onto.Role(t.ID) == RolePlace
	}
	for n := range uint32(g.entities()) {
		if places[g.typ[n]] && n != except && (best == noEntity || g.degree(n) > g.degree(best)) {
			best = n
		}
	}
	return best
}
