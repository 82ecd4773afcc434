package storetest

import (
	"fmt"
	"math"
	"strings"

	"github.com/innograph/innograph/graph"
)

// invalidStatements maps what is wrong to a statement that has it, and nothing
// else wrong.
func invalidStatements() map[string]graph.Statement {
	axis := graph.EntityValue("axis")
	untrue := say("hangzhou", "has", axis)
	untrue.Object = graph.EntityValue("other")
	nameless := say("hangzhou", "has", axis)
	nameless.ID = ""
	list := map[string]graph.Statement{
		"an id of other content":         untrue,
		"no id":                          nameless,
		"no subject":                     say("", "has", axis),
		"a subject that is no slug":      say("Hangzhou", "has", axis),
		"a relation that is no slug":     say("hangzhou", "has <x>", axis),
		"an object that is no slug":      say("hangzhou", "has", graph.EntityValue("杭州")),
		"the zero value":                 say("hangzhou", "has", graph.Value{}),
		"a decimal that is no number":    say("hangzhou", "has", graph.DecimalValue(math.NaN())),
		"a decimal without end":          say("hangzhou", "has", graph.DecimalValue(math.Inf(-1))),
		"a status that is none":          say("hangzhou", "has", axis, is(99, 0)),
		"a basis that is none":           say("hangzhou", "has", axis, is(0, 99)),
		"a qualifier without a name":     say("hangzhou", "has", axis, with("", axis)),
		"a reference without a section":  say("hangzhou", "has", axis, cite("report", "", "a")),
		"a reference without a term":     say("hangzhou", "has", axis, cite("report", "1")),
		"a reference with an empty term": say("hangzhou", "has", axis, cite("report", "1", "a", "")),
		"a source that is no slug":       say("hangzhou", "has", axis, cite("The Report", "1", "a")),
	}
	for name, bad := range map[string]string{"NUL": "a\x00b", "only NUL": "\x00", "invalid UTF-8": "a\xff", "half a character": "走"[:2], "a surrogate": "\xed\xa0\x80"} {
		list[name+" in an object"] = say("hangzhou", "has", graph.StringValue(bad))
		list[name+" in a text with a language"] = say("hangzhou", "has", graph.LangValue(bad, "zh"))
		list[name+" in a language"] = say("hangzhou", "has", graph.LangValue("a", bad))
		list[name+" in a qualifier"] = say("hangzhou", "has", axis, with("period", graph.StringValue(bad)))
		list[name+" in a section"] = say("hangzhou", "has", axis, cite("report", bad, "a"))
		list[name+" in a term"] = say("hangzhou", "has", axis, cite("report", "1", "a", bad))
	}
	return list
}

func refusals(x *suite) {
	there, other, fresh := say("a", "b", graph.EntityValue("c")), say("a", "b", graph.EntityValue("d")), say("a", "b", graph.EntityValue("e"))
	x.apply(graph.Delta{Add: []graph.Statement{there, other}})
	type attempt struct {
		delta graph.Delta
		place string // what the error must name
	}
	attempts := map[string]attempt{
		"adds and removes one that is new":   {graph.Delta{Add: []graph.Statement{fresh}, Remove: ids(other, fresh)}, "remove[1]"},
		"adds and removes one that is there": {graph.Delta{Add: []graph.Statement{fresh, there}, Remove: ids(there)}, "remove[0]"},
	}
	for name, bad := range invalidStatements() {
		attempts[name] = attempt{graph.Delta{Add: []graph.Statement{fresh, bad, fresh}, Remove: ids(there)}, "add[1]"}
	}
	for _, id := range []string{"", "s-", there.ID[2:], strings.ToUpper(there.ID), there.ID + "a", there.ID[:21] + "1", "hangzhou", "\x00", "\xff"} {
		attempts[fmt.Sprintf("removes %q", id)] = attempt{graph.Delta{Add: []graph.Statement{fresh}, Remove: []string{there.ID, id}}, "remove[1]"}
	}
	for name, a := range attempts {
		err := x.store.Apply(x.ctx, a.delta)
		if graph.KindOf(err) != graph.Invalid {
			x.Errorf("a delta with %s: got the error %v, want one of kind Invalid", name, err)
		} else if !strings.Contains(err.Error(), a.place) {
			x.Errorf("a delta with %s: the error %q does not name %s", name, err, a.place)
		}
	}
	x.expect(there, other)
	x.apply(graph.Delta{Add: []graph.Statement{fresh}, Remove: ids(other)})
	x.expect(there, fresh)
}
