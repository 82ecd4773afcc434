package graph

import (
	"iter"
	"maps"
	"slices"
	"sync"
)

// Node is an entity as an answer shows it.
type Node struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Name      Text     `json:"name"`
	Status    Status   `json:"status"`
	Basis     Basis    `json:"basis"`
	AsPrinted []string `json:"as_printed,omitempty"`
	Aliases   []string `json:"aliases,omitempty"`
	Degree    int      `json:"degree"`          // statements in and out whose object is an entity, in the whole graph
	Depth     *int     `json:"depth,omitempty"` // hops from where the question started, or nil
}

// Edge is a statement between two entities as an answer shows it.
type Edge struct {
	ID       string `json:"id"` // the statement's id
	Source   string `json:"source"`
	Target   string `json:"target"`
	Relation string `json:"relation"`
	Label    Text   `json:"label"`
	Status   Status `json:"status"`
	Basis    Basis  `json:"basis"`
}

// Path is one way from an entity to another.
type Path struct {
	Nodes    []string   `json:"nodes"`    // one more than there are hops
	Edges    [][]string `json:"edges"`    // for each hop, every parallel edge that the filters allow, the cheapest first
	Length   int        `json:"length"`   // hops
	Cost     float64    `json:"cost"`     // in the cost model asked for
	Sentence Text       `json:"sentence"` // the path told hop by hop with the relations' templates
}

// Subgraph is an answer: entities and edges of one Graph, without copying them.
// Every edge's two ends are among its nodes. It is safe for concurrent reading.
type Subgraph struct {
	Meta  Meta
	Paths []Path // nil unless paths were asked for

	graph  *Graph
	nodes  []uint32
	depths []uint16 // parallel to nodes, or nil
	edges  []edgeRef

	center    uint32 // of a neighborhood, whose totals are counted when asked for
	hasCenter bool
	room      *room // where its memory goes when it is released; nil: nowhere
}

// Totals counts the statements of the entity that a neighborhood was asked for,
// per relation and before any filter; nil for other answers.
func (s *Subgraph) Totals() map[string]Total {
	if !s.hasCenter {
		return nil
	}
	return s.graph.totals(s.center)
}

// WithTotals is the answer with its Totals in Meta, as formats write it.
func (s *Subgraph) WithTotals() *Subgraph {
	c := *s
	if s.hasCenter {
		c.Meta.Totals = s.Totals()
	}
	return &c
}

// Release gives the memory of the answer back for the next one. Neither the
// answer nor what was read of it by position may be used afterwards. It need not
// be called.
func (s *Subgraph) Release() {
	if s.room != nil {
		*s.room = room{s.nodes[:0], s.depths[:0], s.edges[:0]}
		rooms.Put(s.room)
	}
	*s = Subgraph{}
}

// room is memory for an answer.
type room struct {
	nodes  []uint32
	depths []uint16
	edges  []edgeRef
}

var rooms = sync.Pool{New: func() any {
	return &room{make([]uint32, 0, 512), make([]uint16, 0, 512), make([]edgeRef, 0, 1024)}
}}

// Graph is the graph that the answer was taken from.
func (s *Subgraph) Graph() *Graph { return s.graph }

// Len counts the nodes and the edges.
func (s *Subgraph) Len() (nodes, edges int) { return len(s.nodes), len(s.edges) }

// Nodes yields the nodes in the order of the answer.
func (s *Subgraph) Nodes() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for i := range s.nodes {
			if !yield(s.Node(i)) {
				return
			}
		}
	}
}

// Edges yields the edges in the order of the answer.
func (s *Subgraph) Edges() iter.Seq[Edge] {
	return func(yield func(Edge) bool) {
		w := s.EdgeJSON()
		for i := range s.edges {
			if !yield(w.edge(i)) {
				return
			}
		}
	}
}

// Node returns the i-th node.
func (s *Subgraph) Node(i int) Node {
	if i%lookahead == 0 {
		s.readAhead(i)
	}
	n := s.graph.node(s.nodes[i])
	if s.depths != nil {
		d := int(s.depths[i])
		n.Depth = &d
	}
	return n
}

// Edge returns the i-th edge.
func (s *Subgraph) Edge(i int) Edge { return s.graph.edge(s.edges[i]) }

// Statements yields the edges as whole statements.
func (s *Subgraph) Statements() iter.Seq[Statement] {
	return func(yield func(Statement) bool) {
		for _, e := range s.edges {
			if !yield(s.graph.statement(e.stmt)) {
				return
			}
		}
	}
}

// Parents maps the id of every node that lies inside another node of the answer,
// by an edge of the answer whose relation is a containment, to the container's
// id. A node in several containers is put into the one whose id sorts first;
// the result has no cycles.
func (s *Subgraph) Parents() map[string]string {
	parents := make(map[string]string)
	for _, e := range s.edges {
		g := s.graph
		r, ok := g.onto.Relation(g.relations[e.rel].id)
		if !ok || !r.Containment {
			continue
		}
		child, parent := g.id(e.from), g.id(e.to)
		if old, ok := parents[child]; ok && old <= parent {
			continue
		}
		parents[child] = parent
	}
	for _, child := range slices.Sorted(maps.Keys(parents)) {
		seen := map[string]bool{}
		for at := child; ; {
			seen[at] = true
			next, ok := parents[at]
			if !ok {
				break
			}
			if seen[next] {
				delete(parents, at)
				break
			}
			at = next
		}
	}
	return parents
}
