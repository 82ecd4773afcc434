package graph

import (
	"cmp"
	"maps"
	"slices"
)

// portrait is what the core statements say of an entity.
type portrait struct {
	id               string
	place, was       uint32 // in next, and in old or gone
	typ              uint16
	state            uint8
	name             Text
	printed, aliases []string
	description      []string // zh and en; nil for none
}

// describe makes the columns of entities. It answers false where core statements
// contradict each other.
func (a *amendment) describe() bool {
	old, next := a.old, a.next
	touched := map[uint32]uint32{} // and where it was, or gone
	note := func(rel uint16, id string) {
		if old.relations[rel].core {
			if n := a.place(id); n != gone {
				touched[n] = gone
				if _, fresh := a.at[id]; !fresh {
					touched[n] = old.place(id)
				}
			}
		}
	}
	for _, s := range a.drop {
		note(old.rel[s], old.id(old.subj[s]))
	}
	for i := range a.add {
		note(a.add[i].rel, a.add[i].Subject)
	}
	for _, n := range a.entity.fresh {
		touched[n] = gone
	}
	for n, was := range touched {
		p := portrait{place: n, was: was}
		if was == gone {
			i, _ := slices.BinarySearch(a.entity.fresh, n)
			p.id = a.fresh[i]
		} else {
			p.id = old.id(was)
		}
		if !a.portray(&p) {
			return false
		}
		a.portraits = append(a.portraits, p)
	}
	slices.SortFunc(a.portraits, func(x, y portrait) int { return cmp.Compare(x.place, y.place) })
	next.typ, next.state, next.records = spliced(a.entity, old.typ), spliced(a.entity, old.state), a.records()
	for _, p := range a.portraits {
		next.typ[p.place], next.state[p.place] = p.typ, p.state
	}
	next.index = old.index
	next.formerTo = old.formerTo
	if a.moved != nil {
		next.index = newIDIndex(&next.records)
		next.formerTo = make([]uint32, len(old.formerTo))
		for i, n := range old.formerTo {
			next.formerTo[i] = a.moved[n]
		}
	}
	next.printed = a.sparse(&old.printed, func(p *portrait) []string { return p.printed })
	next.aliases = a.sparse(&old.aliases, func(p *portrait) []string { return p.aliases })
	next.descriptions = a.sparse(&old.descriptions, func(p *portrait) []string { return p.description })
	return true
}

// portray reads the core statements of an entity, as Builder.describe does.
func (a *amendment) portray(p *portrait) bool {
	g := a.next
	typed := false
	for _, s := range g.vals[g.valAt[p.place]:g.valAt[p.place+1]] {
		info := &g.relations[g.rel[s]]
		if !info.core {
			continue
		}
		if info.id == RelName {
			lang := g.obj[s]
			text := ""
			if i, fresh := slices.BinarySearch(a.statement.fresh, s); fresh {
				text = a.add[i].Object.String()
			} else {
				before := a.old.name(p.was)
				text = [2]string{before.Zh, before.En}[lang]
			}
			if !settle([2]*string{&p.name.Zh, &p.name.En}[lang], text) {
				return false
			}
			continue
		}
		v := g.valueOf(s)
		if v.Kind() != StringKind {
			return false
		}
		switch info.id {
		case RelType:
			t, ok := g.onto.typeAt[v.String()]
			if !ok || typed {
				return false
			}
			typed, p.typ, p.state = true, uint16(t), p.state|g.flags[s]&^isValue
		case RelDescription:
			lang := slices.Index(langs[:], v.Lang())
			if p.description == nil {
				p.description = make([]string, 2)
			}
			if lang < 0 || !settle(&p.description[lang], v.String()) {
				return false
			}
		case RelAsPrinted:
			p.printed = append(p.printed, v.String())
		case RelAlias:
			p.aliases = append(p.aliases, v.String())
		}
	}
	for _, list := range []*[]string{&p.printed, &p.aliases} {
		if slices.Sort(*list); len(*list) > 0 {
			*list = slices.Compact(*list)
			p.state |= hasOthers
		}
	}
	if !clean(p.name.Zh) || !clean(p.name.En) {
		p.state |= isQuoted
	}
	return typed
}

// settle sets what has one text, or reports that it has another already.
func settle(slot *string, text string) bool {
	if *slot != "" && *slot != text {
		return false
	}
	*slot = text
	return true
}

// records copies the records of entities, but for those that were portrayed.
func (a *amendment) records() (r records) {
	old := &a.old.records
	r.bound, r.data = make([]uint64, 1, a.entity.n+1), make([]byte, 0, len(old.data)+len(old.data)/16)
	keep := func(from, to uint32) {
		if from >= to {
			return
		}
		shift := uint64(len(r.data)) - old.bound[from]
		r.data = append(r.data, old.data[old.bound[from]:old.bound[to]]...)
		for _, b := range old.bound[from+1 : to+1] {
			r.bound = append(r.bound, b+shift)
		}
	}
	portraits := a.portraits
	draw := func(before uint32) { // those at places before
		for len(portraits) > 0 && portraits[0].place < before {
			r.add(portraits[0].id, portraits[0].name)
			portraits = portraits[1:]
		}
	}
	for _, k := range a.entity.kept {
		draw(k.at)
		from, until := k.from, k.at+k.to-k.from
		for len(portraits) > 0 && portraits[0].place < until {
			was := k.from + portraits[0].place - k.at
			keep(from, was)
			draw(portraits[0].place + 1)
			from = was + 1
		}
		keep(from, k.to)
	}
	draw(gone)
	return r
}

// sparse makes lists that few entities have: those of the portraits instead of
// what these had.
func (a *amendment) sparse(old *sparseTexts, of func(*portrait) []string) sparseTexts {
	fresh := map[uint32][]string{}
	changed := a.moved != nil
	for i := range a.portraits {
		p := &a.portraits[i]
		list := of(p)
		if list != nil {
			fresh[p.place] = list
		}
		changed = changed || p.was == gone || !slices.Equal(list, old.get(p.was))
	}
	if !changed {
		return *old
	}
	portrayed := map[uint32]bool{}
	for i := range a.portraits {
		portrayed[a.portraits[i].place] = true
	}
	var s sparseTexts
	add := func(n uint32, list []string) {
		if s.bound == nil {
			s.bound = []uint32{0}
		}
		for _, text := range list {
			s.items.add(text)
		}
		s.keys, s.bound = append(s.keys, n), append(s.bound, uint32(s.items.len()))
	}
	keys := slices.Sorted(maps.Keys(fresh))
	for _, was := range old.keys {
		n := a.entity.place(was)
		if n == gone || portrayed[n] {
			continue
		}
		for len(keys) > 0 && keys[0] < n {
			add(keys[0], fresh[keys[0]])
			keys = keys[1:]
		}
		add(n, old.get(was))
	}
	for _, n := range keys {
		add(n, fresh[n])
	}
	return s
}
