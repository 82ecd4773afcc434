package edit

import (
	"iter"
	"maps"
	"slices"

	"github.com/innograph/innograph/graph"
)

// Draft is a graph with changes that are not made yet. It is used by one
// goroutine.
type Draft struct {
	g       *graph.Graph
	added   map[string]graph.Statement
	removed map[string]bool
	about   map[string][]string // by subject: the ids of added statements
	onto    map[string][]string // by object
}

// NewDraft begins with a graph as it is.
func NewDraft(g *graph.Graph) *Draft {
	return &Draft{g: g, added: map[string]graph.Statement{}, removed: map[string]bool{}, about: map[string][]string{}, onto: map[string][]string{}}
}

// Graph is what the draft began with.
func (d *Draft) Graph() *graph.Graph { return d.g }

// Statement answers a statement of the draft.
func (d *Draft) Statement(id string) (graph.Statement, bool) {
	if s, ok := d.added[id]; ok {
		return s, true
	}
	if d.removed[id] {
		return graph.Statement{}, false
	}
	return d.g.Plain(id)
}

// About yields the statements about an entity.
func (d *Draft) About(entity string) iter.Seq[graph.Statement] {
	return d.both(d.g.About(entity), d.about[entity])
}

// Onto yields the statements whose object is an entity.
func (d *Draft) Onto(entity string) iter.Seq[graph.Statement] {
	return d.both(d.g.Onto(entity), d.onto[entity])
}

// All yields every statement.
func (d *Draft) All() iter.Seq[graph.Statement] {
	return d.both(func(yield func(graph.Statement) bool) {
		for s := range d.g.AllStatements() {
			if !yield(s) {
				return
			}
		}
	}, slices.Sorted(maps.Keys(d.added)))
}

func (d *Draft) both(base iter.Seq[graph.Statement], added []string) iter.Seq[graph.Statement] {
	return func(yield func(graph.Statement) bool) {
		for s := range base {
			if !d.removed[s.ID] && !yield(s) {
				return
			}
		}
		for _, id := range added {
			if s, ok := d.added[id]; ok && !yield(s) {
				return
			}
		}
	}
}

// Type is the type of an entity; "" for one that is not in the draft.
func (d *Draft) Type(entity string) string {
	for s := range d.About(entity) {
		if s.Relation == graph.RelType {
			return s.Object.String()
		}
	}
	return ""
}

// remove takes a statement out.
func (d *Draft) remove(id string) {
	if _, ok := d.added[id]; ok {
		delete(d.added, id)
		return
	}
	d.removed[id] = true
}

// add puts a statement in. One that is there changes nothing.
func (d *Draft) add(s graph.Statement) {
	if _, ok := d.Statement(s.ID); ok {
		return
	}
	if d.removed[s.ID] {
		delete(d.removed, s.ID)
		return
	}
	d.added[s.ID] = s
	d.about[s.Subject] = append(d.about[s.Subject], s.ID)
	if o, ok := s.Object.Entity(); ok {
		d.onto[o] = append(d.onto[o], s.ID)
	}
}

// apply makes an edit, and answers what it changed.
func (d *Draft) apply(e *Edit) (added, removed []graph.Statement) {
	for _, r := range e.Remove {
		if s, ok := d.Statement(r.ID); ok {
			removed = append(removed, s)
			d.remove(r.ID)
		}
	}
	for _, p := range e.Add {
		if _, ok := d.Statement(p.ID); !ok {
			added = append(added, p.Statement)
			d.add(p.Statement)
		}
	}
	// What is taken out and put in again has not changed.
	out, both := make(map[string]bool, len(removed)), map[string]bool{}
	for _, s := range removed {
		out[s.ID] = true
	}
	for _, s := range added {
		both[s.ID] = out[s.ID]
	}
	keep := func(s graph.Statement) bool { return both[s.ID] }
	return slices.DeleteFunc(added, keep), slices.DeleteFunc(removed, keep)
}

// takeBack undoes what apply answered.
func (d *Draft) takeBack(added, removed []graph.Statement) {
	for _, s := range added {
		d.remove(s.ID)
	}
	for _, s := range removed {
		d.add(s)
	}
}
