package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// tellGaps writes a list as "id level group [related] statements".
func tellGaps(l GapList) []string {
	out := []string{}
	for _, x := range l.Items {
		group := ""
		if x.Group {
			group = " group"
		}
		var related, stmts []string
		for _, r := range x.Related {
			related = append(related, r.ID)
		}
		for _, s := range x.Statements {
			object := ""
			if s.Object.Entity != nil {
				object = s.Object.Entity.ID
			} else {
				object = s.Object.Value.String()
			}
			stmts = append(stmts, s.Subject.ID+" "+s.Relation+" "+object)
		}
		slices.Sort(stmts)
		out = append(out, fmt.Sprintf("%s %s%s [%s] %s", x.Entity.ID, x.Level, group, strings.Join(related, " "), strings.Join(stmts, ", ")))
	}
	return out
}

func allGaps(g *Gaps) map[string]GapList {
	return map[string]GapList{"unmet": g.ProblemsWithoutMeasure, "part": g.ProblemsMetInPart, "instrument": g.MeasuresWithoutInstrument, "aim": g.MeasuresWithoutProblem,
		"benchmark": g.BenchmarksWithoutCounterpart, "place": g.BenchmarkPlaces, "tension": g.StrengthsInTension, "words": g.NumbersInWords,
		"number": g.IndicatorsWithoutNumber, "unit": g.UnitsMissing, "members": g.MembersNotNamed}
}

const benchmarkGraph = `Town here far land
Trouble p
Step m
m cures p
m by x
Other x y z w v u part
here in land
x at far
y at far
part in here
z in part
part at land
w at land
x at here
part at here
p outdone-by x
p outdone-by y
p outdone-by z
p outdone-by w
p outdone-by v
p outdone-by far
p outdone-by here
z matches y
u matches v`

var gapTests = []struct {
	name, graph string
	query       GapQuery
	want        map[string][]string // lists not named are empty
}{
	{"a problem that nothing addresses", "Trouble p", GapQuery{}, map[string][]string{"unmet": {"p none [] p type Trouble"}}},
	{"a denial is shown and is no measure", "Trouble p\nStep m\nm cures p absent\nOther o\nm by o", GapQuery{}, map[string][]string{
		"unmet": {"p none [] m cures p, p type Trouble"}, "aim": {"m none [] m cures p, m type Step"}}},
	{"an absent problem or measure is none", "Trouble p!absent q\nStep m!absent\nm cures q", GapQuery{}, map[string][]string{
		"unmet": {"q none [] m cures q, q type Trouble"}}},
	{"met by way of the group alone", "Cluster g\nTrouble p q\np in g\nq in g\nStep m\nm cures g\nm by p", GapQuery{}, map[string][]string{
		"unmet": {"p group [g] m cures g, p in g", "q group [g] m cures g, q in g"},
		"part":  {"g parts group [p q] m cures g, p in g, q in g"}}},
	{"a group is listed where all its leaves are", "Cluster g h\nTrouble p q\np in g\nh in g\nq in h", GapQuery{}, map[string][]string{
		"unmet": {"g none group [] g type Cluster", "h none group [] h type Cluster", "p none [] p type Trouble", "q none [] q type Trouble"}}},
	{"a group some of whose leaves are met", "Cluster g\nTrouble p q\np in g\nq in g\nStep m\nm cures p\nm by q", GapQuery{}, map[string][]string{
		"unmet": {"q none [] q type Trouble"}, "part": {"g parts group [q] m cures p, q in g"}}},
	{"a group in between is no leaf", "Cluster g h\nTrouble q\nh in g\nq in h\nStep m\nm cures q\nm by q", GapQuery{}, nil},
	{"parts of another kind make no group", "Trouble p\nOther o\no in p", GapQuery{}, map[string][]string{"unmet": {"p none [] p type Trouble"}}},
	{"only uncertain measures, by the claim or the measure", "Trouble p q r\nStep m n!explored\nm cures p aspired\nn cures p\nm cures q aspired\nm cures q planned\nn cures r planned\nm by p\nn by p", GapQuery{}, map[string][]string{
		"part": {"p uncertain [m n] m cures p, n cures p", "r uncertain [n] n cures r"}}},
	{"problems in a circle", "Trouble p q\np in q\nq in p", GapQuery{}, map[string][]string{
		"unmet": {"p none group [] p type Trouble", "q none group [] q type Trouble"}}},
	{"instruments of parts and of groups", "Trouble p\nStep a b c d e\nb in a\nc in a\nb by p\ne in d\nd by p\na cures p\nd cures p\nb by b", GapQuery{}, map[string][]string{
		"instrument": {"c none [] c type Step", "e group [d] d by p, e in d"},
		"aim":        {"b group [a] a cures p, b in a", "c group [a] a cures p, c in a", "e group [d] d cures p, e in d"}}},
	{"a loop is no instrument", "Trouble p\nStep a\na by a\na cures p", GapQuery{}, map[string][]string{"instrument": {"a none [] a type Step"}}},
	{"benchmarks", benchmarkGraph, GapQuery{Place: "here"}, map[string][]string{
		// z and here are of here; y has a counterpart here, and so has v, whose
		// counterpart belongs to no other place; far is named with x and y.
		"benchmark": {"w none [p] p outdone-by w", "x none [p] p outdone-by x"}}},
	{"a counterpart elsewhere is none here", "Town here far\nTrouble p\nStep m\nm cures p\nm by p\nOther x y z\nx at far\ny at far\nz at here\np outdone-by x\ny matches x\nz at p\ny jars-with here", GapQuery{Place: "here"}, map[string][]string{
		"benchmark": {"x none [p] p outdone-by x"}}},
	{"a place as a whole", "Town here far near\nnear in here\nTrouble p q\nStep m\nm cures p\nm cures q\nm by p\nOther x\nx at far\np outdone-by x\np outdone-by far\nq outdone-by far\nq outdone-by near\nx matches m", GapQuery{Place: "here"}, map[string][]string{
		"place": {"far place [q] q outdone-by far"}}},
	{"strengths in tension, either way round", "Trouble p q\nStep m\nm cures p\nm cures q\nm by p\nOther s r\ns jars-with p\nq jars-with s\np jars-with q\ns jars-with r\nr jars-with p absent", GapQuery{}, map[string][]string{
		"tension": {"s tension [p q] q jars-with s, s jars-with p"}}},
	{"numbers", `Gauge a b c d
Town here far
here a many kind=qualitative
here a 3
far a few kind=qualitative
far b 7 kind=qualitative
here c 5 flag=unit-missing
far c 5 flag=wording-damaged`, GapQuery{}, map[string][]string{
		"words":  {"a words [far] far a few", "b words [far] far b 7", "a words-and-value [here] here a many"},
		"number": {"d none [] d type Gauge", "b only-words [far] far b 7"},
		"unit":   {"here unit [] here c 5"}}},
	{"what is absent lacks no number, unit or name", `Gauge a!absent b
Town here far!absent
Other o!absent p
here a few kind=qualitative
far b 7 kind=qualitative
here b 3
far b 5 flag=unit-missing
o headcount 9
p headcount 9
o listed false`, GapQuery{}, map[string][]string{"members": {"p fewer-named [] p headcount 9"}}},
	{"members", "Other a b c d e f\na headcount 9\na listed false\nb listed false\nc listed true\nc headcount 4\nd headcount 2\nd at a\ne headcount 1\ne at a\nf headcount 1\nf at f", GapQuery{}, map[string][]string{
		"members": {"a not-named [] a headcount 9, a listed false", "b not-named [] b listed false", "d fewer-named [a] d headcount 2", "f fewer-named [] f headcount 1"}}},
	{"scope", "Cluster g h\nTrouble p q r t\nOther s u\nr at g\nt in g absent\nu in g\nq jars-with u\np in g\nq in h\ns in g\nTown far\nGauge a b\na in s\np outdone-by far\nq outdone-by far\ns jars-with q\np jars-with s\nfar b bad kind=qualitative", GapQuery{Scope: "g"}, map[string][]string{
		"unmet":   {"g none group [] g type Cluster", "p none [] p type Trouble"},
		"tension": {"s tension [p q] p jars-with s, s jars-with q", "u tension [q] q jars-with u"},
		"number":  {"a none [] a type Gauge"}}},
}

func TestGaps(t *testing.T) {
	for _, tt := range gapTests {
		t.Run(tt.name, func(t *testing.T) {
			g := mustBuild(t, argumentOntology, parseArgument(t, tt.graph))
			got, err := g.Gaps(context.Background(), tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Meta.Complete {
				t.Error("not complete")
			}
			for name, l := range allGaps(got) {
				if told := tellGaps(l); !slices.Equal(told, tt.want[name]) {
					t.Errorf("%s:\n got %q\nwant %q", name, told, tt.want[name])
				}
				sum := 0
				for _, level := range l.Levels {
					sum += level.Count
				}
				if l.Total != len(l.Items) || sum != l.Total {
					t.Errorf("%s: total %d, by level %d, %d items", name, l.Total, sum, len(l.Items))
				}
				for _, x := range l.Items {
					for _, why := range []string{x.Why.Zh, x.Why.En} {
						if why == "" || strings.ContainsAny(why, "{}") || !strings.Contains(why, x.Entity.ID) || strings.Contains(why, "“”") {
							t.Errorf("%s of %s: why is %q", name, x.Entity.ID, why)
						}
					}
				}
			}
		})
	}
}

func TestGapsWhy(t *testing.T) {
	text := "Cluster g\nTrouble p0 p1 p2 p3 p4 p5 p6\nStep m\nm cures g\n"
	for i := range 7 {
		text += fmt.Sprintf("p%d in g\n", i)
	}
	g := mustBuild(t, argumentOntology, parseArgument(t, text))
	got, err := g.Gaps(context.Background(), GapQuery{})
	if err != nil {
		t.Fatal(err)
	}
	want := Text{"“某g”有7个子问题没有自己的举措：“某p0”“某p1”“某p2”“某p3”“某p4”等7项。",
		"“The g” has sub-problems without a measure of their own (7): “The p0”, “The p1”, “The p2”, “The p3”, “The p4” and 2 more."}
	if why := got.ProblemsMetInPart.Items[0].Why; why != want {
		t.Errorf("got %+v\nwant %+v", why, want)
	}
}

func TestGapsBounds(t *testing.T) {
	var text strings.Builder
	text.WriteString("Town here there\nTrouble")
	for i := range 5 {
		fmt.Fprintf(&text, " p%d", i)
	}
	g := mustBuild(t, argumentOntology, parseArgument(t, text.String()))
	got, err := g.Gaps(context.Background(), GapQuery{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	if got.Place.ID != "here" {
		t.Errorf("of two places of one degree %s is here", got.Place.ID)
	}
	l := got.ProblemsWithoutMeasure
	if l.Total != 5 || len(l.Items) != 2 || l.Levels[0].Count != 5 || got.Meta.Complete || *got.Meta.StoppedBy != StoppedByLimit {
		t.Errorf("limit 2: %d of %d, meta %+v", len(l.Items), l.Total, got.Meta)
	}

	for _, tt := range []struct {
		q     GapQuery
		kind  ErrorKind
		param string
	}{
		{GapQuery{Limit: -1}, Invalid, "limit"}, {GapQuery{Limit: MaxList + 1}, Invalid, "limit"},
		{GapQuery{Scope: "p9"}, NotFound, "scope"}, {GapQuery{Place: "nowhere"}, NotFound, "place"}, {GapQuery{Place: "p1"}, Invalid, "place"},
	} {
		_, err := g.Gaps(context.Background(), tt.q)
		var e *Error
		if !errors.As(err, &e) || e.Kind != tt.kind || e.Issues[0].Param != tt.param {
			t.Errorf("%+v: %v", tt.q, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.Gaps(ctx, GapQuery{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// With too little budget an answer may lack gaps but never has a wrong one.
func TestGapsBudget(t *testing.T) {
	defer func(w int) { maxWork = w }(maxWork)
	g := mustBuild(t, argumentOntology, parseArgument(t, benchmarkGraph+"\n"+strings.ReplaceAll("Cluster G\nTrouble P\nP in G\nStep M\nM cures G", "G", "g1")))
	ask := func() *Gaps {
		got, err := g.Gaps(context.Background(), GapQuery{Place: "here"})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	whole := allGaps(ask())
	cut := 0
	for maxWork = 0; ; maxWork++ {
		got := ask()
		if got.Meta.Complete {
			break
		}
		cut++
		for name, l := range allGaps(got) {
			if told := tellGaps(l); len(told) > 0 && !slices.Equal(told, tellGaps(whole[name])) {
				t.Fatalf("budget %d: %s has %q", maxWork, name, told)
			}
		}
	}
	if cut < 10 {
		t.Errorf("the budget cut only %d answers short", cut)
	}
}
