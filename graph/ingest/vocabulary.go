package ingest

import (
	"maps"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// vocabulary is the ontology as the readers ask it, with the indicators that
// have been met. Its answers are the ontology's own strings, so that statements
// share them.
type vocabulary struct {
	onto       *graph.Ontology
	relations  map[string]*property
	qualifiers map[string]*property
	types      map[string]*entityType
	inverses   map[string]string // id of an inverse → id of its relation
	indicators map[string]*property
}

// property is a relation, a qualifier or an indicator.
type property struct {
	id         string
	noun       string // what messages call it, with its id
	kind       graph.ValueKind
	entity     bool // its objects are entities: it is no column of a node file
	oneOf      []string
	core       bool
	indicator  bool
	repeatable bool
}

// entityType is a type that entities may have.
type entityType struct {
	id        string
	chain     []string // its id and those of its ancestors, nearest first
	indicator bool
	abstract  bool
}

func newVocabulary(o *graph.Ontology, indicators []string) *vocabulary {
	v := &vocabulary{onto: o, relations: map[string]*property{}, qualifiers: map[string]*property{}, types: map[string]*entityType{},
		inverses: map[string]string{}, indicators: map[string]*property{}}
	for _, r := range o.Relations {
		kind, _ := graph.ParseValueKind(r.Value)
		p := &property{id: r.ID, noun: "the relation " + r.ID, kind: kind, entity: !r.IsValue(), oneOf: r.OneOf}
		if p.entity {
			p.kind = graph.EntityKind
		}
		v.relations[r.ID] = p
		if r.Inverse.ID != "" {
			v.inverses[r.Inverse.ID] = r.ID
		}
	}
	for _, id := range graph.CoreRelations() {
		v.relations[id] = &property{id: id, noun: "the relation " + id, kind: graph.StringKind, core: true}
	}
	for _, q := range o.Qualifiers {
		kind, err := graph.ParseValueKind(q.Value)
		if err != nil {
			kind = graph.StringKind
		}
		v.qualifiers[q.ID] = &property{id: q.ID, noun: "the qualifier " + q.ID, kind: kind, oneOf: q.OneOf, repeatable: q.Repeatable}
	}
	for _, t := range o.Types {
		v.types[t.ID] = &entityType{id: t.ID, chain: o.Chain(t.ID), indicator: o.Role(t.ID) == graph.RoleIndicator, abstract: t.Abstract}
	}
	for _, id := range indicators {
		v.addIndicator(id)
	}
	return v
}

// addIndicator notes an entity that may stand as a relation.
func (v *vocabulary) addIndicator(id string) {
	if v.indicators[id] == nil {
		id = strings.Clone(id)
		v.indicators[id] = &property{id: id, noun: "the indicator " + id, indicator: true}
	}
}

// typeOf finds a type that an entity may have.
func (v *vocabulary) typeOf(column, id string) (*entityType, *RowError) {
	t := v.types[id]
	if t == nil {
		return nil, problem(column, "unknown type %q", id).suggest(graph.Nearest(id, v.onto.TypeIDs(), 1))
	}
	if t.abstract {
		return nil, problem(column, "%s is abstract: no entity has it as its own type", id).suggest(v.below(id))
	}
	return t, nil
}

// below lists some types that lie below one.
func (v *vocabulary) below(id string) []string {
	var out []string
	for _, t := range v.onto.Types {
		if !t.Abstract && len(out) < 3 && v.onto.IsA(t.ID, id) {
			out = append(out, t.ID)
		}
	}
	return out
}

// mostSpecial picks, of several labels, the type of which all others are
// ancestors.
func (v *vocabulary) mostSpecial(column string, labels []string) (*entityType, *RowError) {
	if len(labels) == 0 {
		return nil, problem(column, "the entity has no type; name one of the ontology")
	}
	var best *entityType
	for _, l := range labels {
		t := v.types[l]
		if t == nil {
			_, err := v.typeOf(column, l)
			return nil, err
		}
		if best == nil || len(t.chain) > len(best.chain) {
			best = t
		}
	}
	for _, l := range labels {
		if !slices.Contains(best.chain, l) {
			return nil, problem(column, "an entity has one type, with its ancestors at most; %s is no ancestor of %s", l, best.id)
		}
	}
	return v.typeOf(column, best.id)
}

// edgeRelation finds a relation whose objects are entities.
func (v *vocabulary) edgeRelation(column, id string) (*property, *RowError) {
	p := v.relations[id]
	switch {
	case p != nil && p.entity:
		return p, nil
	case id == "":
		return nil, problem(column, "the relation is missing")
	case p == nil && v.inverses[id] != "":
		return nil, problem(column, "%s is %s read from its object: exchange the two ends and name it %s", id, v.inverses[id], v.inverses[id])
	case p == nil:
		return nil, problem(column, "unknown relation %q", id).suggest(graph.Nearest(id, v.edgeRelations(), 1))
	}
	return nil, problem(column, "the object of %s is a value (%s), not an entity", id, p.kind)
}

func (v *vocabulary) edgeRelations() []string {
	var ids []string
	for _, r := range v.onto.Relations {
		if !r.IsValue() {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// relation finds any relation or indicator.
func (v *vocabulary) relation(column, id string) (*property, *RowError) {
	if p := v.relations[id]; p != nil {
		return p, nil
	}
	if p := v.indicators[id]; p != nil {
		return p, nil
	}
	if _, bad := v.edgeRelation(column, id); id == "" || v.inverses[id] != "" {
		return nil, bad
	}
	near := graph.Nearest(id, slices.Collect(maps.Keys(v.relations)), 1)
	return nil, problem(column, "%q is neither a relation of the ontology nor an indicator declared before", id).suggest(near)
}

func (v *vocabulary) qualifier(column, id string) (*property, *RowError) {
	if p := v.qualifiers[id]; p != nil {
		return p, nil
	}
	return nil, problem(column, "unknown qualifier %q", id).suggest(graph.Nearest(id, slices.Collect(maps.Keys(v.qualifiers)), 1))
}

func statusOf(column, name string) (graph.Status, *RowError) {
	s, err := graph.ParseStatus(name)
	return s, named(column, err)
}

func basisOf(column, name string) (graph.Basis, *RowError) {
	b, err := graph.ParseBasis(name)
	return b, named(column, err)
}

// stateOf reads a status and a basis; where they are "", existing and stated.
func stateOf(statusColumn, status, basisColumn, basis string) (s graph.Status, b graph.Basis, bad *RowError) {
	if status != "" {
		s, bad = statusOf(statusColumn, status)
	}
	if bad == nil && basis != "" {
		b, bad = basisOf(basisColumn, basis)
	}
	return s, b, bad
}

// named is what the graph says of an unknown name.
func named(column string, err error) *RowError {
	e, ok := err.(*graph.Error)
	if !ok {
		return nil
	}
	return problem(column, "%s", e.Issues[0].Message).suggest(e.Issues[0].Suggest)
}
