package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
)

const (
	edgesPerEntity = 10
	relationCount  = 20
	minEdges       = 100
	maxEdges       = 2_000_000_000
)

// shape is what a generated graph looks like: the type of each entity and, for
// each relation, who may stand at its two ends. Entities are numbered from 0; the
// lower the number, the more edges end there.
type shape struct {
	edges, entities int
	seed            uint64
	types           []graph.EntityType // those that occur, the most frequent first
	parents         []string           // types that have subtypes
	typeOf          []uint8            // of each entity, position in types
	relations       []relationShape    // the most frequent first
	byType          [][]choice         // for each type, which relations an entity of it may have
}

// relationShape is a relation with the entities that its range allows.
type relationShape struct {
	id      string
	acyclic bool     // an edge leads to a lower number only
	domain  []bool   // by position in types
	targets []uint32 // ascending
	all     bool     // targets are all entities and not listed
}

// choice is a relation with the share of a type's edges that it and those before
// it take.
type choice struct {
	relation int
	upTo     float64
}

// newShape reads types and relations out of an ontology. The relations are the 20
// between entities that fit most pairs of types, the widest the most frequent;
// the n-th has a weight of 1/n, and so have the types, in an order drawn by the
// seed.
func newShape(o *graph.Ontology, edges int, seed uint64) (*shape, error) {
	if edges < minEdges || edges > maxEdges {
		return nil, commandline.Usage(fmt.Errorf("--statements must be between %d and %d, not %d", minEdges, maxEdges, edges))
	}
	s := &shape{edges: edges, entities: edges / edgesPerEntity, seed: seed}
	for _, t := range o.Types {
		s.parents = append(s.parents, t.Parent)
		// Entities of indicators and sources are named by statements; here they would name nothing.
		if role := o.Role(t.ID); !t.Abstract && role != graph.RoleIndicator && role != graph.RoleSource {
			s.types = append(s.types, t)
		}
	}
	if len(s.types) == 0 || len(s.types) > 256 {
		return nil, fmt.Errorf("the ontology has %d types that entities can have; expected 1 to 256", len(s.types))
	}
	r := s.random(0)
	r.Shuffle(len(s.types), func(i, j int) { s.types[i], s.types[j] = s.types[j], s.types[i] })
	s.drawTypes(r)
	s.pickRelations(o)
	if len(s.relations) < relationCount {
		return nil, fmt.Errorf("the ontology has only %d relations between entities; expected %d", len(s.relations), relationCount)
	}
	return s, s.shares()
}

// random is a source of numbers of its own for each purpose.
func (s *shape) random(purpose uint64) *rand.Rand {
	return rand.New(rand.NewPCG(s.seed, purpose))
}

func (s *shape) drawTypes(r *rand.Rand) {
	upTo := make([]float64, len(s.types))
	sum := 0.0
	for i := range upTo {
		sum += 1 / float64(i+1)
		upTo[i] = sum
	}
	s.typeOf = make([]uint8, s.entities)
	for i := range s.typeOf {
		x := r.Float64() * sum
		t, _ := slices.BinarySearch(upTo, x)
		s.typeOf[i] = uint8(t)
	}
}

func (s *shape) pickRelations(o *graph.Ontology) {
	type candidate struct {
		relation graph.Relation
		domain   []bool
		object   []bool
		fits     int // pairs of types
	}
	var list []candidate
	for _, r := range o.Relations {
		if r.IsValue() {
			continue
		}
		c := candidate{relation: r}
		var subjects, objects int
		c.domain, subjects = s.within(o, r.Domain)
		c.object, objects = s.within(o, r.Range)
		c.fits = subjects * objects
		if c.fits > 0 {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.fits, a.fits), cmp.Compare(a.relation.ID, b.relation.ID))
	})
	for _, c := range list[:min(relationCount, len(list))] {
		r := relationShape{id: c.relation.ID, acyclic: c.relation.Acyclic, domain: c.domain, all: !slices.Contains(c.object, false)}
		if !r.all {
			for n, t := range s.typeOf {
				if c.object[t] {
					r.targets = append(r.targets, uint32(n))
				}
			}
		}
		s.relations = append(s.relations, r)
	}
}

// within says which of the types are, or lie below, one of the named.
func (s *shape) within(o *graph.Ontology, names []string) (in []bool, count int) {
	in = make([]bool, len(s.types))
	for i, t := range s.types {
		in[i] = slices.ContainsFunc(names, func(name string) bool { return o.IsA(t.ID, name) })
		if in[i] {
			count++
		}
	}
	return in, count
}

// shares works out the choices of each type. Every type needs a relation that
// leads to all entities, so that no entity is left without edges.
func (s *shape) shares() error {
	s.byType = make([][]choice, len(s.types))
	for t := range s.types {
		sum, free := 0.0, false
		for i, r := range s.relations {
			if r.domain[t] {
				sum += 1 / float64(i+1)
				s.byType[t] = append(s.byType[t], choice{i, sum})
				free = free || r.all && !r.acyclic
			}
		}
		if !free {
			return fmt.Errorf("no relation leads from %s to every type", s.types[t].ID)
		}
		for i := range s.byType[t] {
			s.byType[t][i].upTo /= sum
		}
	}
	return nil
}
