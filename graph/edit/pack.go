package edit

import "github.com/innograph/innograph/graph"

// ReplacePack is the edit that makes the graph say of a source what a pack says,
// and nothing else: statements whose every reference is to the source, and those
// without references about it and about entities that would be gone, are retracted
// unless the pack makes them.
func ReplacePack(d *Draft, source string, statements []graph.Statement) *Edit {
	e := &Edit{}
	stays := make(map[string]bool, len(statements))
	typed := map[string]bool{}
	for _, s := range statements {
		stays[s.ID] = true
		e.Put("", s)
		if s.Relation == graph.RelType {
			typed[s.Subject] = true
		}
	}
	var unreferenced []graph.Statement
	gone := map[string]bool{source: true}
	for s := range d.All() {
		switch {
		case stays[s.ID]:
		case len(s.References) == 0:
			unreferenced = append(unreferenced, s)
		case onlyFrom(s, source):
			e.Drop("", s.ID)
			if s.Relation == graph.RelType && !typed[s.Subject] {
				gone[s.Subject] = true
			}
		}
	}
	for _, s := range unreferenced {
		if gone[s.Subject] || s.Relation == graph.RelType && typed[s.Subject] {
			e.Drop("", s.ID)
		}
	}
	return e
}

func onlyFrom(s graph.Statement, source string) bool {
	for _, r := range s.References {
		if r.Source != source {
			return false
		}
	}
	return true
}
