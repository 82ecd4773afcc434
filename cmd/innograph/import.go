package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
	"github.com/innograph/innograph/graph/ingest"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

type importCmd struct {
	Input []string `arg:"" name:"file" help:"What 'innograph export --whole' wrote, or other files that 'innograph build' takes: .nq, .ndjson and .csv, each plain, .gz or .zst."`
	Store string   `required:"" placeholder:"STORE" help:"The store that takes the statements, bolt:PATH, which is made if it is missing, or postgres://…, also while servers have it open. It is not filled from packs."`
}

// Run adds the statements of files to a store, all of them or none.
func (c *importCmd) Run(t *terminal) (err error) {
	path, isFile := strings.CutPrefix(c.Store, "bolt:")
	switch {
	case !isFile && inPostgres(c.Store):
		path = ""
	case !isFile || path == "":
		return commandline.Usage(fmt.Errorf("--store %s: this takes a store that lasts, bolt:PATH or postgres://…", store.Public(c.Store)))
	}
	model, err := seeds.LoadEmbedded()
	if err != nil {
		return err
	}
	var s graph.Store
	var at graph.State
	var before []graph.Statement
	_, err = os.Stat(path)
	isNew := isFile && errors.Is(err, os.ErrNotExist)
	if !isNew { // what is there takes part in the checks
		if s, at, before, err = openAll(t.ctx, c.Store); err != nil {
			return err
		}
	}
	read, err := readFiles(t, c.Input, before, model.Ontology)
	if err == nil {
		_, err = graph.Build(model.Ontology, sequence(before, read))
	}
	if err == nil && isNew {
		s, at, before, err = openAll(t.ctx, c.Store)
	}
	if err == nil {
		err = s.(graph.Journal).CommitAfter(t.ctx, at, &graph.ChangeSet{Add: slices.Clone(read), Message: "import of " + strings.Join(c.Input, ", ")})
	}
	if errors.Is(err, graph.ErrBehind) {
		err = errors.New("the store was changed meanwhile, and the files were checked against what it held before; try again")
	}
	if err != nil {
		if s != nil {
			err = errors.Join(err, s.Close())
			if isNew {
				err = errors.Join(err, os.Remove(path)) // it is empty
			}
		}
		return fmt.Errorf("nothing was imported: %w", err)
	}
	now, err := allOf(t.ctx, s) // as it is kept, and not as it was read
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	d, err := export.WriteWhole(io.Discard, sequence(now))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.stdout, "%s: %s read, %d of them new; the store now holds %s\n", cmp.Or(path, store.Public(c.Store)), count(len(read), "statement"), len(now)-len(before), count(len(now), "statement"))
	return saySHA256(t.stderr, d)
}

// openAll opens a store that keeps its changes and reads all of it. While the store
// is in that state, this is what it holds.
func openAll(ctx context.Context, dsn string) (s graph.Store, at graph.State, list []graph.Statement, err error) {
	if s, err = store.Open(ctx, dsn); err != nil {
		return nil, at, nil, err
	}
	if at, err = s.(graph.Journal).State(ctx); err == nil {
		list, err = allOf(ctx, s)
	}
	if err != nil {
		return nil, at, nil, errors.Join(err, s.Close())
	}
	return s, at, list, nil
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
