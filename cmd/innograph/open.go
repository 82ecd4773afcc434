package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/snapshot"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

// dataFlags say which graph a command works on.
type dataFlags struct {
	Pack    []string `placeholder:"DIR" type:"path" help:"Also load the pack in this folder; repeatable."`
	Sources string   `placeholder:"DIR" type:"path" help:"Attach the texts of sources in this folder: every reference is checked, and evidence shows its sentence."`
	Store   string   `default:"memory" placeholder:"STORE" help:"Where statements are kept: memory, or bolt:PATH or postgres://USER@HOST/DATABASE, which is filled from the packs when it is new."`

	Snapshot string `placeholder:"FILE" type:"path" help:"Instead of packs and a store, the graph of a snapshot that 'innograph build' made; it is not changed."`
}

// opened is a graph ready to be asked.
type opened struct {
	bundle *seeds.Bundle
	store  graph.Store // nil for a snapshot
	live   *graph.Live
	seeded bool          // the store was empty and got the packs' statements
	absent int           // statements of the packs that the store does not hold
	took   time.Duration // to load it all
	beside *beside       // the store's snapshot; nil where there is none
	note   string        // why that was not used
}

// open loads the packs, fills the store if it is empty, and reads the graph out
// of it. The caller closes the store.
func (f dataFlags) open(ctx context.Context) (o *opened, err error) {
	start := time.Now()
	if f.Snapshot != "" {
		return f.openSnapshot(ctx)
	}
	o = &opened{}
	if o.bundle, err = f.load(); err != nil {
		return nil, err
	}
	if o.store, err = store.Open(ctx, f.Store); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.store.Close())
		}
	}()
	if o.seeded, err = seed(ctx, o.store, o.bundle.Statements); err != nil {
		return nil, fmt.Errorf("filling the store %s: %w", store.Public(f.Store), err)
	}
	if err := o.read(ctx, f.Store); err != nil {
		return nil, fmt.Errorf("reading the graph from the store %s: %w", store.Public(f.Store), err)
	}
	if !o.seeded {
		g := o.live.Current()
		for _, s := range o.bundle.Statements {
			if _, err := g.Statement(s.ID); err != nil {
				o.absent++
			}
		}
	}
	o.took = time.Since(start)
	return o, nil
}

// read makes the graph: of the snapshot beside the store where that is of the
// same state, else of the store.
func (o *opened) read(ctx context.Context, dsn string) error {
	var g *graph.Graph
	var err error
	if o.beside = besideOf(dsn, o.store, o.bundle.Ontology); o.beside != nil && !o.seeded {
		if g, o.note, err = o.beside.open(ctx, o.bundle.Documents); err != nil {
			return err
		}
	}
	if g != nil {
		o.live, err = graph.Resume(ctx, g, o.store)
		return err
	}
	o.live, err = graph.Open(ctx, o.bundle.Ontology, o.store, o.bundle.Documents...)
	return err
}

func (f dataFlags) load() (*seeds.Bundle, error) {
	var opts []seeds.Option
	for _, dir := range f.Pack {
		opts = append(opts, seeds.WithPackDir(dir))
	}
	if f.Sources != "" {
		opts = append(opts, seeds.WithSources(f.Sources))
	}
	return seeds.LoadEmbedded(opts...)
}

// seed gives an empty store its first statements.
func seed(ctx context.Context, s graph.Store, statements []graph.Statement) (bool, error) {
	for _, err := range s.Statements(ctx) {
		return false, err // it holds something, or cannot be read
	}
	if j, ok := s.(graph.Journal); ok {
		return true, j.Commit(ctx, &graph.ChangeSet{Message: "filled from the packs", Add: statements})
	}
	return true, s.Apply(ctx, graph.Delta{Add: statements})
}

// ask opens the graph for one question and closes the store.
func (f dataFlags) ask(ctx context.Context, question func(*graph.Graph) error) error {
	o, err := f.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(question(o.live.Current()), o.close())
}

// openSnapshot maps a snapshot and attaches the texts of its sources.
func (f dataFlags) openSnapshot(ctx context.Context) (*opened, error) {
	start := time.Now()
	if f.Store != "memory" {
		return nil, commandline.Usage(errors.New("--store and --snapshot are two graphs: give one of them"))
	}
	if len(f.Pack) > 0 {
		return nil, commandline.Usage(errors.New("--pack cannot be added to --snapshot: give the pack to 'innograph build'"))
	}
	documents, err := f.documents()
	if err != nil {
		return nil, err
	}
	g, err := snapshot.Open(ctx, f.Snapshot, documents...)
	if err != nil {
		return nil, err
	}
	return &opened{bundle: &seeds.Bundle{Ontology: g.Ontology()}, live: graph.NewLive(g), took: time.Since(start)}, nil
}

// documents reads the texts of the packs' sources, where they are attached.
func (f dataFlags) documents() ([]*graph.Document, error) {
	if f.Sources == "" {
		return nil, nil
	}
	bundle, err := f.load()
	if err != nil {
		return nil, err
	}
	return bundle.Documents, nil
}

func (o *opened) close() error {
	if o.store == nil {
		return nil
	}
	return o.store.Close()
}
