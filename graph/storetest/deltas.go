package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/innograph/innograph/graph"
)

func addAgain(x *suite) {
	a, b, c := say("a", "b", graph.EntityValue("c"), cite("report", "1", "x")), say("a", "b", graph.StringValue("c")), say("b", "b", graph.EntityValue("a"))
	x.apply(graph.Delta{Add: []graph.Statement{a, b, a}})
	x.expect(a, b)
	x.apply(graph.Delta{Add: []graph.Statement{a, b}})
	x.expect(a, b)
	x.apply(graph.Delta{Add: []graph.Statement{b, c, c}})
	x.expect(a, b, c)
	// Had an addition been counted twice, something would be left over now.
	x.apply(graph.Delta{Remove: ids(a, b, c)})
	x.expect()
	x.apply(graph.Delta{Add: []graph.Statement{a}})
	x.expect(a)
}

func removeMissing(x *suite) {
	a, b := say("a", "b", graph.EntityValue("c")), say("a", "b", graph.EntityValue("d"))
	x.apply(graph.Delta{Remove: ids(a)})
	x.expect()
	x.apply(graph.Delta{Add: []graph.Statement{b}, Remove: ids(a, a)})
	x.expect(b)
	x.apply(graph.Delta{Add: []graph.Statement{a}})
	x.apply(graph.Delta{Remove: ids(b, b)})
	x.apply(graph.Delta{Remove: ids(b)})
	x.expect(a)
}

func removeAndAddAgain(x *suite) {
	list := numbered(30)
	for range 4 {
		x.apply(graph.Delta{Add: list})
		x.expect(list...)
		x.apply(graph.Delta{Remove: ids(list[:20]...)})
		x.expect(list[20:]...)
		x.again()
		x.expect(list[20:]...)
		x.apply(graph.Delta{Remove: ids(list[10:]...)})
		x.expect()
	}
}

func replace(x *suite) {
	// Each delta removes the only statement that uses some nodes and adds one
	// that uses them too.
	last := say("a", "b", graph.StringValue("shared"), with("round", graph.IntegerValue(0)), cite("report", "1", "x"))
	x.apply(graph.Delta{Add: []graph.Statement{last}})
	for i := range 10 {
		next := say("a", "b", graph.StringValue("shared"), with("round", graph.IntegerValue(int64(i+1))), cite("report", "1", "x"))
		x.apply(graph.Delta{Add: []graph.Statement{next}, Remove: ids(last)})
		x.expect(next)
		last = next
	}
}

func parallelStatements(x *suite) {
	hangzhou := graph.EntityValue("hangzhou")
	list := []graph.Statement{
		say("corridor", "part-of", hangzhou),
		say("corridor", "part-of", hangzhou, is(graph.Planned, graph.Stated)),
		say("corridor", "part-of", hangzhou, is(graph.Existing, graph.Inferred)),
		say("corridor", "part-of", hangzhou, with("period", graph.StringValue("十四五"))),
		say("corridor", "part-of", hangzhou, with("period", graph.StringValue("十三五"))),
		say("corridor", "part-of", hangzhou, cite("report", "1", "走廊")),
		say("corridor", "part-of", hangzhou, cite("report", "2", "走廊")),
		say("corridor", "part-of", hangzhou, cite("report", "1", "走廊"), cite("report", "2", "走廊")),
	}
	for i := range list {
		x.apply(graph.Delta{Add: list})
		x.expect(list...)
		x.apply(graph.Delta{Remove: ids(list[i])})
		rest := slices.Delete(slices.Clone(list), i, i+1)
		x.expect(rest...)
		x.apply(graph.Delta{Remove: ids(rest...)})
		x.expect()
	}
}

func sharedNodes(x *suite) {
	list := []graph.Statement{
		say("a", "knows", graph.EntityValue("b"), cite("report", "1", "x")),
		say("b", "knows", graph.EntityValue("a"), cite("report", "1", "x")),
		say("a", "name", graph.LangValue("a", "en"), cite("report", "1", "x")),
		say("a", "alias", graph.StringValue("a"), with("alias", graph.StringValue("a"))),
		say("a", "a", graph.EntityValue("a"), with("a", graph.EntityValue("a"))),
		say("planned", "existing", graph.StringValue("planned"), is(graph.Planned, graph.Inferred)),
		say("a", "says", graph.StringValue("planned")),
	}
	x.apply(graph.Delta{Add: list})
	// Every statement is once the only one left.
	for i := range list {
		others := slices.Delete(slices.Clone(list), i, i+1)
		for _, s := range others {
			x.apply(graph.Delta{Remove: ids(s)})
		}
		x.expect(list[i])
		x.apply(graph.Delta{Add: others})
		x.expect(list...)
	}
}

func manyStatements(x *suite) {
	list := numbered(6000)
	x.apply(graph.Delta{Add: list})
	x.expect(list...)
	x.again()
	x.expect(list...)
	// So many that a store may well do it in another way than one by one.
	fresh := say("fresh", "is", graph.BooleanValue(true))
	x.apply(graph.Delta{Add: []graph.Statement{fresh}, Remove: ids(list[500:]...)})
	x.expect(append(list[:500:500], fresh)...)
	x.apply(graph.Delta{Add: list[400:600], Remove: ids(list[:300]...)})
	x.expect(append(list[300:600:600], fresh)...)
}

func randomDeltas(x *suite) {
	pool := append(numbered(25), everyKind()...)
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 1))
		model := map[string]graph.Statement{}
		x.apply(graph.Delta{Remove: ids(pool...)})
		for step := range 40 {
			var d graph.Delta
			next := map[string]graph.Statement{}
			for id, s := range model {
				next[id] = s
			}
			for _, i := range r.Perm(len(pool))[:r.IntN(12)] {
				if r.IntN(2) == 0 {
					d.Add = append(d.Add, pool[i])
					next[pool[i].ID] = pool[i]
				} else {
					d.Remove = append(d.Remove, pool[i].ID)
					delete(next, pool[i].ID)
				}
			}
			if len(d.Add) > 0 && r.IntN(5) == 0 { // an invalid delta
				bad := d.Add[0]
				bad.ID = pool[0].ID[:len(pool[0].ID)-1] + "a"
				d.Add = append(d.Add, bad)
				if err := x.store.Apply(x.ctx, d); graph.KindOf(err) != graph.Invalid {
					x.Fatalf("seed %d, step %d: %v", seed, step, err)
				}
			} else {
				x.apply(d)
				model = next
			}
			if r.IntN(10) == 0 {
				x.again()
			}
			if diff := difference(x.read(), model); diff != "" {
				x.Fatalf("seed %d, step %d:\n%s", seed, step, diff)
			}
		}
	}
}

// everyKind are statements of every kind of value that share few nodes.
func everyKind() []graph.Statement {
	var list []graph.Statement
	for i, v := range values() {
		list = append(list, say(fmt.Sprintf("place-%d", i), "tells", v, with("by", v), is(graph.Status(i%6), graph.Basis(i%2))))
	}
	return list
}
