package graph

import (
	"strconv"
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

// AppendEdgeJSON appends the i-th edge as graph JSON has it.
func (s *Subgraph) AppendEdgeJSON(b []byte, i int) []byte {
	g, e := s.graph, &s.edges[i]
	b = appendStatementID(append(b, `{"id":"`...), g.sid[e.stmt])
	b = append(append(b, `","source":"`...), g.id(e.from)...)
	b = append(append(b, `","target":"`...), g.id(e.to)...)
	return append(b, g.fragments().tail[int(e.rel)*32+int(e.flags&31)]...)
}
