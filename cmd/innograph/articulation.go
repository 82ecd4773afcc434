package main

import (
	"fmt"

	"github.com/innograph/innograph/graph"
)

type articulationCmd struct {
	Limit int `default:"20" help:"Most entities."`
	answerFlags
}

// Run lists what the connectedness of the graph hangs on.
func (c *articulationCmd) Run(t *terminal) error {
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.Articulation, error) {
		return g.ArticulationPoints(t.ctx, c.Limit)
	}, func(v *graph.Articulation) error {
		rows := [][]string{{"CUTS OFF", "PIECES", "DEGREE", "ID", "NAME"}}
		for _, p := range v.Points {
			rows = append(rows, []string{fmt.Sprint(p.CutOff), fmt.Sprint(p.Pieces), fmt.Sprint(p.Degree), p.ID, p.Name.In(c.Lang)})
		}
		if err := table(t.stdout, rows); err != nil {
			return err
		}
		if more := incomplete(v.Meta); more != "" {
			fmt.Fprintln(t.stderr, more)
		}
		return nil
	})
}
