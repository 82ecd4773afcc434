package main

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
)

// answerFlags are common to the commands that answer with tables.
type answerFlags struct {
	Output string `short:"o" enum:"text,json" default:"text" help:"text for people, json for programs."`
	langFlag
	dataFlags
}

// answer asks a question and writes the answer as JSON, or as people writes it.
func answer[T any](t *terminal, f answerFlags, question func(*graph.Graph) (T, error), people func(T) error) error {
	return f.ask(t.ctx, func(g *graph.Graph) error {
		v, err := question(g)
		if err != nil {
			return err
		}
		if f.Output == "json" {
			return writeJSON(t.stdout, v)
		}
		return people(v)
	})
}

// orDash writes a text, or a dash where there is none.
func orDash(s *string) string {
	if s == nil || *s == "" {
		return "–"
	}
	return *s
}

type observationsCmd struct {
	Indicator string `placeholder:"ID" help:"Only of this indicator."`
	Place     string `placeholder:"ID" help:"Only of this place."`
	Kind      string `placeholder:"KIND" help:"Only of this kind: absolute, ratio, rank, growth, floor, target or qualitative."`
	Limit     int    `default:"100" help:"Most observations."`
	answerFlags
}

// Run lists values of indicators.
func (c *observationsCmd) Run(t *terminal) error {
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.ObservationList, error) {
		return g.Observations(t.ctx, graph.ObservationQuery{Indicator: c.Indicator, Place: c.Place, Kind: c.Kind, Limit: c.Limit})
	}, func(l *graph.ObservationList) error {
		rows := [][]string{{"PLACE", "INDICATOR", "KIND", "VALUE", "PRINTED", "FLAGS"}}
		for _, o := range l.Observations {
			rows = append(rows, []string{o.Place.Name.In(c.Lang), o.Indicator.Name.In(c.Lang), o.Kind, value(o, c.Lang), o.Printed, strings.Join(o.Flags, " ")})
		}
		if err := table(t.stdout, rows); err != nil {
			return err
		}
		if more := incomplete(l.Meta); more != "" {
			fmt.Fprintln(t.stderr, more)
		}
		return nil
	})
}

// value writes an observed value with its operator and unit.
func value(o graph.Observation, lang string) string {
	s := o.Text
	if o.Operator != "" && o.Operator != "=" {
		s = o.Operator + " " + s
	}
	if o.Unit != nil {
		s += " " + o.Unit.Label.In(lang)
	}
	if o.RelativeTo != nil {
		s += " (" + o.RelativeTo.ID + ")"
	}
	return s
}

type compareCmd struct {
	Indicator []string `arg:"" optional:"" help:"Indicators; without them, all that have values of two places."`
	Places    []string `placeholder:"ID" help:"Only these places; the first is the reference."`
	With      string   `placeholder:"ID" help:"Instead: with which places this one is compared most, on what, and who is ahead."`
	answerFlags
}

// Run puts places side by side.
func (c *compareCmd) Run(t *terminal) error {
	if c.With != "" {
		return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.ComparedWith, error) { return g.ComparedMost(t.ctx, c.With) },
			func(v *graph.ComparedWith) error {
				rows := [][]string{{"PLACE", "INDICATORS", "AHEAD", "BEHIND", "UNDECIDED", "ON"}}
				for _, p := range v.Places {
					var on []string
					for _, i := range p.Indicators {
						on = append(on, i.Indicator.ID)
					}
					rows = append(rows, []string{p.Place.ID, fmt.Sprint(p.Count), fmt.Sprint(p.AheadOn), fmt.Sprint(p.BehindOn), fmt.Sprint(p.UndecidedOn), strings.Join(on, " ")})
				}
				return table(t.stdout, rows)
			})
	}
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.Comparison, error) {
		return g.Compare(t.ctx, graph.CompareQuery{Indicators: c.Indicator, Places: c.Places})
	}, func(v *graph.Comparison) error {
		for _, i := range v.Indicators {
			fmt.Fprintf(t.stdout, "%s (%s); better: %s; ahead: %s\n", i.Label.In(c.Lang), i.Indicator.ID, i.Better, orDash(i.Ahead))
			rows := [][]string{{"  RANK", "PLACE", "VALUES", "DERIVED"}}
			for _, r := range i.Rows {
				rank, values, derived := "–", []string{}, []string{}
				if r.Rank != nil {
					rank = fmt.Sprint(*r.Rank)
				}
				for _, cell := range r.Cells {
					values = append(values, value(cell.Observation, c.Lang))
				}
				for _, d := range r.Derived {
					derived = append(derived, fmt.Sprintf("%s %g = %s", d.What, d.Value, d.Formula))
				}
				rows = append(rows, []string{"  " + rank, r.Place.Name.In(c.Lang), strings.Join(values, "; "), strings.Join(derived, "; ")})
			}
			if err := table(t.stdout, rows); err != nil {
				return err
			}
			for _, w := range i.Warnings {
				fmt.Fprintf(t.stdout, "  ! %s\n", w.Text.In(c.Lang))
			}
		}
		return nil
	})
}
