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
	"sync"
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
	b := NewBuilder(o, documents...)
	for s, err := range statements {
		if err != nil {
			return nil, err
		}
		key, ok := decodeStatementID(s.ID)
		if !ok {
			return nil, invalid("id", s.ID, fmt.Sprintf("%q is not a statement's id", s.ID))
		}
		if err := b.Add(&s, key, Origin{}); err != nil {
			return nil, err
		}
	}
	return b.Finish()
}

// Builder makes a Graph from statements that come one by one. It is used by one
// goroutine, and once.
type Builder struct {
	g         *Graph
	rows      rowBuckets
	entity    interner
	values    interner
	details   interner
	names     texts // objects of name statements, by row.obj>>1; its lowest bit is the language
	scratch   []byte
	origins   []Origin // where each entity was first mentioned, once an origin was given
	unchecked []string // relations that must turn out to be indicators
	issues    []Issue
}

// Origin is the place of a statement in a bulk input; the zero Origin is none.
type Origin struct {
	File string
	Line uint32
}

func (o Origin) String() string { return fmt.Sprintf("%s:%d", o.File, o.Line) }

const maxBuildIssues = 20

// searchAhead is from how many entities on the names are indexed at once, not
// when they are first searched.
const searchAhead = 50_000

// nameRelation is the position of RelName in every graph's relations.
var nameRelation = uint16(slices.Index(coreRelations, RelName))

// NewBuilder begins a graph.
func NewBuilder(o *Ontology, documents ...*Document) *Builder {
	b := &Builder{g: &Graph{onto: o, relAt: map[string]uint16{}, documents: map[string]*Document{}}}
	for _, d := range documents {
		b.g.documents[d.Source] = d
	}
	b.details.number(noDetails)
	for _, id := range coreRelations {
		b.relation(id)
	}
	for _, r := range o.Relations {
		b.relation(r.ID)
	}
	return b
}

func (b *Builder) say(param string, value any, message string, suggest ...string) {
	if len(b.issues) < maxBuildIssues {
		b.issues = append(b.issues, Issue{Param: param, Value: value, Message: message, Suggest: suggest})
	}
}

func (b *Builder) mention(id string, from Origin) uint32 {
	n, fresh := b.entity.number(id)
	if fresh && (from.File != "" || b.origins != nil) {
		for len(b.origins) < int(n) {
			b.origins = append(b.origins, Origin{})
		}
		b.origins = append(b.origins, from)
	}
	return n
}

func (b *Builder) relation(id string) uint16 {
	if i, ok := b.g.relAt[id]; ok {
		return i
	}
	id = strings.Clone(id)
	info := relationInfo{id: id, core: IsCoreRelation(id), model: b.g.onto.relation(id)}
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

// Add takes a statement with its key. Its strings are copied. An error ends the
// build: it says that the graph would be too large.
func (b *Builder) Add(s *Statement, key StatementKey, from Origin) error {
	if b.rows.n == math.MaxUint32 || len(b.g.relations) == math.MaxUint16 {
		return invalid("", nil, "a graph in memory holds at most 4,294,967,295 statements and 65,535 relations and indicators")
	}
	r := row{id: key, subj: b.mention(s.Subject, from), rel: b.relation(s.Relation), flags: packState(s.Status, s.Basis)}
	slug, isEntity := s.Object.Entity()
	switch {
	case isEntity:
		r.obj = b.mention(slug, from)
	case r.rel == nameRelation:
		r.flags |= isValue
		r.obj = b.addName(s)
	default:
		r.flags |= isValue
		b.scratch = appendValue(b.scratch[:0], s.Object)
		r.obj, _ = b.values.number(unsafeString(b.scratch))
	}
	if len(s.Qualifiers)+len(s.References) > 0 {
		b.scratch = appendDetails(b.scratch[:0], s.Qualifiers, s.References)
		r.detail, _ = b.details.number(unsafeString(b.scratch))
	}
	b.rows.add(r)
	return nil
}

// readAheadStatements is how many statements AddAll looks ahead.
const readAheadStatements = 64

// AddAll is Add for several statements of one file, faster.
func (b *Builder) AddAll(list []Statement, keys []StatementKey, file string, lines []uint32) error {
	for from := 0; from < len(list); from += readAheadStatements {
		part := list[from:min(from+readAheadStatements, len(list))]
		b.entity.readAhead(2*len(part), func(i int) string {
			if s := &part[i/2]; i%2 == 1 && s.Object.kind == EntityKind {
				return s.Object.text
			}
			return part[i/2].Subject
		})
		for i := range part {
			if err := b.Add(&part[i], keys[from+i], Origin{File: file, Line: lines[from+i]}); err != nil {
				return err
			}
		}
	}
	return nil
}

// addName keeps a name; what is no name is reported.
func (b *Builder) addName(s *Statement) uint32 {
	v, lang := s.Object, uint32(0)
	switch {
	case v.Kind() != StringKind:
		b.say(RelName, v.String(), fmt.Sprintf("%s of %s must be text, not %s", RelName, s.Subject, v.Kind()))
	case v.Lang() == "en":
		lang = 1
	case v.Lang() != "zh":
		b.say(RelName, v.String(), fmt.Sprintf("%s of %s must be in zh or en, not %q", RelName, s.Subject, v.Lang()))
	}
	b.names.add(v.String())
	return uint32(b.names.len()-1)<<1 | lang
}

// Finish makes the graph. The Builder is of no use afterwards.
func (b *Builder) Finish() (*Graph, error) {
	g := b.g
	b.rows.place(g)
	g.values, g.details = b.values.texts, b.details.texts
	b.values, b.details = interner{}, interner{}
	if g.details.len() == 1 {
		g.detail = nil
	}
	ids := b.placeEntities()
	b.describe(ids)
	b.checkRelations()
	if len(b.issues) > 0 {
		slices.SortFunc(b.issues, func(x, y Issue) int { return strings.Compare(x.Message, y.Message) })
		return nil, &Error{Kind: Invalid, Issues: b.issues, Err: errors.New("the statements do not make a graph")}
	}
	g.search = newSearchIndex(g)
	var aside sync.WaitGroup
	if len(g.typ) > searchAhead { // it will be asked for, and takes as long as all that follows
		aside.Go(func() { g.search.table() })
	}
	g.connect()
	h := sha256.New()
	for i := range g.sid {
		h.Write(g.sid[i][:])
	}
	g.version = hex.EncodeToString(h.Sum(nil)[:8])
	aside.Wait()
	return g, nil
}

// placeEntities gives every entity its final position, the rank of its id, and
// answers the ids in that order.
func (b *Builder) placeEntities() []string {
	g, n := b.g, b.entity.len()
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int { return strings.Compare(b.entity.get(x), b.entity.get(y)) })
	ids, final := make([]string, n), make([]uint32, n)
	origins := b.origins
	if origins != nil {
		b.origins = make([]Origin, n)
	}
	for i, old := range order {
		ids[i], final[old] = b.entity.get(old), uint32(i)
		if int(old) < len(origins) {
			b.origins[i] = origins[old]
		}
	}
	for s, f := range g.flags {
		g.subj[s] = final[g.subj[s]]
		if f&isValue == 0 {
			g.obj[s] = final[g.obj[s]]
		}
	}
	g.typ, g.state = make([]uint16, n), make([]uint8, n)
	return ids
}
