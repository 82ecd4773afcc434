package edit_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

// open keeps the embedded packs in a store in memory.
func open(t testing.TB) (*graph.Live, *edit.Writer) {
	t.Helper()
	live := openIn(t, "memory")
	return live, edit.NewWriter(live)
}

// openIn keeps the embedded packs in a store.
func openIn(t testing.TB, dsn string) *graph.Live {
	t.Helper()
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), dsn)
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
	return live
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
