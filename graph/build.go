package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
)

// coreLabels name the core relations, which no ontology declares.
var coreLabels = map[string]Text{
	RelType: {"类型", "type"}, RelName: {"名称", "name"}, RelAsPrinted: {"原文写法", "as printed"},
	RelAlias: {"别名", "alias"}, RelDescription: {"说明", "description"},
	RelFormerID: {"曾用标识", "former id"}, RelSection: {"章节", "section"},
	RelExcluded: {"排除", "excluded"},
}

// Build makes a Graph from statements in any order. The same set of statements
// gives the same graph, whatever their order. Statements must be identified;
// a repeated one counts once. It answers an *Error of kind Invalid with up to 20
// issues when an entity has no type or two, a type or relation is unknown to the
// ontology, or an object is no entity of the graph; an error of the stream is
// passed on. Documents are the attached texts of sources, to which evidence is
// resolved.
func Build(o *Ontology, statements iter.Seq2[Statement, error], documents ...*Document) (*Graph, error) {
	b := newBuilder(o)
	for _, d := range documents {
		b.g.documents[d.Source] = d
	}
	for s, err := range statements {
		if err != nil {
			return nil, err
		}
		if err := b.add(s); err != nil {
			return nil, err
		}
	}
	return b.finish()
}

// row is a statement on its way into the columns, with provisional positions.
type row struct {
	id     [12]byte
	subj   uint32
	obj    uint32
	detail uint32
	rel    uint16
	flags  uint8
}

type builder struct {
	g         *Graph
	rows      []row
	valueAt   map[Value]uint32
	detailAt  map[string]uint32
	scratch   []byte
	seen      map[string]uint32 // entity id → provisional position, as subject or object
	seenIDs   []string
	unchecked []string // relations that must turn out to be indicators
	issues    []Issue
}

const maxBuildIssues = 20

func newBuilder(o *Ontology) *builder {
	b := &builder{
		g:        &Graph{onto: o, relAt: map[string]uint16{}, documents: map[string]*Document{}, details: []string{"\x00\x00"}},
		valueAt:  map[Value]uint32{},
		detailAt: map[string]uint32{"\x00\x00": 0},
		seen:     map[string]uint32{},
	}
	for _, id := range coreRelations {
		b.relation(id)
	}
	for _, r := range o.Relations {
		b.relation(r.ID)
	}
	return b
}

func (b *builder) say(param string, value any, message string, suggest ...string) {
	if len(b.issues) < maxBuildIssues {
		b.issues = append(b.issues, Issue{Param: param, Value: value, Message: message, Suggest: suggest})
	}
}

func (b *builder) entity(id string) uint32 {
	n, ok := b.seen[id]
	if !ok {
		id = strings.Clone(id) // do not pin the caller's larger buffer
		n = uint32(len(b.seenIDs))
		b.seen[id] = n
		b.seenIDs = append(b.seenIDs, id)
	}
	return n
}

func (b *builder) relation(id string) uint16 {
	if i, ok := b.g.relAt[id]; ok {
		return i
	}
	info := relationInfo{id: id, core: IsCoreRelation(id)}
	if info.core {
		info.label = coreLabels[id]
	} else if r, ok := b.g.onto.Relation(id); ok {
		info.label = r.Label
	} else {
		info.indicator = true
		b.unchecked = append(b.unchecked, id)
	}
	i := uint16(len(b.g.relations))
	b.g.relations = append(b.g.relations, info)
	b.g.relAt[id] = i
	return i
}

func (b *builder) add(s Statement) error {
	id, ok := decodeStatementID(s.ID)
	if !ok {
		return invalid("id", s.ID, fmt.Sprintf("%q is not a statement's id", s.ID))
	}
	if len(b.rows) == math.MaxUint32 || len(b.g.relations) == math.MaxUint16 {
		return invalid("", nil, "a graph in memory holds at most 4,294,967,295 statements and 65,535 relations and indicators")
	}
	r := row{id: id, subj: b.entity(s.Subject), rel: b.relation(s.Relation), flags: packState(s.Status, s.Basis)}
	if slug, ok := s.Object.Entity(); ok {
		r.obj = b.entity(slug)
	} else {
		r.flags |= isValue
		v, ok := b.valueAt[s.Object]
		if !ok {
			v = uint32(len(b.g.values))
			b.g.values = append(b.g.values, s.Object)
			b.valueAt[s.Object] = v
		}
		r.obj = v
	}
	if len(s.Qualifiers)+len(s.References) > 0 {
		b.scratch = appendDetails(b.scratch[:0], s.Qualifiers, s.References)
		d, ok := b.detailAt[string(b.scratch)]
		if !ok {
			d = uint32(len(b.g.details))
			text := string(b.scratch)
			b.g.details = append(b.g.details, text)
			b.detailAt[text] = d
		}
		r.detail = d
	}
	b.rows = append(b.rows, r)
	return nil
}

func (b *builder) finish() (*Graph, error) {
	g := b.g
	slices.SortFunc(b.rows, func(x, y row) int { return slices.Compare(x.id[:], y.id[:]) })
	b.rows = slices.CompactFunc(b.rows, func(x, y row) bool { return x.id == y.id })
	b.placeEntities()
	b.placeStatements()
	b.describe()
	b.checkRelations()
	if len(b.issues) > 0 {
		slices.SortFunc(b.issues, func(x, y Issue) int { return strings.Compare(x.Message, y.Message) })
		return nil, &Error{Kind: Invalid, Issues: b.issues, Err: errors.New("the statements do not make a graph")}
	}
	b.connect()
	h := sha256.New()
	for i := range g.sid {
		h.Write(g.sid[i][:])
	}
	g.version = hex.EncodeToString(h.Sum(nil)[:8])
	g.search = newSearchIndex(g)
	return g, nil
}

// placeEntities gives every entity its final position, the rank of its id.
func (b *builder) placeEntities() {
	g := b.g
	g.ids = slices.Clone(b.seenIDs)
	slices.Sort(g.ids)
	g.at = make(map[string]uint32, len(g.ids))
	for i, id := range g.ids {
		g.at[id] = uint32(i)
	}
	final := make([]uint32, len(b.seenIDs))
	for i, id := range b.seenIDs {
		final[i] = g.at[id]
	}
	for i := range b.rows {
		r := &b.rows[i]
		r.subj = final[r.subj]
		if r.flags&isValue == 0 {
			r.obj = final[r.obj]
		}
	}
	b.seen, b.seenIDs, b.valueAt, b.detailAt = nil, nil, nil, nil
	n := len(g.ids)
	g.typ, g.state, g.names = make([]uint16, n), make([]uint8, n), make([]Text, n)
	g.printed, g.aliases, g.description = map[uint32][]string{}, map[uint32][]string{}, map[uint32]Text{}
	g.former = map[string]uint32{}
}

func (b *builder) placeStatements() {
	g, n := b.g, len(b.rows)
	g.sid, g.subj, g.rel = make([][12]byte, n), make([]uint32, n), make([]uint16, n)
	g.obj, g.flags, g.detail = make([]uint32, n), make([]uint8, n), make([]uint32, n)
	for i, r := range b.rows {
		g.sid[i], g.subj[i], g.rel[i], g.obj[i], g.flags[i], g.detail[i] = r.id, r.subj, r.rel, r.obj, r.flags, r.detail
	}
	b.rows = nil
}

// describe reads the core relations into the entities' columns.
func (b *builder) describe() {
	g := b.g
	typed := make([]bool, len(g.ids))
	for s := range g.sid {
		info := &g.relations[g.rel[s]]
		if !info.core {
			continue
		}
		n, id := g.subj[s], g.ids[g.subj[s]]
		v := g.object(uint32(s))
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
		case RelName:
			b.setText(&g.names[n], "name", id, v)
		case RelDescription:
			t := g.description[n]
			b.setText(&t, "description", id, v)
			g.description[n] = t
		case RelAsPrinted:
			g.printed[n] = append(g.printed[n], v.String())
		case RelAlias:
			g.aliases[n] = append(g.aliases[n], v.String())
		case RelFormerID:
			if _, ok := g.former[v.String()]; ok || g.Has(v.String()) {
				b.say("former-id", v.String(), fmt.Sprintf("%s is a former id of %s, but also in use elsewhere", v, id))
			}
			g.former[v.String()] = n
		}
	}
	for n, ok := range typed {
		if !ok {
			b.say("type", g.ids[n], fmt.Sprintf("entity %s is mentioned but has no type", g.ids[n]), Nearest(g.ids[n], g.typedIDs(typed), 1)...)
		}
	}
	for _, m := range []map[uint32][]string{g.printed, g.aliases} {
		for n, list := range m {
			slices.Sort(list)
			m[n] = slices.Compact(list)
		}
	}
}

func (g *Graph) typedIDs(typed []bool) []string {
	if len(typed) > 10_000 {
		return nil // suggestions are for packs, not for bulk data
	}
	var ids []string
	for n, ok := range typed {
		if ok {
			ids = append(ids, g.ids[n])
		}
	}
	return ids
}

func (b *builder) setText(t *Text, what, id string, v Value) {
	slot := map[string]*string{"zh": &t.Zh, "en": &t.En}[v.Lang()]
	switch {
	case slot == nil:
		b.say(what, v.String(), fmt.Sprintf("%s of %s must be in zh or en, not %q", what, id, v.Lang()))
	case *slot != "" && *slot != v.String():
		b.say(what, v.String(), fmt.Sprintf("entity %s has two %s statements in %s", id, what, v.Lang()))
	default:
		*slot = v.String()
	}
}

// checkRelations settles which relations are indicators.
func (b *builder) checkRelations() {
	g := b.g
	for _, id := range b.unchecked {
		n, ok := g.at[id]
		if !ok || g.onto.Role(g.onto.Types[g.typ[n]].ID) != RoleIndicator {
			known := g.onto.RelationIDs()
			b.say("relation", id, fmt.Sprintf("%q is neither a relation of the ontology nor an indicator", id), Nearest(id, known, 1)...)
			continue
		}
		g.relations[g.relAt[id]].label = g.names[n]
	}
}

// connect lays out the adjacency in both directions and the value statements.
func (b *builder) connect() {
	g, n := b.g, len(b.g.ids)
	g.outAt, g.inAt, g.valAt = make([]uint32, n+1), make([]uint32, n+1), make([]uint32, n+1)
	for s, f := range g.flags {
		if f&isValue != 0 {
			g.valAt[g.subj[s]+1]++
		} else {
			g.outAt[g.subj[s]+1]++
			g.inAt[g.obj[s]+1]++
		}
	}
	for i := range n {
		g.outAt[i+1] += g.outAt[i]
		g.inAt[i+1] += g.inAt[i]
		g.valAt[i+1] += g.valAt[i]
	}
	g.out, g.in, g.vals = make([]arc, g.outAt[n]), make([]arc, g.inAt[n]), make([]uint32, g.valAt[n])
	outNext, inNext, valNext := slices.Clone(g.outAt), slices.Clone(g.inAt), slices.Clone(g.valAt)
	for s, f := range g.flags {
		from, to := g.subj[s], g.obj[s]
		if f&isValue != 0 {
			g.vals[valNext[from]] = uint32(s)
			valNext[from]++
			continue
		}
		g.out[outNext[from]] = arc{to: to, stmt: uint32(s), rel: g.rel[s], flags: f}
		g.in[inNext[to]] = arc{to: from, stmt: uint32(s), rel: g.rel[s], flags: f}
		outNext[from]++
		inNext[to]++
	}
	order := func(x, y arc) int {
		switch {
		case x.to != y.to:
			return int(x.to) - int(y.to)
		case x.rel != y.rel:
			return int(x.rel) - int(y.rel)
		}
		return int(x.stmt) - int(y.stmt)
	}
	for i := range n {
		slices.SortFunc(g.out[g.outAt[i]:g.outAt[i+1]], order)
		slices.SortFunc(g.in[g.inAt[i]:g.inAt[i+1]], order)
	}
	g.hubTotals = map[uint32]map[string]Total{}
	for i := range uint32(n) {
		if g.degree(i) > hubDegree {
			g.hubTotals[i] = g.countTotals(i)
		}
	}
}
