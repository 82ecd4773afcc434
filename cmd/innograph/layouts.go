package main

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
)

type layoutsCmd struct {
	ID string `arg:"" optional:"" help:"A spatial framework; without it, all are listed."`
	answerFlags
}

// Run shows spatial frameworks as trees.
func (c *layoutsCmd) Run(t *terminal) error {
	if c.ID == "" {
		return answer(t, c.answerFlags, func(g *graph.Graph) ([]graph.LayoutSummary, error) {
			l, err := g.Layouts(t.ctx, 0)
			if err != nil {
				return nil, err
			}
			return l.Layouts, nil
		},
			func(list []graph.LayoutSummary) error {
				rows := [][]string{{"ID", "NAME", "STATUS", "MEMBERS", "ENTITIES"}}
				for _, l := range list {
					rows = append(rows, []string{l.ID, l.Name.In(c.Lang), l.Status.String(), fmt.Sprint(l.Members), fmt.Sprint(l.Entities)})
				}
				return table(t.stdout, rows)
			})
	}
	return answer(t, c.answerFlags, func(g *graph.Graph) (*graph.LayoutView, error) {
		l, err := g.Layout(t.ctx, c.ID)
		if err != nil {
			return nil, err
		}
		return &l.View, nil
	}, func(v *graph.LayoutView) error {
		c.node(t, v.Tree, 0)
		for _, p := range v.Problems {
			fmt.Fprintf(t.stdout, "! %s: %s\n", p.ID, p.Message)
		}
		return nil
	})
}

func (c *layoutsCmd) node(t *terminal, n graph.LayoutNode, depth int) {
	notes := []string{}
	if n.Status != graph.Existing {
		notes = append(notes, n.Status.String())
	}
	if n.MembersStated != nil && !*n.MembersStated {
		notes = append(notes, "members not stated")
	}
	line := strings.Repeat("  ", depth) + n.Name.In(c.Lang) + " (" + n.ID + ")"
	if len(notes) > 0 {
		line += " [" + strings.Join(notes, ", ") + "]"
	}
	fmt.Fprintln(t.stdout, line)
	for _, child := range n.Children {
		c.node(t, child, depth+1)
	}
}
