package graph

import (
	"slices"
	"strings"
)

// Ontology is the model: which types of entity there are, which relations hold
// between them, and how both are named, drawn and read aloud. Its declarations
// live in YAML, not in code. An Ontology is not changed after it is made.
type Ontology struct {
	Types      []EntityType    `json:"types"`      // sorted by ID
	Relations  []Relation      `json:"relations"`  // sorted by ID
	Qualifiers []QualifierType `json:"qualifiers"` // sorted by ID
	Units      []Unit          `json:"units"`      // sorted by ID

	typeAt, relationAt, qualifierAt, unitAt map[string]int
}

// EntityType is a class of entities. Types form a tree through Parent.
type EntityType struct {
	ID          string `json:"id"`                 // UpperCamelCase
	Parent      string `json:"parent,omitempty"`   // "" at the root
	Label       Text   `json:"label"`              // singular
	Plural      Text   `json:"plural"`             //
	Description Text   `json:"description"`        // what belongs to it
	Color       string `json:"color"`              // "#rrggbb", for front ends
	Icon        string `json:"icon"`               // a name from the Lucide icon set
	Abstract    bool   `json:"abstract,omitempty"` // no entity has it as its own type

	// Role is what the code may rely on: one of the roles of an entity type.
	// Subtypes inherit it.
	Role string `json:"role,omitempty" enum:"indicator,source,place,problem,measure,goal,layout"`
}

// The roles of an entity type. They are how code tells an indicator from a
// document without knowing any type's name.
const (
	RoleIndicator = "indicator" // its entities may stand as the relation of an observation
	RoleSource    = "source"    // its entities are what references point into
	RolePlace     = "place"     // its entities are compared with one another
	RoleProblem   = "problem"   // its entities are to be answered by measures
	RoleMeasure   = "measure"   // its entities answer problems
	RoleGoal      = "goal"      // its entities are what measures serve
	RoleLayout    = "layout"    // its entities are spatial frameworks
)

// The roles of a relation.
const (
	RoleAddresses     = "addresses"      // from a measure to a problem that it answers
	RoleInstrument    = "instrument"     // to what carries a measure out
	RoleBenchmark     = "benchmark"      // from a problem to whoever does better
	RoleCounterpart   = "counterpart"    // from what one place does to what another one does
	RoleTension       = "tension"        // between two claims that pull against each other
	RoleServes        = "serves"         // from a measure to a goal
	RoleMemberCount   = "member-count"   // to the number of members that a name counts
	RoleMembersStated = "members-stated" // to whether the source names the members
	RoleLaysOut       = "lays-out"       // from a layout to the place that it orders
)

// Relation is a property: what it links, and how it reads in both directions.
type Relation struct {
	ID              string   `json:"id"` // kebab-case
	Label           Text     `json:"label"`
	Inverse         Inverse  `json:"inverse"`               // how it is called when read from the object; zero for value relations
	Domain          []string `json:"domain"`                // types of the subject, subtypes included
	Range           []string `json:"range,omitempty"`       // types of the object, subtypes included; empty for value relations
	Value           string   `json:"value,omitempty"`       // for value relations: the kind of the object
	OneOf           []string `json:"one_of,omitempty"`      // for value relations: the only values allowed
	Sentence        Text     `json:"sentence"`              // template with {subject} and {object}
	InverseSentence Text     `json:"inverse_sentence"`      // the same fact told from the object
	Description     Text     `json:"description"`           //
	Containment     bool     `json:"containment,omitempty"` // the object contains the subject
	Acyclic         bool     `json:"acyclic,omitempty"`     // no entity may reach itself through it
	Symmetric       bool     `json:"symmetric,omitempty"`   // means the same in both directions

	// Role is what the code may rely on: one of the roles of a relation.
	Role string `json:"role,omitempty"`
}

// Inverse names a relation read from its object.
type Inverse struct {
	ID    string `json:"id,omitempty"`
	Label Text   `json:"label"`
}

// IsValue reports whether the relation's objects are values, not entities.
func (r Relation) IsValue() bool { return r.Value != "" }

// QualifierType declares a qualifier.
type QualifierType struct {
	ID          string   `json:"id"`
	Label       Text     `json:"label"`
	Description Text     `json:"description"`
	Value       string   `json:"value"`            // the kind of its value
	OneOf       []string `json:"one_of,omitempty"` // the only values allowed
	Repeatable  bool     `json:"repeatable,omitempty"`
}

// Unit is a unit of measurement as an observation names it.
type Unit struct {
	ID        string   `json:"id"` // kebab-case
	Label     Text     `json:"label"`
	AsPrinted []string `json:"as_printed,omitempty"` // ways in which sources print it
}

// NewOntology sorts the declarations and indexes them. It does not validate:
// package seeds checks an ontology with file positions when it loads it.
func NewOntology(types []EntityType, relations []Relation, qualifiers []QualifierType, units []Unit) *Ontology {
	o := &Ontology{Types: slices.Clone(types), Relations: slices.Clone(relations), Qualifiers: slices.Clone(qualifiers), Units: slices.Clone(units)}
	slices.SortFunc(o.Types, func(a, b EntityType) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(o.Relations, func(a, b Relation) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(o.Qualifiers, func(a, b QualifierType) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(o.Units, func(a, b Unit) int { return strings.Compare(a.ID, b.ID) })
	o.typeAt = indexBy(o.Types, func(t EntityType) string { return t.ID })
	o.relationAt = indexBy(o.Relations, func(r Relation) string { return r.ID })
	o.qualifierAt = indexBy(o.Qualifiers, func(q QualifierType) string { return q.ID })
	o.unitAt = indexBy(o.Units, func(u Unit) string { return u.ID })
	return o
}

func indexBy[T any](list []T, key func(T) string) map[string]int {
	m := make(map[string]int, len(list))
	for i, v := range list {
		m[key(v)] = i
	}
	return m
}

func lookup[T any](list []T, at map[string]int, id string) (v T, ok bool) {
	i, ok := at[id]
	if ok {
		v = list[i]
	}
	return v, ok
}

// Type finds a type by its id.
func (o *Ontology) Type(id string) (EntityType, bool) { return lookup(o.Types, o.typeAt, id) }

// Relation finds a relation by its id.
func (o *Ontology) Relation(id string) (Relation, bool) {
	return lookup(o.Relations, o.relationAt, id)
}

// relation finds a relation without copying it; nil where there is none.
func (o *Ontology) relation(id string) *Relation {
	if i, ok := o.relationAt[id]; ok {
		return &o.Relations[i]
	}
	return nil
}

// Qualifier finds a qualifier by its id.
func (o *Ontology) Qualifier(id string) (QualifierType, bool) {
	return lookup(o.Qualifiers, o.qualifierAt, id)
}

// Unit finds a unit by its id.
func (o *Ontology) Unit(id string) (Unit, bool) { return lookup(o.Units, o.unitAt, id) }

// Chain lists a type and its ancestors, nearest first. An unknown type has the
// empty chain. It ends also where parents form a cycle.
func (o *Ontology) Chain(id string) []string {
	var chain []string
	for id != "" && !slices.Contains(chain, id) {
		t, ok := o.Type(id)
		if !ok {
			break
		}
		chain = append(chain, id)
		id = t.Parent
	}
	return chain
}

// IsA reports whether type id is ancestor or lies below it.
func (o *Ontology) IsA(id, ancestor string) bool { return slices.Contains(o.Chain(id), ancestor) }

// Role is the role of a type, its own or its nearest ancestor's.
func (o *Ontology) Role(id string) string {
	for _, c := range o.Chain(id) {
		if t, _ := o.Type(c); t.Role != "" {
			return t.Role
		}
	}
	return ""
}

// WithRole lists the ids of the relations that have a role.
func (o *Ontology) WithRole(role string) []string {
	var ids []string
	for _, r := range o.Relations {
		if r.Role == role {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// ResolveType finds the type that a person meant by name: its id or an English
// label, folding case, spaces and hyphens ("characteristic-town" is
// CharacteristicTown), or its Chinese label.
func (o *Ontology) ResolveType(name string) (EntityType, bool) {
	if t, ok := o.Type(name); ok {
		return t, true
	}
	folded := foldName(name)
	for _, t := range o.Types {
		if foldName(t.ID) == folded || foldName(t.Label.En) == folded || foldName(t.Plural.En) == folded || t.Label.Zh == name {
			return t, true
		}
	}
	return EntityType{}, false
}

// TypeIDs lists the ids of all types.
func (o *Ontology) TypeIDs() []string {
	ids := make([]string, len(o.Types))
	for i, t := range o.Types {
		ids[i] = t.ID
	}
	return ids
}

// RelationIDs lists the ids of all relations.
func (o *Ontology) RelationIDs() []string {
	ids := make([]string, len(o.Relations))
	for i, r := range o.Relations {
		ids[i] = r.ID
	}
	return ids
}
