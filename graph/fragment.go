package graph

import (
	"slices"
	"strconv"
	"sync/atomic"
)

// fragments are the pieces of graph JSON that many nodes, or many edges, share,
// encoded once per graph. Together with an entity's record they make its JSON by
// concatenation.
type fragments struct {
	typed []string   // by type: what stands between an entity's id and its Chinese name
	state [32]string // by packState: what stands between its English name and its degree
	tail  []string   // by relation and packState: what follows an edge's target
}

func newFragments(g *Graph) *fragments {
	f := &fragments{typed: make([]string, len(g.onto.Types)), tail: make([]string, len(g.relations)*32)}
	for i, t := range g.onto.Types {
		f.typed[i] = `","type":` + quoted(t.ID) + `,"name":{"zh":"`
	}
	for state := range uint8(32) {
		if int(statusOf(state)) >= len(statusNames) {
			continue
		}
		standing := `"status":` + quoted(statusOf(state).String()) + `,"basis":` + quoted(basisOf(state).String())
		f.state[state] = `"},` + standing + `,"degree":`
		for i, r := range g.relations {
			if r.core || r.indicator {
				continue
			}
			f.tail[i*32+int(state)] = `","relation":` + quoted(r.id) + `,"label":{"zh":` + quoted(r.label.Zh) + `,"en":` + quoted(r.label.En) + `},` + standing + `}`
		}
	}
	return f
}

func quoted(s string) string { return string(AppendJSONString(nil, s)) }

// AppendNodeJSON appends the i-th node as graph JSON has it: what encoding/json
// makes of Node, without HTML escaping.
func (s *Subgraph) AppendNodeJSON(b []byte, i int) []byte {
	g, n := s.graph, s.nodes[i]
	if i%lookahead == 0 {
		s.readAhead(i)
	}
	f, state := g.fragments(), g.state[n]
	id, zh, en := g.records.split(n)
	b = append(append(append(b, `{"id":"`...), id...), f.typed[g.typ[n]]...)
	if state&isQuoted == 0 {
		b = append(append(append(b, zh...), `","en":"`...), en...)
	} else {
		b = AppendJSONString(b[:len(b)-1], zh)
		b = AppendJSONString(append(b, `,"en":`...), en)
		b = b[:len(b)-1]
	}
	b = append(b, f.state[state&31]...)
	if state&hasOthers != 0 {
		b = b[:len(b)-len(`,"degree":`)]
		b = appendNames(b, `,"as_printed":[`, g.printed.get(n))
		b = appendNames(b, `,"aliases":[`, g.aliases.get(n))
		b = append(b, `,"degree":`...)
	}
	b = strconv.AppendUint(b, uint64(g.degree(n)), 10)
	if s.depths != nil {
		b = strconv.AppendUint(append(b, `,"depth":`...), uint64(s.depths[i]), 10)
	}
	return append(b, '}')
}

// readAhead touches the records and degrees of the nodes from the i-th on, so
// that the waits for memory overlap.
func (s *Subgraph) readAhead(i int) {
	g, sum := s.graph, uint32(0)
	for _, n := range s.nodes[i:min(i+lookahead, len(s.nodes))] {
		sum += uint32(g.records.data[g.records.bound[n]]) + g.inAt[n] + g.outAt[n]
	}
	touched.Store(sum)
}

// touched keeps the compiler from leaving readAhead out.
var touched atomic.Uint32

func appendNames(b []byte, before string, list []string) []byte {
	if len(list) == 0 {
		return b
	}
	b = append(b, before...)
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendJSONString(b, s)
	}
	return append(b, ']')
}

// EdgeJSON writes edges of one answer, one after the other. It remembers ids,
// since the edges of an entity follow one another.
type EdgeJSON struct {
	s    *Subgraph
	tail []string
	last [2]struct {
		n  uint32
		id string
	}
	from int                     // the edge of the first of keys
	keys [lookahead]StatementKey // read ahead, so that the waits for memory overlap
	have int
}

// lookahead is how many nodes or edges are read ahead.
const lookahead = 32

// EdgeJSON makes a writer of the answer's edges.
func (s *Subgraph) EdgeJSON() EdgeJSON { return EdgeJSON{s: s, tail: s.graph.fragments().tail} }

// Append appends the i-th edge as graph JSON has it: what encoding/json makes of
// Edge, without HTML escaping.
func (w *EdgeJSON) Append(b []byte, i int) []byte {
	const open, source, target = `{"id":"`, `","source":"`, `","target":"`
	e := &w.s.edges[i]
	if i < w.from || i >= w.from+w.have {
		w.readAhead(i)
	}
	from, to, tail := w.id(0, e.from), w.id(1, e.to), w.tail[int(e.rel)*32+int(e.flags&31)]
	n := len(b)
	b = slices.Grow(b, len(open)+statementIDLength+len(source)+len(from)+len(target)+len(to)+len(tail))
	b = append(b, open...)[:n+len(open)+statementIDLength]
	putStatementID(b[n+len(open):], w.keys[i-w.from])
	return append(append(append(append(append(b, source...), from...), target...), to...), tail...)
}

// edge is the i-th edge for callers that go through them in order.
func (w *EdgeJSON) edge(i int) Edge {
	e := &w.s.edges[i]
	if i < w.from || i >= w.from+w.have {
		w.readAhead(i)
	}
	r := &w.s.graph.relations[e.rel]
	return Edge{ID: encodeStatementID(w.keys[i-w.from]), Source: w.id(0, e.from), Target: w.id(1, e.to),
		Relation: r.id, Label: r.label, Status: statusOf(e.flags), Basis: basisOf(e.flags)}
}

func (w *EdgeJSON) readAhead(i int) {
	edges := w.s.edges[i:]
	w.from, w.have = i, min(len(edges), lookahead)
	for j := range w.have {
		w.keys[j] = w.s.graph.sid[edges[j].stmt]
	}
}

func (w *EdgeJSON) id(end int, n uint32) string {
	last := &w.last[end]
	if last.id == "" || last.n != n {
		last.n, last.id = n, w.s.graph.id(n)
	}
	return last.id
}
