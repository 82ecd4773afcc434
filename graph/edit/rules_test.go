package edit_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/graph/store"
)

func TestRules(t *testing.T) {
	live, w := open(t)
	before := live.Current()
	find := func(match func(graph.Statement) bool) string {
		for s := range before.AllStatements() {
			if match(s) {
				return s.ID
			}
		}
		t.Fatal("there is no such statement")
		return ""
	}
	typeOfHangzhou := find(func(s graph.Statement) bool { return s.Subject == "hangzhou" && s.Relation == graph.RelType })
	observed := func(change func(*graph.Statement)) graph.Statement {
		s := graph.Statement{Subject: "hangzhou", Relation: "state-key-laboratories", Object: graph.IntegerValue(15), References: cited, Qualifiers: []graph.Qualifier{
			{Name: "kind", Value: graph.StringValue("absolute")}, {Name: "operator", Value: graph.StringValue("=")},
			{Name: "unit", Value: graph.StringValue("laboratories")}, {Name: "printed", Value: graph.StringValue("试验室")}}}
		change(&s)
		return s
	}
	without := func(name string) graph.Statement {
		return observed(func(s *graph.Statement) {
			for i, q := range s.Qualifiers {
				if q.Name == name {
					s.Qualifiers = append(s.Qualifiers[:i:i], s.Qualifiers[i+1:]...)
					return
				}
			}
		})
	}
	uncited := edge("zhijiang-lab", "located-in", "hangzhou")
	uncited.References = nil
	for _, c := range []struct {
		name string
		add  []graph.Statement
		drop []string
		at   string // of the first mistake
		says string
	}{
		{"unknown subject", []graph.Statement{edge("zhijiang-labb", "located-in", "hangzhou")}, nil, "/0/subject", "did you mean zhijiang-lab"},
		{"unknown object", []graph.Statement{edge("zhijiang-lab", "located-in", "hangzhuo")}, nil, "/0/object", "did you mean hangzhou"},
		{"unknown relation", []graph.Statement{edge("zhijiang-lab", "located-inn", "hangzhou")}, nil, "/0/relation", "did you mean located-in"},
		{"domain", []graph.Statement{edge("hangzhou", "addresses", "few-universities")}, nil, "/0/subject", "of type Measure"},
		{"range", []graph.Statement{edge("zhijiang-lab", "located-in", "few-universities")}, nil, "/0/object", "is of type Problem"},
		{"value for an entity", []graph.Statement{text("zhijiang-lab", "located-in", "x", "")}, nil, "/0/object", "is an entity"},
		{"entity for a value", []graph.Statement{edge("hangzhou", graph.RelAlias, "zhijiang")}, nil, "/0/object", "is text"},
		{"unknown type", append(lab("new-lab")[1:], text("new-lab", graph.RelType, "Laboratorie", "")), nil, "/1/object", "did you mean Laboratory"},
		{"abstract type", append(lab("new-lab")[1:], text("new-lab", graph.RelType, "Thing", "")), nil, "/1/object", "abstract"},
		{"two types", []graph.Statement{text("hangzhou", graph.RelType, "Laboratory", "")}, nil, "/0", "another type already"},
		{"two names", []graph.Statement{text("hangzhou", graph.RelName, "杭", "zh")}, nil, "/0", "another name in zh"},
		{"language of a name", []graph.Statement{text("hangzhou", graph.RelName, "Hang", "fr")}, nil, "/0/object", "zh or en"},
		{"no name", lab("new-lab")[:1], nil, "/0", "no name"},
		{"empty alias", []graph.Statement{text("hangzhou", graph.RelAlias, " ", "")}, nil, "/0/object", "must not be empty"},
		{"former id in use", []graph.Statement{text("hangzhou", graph.RelFormerID, "zhejiang", "")}, nil, "/0/object", "entity of its own"},
		{"no reference", []graph.Statement{uncited}, nil, "/0/references", "needs a reference"},
		{"unknown source", []graph.Statement{{Subject: "zhijiang-lab", Relation: "located-in", Object: graph.EntityValue("hangzhou"), References: []graph.Reference{{Source: "hangzhou-rapport", Section: "1", Terms: []string{"x"}}}}}, nil, "/0/references/0/source", "did you mean hangzhou-report"},
		{"no source", []graph.Statement{{Subject: "zhijiang-lab", Relation: "located-in", Object: graph.EntityValue("hangzhou"), References: []graph.Reference{{Source: "hangzhou", Section: "1", Terms: []string{"x"}}}}}, nil, "/0/references/0/source", "is no source"},
		{"unknown section", []graph.Statement{{Subject: "zhijiang-lab", Relation: "located-in", Object: graph.EntityValue("hangzhou"), References: []graph.Reference{{Source: "hangzhou-report", Section: "9.9", Terms: []string{"x"}}}}}, nil, "/0/references/0/section", "no section"},
		{"unknown qualifier", []graph.Statement{{Subject: "zhijiang-lab", Relation: "located-in", Object: graph.EntityValue("hangzhou"), References: cited, Qualifiers: []graph.Qualifier{{Name: "ordr", Value: graph.IntegerValue(1)}}}}, nil, "/0/qualifiers/0/name", "did you mean order"},
		{"kind of a qualifier", []graph.Statement{{Subject: "zhijiang-lab", Relation: "located-in", Object: graph.EntityValue("hangzhou"), References: cited, Qualifiers: []graph.Qualifier{{Name: "order", Value: graph.StringValue("1")}}}}, nil, "/0/qualifiers/0/value", "kind integer"},
		{"qualifier twice", []graph.Statement{{Subject: "zhijiang-lab", Relation: "located-in", Object: graph.EntityValue("hangzhou"), References: cited, Qualifiers: []graph.Qualifier{{Name: "order", Value: graph.IntegerValue(1)}, {Name: "order", Value: graph.IntegerValue(2)}}}}, nil, "/0/qualifiers/1/name", "once only"},
		{"a cycle", []graph.Statement{edge("one-axis-two-zones-three-centers", "part-of", "chengxi-corridor")}, nil, "/0", "come round"},
		{"symmetric", []graph.Statement{edge("hefei", "compared-with", "hangzhou")}, nil, "/0", "the other way round"},
		{"one of", []graph.Statement{observed(func(s *graph.Statement) {
			s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: "period-point", Value: graph.StringValue("middle")})
		})}, nil, "/0/qualifiers/2/value", "one of start, end"},
		{"turned text", []graph.Statement{text("hangzhou", graph.RelAlias, "a\u202eb", "")}, nil, "/0", "U+202E"},
		{"NUL", []graph.Statement{text("hangzhou", graph.RelAlias, "a\x00b", "")}, nil, "/0/object", "NUL"},
		{"slug", []graph.Statement{edge("Zhijiang Lab", "located-in", "hangzhou")}, nil, "/0/subject", "not a slug"},
		{"still mentioned", nil, []string{typeOfHangzhou}, "/remove/0", "cannot go while statements mention it"},
		{"observation without kind", []graph.Statement{without("kind")}, nil, "/0/qualifiers", "needs the qualifier kind"},
		{"observation without unit", []graph.Statement{without("unit")}, nil, "/0/qualifiers", "needs the qualifier unit"},
		{"observation without printed", []graph.Statement{without("printed")}, nil, "/0/qualifiers", "needs the qualifier printed"},
		{"observation with text", []graph.Statement{observed(func(s *graph.Statement) { s.Object = graph.StringValue("many") })}, nil, "/0/object", "is a number"},
		{"unit", []graph.Statement{observed(func(s *graph.Statement) { s.Qualifiers[2].Value = graph.StringValue("laboratoriez") })}, nil, "/0/qualifiers/3/value", "did you mean laboratories"},
		{"printed elsewhere", []graph.Statement{observed(func(s *graph.Statement) { s.Qualifiers[3].Value = graph.StringValue("15家") })}, nil, "/0/qualifiers", "does not stand in the terms"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.Propose(t.Context(), asking(c.add, c.drop...))
			var e *graph.Error
			if !errors.As(err, &e) || e.Kind != graph.Invalid {
				t.Fatalf("%v", err)
			}
			if got := e.Issues[0]; got.Param != c.at || !strings.Contains(got.Text(), c.says) {
				t.Errorf("at %s: %s", got.Param, got.Text())
			}
		})
	}
	if live.Current() != before {
		t.Error("something was changed")
	}
	all := asking([]graph.Statement{edge("nobody", "located-in", "hangzhou"), edge("zhijiang-lab", "nothing", "hangzhou"), uncited}, find(func(s graph.Statement) bool { return s.Subject == "guangzhou" && s.Relation == graph.RelType }))
	var e *graph.Error
	if _, err := w.Propose(t.Context(), all); !errors.As(err, &e) || len(e.Issues) != 4 {
		t.Errorf("not every mistake was told: %v", err)
	}
	fine := append(lab("new-lab"), edge("new-lab", "located-in", "hangzhou"), observed(func(*graph.Statement) {}))
	out, err := w.Propose(t.Context(), asking(fine))
	if err != nil || out.Set.Number != 2 || len(out.Set.Add) != 4 || !out.Graph.Has("new-lab") || live.Current() != out.Graph {
		t.Errorf("%+v, %v", out.Set, err)
	}
}

// TestRulesKnowThePacks: what the packs say is what the rules allow.
func TestRulesKnowThePacks(t *testing.T) {
	full, _ := open(t)
	var all []graph.Statement
	for s := range full.Current().AllStatements() {
		all = append(all, s)
	}
	s, err := store.Open(t.Context(), "memory")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	empty, err := graph.Open(t.Context(), full.Current().Ontology(), s)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := edit.NewWriter(empty).Propose(t.Context(), asking(all)); err != nil || out.Graph.Version() != full.Current().Version() {
		t.Errorf("%v", err)
	}
}

// TestRulesReadTheSource: where the text is attached, terms must stand together in
// one sentence of the section.
func TestRulesReadTheSource(t *testing.T) {
	full, _ := open(t)
	doc, err := graph.NewDocument(graph.DocumentSpec{Source: "hangzhou-report", File: "x.txt", Sections: []graph.DocumentSection{{ID: "1.1", Heading: "一、甲"}}}, "一、甲\n之江试验室在此。别处另有一句。")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "memory")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var all []graph.Statement
	for st := range full.Current().AllStatements() {
		all = append(all, st)
	}
	if err := s.Apply(t.Context(), graph.Delta{Add: all}); err != nil {
		t.Fatal(err)
	}
	live, err := graph.Open(t.Context(), full.Current().Ontology(), s, doc)
	if err != nil {
		t.Fatal(err)
	}
	w := edit.NewWriter(live)
	alias := func(terms ...string) []graph.Statement {
		st := text("hangzhou", graph.RelAlias, "alias "+strings.Join(terms, " "), "")
		st.References = []graph.Reference{{Source: "hangzhou-report", Section: "1.1", Terms: terms}}
		return []graph.Statement{st}
	}
	var e *graph.Error
	if _, err := w.Propose(t.Context(), asking(alias("之江试验室", "另有"))); !errors.As(err, &e) || e.Issues[0].Param != "/0/references/0/terms" {
		t.Errorf("terms of two sentences: %v", err)
	}
	if _, err := w.Propose(t.Context(), asking(alias("之江试验室", "在此"))); err != nil {
		t.Errorf("terms of one sentence: %v", err)
	}
}

// TestRefusedLeavesNoTrace: what a refused proposal put into the draft is not there
// for those that are committed with it.
func TestRefusedLeavesNoTrace(t *testing.T) {
	live, w := open(t)
	held, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		p := asking(lab("lab-first"))
		first := p.Edit
		p.Edit = func(d *edit.Draft) (*edit.Edit, error) { close(held); <-release; return first(d) }
		if _, err := w.Propose(t.Context(), p); err != nil {
			t.Error(err)
		}
	})
	<-held
	wg.Go(func() {
		bad := append(lab("lab-x"), edge("lab-x", "no-such", "hangzhou"))
		if _, err := w.Propose(t.Context(), asking(bad)); graph.KindOf(err) != graph.Invalid {
			t.Errorf("%v", err)
		}
	})
	time.Sleep(50 * time.Millisecond) // the bad one waits in front
	wg.Go(func() {
		p := edit.Proposal{Edit: func(d *edit.Draft) (*edit.Edit, error) {
			return edit.Create(d, edit.Entity{ID: "lab-x", Type: "Centre", Name: graph.Text{Zh: "中心"}, References: cited})
		}}
		if _, err := w.Propose(t.Context(), p); graph.KindOf(err) != graph.Invalid { // Centre is no type, which is all that is wrong
			t.Errorf("%v", err)
		}
		p.Edit = func(d *edit.Draft) (*edit.Edit, error) {
			return edit.Create(d, edit.Entity{ID: "lab-x", Type: "Center", Name: graph.Text{Zh: "中心"}, References: cited})
		}
		if _, err := w.Propose(t.Context(), p); err != nil {
			t.Errorf("%v", err)
		}
	})
	time.Sleep(50 * time.Millisecond)
	close(release)
	wg.Wait()
	if v, err := live.Current().Entity(t.Context(), graph.EntityQuery{ID: "lab-x"}); err != nil || v.Type != "Center" || v.Degree != 0 {
		t.Errorf("%+v, %v", v, err)
	}
}
