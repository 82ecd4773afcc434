package graph

import (
	"context"
	"slices"
	"testing"
)

// What says that a sentence is left out is no citation of it.
func TestExclusionIsNoCitation(t *testing.T) {
	section := func(id string) Statement {
		return Statement{Subject: "report", Relation: RelSection, Object: StringValue(id)}.Identify()
	}
	excluded := Statement{Subject: "report", Relation: RelExcluded, Object: StringValue("not its own"), References: []Reference{{"report", "1", []string{"x"}}}}
	// With the same details as an exclusion, which the graph keeps once.
	cites := Statement{Subject: "lab", Relation: "part-of", Object: EntityValue("yunxi"), References: excluded.References}
	g := mustBuild(t, testOntology, slices.Concat(describe("report", "Report", "报告", "Report"), describe("yunxi", "City", "云溪", "Yunxi"), describe("lab", "Lab", "实验室", "Laboratory"),
		[]Statement{section("1"), section("2"), excluded.Identify(), cites.Identify(),
			Statement{Subject: "report", Relation: RelExcluded, Object: StringValue("a heading"), References: []Reference{{"report", "2", []string{"y"}}}}.Identify()}))
	v, err := g.Source(context.Background(), "report")
	if err != nil || v.Statements != 1 || v.Sections[0].Statements != 1 || v.Sections[1].Statements != 0 {
		t.Errorf("%+v, %v", v, err)
	}
}
