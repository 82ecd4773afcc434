package main

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
)

type centralityCmd struct {
	Measure string   `arg:"" optional:"" default:"degree" help:"degree, betweenness or pagerank."`
	List    []string `placeholder:"TYPE" help:"List only entities of these types; the measure sees all that the filters allow. Repeatable."`
	Limit   int      `default:"20" help:"Most entities."`
	filterFlags
	answerFlags
}

// Run lists the entities that a measure of centrality puts first.
func (c *centralityCmd) Run(t *terminal) error {
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.CentralityResult, error) {
		return g.Centrality(t.ctx, graph.CentralityQuery{Measure: c.Measure, Filter: c.filter(), Type: c.List, Limit: c.Limit})
	}, func(v *graph.CentralityResult) error {
		rows := [][]string{{"RANK", "ID", "NAME", strings.ToUpper(v.Measure), "NORMALIZED"}}
		for _, e := range v.Entities {
			rows = append(rows, []string{fmt.Sprint(e.Rank), e.ID, e.Name.In(c.Lang), fmt.Sprintf("%.4g", e.Score), fmt.Sprintf("%.4f", e.Normalized)})
		}
		return table(t.stdout, rows)
	})
}

type communitiesCmd struct {
	Resolution float64 `default:"1" help:"Above 0; more makes smaller communities."`
	filterFlags
	answerFlags
}

// Run divides the graph into communities.
func (c *communitiesCmd) Run(t *terminal) error {
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.CommunitiesResult, error) {
		return g.Communities(t.ctx, graph.CommunityQuery{Filter: c.filter(), Resolution: c.Resolution})
	}, func(v *graph.CommunitiesResult) error {
		for i, m := range v.Communities {
			var names []string
			for _, e := range m.Entities[:min(5, len(m.Entities))] {
				names = append(names, e.Name.In(c.Lang))
			}
			fmt.Fprintf(t.stdout, "%d. %s: %s\n", i+1, count(m.Size, "entity"), strings.Join(names, "; "))
		}
		_, err := fmt.Fprintf(t.stdout, "modularity %.3f\n", v.Modularity)
		return err
	})
}
