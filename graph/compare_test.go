package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// townOntology has invented types and relations; only roles and the names that
// package graph declares are known to the code.
var townOntology = NewOntology(
	[]EntityType{
		{ID: "Being", Abstract: true, Label: Text{"物", "Being"}},
		{ID: "Spot", Parent: "Being", Role: RolePlace, Label: Text{"处", "Spot"}},
		{ID: "Town", Parent: "Spot", Label: Text{"镇", "Town"}},
		{ID: "Land", Parent: "Spot", Label: Text{"邦", "Land"}},
		{ID: "Gauge", Parent: "Being", Role: RoleIndicator, Label: Text{"尺", "Gauge"}},
		{ID: "Paper", Parent: "Being", Role: RoleSource, Label: Text{"纸", "Paper"}},
		{ID: "Worry", Parent: "Being", Role: RoleProblem, Label: Text{"忧", "Worry"}},
	},
	[]Relation{
		{ID: "beside", Symmetric: true, Domain: []string{"Being"}, Range: []string{"Being"}, Label: Text{"并列", "beside"}, Sentence: Text{"{subject}与{object}", "{subject} and {object}"}},
		{ID: "above", Domain: []string{"Being"}, Range: []string{"Being"}, Label: Text{"高于", "above"}, Sentence: Text{"{subject}高于{object}", "{subject} is above {object}"}},
		{ID: "shown-by", Domain: []string{"Being"}, Range: []string{"Being"}, Label: Text{"见于", "shown by"}, Sentence: Text{"{subject}见于{object}", "{subject} is shown by {object}"}},
		{ID: "looks-up-to", Role: RoleBenchmark, Domain: []string{"Being"}, Range: []string{"Being"}, Label: Text{"仰望", "looks up to"}, Sentence: Text{"{subject}仰望{object}", "{subject} looks up to {object}"}},
		{ID: RelBetter, Value: "string", OneOf: []string{BetterHigher, BetterLower, BetterNeither}, Domain: []string{"Gauge"}, Label: Text{"方向", "better"}, Sentence: Text{"{subject}:{object}", "{subject}: {object}"}},
	},
	[]QualifierType{{ID: QualKind, Value: "string", OneOf: []string{KindAbsolute, KindRatio, KindRank, KindGrowth, KindFloor, "target", "qualitative"}}},
	[]Unit{{ID: "mills", Label: Text{"座磨坊", "mills"}}, {ID: "share", Label: Text{"成", "share"}, AsPrinted: []string{"%"}}},
)

// towns makes the entities that the tests observe; better is by indicator, "" where nothing is said.
func towns(better map[string]string, places ...string) []Statement {
	out := describe("almanac", "Paper", "历书", "Almanac")
	for _, p := range places {
		out = append(out, describe(p, "Town", "镇"+p, "Town "+p)...)
	}
	for id, direction := range better {
		out = append(out, describe(id, "Gauge", "尺"+id, "Gauge "+id)...)
		if direction != "" {
			out = append(out, Statement{Subject: id, Relation: RelBetter, Object: StringValue(direction), Basis: Inferred}.Identify())
		}
	}
	return out
}

// observe makes an observation; qualifiers are written "name=value", the kind is
// absolute unless they say otherwise. A status may stand among them.
func observe(place, indicator string, value any, qualifiers ...string) Statement {
	s := Statement{Subject: place, Relation: indicator, References: []Reference{{Source: "almanac", Section: "1", Terms: []string{place, fmt.Sprint(value)}}}}
	switch v := value.(type) {
	case int:
		s.Object = IntegerValue(int64(v))
	case float64:
		s.Object = DecimalValue(v)
	case string:
		s.Object = StringValue(v)
	}
	kind := false
	for _, q := range qualifiers {
		name, text, _ := strings.Cut(q, "=")
		v := StringValue(text)
		switch name {
		case "status":
			s.Status, _ = ParseStatus(text)
			continue
		case QualRelativeTo:
			v = EntityValue(text)
		case QualKind:
			kind = true
		}
		s.Qualifiers = append(s.Qualifiers, Qualifier{name, v})
	}
	if !kind {
		s.Qualifiers = append(s.Qualifiers, Qualifier{QualKind, StringValue(KindAbsolute)})
	}
	return s.Identify()
}

// line is a table in short: per row place, rank, ahead and reason, then what is
// derived, as "what op value = formula".
func line(c IndicatorComparison) (rows []string) {
	for _, r := range c.Rows {
		s := r.Place.ID
		if r.Rank != nil {
			s += fmt.Sprint(" #", *r.Rank)
		}
		if r.NotRankedReason != nil {
			s += " " + r.NotRankedReason.Code
		}
		if r.Ahead != nil {
			s += fmt.Sprintf(" [%s by %s %v %s]", *r.Ahead, r.Lead.By, r.Lead.Derived, r.Lead.Formula)
		}
		for _, d := range r.Derived {
			s += fmt.Sprintf(" {%s %s %v: %s}", d.What, d.Operator, d.Value, d.Formula)
		}
		rows = append(rows, s)
	}
	return rows
}

func codes(remarks []Remark) (out []string) {
	for _, r := range remarks {
		out = append(out, r.Code)
	}
	return out
}

func TestCompare(t *testing.T) {
	period := QualPeriodPrinted + "=1899"
	for _, c := range []struct {
		name, better string
		observations []Statement
		want         []string
		ahead        string
		warnings     []string
	}{
		{"like values are ranked, equal ones share a rank", "higher", []Statement{
			observe("a", "i", 14, "unit=mills"), observe("b", "i", 79, "unit=mills"), observe("c", "i", 79, "unit=mills"), observe("d", "i", 2, "unit=mills")},
			[]string{"b #1 [b by absolute false 79 > 14] {difference = 65: 79 − 14} {ratio = 5.64286: 79 ÷ 14}", "c #1 [c by absolute false 79 > 14] {difference = 65: 79 − 14} {ratio = 5.64286: 79 ÷ 14}",
				"a #3", "d #4 [a by absolute false 14 > 2] {difference = -12: 2 − 14} {ratio = 0.142857: 2 ÷ 14}"}, "", nil},
		{"less is better; fractions are exact", "lower", []Statement{observe("a", "i", 38.77), observe("b", "i", 35.4)},
			[]string{"b #1 [b by absolute false 35.4 < 38.77] {difference = -3.37: 35.4 − 38.77} {ratio = 0.913077: 35.4 ÷ 38.77}", "a #2"}, "b", nil},
		{"neither is better", "neither", []Statement{observe("a", "i", 1), observe("b", "i", 2)},
			[]string{"a no-direction", "b no-direction {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1}"}, "", nil},
		{"nothing says what is better", "", []Statement{observe("a", "i", 1), observe("b", "i", 2)},
			[]string{"a no-direction", "b no-direction {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1}"}, "", []string{"no-direction"}},
		{"scope differs", "higher", []Statement{observe("a", "i", 1, "status=in-progress", "flag=scope-differs"), observe("b", "i", 11, "flag=scope-differs")},
			[]string{"a scope-differs", "b scope-differs"}, "", []string{"scope-differs", "under-construction", "status-differs"}},
		{"one of three has another scope", "higher", []Statement{observe("a", "i", 1), observe("b", "i", 11, "flag=scope-differs"), observe("c", "i", 2)},
			[]string{"c #1 [c by absolute false 2 > 1] {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1}", "a #2", "b scope-differs"}, "", []string{"scope-differs"}},
		{"status differs", "higher", []Statement{observe("a", "i", 1, "status=planned"), observe("b", "i", 2)},
			[]string{"a status-differs", "b status-differs"}, "", []string{"status-differs"}},
		{"plans are ranked but put nobody ahead", "higher", []Statement{observe("a", "i", 1, "status=planned"), observe("b", "i", 2, "status=planned")},
			[]string{"b #1 {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1}", "a #2"}, "", nil},
		{"unit differs", "higher", []Statement{observe("a", "i", 1, "unit=mills"), observe("b", "i", 2)},
			[]string{"a unit-differs", "b unit-differs"}, "", []string{"unit-differs"}},
		{"period differs", "higher", []Statement{observe("a", "i", 1, period), observe("b", "i", 2, QualPeriodPrinted+"=1900")},
			[]string{"a period-differs", "b period-differs"}, "", []string{"period-differs"}},
		{"a resolved period counts, not how it was printed", "higher", []Statement{observe("a", "i", 1, period, "period=1900"), observe("b", "i", 2, QualPeriodPrinted+"=1900", "period=1900")},
			[]string{"b #1 [b by absolute false 2 > 1] {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1}", "a #2"}, "b", nil},
		{"period flags warn", "higher", []Statement{observe("a", "i", 1, "flag=period-overwritten"), observe("b", "i", 2, "flag=implausible")},
			[]string{"b #1 [b by absolute false 2 > 1] {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1}", "a #2"}, "b", []string{"implausible", "period-overwritten"}},
		{"a ratio puts the other place ahead", "higher", []Statement{observe("a", "i", 0.4, "kind=ratio", "relative-to=b"), observe("a", "i", 1.5, "kind=ratio", "relative-to=c")},
			[]string{"a kind", "b no-observation [b by ratio true 0.4 < 1]", "c no-observation [a by ratio true 1.5 > 1]"}, "", nil},
		{"a ratio where less is better", "lower", []Statement{observe("a", "i", 0.4, "kind=ratio", "relative-to=b")},
			[]string{"a kind", "b no-observation [a by ratio true 0.4 < 1]"}, "a", nil},
		{"a ratio in percent", "higher", []Statement{observe("a", "i", 40, "kind=ratio", "unit=share", "relative-to=b")},
			[]string{"a kind", "b no-observation [b by ratio true 0.4 < 1]"}, "b", nil},
		{"a ratio that is only a bound", "higher", []Statement{observe("a", "i", 0.4, "kind=ratio", "operator=>", "relative-to=b"), observe("a", "i", 0.4, "kind=ratio", "operator=<", "relative-to=c")},
			[]string{"a kind", "b no-observation", "c no-observation [c by ratio true (< 0.4) < 1]"}, "", nil},
		{"a ratio that is aspired to", "higher", []Statement{observe("a", "i", 0.4, "kind=ratio", "relative-to=b", "status=aspired")},
			[]string{"a kind", "b no-observation"}, "", nil},
		{"ratios that contradict each other", "higher", []Statement{observe("a", "i", 0.4, "kind=ratio", "relative-to=b"), observe("b", "i", 0.9, "kind=ratio", "relative-to=a")},
			[]string{"a kind", "b kind"}, "", nil},
		{"a floor is not ranked, and what is derived from it is a bound", "higher", []Statement{observe("a", "i", 100), observe("b", "i", 300, "kind=floor", "operator=>"), observe("c", "i", 60, "kind=floor")},
			[]string{"a no-comparable", "b kind [b by absolute true (> 300) > 100] {difference > 200: (> 300) − 100} {ratio > 3: (> 300) ÷ 100}", "c kind {difference ≥ -40: (≥ 60) − 100} {ratio ≥ 0.6: (≥ 60) ÷ 100}"}, "", []string{"kind-differs"}},
		{"from two floors nothing follows", "higher", []Statement{observe("a", "i", 100, "kind=floor", "operator=>"), observe("b", "i", 300, "kind=floor", "operator=>")},
			[]string{"a kind", "b kind"}, "", nil},
		{"an absolute value that is only a bound", "higher", []Statement{observe("a", "i", 100, "operator=<"), observe("b", "i", 300)},
			[]string{"a bound", "b no-comparable [b by absolute false 300 > (< 100)] {difference > 200: 300 − (< 100)} {ratio > 3: 300 ÷ (< 100)}"}, "b", nil},
		{"qualitative values and targets", "higher", []Statement{observe("a", "i", "few", "kind=qualitative"), observe("b", "i", 5, "kind=target", "status=aspired")},
			[]string{"a kind", "b kind"}, "", []string{"status-differs", "kind-differs"}},
		{"growth is compared, not ranked or derived from", "higher", []Statement{observe("a", "i", 6.2, "kind=growth", period), observe("b", "i", 20.3, "kind=growth", period)},
			[]string{"a kind", "b kind [b by growth true 20.3 > 6.2]"}, "b", nil},
		{"the first rank is best, whatever the direction", "lower", []Statement{observe("a", "i", 3, "kind=rank", "relative-to=c"), observe("b", "i", 1, "kind=rank", "relative-to=c")},
			[]string{"a kind", "b kind [b by rank true 1 < 3]"}, "b", nil},
		{"ranks in different sets", "higher", []Statement{observe("a", "i", 3, "kind=rank", "relative-to=c"), observe("b", "i", 1, "kind=rank", "relative-to=d")},
			[]string{"a kind", "b kind"}, "", nil},
		{"growth over a period with both ends", "higher", []Statement{observe("a", "i", 200, period, "period-point=start"), observe("a", "i", 300, period, "period-point=end"), observe("b", "i", 100, period, "period-point=end")},
			[]string{"a #1 {growth = 0.5: (300 − 200) ÷ 200}", "b #2 [a by absolute false 300 > 100] {difference = -200: 100 − 300} {ratio = 0.333333: 100 ÷ 300}"}, "a", []string{}},
		{"no growth over different periods or without a period", "higher", []Statement{observe("a", "i", 200, period, "period-point=start"), observe("a", "i", 300, QualPeriodPrinted+"=1900", "period-point=end"),
			observe("b", "i", 1, "period-point=start"), observe("b", "i", 2, "period-point=end")},
			[]string{"a period-differs", "b period-differs"}, "", []string{"period-differs"}},
		{"a place with several values", "higher", []Statement{observe("a", "i", 1), observe("a", "i", 3), observe("b", "i", 2), observe("c", "i", 4)},
			[]string{"c #1 [c by absolute false 4 > 1] {difference = 3: 4 − 1} {ratio = 4: 4 ÷ 1} {difference = 1: 4 − 3} {ratio = 1.33333: 4 ÷ 3}", "b #2 {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1} {difference = -1: 2 − 3} {ratio = 0.666667: 2 ÷ 3}", "a several-values"}, "c", nil},
		{"a value said twice", "higher", []Statement{observe("a", "i", 1), observe("b", "i", 2, "note=x"), observe("b", "i", 2, "note=y")},
			[]string{"b #1 [b by absolute false 2 > 1] {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1} {difference = 1: 2 − 1} {ratio = 2: 2 ÷ 1}", "a #2"}, "b", nil},
		{"no ratio to nothing", "higher", []Statement{observe("a", "i", 0), observe("b", "i", 2)},
			[]string{"b #1 [b by absolute false 2 > 0] {difference = 2: 2 − 0}", "a #2"}, "b", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			statements := append(towns(map[string]string{"i": c.better, "other": ""}, "a", "b", "c", "d"), c.observations...)
			for n := range 3 { // a has most observations, so it is the reference
				statements = append(statements, observe("a", "other", n))
			}
			g := mustBuild(t, townOntology, statements)
			got, err := g.Compare(context.Background(), CompareQuery{Indicators: []string{"i"}})
			if err != nil {
				t.Fatal(err)
			}
			table := got.Indicators[0]
			if have := line(table); !slices.Equal(have, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(c.want, "\n"))
			}
			ahead := ""
			if table.Ahead != nil {
				ahead = *table.Ahead
			}
			if ahead != c.ahead {
				t.Errorf("ahead is %q, want %q", ahead, c.ahead)
			}
			if have := codes(table.Warnings); !slices.Equal(have, c.warnings) {
				t.Errorf("warnings %q, want %q", have, c.warnings)
			}
			if table.Reference.ID != "a" {
				t.Errorf("reference is %s, want a", table.Reference.ID)
			}
			for _, r := range table.Rows {
				for _, d := range r.Derived {
					if !d.Derived || len(d.Statements) != 2 || (d.Unit != nil) != (d.What == "difference" && r.Cells[0].Unit != nil) || (d.RelativeTo == nil) != (d.What == "growth") {
						t.Errorf("derived %+v", d)
					}
				}
			}
			if n := countCells(table); n != len(c.observations) {
				t.Errorf("%d cells, want every one of %d observations", n, len(c.observations))
			}
		})
	}
}

func countCells(c IndicatorComparison) (n int) {
	for _, r := range c.Rows {
		n += len(r.Cells)
	}
	return n
}

func TestComparePicksIndicatorsAndPlaces(t *testing.T) {
	g := mustBuild(t, townOntology, append(towns(map[string]string{"one": "higher", "two": "higher", "three": "higher", "idle": "higher"}, "a", "b", "c", "d"),
		observe("a", "one", 1), observe("b", "two", 2), observe("c", "two", 3), observe("d", "two", 3, "note=z"), observe("a", "three", 0.5, "kind=ratio", "relative-to=d")))
	for _, c := range []struct {
		q    CompareQuery
		want string
	}{
		{CompareQuery{}, "three:a,d two:c,d,b"},
		{CompareQuery{Places: []string{"d", "b"}}, "two:d,b"},
		{CompareQuery{Places: []string{"a", "d"}}, "three:a,d"},
		{CompareQuery{Places: []string{"a"}}, "one:a three:a"},
		{CompareQuery{Indicators: []string{"two", "one", "two"}}, "two:c,d,b one:a"},
		{CompareQuery{Indicators: []string{"one"}, Places: []string{"b", "a"}}, "one:a,b"},
		{CompareQuery{Indicators: []string{"idle"}}, "idle:"},
	} {
		got, err := g.Compare(context.Background(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		var tables []string
		for _, i := range got.Indicators {
			var rows []string
			for _, r := range i.Rows {
				rows = append(rows, r.Place.ID)
			}
			tables = append(tables, i.Indicator.ID+":"+strings.Join(rows, ","))
			if len(c.q.Places) > 0 && i.Reference.ID != c.q.Places[0] {
				t.Errorf("%+v: the reference is %s", c.q, i.Reference.ID)
			}
		}
		if have := strings.Join(tables, " "); have != c.want {
			t.Errorf("%+v: got %q, want %q", c.q, have, c.want)
		}
		if !got.Meta.Complete || *got.Meta.Total != len(got.Indicators) {
			t.Errorf("%+v: meta %+v", c.q, got.Meta)
		}
	}
}

// TestCompareFindsReferenceAndDirection looks at what the tables above leave
// open: the place with most observations is not the first, an indicator that
// contradicts itself, places of different types.
func TestCompareFindsReferenceAndDirection(t *testing.T) {
	statements := append(towns(map[string]string{"i": "higher", "j": "neither", "k": "higher"}, "a", "b"), describe("realm", "Land", "邦国", "Realm")...)
	statements = append(statements, Statement{Subject: "k", Relation: RelBetter, Object: StringValue(BetterLower), Basis: Inferred}.Identify(),
		observe("a", "i", 1), observe("b", "i", 2), observe("realm", "i", 3), observe("a", "j", 1), observe("b", "j", 2), observe("b", "k", 1), observe("realm", "k", 1))
	got, err := mustBuild(t, townOntology, statements).Compare(context.Background(), CompareQuery{})
	if err != nil {
		t.Fatal(err)
	}
	i, j, k := got.Indicators[0], got.Indicators[1], got.Indicators[2]
	for _, c := range got.Indicators {
		if c.Reference.ID != "b" {
			t.Errorf("the reference of %s is %s, not b with most observations", c.Indicator.ID, c.Reference.ID)
		}
	}
	if !slices.Contains(codes(i.Warnings), "place-differs") || slices.Contains(codes(j.Warnings), "place-differs") {
		t.Errorf("warnings %q and %q", codes(i.Warnings), codes(j.Warnings))
	}
	if why := j.Rows[0].NotRankedReason.Text; j.Better != BetterNeither || why.En != "of this indicator neither more nor less is better" {
		t.Errorf("%q: %v", j.Better, why)
	}
	if why := k.Rows[0].NotRankedReason; k.Better != "" || k.Ahead != nil || why.Code != "no-direction" {
		t.Errorf("%q: %v", k.Better, why)
	}
}
