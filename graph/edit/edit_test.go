package edit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

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
