package main

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
)

type searchCmd struct {
	Text   []string `arg:"" help:"What to look for, as in 城西, chengxi, cxkc or corridor."`
	Type   []string `placeholder:"TYPE" help:"Only entities of these types; ! before one excludes it. Repeatable."`
	Limit  int      `default:"10" help:"Most results."`
	Output string   `short:"o" enum:"table,json" default:"table" help:"table for people, json for programs."`
	dataFlags
}

// Run finds entities by name.
func (c *searchCmd) Run(t *terminal) error {
	return c.ask(t.ctx, func(g *graph.Graph) error {
		r, err := g.Search(t.ctx, graph.SearchQuery{Text: strings.Join(c.Text, " "), Types: c.Type, Limit: c.Limit})
		if err != nil {
			return err
		}
		if c.Output == "json" {
			return writeJSON(t.stdout, struct {
				Results []graph.Hit `json:"results"`
				Meta    graph.Meta  `json:"meta"`
			}{r.Hits, r.Meta})
		}
		if len(r.Hits) == 0 {
			_, err := fmt.Fprintln(t.stdout, "Nothing of that name was found.")
			return err
		}
		rows := [][]string{{"ID", "TYPE", "NAME", "ENGLISH NAME", "MATCHED", "SCORE"}}
		for _, h := range r.Hits {
			rows = append(rows, []string{h.ID, h.Type, h.Name.Zh, h.Name.En, h.Matched, fmt.Sprintf("%.2f", h.Score)})
		}
		if err := table(t.stdout, rows); err != nil {
			return err
		}
		if more := incomplete(r.Meta); more != "" {
			fmt.Fprintln(t.stderr, more)
		}
		return nil
	})
}
