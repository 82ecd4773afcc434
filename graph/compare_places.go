package graph

import (
	"context"
	"fmt"
)

func (g *Graph) isPlace(n uint32) bool { return g.onto.Role(g.onto.Types[g.typ[n]].ID) == RolePlace }

// findPlace is find for places; the suggestions are places too.
func (g *Graph) findPlace(param, id string) (uint32, error) {
	return g.placeFinder(param, func(uint32) bool { return false }, "is not a place")(id)
}

// findCompared answers a findPlace that also accepts what else has a row in some
// comparison.
func (g *Graph) findCompared(ctx context.Context, param string) func(id string) (uint32, error) {
	return g.placeFinder(param, g.compared(ctx), "is not a place, and no observation is of it or relative to it")
}

func (g *Graph) placeFinder(param string, also func(uint32) bool, wrong string) func(id string) (uint32, error) {
	refused := 0
	return func(id string) (uint32, error) {
		n, known := g.lookup(id)
		if known && (g.isPlace(n) || also(n)) {
			return n, nil
		}
		is := Issue{Param: param, Value: id, Message: fmt.Sprintf("there is no entity %q", id)}
		kind := NotFound
		if known {
			t := g.onto.Types[g.typ[n]]
			kind, is.Message = Invalid, fmt.Sprintf("%s %s: it is of type %s (%s)", id, wrong, t.ID, t.Label.In("en"))
		} else if _, moved := g.movedTo(id); moved {
			return g.find(param, id)
		}
		if refused++; refused <= maxNear {
			is.Suggest = g.nearAmong(id, g.isPlace)
		}
		return 0, &Error{Kind: kind, Issues: []Issue{is}}
	}
}

// findIndicators is findIndicator for a list.
func (g *Graph) findIndicators(param string) func(id string) (uint32, error) {
	refused := 0
	return func(id string) (uint32, error) {
		if _, moved := g.movedTo(id); refused == maxNear && !moved && !g.Has(id) {
			return 0, &Error{Kind: NotFound, Issues: []Issue{{Param: param, Value: id, Message: fmt.Sprintf("there is no indicator %q", id)}}}
		}
		n, err := g.findIndicator(param, id)
		if KindOf(err) == NotFound {
			refused++
		}
		return n, err
	}
}

// compared answers whether an entity is observed, or compared with by an
// observation: what has a row in some comparison. The observations are read once,
// and only if that is asked; where they are too many to be read, all entities
// count.
func (g *Graph) compared(ctx context.Context) func(uint32) bool {
	var found map[uint32]bool
	b := newBudget(ctx, maxWork)
	return func(n uint32) bool {
		if found == nil {
			found = map[uint32]bool{}
			g.eachObservation(b, func(s uint32) {
				r := g.reading(s)
				found[r.place] = true
				if r.compares() {
					found[r.relative] = true
				}
			})
		}
		return found[n] || b.left < 0 || b.err != nil
	}
}

// allInvalid merges errors of kind Invalid, and leaves out all others.
func allInvalid(errs ...error) error {
	var issues []Issue
	for _, err := range errs {
		if KindOf(err) == Invalid {
			issues = append(issues, err.(*Error).Issues...)
		}
	}
	if len(issues) > 0 {
		return &Error{Kind: Invalid, Issues: issues}
	}
	return nil
}
