package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// told is an answer in short: per place its count, who is ahead and the
// indicators with who is ahead there and why.
func told(c *ComparedWith) (lines []string) {
	for _, p := range c.Places {
		s := fmt.Sprintf("%s %d", p.Place.ID, p.Count)
		if p.Ahead != nil {
			s += " " + *p.Ahead
		}
		s += fmt.Sprintf(" %d/%d/%d", p.AheadOn, p.BehindOn, p.UndecidedOn)
		for _, i := range p.Indicators {
			s += " " + i.Indicator.ID
			if i.Ahead != nil {
				s += fmt.Sprintf(":%s by %s", *i.Ahead, i.Lead.By)
			}
			if i.Observations == nil || i.Comparisons == nil {
				s += " null"
			}
		}
		lines = append(lines, s)
	}
	return lines
}

func relate(subject, relation, object string, indicators ...string) Statement {
	s := Statement{Subject: subject, Relation: relation, Object: EntityValue(object)}
	for _, i := range indicators {
		s.Qualifiers = append(s.Qualifiers, Qualifier{QualIndicator, EntityValue(i)})
	}
	return s.Identify()
}

func TestComparedMost(t *testing.T) {
	better := map[string]string{"i": "higher", "j": "lower", "k": "higher", "l": "higher"}
	for _, c := range []struct {
		name       string
		statements []Statement
		want       []string
		most       string
	}{
		{"both have observations", []Statement{observe("a", "i", 1), observe("b", "i", 2), observe("c", "i", 0), observe("b", "j", 1)},
			[]string{"b 1 b 1/0/0 i:b by absolute", "c 1 a 0/1/0 i:a by absolute"}, "b c"},
		{"by count, then id", []Statement{observe("a", "i", 1), observe("c", "i", 1), observe("b", "i", 1), observe("a", "j", 1), observe("c", "j", 2)},
			[]string{"c 2 a 0/1/1 i j:a by absolute", "b 1 0/0/1 i"}, "c"},
		{"no side is ahead on all", []Statement{observe("a", "i", 1), observe("b", "i", 2), observe("a", "j", 1), observe("b", "j", 2)},
			[]string{"b 2 1/1/0 i:b by absolute j:a by absolute"}, "b"},
		{"relative to the other, either way", []Statement{observe("a", "i", 0.4, "kind=ratio", "relative-to=b"), observe("c", "j", "worse", "kind=qualitative", "relative-to=a")},
			[]string{"b 1 b 1/0/0 i:b by ratio", "c 1 0/0/1 j"}, "b c"},
		{"a rank is relative to a set, not to a place", []Statement{observe("a", "i", 1, "kind=rank", "relative-to=b")}, nil, ""},
		{"two places relative to a third are not compared by that", []Statement{observe("b", "i", 2, "kind=ratio", "relative-to=a"), observe("c", "i", 5)},
			[]string{"b 1 b 1/0/0 i:b by ratio"}, "b"},
		{"a symmetric statement names it, from either end", []Statement{relate("a", "beside", "b", "i", "k"), relate("c", "beside", "a", "i")},
			[]string{"b 2 0/0/2 i k", "c 1 0/0/1 i"}, "b"},
		{"counted once however it is said", []Statement{relate("a", "beside", "b", "i"), relate("b", "beside", "a", "i"), observe("a", "i", 2), observe("b", "i", 1), observe("b", "i", 1, "note=x")},
			[]string{"b 1 a 0/1/0 i:a by absolute"}, "b"},
		{"other statements do not count", []Statement{relate("a", "above", "b", "i"), relate("a", "beside", "b"), relate("a", "beside", "w", "i"), relate("a", "beside", "b", "c")}, nil, ""},
		{"what is observed of no place does not count", []Statement{observe("a", "i", 1), observe("w", "i", 2)}, nil, ""},
		{"a problem's benchmark decides where no number does", []Statement{relate("a", "beside", "b", "i"), relate("w", "shown-by", "i"), relate("w", "looks-up-to", "b")},
			[]string{"b 1 b 1/0/0 i:b by benchmark"}, "b"},
		{"a number comes before a benchmark", []Statement{relate("a", "beside", "b", "i"), relate("w", "shown-by", "i"), relate("w", "looks-up-to", "b"), observe("a", "i", 2), observe("b", "i", 1)},
			[]string{"b 1 a 0/1/0 i:a by absolute"}, "b"},
		{"benchmarks that contradict each other", []Statement{relate("a", "beside", "b", "i"), relate("w", "shown-by", "i"), relate("w", "looks-up-to", "b"), relate("v", "shown-by", "i"), relate("v", "looks-up-to", "a")},
			[]string{"b 1 0/0/1 i"}, "b"},
		{"a benchmark of both says nothing", []Statement{relate("a", "beside", "b", "i"), relate("w", "shown-by", "i"), relate("w", "looks-up-to", "b"), relate("w", "looks-up-to", "a")},
			[]string{"b 1 0/0/1 i"}, "b"},
		{"a benchmark of a problem that is not tied to the indicator", []Statement{relate("a", "beside", "b", "i"), relate("w", "shown-by", "j"), relate("w", "looks-up-to", "b")},
			[]string{"b 1 0/0/1 i"}, "b"},
		{"a benchmark without a comparison", []Statement{observe("a", "i", "few", "kind=qualitative"), observe("b", "i", "many", "kind=qualitative"), relate("w", "shown-by", "i"), relate("w", "looks-up-to", "b")},
			[]string{"b 1 0/0/1 i"}, "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			statements := append(towns(better, "a", "b", "c"), c.statements...)
			statements = append(append(statements, describe("w", "Worry", "忧一", "Worry one")...), describe("v", "Worry", "忧二", "Worry two")...)
			got, err := mustBuild(t, townOntology, statements).ComparedMost(context.Background(), "a")
			if err != nil {
				t.Fatal(err)
			}
			if have := told(got); !slices.Equal(have, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(c.want, "\n"))
			}
			if have := strings.Join(got.Most, " "); have != c.most || got.Most == nil || got.Places == nil {
				t.Errorf("most is %q, want %q", have, c.most)
			}
			for _, p := range got.Places {
				for _, i := range p.Indicators {
					if i.Lead != nil && (i.Lead.Derived == (i.Lead.By == KindAbsolute) || len(i.Lead.Statements) == 0 || i.Lead.Formula == "") {
						t.Errorf("lead %+v", i.Lead)
					}
				}
			}
		})
	}
}

func TestComparedMostErrors(t *testing.T) {
	g := mustBuild(t, townOntology, append(towns(map[string]string{"i": "higher"}, "alpha", "beta"), observe("alpha", "i", 1), observe("beta", "i", 2)))
	if _, err := g.ComparedMost(context.Background(), "alpa"); KindOf(err) != NotFound || !strings.Contains(err.Error(), "did you mean alpha") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.ComparedMost(ctx, "alpha"); err != context.Canceled {
		t.Error(err)
	}
	defer func(old int) { maxWork = old }(maxWork)
	maxWork = 10
	if got, err := g.ComparedMost(context.Background(), "alpha"); err != nil || got.Meta.Complete || *got.Meta.StoppedBy != StoppedByBudget {
		t.Errorf("without budget: %+v, %v", got, err)
	}
}
