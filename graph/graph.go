package graph

import (
	"fmt"
	"slices"
	"sync"
)

// Graph is an immutable graph in memory: entities in the order of their ids,
// statements in the order of theirs, and a compressed adjacency (CSR) in both
// directions. Entities and statements are known inside by their position, so
// comparing positions is comparing ids. It is safe for concurrent reading.
type Graph struct {
	onto    *Ontology
	version string
	change  uint64 // the last change set in it; set before it is published
	left    int    // texts of statements that amend has taken out

	// Entities, by position.
	records      records // ids and names
	index        idIndex
	typ          []uint16 // position in onto.Types
	state        []uint8  // packState of the type statement, isQuoted, hasOthers
	printed      sparseTexts
	aliases      sparseTexts
	descriptions sparseTexts // zh and en
	former       texts       // merged slugs, sorted
	formerTo     []uint32    // who took over

	// Statements, by position.
	sid    []StatementKey
	subj   []uint32
	rel    []uint16 // position in relations
	obj    []uint32 // an entity's position, or a value's where isValue; of a name, its language
	flags  []uint8  // packState, and isValue
	detail []uint32 // position in details; nil where no statement has any

	relations []relationInfo
	relAt     map[string]uint16
	values    texts // encoded by appendValue
	details   texts // encoded by appendDetails; 0: no qualifiers and no references

	// Arcs of entity n are out[outAt[n]:outAt[n+1]], sorted by neighbour,
	// relation, statement; the same for in. vals lists value statements.
	outAt, inAt, valAt []uint32
	out, in            []arc
	vals               []uint32
	hubs               hubTotals

	documents map[string]*Document // attached, by source

	// What statements refer to, counted when first asked for.
	citationsOnce sync.Once
	citations     map[[2]string]int
	search        searchIndex

	fragmentsOnce sync.Once
	shared        *fragments

	sumOnce sync.Once
	sum     idSum // see State
}

// fragments are made when they are first needed.
func (g *Graph) fragments() *fragments {
	g.fragmentsOnce.Do(func() { g.shared = newFragments(g) })
	return g.shared
}

// arc is one end of a statement whose object is an entity. Relation and state
// are repeated here so that a filter touches no other memory.
type arc struct {
	to    uint32
	stmt  uint32
	rel   uint16
	flags uint8
	_     uint8 // so that no byte of a file is left to chance
}

const isValue = 1 << 7

// Of an entity's state.
const (
	isQuoted  = 1 << 6 // a name needs escaping in JSON
	hasOthers = 1 << 7 // it has names as printed, or aliases
)

func packState(s Status, b Basis) uint8 { return uint8(s) | uint8(b)<<4 }

func statusOf(flags uint8) Status { return Status(flags & 0x0f) }
func basisOf(flags uint8) Basis   { return Basis(flags >> 4 & 1) }

// relationInfo is what the graph keeps of a core relation, a relation of the
// ontology or an indicator.
type relationInfo struct {
	id        string
	label     Text
	core      bool
	indicator bool
	model     *Relation // of the ontology's; nil for others
}

// Version identifies the content: a hash over the ids of all statements.
func (g *Graph) Version() string { return g.version }

// Ontology is the model that gives the statements their meaning.
func (g *Graph) Ontology() *Ontology { return g.onto }

// Stats counts what a graph holds.
type Stats struct {
	Entities   int `json:"entities"`
	Statements int `json:"statements"` // all, core relations included
	Edges      int `json:"edges"`      // statements whose object is an entity
}

// Stats counts what the graph holds.
func (g *Graph) Stats() Stats {
	return Stats{Entities: g.entities(), Statements: len(g.sid), Edges: len(g.out)}
}

// Has reports whether an entity with that id is in the graph.
func (g *Graph) Has(id string) bool { _, ok := g.lookup(id); return ok }

// find answers the position of an entity, or an *Error of kind Moved or
// NotFound, with near ids, that names param.
func (g *Graph) find(param, id string) (uint32, error) {
	if n, ok := g.lookup(id); ok {
		return n, nil
	}
	if n, ok := g.movedTo(id); ok {
		return 0, &Error{Kind: Moved, To: g.id(n), Issues: []Issue{{
			Param: param, Value: id, Message: fmt.Sprintf("%s is now part of %s", id, g.id(n)), Suggest: []string{g.id(n)}}}}
	}
	return 0, &Error{Kind: NotFound, Issues: []Issue{{
		Param: param, Value: id, Message: fmt.Sprintf("there is no entity %q", id), Suggest: g.near(id)}}}
}

func (g *Graph) node(n uint32) Node {
	return Node{
		ID: g.id(n), Type: g.onto.Types[g.typ[n]].ID, Name: g.name(n),
		Status: statusOf(g.state[n]), Basis: basisOf(g.state[n]),
		AsPrinted: g.printed.get(n), Aliases: g.aliases.get(n), Degree: g.degree(n),
	}
}

func (g *Graph) ref(n uint32) EntityRef {
	return EntityRef{ID: g.id(n), Type: g.onto.Types[g.typ[n]].ID, Name: g.name(n)}
}

func (g *Graph) degree(n uint32) int {
	return int(g.outAt[n+1] - g.outAt[n] + g.inAt[n+1] - g.inAt[n])
}

func (g *Graph) statement(s uint32) Statement {
	st := Statement{
		ID: encodeStatementID(g.sid[s]), Subject: g.id(g.subj[s]), Relation: g.relations[g.rel[s]].id,
		Object: g.object(s), Status: statusOf(g.flags[s]), Basis: basisOf(g.flags[s]),
	}
	st.Qualifiers, st.References = decodeDetails(g.detailOf(s))
	return st
}

func (g *Graph) object(s uint32) Value {
	if g.flags[s]&isValue != 0 {
		return g.valueOf(s)
	}
	return EntityValue(g.id(g.obj[s]))
}

// valueOf is the object of a statement whose object is a value.
func (g *Graph) valueOf(s uint32) Value {
	if g.rel[s] == nameRelation { // the text is in the record
		name := g.name(g.subj[s])
		if g.obj[s] == 0 {
			return LangValue(name.Zh, "zh")
		}
		return LangValue(name.En, "en")
	}
	d := decoder{g.values.get(g.obj[s])}
	return d.value()
}

// detailOf is the qualifiers and references of a statement, encoded.
func (g *Graph) detailOf(s uint32) string {
	if g.detail == nil {
		return noDetails
	}
	return g.details.get(g.detail[s])
}

// detailAt is the number of those; 0 where there are none.
func (g *Graph) detailAt(s uint32) uint32 {
	if g.detail == nil {
		return 0
	}
	return g.detail[s]
}

const noDetails = "\x00\x00"

// findStatement answers the position of a statement by its id.
func (g *Graph) findStatement(id string) (uint32, bool) {
	raw, ok := decodeStatementID(id)
	if !ok {
		return 0, false
	}
	return g.findKey(raw)
}

// findKey answers the position of a statement, or where it would be.
func (g *Graph) findKey(key StatementKey) (uint32, bool) {
	i, ok := slices.BinarySearchFunc(g.sid, key, func(a, b StatementKey) int { return slices.Compare(a[:], b[:]) })
	return uint32(i), ok
}

// AllStatements yields every statement in the order of ids.
func (g *Graph) AllStatements() func(yield func(Statement, error) bool) {
	return func(yield func(Statement, error) bool) {
		for s := range g.sid {
			if !yield(g.statement(uint32(s)), nil) {
				return
			}
		}
	}
}

// Whole is the graph itself as an answer: every entity and every edge.
func (g *Graph) Whole() *Subgraph {
	s := &Subgraph{graph: g, nodes: make([]uint32, g.entities()), edges: make([]edgeRef, 0, len(g.out))}
	for i := range s.nodes {
		s.nodes[i] = uint32(i)
	}
	for i, f := range g.flags {
		if f&isValue == 0 {
			s.edges = append(s.edges, g.edgeRef(uint32(i)))
		}
	}
	s.Meta = g.meta()
	s.Meta.Visited = Visited{Nodes: len(s.nodes), Edges: len(s.edges)}
	return s
}

func (g *Graph) meta() Meta { return Meta{Complete: true, Version: g.version} }
