package seeds

import (
	"slices"

	"github.com/innograph/innograph/graph"
)

// entity is an entity as its declarations, of one pack or of several, agree on it.
type entity struct {
	id     string
	typ    string // "" where it is not known
	at     mark   // of its first declaration
	source *pack  // for the entity of a source
	decls  []entityIn
}

// entityIn is a declaration and its pack.
type entityIn struct {
	*entityDecl
	pack *pack
}

// typeUse is where a type is used: what it must be.
type typeUse int

const (
	entityType typeUse = iota // not abstract
	sourceType                // not abstract, with the role source
)

// enter finds or makes the entity of a declaration.
func (l *loader) enter(p *pack, id, typ text, use typeUse) *entity {
	known := l.checkType(typ, use)
	e := l.entities[id.s]
	if e == nil {
		e = &entity{id: id.s, at: id.mark}
		l.entities[id.s] = e
	}
	if e.typ == "" && known {
		e.typ = typ.s
	}
	return e
}

// checkType reports a type that an entity may not have, and says whether it is
// known.
func (l *loader) checkType(t text, use typeUse) bool {
	if !t.ok() {
		return false
	}
	decl, known := l.types[t.s]
	if !known {
		unknown(l, t.mark, "type", t.s, l.types)
		return false
	}
	switch {
	case decl.Abstract.on:
		t.suggest(l.concrete(t.s), "the type %s is abstract: choose one of its subtypes", t.s)
	case use == sourceType && l.lineageKnown(t.s) && l.ontology.Role(t.s) != graph.RoleSource:
		t.suggest(l.withRole(graph.RoleSource), "the type of a source must have the role source; %s has not", t.s)
	}
	return true
}

// lineageKnown reports whether a type and all its ancestors are declared, so that
// what they are can be relied on.
func (l *loader) lineageKnown(typ string) bool {
	chain := l.ontology.Chain(typ)
	if len(chain) == 0 || slices.ContainsFunc(chain, func(id string) bool { return l.unsure[id] }) {
		return false
	}
	root := l.types[chain[len(chain)-1]]
	return !root.Parent.set()
}

// concrete lists up to three subtypes that entities may have.
func (l *loader) concrete(ancestor string) []string {
	return l.some(func(t graph.EntityType) bool { return t.ID != ancestor && l.ontology.IsA(t.ID, ancestor) })
}

func (l *loader) withRole(role string) []string {
	return l.some(func(t graph.EntityType) bool { return l.ontology.Role(t.ID) == role })
}

func (l *loader) some(want func(graph.EntityType) bool) []string {
	var ids []string
	for _, t := range l.ontology.Types {
		if !t.Abstract && want(t) && len(ids) < 3 {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// enterEntity enters a declaration and compares it with earlier ones of the same
// slug.
func (l *loader) enterEntity(p *pack, d *entityDecl) {
	if !d.ID.ok() {
		l.checkType(d.Type, entityType)
		l.refused = append(l.refused, entityIn{d, p})
		return
	}
	e := l.enter(p, d.ID, d.Type, entityType)
	d.checkNames()
	switch {
	case e.source != nil:
		d.ID.problem("the entity %q is already the source of a pack, at %s", d.ID.s, e.at)
		l.refused = append(l.refused, entityIn{d, p})
		return
	case len(e.decls) > 0:
		for _, other := range e.decls {
			if other.pack == p {
				d.ID.problem("the entity %q is declared twice, first at %s", d.ID.s, other.ID)
				l.refused = append(l.refused, entityIn{d, p})
				return
			}
		}
		if differs := d.differsFrom(e.decls[0].entityDecl); len(differs) > 0 {
			d.ID.problem("the entity %q is declared with another %s at %s", d.ID.s, among(differs), e.decls[0].ID)
		}
	}
	e.decls = append(e.decls, entityIn{d, p})
}

// differsFrom names the keys in which two declarations of an entity contradict
// each other. Printed forms, aliases, former slugs and references add up, and a
// description may be given by one of them only.
func (d *entityDecl) differsFrom(other *entityDecl) []string {
	var keys []string
	differ := func(key string, differs bool) {
		if differs {
			keys = append(keys, key)
		}
	}
	differ("type", d.Type.s != other.Type.s)
	differ("name", d.Name.graph() != other.Name.graph())
	differ("description", d.Description.set() && other.Description.set() && d.Description.graph() != other.Description.graph())
	differ("status", statusOf(d.Status) != statusOf(other.Status))
	differ("basis", basisOf(d.Basis) != basisOf(other.Basis))
	return keys
}

// checkNames reports forms and names that say nothing new.
func (d *entityDecl) checkNames() {
	for _, t := range d.AsPrinted.items {
		if t.ok() && t.s == d.Name.Zh.s {
			t.problem("%q is name.zh itself; as_printed is for printed forms that differ from it", t.s)
		}
	}
	taken := map[string]bool{d.Name.Zh.s: true, d.Name.En.s: true}
	for _, s := range texts(d.AsPrinted) {
		taken[s] = true
	}
	for _, t := range d.Aliases.items {
		if t.ok() && taken[t.s] {
			t.problem("%q is already a name or a printed form; aliases are for other names", t.s)
		}
	}
}

// entity finds the entity that a text names, or reports that there is none. An
// entity that a file which cannot be parsed seems to declare has no type.
func (l *loader) entity(t text, what string) *entity {
	if e := l.entities[t.s]; e != nil {
		return e
	}
	if l.unsure[t.s] {
		return &entity{id: t.s}
	}
	unknown(l, t.mark, "entity", t.s, l.entities)
	return nil
}

// checkFormerIDs reports former slugs that are in use or claimed twice.
func (l *loader) checkFormerIDs() {
	claimed := map[string]*entity{}
	for _, id := range mapKeys(l.entities) {
		e := l.entities[id]
		for _, d := range e.decls {
			for _, t := range d.FormerIDs.items {
				if !t.ok() {
					continue
				}
				if live := l.entities[t.s]; live != nil {
					t.problem("the former slug %q is that of the entity at %s", t.s, live.at)
				} else if first := claimed[t.s]; first != nil && first != e {
					t.problem("the former slug %q is also claimed by %s", t.s, first.id)
				}
				claimed[t.s] = e
			}
		}
	}
}

// checkIndicatorNames reports indicators whose slugs, which stand as relations,
// are those of relations.
func (l *loader) checkIndicatorNames() {
	for _, id := range mapKeys(l.entities) {
		e := l.entities[id]
		_, isRelation := l.relations[id]
		_, isInverse := l.inverses[id]
		if (isRelation || isInverse || graph.IsCoreRelation(id)) && l.ontology.Role(e.typ) == graph.RoleIndicator {
			e.at.problem("the indicator %q has the id of a relation; choose another slug", id)
		}
	}
}

func statusOf(t text) graph.Status {
	return graph.Status(max(slices.Index(graph.StatusNames(), t.s), 0))
}

func basisOf(t text) graph.Basis {
	return graph.Basis(max(slices.Index(graph.BasisNames(), t.s), 0))
}
