package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
	"github.com/innograph/innograph/graph/ingest"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

type importCmd struct {
	Input []string `arg:"" name:"file" help:"What 'innograph export --whole' wrote, or other files that 'innograph build' takes: .nq, .ndjson and .csv, each plain, .gz or .zst."`
	Store string   `required:"" placeholder:"STORE" help:"The store that takes the statements, bolt:PATH; it is made if it is missing, and not filled from packs."`
}

// Run adds the statements of files to a store, all of them or none.
func (c *importCmd) Run(t *terminal) error {
	path, err := boltPath(c.Store)
	if err != nil {
		return err
	}
	model, err := seeds.LoadEmbedded()
	if err != nil {
		return err
	}
	_, err = os.Stat(path)
	isNew := errors.Is(err, os.ErrNotExist)
	var s graph.Store
	var before []graph.Statement
	if !isNew { // what is there takes part in the checks
		if s, err = store.Open(t.ctx, c.Store); err != nil {
			return err
		}
		if before, err = allOf(t.ctx, s); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	read, err := readFiles(t, c.Input, before, model.Ontology)
	if err == nil {
		_, err = graph.Build(model.Ontology, sequence(before, read))
	}
	if err == nil && isNew {
		s, err = store.Open(t.ctx, c.Store)
	}
	if err != nil {
		if s != nil {
			err = errors.Join(err, s.Close())
		}
		return fmt.Errorf("nothing was imported: %w", err)
	}
	var now []graph.Statement
	if err = s.Apply(t.ctx, graph.Delta{Add: read}); err != nil {
		err = errors.Join(err, s.Close())
		if isNew {
			err = errors.Join(err, os.Remove(path)) // it is empty
		}
		return err
	}
	now, err = allOf(t.ctx, s) // as it is kept, and not as it was read
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	d, err := export.WriteWhole(io.Discard, sequence(now))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.stdout, "%s: %s read, %d of them new; the store now holds %s\n", path, count(len(read), "statement"), len(now)-len(before), count(len(now), "statement"))
	return saySHA256(t.stderr, d)
}

// saySHA256 tells the digest of the N-Quads of all statements, by which what two
// stores hold is compared.
func saySHA256(w io.Writer, d export.WholeDump) error {
	_, err := fmt.Fprintf(w, "SHA-256 %s of the canonical N-Quads of %s\n", d.SHA256, count(d.Statements, "statement"))
	return err
}

// readFiles reads the statements of files, identified, each once.
func readFiles(t *terminal, files []string, known []graph.Statement, o *graph.Ontology) ([]graph.Statement, error) {
	p := newProgress(t.stderr)
	defer p.end()
	var out []graph.Statement
	summary, err := ingest.Read(t.ctx, files, ingest.Options{Ontology: o, Indicators: indicators(known, o), OnProgress: p.read}, func(b *ingest.Batch) error {
		for _, s := range b.Statements {
			out = append(out, s.Identify())
		}
		return nil
	})
	for _, file := range summary.Partial {
		fmt.Fprintf(t.stderr, "note: %s says of itself that it holds only a part of an answer\n", file)
	}
	slices.SortFunc(out, func(a, b graph.Statement) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(out, func(a, b graph.Statement) bool { return a.ID == b.ID }), err
}

// allOf reads a store in the order of ids.
func allOf(ctx context.Context, s graph.Store) (list []graph.Statement, err error) {
	for st, err := range s.Statements(ctx) {
		if err != nil {
			return nil, err
		}
		list = append(list, st)
	}
	slices.SortFunc(list, func(a, b graph.Statement) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// sequence yields the statements of lists.
func sequence(lists ...[]graph.Statement) iter.Seq2[graph.Statement, error] {
	return func(yield func(graph.Statement, error) bool) {
		for _, list := range lists {
			for _, s := range list {
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}
