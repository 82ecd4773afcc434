package graph

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// However many edges there are between a few entities, an answer holds only so
// many, and says so.
func TestEdgesOfAnAnswerAreBounded(t *testing.T) {
	g := mustBuild(t, testOntology, randomStatements(rand.New(rand.NewPCG(1, 2)), 20, 3000))
	ids := g.allIDs()
	defer func(w int) { maxWork = w }(maxWork)
	for _, ask := range []struct {
		name string
		of   func() (*Subgraph, error)
	}{
		{"neighborhood", func() (*Subgraph, error) {
			return g.Neighborhood(t.Context(), NeighborhoodQuery{ID: ids[0], Depth: 3, Direction: Both})
		}},
		{"induced neighborhood", func() (*Subgraph, error) {
			return g.Neighborhood(t.Context(), NeighborhoodQuery{ID: ids[0], Depth: 1, Direction: Both, Induced: true})
		}},
		{"induced", func() (*Subgraph, error) { return g.Induced(t.Context(), ids) }},
	} {
		maxWork = defaultWork
		whole, err := ask.of()
		if err != nil || !whole.Meta.Complete || len(whole.edges) < 2000 {
			t.Fatalf("%s: %v, %d edges", ask.name, err, len(whole.edges))
		}
		maxWork = 1000 * edgeWork
		cut, err := ask.of()
		if err != nil || cut.Meta.Complete || *cut.Meta.StoppedBy != StoppedByBudget {
			t.Fatalf("%s: %v, %+v", ask.name, err, cut.Meta)
		}
		if n := len(cut.edges); n < 500 || n > 1500 {
			t.Errorf("%s has %d edges, want about 1000", ask.name, n)
		}
	}
}

// So is what is shown of an entity.
func TestStatementsOfAnEntityAreBounded(t *testing.T) {
	statements := randomStatements(rand.New(rand.NewPCG(1, 2)), 3, 0)
	for i := range 5 * MaxPerRelation {
		for _, relation := range edgeRelations {
			statements = append(statements, Statement{Subject: "n0", Relation: relation, Object: EntityValue("n1"), Qualifiers: []Qualifier{{"unit", StringValue(strconv.Itoa(i))}}}.Identify())
			statements = append(statements, Statement{Subject: "n1", Relation: relation, Object: EntityValue("n0"), Qualifiers: []Qualifier{{"unit", StringValue(strconv.Itoa(i))}}}.Identify())
		}
	}
	g := mustBuild(t, testOntology, statements)
	v, err := g.Entity(t.Context(), EntityQuery{ID: "n0", PerRelation: MaxPerRelation})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(v.Out) + len(v.In); n != MaxShown || v.Meta.Complete {
		t.Errorf("%d statements are shown, want %d; %+v", n, MaxShown, v.Meta)
	}
	if v.Meta.Totals["supports"].Out != 5*MaxPerRelation {
		t.Errorf("%+v", v.Meta.Totals)
	}
}
