package graph

import (
	"fmt"
	"maps"
	"slices"
)

// describe reads the core relations into the entities' columns.
func (b *Builder) describe(ids []string) {
	g := b.g
	typed, names := make([]bool, len(ids)), make([]Text, len(ids))
	printed, aliases, descriptions := map[uint32][]string{}, map[uint32][]string{}, map[uint32][]string{}
	former := map[string]uint32{}
	for s := range g.sid {
		info := &g.relations[g.rel[s]]
		if !info.core {
			continue
		}
		n, id := g.subj[s], ids[g.subj[s]]
		if g.rel[s] == nameRelation {
			name := g.obj[s]
			g.obj[s] = name & 1
			b.setText([2]*string{&names[n].Zh, &names[n].En}[name&1], RelName, id, b.names.get(name>>1), langs[name&1])
			continue
		}
		if g.flags[s]&isValue == 0 {
			b.say(info.id, ids[g.obj[s]], fmt.Sprintf("%s of %s must be text, not %s", info.id, id, EntityKind))
			continue
		}
		v := g.valueOf(uint32(s))
		if v.Kind() != StringKind {
			b.say(info.id, v.String(), fmt.Sprintf("%s of %s must be text, not %s", info.id, id, v.Kind()))
			continue
		}
		switch info.id {
		case RelType:
			t, ok := g.onto.typeAt[v.String()]
			switch {
			case !ok:
				b.say("type", v.String(), fmt.Sprintf("entity %s has the unknown type %q", id, v), Nearest(v.String(), g.onto.TypeIDs(), 1)...)
			case typed[n]:
				b.say("type", v.String(), fmt.Sprintf("entity %s has two type statements", id))
			default:
				g.typ[n], g.state[n] = uint16(t), g.flags[s]&^isValue
			}
			typed[n] = true
		case RelDescription:
			if descriptions[n] == nil {
				descriptions[n] = make([]string, 2)
			}
			if lang := slices.Index(langs[:], v.Lang()); lang < 0 {
				b.say(RelDescription, v.String(), fmt.Sprintf("description of %s must be in zh or en, not %q", id, v.Lang()))
			} else {
				b.setText(&descriptions[n][lang], RelDescription, id, v.String(), v.Lang())
			}
		case RelAsPrinted:
			printed[n] = append(printed[n], v.String())
		case RelAlias:
			aliases[n] = append(aliases[n], v.String())
		case RelFormerID:
			if _, ok := former[v.String()]; ok || contains(ids, v.String()) {
				b.say("former-id", v.String(), fmt.Sprintf("%s is a former id of %s, but also in use elsewhere", v, id))
			}
			former[v.String()] = n
		}
	}
	for n, ok := range typed {
		if !ok && len(b.issues) < maxBuildIssues {
			where := ""
			if b.origins != nil {
				where = b.origins[n].String() + ": "
			}
			b.say("type", ids[n], fmt.Sprintf("%sentity %s is mentioned but has no type", where, ids[n]), Nearest(ids[n], typedIDs(ids, typed), 1)...)
		}
	}
	for _, m := range []map[uint32][]string{printed, aliases} {
		for n, list := range m {
			slices.Sort(list)
			m[n] = slices.Compact(list)
			g.state[n] |= hasOthers
		}
	}
	g.printed, g.aliases, g.descriptions = sparseTextsOf(printed), sparseTextsOf(aliases), sparseTextsOf(descriptions)
	g.former = textsOf(slices.Sorted(maps.Keys(former)))
	for i := range uint32(g.former.len()) {
		g.formerTo = append(g.formerTo, former[g.former.get(i)])
	}
	for n, id := range ids {
		g.records.add(id, names[n])
		if !clean(names[n].Zh) || !clean(names[n].En) {
			g.state[n] |= isQuoted
		}
	}
	b.names, b.entity, b.origins = texts{}, interner{}, nil
	g.index = newIDIndex(&g.records)
}

var langs = [2]string{"zh", "en"}

func contains(sorted []string, s string) bool {
	_, ok := slices.BinarySearch(sorted, s)
	return ok
}

func typedIDs(all []string, typed []bool) []string {
	if len(typed) > 10_000 {
		return nil // suggestions are for packs, not for bulk data
	}
	var ids []string
	for n, ok := range typed {
		if ok {
			ids = append(ids, all[n])
		}
	}
	return ids
}

func (b *Builder) setText(slot *string, what, id, text, lang string) {
	switch {
	case *slot != "" && *slot != text:
		b.say(what, text, fmt.Sprintf("entity %s has two %s statements in %s", id, what, lang))
	default:
		*slot = text
	}
}

// checkRelations settles which relations are indicators.
func (b *Builder) checkRelations() {
	g := b.g
	for _, id := range b.unchecked {
		n, ok := g.lookup(id)
		if !ok || g.onto.Role(g.onto.Types[g.typ[n]].ID) != RoleIndicator {
			known := g.onto.RelationIDs()
			b.say("relation", id, fmt.Sprintf("%q is neither a relation of the ontology nor an indicator", id), Nearest(id, known, 1)...)
			continue
		}
		g.relations[g.relAt[id]].label = g.name(n)
	}
}
