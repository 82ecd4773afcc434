package seeds

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// The kinds of observation that the code treats differently.
const (
	kindRank        = "rank"
	kindQualitative = "qualitative"
)

// makeObservation makes the statement of one observation: its relation is the
// indicator, its object the value, and the rest are qualifiers.
func (l *loader) makeObservation(p *pack, d *observationDecl) {
	before := len(d.doc.problems)
	place, indicator := l.indicator(d)
	refs := l.references(p, d.Refs)
	kind := l.closed(d.Kind, qKind, "kind")
	s := graph.Statement{
		Subject: d.Place.s, Relation: d.Indicator.s, References: refs,
		Status: statusOf(d.Status), Basis: basisOf(d.Basis),
	}
	value, valueOK := observed(d.Value, kind)
	s.Object = value
	s.Qualifiers = append(l.observationQualifiers(d, kind), l.qualifiers(d.Qualifiers, observationFields)...)

	if kind != "" && kind != kindQualitative && d.Printed.ok() && len(refs) > 0 && len(refs) == len(d.Refs.items) && !printedIn(d.Printed.s, refs) {
		d.Printed.problem("%q does not stand in the terms of the observation's references", d.Printed.s)
	}
	if place && indicator && valueOK && kind != "" {
		compare := len(d.doc.problems) == before && !d.Status.bad && !d.Basis.bad
		l.add(p, d.mark, compare, s)
	}
}

// indicator checks the entities of an observation.
func (l *loader) indicator(d *observationDecl) (place, indicator bool) {
	place = d.Place.ok() && l.entity(d.Place, "place") != nil
	if !d.Indicator.ok() {
		return place, false
	}
	e := l.entities[d.Indicator.s]
	if e == nil && !l.unsure[d.Indicator.s] {
		unknown(l, d.Indicator.mark, "indicator", d.Indicator.s, l.indicators())
		return place, false
	}
	if e != nil && l.lineageKnown(e.typ) && l.ontology.Role(e.typ) != graph.RoleIndicator {
		d.Indicator.problem("%s is of type %s, which has not the role indicator; types with it are, for example, %s", e.id, e.typ, among(l.withRole(graph.RoleIndicator)))
		return place, false
	}
	return place, true
}

// indicators are the entities that may stand as the relation of an observation.
func (l *loader) indicators() map[string]*entity {
	if l.indicatorsMade == nil {
		l.indicatorsMade = map[string]*entity{}
		for id, e := range l.entities {
			if l.ontology.Role(e.typ) == graph.RoleIndicator {
				l.indicatorsMade[id] = e
			}
		}
	}
	return l.indicatorsMade
}

// observed turns the value of an observation into a number or, for a qualitative
// one, a text.
func observed(v scalar, kind string) (graph.Value, bool) {
	switch {
	case v.kind == 0 || kind == "":
		return graph.Value{}, false
	case kind == kindQualitative && v.kind == textScalar:
		if strings.TrimSpace(v.s) == v.s && v.s != "" {
			return graph.StringValue(v.s), true
		}
		v.problem("value must be text that is not empty and has no white space at its ends, found %q", v.s)
	case kind == kindQualitative:
		v.problem("the value of a qualitative observation is text, found %s", v)
	case v.kind == integerScalar:
		return graph.IntegerValue(v.i), true
	case v.kind == decimalScalar:
		return graph.DecimalValue(v.f), true
	default:
		v.problem("the value of an observation of kind %s is a number, found %s", kind, v)
	}
	return graph.Value{}, false
}

// observationQualifiers turns the fields of an observation into qualifiers.
func (l *loader) observationQualifiers(d *observationDecl, kind string) []graph.Qualifier {
	var out []graph.Qualifier
	put := func(name string, v graph.Value) { out = append(out, graph.Qualifier{Name: name, Value: v}) }
	if kind != "" {
		put(qKind, graph.StringValue(kind))
	}
	operator := "="
	if d.Operator.set() {
		operator = l.closed(d.Operator, qOperator, "operator")
	}
	put(qOperator, graph.StringValue(operator))
	if d.Unit.set() {
		if d.Unit.ok() && l.knownUnit(d.Unit) {
			put(qUnit, graph.StringValue(d.Unit.s))
		}
	} else if kind != "" && kind != kindRank && kind != kindQualitative {
		d.problem("an observation of kind %s lacks the key \"unit\"; only ranks and qualitative observations may do without", kind)
	}
	put(qPrinted, graph.StringValue(d.Printed.s))
	if d.Period.Printed.ok() {
		put(qPeriodPrinted, graph.StringValue(d.Period.Printed.s))
	}
	if r := d.Period.Resolved; r.set() && r.kind != nullScalar {
		if v, ok := l.value(r, "period.resolved", "string", list[text]{}); ok {
			put(qPeriod, v)
		}
	}
	if d.RelativeTo.ok() && l.entity(d.RelativeTo, "relative_to") != nil {
		put(qRelativeTo, graph.EntityValue(d.RelativeTo.s))
	}
	for _, t := range d.Flags.items {
		if flag := l.closed(t, qFlag, "flag"); flag != "" {
			put(qFlag, graph.StringValue(flag))
		}
	}
	return out
}

// closed checks a text against the values that the ontology allows for a
// qualifier or, where it allows all, against those that are built in.
func (l *loader) closed(t text, qualifier, what string) string {
	if !t.ok() {
		return ""
	}
	allowed := builtInNames[qualifier]
	if decl := l.qualifierDecls[qualifier]; decl != nil && len(decl.OneOf.items) > 0 {
		allowed = texts(decl.OneOf)
	}
	if allowed != nil && !contains(allowed, t.s) {
		t.suggest(graph.Nearest(t.s, allowed, 3), "unknown %s %q; expected one of %s", what, t.s, strings.Join(allowed, ", "))
		return ""
	}
	return t.s
}

// knownUnit reports a unit that the ontology does not declare.
func (l *loader) knownUnit(t text) bool {
	if _, known := l.units[t.s]; known {
		return true
	}
	unknown(l, t.mark, "unit", t.s, l.units)
	return l.unsure[t.s]
}
