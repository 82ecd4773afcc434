package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBuildKeepsEveryStatement reads back exactly what went in, whatever the
// order, and the version depends on the set alone.
func TestBuildKeepsEveryStatement(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	statements := append(randomStatements(r, 20, 60), smallStatements()...)
	want := map[string]string{}
	for _, s := range statements {
		want[s.ID] = fmt.Sprintf("%#v", s.Identify())
	}
	g := mustBuild(t, testOntology, append(statements, statements[:10]...))
	got := map[string]string{}
	last := ""
	for s := range g.AllStatements() {
		if s.ID <= last {
			t.Fatalf("%s after %s", s.ID, last)
		}
		last = s.ID
		got[s.ID] = fmt.Sprintf("%#v", s)
	}
	for id, w := range want {
		if got[id] != w {
			t.Errorf("got  %s\nwant %s", got[id], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d statements, want %d", len(got), len(want))
	}
	r.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
	if again := mustBuild(t, testOntology, statements); again.Version() != g.Version() {
		t.Error("the version depends on the order")
	}
	if less := mustBuild(t, testOntology, smallStatements()); less.Version() == g.Version() {
		t.Error("the version does not depend on the content")
	}
}

func TestBuildRefuses(t *testing.T) {
	add := func(s Statement) []Statement { return append(smallStatements(), s.Identify()) }
	for _, c := range []struct {
		statements []Statement
		text       string
	}{
		{add(Statement{Subject: "lab", Relation: "supports", Object: EntityValue("zone-c")}), "zone-c is mentioned but has no type"},
		{add(Statement{Subject: "lab", Relation: RelType, Object: StringValue("City")}), "lab has two type statements"},
		{add(Statement{Subject: "x", Relation: RelType, Object: StringValue("Citty")}), "did you mean City?"},
		{add(Statement{Subject: "lab", Relation: "suports", Object: EntityValue("zone-a")}), "did you mean supports?"},
		{add(Statement{Subject: "lab", Relation: "hangzhou", Object: IntegerValue(1)}), "neither a relation of the ontology nor an indicator"},
		{add(Statement{Subject: "lab", Relation: RelName, Object: LangValue("Other", "en")}), "two name statements in en"},
		{add(Statement{Subject: "lab", Relation: RelName, Object: LangValue("Labor", "de")}), `must be in zh or en, not "de"`},
		{add(Statement{Subject: "lab", Relation: RelAlias, Object: IntegerValue(3)}), "must be text"},
		{add(Statement{Subject: "zone-a", Relation: RelFormerID, Object: StringValue("ningbo")}), "also in use"},
		{append(smallStatements(), Statement{ID: "s-nonsense", Subject: "lab", Relation: "supports", Object: EntityValue("zone-a")}), "not a statement's id"},
	} {
		if _, err := Build(testOntology, sequence(c.statements)); KindOf(err) != Invalid || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%v, want %q", err, c.text)
		}
	}
	broken := errors.New("disk on fire")
	if _, err := Build(testOntology, func(yield func(Statement, error) bool) {
		_ = yield(smallStatements()[0], nil) && yield(Statement{}, broken)
	}); err != broken {
		t.Errorf("the stream's error became %v", err)
	}
}

func TestStatementValidate(t *testing.T) {
	good := Statement{Subject: "a", Relation: "supports", Object: EntityValue("b"), References: evidence}
	for _, c := range []struct {
		change func(*Statement)
		text   string
	}{
		{func(*Statement) {}, ""},
		{func(s *Statement) { s.Object = StringValue("") }, ""},
		{func(s *Statement) { s.Object = TimeValue(time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)) }, ""},
		{func(s *Statement) { s.Subject = "A" }, "is not a slug"},
		{func(s *Statement) { s.Subject = "s-aaaaaaaaaaaaaaaaaaaa" }, "is not a slug"},
		{func(s *Statement) { s.Subject = strings.Repeat("a", 129) }, "is not a slug"},
		{func(s *Statement) { s.Relation = "" }, "is not the id of a relation"},
		{func(s *Statement) { s.Object = Value{} }, "is not a slug"},
		{func(s *Statement) { s.Object = StringValue("a\x00b") }, "NUL"},
		{func(s *Statement) { s.Object = StringValue("a\xffb") }, "not valid UTF-8"},
		{func(s *Statement) { s.Object = DecimalValue(math.NaN()) }, "must be finite"},
		{func(s *Statement) { s.Object = DecimalValue(math.Inf(1)) }, "must be finite"},
		{func(s *Statement) { s.Qualifiers = []Qualifier{{"B ad", IntegerValue(1)}} }, "not the name of a qualifier"},
		{func(s *Statement) { s.Qualifiers = []Qualifier{{"unit", StringValue("\x00")}} }, "qualifiers.unit"},
		{func(s *Statement) { s.References = []Reference{{Source: "r", Section: "1"}} }, "at least one term"},
		{func(s *Statement) { s.References = []Reference{{Source: "r", Terms: []string{"x"}}} }, "needs a section"},
		{func(s *Statement) { s.References = []Reference{{Section: "1", Terms: []string{"x"}}} }, "slug of a source"},
		{func(s *Statement) { s.Status = 9 }, "unknown status"},
		{func(s *Statement) { s.Basis = 2 }, "unknown basis"},
	} {
		s := good
		c.change(&s)
		err := s.Identify().Validate()
		if c.text == "" {
			if err != nil {
				t.Errorf("%+v: %v", s, err)
			}
		} else if KindOf(err) != Invalid || !strings.Contains(err.Error()+err.(*Error).Issues[0].Param, c.text) {
			t.Errorf("%+v: %v, want %q", s, err, c.text)
		}
	}
	s := good.Identify()
	s.Status = Planned
	if err := s.Validate(); err == nil || !strings.Contains(err.Error(), "does not match the content") {
		t.Errorf("changed after Identify: %v", err)
	}
}

// TestIdentity: the id depends on each part of the content, not on the order of
// qualifiers and references.
func TestIdentity(t *testing.T) {
	base := Statement{Subject: "a", Relation: "supports", Object: StringValue("b"),
		Qualifiers: []Qualifier{{"x", IntegerValue(1)}, {"y", IntegerValue(2)}},
		References: []Reference{{"r", "1", []string{"t", "u"}}, {"r", "2", []string{"v"}}}}
	seen := map[string]int{base.Identify().ID: 0}
	for i, change := range []func(*Statement){
		func(s *Statement) { s.Subject = "b" }, func(s *Statement) { s.Relation = "near" },
		func(s *Statement) { s.Object = EntityValue("b") }, func(s *Statement) { s.Object = LangValue("b", "en") },
		func(s *Statement) { s.Object = IntegerValue(1) }, func(s *Statement) { s.Object = DecimalValue(1) },
		func(s *Statement) { s.Object = BooleanValue(true) }, func(s *Statement) { s.Status = Planned },
		func(s *Statement) { s.Basis = Inferred }, func(s *Statement) { s.Qualifiers = s.Qualifiers[:1] },
		func(s *Statement) { s.References = s.References[:1] },
		func(s *Statement) { s.References = []Reference{{"r", "1", []string{"u", "t"}}, s.References[1]} },
		func(s *Statement) { s.References = []Reference{{"r", "1", []string{"tu"}}, s.References[1]} },
	} {
		s := base
		change(&s)
		id := s.Identify().ID
		if !ValidStatementID(id) {
			t.Errorf("%s is not of the form of an id", id)
		}
		if j, ok := seen[id]; ok {
			t.Errorf("changes %d and %d have the same id", i+1, j)
		}
		seen[id] = i + 1
	}
	turned := base
	turned.Qualifiers = []Qualifier{base.Qualifiers[1], base.Qualifiers[0], base.Qualifiers[1]}
	turned.References = []Reference{base.References[1], base.References[0], base.References[0]}
	if turned.Identify().ID != base.Identify().ID {
		t.Error("the id depends on order or repetition")
	}
	if DecimalValue(math.Copysign(0, -1)) != DecimalValue(0) {
		t.Error("negative zero is another value")
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"hangzhuo", "[hangzhou]"}, {"Hang Zhou", "[hangzhou]"}, {"ningpo", "[ningbo]"}, {"shen", "[shenzhen]"}, {"zzz", "[]"}, {"", "[]"},
		{strings.Repeat("x", 500), "[]"},
	} {
		if got := fmt.Sprint(Nearest(c.name, []string{"hangzhou", "ningbo", "shenzhen", "hangzhou"}, 3)); got != c.want {
			t.Errorf("%q: %s, want %s", c.name, got, c.want)
		}
	}
}

// brokenStore refuses every change.
type brokenStore struct{ statements []Statement }

func (s brokenStore) Statements(context.Context) iter.Seq2[Statement, error] {
	return sequence(s.statements)
}
func (s brokenStore) Apply(context.Context, Delta) error { return errors.New("disk full") }
func (s brokenStore) Close() error                       { return nil }

func TestLive(t *testing.T) {
	ctx := context.Background()
	fresh := Statement{Subject: "ningbo", Relation: "near", Object: EntityValue("hangzhou")}.Identify()
	live, err := Open(ctx, testOntology, brokenStore{smallStatements()})
	if err != nil {
		t.Fatal(err)
	}
	before := live.Current()
	if _, err := live.Apply(ctx, Delta{Add: []Statement{fresh}}); err == nil || live.Current() != before {
		t.Errorf("the graph changed although the store did not: %v", err)
	}
	if _, err := live.Apply(ctx, Delta{Add: []Statement{{Subject: "?"}}}); KindOf(err) != Invalid {
		t.Errorf("an invalid statement: %v", err)
	}
	if _, err := live.Apply(ctx, Delta{Remove: []string{smallStatements()[0].ID}}); KindOf(err) != Invalid {
		t.Errorf("a change that leaves an entity without a type: %v", err)
	}
	if g, err := live.Apply(ctx, Delta{Add: smallStatements()[:3]}); err != nil || g != before {
		t.Errorf("adding what is there: %v", err)
	}
	if _, err := NewLive(before).Apply(ctx, Delta{}); KindOf(err) != Unavailable {
		t.Errorf("read-only: %v", err)
	}
}

// TestMemory holds the heap to 150 bytes per statement beyond names.
func TestMemory(t *testing.T) {
	spec := generated{entities: 100_000, edges: 1_000_000, seed: 1}
	if testing.Short() {
		spec = generated{entities: 10_000, edges: 100_000, seed: 1}
	}
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	g, err := Build(generatedOntology, spec.statements())
	if err != nil {
		t.Fatal(err)
	}
	used := heap() - before
	names := uint64(0)
	for i := range g.entities() {
		names += uint64(len(g.id(uint32(i))) + len(g.name(uint32(i)).Zh) + len(g.name(uint32(i)).En))
	}
	per := float64(used-names) / float64(g.Stats().Statements)
	t.Logf("%d entities, %d statements (%d edges): %.1f MB, %.1f bytes per statement beyond names", g.Stats().Entities, g.Stats().Statements, g.Stats().Edges, float64(used)/1e6, per)
	if per > 150 {
		t.Errorf("%.1f bytes per statement", per)
	}
	runtime.KeepAlive(g)
}

func TestGeneratorIsFixed(t *testing.T) {
	first := slices.Collect(func(yield func(string) bool) {
		for s := range (generated{entities: 50, edges: 100, seed: 1}).statements() {
			if !yield(s.ID) {
				return
			}
		}
	})
	second := 0
	for s := range (generated{entities: 50, edges: 100, seed: 1}).statements() {
		if s.ID != first[second] {
			t.Fatal("the generator is not fixed by its seed")
		}
		second++
	}
}
