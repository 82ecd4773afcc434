package ingest

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/innograph/innograph/graph"
)

// numberForm is that of JSON, so that no reader takes 010 or 1_000 for another
// number.
var numberForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// parseValue reads a text as a value of a kind.
func parseValue(column, text string, kind graph.ValueKind) (graph.Value, *RowError) {
	none := graph.Value{}
	switch kind {
	case graph.EntityKind:
		if !validSlug(text) {
			return none, notSlug(column, text)
		}
		return graph.EntityValue(text), nil
	case graph.IntegerKind:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || !numberForm.MatchString(text) {
			return none, badNumber(column, text, "an integer", "14 or -3")
		}
		return graph.IntegerValue(n), nil
	case graph.DecimalKind:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || !numberForm.MatchString(text) || math.IsInf(f, 0) {
			return none, badNumber(column, text, "a number", "14, -3 or 0.5")
		}
		return graph.DecimalValue(f), nil
	case graph.BooleanKind:
		switch {
		case strings.EqualFold(text, "true"):
			return graph.BooleanValue(true), nil
		case strings.EqualFold(text, "false"):
			return graph.BooleanValue(false), nil
		}
		return none, problem(column, "%q is neither true nor false", shorten(text))
	case graph.TimeKind:
		for _, layout := range timeLayouts {
			if t, err := time.Parse(layout, text); err == nil && t.UTC().Year() >= 0 && t.UTC().Year() <= 9999 {
				return graph.TimeValue(t), nil
			}
		}
		return none, problem(column, "%q is not a time, such as 2023-06-01 or 2023-06-01T08:00:00Z", shorten(text))
	}
	return graph.StringValue(text), nil
}

var timeLayouts = []string{time.RFC3339Nano, time.DateOnly, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04Z07:00", "2006-01-02T15:04"}

func badNumber(column, text, wanted, such string) *RowError {
	if numberForm.MatchString(text) && (wanted == "a number" || !strings.ContainsAny(text, ".eE")) {
		return problem(column, "the number %s is out of range", shorten(text))
	}
	return problem(column, "%q is not %s, such as %s", shorten(text), wanted, such)
}

// parseNumber reads the value of an observation whose kind is not declared: an
// integer, a decimal or else a text.
func parseNumber(column, text string) (graph.Value, *RowError) {
	if !numberForm.MatchString(text) {
		return graph.StringValue(text), nil
	}
	if strings.ContainsAny(text, ".eE") {
		return parseValue(column, text, graph.DecimalKind)
	}
	return parseValue(column, text, graph.IntegerKind)
}

// fits checks a value against what the ontology declares of a property.
func (p *property) fits(column string, v graph.Value) *RowError {
	if p.indicator {
		return nil // numbers, texts or entities
	}
	if v.Kind() != p.kind {
		return problem(column, "%s takes %s, found %s", p.noun, kindNoun(p.kind), kindNoun(v.Kind()))
	}
	if len(p.oneOf) > 0 && !slices.Contains(p.oneOf, v.String()) {
		return problem(column, "%s takes one of %s, found %q", p.noun, strings.Join(p.oneOf, ", "), shorten(v.String())).suggest(graph.Nearest(v.String(), p.oneOf, 1))
	}
	return nil
}

var kindNouns = [...]string{"an entity", "a text", "an integer", "a decimal", "true or false", "a time"}

func kindNoun(k graph.ValueKind) string {
	if int(k) < len(kindNouns) {
		return kindNouns[k]
	}
	return k.String()
}

// observationQualifiers are what an observation that comes as a bare value says:
// the value as it is, absolute or a text.
func (v *vocabulary) observationQualifiers(value graph.Value) []graph.Qualifier {
	kind := graph.KindAbsolute
	if value.Kind() == graph.StringKind || value.Kind() == graph.EntityKind {
		kind = "qualitative"
	}
	var out []graph.Qualifier
	for _, q := range []graph.Qualifier{{Name: graph.QualKind, Value: graph.StringValue(kind)}, {Name: graph.QualOperator, Value: graph.StringValue("=")}} {
		if p := v.qualifiers[q.Name]; p != nil && p.fits("", q.Value) == nil {
			out = append(out, q)
		}
	}
	return out
}
