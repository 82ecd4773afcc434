package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// amendment makes a graph out of another one that differs in a few statements.
// What they do not touch is copied as it lies there, column by column, which takes
// a small part of the time in which Build would make it.
type amendment struct {
	old, next *Graph
	add       []addition // in the order of their keys
	drop      []uint32   // positions in old, ascending
	statement *splice
	to        []uint32 // where each statement of old is in next, or gone
	entity    *splice
	moved     []uint32       // where each entity of old is in next, or gone; nil: all where they were
	fresh     []string       // new entities, in the order of their ids
	at        map[string]int // of those, by id: their positions in fresh
	portraits []portrait     // of the entities of next of which core statements came or went, in their order
}

// addition is a statement that is new.
type addition struct {
	*Statement
	key    StatementKey
	before uint32 // the statement of old before which it comes
	place  uint32 // in next
	object uint32 // as in Graph.obj
	rel    uint16
	flags  uint8
	detail uint32
}

// A change of more than one in amendShare of the statements, and of more than
// amendFew, is made by Build.
const (
	amendShare = 8
	amendFew   = 256
)

// amend makes the graph that g is after change sets, in their order. It leaves
// the rare and the large to Build, and all that is wrong, so that there is one
// place that tells of it; then it answers false.
func amend(g *Graph, sets []*ChangeSet) (*Graph, bool) {
	a := &amendment{old: g, next: &Graph{onto: g.onto, documents: g.documents, relations: g.relations, relAt: g.relAt, former: g.former, left: g.left}}
	if !a.net(sets) || !a.entities() || !a.statements() {
		return nil, false
	}
	a.adjacency()
	if !a.describe() || !a.indicators() {
		return nil, false
	}
	a.finish()
	return a.next, true
}

// net finds what comes and what goes after all sets.
func (a *amendment) net(sets []*ChangeSet) bool {
	last := lastWords(sets)
	if n := len(last); n > amendFew && n > len(a.old.sid)/amendShare {
		return false
	}
	for i, set := range sets {
		for j := range set.Add {
			s := &set.Add[j]
			if last[s.ID] != i+1 {
				continue
			}
			key, ok := decodeStatementID(s.ID)
			if !ok {
				return false
			}
			if at, there := a.old.findKey(key); !there {
				a.add = append(a.add, addition{Statement: s, key: key, before: at})
			}
		}
	}
	slices.SortFunc(a.add, func(x, y addition) int { return slices.Compare(x.key[:], y.key[:]) })
	a.add = slices.CompactFunc(a.add, func(x, y addition) bool { return x.key == y.key })
	for id, set := range last {
		if set > 0 {
			continue
		}
		if s, there := a.old.findStatement(id); there {
			a.drop = append(a.drop, s)
		}
	}
	slices.Sort(a.drop)
	// Texts of statements that are gone stay where they were until Build is next
	// called.
	a.next.left += len(a.drop)
	return a.next.left <= amendFew+len(a.old.sid)/2
}

// entities finds which entities come and which go with their last mention.
func (a *amendment) entities() bool {
	g := a.old
	a.at = map[string]int{}
	mentions := map[uint32]int{} // by entity: how many of them go
	for _, s := range a.drop {
		if g.relations[g.rel[s]].id == RelFormerID {
			return false
		}
		mentions[g.subj[s]]++
		if g.flags[s]&isValue == 0 {
			mentions[g.obj[s]]++
		}
	}
	mention := func(id string) {
		if n, ok := g.lookup(id); ok {
			delete(mentions, n)
		} else if _, ok := a.at[id]; !ok {
			a.at[id] = 0
			a.fresh = append(a.fresh, id)
		}
	}
	for _, s := range a.add {
		if s.Relation == RelFormerID {
			return false
		}
		mention(s.Subject)
		if id, ok := s.Object.Entity(); ok {
			mention(id)
		}
	}
	slices.Sort(a.fresh)
	before, going := make([]uint32, len(a.fresh)), []uint32{}
	for i, id := range a.fresh {
		if _, ok := g.former.find(id); ok {
			return false
		}
		a.at[id], before[i] = i, g.firstFrom(id)
	}
	for n, these := range mentions {
		if these < g.degree(n)+int(g.valAt[n+1]-g.valAt[n]) {
			continue
		}
		if a.isUsedIndicator(g.id(n)) {
			return false
		}
		going = append(going, n)
	}
	slices.Sort(going)
	if a.entity = newSplice(g.entities(), before, going); !a.entity.nothing() {
		a.moved = a.entity.places()
	}
	return true
}

// firstFrom is the first entity whose id is not before id.
func (g *Graph) firstFrom(id string) uint32 {
	lo, hi := uint32(0), uint32(g.entities())
	for lo < hi {
		if mid := lo + (hi-lo)/2; g.id(mid) < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// place is the position in next of an entity that is mentioned there.
func (a *amendment) place(id string) uint32 {
	if i, ok := a.at[id]; ok {
		return a.entity.fresh[i]
	}
	return a.entity.place(a.old.place(id))
}

// statements makes the columns of statements.
func (a *amendment) statements() bool {
	g, next := a.old, a.next
	next.values, next.details = g.values, g.details
	detailed := g.detail != nil
	var scratch []byte
	before := make([]uint32, len(a.add))
	values, details := appended{texts: &next.values}, appended{texts: &next.details}
	for i := range a.add {
		s := &a.add[i]
		before[i] = s.before
		rel, known := g.relAt[s.Relation]
		if !known {
			return false
		}
		s.rel, s.flags = rel, packState(s.Status, s.Basis)
		id, isEntity := s.Object.Entity()
		switch {
		case isEntity && g.relations[rel].core:
			return false
		case isEntity:
			s.object = a.place(id)
		case rel == nameRelation:
			lang := slices.Index(langs[:], s.Object.Lang())
			if s.Object.Kind() != StringKind || lang < 0 {
				return false
			}
			s.flags, s.object = s.flags|isValue, uint32(lang)
		default:
			scratch = appendValue(scratch[:0], s.Object)
			s.flags, s.object = s.flags|isValue, values.add(scratch)
		}
		if len(s.Qualifiers)+len(s.References) > 0 {
			scratch = appendDetails(scratch[:0], s.Qualifiers, s.References)
			s.detail, detailed = details.add(scratch), true
		}
	}
	a.statement = newSplice(len(g.sid), before, a.drop)
	a.to = a.statement.places()
	next.sid, next.rel, next.flags = spliced(a.statement, g.sid), spliced(a.statement, g.rel), spliced(a.statement, g.flags)
	next.subj, next.obj = spliced(a.statement, g.subj), spliced(a.statement, g.obj)
	if a.moved != nil {
		for s, f := range next.flags {
			next.subj[s] = a.moved[next.subj[s]]
			if f&isValue == 0 {
				next.obj[s] = a.moved[next.obj[s]]
			}
		}
	}
	if detailed {
		if g.detail != nil {
			next.detail = spliced(a.statement, g.detail)
		} else {
			next.detail = make([]uint32, a.statement.n)
		}
	}
	for i := range a.add {
		s := &a.add[i]
		s.place = a.statement.fresh[i]
		next.sid[s.place], next.rel[s.place], next.flags[s.place] = s.key, s.rel, s.flags
		next.subj[s.place], next.obj[s.place] = a.place(s.Subject), s.object
		if detailed {
			next.detail[s.place] = s.detail
		}
	}
	return true
}

// appended adds to texts that another graph has too: they are copied first.
type appended struct {
	*texts
	own bool
}

func (t *appended) add(s []byte) uint32 {
	if !t.own {
		t.bound, t.data, t.own = slices.Clip(t.bound), slices.Clip(t.data), true
	}
	t.texts.add(unsafeString(s))
	return uint32(t.len() - 1)
}

// indicators reports whether every relation that is an indicator still is one,
// with the same name, and is in use.
func (a *amendment) indicators() bool {
	unused := map[uint16]bool{}
	for _, s := range a.drop {
		if rel := a.old.rel[s]; a.old.relations[rel].indicator {
			unused[rel] = true
		}
	}
	if len(unused) > 0 {
		for _, rel := range a.next.rel {
			delete(unused, rel)
		}
	}
	if len(unused) > 0 {
		return false
	}
	for _, p := range a.portraits {
		if a.isUsedIndicator(p.id) {
			return false
		}
	}
	return true
}

// isUsedIndicator reports whether observations are made with an entity.
func (a *amendment) isUsedIndicator(id string) bool {
	rel, ok := a.old.relAt[id]
	return ok && a.old.relations[rel].indicator
}

// finish makes what follows from the rest.
func (a *amendment) finish() {
	g := a.next
	if g.search = a.old.search; a.renamed() {
		g.search = newSearchIndex(g)
	}
	g.fragmentsOnce.Do(func() { g.shared = a.old.fragments() }) // of the types and relations, which are the same
	h := sha256.New()
	for i := range g.sid {
		h.Write(g.sid[i][:])
	}
	g.version = hex.EncodeToString(h.Sum(nil)[:8])
}

// renamed reports whether any entity is found by other names than before.
func (a *amendment) renamed() bool {
	if a.moved != nil {
		return true
	}
	for _, p := range a.portraits {
		n := p.place
		if a.old.name(n) != p.name || !slices.Equal(a.old.printed.get(n), p.printed) || !slices.Equal(a.old.aliases.get(n), p.aliases) {
			return true
		}
	}
	return false
}

// lastWords answers of each statement in change sets which of them says last
// whether it is there, from 1; negative where that says it is not.
func lastWords(sets []*ChangeSet) map[string]int {
	last := map[string]int{}
	for i, set := range sets {
		for _, s := range set.Remove {
			last[s.ID] = -i - 1
		}
		for _, s := range set.Add {
			last[s.ID] = i + 1
		}
	}
	return last
}
