package graph

import (
	"math/big"
	"slices"
	"strconv"
)

// derive computes what follows from a row: its differences and ratios to the
// reference, and its growth over a period both ends of which are given.
func (t *table) derive(row tableRow) []DerivedValue {
	out := []DerivedValue{}
	for _, c := range row.cells {
		if !c.level() {
			continue
		}
		if t.hasRef && row.place != t.reference {
			for _, r := range t.rows[t.at[t.reference]].cells {
				if r.level() && alike(c, r) {
					out = append(out, t.against(c, r)...)
				}
			}
		}
		if c.point == pointEnd {
			out = append(out, t.growth(c, row)...)
		}
	}
	return out
}

// against computes x − r and x ÷ r. Where one of them is only a bound, so is the
// result; from two bounds nothing follows that is worth saying.
func (t *table) against(x, r *reading) (out []DerivedValue) {
	op, ok := combine(x.operator(), r.operator())
	if !ok {
		return nil
	}
	ref := t.g.ref(t.reference)
	a, b := exactly(x), exactly(r)
	value := func(what, sign string, v *big.Rat, unit *UnitView) {
		f, _ := v.Float64()
		if what != "difference" {
			f = sixDigits(f)
		}
		out = append(out, DerivedValue{Derived: true, What: what, Value: f, Operator: op, Unit: unit,
			Formula: bounded(x) + " " + sign + " " + bounded(r), RelativeTo: &ref, Statements: t.ids([]*reading{x, r})})
	}
	value("difference", "−", new(big.Rat).Sub(a, b), t.g.unitView(x.unit))
	if a.Sign() >= 0 && b.Sign() > 0 {
		value("ratio", "÷", new(big.Rat).Quo(a, b), nil)
	}
	return out
}

// growth computes by which share a value rose since the start of its period.
func (t *table) growth(end *reading, row tableRow) []DerivedValue {
	if end.period == "" || !end.exact() {
		return nil
	}
	same := func(point string) (found []*reading) {
		for _, c := range row.cells {
			if c.level() && c.exact() && c.point == point && c.period == end.period && c.unit == end.unit && c.status == end.status {
				found = append(found, c)
			}
		}
		return found
	}
	starts, ends := same(pointStart), same(pointEnd)
	if len(starts) != 1 || len(ends) != 1 || starts[0].number <= 0 {
		return nil
	}
	start := starts[0]
	op, _ := combine(end.operator(), start.operator())
	rise := new(big.Rat).Sub(exactly(end), exactly(start))
	f, _ := rise.Quo(rise, exactly(start)).Float64()
	return []DerivedValue{{Derived: true, What: "growth", Value: sixDigits(f), Operator: op,
		Formula: "(" + bounded(end) + " − " + bounded(start) + ") ÷ " + bounded(start), Statements: t.ids([]*reading{start, end})}}
}

// combine is the operator of x − r and of x ÷ r for positive numbers.
func combine(x, r string) (string, bool) {
	flipped := map[string]string{"=": "=", "~": "~", ">": "<", "≥": "≤", "<": ">", "≤": "≥"}
	switch {
	case r == "=":
		return x, true
	case x == "=":
		op, ok := flipped[r]
		return op, ok
	case x == "~" && r == "~":
		return "~", true
	}
	return "", false
}

// exactly is the number as it is written, without the error of binary fractions.
func exactly(r *reading) *big.Rat {
	if v, ok := new(big.Rat).SetString(r.text); ok {
		return v
	}
	return new(big.Rat).SetFloat64(r.number)
}

func sixDigits(f float64) float64 {
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 6, 64), 64)
	return f
}

// sortedOnce sorts ids and drops repeated ones.
func sortedOnce(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}
