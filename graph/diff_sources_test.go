package graph

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// cited is a statement that a source stands behind, as a reader may count on.
func cited(source string, s Statement) Statement {
	s.References = append(slices.Clone(s.References), Reference{Source: source, Section: "1", Terms: []string{"x"}})
	return s.Identify()
}

func sourcesGraph(t *testing.T) *Graph {
	observe := func(source string, value int64) Statement {
		return cited(source, Statement{Subject: "town", Relation: "gauge", Object: IntegerValue(value), Qualifiers: []Qualifier{{QualKind, StringValue("absolute")}}})
	}
	planned := link("east", "inside", "axis", 0)
	planned.Status = Planned
	all := slices.Concat(frameStatements(), describeAll("Gauge", "gauge", "scale"), describeAll("Paper", "paper", "sheet"),
		describeAll("Piece", "early", "late"), describeAll("Scheme", "aside"), []Statement{
			observe("paper", 4), observe("sheet", 5),
			cited("paper", link("red", "inside", "pair", 0)), cited("sheet", link("red", "inside", "other", 0)),
			cited("paper", link("east", "inside", "axis", 0)), cited("sheet", planned),
			cited("paper", link("early", "ties", "red", 0)), cited("sheet", link("late", "ties", "red", 0)),
			cited("sheet", cited("paper", link("blue", "ties", "red", 0))),
			cited("paper", link("green", "ties", "red", 0)), cited("sheet", link("green", "ties", "red", 0)),
			cited("paper", fact("red", RelAlias, StringValue("rot"))),
			fact("early", "told", BooleanValue(true)), // the model's own, without a reference
			Statement{Subject: "green", Relation: "scale", Object: IntegerValue(1), Qualifiers: []Qualifier{{QualKind, StringValue("absolute")}}}.Identify(),
		})
	return mustBuild(t, diffOntology, all)
}

func TestDiffSources(t *testing.T) {
	g := sourcesGraph(t)
	d, err := g.DiffSources(context.Background(), DiffQuery{"paper", "sheet"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"+late", "+other", "-early>", "-pair>", "+[other told false]", "-[pair parts 3]",
		"+[late ties red]", "+[red inside other]",
		"-[early told true]", "-[early ties red]", "-[red alias rot]", "-[red inside pair]",
		"~[east inside axis] status", "=[town gauge 4>5] value", "^red [pair]>[other] [other]",
	}
	got := shortDiff(d)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	same, err := g.DiffSources(context.Background(), DiffQuery{"paper", "paper"})
	if err != nil || !same.Empty() {
		t.Errorf("%v, %v", shortDiff(same), err)
	}
}

func TestDiffSourcesRefuses(t *testing.T) {
	g := sourcesGraph(t)
	for _, c := range []struct {
		q    DiffQuery
		kind ErrorKind
		want string
	}{
		{DiffQuery{"papr", "sheet"}, NotFound, `there is no entity "papr"; did you mean pair or paper?`},
		{DiffQuery{"paper", "town"}, Invalid, "town is no source; did you mean paper or sheet?"},
	} {
		if _, err := g.DiffSources(context.Background(), c.q); KindOf(err) != c.kind || err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.q, err, c.want)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.DiffSources(ended, DiffQuery{"paper", "sheet"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
}
