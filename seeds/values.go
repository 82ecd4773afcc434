package seeds

import (
	"strings"
	"time"

	"github.com/innograph/innograph/graph"
)

// value turns a scalar into a value of the kind (a name of graph.ValueKindNames)
// that the ontology declares for what is called what. It reports one that does
// not fit; a scalar that was reported before is passed over.
func (l *loader) value(v scalar, what, kind string, oneOf list[text]) (graph.Value, bool) {
	none := graph.Value{}
	if v.kind == 0 || kind == "" {
		return none, false
	}
	mismatch := func(wanted string) (graph.Value, bool) {
		v.problem("%s takes %s, found %s", what, wanted, v)
		return none, false
	}
	switch kind {
	case "integer":
		if v.kind != integerScalar {
			return mismatch("an integer")
		}
		return graph.IntegerValue(v.i), true
	case "decimal":
		switch v.kind {
		case integerScalar:
			return graph.DecimalValue(float64(v.i)), true
		case decimalScalar:
			return graph.DecimalValue(v.f), true
		}
		return mismatch("a number")
	case "boolean":
		if v.kind != booleanScalar {
			return mismatch("true or false")
		}
		return graph.BooleanValue(v.b), true
	case "time":
		if v.kind == textScalar {
			for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
				if t, err := time.Parse(layout, v.s); err == nil {
					return graph.TimeValue(t), true
				}
			}
		}
		return mismatch(`a time in quotes, such as "2023-06-01" or "2023-06-01T08:00:00Z"`)
	case "entity":
		if v.kind != textScalar {
			return mismatch("the slug of an entity")
		}
		if l.entity(text{mark: v.mark, s: v.s}, what) == nil {
			return none, false
		}
		return graph.EntityValue(v.s), true
	}
	if v.kind != textScalar {
		if v.kind == nullScalar {
			return mismatch("text")
		}
		return mismatch("text, in quotes")
	}
	if strings.TrimSpace(v.s) != v.s || v.s == "" {
		v.problem("%s takes text that is not empty and has no white space at its ends, found %q", what, v.s)
		return none, false
	}
	if allowed := texts(oneOf); len(allowed) > 0 && !contains(allowed, v.s) {
		v.suggest(graph.Nearest(v.s, allowed, 3), "%s takes one of %s, found %q", what, strings.Join(allowed, ", "), v.s)
		return none, false
	}
	return graph.StringValue(v.s), true
}

// texts are the usable texts of a list.
func texts(l list[text]) []string {
	out := make([]string, 0, len(l.items))
	for _, t := range l.items {
		if t.ok() {
			out = append(out, t.s)
		}
	}
	return out
}
