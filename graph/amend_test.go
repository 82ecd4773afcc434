package graph

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// writer makes random changes of a set of statements: most of them small, some of
// them wrong, some of what only Build can do.
type randomWriter struct {
	*rand.Rand
	now map[string]Statement
}

func (w *randomWriter) id() string {
	if w.IntN(30) == 0 {
		return fmt.Sprintf("indicator-%d", w.IntN(2))
	}
	return fmt.Sprintf("n%d", w.IntN(60))
}

// statement makes one of any kind.
func (w *randomWriter) statement() Statement {
	id := w.id()
	s := Statement{Subject: id}
	switch n := w.IntN(20); {
	case n < 9:
		s.Relation, s.Object = edgeRelations[w.IntN(3)], EntityValue(w.id())
		s.Status, s.Basis = Status(w.IntN(6)), Basis(w.IntN(2))
	case n < 11:
		s.Relation, s.Object = "founded", IntegerValue(int64(w.IntN(40)))
	case n < 12:
		s.Relation, s.Object = "indicator-"+fmt.Sprint(w.IntN(2)), IntegerValue(int64(w.IntN(9)))
	case n < 14:
		s.Relation, s.Object = RelAsPrinted, StringValue(fmt.Sprintf("写法%d", w.IntN(9)))
	case n < 15:
		s.Relation, s.Object = RelAlias, StringValue(fmt.Sprintf("alias \"%d\"", w.IntN(9)))
	case n < 16:
		s.Relation, s.Object = RelDescription, LangValue(fmt.Sprintf("described %s", id), []string{"zh", "en"}[w.IntN(2)])
	case n < 17:
		s.Relation, s.Object = RelName, LangValue("点"+id, "zh") // the same text, from elsewhere
	case n < 18 && w.IntN(6) == 0:
		s.Relation, s.Object = RelFormerID, StringValue(w.id())
	default:
		s.Relation, s.Object = "near", EntityValue(id)
	}
	if w.IntN(4) == 0 {
		s.Qualifiers = []Qualifier{{"unit", StringValue(fmt.Sprint(w.IntN(5)))}}
	}
	if w.IntN(6) == 0 {
		s.References = []Reference{{Source: "n1", Section: "1", Terms: []string{fmt.Sprint(w.IntN(5))}}}
	}
	return s.Identify()
}

// entity makes a new one, or gives one that is there other names.
func (w *randomWriter) entity(set *ChangeSet, now map[string]Statement) {
	id := w.id()
	for _, s := range now {
		if s.Subject == id && (s.Relation == RelType || s.Relation == RelName) {
			set.Remove = append(set.Remove, s)
		}
	}
	typ := testTypes[w.IntN(3)]
	if len(id) > 4 {
		typ = "Indicator"
	}
	set.Add = append(set.Add, describe(id, typ, fmt.Sprintf("点%s之%d", id, w.IntN(4)), fmt.Sprintf("Node <%s> %d", id, w.IntN(4)))...)
}

// change makes a change set that comes after others.
func (w *randomWriter) change(sets []*ChangeSet) *ChangeSet {
	set, now := &ChangeSet{}, w.after(sets)
	for range 1 + w.IntN(5) {
		switch n := w.IntN(10); {
		case n < 4:
			set.Add = append(set.Add, w.statement())
		case n < 6:
			w.entity(set, now)
		case n < 8 && len(sets) > 0 && len(sets[0].Add) > 0: // what was added, or taken out, just now
			if s := sets[0].Add[0]; now[s.ID].ID == s.ID {
				set.Remove = append(set.Remove, s)
			} else {
				set.Add = append(set.Add, s)
			}
		case n < 9 && len(now) > 0:
			ids := slices.Sorted(maps.Keys(now))
			set.Remove = append(set.Remove, now[ids[w.IntN(len(ids))]])
		default: // all of an entity
			id := w.id()
			for _, s := range now {
				if other, ok := s.Object.Entity(); s.Subject == id || ok && other == id {
					set.Remove = append(set.Remove, s)
				}
			}
		}
	}
	return set
}

// after is what is there after change sets.
func (w *randomWriter) after(sets []*ChangeSet) map[string]Statement {
	next := maps.Clone(w.now)
	for _, set := range sets {
		for _, s := range set.Remove {
			delete(next, s.ID)
		}
		for _, s := range set.Add {
			next[s.ID] = s
		}
	}
	return next
}

// A graph that was changed again and again is the graph that Build makes of the
// same statements, and what was changed stays as it was.
func TestAmend(t *testing.T) {
	made, left := 0, 0
	for seed := range uint64(12) {
		w := &randomWriter{rand.New(rand.NewPCG(seed, 5)), map[string]Statement{}}
		for _, s := range randomStatements(w.Rand, 40, 100) {
			w.now[s.ID] = s
		}
		g := mustBuild(t, testOntology, slices.Collect(maps.Values(w.now)))
		for step := range 250 {
			var sets []*ChangeSet
			for range 1 + w.IntN(3) {
				sets = append(sets, w.change(sets))
			}
			after := w.after(sets)
			want, err := Build(testOntology, sequence(slices.Collect(maps.Values(after))))
			was := fmt.Sprint(g.version, jsonOf(g.Whole()))
			got, ok := amend(g, sets)
			if ok && err != nil {
				t.Fatalf("seed %d, step %d: it was made, and Build refuses it: %v", seed, step, err)
			}
			if now := fmt.Sprint(g.version, jsonOf(g.Whole())); now != was {
				t.Fatalf("seed %d, step %d: the graph before has changed", seed, step)
			}
			if err != nil {
				continue
			}
			w.now = after
			if !ok {
				left++
				g = want
				continue
			}
			made++
			amend(g, []*ChangeSet{w.change(nil), w.change(nil)}) // what else comes of the graph before
			if why := differ(got, want); why != "" {
				t.Fatalf("seed %d, step %d: %s", seed, step, why)
			}
			if step%10 == 0 {
				sameAnswers(t, w.Rand, got, want)
			}
			g = got
		}
	}
	t.Logf("%d changes were made, %d left to Build", made, left)
	if made < 500 || left < 10 {
		t.Errorf("%d changes were made and %d left to Build", made, left)
	}
}

// What only Build can tell, or do, is left to it.
func TestAmendLeaves(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	ids := func(s ...Statement) (list []Statement) {
		for i := range s {
			list = append(list, s[i].Identify())
		}
		return list
	}
	var many []Statement
	for i := range 2 * amendFew {
		many = append(many, Statement{Subject: "lab", Relation: RelAlias, Object: StringValue(fmt.Sprint(i))}.Identify())
	}
	for name, c := range map[string]struct {
		set  ChangeSet
		made bool
	}{
		"an alias":               {ChangeSet{Add: many[:1]}, true},
		"nothing":                {ChangeSet{}, true},
		"what is there":          {ChangeSet{Add: smallStatements()[:3]}, true},
		"what is not there":      {ChangeSet{Remove: many[:2]}, true},
		"very much":              {ChangeSet{Add: many}, false},
		"an id that was merged":  {ChangeSet{Add: describe("old-lab", "Lab", "旧", "Old")}, false},
		"a former id":            {ChangeSet{Add: ids(Statement{Subject: "lab", Relation: RelFormerID, Object: StringValue("older")})}, false},
		"an unknown relation":    {ChangeSet{Add: ids(Statement{Subject: "lab", Relation: "likes", Object: EntityValue("lab")})}, false},
		"no type":                {ChangeSet{Add: ids(Statement{Subject: "nobody", Relation: "near", Object: EntityValue("lab")})}, false},
		"two types":              {ChangeSet{Add: ids(Statement{Subject: "lab", Relation: RelType, Object: StringValue("City")})}, false},
		"two names":              {ChangeSet{Add: ids(Statement{Subject: "lab", Relation: RelName, Object: LangValue("Another", "en")})}, false},
		"a name in no language":  {ChangeSet{Add: ids(Statement{Subject: "lab", Relation: RelName, Object: LangValue("Labor", "de")})}, false},
		"a number for an alias":  {ChangeSet{Add: ids(Statement{Subject: "lab", Relation: RelAlias, Object: IntegerValue(1)})}, false},
		"an entity for an alias": {ChangeSet{Add: ids(Statement{Subject: "lab", Relation: RelAlias, Object: EntityValue("lab")})}, false},
	} {
		if next, made := amend(g, []*ChangeSet{&c.set}); made != c.made || made && next == g {
			t.Errorf("%s: made %v, want %v", name, made, c.made)
		}
	}
	// What is taken out leaves its texts behind, but not for ever.
	for n := 0; ; n++ {
		next, made := amend(g, []*ChangeSet{{Add: many[n%2 : n%2+1], Remove: many[(n+1)%2 : (n+1)%2+1]}})
		if !made {
			if n < amendFew {
				t.Errorf("after %d changes the graph is built anew", n)
			}
			return
		}
		if g = next; n > 2*amendFew {
			t.Fatalf("after %d changes of one statement %d texts are left behind", n, g.values.len())
		}
	}
}

// differ says in what two graphs of the same statements differ, if in anything.
// Values and details may be numbered in another order.
func differ(x, y *Graph) string {
	content := func(g *Graph) (list []Statement) {
		for s := range g.AllStatements() {
			list = append(list, s)
		}
		return list
	}
	texts := func(g *Graph, s *sparseTexts) (list [][]string) {
		for n := range g.entities() {
			list = append(list, s.get(uint32(n)))
		}
		return list
	}
	relations := func(g *Graph, arcs []arc) (list []string) {
		for _, a := range arcs {
			list = append(list, fmt.Sprint(a.to, a.stmt, g.relations[a.rel].id, a.flags))
		}
		return list
	}
	hubs := func(g *Graph) (list []string) {
		for i, n := range g.hubs.keys {
			list = append(list, fmt.Sprint(n, g.totals(n), g.hubs.bound[i]))
		}
		return list
	}
	for _, c := range []struct {
		what string
		x, y any
	}{
		{"version", x.version, y.version},
		{"records", x.allIDs(), y.allIDs()},
		{"records' bounds", x.records.bound, y.records.bound},
		{"records' data", string(x.records.data), string(y.records.data)},
		{"types", x.typ, y.typ},
		{"states", x.state, y.state},
		{"printed", texts(x, &x.printed), texts(y, &y.printed)},
		{"printed keys", fmt.Sprint(x.printed.keys, x.printed.bound), fmt.Sprint(y.printed.keys, y.printed.bound)},
		{"aliases", texts(x, &x.aliases), texts(y, &y.aliases)},
		{"descriptions", texts(x, &x.descriptions), texts(y, &y.descriptions)},
		{"former ids", fmt.Sprint(x.former.len(), x.formerTo), fmt.Sprint(y.former.len(), y.formerTo)},
		{"statements", content(x), content(y)},
		{"flags", x.flags, y.flags},
		{"out", fmt.Sprint(x.outAt, relations(x, x.out)), fmt.Sprint(y.outAt, relations(y, y.out))},
		{"in", fmt.Sprint(x.inAt, relations(x, x.in)), fmt.Sprint(y.inAt, relations(y, y.in))},
		{"values", fmt.Sprint(x.valAt, x.vals), fmt.Sprint(y.valAt, y.vals)},
		{"hubs", hubs(x), hubs(y)},
		{"number of relations", len(x.relations), len(y.relations)},
	} {
		if !reflect.DeepEqual(c.x, c.y) {
			return fmt.Sprintf("%s: %.600v, want %.600v", c.what, c.x, c.y)
		}
	}
	for n, id := range x.allIDs() {
		if at, ok := x.lookup(id); !ok || int(at) != n {
			return fmt.Sprintf("%s is found at %d", id, at)
		}
	}
	for _, r := range x.relations {
		if other := y.relations[y.relAt[r.id]]; other.label != r.label || other.indicator != r.indicator || x.relations[x.relAt[r.id]].id != r.id {
			return fmt.Sprintf("relation %+v, want %+v", r, other)
		}
	}
	return ""
}

// sameAnswers asks both graphs.
func sameAnswers(t *testing.T, r *rand.Rand, x, y *Graph) {
	t.Helper()
	ctx := context.Background()
	for range 10 {
		id := x.id(r.Uint32N(uint32(x.entities())))
		for _, q := range []string{id, id[:2], "点", "dian " + id, "Node", "写法1", "alias", "zhi 2"} {
			a, err := x.Search(ctx, SearchQuery{Text: q, Limit: 10})
			b, errB := y.Search(ctx, SearchQuery{Text: q, Limit: 10})
			if err != nil || errB != nil || !reflect.DeepEqual(a, b) {
				t.Fatalf("search %q: %+v, %v, want %+v, %v", q, a, err, b, errB)
			}
		}
		a, err := x.Neighborhood(ctx, NeighborhoodQuery{ID: id, Depth: 2})
		b, errB := y.Neighborhood(ctx, NeighborhoodQuery{ID: id, Depth: 2})
		if err != nil || errB != nil || jsonOf(a) != jsonOf(b) {
			t.Fatalf("neighborhood of %s: %s, %v, want %s, %v", id, jsonOf(a), err, jsonOf(b), errB)
		}
	}
}

// BenchmarkAmend makes a graph after one small change: a statement more, an entity
// more, and, to compare with, by Build.
func BenchmarkAmend(b *testing.B) {
	for _, edges := range []int{3_000, 100_000, 1_000_000} {
		g, err := Build(generatedOntology, generated{entities: edges / 10, edges: edges, seed: 1}.statements())
		if err != nil {
			b.Fatal(err)
		}
		edge := []*ChangeSet{{Add: []Statement{Statement{Subject: generatedID(1), Relation: "relation-1", Object: EntityValue(generatedID(2)), Qualifiers: []Qualifier{{"n", StringValue("new")}}}.Identify()}}}
		entity := []*ChangeSet{{Add: append(describe("e00000015", "Type1", "新", "New"), edge[0].Add...)}}
		for name, sets := range map[string][]*ChangeSet{"edge": edge, "entity": entity} {
			b.Run(fmt.Sprintf("%d/%s", edges, name), func(b *testing.B) {
				for b.Loop() {
					if _, ok := amend(g, sets); !ok {
						b.Fatal("it was left to Build")
					}
				}
			})
			if name == "edge" {
				b.Run(fmt.Sprintf("%d/build", edges), func(b *testing.B) {
					for b.Loop() {
						if _, err := rebuilt(g, changed(g, sets)); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
