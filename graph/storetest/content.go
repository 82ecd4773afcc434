package storetest

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/innograph/innograph/graph"
)

func emptyStore(x *suite) {
	x.expect()
	x.apply(graph.Delta{})
	x.expect()
}

// values are one or more of each kind, with those that are easily taken for one
// another.
func values() []graph.Value {
	at := time.Date(2026, 1, 2, 3, 4, 5, 600, time.FixedZone("", 8*3600))
	list := []graph.Value{
		graph.EntityValue("1"), graph.EntityValue("hangzhou"), graph.EntityValue(strings.Repeat("a", graph.MaxSlug)),
		graph.StringValue("1"), graph.StringValue("hangzhou"), graph.StringValue("true"), graph.StringValue("2026-01-01T19:04:05.0000006Z"),
		graph.LangValue("1", "zh"), graph.LangValue("1", "en"), graph.LangValue("", "en"), graph.LangValue("創新", "zh-Hant-TW"),
		graph.LangValue("x", `en"@zh`), graph.LangValue(`x"@en`, "zh"),
		graph.BooleanValue(true), graph.BooleanValue(false),
		graph.TimeValue(at), graph.TimeValue(at.Add(time.Nanosecond)), graph.TimeValue(at.Truncate(time.Second)),
		graph.TimeValue(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)), graph.TimeValue(time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)),
		graph.TimeValue(time.Unix(0, 0)), graph.TimeValue(time.Unix(-1, 1)),
	}
	for _, n := range []int64{0, 1, -1, math.MaxInt64, math.MinInt64, 1 << 53, 1<<53 + 1} {
		list = append(list, graph.IntegerValue(n))
	}
	for _, f := range []float64{0, math.Copysign(0, -1), 1, -1, 0.1, 0.30000000000000004, 3.9, 1 << 53, math.MaxFloat64,
		-math.MaxFloat64, math.SmallestNonzeroFloat64, math.Nextafter(1, 2)} {
		list = append(list, graph.DecimalValue(f))
	}
	return list
}

func valueKinds(x *suite) { x.keeps(values()) }

// keeps checks that the store keeps each value, as an object and as a qualifier,
// all of them at once.
func (x *suite) keeps(list []graph.Value) {
	x.Helper()
	var want []graph.Statement
	for _, v := range list {
		want = append(want,
			say("hangzhou", "tells", v),
			say("hangzhou", "is-qualified", graph.BooleanValue(true), with("by", v)))
	}
	x.apply(graph.Delta{Add: want})
	x.expect(want...)
	x.again()
	x.expect(want...)
	x.apply(graph.Delta{Remove: ids(want...)})
	x.expect()
}

// textSamples are texts that something on the way may want to change.
func textSamples() []string {
	return []string{
		"", " ", "  a  b  ", "AI", "ai", "Ai", "城西科创大走廊", "龍門", "龙门", "ﾊﾝｼﾞｮｳ", "ｅ", "e",
		"e\u0301", "\u00e9", "ä", "a\u0308", "\u0301", "👩🏽‍🔬", "שלום", "\u202eabc", "\ufeffbom", "a\u200bb", "\u2028\u2029",
		"\ufffd", "\U0010ffff", "\x01\x1f\x7f", "a\nb", "a\r\nb", "\r", "\t", "\n",
		`\`, `\\`, `\n`, `\u0041`, `"`, `""`, `"a"`, `'`, `"a"^^<b>`, `"a"@en`, `a"@en`, `<a>`, `<`, `>`, `_:b`, `_:memnode1`,
		`<urn:innograph:entity:hangzhou>`, "urn:innograph:entity:hangzhou", "a b", "a\\", "a\\\"", "a,b:c", "1:a,", "0:,", "{}", "[1]",
		"%00", "&lt;", "NULL", "null", "0", "1e3", "2020-01-01",
		strings.Repeat("长", 1<<20/3), strings.Repeat("a", 1<<20), strings.Repeat("ab\n\"\\", 1<<18),
	}
}

func texts(x *suite) {
	var list []graph.Value
	var cited []graph.Statement
	for _, s := range textSamples() {
		list = append(list, graph.StringValue(s), graph.LangValue(s, "zh"), graph.LangValue(s, "en"))
		if s != "" {
			cited = append(cited, say("hangzhou", "tells", graph.IntegerValue(1), cite("report", s, s), cite("report", "1", "甲", s, s, "乙")))
		}
	}
	x.keeps(list)
	x.apply(graph.Delta{Add: cited})
	x.expect(cited...)
	x.again()
	x.expect(cited...)
}

func statuses(x *suite) {
	var want []graph.Statement
	for i := range graph.StatusNames() {
		for j := range graph.BasisNames() {
			want = append(want, say("hangzhou", "has", graph.EntityValue("axis"), is(graph.Status(i), graph.Basis(j))))
		}
	}
	x.apply(graph.Delta{Add: want})
	x.expect(want...)
	x.again()
	x.expect(want...)
}

func qualifiers(x *suite) {
	var many []func(*graph.Statement)
	for i, v := range values() {
		many = append(many, with("each", v), with(fmt.Sprintf("number-%d", i), v))
	}
	want := []graph.Statement{
		say("hangzhou", "has", graph.EntityValue("axis")),
		say("hangzhou", "has", graph.EntityValue("axis"), with("period", graph.StringValue("十四五"))),
		say("hangzhou", "has", graph.EntityValue("axis"), with("status", graph.StringValue("planned"))),
		say("hangzhou", "has", graph.EntityValue("axis"), with("basis", graph.StringValue("inferred"))),
		say("hangzhou", "has", graph.EntityValue("axis"), many...),
	}
	x.apply(graph.Delta{Add: want})
	x.expect(want...)

	// What is given in another order, with repetitions, is the same statement
	// and comes back in canonical order.
	tidy := want[4]
	untidy := tidy
	untidy.Qualifiers = nil
	for _, q := range tidy.Qualifiers {
		untidy.Qualifiers = append([]graph.Qualifier{q, q}, untidy.Qualifiers...)
	}
	x.apply(graph.Delta{Remove: ids(want...)})
	x.apply(graph.Delta{Add: []graph.Statement{untidy}})
	x.expect(tidy)
	x.apply(graph.Delta{Remove: ids(tidy)})
	x.expect()
	x.apply(graph.Delta{Add: []graph.Statement{tidy}})
	x.expect(tidy)
}

func references(x *suite) {
	want := []graph.Statement{
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "3.1", "a", "b")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "3.1", "b", "a")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "3.1", "a", "a")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "3.1", "a")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "3", "1:a,", "b")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "3.1", "a b")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "3.1", "a"), cite("report", "3.1", "b")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report-2", "3.1", "a", "b"), cite("report", "3.10", "a"), cite("report", "3.2", "z", "y", "x")),
		say("hangzhou", "has", graph.EntityValue("axis"), cite("report", "一、（二）", "城西科创大走廊", "“双核”", "3:ab,")),
	}
	x.apply(graph.Delta{Add: want})
	x.expect(want...)
	x.again()
	x.expect(want...)
}
