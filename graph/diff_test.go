package graph

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// diffOntology adds an indicator's and a layout's types to frameOntology.
var diffOntology = NewOntology(append([]EntityType{{ID: "Gauge", Parent: "Matter", Role: RoleIndicator}, {ID: "Paper", Parent: "Matter", Role: RoleSource}},
	frameOntology.Types...), frameOntology.Relations, frameOntology.Qualifiers, nil)

// shortDiff lists a difference in short lines.
func shortDiff(d *Difference) []string {
	out := []string{}
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	view := func(v StatementView) string {
		return fmt.Sprintf("%s %s %s", v.Subject.ID, v.Relation, v.Object.value())
	}
	for _, e := range d.NewEntities {
		add("+%s%s", e.ID, e.MergedInto)
	}
	for _, e := range d.GoneEntities {
		add("-%s>%s", e.ID, e.MergedInto)
	}
	for _, c := range d.Renamed {
		add("name %s %s>%s", c.ID, c.Before.En, c.After.En)
	}
	for _, c := range d.Redescribed {
		add("description %s %s>%s", c.ID, c.Before.En, c.After.En)
	}
	for _, c := range d.Retyped {
		add("type %s %s>%s", c.ID, c.Before, c.After)
	}
	for _, v := range d.NewStatements {
		add("+[%s]", view(v))
	}
	for _, v := range d.GoneStatements {
		add("-[%s]", view(v))
	}
	for _, c := range d.Changed {
		add("~[%s] %s", view(c.Before), strings.Join(c.Aspects, ","))
	}
	for _, c := range d.ChangedValues {
		add("=[%s>%s] %s", view(c.Before), c.After.Object.value(), strings.Join(c.Aspects, ","))
	}
	for _, r := range d.Restructured {
		var x, y []string
		for _, e := range r.Before {
			x = append(x, e.ID)
		}
		for _, e := range r.After {
			y = append(y, e.ID)
		}
		add("^%s %v>%v %v", r.Entity.ID, x, y, r.Layouts)
	}
	return out
}

func TestDiff(t *testing.T) {
	base := append(frameStatements(), describeAll("Gauge", "gauge")...)
	base = append(base, describeAll("Paper", "paper")...)
	observe := func(value float64, kind, period string) Statement {
		return Statement{Subject: "town", Relation: "gauge", Object: DecimalValue(value),
			Qualifiers: []Qualifier{{QualKind, StringValue(kind)}, {"period-printed", StringValue(period)}}}.Identify()
	}
	with := func(s Statement, f func(*Statement)) Statement { f(&s); return s.Identify() }
	cover := link("scheme", "covers", "town", 0)
	parallel := with(cover, func(s *Statement) { s.Status = Planned })
	noted := with(parallel, func(s *Statement) { s.Qualifiers = []Qualifier{{"note", StringValue("n")}} })
	type name = struct {
		id, lang, text string
	}
	named := func(n name) Statement { return fact(n.id, RelName, LangValue(n.text, n.lang)) }
	for what, c := range map[string]struct {
		before, after []Statement // beside the base
		drop          []Statement // of the base, in the second graph
		want          []string
	}{
		"nothing":        {want: []string{}},
		"entity":         {after: describeAll("Piece", "new"), want: []string{"+new"}},
		"gone":           {before: describeAll("Piece", "old"), want: []string{"-old>"}},
		"merged":         {before: describeAll("Piece", "old"), after: []Statement{fact("red", RelFormerID, StringValue("old"))}, want: []string{"-old>red", "+[red former-id old]"}},
		"renamed":        {drop: []Statement{named(name{"red", "en", "Name red"})}, after: []Statement{named(name{"red", "en", "Scarlet"})}, want: []string{"name red Name red>Scarlet"}},
		"name lost":      {drop: []Statement{named(name{"red", "en", "Name red"})}, want: []string{"name red Name red>"}},
		"name's refs":    {drop: []Statement{named(name{"red", "en", "Name red"})}, after: []Statement{with(named(name{"red", "en", "Name red"}), func(s *Statement) { s.References = []Reference{{"paper", "1", []string{"x"}}} })}, want: []string{"~[red name Name red] references"}},
		"described":      {after: []Statement{fact("red", RelDescription, LangValue("d", "en"))}, want: []string{"description red >d"}},
		"retyped":        {drop: []Statement{fact("red", RelType, StringValue("Piece"))}, after: []Statement{with(fact("red", RelType, StringValue("Town")), func(s *Statement) { s.Status = Planned })}, want: []string{"type red Piece>Town", "~[red type Piece] status"}},
		"alias":          {after: []Statement{fact("red", RelAlias, StringValue("r"))}, want: []string{"+[red alias r]"}},
		"statement":      {after: []Statement{link("red", "ties", "blue", 0)}, want: []string{"+[red ties blue]"}},
		"status":         {drop: []Statement{cover}, after: []Statement{parallel}, want: []string{"~[scheme covers town] status"}},
		"everything":     {drop: []Statement{cover}, after: []Statement{with(noted, func(s *Statement) { s.Basis, s.References = Inferred, []Reference{{"paper", "1", []string{"x"}}} })}, want: []string{"~[scheme covers town] status,basis,qualifiers,references"}},
		"nearest":        {before: []Statement{parallel}, drop: []Statement{cover}, after: []Statement{noted}, want: []string{"-[scheme covers town]", "~[scheme covers town] qualifiers"}},
		"count":          {drop: []Statement{fact("scheme", "parts", IntegerValue(2))}, after: []Statement{fact("scheme", "parts", IntegerValue(3))}, want: []string{"+[scheme parts 3]", "-[scheme parts 2]"}},
		"value":          {before: []Statement{observe(4, "absolute", "2023"), observe(1, "rank", "2023")}, after: []Statement{observe(5, "absolute", "2023"), observe(1, "rank", "2023")}, want: []string{"=[town gauge 4>5] value"}},
		"value and unit": {before: []Statement{observe(4, "absolute", "2023")}, after: []Statement{with(observe(5, "absolute", "2023"), func(s *Statement) { s.Qualifiers = append(s.Qualifiers, Qualifier{QualUnit, StringValue("m")}) })}, want: []string{"=[town gauge 4>5] value,qualifiers"}},
		"other kind":     {before: []Statement{observe(4, "absolute", "2023")}, after: []Statement{observe(4, "floor", "2023")}, want: []string{"+[town gauge 4]", "-[town gauge 4]"}},
		"other period":   {before: []Statement{observe(4, "absolute", "2023")}, after: []Statement{observe(5, "absolute", "2024")}, want: []string{"+[town gauge 5]", "-[town gauge 4]"}},
		"value stays":    {before: []Statement{observe(4, "absolute", "2023")}, after: []Statement{with(observe(4, "absolute", "2023"), func(s *Statement) { s.Status = Planned })}, want: []string{"~[town gauge 4] status"}},
		"moved": {drop: []Statement{link("blue", "inside", "pair", 0)}, after: []Statement{link("blue", "inside", "other", 0)},
			want: []string{"+[blue inside other]", "-[blue inside pair]", "^blue [pair]>[other] [other scheme]"}},
		"moved to a new scheme": {drop: []Statement{link("blue", "inside", "pair", 0)}, after: append(describeAll("Scheme", "n1"), link("blue", "inside", "n1", 0)),
			want: []string{"+n1", "+[blue inside n1]", "-[blue inside pair]", "^blue [pair]>[n1] [n1 scheme]"}},
		"new member": {after: append(describeAll("Piece", "new"), link("new", "inside", "pair", 0)),
			want: []string{"+new", "+[new inside pair]", "^new []>[pair] [scheme]"}},
		"new scheme": {after: append(describeAll("Scheme", "n1"), append(describeAll("Piece", "n2"), link("n2", "inside", "n1", 0))...),
			want: []string{"+n1", "+n2", "+[n2 inside n1]"}},
		"containment by another relation": {drop: []Statement{link("blue", "inside", "pair", 0)}, after: []Statement{link("blue", "nested", "pair", 0)},
			want: []string{"+[blue nested pair]", "-[blue inside pair]"}},
	} {
		t.Run(what, func(t *testing.T) {
			a := slices.Concat(base, c.before)
			b := slices.DeleteFunc(slices.Concat(base, c.after), func(s Statement) bool {
				return slices.ContainsFunc(c.drop, func(d Statement) bool { return d.ID == s.ID })
			})
			if len(b) != len(base)+len(c.after)-len(c.drop) {
				t.Fatal("the case drops what is not there")
			}
			x, y := mustBuild(t, diffOntology, a), mustBuild(t, diffOntology, b)
			d := Diff(x, y)
			if got := shortDiff(d); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if d.Empty() != (len(c.want) == 0) {
				t.Error("Empty is wrong")
			}
			checkMirror(t, x, y)
			if text, _ := json.Marshal(d); strings.Contains(string(text), "null") {
				t.Errorf("an array is null: %s", text)
			}
		})
	}
}

func checkMirror(t *testing.T, a, b *Graph) {
	t.Helper()
	d, m := Diff(a, b), Diff(b, a)
	m.A, m.B = m.B, m.A
	m.NewEntities, m.GoneEntities = m.GoneEntities, m.NewEntities
	m.NewStatements, m.GoneStatements = m.GoneStatements, m.NewStatements
	for _, list := range [][]TextChange{m.Renamed, m.Redescribed} {
		for i := range list {
			list[i].Before, list[i].After = list[i].After, list[i].Before
		}
	}
	for i := range m.Retyped {
		r := &m.Retyped[i]
		r.Before, r.After, r.Name = r.After, r.Before, b.name(b.place(r.ID))
	}
	for _, list := range [][]ClaimChange{m.Changed, m.ChangedValues} {
		for i := range list {
			list[i].Before, list[i].After = list[i].After, list[i].Before
		}
		slices.SortFunc(list, func(x, y ClaimChange) int { return compareViews(x.Before, y.Before) })
	}
	for i := range m.Restructured {
		r := &m.Restructured[i]
		r.Before, r.After = r.After, r.Before
		if n, ok := b.lookup(r.Entity.ID); ok {
			r.Entity = b.ref(n)
		}
	}
	x, _ := json.Marshal(d)
	y, _ := json.Marshal(m)
	if string(x) != string(y) {
		t.Fatalf("not mirrored:\n%s\n%s", x, y)
	}
}

// TestDiffProperty compares random multigraphs: what is in one graph only is
// named exactly once.
func TestDiffProperty(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		nodes := 2 + r.IntN(8)
		all := randomStatements(r, nodes, r.IntN(60))
		part := func() []Statement {
			out := slices.Clone(all[:3*nodes])
			for _, s := range all[3*nodes:] {
				if r.IntN(3) > 0 {
					out = append(out, s)
				}
			}
			return out
		}
		sa, sb := part(), part()
		a, b := mustBuild(t, testOntology, sa), mustBuild(t, testOntology, sb)
		if d := Diff(a, a); !d.Empty() {
			t.Fatalf("seed %d: a graph differs from itself: %q", seed, shortDiff(d))
		}
		checkMirror(t, a, b)
		d := Diff(a, b)
		if d.Empty() != (a.Version() == b.Version()) {
			t.Fatalf("seed %d: Empty is %t", seed, d.Empty())
		}
		got := map[string]int{}
		for _, v := range d.GoneStatements {
			got["-"+v.ID]++
		}
		for _, v := range d.NewStatements {
			got["+"+v.ID]++
		}
		for _, c := range d.Changed {
			got["-"+c.Before.ID]++
			got["+"+c.After.ID]++
			if c.Before.Subject.ID != c.After.Subject.ID || c.Before.Relation != c.After.Relation || c.Before.Object.value() != c.After.Object.value() {
				t.Fatalf("seed %d: different claims are taken for each other: %+v", seed, c)
			}
		}
		want := map[string]int{}
		for _, side := range []struct {
			sign string
			s    []Statement
			not  *Graph
		}{{"-", sa, b}, {"+", sb, a}} {
			for _, s := range side.s {
				if _, ok := side.not.findStatement(s.ID); !ok {
					want[side.sign+s.ID] = 1
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("seed %d: got %v want %v", seed, got, want)
		}
		// No claim is both new and gone: such a pair would be a change.
		gone := map[string]bool{}
		for _, v := range d.GoneStatements {
			gone[v.Subject.ID+v.Relation+v.Object.value().String()] = true
		}
		for _, v := range d.NewStatements {
			if gone[v.Subject.ID+v.Relation+v.Object.value().String()] {
				t.Fatalf("seed %d: %s is new and gone", seed, v.ID)
			}
		}
	}
}

// TestDiffDelta applies random changes and expects exactly them.
func TestDiffDelta(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 4))
		var base, next []Statement
		want := []string{}
		say := func(format string, args ...any) { want = append(want, fmt.Sprintf(format, args...)) }
		for i := range 12 {
			id := fmt.Sprintf("n%02d", i)
			base = append(base, describe(id, "Lab", "点", "Node")...)
			switch r.IntN(4) {
			case 0:
				next = append(next, describe(id, "Lab", "点", "Other")...)
				say("name %s Node>Other", id)
			case 1:
				next = append(next, describe(id, "Zone", "点", "Node")...)
				say("type %s Lab>Zone", id)
			default:
				next = append(next, describe(id, "Lab", "点", "Node")...)
			}
		}
		for i := range 12 {
			for j := range 12 {
				if r.IntN(4) > 0 {
					continue
				}
				s := link(fmt.Sprintf("n%02d", i), "supports", fmt.Sprintf("n%02d", j), 0)
				text := fmt.Sprintf("[%s supports %s]", s.Subject, s.Object)
				before, after := s, s
				switch r.IntN(6) {
				case 0:
					next = append(next, s)
					say("+%s", text)
					continue
				case 1:
					base = append(base, s)
					say("-%s", text)
					continue
				case 2:
					after.Status = Explored
					say("~%s status", text)
				case 3:
					after.Basis, after.References = Inferred, []Reference{{"n00", "1", []string{"x"}}}
					say("~%s basis,references", text)
				case 4:
					before.Qualifiers = []Qualifier{{"unit", StringValue("labs")}}
					say("~%s qualifiers", text)
				}
				base, next = append(base, before.Identify()), append(next, after.Identify())
			}
		}
		if r.IntN(2) == 0 {
			next = append(next, describe("zz", "City", "新", "New")...)
			say("+zz")
		}
		got := shortDiff(Diff(mustBuild(t, testOntology, base), mustBuild(t, testOntology, next)))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d:\ngot  %q\nwant %q", seed, got, want)
		}
	}
}

// Sets of one claim too large to compare each with each are still matched.
func TestDiffManyParallel(t *testing.T) {
	base := describeAll("Piece", "a", "b")
	var x, y []Statement
	for i := range maxMatched + 10 {
		s := link("a", "ties", "b", int64(i+1))
		x = append(x, s)
		s.Status = Planned
		y = append(y, s.Identify())
	}
	a, b := mustBuild(t, frameOntology, slices.Concat(base, x)), mustBuild(t, frameOntology, slices.Concat(base, y[1:]))
	d := Diff(a, b)
	if len(d.Changed) != len(y)-1 || len(d.GoneStatements) != 1 || len(d.NewStatements) != 0 {
		t.Errorf("%d changed, %d gone, %d new", len(d.Changed), len(d.GoneStatements), len(d.NewStatements))
	}
	checkMirror(t, a, b)
}

// Ties among many statements of one claim fall alike in both directions.
func TestDiffTies(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 8))
		some := func() []Statement {
			s := describeAll("Piece", "a", "b")
			for range r.IntN(8) {
				x := link("a", "ties", "b", int64(r.IntN(4)))
				x.Status, x.Basis = Status(r.IntN(3)), Basis(r.IntN(2))
				s = append(s, x.Identify())
			}
			return s
		}
		checkMirror(t, mustBuild(t, frameOntology, some()), mustBuild(t, frameOntology, some()))
	}
}
