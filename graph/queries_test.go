package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

var evidence = []Reference{{Source: "report", Section: "1", Terms: []string{"杭州", "14家"}}}

// smallStatements is a graph with one of everything.
func smallStatements() []Statement {
	s := slices.Concat(
		describe("hangzhou", "City", "杭州", "Hangzhou"), describe("ningbo", "City", "宁波", "Ningbo"),
		describe("zone-a", "Zone", "甲区", "Zone A"), describe("zone-b", "Zone", "乙区", "Zone B"),
		describe("lab", "Lab", "之江实验室", "Zhijiang Laboratory"),
		describe("labs", "Indicator", "重点实验室数", "Key laboratories"),
		describe("report", "Report", "报告", "The report"))
	s = append(s,
		Statement{Subject: "report", Relation: RelSection, Object: StringValue("2"), Qualifiers: []Qualifier{{QualOrder, IntegerValue(2)}, {QualTitleZh, StringValue("第二")}, {QualTitleEn, StringValue("Second")}}}.Identify(),
		Statement{Subject: "report", Relation: RelSection, Object: StringValue("1"), Qualifiers: []Qualifier{{QualOrder, IntegerValue(1)}, {QualTitleZh, StringValue("第一")}, {QualTitleEn, StringValue("First")}, {QualHeading, StringValue("一")}}}.Identify(),
		Statement{Subject: "zone-a", Relation: "part-of", Object: EntityValue("hangzhou"), References: evidence}.Identify(),
		Statement{Subject: "zone-b", Relation: "part-of", Object: EntityValue("ningbo"), Status: Planned, Basis: Inferred}.Identify(),
		Statement{Subject: "lab", Relation: "supports", Object: EntityValue("zone-a"), Status: Aspired}.Identify(),
		Statement{Subject: "lab", Relation: "founded", Object: IntegerValue(2017)}.Identify(),
		Statement{Subject: "lab", Relation: RelAlias, Object: StringValue("ZJ Lab")}.Identify(),
		Statement{Subject: "lab", Relation: RelAsPrinted, Object: StringValue("之江试验室"), References: evidence}.Identify(),
		Statement{Subject: "lab", Relation: RelDescription, Object: LangValue("A laboratory", "en")}.Identify(),
		Statement{Subject: "lab", Relation: RelFormerID, Object: StringValue("old-lab")}.Identify(),
		Statement{Subject: "hangzhou", Relation: "labs", Object: IntegerValue(14), References: evidence,
			Qualifiers: []Qualifier{{QualUnit, StringValue("labs")}, {QualPrinted, StringValue("14家")}, {QualOperator, StringValue("≥")}, {QualRelativeTo, EntityValue("ningbo")}}}.Identify(),
		Statement{Subject: "ningbo", Relation: "labs", Object: DecimalValue(2.5)}.Identify(),
	)
	return s
}

func TestEntity(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	v, err := g.Entity(context.Background(), EntityQuery{ID: "lab"})
	if err != nil {
		t.Fatal(err)
	}
	if v.Name != (Text{"之江实验室", "Zhijiang Laboratory"}) || fmt.Sprint(v.Types) != "[Lab Thing]" || v.Degree != 1 ||
		fmt.Sprint(v.AsPrinted, v.Aliases, v.FormerIDs) != "[之江试验室] [ZJ Lab] [old-lab]" || v.Description.En != "A laboratory" {
		t.Errorf("got %+v", v)
	}
	if len(v.Out) != 1 || v.Out[0].Sentence != (Text{"之江实验室支持甲区", "Zhijiang Laboratory supports Zone A"}) || v.Out[0].Status != Aspired {
		t.Errorf("out %+v", v.Out)
	}
	if len(v.Attributes) != 1 || v.Attributes[0].Sentence.En != "Zhijiang Laboratory was founded in 2017" {
		t.Errorf("attributes %+v", v.Attributes)
	}
	if len(v.Evidence) != 1 || v.Evidence[0].SectionTitle.En != "First" || v.Evidence[0].SourceName.Zh != "报告" {
		t.Errorf("evidence %+v", v.Evidence)
	}
	indicator, err := g.Entity(context.Background(), EntityQuery{ID: "labs"})
	if err != nil || len(indicator.Observations) != 2 {
		t.Fatalf("%v, %+v", err, indicator)
	}
	if s := indicator.Observations[0].Sentence; s.En != "Hangzhou: Key laboratories relative to Ningbo ≥ 14 laboratories (printed: 14家)" || s.Zh != "杭州相对于宁波的重点实验室数:≥ 14家(原文:14家)" {
		t.Errorf("sentence %+v", s)
	}
	if q := indicator.Observations[0].Qualifiers; len(q) != 4 || q[2].Name != QualRelativeTo || q[2].Entity == nil || q[2].Entity.Name.En != "Ningbo" {
		t.Errorf("qualifiers %+v", q)
	}

	_, err = g.Entity(context.Background(), EntityQuery{ID: "old-lab"})
	if KindOf(err) != Moved || err.(*Error).To != "lab" {
		t.Errorf("merged: %v", err)
	}
	if _, err = g.Entity(context.Background(), EntityQuery{ID: "hangzhuo"}); KindOf(err) != NotFound || !strings.Contains(err.Error(), "did you mean hangzhou?") {
		t.Errorf("unknown: %v", err)
	}
	if _, err = g.Entity(context.Background(), EntityQuery{ID: "lab", PerRelation: -1}); KindOf(err) != Invalid {
		t.Errorf("bound: %v", err)
	}
}

func TestEntityOfHub(t *testing.T) {
	g := hubGraph(t, 3000)
	v, err := g.Entity(context.Background(), EntityQuery{ID: "hub", PerRelation: 7})
	if err != nil || len(v.In) != 7 || v.Meta.Complete || *v.Meta.StoppedBy != StoppedByPerRelation || v.Meta.Totals["part-of"].In != 3000 {
		t.Fatalf("%v, %d shown, %+v", err, len(v.In), v.Meta)
	}
}

func TestStatementView(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	for s := range g.AllStatements() {
		v, err := g.Statement(s.ID)
		if err != nil || v.ID != s.ID || v.Relation != s.Relation || len(v.Qualifiers) != len(s.Qualifiers) || len(v.Evidence) != len(s.References) {
			t.Fatalf("%s: %v %+v", s.ID, err, v)
		}
	}
	if _, err := g.Statement("s-aaaaaaaaaaaaaaaaaaaa"); KindOf(err) != NotFound {
		t.Errorf("unknown: %v", err)
	}
	if _, err := g.Statement("hangzhou"); KindOf(err) != Invalid {
		t.Errorf("malformed: %v", err)
	}
}

func TestSources(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	all, err := g.Sources(context.Background())
	if err != nil || len(all) != 1 || all[0].Statements != 3 || len(all[0].Sections) != 2 ||
		all[0].Sections[0] != (SectionView{ID: "1", Title: Text{"第一", "First"}, Heading: "一", Statements: 3}) || all[0].Sections[1].Statements != 0 {
		t.Errorf("%v %+v", err, all)
	}
	if _, err := g.Source(context.Background(), "hangzhou"); KindOf(err) != NotFound || !strings.Contains(err.Error(), "did you mean report?") {
		t.Errorf("no source: %v", err)
	}
}

func TestInduced(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	got, err := g.Induced(context.Background(), []string{"zone-a", "lab", "hangzhou", "lab", "ningbo"})
	if err != nil {
		t.Fatal(err)
	}
	var ids, edges []string
	for n := range got.Nodes() {
		ids = append(ids, n.ID)
	}
	for e := range got.Edges() {
		edges = append(edges, e.Source+">"+e.Target)
	}
	slices.Sort(edges)
	if fmt.Sprint(ids) != "[zone-a lab hangzhou ningbo]" || fmt.Sprint(edges) != "[lab>zone-a zone-a>hangzhou]" {
		t.Errorf("%v %v", ids, edges)
	}
	if fmt.Sprint(got.Parents()) != "map[zone-a:hangzhou]" {
		t.Errorf("parents %v", got.Parents())
	}
	_, err = g.Induced(context.Background(), []string{"lap", "hangzho", "lab"})
	if KindOf(err) != NotFound || len(err.(*Error).Issues) != 2 {
		t.Errorf("two unknown: %v", err)
	}
	_, err = g.Induced(context.Background(), []string{"lap", "lac", "lax", "lad", "laf", "lag"})
	if issues := err.(*Error).Issues; len(issues) != 6 || len(issues[3].Suggest) == 0 || len(issues[5].Suggest) != 0 {
		t.Errorf("near names beyond the first unknown ids, or not all ids named: %+v", issues)
	}
	if _, err := g.Induced(context.Background(), nil); KindOf(err) != Invalid {
		t.Errorf("none: %v", err)
	}
	hub := hubGraph(t, 5000)
	few, err := hub.Induced(context.Background(), []string{"hub", generatedID(3), generatedID(4999)})
	if _, n := few.Len(); err != nil || n != 2 {
		t.Errorf("%d edges of the hub, %v", n, err)
	}
	if _, err := g.Induced(context.Background(), []string{"zone-a", "old-lab"}); KindOf(err) != Moved || err.(*Error).To != "lab" {
		t.Errorf("a merged one: %v", err)
	}
	if _, err := g.Induced(context.Background(), []string{"old-lab", "nowhere"}); KindOf(err) != NotFound {
		t.Errorf("a merged one and one that is not there: %v", err)
	}
}

func TestParentsHaveNoCycle(t *testing.T) {
	s := slices.Concat(describe("a", "Zone", "a", "a"), describe("b", "Zone", "b", "b"), describe("c", "Zone", "c", "c"))
	for _, e := range []string{"ab", "ba", "cb", "aa"} {
		s = append(s, Statement{Subject: e[:1], Relation: "part-of", Object: EntityValue(e[1:])}.Identify())
	}
	whole := mustBuild(t, testOntology, s).Whole()
	parents := whole.Parents()
	for range 50 {
		if again := whole.Parents(); fmt.Sprint(again) != fmt.Sprint(parents) {
			t.Fatalf("%v, then %v", parents, again)
		}
	}
	for start := range parents {
		steps := 0
		for at, ok := start, true; ok; at, ok = parents[at] {
			if steps++; steps > 4 {
				t.Fatalf("%v has a cycle", parents)
			}
		}
	}
	if parents["c"] != "b" {
		t.Errorf("%v", parents)
	}
}

func TestPathsOfSmallGraph(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	got, err := g.Paths(context.Background(), PathQuery{From: "lab", To: "hangzhou"})
	if err != nil || len(got.Paths) != 1 {
		t.Fatalf("%v %+v", err, got)
	}
	p := got.Paths[0]
	if p.Sentence.En != "Zhijiang Laboratory supports Zone A; Zone A is part of Hangzhou." || p.Sentence.Zh != "之江实验室支持甲区；甲区属于杭州。" {
		t.Errorf("sentence %+v", p.Sentence)
	}
	back, _ := g.Paths(context.Background(), PathQuery{From: "hangzhou", To: "lab", Direction: In})
	if s := back.Paths[0].Sentence.En; s != "Hangzhou contains Zone A; Zone A is supported by Zhijiang Laboratory." {
		t.Errorf("backwards %q", s)
	}
	none, err := g.Paths(context.Background(), PathQuery{From: "lab", To: "ningbo"})
	if err != nil || none.Paths == nil || len(none.Paths) != 0 || !none.Meta.Complete {
		t.Errorf("no path: %v %+v", err, none)
	}
	self, err := g.Paths(context.Background(), PathQuery{From: "lab", To: "lab", Mode: KShortest})
	if err != nil || len(self.Paths) != 1 || self.Paths[0].Length != 0 || len(self.Paths[0].Nodes) != 1 {
		t.Errorf("to itself: %v %+v", err, self)
	}
	for _, c := range []struct {
		q    PathQuery
		kind ErrorKind
		text string
	}{
		{PathQuery{From: "lab", To: "hangzhuo"}, NotFound, "hangzhou"},
		{PathQuery{From: "old-lab", To: "hangzhou"}, Moved, "lab"},
		{PathQuery{From: "lab", To: "hangzhou", K: 201, MaxHops: 33}, Invalid, "k must be between 1 and 200, not 201; max_hops must be between 1 and 32, not 33"},
		{PathQuery{From: "lab", To: "hangzhou", Avoid: []string{"lab"}}, Invalid, "cannot be avoided"},
		{PathQuery{From: "lab", To: "hangzhou", Avoid: []string{"zone-b"}, Via: []string{"zone-b"}}, Invalid, "both to be passed and to be avoided"},
		{PathQuery{From: "lab", To: "hangzhou", Via: []string{"zone-c"}}, NotFound, "zone-"},
		{PathQuery{From: "lab", To: "hangzhou", Filter: Filter{Types: []string{"Lap"}}}, Invalid, "did you mean Lab?"},
	} {
		if _, err := g.Paths(context.Background(), c.q); KindOf(err) != c.kind || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%+v: %v", c.q, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Paths(ctx, PathQuery{From: "lab", To: "hangzhou"}); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

// TestBudget sees every search give up and say so when it runs out of work.
func TestBudget(t *testing.T) {
	g := mustBuild(t, generatedOntology, slices.Collect(func(yield func(Statement) bool) {
		for s := range (generated{entities: 3000, edges: 12000, seed: 3}).statements() {
			if !yield(s) {
				return
			}
		}
	}))
	defer func(n int) { maxWork = n }(maxWork)
	maxWork = 40
	stopped := func(name string, s *Subgraph, err error) {
		t.Helper()
		if err != nil || s.Meta.Complete || *s.Meta.StoppedBy != StoppedByBudget {
			t.Errorf("%s: %v %+v", name, err, s)
		}
	}
	for _, mode := range []PathMode{Shortest, AllShortest, KShortest, SimplePaths} {
		for _, cost := range []CostModel{HopCost, HubCost, ConfidenceCost} {
			s, err := g.Paths(context.Background(), PathQuery{From: generatedID(2000), To: generatedID(2500), Mode: mode, Cost: cost})
			stopped(mode.String()+" "+cost.String(), s, err)
		}
	}
	s, err := g.Paths(context.Background(), PathQuery{From: generatedID(2000), To: generatedID(2500), Via: []string{generatedID(7)}})
	stopped("via", s, err)
	s, err = g.Neighborhood(context.Background(), NeighborhoodQuery{ID: generatedID(0), Depth: 3})
	stopped("neighborhood", s, err)
}
