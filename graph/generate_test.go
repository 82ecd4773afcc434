package graph

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
)

// Generated describes a graph made for tests and benchmarks: the same numbers
// always give the same statements.
type generated struct {
	entities, edges int
	seed            uint64
}

var generatedOntology = func() *Ontology {
	types := []EntityType{{ID: "Thing", Abstract: true, Label: Text{"事物", "Thing"}}}
	for i := range 8 {
		types = append(types, EntityType{ID: fmt.Sprintf("Type%d", i), Parent: "Thing", Label: Text{fmt.Sprintf("类型%d", i), fmt.Sprintf("Type %d", i)}})
	}
	var relations []Relation
	for i := range 20 {
		relations = append(relations, Relation{ID: fmt.Sprintf("relation-%d", i), Label: Text{fmt.Sprintf("关系%d", i), fmt.Sprintf("relation %d", i)},
			Domain: []string{"Thing"}, Range: []string{"Thing"},
			Sentence:        Text{"{subject}与{object}相关", "{subject} relates to {object}"},
			InverseSentence: Text{"{object}与{subject}相关", "{object} relates to {subject}"}})
	}
	return NewOntology(types, relations, nil, nil)
}()

func generatedID(i int) string { return fmt.Sprintf("e%07d", i) }

// statements yields a type and two names for each entity and then the edges.
// Objects follow a power law (a few hubs take most of the edges), relations are
// skewed as in real graphs, and a fifth of the edges is not existing and stated.
func (s generated) statements() iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		r := rand.New(rand.NewPCG(s.seed, 1))
		for i := range s.entities {
			id := generatedID(i)
			for _, st := range []Statement{
				{Subject: id, Relation: RelType, Object: StringValue(fmt.Sprintf("Type%d", i%8))},
				{Subject: id, Relation: RelName, Object: LangValue(fmt.Sprintf("实体%d号", i), "zh")},
				{Subject: id, Relation: RelName, Object: LangValue(fmt.Sprintf("Entity %d", i), "en")},
			} {
				if !yield(st.Identify(), nil) {
					return
				}
			}
		}
		for i := range s.edges {
			st := Statement{
				Subject:  generatedID(r.IntN(s.entities)),
				Relation: fmt.Sprintf("relation-%d", int(20*math.Pow(r.Float64(), 2))),
				Object:   EntityValue(generatedID(int(float64(s.entities) * math.Pow(r.Float64(), 2.5)))),
			}
			if r.IntN(5) == 0 {
				st.Status, st.Basis = Status(r.IntN(6)), Basis(r.IntN(2))
			}
			st.Qualifiers = []Qualifier{{Name: "n", Value: IntegerValue(int64(i))}}
			if i%4 != 0 { // most statements carry nothing beyond themselves
				st.Qualifiers = nil
			}
			if !yield(st.Identify(), nil) {
				return
			}
		}
	}
}
