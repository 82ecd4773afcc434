package graph

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"
)

// testOntology has two families of types, so that subtypes matter, and three
// relations, one of them a containment.
var testOntology = NewOntology(
	[]EntityType{
		{ID: "Thing", Abstract: true, Label: Text{"事物", "Thing"}},
		{ID: "Place", Parent: "Thing", Role: RolePlace, Label: Text{"地方", "Place"}},
		{ID: "City", Parent: "Place", Label: Text{"城市", "City"}},
		{ID: "Zone", Parent: "Place", Label: Text{"园区", "Zone"}},
		{ID: "Lab", Parent: "Thing", Label: Text{"实验室", "Laboratory"}},
		{ID: "Indicator", Parent: "Thing", Role: RoleIndicator, Label: Text{"指标", "Indicator"}},
		{ID: "Report", Parent: "Thing", Role: RoleSource, Label: Text{"报告", "Report"}},
	},
	[]Relation{
		{ID: "part-of", Label: Text{"属于", "part of"}, Inverse: Inverse{ID: "has-part", Label: Text{"包含", "has part"}}, Containment: true,
			Domain: []string{"Thing"}, Range: []string{"Thing"},
			Sentence: Text{"{subject}属于{object}", "{subject} is part of {object}"}, InverseSentence: Text{"{object}包含{subject}", "{object} contains {subject}"}},
		{ID: "supports", Label: Text{"支持", "supports"}, Inverse: Inverse{ID: "supported-by", Label: Text{"受…支持", "supported by"}},
			Domain: []string{"Thing"}, Range: []string{"Thing"},
			Sentence: Text{"{subject}支持{object}", "{subject} supports {object}"}, InverseSentence: Text{"{object}受{subject}支持", "{object} is supported by {subject}"}},
		{ID: "near", Label: Text{"邻近", "near"}, Symmetric: true, Domain: []string{"Thing"}, Range: []string{"Thing"},
			Sentence: Text{"{subject}邻近{object}", "{subject} is near {object}"}},
		{ID: "founded", Label: Text{"成立", "founded"}, Value: "integer", Domain: []string{"Thing"}, Sentence: Text{"{subject}成立于{object}", "{subject} was founded in {object}"}},
	},
	[]QualifierType{{ID: "unit", Label: Text{"单位", "unit"}, Value: "string"}},
	[]Unit{{ID: "labs", Label: Text{"家", "laboratories"}}},
)

var edgeRelations = []string{"part-of", "supports", "near"}
var testTypes = []string{"City", "Zone", "Lab"}

// describe makes the statements that give an entity its type and names.
func describe(id, typ, zh, en string) []Statement {
	return []Statement{
		Statement{Subject: id, Relation: RelType, Object: StringValue(typ)}.Identify(),
		Statement{Subject: id, Relation: RelName, Object: LangValue(zh, "zh")}.Identify(),
		Statement{Subject: id, Relation: RelName, Object: LangValue(en, "en")}.Identify(),
	}
}

func sequence(statements []Statement) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		for _, s := range statements {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func mustBuild(t testing.TB, o *Ontology, statements []Statement) *Graph {
	t.Helper()
	g, err := Build(o, sequence(statements))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// randomStatements makes a small multigraph with loops, parallel edges and every
// status and basis.
func randomStatements(r *rand.Rand, nodes, edges int) []Statement {
	var out []Statement
	for i := range nodes {
		id := fmt.Sprintf("n%d", i)
		out = append(out, describe(id, testTypes[r.IntN(3)], "点"+id, "Node "+id)...)
	}
	for i := range edges {
		s := Statement{
			Subject: fmt.Sprintf("n%d", r.IntN(nodes)), Relation: edgeRelations[r.IntN(3)], Object: EntityValue(fmt.Sprintf("n%d", r.IntN(nodes))),
		}
		if r.IntN(2) == 0 {
			s.Status, s.Basis = Status(r.IntN(6)), Basis(r.IntN(2))
		}
		if r.IntN(4) == 0 {
			s.Qualifiers = []Qualifier{{"unit", StringValue(fmt.Sprint(i))}}
		}
		out = append(out, s.Identify())
	}
	return out
}

func randomFilter(r *rand.Rand) Filter {
	var f Filter
	some := func(names []string) (out []string) {
		if r.IntN(3) > 0 {
			return nil
		}
		for _, n := range names {
			switch r.IntN(4) {
			case 0:
				out = append(out, n)
			case 1:
				out = append(out, "!"+n)
			}
		}
		return out
	}
	f.Relations, f.Status, f.Basis = some(edgeRelations), some(statusNames[:]), some(basisNames[:])
	f.Types = some([]string{"City", "Zone", "Lab", "Place"})
	return f
}

// allIDs lists every id in order.
func (g *Graph) allIDs() []string {
	ids := make([]string, g.entities())
	for n := range ids {
		ids[n] = g.id(uint32(n))
	}
	return ids
}
