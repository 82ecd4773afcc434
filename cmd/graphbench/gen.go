package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/seeds"
)

type genCmd struct {
	Statements int    `required:"" placeholder:"N" help:"How many edges; there is one entity for every ten."`
	Output     string `short:"o" required:"" type:"path" placeholder:"DIR" help:"The folder to write nodes.csv, edges.csv and queries.json to."`
	Seed       uint64 `default:"1" help:"The same seed gives the same bytes."`
}

// Run writes the graph and the questions.
func (c *genCmd) Run(t *terminal) error {
	start := time.Now()
	s, err := generate(c.Statements, c.Seed, c.Output)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "%s: %d entities of %d types, %d edges of %d relations, no two alike, in %s\n",
		c.Output, s.entities, len(s.types), s.edges, len(s.relations), time.Since(start).Round(time.Millisecond))
	return err
}

// generate writes the graph of a size and a seed into a folder, and returns its
// shape.
func generate(edges int, seed uint64, dir string) (*shape, error) {
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		return nil, err
	}
	s, err := newShape(bundle.Ontology, edges, seed)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := commandline.WriteFile(filepath.Join(dir, nodesFile), s.writeNodes); err != nil {
		return nil, err
	}
	if err := commandline.WriteFile(filepath.Join(dir, edgesFile), s.writeEdges); err != nil {
		return nil, err
	}
	q, err := s.questions()
	if err != nil {
		return nil, err
	}
	return s, q.write(filepath.Join(dir, queriesFile))
}

// The files of a generated graph.
const (
	nodesFile   = "nodes.csv"
	edgesFile   = "edges.csv"
	queriesFile = "queries.json"
)
