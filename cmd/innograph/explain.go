package main

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
)

type explainCmd struct {
	From    string `arg:"" help:"Where paths start, an entity's id."`
	To      string `arg:"" help:"Where they end."`
	K       int    `short:"k" default:"1" help:"Most paths."`
	MaxHops int    `help:"Most hops; 0 for no bound."`
	Cost    string `default:"hops" placeholder:"COST" help:"What a hop costs: ${costs}."`
	filterFlags
	answerFlags
}

// Run tells paths hop by hop, with how sure each hop is and where it is said.
func (c *explainCmd) Run(t *terminal) error {
	q := graph.PathQuery{From: c.From, To: c.To, Mode: graph.KShortest, K: c.K, MaxHops: c.MaxHops, Filter: c.filter()}
	var err error
	if q.Cost, err = graph.ParseCost(c.Cost); err != nil {
		return commandline.Usage(err)
	}
	if q.Direction, err = c.direction(); err != nil {
		return err
	}
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.Explanation, error) { return g.Explain(t.ctx, q) },
		func(v *graph.Explanation) error {
			for i, p := range v.Paths {
				fmt.Fprintf(t.stdout, "%d. %s\n", i+1, p.Sentence.In(c.Lang))
				for _, h := range p.Hops {
					fmt.Fprintf(t.stdout, "   %s [%s, %s]\n", h.Sentence.In(c.Lang), h.Status, h.Basis)
					for _, e := range h.Evidence {
						fmt.Fprintf(t.stdout, "      %s %s: %s\n", e.Source, e.Section, strings.Join(e.Terms, ", "))
					}
				}
				fmt.Fprintf(t.stdout, "   %s\n", p.Certainty.In(c.Lang))
			}
			_, err := fmt.Fprintln(t.stdout, v.Summary.In(c.Lang))
			return err
		})
}
