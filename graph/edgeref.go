package graph

import "cmp"

// edgeRef is an edge of an answer. It repeats what the search knew of the edge,
// so that writing the answer looks at no column but that of ids.
type edgeRef struct {
	stmt     uint32
	from, to uint32 // subject and object
	rel      uint16
	flags    uint8
}

func (g *Graph) edgeRef(s uint32) edgeRef {
	return edgeRef{s, g.subj[s], g.obj[s], g.rel[s], g.flags[s]}
}

func byStatement(a, b edgeRef) int { return cmp.Compare(a.stmt, b.stmt) }

func (g *Graph) edge(e edgeRef) Edge {
	r := &g.relations[e.rel]
	return Edge{
		ID: encodeStatementID(g.sid[e.stmt]), Source: g.id(e.from), Target: g.id(e.to),
		Relation: r.id, Label: r.label, Status: statusOf(e.flags), Basis: basisOf(e.flags),
	}
}
