package graph

import (
	"fmt"
	"slices"
)

// firstMissing merges errors of kind NotFound, so that a reader sees all that is
// unknown at once; another kind of error comes first.
func firstMissing(errs ...error) error {
	var issues []Issue
	for _, err := range errs {
		e, ok := err.(*Error)
		if ok && e.Kind == NotFound {
			issues = append(issues, e.Issues...)
		} else if err != nil {
			return err
		}
	}
	if len(issues) > 0 {
		return &Error{Kind: NotFound, Issues: issues}
	}
	return nil
}

// parseObservationKind answers the kind as the ontology writes it.
func (g *Graph) parseObservationKind(name string) (string, error) {
	t, _ := g.onto.Qualifier(QualKind)
	if name == "" || len(t.OneOf) == 0 {
		return name, nil
	}
	i, err := parseName("kind", name, t.OneOf)
	if err != nil {
		return "", err
	}
	return t.OneOf[i], nil
}

// findIndicator is find for indicators; the suggestions are indicators too.
func (g *Graph) findIndicator(param, id string) (uint32, error) {
	n, err := g.find(param, id)
	if err == nil && g.isIndicator(n) || KindOf(err) == Moved {
		return n, err
	}
	near := g.nearIndicators(id)
	if err == nil {
		t := g.onto.Types[g.typ[n]]
		return 0, invalid(param, id, fmt.Sprintf("%s is no indicator, but of type %s (%s)", id, t.ID, t.Label.In("en")), near...)
	}
	return 0, &Error{Kind: NotFound, Issues: []Issue{{Param: param, Value: id, Message: fmt.Sprintf("there is no indicator %q", id), Suggest: near}}}
}

func (g *Graph) isIndicator(n uint32) bool {
	return g.onto.Role(g.onto.Types[g.typ[n]].ID) == RoleIndicator
}

// nearIndicators lists indicators with an id or name like the one given.
func (g *Graph) nearIndicators(name string) []string {
	var ids, names []string
	named := map[string]string{}
	isIndicator := make([]bool, len(g.onto.Types))
	for i, t := range g.onto.Types {
		isIndicator[i] = g.onto.Role(t.ID) == RoleIndicator
	}
	for n := range uint32(g.entities()) {
		if !isIndicator[g.typ[n]] {
			continue
		}
		ids = append(ids, g.id(n))
		for _, s := range slices.Concat([]string{g.name(n).Zh, g.name(n).En}, g.printed.get(n), g.aliases.get(n)) {
			if _, taken := named[s]; !taken && s != "" {
				named[s] = g.id(n)
				names = append(names, s)
			}
		}
	}
	out := Nearest(name, ids, 3)
	for _, s := range Nearest(name, names, 10) {
		if len(out) < 3 && !slices.Contains(out, named[s]) {
			out = append(out, named[s])
		}
	}
	return out
}

// findAll resolves ids in their order, each once. Mistakes of one kind are
// reported together, Invalid ones first.
func (g *Graph) findAll(ids []string, find func(string) (uint32, error)) (found []uint32, err error) {
	var errs []error
	var issues []Issue
	for _, id := range ids {
		n, err := find(id)
		if KindOf(err) == Invalid {
			issues = append(issues, err.(*Error).Issues...)
		}
		errs = append(errs, err)
		if err == nil && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	return found, firstMissing(errs...)
}
