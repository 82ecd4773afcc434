package main

import (
	"fmt"

	"github.com/innograph/innograph/graph"
)

type gapsCmd struct {
	Scope string `placeholder:"ID" help:"Only what this entity is or contains."`
	Place string `placeholder:"ID" help:"The place that is here; without it, the one with the most edges."`
	Limit int    `default:"200" help:"Most items of each list."`
	answerFlags
}

// Run lists what an argument lacks.
func (c *gapsCmd) Run(t *terminal) error {
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.Gaps, error) {
		return g.Gaps(t.ctx, graph.GapQuery{Scope: c.Scope, Place: c.Place, Limit: c.Limit})
	}, func(v *graph.Gaps) error {
		for _, l := range []struct {
			title string
			list  graph.GapList
		}{
			{"Problems without a measure of their own", v.ProblemsWithoutMeasure},
			{"Problems met only in part", v.ProblemsMetInPart},
			{"Measures without an instrument", v.MeasuresWithoutInstrument},
			{"Measures that answer no stated problem", v.MeasuresWithoutProblem},
			{"Benchmarks of other places without a counterpart", v.BenchmarksWithoutCounterpart},
			{"Places held up against a problem as a whole", v.BenchmarkPlaces},
			{"In tension with a problem", v.StrengthsInTension},
			{"Numbers given only in words", v.NumbersInWords},
			{"Indicators without a number", v.IndicatorsWithoutNumber},
			{"Values without a unit", v.UnitsMissing},
			{"Members counted but not named", v.MembersNotNamed},
		} {
			fmt.Fprintf(t.stdout, "%s: %d\n", l.title, l.list.Total)
			for _, x := range l.list.Items {
				fmt.Fprintf(t.stdout, "  %s  %s\n", x.Entity.ID, x.Why.In(c.Lang))
			}
		}
		return nil
	})
}

type impactCmd struct {
	Remove string `arg:"" help:"The entity that is taken away."`
	From   string `placeholder:"ID" help:"What must still be reached; without it, the place with the most edges."`
	Limit  int    `default:"50" help:"Most entities of each list."`
	answerFlags
}

// Run shows what is lost without an entity.
func (c *impactCmd) Run(t *terminal) error {
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.Impact, error) {
		return g.Impact(t.ctx, graph.ImpactQuery{Remove: c.Remove, From: c.From, Limit: c.Limit})
	}, func(v *graph.Impact) error {
		holds := "is no articulation point"
		if v.ArticulationPoint {
			holds = fmt.Sprintf("is an articulation point: without it what it links falls into %s", count(v.Pieces, "piece"))
		}
		fmt.Fprintf(t.stdout, "%s (%s) %s.\n", v.Removed.Name.In(c.Lang), v.Removed.ID, holds)
		fmt.Fprintf(t.stdout, "Unreachable without it: %d\n", v.UnreachableTotal)
		for _, e := range v.Unreachable {
			fmt.Fprintf(t.stdout, "  %s  %s\n", e.ID, e.Name.In(c.Lang))
		}
		for _, l := range []struct {
			title string
			list  graph.LossList
		}{{"Measures that lose their only instrument", v.LoseInstrument}, {"Problems that lose their only measure", v.LoseMeasure}, {"Goals that lose their only measure", v.LoseServing}} {
			fmt.Fprintf(t.stdout, "%s: %d\n", l.title, l.list.Total)
			for _, x := range l.list.Items {
				fmt.Fprintf(t.stdout, "  %s  %s\n", x.Entity.ID, x.Why.In(c.Lang))
			}
		}
		return nil
	})
}
