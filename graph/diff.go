package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Difference is what changes from graph A to graph B, by meaning: a statement
// whose qualifier changes is one changed claim, not one statement gone and
// another new. Statements that describe a new or gone entity itself (its type,
// names and so on) are not listed beside it.
type Difference struct {
	A string `json:"a" doc:"the version of the first graph"`
	B string `json:"b" doc:"the version of the second graph"`

	NewEntities    []EntityChange  `json:"new_entities" doc:"by id"`
	GoneEntities   []EntityChange  `json:"gone_entities" doc:"by id"`
	Renamed        []TextChange    `json:"renamed" doc:"entities with another name; by id"`
	Redescribed    []TextChange    `json:"redescribed" doc:"entities with another description; by id"`
	Retyped        []TypeChange    `json:"retyped" doc:"entities with another type; by id"`
	NewStatements  []StatementView `json:"new_statements" doc:"claims that the first graph does not make; by subject, relation and object"`
	GoneStatements []StatementView `json:"gone_statements" doc:"claims that the second graph does not make"`
	Changed        []ClaimChange   `json:"changed" doc:"claims whose status, basis, qualifiers or references differ"`
	ChangedValues  []ClaimChange   `json:"changed_values" doc:"observations of the same thing with another value"`
	Restructured   []Restructuring `json:"restructured" doc:"entities in other containers than before, as far as they or a container of theirs are in both graphs; by id"`

	besidesReferences bool // references differ by the nature of the question
}

// EntityChange is an entity that is in one graph only.
type EntityChange struct {
	EntityRef
	MergedInto string `json:"merged_into,omitempty" doc:"the entity that has it as a former id in the graph where it is missing"`
}

// TextChange is an entity's name or description in both graphs.
type TextChange struct {
	ID     string `json:"id"`
	Before Text   `json:"before"`
	After  Text   `json:"after"`
}

// TypeChange is an entity's type in both graphs.
type TypeChange struct {
	ID     string `json:"id"`
	Name   Text   `json:"name" doc:"in the second graph"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// ClaimChange is a claim that both graphs make, in different ways.
type ClaimChange struct {
	Aspects []string      `json:"aspects" doc:"what differs: value, status, basis, qualifiers, references"`
	Before  StatementView `json:"before"`
	After   StatementView `json:"after"`
}

// Restructuring is an entity whose containers changed.
type Restructuring struct {
	Entity  EntityRef   `json:"entity" doc:"as in the second graph, or the first where it is gone"`
	Before  []EntityRef `json:"before" doc:"its containers; by id"`
	After   []EntityRef `json:"after"`
	Layouts []string    `json:"layouts" doc:"the layouts that a changed container is, or is a part of, in its graph; by id"`
}

// Empty reports whether nothing differs.
func (d *Difference) Empty() bool {
	return len(d.NewEntities)+len(d.GoneEntities)+len(d.Renamed)+len(d.Redescribed)+len(d.Retyped)+len(d.NewStatements)+
		len(d.GoneStatements)+len(d.Changed)+len(d.ChangedValues)+len(d.Restructured) == 0
}

// Diff compares two graphs. Claims are the same where subject, relation and
// object are; observations where subject, indicator, kind, period and what they
// are relative to are. Where several statements make the same claim, those that
// differ in the fewest aspects are taken for each other.
func Diff(a, b *Graph) *Difference { return diff(a, b, false) }

func diff(a, b *Graph, besidesReferences bool) *Difference {
	d := &Difference{besidesReferences: besidesReferences, A: a.version, B: b.version, NewEntities: onlyIn(b, a), GoneEntities: onlyIn(a, b),
		Renamed: []TextChange{}, Redescribed: []TextChange{}, Retyped: []TypeChange{},
		NewStatements: []StatementView{}, GoneStatements: []StatementView{}, Changed: []ClaimChange{}, ChangedValues: []ClaimChange{},
		Restructured: restructured(a, b)}
	for n := range uint32(a.entities()) {
		id := a.id(n)
		m, ok := b.lookup(id)
		if !ok {
			continue
		}
		if x, y := a.name(n), b.name(m); x != y {
			d.Renamed = append(d.Renamed, TextChange{id, x, y})
		}
		if x, y := a.descriptionOf(n), b.descriptionOf(m); x != y {
			d.Redescribed = append(d.Redescribed, TextChange{id, x, y})
		}
		if x, y := a.onto.Types[a.typ[n]].ID, b.onto.Types[b.typ[m]].ID; x != y {
			d.Retyped = append(d.Retyped, TypeChange{id, b.name(m), x, y})
		}
	}
	d.compareClaims(a, b)
	return d
}

func onlyIn(g, other *Graph) []EntityChange {
	out := []EntityChange{}
	for n := range uint32(g.entities()) {
		id := g.id(n)
		if other.Has(id) {
			continue
		}
		c := EntityChange{EntityRef: g.ref(n)}
		if m, ok := other.movedTo(id); ok {
			c.MergedInto = other.id(m)
		}
		out = append(out, c)
	}
	return out
}

// claimSet is the statements of one claim that only one of the graphs holds as
// they are, by position.
type claimSet struct{ before, after []uint32 }

func (d *Difference) compareClaims(a, b *Graph) {
	differing := map[string]*claimSet{}
	at := func(g *Graph, s uint32) *claimSet {
		k := g.claimKey(s)
		c := differing[k]
		if c == nil {
			c = &claimSet{}
			differing[k] = c
		}
		return c
	}
	i, j := 0, 0
	for i < len(a.sid) || j < len(b.sid) { // both in the order of ids
		c := 0
		switch {
		case i == len(a.sid):
			c = 1
		case j == len(b.sid):
			c = -1
		default:
			c = slices.Compare(a.sid[i][:], b.sid[j][:])
		}
		if c < 0 {
			if one := at(a, uint32(i)); b.Has(a.id(a.subj[i])) || !a.relations[a.rel[i]].core {
				one.before = append(one.before, uint32(i))
			}
		}
		if c > 0 {
			if one := at(b, uint32(j)); a.Has(b.id(b.subj[j])) || !b.relations[b.rel[j]].core {
				one.after = append(one.after, uint32(j))
			}
		}
		if c <= 0 {
			i++
		}
		if c >= 0 {
			j++
		}
	}
	for _, c := range differing {
		d.match(a, b, c)
	}
	for _, list := range [2][]StatementView{d.NewStatements, d.GoneStatements} {
		slices.SortFunc(list, compareViews)
	}
	for _, list := range [2][]ClaimChange{d.Changed, d.ChangedValues} {
		slices.SortFunc(list, func(x, y ClaimChange) int {
			return cmp.Or(compareViews(x.Before, y.Before), compareViews(x.After, y.After))
		})
	}
}

func compareViews(x, y StatementView) int {
	return cmp.Or(strings.Compare(x.Subject.ID, y.Subject.ID), strings.Compare(x.Relation, y.Relation),
		CompareValues(x.Object.value(), y.Object.value()), strings.Compare(x.ID, y.ID))
}

func (o ObjectView) value() Value {
	if o.Entity != nil {
		return EntityValue(o.Entity.ID)
	}
	return *o.Value
}

// observationKey are the qualifiers that say what was observed, not what came of it.
var observationKey = []string{QualKind, "period", "period-printed", QualRelativeTo}

// claimKey is equal for statements that say the same thing, if maybe in another
// way. Of a type, a name and a description there is one (in a language).
func (g *Graph) claimKey(s uint32) string {
	info := &g.relations[g.rel[s]]
	k := appendString(appendString(nil, g.id(g.subj[s])), info.id)
	object := g.object(s)
	switch {
	case info.indicator:
		qs, _ := decodeDetails(g.detailOf(s))
		for _, q := range qs { // sorted by name
			if slices.Contains(observationKey, q.Name) {
				k = appendValue(appendString(k, q.Name), q.Value)
			}
		}
	case info.id == RelType:
	case info.id == RelName, info.id == RelDescription:
		k = appendString(k, object.Lang())
	default:
		k = appendValue(k, object)
	}
	return string(k)
}

// maxMatched bounds the statements of one claim that are compared each with
// each. Larger sets are matched in their sorted order.
const maxMatched = 64

func (d *Difference) match(a, b *Graph, c *claimSet) {
	type pair struct{ i, j, cost int }
	before, after := sortedStatements(a, c.before), sortedStatements(b, c.after)
	var pairs []pair
	if len(before) <= maxMatched && len(after) <= maxMatched {
		for i := range before {
			for j := range after {
				pairs = append(pairs, pair{i, j, len(aspects(before[i], after[j]))})
			}
		}
		// Ties fall alike when a and b are exchanged.
		slices.SortFunc(pairs, func(x, y pair) int {
			return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(min(x.i, x.j), min(y.i, y.j)),
				cmp.Compare(max(x.i, x.j), max(y.i, y.j)), cmp.Compare(x.i, y.i))
		})
	} else {
		for i := range min(len(before), len(after)) {
			pairs = append(pairs, pair{i: i, j: i})
		}
	}
	usedA, usedB := make([]bool, len(before)), make([]bool, len(after))
	for _, p := range pairs {
		if usedA[p.i] || usedB[p.j] {
			continue
		}
		usedA[p.i], usedB[p.j] = true, true
		d.change(a, b, before[p.i], after[p.j])
	}
	for i, s := range before {
		if !usedA[i] && !a.told(b, s) {
			d.GoneStatements = append(d.GoneStatements, a.viewOf(s))
		}
	}
	for j, s := range after {
		if !usedB[j] && !b.told(a, s) {
			d.NewStatements = append(d.NewStatements, b.viewOf(s))
		}
	}
}

// told reports whether the loss of s is in the lists of names and descriptions:
// the other graph has the entity with another text there.
func (g *Graph) told(other *Graph, s Statement) bool {
	n, m := g.place(s.Subject), other.place(s.Subject)
	switch s.Relation {
	case RelName:
		return g.name(n) != other.name(m)
	case RelDescription:
		return g.descriptionOf(n) != other.descriptionOf(m)
	}
	return false
}

func (d *Difference) change(a, b *Graph, x, y Statement) {
	list := aspects(x, y)
	switch x.Relation {
	case RelType, RelName, RelDescription: // the text has a list of its own
		list = slices.DeleteFunc(list, func(s string) bool { return s == "value" })
	}
	if d.besidesReferences {
		list = slices.DeleteFunc(list, func(s string) bool { return s == "references" })
	}
	if len(list) == 0 {
		return
	}
	c := ClaimChange{Aspects: list, Before: a.viewOf(x), After: b.viewOf(y)}
	if list[0] == "value" {
		d.ChangedValues = append(d.ChangedValues, c)
	} else {
		d.Changed = append(d.Changed, c)
	}
}

func aspects(x, y Statement) []string {
	list := []string{}
	for _, a := range []struct {
		name   string
		differ bool
	}{
		{"value", x.Object != y.Object},
		{"status", x.Status != y.Status},
		{"basis", x.Basis != y.Basis},
		{"qualifiers", slices.CompareFunc(x.Qualifiers, y.Qualifiers, compareQualifiers) != 0},
		{"references", slices.CompareFunc(x.References, y.References, compareReferences) != 0},
	} {
		if a.differ {
			list = append(list, a.name)
		}
	}
	return list
}

func sortedStatements(g *Graph, list []uint32) []Statement {
	out := make([]Statement, len(list))
	for i, s := range list {
		out[i] = g.statement(s)
	}
	slices.SortFunc(out, func(x, y Statement) int {
		return cmp.Or(CompareValues(x.Object, y.Object), cmp.Compare(x.Status, y.Status), cmp.Compare(x.Basis, y.Basis),
			slices.CompareFunc(x.Qualifiers, y.Qualifiers, compareQualifiers), slices.CompareFunc(x.References, y.References, compareReferences))
	})
	return out
}

func (g *Graph) viewOf(s Statement) StatementView {
	i, _ := g.findStatement(s.ID)
	return g.view(i)
}

// restructured compares the containers of every entity.
func restructured(a, b *Graph) []Restructuring {
	out := []Restructuring{}
	inA, inB := a.containers(), b.containers()
	changed := map[string]bool{}
	for id, x := range inA {
		changed[id] = !slices.Equal(x, inB[id])
	}
	for id := range inB {
		changed[id] = changed[id] || inA[id] == nil
	}
	for id, differs := range changed {
		if !differs {
			continue
		}
		x, y := inA[id], inB[id]
		var moved []string // containers that only one side has
		for _, p := range slices.Concat(x, y) {
			if slices.Contains(x, p) != slices.Contains(y, p) {
				moved = append(moved, p)
			}
		}
		if !(a.Has(id) && b.Has(id)) && !slices.ContainsFunc(moved, func(p string) bool { return a.Has(p) && b.Has(p) }) {
			continue
		}
		r := Restructuring{Before: a.refs(x), After: b.refs(y), Layouts: []string{}}
		if n, ok := b.lookup(id); ok {
			r.Entity = b.ref(n)
		} else {
			r.Entity = a.ref(a.place(id))
		}
		for _, p := range moved {
			if slices.Contains(x, p) {
				r.Layouts = append(r.Layouts, a.layoutsAbove(p, inA)...)
			} else {
				r.Layouts = append(r.Layouts, b.layoutsAbove(p, inB)...)
			}
		}
		slices.Sort(r.Layouts)
		r.Layouts = slices.Compact(r.Layouts)
		out = append(out, r)
	}
	slices.SortFunc(out, func(x, y Restructuring) int { return strings.Compare(x.Entity.ID, y.Entity.ID) })
	return out
}

// containers maps each contained entity to its containers' ids, sorted.
func (g *Graph) containers() map[string][]string {
	contains := make([]bool, len(g.relations))
	for i, r := range g.relations {
		d, ok := g.onto.Relation(r.id)
		contains[i] = ok && d.Containment
	}
	out := map[string][]string{}
	for n := range uint32(g.entities()) {
		id := g.id(n)
		for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] { // by neighbour
			if list := out[id]; contains[a.rel] && (list == nil || list[len(list)-1] != g.id(a.to)) {
				out[id] = append(list, g.id(a.to))
			}
		}
	}
	return out
}

func (g *Graph) refs(ids []string) []EntityRef {
	out := make([]EntityRef, len(ids))
	for i, id := range ids {
		out[i] = g.ref(g.place(id))
	}
	return out
}

// layoutsAbove lists the layouts that an entity is or is contained in.
func (g *Graph) layoutsAbove(id string, containers map[string][]string) []string {
	var out []string
	seen, queue := map[string]bool{id: true}, []string{id}
	for ; len(queue) > 0; queue = queue[1:] {
		if g.isLayout(g.place(queue[0])) {
			out = append(out, queue[0])
		}
		for _, p := range containers[queue[0]] {
			if !seen[p] {
				seen[p] = true
				queue = append(queue, p)
			}
		}
	}
	return out
}
