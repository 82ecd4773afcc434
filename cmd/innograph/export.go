package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

type exportCmd struct {
	Output string `short:"o" default:"json" placeholder:"FORMAT" help:"The format: ${formats}."`
	File   string `short:"f" type:"path" placeholder:"FILE" help:"Write to this file, whole or not at all, instead of standard output."`
	Table  string `enum:"edges,nodes" default:"edges" help:"For csv: edges or nodes."`
	BOM    bool   `name:"bom" help:"For csv: begin with a byte order mark, which spreadsheets need."`
	langFlag
	dataFlags
}

// Run writes the whole graph.
func (c *exportCmd) Run(t *terminal) error {
	f, err := export.ByName(c.Output)
	if err != nil {
		return usageError{fmt.Errorf("--output: %w", err)}
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
		if err := writeFile(c.File, func(b *bufio.Writer) error { return f.Write(b, s, options) }); err != nil {
			return err
		}
		nodes, edges := s.Len()
		_, err := fmt.Fprintf(t.stderr, "Wrote %s and %s to %s.\n", count(nodes, "entity"), count(edges, "edge"), c.File)
		return err
	})
}

// writeFile writes to a temporary file beside path and renames it, so that path
// is never half-written.
func writeFile(path string, write func(*bufio.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	b := bufio.NewWriter(f)
	if err = write(b); err != nil {
		return err
	}
	if err = b.Flush(); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
