package graph

import "iter"

// About yields the statements whose subject is an entity; none if it is not in
// the graph.
func (g *Graph) About(entity string) iter.Seq[Statement] {
	return func(yield func(Statement) bool) {
		n, ok := g.lookup(entity)
		if !ok {
			return
		}
		for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
			if !yield(g.statement(s)) {
				return
			}
		}
		for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
			if !yield(g.statement(a.stmt)) {
				return
			}
		}
	}
}

// Onto yields the statements whose object is an entity.
func (g *Graph) Onto(entity string) iter.Seq[Statement] {
	return func(yield func(Statement) bool) {
		n, ok := g.lookup(entity)
		if !ok {
			return
		}
		for _, a := range g.in[g.inAt[n]:g.inAt[n+1]] {
			if !yield(g.statement(a.stmt)) {
				return
			}
		}
	}
}

// Plain answers a statement as it was recorded.
func (g *Graph) Plain(id string) (Statement, bool) {
	s, ok := g.findStatement(id)
	if !ok {
		return Statement{}, false
	}
	return g.statement(s), true
}

// MovedTo tells which entity took over a former id.
func (g *Graph) MovedTo(id string) (string, bool) {
	n, ok := g.movedTo(id)
	if !ok {
		return "", false
	}
	return g.id(n), true
}

// Near lists ids of the graph that may have been meant, the nearest first.
func (g *Graph) Near(id string) []string { return g.near(id) }

// Document is the attached text of a source; nil where there is none.
func (g *Graph) Document(source string) *Document { return g.documents[source] }

// Change is the number of the last change set in the graph; 0 for one that was
// not read from a journal.
func (g *Graph) Change() uint64 { return g.change }
