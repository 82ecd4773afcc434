package main

import (
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
)

type coverageCmd struct {
	ID     string `arg:"" help:"The id of the source."`
	Unused bool   `help:"List only sentences and numbers that are neither cited nor excluded."`
	Output string `short:"o" enum:"text,json" default:"text" help:"text for people, json for programs."`
	dataFlags
}

// Run shows the coverage of a source.
func (c *coverageCmd) Run(t *terminal) error {
	return c.ask(t.ctx, func(g *graph.Graph) error {
		v, err := g.Coverage(t.ctx, c.ID)
		if err != nil {
			return err
		}
		if c.Output == "json" {
			return writeJSON(t.stdout, v)
		}
		for _, s := range v.Sections {
			fmt.Fprintf(t.stdout, "%s %s: %s\n", s.ID, s.Title.En, count(s.Statements, "statement"))
			for _, x := range s.Sentences {
				c.sentence(t, x)
			}
		}
		if !v.Attached {
			_, err = fmt.Fprintln(t.stdout, "The text of the source is not attached; with --sources DIR its sentences are shown.")
			return err
		}
		_, err = fmt.Fprintf(t.stdout, "sentences: %s\nnumbers:   %s\n", share(v.Totals.Sentences), share(v.Totals.Numerals))
		return err
	})
}

func (c *coverageCmd) sentence(t *terminal, x graph.SentenceCoverage) {
	var unused []string
	for _, n := range x.Numerals {
		if n.State == graph.Unused {
			unused = append(unused, n.Text)
		}
	}
	if c.Unused && (x.State != graph.Unused || x.Heading) && unused == nil {
		return
	}
	state := string(x.State)
	switch {
	case x.State == graph.Cited:
		state = "cited by " + count(len(x.Statements), "statement")
	case x.Reason != nil:
		state = "excluded: " + x.Reason.En
	case x.Heading:
		state = "heading"
	}
	if unused != nil {
		state += "; unused numbers " + strings.Join(unused, ", ")
	}
	fmt.Fprintf(t.stdout, "  %d–%d %s\n", x.Span.Start, x.Span.End, state)
}

func share(c graph.StateCount) string {
	return fmt.Sprintf("%d of %d cited, %d excluded, %d unused", c.Cited, c.Total, c.Excluded, c.Unused)
}
