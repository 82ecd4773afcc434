package main

import (
	"fmt"
	"io"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
)

type pathCmd struct {
	From    string   `arg:"" help:"Where paths start, an entity's id."`
	To      string   `arg:"" help:"Where they end."`
	Mode    string   `default:"shortest" placeholder:"MODE" help:"Which paths: ${modes}."`
	K       int      `short:"k" default:"10" help:"Most paths."`
	MaxHops int      `help:"Most hops; 0 for no bound, which for simple paths means 6."`
	Via     []string `placeholder:"ID" help:"Only paths through this entity; repeatable."`
	Avoid   []string `placeholder:"ID" help:"No paths through this entity; repeatable."`
	Cost    string   `default:"hops" placeholder:"COST" help:"What a hop costs: ${costs}."`
	filterFlags
	graphOutput
	dataFlags
}

// Run shows paths between two entities.
func (c *pathCmd) Run(t *terminal) error {
	q := graph.PathQuery{From: c.From, To: c.To, K: c.K, MaxHops: c.MaxHops, Via: c.Via, Avoid: c.Avoid, Filter: c.filter()}
	var err error
	if q.Mode, err = graph.ParsePathMode(c.Mode); err != nil {
		return commandline.Usage(err)
	}
	if q.Cost, err = graph.ParseCost(c.Cost); err != nil {
		return commandline.Usage(err)
	}
	if q.Direction, err = c.direction(); err != nil {
		return err
	}
	if _, _, err := c.format(); err != nil {
		return err
	}
	return c.ask(t.ctx, func(g *graph.Graph) error {
		s, err := g.Paths(t.ctx, q)
		if err != nil {
			return err
		}
		return c.write(t.stdout, s, func(w io.Writer) error { return c.people(w, s) })
	})
}

func (c *pathCmd) people(w io.Writer, s *graph.Subgraph) error {
	t := newTree(s, c.Lang)
	edges := map[string]graph.Edge{}
	for e := range s.Edges() {
		edges[e.ID] = e
	}
	for i, p := range s.Paths {
		cost := ""
		if c.Cost != graph.HopCost.String() {
			cost = fmt.Sprintf(", cost %.2f", p.Cost)
		}
		fmt.Fprintf(w, "%d. %s%s\n   %s\n", i+1, count(p.Length, "hop"), cost, t.title(t.nodes[p.Nodes[0]]))
		for hop, ids := range p.Edges {
			for _, id := range ids {
				e := edges[id]
				fmt.Fprintf(w, "   └─ %s:%s\n", t.label(e, e.Source == p.Nodes[hop]), marks(e))
			}
			fmt.Fprintf(w, "   %s\n", t.title(t.nodes[p.Nodes[hop+1]]))
		}
		fmt.Fprintf(w, "   %s\n", p.Sentence.In(c.Lang))
	}
	more := incomplete(s.Meta)
	if len(s.Paths) == 0 && more == "" {
		more = "There is no such path."
	}
	if more != "" {
		if _, err := fmt.Fprintln(w, more); err != nil {
			return err
		}
	}
	return nil
}
