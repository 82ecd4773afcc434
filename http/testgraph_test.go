package http

import (
	"context"
	"iter"
	"testing"

	"github.com/innograph/innograph/graph"
)

func text(zh, en string) graph.Text { return graph.Text{Zh: zh, En: en} }

// testOntology is small, but has every role, a containment and a value relation.
var testOntology = graph.NewOntology(
	[]graph.EntityType{
		{ID: "Thing", Label: text("事物", "thing"), Plural: text("事物", "things"), Color: "#777777", Icon: "circle", Abstract: true},
		{ID: "Place", Parent: "Thing", Label: text("地方", "place"), Plural: text("地方", "places"), Color: "#336699", Icon: "map-pin", Role: graph.RolePlace},
		{ID: "City", Parent: "Place", Label: text("城市", "city"), Plural: text("城市", "cities"), Color: "#336699", Icon: "building"},
		{ID: "Corridor", Parent: "Place", Label: text("走廊", "corridor"), Plural: text("走廊", "corridors"), Color: "#993366", Icon: "route"},
		{ID: "Zone", Parent: "Place", Label: text("区", "zone"), Plural: text("区", "zones"), Color: "#669933", Icon: "square"},
		{ID: "Laboratory", Parent: "Thing", Label: text("实验室", "laboratory"), Plural: text("实验室", "laboratories"), Color: "#aa8800", Icon: "flask"},
		{ID: "Indicator", Parent: "Thing", Label: text("指标", "indicator"), Plural: text("指标", "indicators"), Color: "#555555", Icon: "gauge", Role: graph.RoleIndicator},
		{ID: "Document", Parent: "Thing", Label: text("文件", "document"), Plural: text("文件", "documents"), Color: "#222222", Icon: "file", Role: graph.RoleSource},
	},
	[]graph.Relation{
		relation("part-of", "属于", "part of", "has-part", true),
		relation("located-in", "位于", "located in", "site-of", false),
		relation("cooperates-with", "合作", "cooperates with", "", false),
		{ID: "founded", Label: text("成立", "founded"), Domain: []string{"Thing"}, Value: "integer",
			Sentence: text("{subject}成立于{object}", "{subject} was founded in {object}"), Description: text("年", "year")},
	},
	[]graph.QualifierType{{ID: "period", Label: text("时期", "period"), Value: "string"}, {ID: "partner", Label: text("伙伴", "partner"), Value: "entity"}},
	[]graph.Unit{{ID: "percent", Label: text("%", "percent"), AsPrinted: []string{"%"}}},
)

func relation(id, zh, en, inverse string, contains bool) graph.Relation {
	return graph.Relation{ID: id, Label: text(zh, en), Inverse: graph.Inverse{ID: inverse, Label: text(zh, en)},
		Domain: []string{"Thing"}, Range: []string{"Thing"}, Containment: contains, Acyclic: contains, Description: text(zh, en),
		Sentence: text("{subject}"+zh+"{object}", "{subject} is "+en+" {object}"), InverseSentence: text("{object}"+zh+"{subject}", "{object} "+en+" {subject}")}
}

// testStatements tell of a city, its corridors, a zone, three laboratories, and
// of hub, which count laboratories more surround.
func testStatements(count int) []graph.Statement {
	var all []graph.Statement
	cited := []graph.Reference{{Source: "report", Section: "s1", Terms: []string{"杭州", "走廊"}}}
	say := func(s graph.Statement) {
		all = append(all, s.Identify())
	}
	entity := func(id, typ, zh, en string) {
		say(graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue(typ), References: cited})
		say(graph.Statement{Subject: id, Relation: graph.RelName, Object: graph.LangValue(zh, "zh")})
		say(graph.Statement{Subject: id, Relation: graph.RelName, Object: graph.LangValue(en, "en")})
	}
	entity("hangzhou", "City", "杭州市", "Hangzhou")
	entity("chengxi-corridor", "Corridor", "城西科创大走廊", "Chengxi corridor")
	entity("chengdong-corridor", "Corridor", "城东智造大走廊", "Chengdong corridor")
	entity("binjiang-zone", "Zone", "滨江区", "Binjiang zone")
	entity("lab-a", "Laboratory", "甲实验室", "Laboratory A")
	entity("lab-b", "Laboratory", "乙实验室", "Laboratory B")
	entity("lab-c", "Laboratory", "丙<实验室>&\"", "=Laboratory C")
	entity("lonely-lab", "Laboratory", "孤实验室", "Lonely laboratory")
	entity("hub", "Zone", "中心", "Hub")
	entity("rd-intensity", "Indicator", "研发强度", "R&D intensity")
	entity("report", "Document", "报告", "Report")
	say(graph.Statement{Subject: "report", Relation: graph.RelSection, Object: graph.StringValue("s1"), Qualifiers: []graph.Qualifier{
		{Name: graph.QualTitleZh, Value: graph.StringValue("第一节")}, {Name: graph.QualTitleEn, Value: graph.StringValue("Section 1")}, {Name: graph.QualOrder, Value: graph.IntegerValue(1)}}})
	say(graph.Statement{Subject: "chengxi-corridor", Relation: graph.RelAlias, Object: graph.StringValue("西走廊")})
	say(graph.Statement{Subject: "chengxi-corridor", Relation: graph.RelAsPrinted, Object: graph.StringValue("城西走廊")})
	say(graph.Statement{Subject: "chengxi-corridor", Relation: graph.RelFormerID, Object: graph.StringValue("west-corridor")})
	say(graph.Statement{Subject: "chengxi-corridor", Relation: graph.RelDescription, Object: graph.LangValue("走廊", "zh")})

	edge := func(from, relation, to string, status graph.Status, basis graph.Basis) {
		say(graph.Statement{Subject: from, Relation: relation, Object: graph.EntityValue(to), Status: status, Basis: basis, References: cited,
			Qualifiers: []graph.Qualifier{{Name: "period", Value: graph.StringValue("2020")}, {Name: "partner", Value: graph.EntityValue("hub")}}})
	}
	edge("chengxi-corridor", "part-of", "hangzhou", graph.Planned, graph.Stated)
	edge("chengdong-corridor", "part-of", "hangzhou", graph.Existing, graph.Stated)
	edge("binjiang-zone", "part-of", "hangzhou", graph.Existing, graph.Stated)
	edge("lab-a", "located-in", "chengxi-corridor", graph.Existing, graph.Stated)
	edge("lab-a", "cooperates-with", "lab-b", graph.InProgress, graph.Inferred)
	edge("lab-b", "cooperates-with", "lab-a", graph.Existing, graph.Stated)
	edge("lab-b", "located-in", "chengdong-corridor", graph.Aspired, graph.Stated)
	edge("lab-c", "located-in", "binjiang-zone", graph.Existing, graph.Stated)
	edge("binjiang-zone", "cooperates-with", "chengdong-corridor", graph.Existing, graph.Stated)
	say(graph.Statement{Subject: "lab-a", Relation: "founded", Object: graph.IntegerValue(2017)})
	say(graph.Statement{Subject: "hangzhou", Relation: "rd-intensity", Object: graph.DecimalValue(3.6), References: cited,
		Qualifiers: []graph.Qualifier{{Name: graph.QualUnit, Value: graph.StringValue("percent")}, {Name: graph.QualOperator, Value: graph.StringValue("≥")}}})
	for i := range count {
		id := "spoke-" + string(rune('a'+i/26/26%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i%26))
		entity(id, "Laboratory", "辐"+id, "Spoke "+id)
		edge(id, "located-in", "hub", graph.Existing, graph.Stated)
	}
	return all
}

// testGraph has a hub with 40 spokes.
func testGraph(t testing.TB) *graph.Graph { return buildGraph(t, testStatements(40)) }

func buildGraph(t testing.TB, statements []graph.Statement) *graph.Graph {
	t.Helper()
	g, err := graph.Build(testOntology, func(yield func(graph.Statement, error) bool) {
		for _, s := range statements {
			if !yield(s, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// testStore keeps statements in a slice, for Live.Apply.
type testStore struct{ statements []graph.Statement }

func (s *testStore) Statements(ctx context.Context) iter.Seq2[graph.Statement, error] {
	return func(yield func(graph.Statement, error) bool) {
		for _, st := range s.statements {
			if !yield(st, nil) {
				return
			}
		}
	}
}
func (s *testStore) Apply(_ context.Context, d graph.Delta) error {
	s.statements = append(s.statements, d.Add...)
	return nil
}
func (s *testStore) Close() error { return nil }
