package graph

import (
	"fmt"
	"slices"
	"strings"
)

// Filter narrows a traversal. It acts inside the search: an edge or node that it
// excludes is not walked over. Empty lists allow everything. A name with a
// leading "!" excludes; where a list has only exclusions, all else is allowed.
type Filter struct {
	Relations []string // relation ids
	Types     []string // entity types, subtypes included; the entities asked about are exempt
	Status    []string // of the statements walked over
	Basis     []string // of the statements walked over
}

// compiledFilter is a Filter as lookups. Nil slices allow everything.
type compiledFilter struct {
	open  bool     // everything is allowed
	rel   []bool   // by position in Graph.relations
	typ   []bool   // by position in Ontology.Types
	state [32]bool // by packState
}

func (f *compiledFilter) edge(a arc) bool {
	return f.state[a.flags&31] && (f.rel == nil || f.rel[a.rel])
}

func (g *Graph) allowsType(f *compiledFilter, n uint32) bool { return f.typ == nil || f.typ[g.typ[n]] }

// openFilter allows everything.
var openFilter = func() (f compiledFilter) {
	f.open = true
	for i := range f.state {
		f.state[i] = true
	}
	return f
}()

// compile answers an *Error of kind Invalid with every unknown name.
func (g *Graph) compile(f Filter) (*compiledFilter, error) {
	if len(f.Relations)+len(f.Types)+len(f.Status)+len(f.Basis) == 0 {
		return &openFilter, nil
	}
	var c compiledFilter
	var issues []Issue
	c.rel = pick(f.Relations, len(g.relations), func(name string, set func(int)) {
		if r, ok := g.onto.Relation(name); ok && !r.IsValue() {
			set(int(g.relAt[name]))
			return
		}
		issues = append(issues, g.unknownRelation(name))
	})
	c.typ = pick(f.Types, len(g.onto.Types), func(name string, set func(int)) {
		t, ok := g.onto.ResolveType(name)
		if !ok {
			issues = append(issues, g.unknownType("type", name))
			return
		}
		for i := range g.onto.Types {
			if g.onto.IsA(g.onto.Types[i].ID, t.ID) {
				set(i)
			}
		}
	})
	status := pick(f.Status, len(statusNames), named("status", statusNames[:], &issues))
	basis := pick(f.Basis, len(basisNames), named("basis", basisNames[:], &issues))
	for s := range statusNames {
		for b := range basisNames {
			c.state[packState(Status(s), Basis(b))] = (status == nil || status[s]) && (basis == nil || basis[b])
		}
	}
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	return &c, nil
}

func named(param string, names []string, issues *[]Issue) func(string, func(int)) {
	return func(name string, set func(int)) {
		i, err := parseName(param, name, names)
		if err != nil {
			*issues = append(*issues, err.(*Error).Issues...)
			return
		}
		set(i)
	}
}

// pick turns a list of names, some of them excluding, into a lookup of n places.
func pick(names []string, n int, resolve func(name string, set func(int))) []bool {
	if len(names) == 0 {
		return nil
	}
	onlyExclusions := true
	for _, name := range names {
		onlyExclusions = onlyExclusions && strings.HasPrefix(name, "!")
	}
	allow, deny := make([]bool, n), make([]bool, n)
	for _, name := range names {
		if rest, not := strings.CutPrefix(name, "!"); not {
			resolve(rest, func(i int) { deny[i] = true })
		} else {
			resolve(name, func(i int) { allow[i] = true })
		}
	}
	for i := range allow {
		allow[i] = (allow[i] || onlyExclusions) && !deny[i]
	}
	return allow
}

func (g *Graph) unknownType(param, name string) Issue {
	known := g.onto.TypeIDs()
	return Issue{Param: param, Value: name, Message: fmt.Sprintf("unknown entity type %q", name), Suggest: Nearest(name, known, 3)}
}

func (g *Graph) unknownRelation(name string) Issue {
	is := Issue{Param: "relation", Value: name, Message: fmt.Sprintf("unknown relation %q", name)}
	var known []string
	for _, r := range g.onto.Relations {
		if r.IsValue() {
			if r.ID == name {
				is.Message = fmt.Sprintf("%q leads to values, not to entities, so it cannot be followed", name)
			}
			continue
		}
		known = append(known, r.ID)
		if r.Inverse.ID == name && name != "" {
			is.Message = fmt.Sprintf("%q is %q read from its object: ask for relation %s and direction in", name, r.ID, r.ID)
			is.Suggest = []string{r.ID}
			return is
		}
	}
	if i, ok := g.relAt[name]; ok && g.relations[i].indicator {
		is.Message = fmt.Sprintf("%q is an indicator: its observations hold values, so it cannot be followed", name)
		return is
	}
	is.Suggest = Nearest(name, known, 3)
	if len(is.Suggest) == 0 && len(known) <= 60 {
		slices.Sort(known)
		is.Message += "; expected one of " + strings.Join(known, ", ")
	}
	return is
}
