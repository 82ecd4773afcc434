package graph

import (
	"slices"
	"strconv"
)

// RelBetter is the value relation of an indicator that says which direction is
// better: BetterHigher, BetterLower or BetterNeither.
const RelBetter = "better"

// The directions.
const (
	BetterHigher  = "higher"
	BetterLower   = "lower"
	BetterNeither = "neither"
)

// The kinds of observation that comparisons treat differently.
const (
	KindAbsolute = "absolute"
	KindRatio    = "ratio"
	KindRank     = "rank"
	KindGrowth   = "growth"
	KindFloor    = "floor"
)

// FlagScopeDiffers marks a value that counts something else than the values it
// stands beside.
const FlagScopeDiffers = "scope-differs"

// The points of a period.
const (
	pointStart = "start"
	pointEnd   = "end"
)

// reading is an observation as comparisons need it.
type reading struct {
	stmt        uint32
	place       uint32
	number      float64
	isNumber    bool
	text        string // the number as text
	kind        string
	kindAt      int // position among the kinds of the ontology
	unit        string
	op          string
	period      string // resolved or, marked as such, as printed or the date it holds at
	view        Period
	point       string
	among       string // what a rank or ratio is relative to
	relative    uint32
	hasRelative bool
	flags       []string
	status      Status
}

func (g *Graph) reading(s uint32) *reading {
	o := g.object(s)
	r := &reading{stmt: s, place: g.subj[s], status: statusOf(g.flags[s]), text: o.String(), op: "="}
	r.number, r.isNumber = o.Number()
	asOf := ""
	qualifiers, _ := decodeDetails(g.detailOf(s))
	for _, q := range qualifiers {
		text := q.Value.String()
		switch q.Name {
		case QualKind:
			r.kind = text
		case QualUnit:
			r.unit = text
		case QualOperator:
			r.op = text
		case QualPeriodPrinted:
			r.view.Printed = text
		case QualPeriod:
			r.view.Resolved = &text
		case QualPeriodPoint:
			r.point, r.view.Point = text, text
		case QualRelativeTo:
			r.among = text
			r.relative, r.hasRelative = g.lookup(text)
		case QualAsOf:
			asOf = text
		case QualFlag:
			r.flags = append(r.flags, text)
		}
	}
	switch {
	case r.view.Resolved != nil:
		r.period = *r.view.Resolved
	case r.view.Printed != "":
		r.period = "printed " + r.view.Printed
	case asOf != "":
		r.period = "as of " + asOf
	}
	if t, ok := g.onto.Qualifier(QualKind); ok {
		r.kindAt = slices.Index(t.OneOf, r.kind)
		if r.kindAt < 0 {
			r.kindAt = len(t.OneOf)
		}
	}
	return r
}

// compares reports whether the observation itself compares its place with
// another one. A rank does not: it is relative to the set it holds in.
func (r *reading) compares() bool {
	return r.hasRelative && r.kind != KindRank && r.relative != r.place
}

func (r *reading) has(flag string) bool { return slices.Contains(r.flags, flag) }

// level reports whether the number says how much there is: an absolute value or
// a floor of one, of a scope like that of the others.
func (r *reading) level() bool {
	return r.isNumber && (r.kind == KindAbsolute || r.kind == KindFloor) && !r.has(FlagScopeDiffers)
}

// operator is the operator of a level; a floor is one even where it is printed
// as a plain number.
func (r *reading) operator() string {
	if r.kind == KindFloor && r.op == "=" {
		return "≥"
	}
	return r.op
}

// exact reports whether the number is the value itself, or about it.
func (r *reading) exact() bool { op := r.operator(); return op == "=" || op == "~" }

// alike reports whether two numbers were taken of the same status, unit and
// time.
func alike(a, b *reading) bool {
	return a.unit == b.unit && a.status == b.status && a.period == b.period && a.point == b.point
}

// exceeds reports whether a's true value must be greater than b's.
func exceeds(a, b *reading) bool {
	above := map[string]bool{"=": true, "~": true, ">": true, "≥": true}
	below := map[string]bool{"=": true, "~": true, "<": true, "≤": true}
	x, y := a.operator(), b.operator()
	if !above[x] || !below[y] {
		return false
	}
	return a.number > b.number || a.number == b.number && (x == ">" && y != "~" || y == "<" && x != "~")
}

// share is the number of a ratio, where it is given in percent divided by 100.
func (g *Graph) share(r *reading) float64 {
	if u, ok := g.onto.Unit(r.unit); ok && (u.Label.En == "%" || u.Label.Zh == "%" || slices.Contains(u.AsPrinted, "%")) {
		return r.number / 100
	}
	return r.number
}

// betterDirection is what the graph says of an indicator; "" where it says
// nothing or contradicts itself.
func (g *Graph) betterDirection(indicator uint32) string {
	direction := ""
	for _, s := range g.vals[g.valAt[indicator]:g.valAt[indicator+1]] {
		if g.relations[g.rel[s]].id != RelBetter {
			continue
		}
		said := g.object(s).String()
		if direction != "" && said != direction {
			return ""
		}
		direction = said
	}
	return direction
}

// formatNumber writes a number as a reader would.
func formatNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
