package edit_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

// open keeps the embedded packs in a store in memory.
func open(t testing.TB) (*graph.Live, *edit.Writer) {
	t.Helper()
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "memory")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Apply(t.Context(), graph.Delta{Add: bundle.Statements}); err != nil {
		t.Fatal(err)
	}
	live, err := graph.Open(t.Context(), bundle.Ontology, s)
	if err != nil {
		t.Fatal(err)
	}
	return live, edit.NewWriter(live)
}

// cited is a reference that the rules accept.
var cited = []graph.Reference{{Source: "hangzhou-report", Section: "1.1", Terms: []string{"之江试验室"}}}

func edge(subject, relation, object string) graph.Statement {
	return graph.Statement{Subject: subject, Relation: relation, Object: graph.EntityValue(object), References: cited}
}

func text(subject, relation, object, lang string) graph.Statement {
	return graph.Statement{Subject: subject, Relation: relation, Object: graph.LangValue(object, lang), References: cited}
}

// lab is a new entity.
func lab(id string) []graph.Statement {
	return []graph.Statement{text(id, graph.RelType, "Laboratory", ""), text(id, graph.RelName, "新实验室"+id, "zh")}
}

// asking adds statements at /0, /1, … and removes ids at /remove/0, ….
func asking(add []graph.Statement, remove ...string) edit.Proposal {
	return edit.Proposal{Edit: func(*edit.Draft) (*edit.Edit, error) {
		e := &edit.Edit{}
		for i, s := range add {
			e.Put(fmt.Sprintf("/%d", i), s)
		}
		for i, id := range remove {
			e.Drop(fmt.Sprintf("/remove/%d", i), id)
		}
		return e, nil
	}}
}

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

func TestIdempotency(t *testing.T) {
	live, w := open(t)
	ask := func(author, key, fingerprint string, statements []graph.Statement) (edit.Outcome, error) {
		p := asking(statements)
		p.Author, p.Idempotency, p.Fingerprint = author, key, fingerprint
		return w.Propose(t.Context(), p)
	}
	first, err := ask("ann", "k1", "f1", lab("lab-a"))
	if err != nil || first.Replay {
		t.Fatal(err)
	}
	if again, err := ask("ann", "k1", "f1", lab("lab-a")); err != nil || !again.Replay || again.Set.Number != first.Set.Number {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := ask("ann", "k1", "f2", lab("lab-b")); graph.KindOf(err) != graph.Conflict {
		t.Errorf("another request under the same key: %v", err)
	}
	if other, err := ask("bob", "k1", "f2", lab("lab-b")); err != nil || other.Replay {
		t.Errorf("another author: %v", err)
	}
	// The same request many times at once is done once.
	var wg sync.WaitGroup
	replays := make(chan bool, 8)
	for range 8 {
		wg.Go(func() {
			out, err := ask("ann", "k2", "f3", lab("lab-c"))
			if err != nil {
				t.Error(err)
			}
			replays <- out.Replay
		})
	}
	wg.Wait()
	close(replays)
	fresh := 0
	for r := range replays {
		if !r {
			fresh++
		}
	}
	if fresh != 1 || live.Current().Change() != 4 {
		t.Errorf("it was done %d times; the graph holds change set %d", fresh, live.Current().Change())
	}
}

// TestManyWriters: what many ask for at once is all done, in some order, each once.
func TestManyWriters(t *testing.T) {
	live, w := open(t)
	const writers, each = 8, 12
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			for j := range each {
				id := fmt.Sprintf("lab-%d-%d", i, j)
				out, err := w.Propose(t.Context(), asking(append(lab(id), edge(id, "located-in", "hangzhou"))))
				if err != nil {
					t.Errorf("%s: %v", id, err)
					return
				}
				if !out.Graph.Has(id) || !live.Current().Has(id) || live.Current().Change() < out.Set.Number {
					t.Errorf("%s was acknowledged and is not there", id)
				}
				if _, err := w.Propose(t.Context(), asking([]graph.Statement{edge(id, "no-such", "hangzhou")})); graph.KindOf(err) != graph.Invalid {
					t.Errorf("a mistake among others: %v", err)
				}
			}
		})
	}
	wg.Wait()
	if got := live.Current().Change(); got != writers*each+1 {
		t.Errorf("there are %d change sets", got)
	}
	var n uint64
	for c, err := range live.Journal().Changes(t.Context(), 0) {
		if n++; err != nil || c.Number != n {
			t.Fatalf("set %d: %+v, %v", n, c, err)
		}
	}
}

func TestGivingUp(t *testing.T) {
	live, w := open(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Propose(ended, asking(lab("lab-a"))); !errors.Is(err, context.Canceled) || live.Current().Has("lab-a") {
		t.Errorf("%v", err)
	}
	if _, err := edit.NewWriter(graph.NewLive(live.Current())).Propose(t.Context(), asking(lab("lab-a"))); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("a graph without a store: %v", err)
	}
}

func TestAsOf(t *testing.T) {
	live, w := open(t)
	versions := map[uint64]string{1: live.Current().Version()}
	for i := range 12 {
		add, drop := lab(fmt.Sprintf("lab-%d", i)), []string(nil)
		if i%3 == 2 { // and the one before goes
			for s := range live.Current().About(fmt.Sprintf("lab-%d", i-1)) {
				drop = append(drop, s.ID)
			}
		}
		out, err := w.Propose(t.Context(), asking(add, drop...))
		if err != nil {
			t.Fatal(err)
		}
		versions[out.Set.Number] = out.Graph.Version()
	}
	for n, want := range versions {
		g, err := live.AsOf(t.Context(), n)
		if err != nil || g.Version() != want || g.Change() != n {
			t.Errorf("as of %d: %v", n, err)
		}
		if again, err := live.AsOf(t.Context(), n); err != nil || again != g {
			t.Errorf("as of %d again is another graph: %v", n, err)
		}
	}
	if g, err := live.AsOf(t.Context(), 0); err != nil || g.Stats().Entities != 0 {
		t.Errorf("before the first change: %v", err)
	}
	if _, err := live.AsOf(t.Context(), 99); graph.KindOf(err) != graph.Invalid {
		t.Errorf("in the future: %v", err)
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

// TestReplacePack: afterwards the graph says of the source what the pack says, and
// everything else as before.
func TestReplacePack(t *testing.T) {
	live, w := open(t)
	second := []graph.Reference{{Source: "second-source", Section: "a", Terms: []string{"x"}}}
	cite := func(s graph.Statement, refs ...graph.Reference) graph.Statement {
		s.References = refs
		return s.Identify()
	}
	section := text("second-source", graph.RelSection, "a", "")
	section.Basis, section.References = graph.Inferred, nil
	modelled := graph.Statement{Subject: "second-indicator", Relation: "better", Object: graph.StringValue("higher"), Basis: graph.Inferred}.Identify()
	base := []graph.Statement{
		cite(text("second-source", graph.RelType, "Report", ""), second...), cite(text("second-source", graph.RelName, "二", "zh"), second...), section.Identify(),
		cite(text("second-lab", graph.RelType, "Laboratory", ""), second...), cite(text("second-lab", graph.RelName, "二室", "zh"), second...),
		cite(edge("second-lab", "located-in", "hangzhou"), second...), cite(edge("second-lab", "located-in", "hangzhou"), append(second, cited...)...),
		cite(text("second-indicator", graph.RelType, "Indicator", ""), second...), cite(text("second-indicator", graph.RelName, "指标", "zh"), second...), modelled,
	}
	put := func(statements []graph.Statement) (*graph.ChangeSet, error) {
		out, err := w.Propose(t.Context(), edit.Proposal{Edit: func(d *edit.Draft) (*edit.Edit, error) { return edit.ReplacePack(d, "second-source", statements), nil }})
		return out.Set, err
	}
	before := live.Current().Version()
	first, err := put(base)
	if err != nil || len(first.Add) != len(base) || len(first.Remove) != 0 {
		t.Fatalf("%+v, %v", first, err)
	}
	if again, err := put(base); err != nil || !again.Empty() {
		t.Errorf("the same pack again: %+v, %v", again, err)
	}
	// Without the indicator: what models it goes with it. What another source says too stays.
	less, err := put(base[:6])
	if err != nil || len(less.Add) != 0 || len(less.Remove) != 3 {
		t.Errorf("%+v, %v", less, err)
	}
	if _, ok := live.Current().Plain(base[6].ID); !ok {
		t.Error("what another source says too was retracted")
	}
	if _, err := put(nil); graph.KindOf(err) != graph.Invalid { // the other source still speaks of the laboratory
		t.Errorf("%v", err)
	}
	if _, err := w.Propose(t.Context(), asking(nil, base[6].ID)); err != nil {
		t.Fatal(err)
	}
	if _, err := put(nil); err != nil || live.Current().Version() != before {
		t.Errorf("an empty pack leaves something: %v", err)
	}
}

// TestReplaceKeepsWhatIsSaid: names that stay keep their evidence, and a type that
// gets another status is another statement.
func TestReplaceKeepsWhatIsSaid(t *testing.T) {
	live, w := open(t)
	other := []graph.Reference{{Source: "hangzhou-report", Section: "1.1", Terms: []string{"国家试验室体系"}}}
	e, err := edit.EntityOf(edit.NewDraft(live.Current()), "zhijiang-lab")
	if err != nil {
		t.Fatal(err)
	}
	e.References, e.Status = other, graph.Planned
	e.Aliases = append(e.Aliases, "Another alias")
	out, err := w.Propose(t.Context(), edit.Proposal{Edit: func(d *edit.Draft) (*edit.Edit, error) { return edit.Replace(d, e) }})
	if err != nil {
		t.Fatal(err)
	}
	var added []string
	for _, s := range out.Set.Add {
		added = append(added, s.Relation)
	}
	slices.Sort(added)
	if fmt.Sprint(added) != "[alias type]" || len(out.Set.Remove) != 1 || out.Set.Remove[0].Relation != graph.RelType {
		t.Errorf("%v was added, %v removed", added, out.Set.Remove)
	}
}

// TestUndoIsRefused where later changes would be lost.
func TestUndoIsRefused(t *testing.T) {
	_, w := open(t)
	do := func(p edit.Proposal) *graph.ChangeSet {
		t.Helper()
		out, err := w.Propose(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return out.Set
	}
	undo := func(set *graph.ChangeSet) edit.Proposal {
		return edit.Proposal{Edit: func(d *edit.Draft) (*edit.Edit, error) { return edit.Undo(d, set) }}
	}
	made := do(asking(lab("lab-a")))
	removed := do(asking(nil, made.Add[0].ID, made.Add[1].ID))
	back := do(asking(lab("lab-a")))
	var e *graph.Error
	if _, err := w.Propose(t.Context(), undo(removed)); !errors.As(err, &e) || e.Kind != graph.Conflict || len(e.Issues) != 2 || !strings.Contains(e.Issues[0].Message, "is there again") {
		t.Errorf("%v", err)
	}
	do(undo(back))
	if _, err := w.Propose(t.Context(), undo(back)); !errors.As(err, &e) || e.Kind != graph.Conflict || !strings.Contains(e.Issues[0].Message, "since") {
		t.Errorf("%v", err)
	}
}

// together makes proposals wait for one another, so that they are committed as one
// batch, in their order.
func together(t *testing.T, w *edit.Writer, proposals ...edit.Proposal) (outcomes []edit.Outcome, errs []error) {
	t.Helper()
	held, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_, _ = w.Propose(t.Context(), edit.Proposal{Edit: func(*edit.Draft) (*edit.Edit, error) { close(held); <-release; return &edit.Edit{}, nil }})
	})
	<-held
	outcomes, errs = make([]edit.Outcome, len(proposals)), make([]error, len(proposals))
	for i, p := range proposals {
		wg.Go(func() { outcomes[i], errs[i] = w.Propose(t.Context(), p) })
		time.Sleep(30 * time.Millisecond)
	}
	close(release)
	wg.Wait()
	return outcomes, errs
}

// The same request twice in one batch is done once.
func TestSameRequestTwiceAtOnce(t *testing.T) {
	_, w := open(t)
	p := asking(lab("lab-a"))
	p.Author, p.Idempotency, p.Fingerprint = "ann", "k", "f"
	outs, errs := together(t, w, p, p, p)
	for i := range outs {
		if errs[i] != nil || outs[i].Replay != (i > 0) || outs[i].Set.Number != 2 {
			t.Errorf("%d: %+v, %v", i, outs[i], errs[i])
		}
	}
}

// What only the whole graph shows to be wrong costs nobody else's change.
func TestOneOfABatchBreaksTheGraph(t *testing.T) {
	live, w := open(t)
	claim := func(entity string) edit.Proposal {
		return asking([]graph.Statement{text(entity, graph.RelFormerID, "once-claimed", "")})
	}
	_, errs := together(t, w, claim("zhijiang-lab"), claim("hangzhou"), asking(lab("lab-a")))
	if errs[0] != nil || graph.KindOf(errs[1]) != graph.Invalid || errs[2] != nil || !live.Current().Has("lab-a") {
		t.Errorf("%v", errs)
	}
	if to, ok := live.Current().MovedTo("once-claimed"); !ok || to != "zhijiang-lab" {
		t.Errorf("it leads to %q", to)
	}
}

// What changes nothing is no change set, and leaves the graph as it is.
func TestNothingChanges(t *testing.T) {
	live, w := open(t)
	before := live.Current()
	var some []graph.Statement
	for s := range before.About("hangzhou") {
		some = append(some, s)
	}
	out, err := w.Propose(t.Context(), asking(some))
	if err != nil || !out.Set.Empty() || out.Set.Number != 1 || out.Graph != before || live.Current() != before {
		t.Errorf("%+v, %v", out, err)
	}
}
