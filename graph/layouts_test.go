package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// frameOntology has invented names, so that the layouts cannot lean on any.
var frameOntology = NewOntology(
	[]EntityType{
		{ID: "Matter", Abstract: true},
		{ID: "Scheme", Parent: "Matter", Role: RoleLayout},
		{ID: "GrandScheme", Parent: "Scheme"},
		{ID: "Piece", Parent: "Matter"},
		{ID: "Town", Parent: "Matter", Role: RolePlace},
	},
	[]Relation{
		{ID: "inside", Containment: true, Acyclic: true, Domain: []string{"Matter"}, Range: []string{"Matter"}, Inverse: Inverse{ID: "holds"}},
		{ID: "nested", Containment: true, Acyclic: true, Domain: []string{"Matter"}, Range: []string{"Matter"}, Inverse: Inverse{ID: "nests"}},
		{ID: "ties", Domain: []string{"Matter"}, Range: []string{"Matter"}, Inverse: Inverse{ID: "tied"}},
		{ID: "covers", Role: RoleLaysOut, Domain: []string{"Scheme"}, Range: []string{"Town"}, Inverse: Inverse{ID: "covered"}},
		{ID: "parts", Role: RoleMemberCount, Value: "integer", Domain: []string{"Matter"}},
		{ID: "told", Role: RoleMembersStated, Value: "boolean", Domain: []string{"Matter"}},
	},
	[]QualifierType{{ID: "order", Value: "integer"}}, nil)

func link(subject, relation, object string, order int64) Statement {
	s := Statement{Subject: subject, Relation: relation, Object: EntityValue(object)}
	if order != 0 {
		s.Qualifiers = []Qualifier{{QualOrder, IntegerValue(order)}}
	}
	return s.Identify()
}

func fact(subject, relation string, v Value) Statement {
	return Statement{Subject: subject, Relation: relation, Object: v}.Identify()
}

func describeAll(typ string, ids ...string) (out []Statement) {
	for _, id := range ids {
		out = append(out, describe(id, typ, "名"+id, "Name "+id)...)
	}
	return out
}

func frameStatements() []Statement {
	s := describeAll("Scheme", "scheme")
	s = append(s, describeAll("GrandScheme", "other")...)
	s = append(s, describeAll("Town", "town")...)
	s = append(s, describeAll("Piece", "axis", "pair", "east", "west", "red", "blue", "green", "loose")...)
	planned := Statement{Subject: "east", Relation: "nested", Object: EntityValue("axis"), Status: Planned, Basis: Inferred}.Identify()
	return append(s, link("axis", "inside", "scheme", 1), link("pair", "inside", "scheme", 2),
		link("west", "inside", "axis", 1), link("east", "inside", "axis", 2), planned,
		link("axis", "ties", "west", 0), link("east", "ties", "axis", 0),
		link("red", "inside", "pair", 0), link("blue", "inside", "pair", 0), link("green", "inside", "pair", 3),
		link("red", "inside", "other", 0), link("loose", "ties", "red", 0), link("scheme", "covers", "town", 0),
		fact("scheme", "parts", IntegerValue(2)), fact("scheme", "told", BooleanValue(true)),
		fact("pair", "parts", IntegerValue(3)), fact("other", "told", BooleanValue(false)))
}

func treeLine(n LayoutNode) string {
	s := n.ID
	if n.Repeated {
		s += "*"
	}
	if len(n.Children) == 0 {
		return s
	}
	var parts []string
	for _, c := range n.Children {
		parts = append(parts, treeLine(c))
	}
	return s + "(" + strings.Join(parts, " ") + ")"
}

func TestLayout(t *testing.T) {
	g := mustBuild(t, frameOntology, frameStatements())
	l, err := g.Layout(context.Background(), "scheme")
	if err != nil {
		t.Fatal(err)
	}
	v := l.View
	if got, want := treeLine(v.Tree), "scheme(axis(west east) pair(green blue red))"; got != want {
		t.Errorf("tree %s, want %s", got, want)
	}
	east := v.Tree.Children[0].Children[1]
	if len(east.Memberships) != 2 || east.Memberships[0].Status != Existing || *east.Memberships[0].Order != 2 ||
		east.Memberships[1].Status != Planned || east.Memberships[1].Basis != Inferred || east.Memberships[1].Order != nil {
		t.Errorf("memberships of east: %+v", east.Memberships)
	}
	if *v.MemberCount != 2 || !*v.MembersStated || v.Members != 2 || v.Entities != 8 || len(v.LaysOut) != 1 || v.LaysOut[0].ID != "town" || len(v.Problems) != 0 {
		t.Errorf("summary %+v", v.LayoutSummary)
	}
	relations := map[string]int{}
	for _, e := range v.Edges {
		relations[e.Relation]++
	}
	if fmt.Sprint(relations) != "map[inside:7 nested:1 ties:2]" {
		t.Errorf("edges %v", relations)
	}
	at := map[string]PlacedNode{}
	for _, n := range v.Nodes {
		at[n.ID] = n
	}
	if at["west"].Y != at["east"].Y || at["west"].X >= at["east"].X {
		t.Errorf("the members of an axis do not stand on a line: %v %v", at["west"].Box, at["east"].Box)
	}
	nodes, edges := l.Subgraph.Len()
	if nodes != len(v.Nodes) || edges != len(v.Edges) || l.Subgraph.Node(3).ID != v.Nodes[3].ID {
		t.Error("the subgraph and the view differ")
	}

	list, err := g.Layouts(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	one, err := g.Layouts(context.Background(), 1)
	if err != nil || len(one.Layouts) != 1 || one.Meta.Complete || *one.Meta.Total != 2 || !list.Meta.Complete {
		t.Errorf("one layout of two: %+v %v", one, err)
	}
	all := list.Layouts
	if len(all) != 2 || all[0].ID != "other" || all[1].ID != "scheme" || all[0].Entities != 2 || all[0].MemberCount != nil {
		t.Errorf("layouts %+v %v", all, err)
	}
	for _, s := range all { // arrays are never null
		if b, _ := json.Marshal(s); strings.Contains(string(b), `"lays_out":null`) || strings.Contains(string(b), `"problems":null`) {
			t.Errorf("%s", b)
		}
	}
}

func TestLayoutErrors(t *testing.T) {
	g := mustBuild(t, frameOntology, append(frameStatements(), fact("scheme", RelFormerID, StringValue("plan"))))
	for _, c := range []struct {
		id   string
		kind ErrorKind
		want string
	}{
		{"schema", NotFound, "did you mean scheme?"},
		{"zzzzzzzz", NotFound, "the layouts are other, scheme"},
		{"pair", Invalid, "pair is no layout but of type Piece; the layouts are other, scheme"},
		{"plan", Moved, "scheme"},
	} {
		_, err := g.Layout(context.Background(), c.id)
		if KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.id, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Layout(ctx, "scheme"); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	if _, err := g.Layouts(ctx, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

func TestLayoutProblems(t *testing.T) {
	count := func(n int64) Statement { return fact("s", "parts", IntegerValue(n)) }
	told := func(b bool) Statement { return fact("s", "told", BooleanValue(b)) }
	a, b := link("a", "inside", "s", 0), link("b", "inside", "s", 0)
	absent := Statement{Subject: "b", Relation: "inside", Object: EntityValue("s"), Status: Absent}.Identify()
	for name, c := range map[string]struct {
		add  []Statement
		want string // parts of the problems, "" for none
	}{
		"exact":               {[]Statement{count(2), a, b}, ""},
		"exact and stated":    {[]Statement{count(2), told(true), a, b}, ""},
		"not stated":          {[]Statement{count(9), told(false), a}, ""},
		"stated without one":  {[]Statement{told(true), a}, ""},
		"too few":             {[]Statement{count(3), a, b}, "s: counts 3 members, but the graph has 2"},
		"too few, stated":     {[]Statement{count(3), told(true), a}, "s: counts 3 members, but the graph has 1"},
		"too many":            {[]Statement{count(1), a, b}, "s: counts 1 members, but the graph has 2"},
		"too many for unsaid": {[]Statement{count(1), told(false), a, b}, "s: said not to be stated"},
		"absent":              {[]Statement{count(1), a, absent}, ""},
		"silent":              {[]Statement{a, b}, "s: must say how many"},
		"twice":               {[]Statement{count(2), count(3), a, b}, "s: in two ways"},
		"none":                {[]Statement{told(true)}, "s: the graph has none"},
		"element":             {[]Statement{count(1), a, fact("a", "parts", IntegerValue(2)), link("b", "inside", "a", 0)}, "a: counts 2 members, but the graph has 1"},
		"cycle":               {[]Statement{count(1), a, link("a", "inside", "b", 0), link("b", "inside", "a", 0), link("c", "inside", "b", 0)}, "a: cycle b: cycle"},
		"cycle to the root":   {[]Statement{count(1), a, link("s", "inside", "a", 0), link("b", "inside", "a", 0)}, "a: cycle s: cycle"},
		"loop":                {[]Statement{count(1), a, link("a", "inside", "a", 0)}, "a: contain itself"},
	} {
		t.Run(name, func(t *testing.T) {
			all := append(describeAll("Piece", "a", "b", "c"), describeAll("Scheme", "s")...)
			g := mustBuild(t, frameOntology, append(all, c.add...))
			l, err := g.Layout(context.Background(), "s")
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Fields(c.want)
			i := 0
			for _, p := range l.View.Problems {
				for _, w := range strings.Fields(p.ID + ": " + p.Message) {
					if i < len(want) && strings.Trim(w, ",;") == strings.Trim(want[i], ",;") {
						i++
					}
				}
			}
			if i < len(want) || c.want == "" && len(l.View.Problems) > 0 {
				t.Errorf("problems %v, want %q", l.View.Problems, c.want)
			}
		})
	}
}

// randomFrame makes a tree, a graph without cycles or one with cycles.
func randomFrame(r *rand.Rand, n, extra int, cycles bool) []Statement {
	ids := []string{"root"}
	s := describeAll("Scheme", "root")
	for i := 1; i < n; i++ {
		id := fmt.Sprintf("p%03d", r.IntN(1000)*n+i) // ids in no order of the tree
		s = append(s, describeAll("Piece", id)...)
		s = append(s, link(id, "inside", ids[r.IntN(len(ids))], int64(r.IntN(4))))
		ids = append(ids, id)
	}
	for range extra {
		i, j := r.IntN(len(ids)), r.IntN(len(ids))
		if !cycles && i < j {
			i, j = j, i
		}
		if i != j && (cycles || j < i) {
			s = append(s, link(ids[i], []string{"inside", "nested", "ties"}[r.IntN(3)], ids[j], 0))
		}
	}
	return s
}

func TestLayoutBoxesProperty(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		cycles, extra := seed%3 == 2, 0
		if seed%3 > 0 {
			extra = r.IntN(30)
		}
		statements := randomFrame(r, 1+r.IntN(60), extra, cycles)
		l, err := mustBuild(t, frameOntology, statements).Layout(context.Background(), "root")
		if err != nil {
			t.Fatal(err)
		}
		v := l.View
		checkBoxes(t, v)

		// The tree shows every entity that containment reaches, and unfolds each once.
		reached := map[string]bool{"root": true}
		for grew := true; grew; {
			grew = false
			for _, s := range statements {
				if o, ok := s.Object.Entity(); ok && s.Relation != "ties" && reached[o] && !reached[s.Subject] {
					reached[s.Subject], grew = true, true
				}
			}
		}
		shown, unfolded := map[string]bool{}, map[string]int{}
		var walk func(n LayoutNode)
		walk = func(n LayoutNode) {
			shown[n.ID] = true
			if len(n.Children) > 0 {
				unfolded[n.ID]++
			}
			for _, c := range n.Children {
				walk(c)
			}
		}
		walk(v.Tree)
		if len(shown) != len(reached) || len(v.Nodes) != len(reached) || v.Entities != len(reached) {
			t.Fatalf("seed %d: %d entities in the tree, %d nodes, want %d", seed, len(shown), len(v.Nodes), len(reached))
		}
		for id, n := range unfolded {
			if n > 1 {
				t.Fatalf("seed %d: the members of %s are shown %d times", seed, id, n)
			}
		}
		if !cycles {
			parents := l.Subgraph.Parents()
			for _, n := range v.Nodes {
				if n.Parent != nil && *n.Parent != parents[n.ID] {
					t.Fatalf("seed %d: %s lies in %s, not in %s as formats say", seed, n.ID, *n.Parent, parents[n.ID])
				}
			}
		}

		r.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
		again, err := mustBuild(t, frameOntology, statements).Layout(context.Background(), "root")
		if err != nil {
			t.Fatal(err)
		}
		x, _ := json.Marshal(v)
		if y, _ := json.Marshal(again.View); string(x) != string(y) {
			t.Fatalf("seed %d: the same statements in another order give another layout", seed)
		}
	}
}

// checkBoxes checks that each box lies in its parent's, that siblings do not
// overlap and that parents lead to the root.
func checkBoxes(t *testing.T, v LayoutView) {
	t.Helper()
	at, children := map[string]PlacedNode{}, map[string][]PlacedNode{}
	for _, n := range v.Nodes {
		at[n.ID] = n
	}
	left := func(b Box) float64 { return b.X - b.Width/2 }
	right := func(b Box) float64 { return b.X + b.Width/2 }
	top := func(b Box) float64 { return b.Y - b.Height/2 }
	bottom := func(b Box) float64 { return b.Y + b.Height/2 }
	for i, n := range v.Nodes {
		if i == 0 {
			if n.Parent != nil || left(n.Box) != 0 || top(n.Box) != 0 || n.Width != v.Width || n.Height != v.Height {
				t.Fatalf("root %+v", n)
			}
			continue
		}
		p := at[*n.Parent]
		if left(n.Box) < left(p.Box) || right(n.Box) > right(p.Box) || top(n.Box) < top(p.Box)+boxTitle || bottom(n.Box) > bottom(p.Box) || n.Width <= 0 || n.Height <= 0 {
			t.Fatalf("%s %v is not inside %s %v", n.ID, n.Box, p.ID, p.Box)
		}
		children[p.ID] = append(children[p.ID], n)
		steps := 0
		for m := n; m.Parent != nil; m = at[*m.Parent] {
			if steps++; steps > len(v.Nodes) {
				t.Fatalf("the parents of %s form a cycle", n.ID)
			}
		}
	}
	for _, list := range children {
		for i, a := range list {
			for _, b := range list[:i] {
				if left(a.Box) < right(b.Box) && left(b.Box) < right(a.Box) && top(a.Box) < bottom(b.Box) && top(b.Box) < bottom(a.Box) {
					t.Fatalf("%s %v and %s %v overlap", a.ID, a.Box, b.ID, b.Box)
				}
			}
		}
	}
}

func TestLayoutLimit(t *testing.T) {
	s := describeAll("Scheme", "root")
	for i := range MaxNodes + 5 {
		id := fmt.Sprintf("p%d", i)
		s = append(s, describe(id, "Piece", id, id)...)
		s = append(s, link(id, "inside", "root", 0))
	}
	l, err := mustBuild(t, frameOntology, s).Layout(context.Background(), "root")
	if err != nil {
		t.Fatal(err)
	}
	v := l.View
	if v.Meta.Complete || *v.Meta.StoppedBy != StoppedByLimit || len(v.Nodes) != MaxNodes+1 || len(v.Problems) != 0 {
		t.Errorf("%d nodes, meta %+v, problems %v", len(v.Nodes), v.Meta, v.Problems)
	}
	if shape := v.Width / v.Height; shape < 1 || shape > 2.5 {
		t.Errorf("many equal members make a box of %v by %v", v.Width, v.Height)
	}
	if slices.ContainsFunc(v.Nodes, func(n PlacedNode) bool { return n.X != float64(int(n.X)) }) {
		t.Error("positions are not whole")
	}
}
