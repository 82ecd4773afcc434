package main

import (
	"bufio"
	"fmt"
	"io"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

type exportCmd struct {
	Output string `short:"o" placeholder:"FORMAT" help:"The format: ${formats}. Without it, json, or nquads with --whole."`
	File   string `short:"f" type:"path" placeholder:"FILE" help:"Write to this file, whole or not at all, instead of standard output."`
	Table  string `enum:"edges,nodes" default:"edges" help:"For csv: edges or nodes."`
	Whole  bool   `help:"Write every statement, not only entities and edges, as canonical N-Quads that 'innograph import' reads back exactly. Tells their SHA-256."`
	BOM    bool   `name:"bom" help:"For csv: begin with a byte order mark, which spreadsheets need."`
	langFlag
	dataFlags
}

// Run writes the whole graph.
func (c *exportCmd) Run(t *terminal) error {
	f, err := export.ByName(c.Output)
	if err != nil {
		return commandline.Usage(fmt.Errorf("--output: %w", err))
	}
	if c.Whole {
		return c.whole(t, f)
	}
	options := export.Options{Lang: c.Lang, Table: c.Table, BOM: c.BOM}
	return c.ask(t.ctx, func(g *graph.Graph) error {
		s := g.Whole()
		if c.File == "" {
			b := bufio.NewWriter(t.stdout)
			if err := f.Write(b, s, options); err != nil {
				return err
			}
			return b.Flush()
		}
		if err := commandline.WriteFile(c.File, func(w io.Writer) error { return f.Write(w, s, options) }); err != nil {
			return err
		}
		nodes, edges := s.Len()
		_, err := fmt.Fprintf(t.stderr, "Wrote %s and %s to %s.\n", count(nodes, "entity"), count(edges, "edge"), c.File)
		return err
	})
}

// whole writes every statement.
func (c *exportCmd) whole(t *terminal, f export.Format) error {
	if c.Output != "" && f.Name != "nquads" {
		return commandline.Usage(fmt.Errorf("--whole writes nquads, and not %s, which has no place for all that a statement holds", f.Name))
	}
	return c.ask(t.ctx, func(g *graph.Graph) (err error) {
		var d export.WholeDump
		write := func(w io.Writer) error {
			d, err = export.WriteWhole(w, g.AllStatements())
			return err
		}
		if c.File == "" {
			err = write(t.stdout)
		} else {
			err = commandline.WriteFile(c.File, write)
		}
		if err != nil {
			return err
		}
		return saySHA256(t.stderr, d)
	})
}
