package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/dustin/go-humanize"
	"golang.org/x/sync/errgroup"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/ingest"
	"github.com/innograph/innograph/graph/snapshot"
	"github.com/innograph/innograph/seeds"
)

type buildCmd struct {
	Input     []string `arg:"" help:"Folders of packs, and files: .csv with Neo4j import headers, .nq, .ndjson, each plain, .gz or .zst; - is NDJSON or CSV on standard input."`
	Output    string   `short:"o" required:"" type:"path" placeholder:"FILE" help:"The snapshot to write; replaced only when the new one is whole."`
	MaxErrors int      `default:"0" help:"Bad rows that are passed over before giving up; below 0, all of them."`
}

// Run makes one snapshot of all inputs.
func (c *buildCmd) Run(t *terminal) (err error) {
	// The columns are most of the heap and hold no pointers: what a collection
	// costs is little beside the memory that a lazier collector would take.
	defer debug.SetGCPercent(debug.SetGCPercent(30))
	start := time.Now()
	if info, err := os.Stat(filepath.Dir(c.Output)); err != nil || !info.IsDir() {
		return commandline.Usage(fmt.Errorf("the folder of %s does not exist", c.Output))
	}
	p := newProgress(t.stderr)
	defer p.end()
	model, packs, files, err := c.inputs()
	if err != nil {
		return err
	}
	b := graph.NewBuilder(model.Ontology)
	var scratch []byte
	for _, s := range packs {
		var key graph.StatementKey
		key, scratch = s.Key(scratch)
		if err := b.Add(&s, key, graph.Origin{}); err != nil {
			return err
		}
	}
	summary, err := readInto(t.ctx, b, files, ingest.Options{
		Ontology: model.Ontology, Indicators: indicators(packs, model.Ontology), MaxErrors: c.MaxErrors,
		OnError:    func(e *ingest.RowError) { p.say(e.Error()) },
		OnProgress: p.read,
	})
	if err != nil {
		return err
	}
	p.phase("putting the statements in order")
	g, err := b.Finish()
	if err != nil {
		return err
	}
	p.phase("indexing names and writing")
	if err := snapshot.Write(t.ctx, c.Output, g); err != nil {
		return err
	}
	p.end()
	info, err := os.Stat(c.Output)
	if err != nil {
		return err
	}
	stats := g.Stats()
	fmt.Fprintf(t.stdout, "%s: %s, %s, %s, %s, graph %s, in %s\n", c.Output, count(stats.Entities, "entity"), count(stats.Statements, "statement"),
		count(stats.Edges, "edge"), humanize.Bytes(uint64(info.Size())), g.Version(), time.Since(start).Round(time.Millisecond))
	if summary.Bad > 0 {
		fmt.Fprintf(t.stdout, "%s of %d passed over\n", count(int(summary.Bad), "bad row"), summary.Rows)
	}
	for _, f := range summary.Partial {
		fmt.Fprintf(t.stdout, "note: %s says of itself that it holds only a part of an answer\n", f)
	}
	return nil
}

// inputs loads the packs and tells them from the files.
func (c *buildCmd) inputs() (model *seeds.Bundle, packs []graph.Statement, files []string, err error) {
	var folders []string
	for _, in := range c.Input {
		if info, err := os.Stat(in); err == nil && info.IsDir() {
			if _, err := os.Stat(filepath.Join(in, "pack.yaml")); err != nil {
				return nil, nil, nil, commandline.Usage(fmt.Errorf("%s is a folder without a pack.yaml: give a pack, or the files in it", in))
			}
			folders = append(folders, in)
		} else {
			files = append(files, in)
		}
	}
	if len(folders) == 0 {
		model, err = seeds.LoadEmbedded()
		return model, nil, files, err
	}
	var opts []seeds.Option
	for _, dir := range folders[1:] {
		opts = append(opts, seeds.WithPackDir(dir))
	}
	if model, err = seeds.LoadPack(folders[0], opts...); err != nil {
		return nil, nil, nil, err
	}
	return model, model.Statements, files, nil
}

// indicators lists the entities of the packs that may stand as relations.
func indicators(statements []graph.Statement, o *graph.Ontology) (ids []string) {
	for _, s := range statements {
		if s.Relation == graph.RelType && o.Role(s.Object.String()) == graph.RoleIndicator {
			ids = append(ids, s.Subject)
		}
	}
	return ids
}

// keyed is a batch with the keys of its statements.
type keyed struct {
	*ingest.Batch
	keys []graph.StatementKey
}

// readInto reads files into a builder. Reading, hashing and adding each have a
// goroutine, and the order of statements stays that of the files.
func readInto(ctx context.Context, b *graph.Builder, files []string, o ingest.Options) (summary ingest.Summary, err error) {
	if len(files) == 0 {
		return summary, nil
	}
	work, ctx := errgroup.WithContext(ctx)
	read, hashed := make(chan *ingest.Batch, 4), make(chan keyed, 4)
	work.Go(func() (err error) {
		defer close(read)
		summary, err = ingest.Read(ctx, files, o, func(batch *ingest.Batch) error {
			select {
			case read <- batch:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		return err
	})
	work.Go(func() error {
		defer close(hashed)
		var scratch []byte
		for batch := range read {
			k := keyed{batch, make([]graph.StatementKey, len(batch.Statements))}
			for i := range batch.Statements {
				k.keys[i], scratch = batch.Statements[i].Key(scratch)
			}
			select {
			case hashed <- k:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	work.Go(func() error {
		for k := range hashed {
			if err := b.AddAll(k.Statements, k.keys, k.File, k.Lines); err != nil {
				return err
			}
		}
		return nil
	})
	err = work.Wait()
	if errors.Is(err, context.Canceled) {
		err = errors.Join(errors.New("the build was interrupted; nothing was written"), err)
	}
	return summary, err
}
