package seeds

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/innograph/innograph/graph"
)

// qualifierList is the mapping under `qualifiers`: from the id of a qualifier to
// a value or a list of values.
type qualifierList struct {
	mark
	items []qualifierItem
}

type qualifierItem struct {
	id     text
	values []scalar
	listed bool
}

func (q *qualifierList) decode(d decoder, n ast.Node, f *field) {
	q.mark = d.mark(n)
	entries, ok := d.entries(n)
	if !ok {
		q.problem("%s must be a mapping, found %s", f.name, describe(n))
		return
	}
	seen := make(map[string]mark, len(entries))
	for _, e := range entries {
		key, at, ok := d.key(e, seen)
		if !ok {
			continue
		}
		item := qualifierItem{id: text{mark: at, s: key}}
		entry := field{name: key}
		if seq, isList := e.Value.(*ast.SequenceNode); isList {
			item.listed = true
			item.values = make([]scalar, len(seq.Values))
			for i, v := range seq.Values {
				item.values[i].decode(d, v, &entry)
			}
		} else {
			item.values = make([]scalar, 1)
			item.values[0].decode(d, e.Value, &entry)
		}
		q.items = append(q.items, item)
	}
}

// The qualifiers that the code itself writes: for sections, and for observations
// from the fields of the same meaning.
const (
	qOrder         = "order"
	qTitleZh       = "title-zh"
	qTitleEn       = "title-en"
	qHeading       = "heading"
	qOperator      = "operator"
	qUnit          = "unit"
	qKind          = "kind"
	qPrinted       = "printed"
	qPeriodPrinted = "period-printed"
	qPeriod        = "period"
	qRelativeTo    = "relative-to"
	qFlag          = "flag"
)

// neededQualifiers are the kinds that the ontology must give them.
var neededQualifiers = []struct{ id, kind string }{
	{qOrder, "integer"}, {qTitleZh, "string"}, {qTitleEn, "string"}, {qHeading, "string"},
	{qOperator, "string"}, {qUnit, "string"}, {qKind, "string"}, {qPrinted, "string"},
	{qPeriodPrinted, "string"}, {qPeriod, "string"}, {qRelativeTo, "entity"}, {qFlag, "string"},
}

// observationFields says which field of an observation a qualifier stands for.
var observationFields = map[string]string{
	qOperator: "operator", qUnit: "unit", qKind: "kind", qPrinted: "printed", qPeriodPrinted: "period.printed",
	qPeriod: "period.resolved", qRelativeTo: "relative_to", qFlag: "flags",
}

// qualifiers resolves the mapping of a statement or, where fieldsOf is not nil,
// of an observation, whose own fields may not be given as qualifiers.
func (l *loader) qualifiers(q qualifierList, fieldsOf map[string]string) []graph.Qualifier {
	var out []graph.Qualifier
	for _, item := range q.items {
		id := item.id.s
		if key, isField := fieldsOf[id]; isField {
			item.id.problem("the qualifier %s of an observation is written as its field %s", id, key)
			continue
		}
		decl, known := l.qualifierDecls[id]
		if !known {
			unknown(l, item.id.mark, "qualifier", id, l.qualifierDecls)
			continue
		}
		if item.listed && !decl.Repeatable.on {
			item.id.problem("the qualifier %s is not repeatable: give one value, not a list", id)
			continue
		}
		if item.listed && len(item.values) == 0 {
			item.id.problem("the qualifier %s has an empty list", id)
		}
		seen := make(map[graph.Value]bool, len(item.values))
		for _, v := range item.values {
			value, ok := l.value(v, "qualifier "+id, decl.Value.s, decl.OneOf)
			if !ok {
				continue
			}
			if id == qUnit && !l.knownUnit(text{mark: v.mark, s: v.s}) {
				continue
			}
			if seen[value] {
				v.problem("the qualifier %s has the value %q twice", id, value)
			}
			seen[value] = true
			out = append(out, graph.Qualifier{Name: id, Value: value})
		}
	}
	return out
}

// checkNeededQualifiers reports what the ontology lacks that the code writes.
func (l *loader) checkNeededQualifiers() {
	var missing []string
	for _, need := range neededQualifiers {
		decl, known := l.qualifierDecls[need.id]
		switch {
		case !known && l.unsure[need.id]:
		case !known:
			missing = append(missing, need.id+" (value: "+need.kind+")")
		case decl.Value.ok() && decl.Value.s != need.kind:
			decl.Value.problem("the qualifier %s must have the value kind %s, which observations and sections rely on", need.id, need.kind)
		}
	}
	if len(missing) > 0 {
		l.ontologyProblem("the ontology lacks qualifiers that observations and sections rely on: %s", strings.Join(missing, ", "))
	}
}
