package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/innograph/innograph/graph/snapshot"
)

type scaleCmd struct {
	Sizes []int  `default:"10000,100000,1000000,10000000,50000000" placeholder:"N" help:"How many edges, one graph for each number; ${default} without it."`
	Seed  uint64 `default:"1" help:"Of the graphs."`
	programFlag
	Scratch string        `type:"path" placeholder:"DIR" help:"Where the graphs are made and removed again; without it, the system's temporary folder."`
	Budget  time.Duration `default:"10s" help:"Longest time for one kind of question and graph."`
	kindFlag
}

// grown is what was measured of one size.
type grown struct {
	edges        int
	statements   int // edges, types and names
	csv          int64
	built        time.Duration
	parts        []snapshot.Part
	size         int64
	engine, http *toolReport
	questions    *questions
}

// projected is the size for which the snapshot is worked out.
const projected = 1_000_000_000

// Run measures every size and prints tables.
func (c *scaleCmd) Run(t *terminal) error {
	scratch, remove, err := scratchDir(c.Scratch)
	if err != nil {
		return err
	}
	defer remove()
	binary, err := c.program(t.ctx, scratch)
	if err != nil {
		return err
	}
	var all []*grown
	for _, n := range c.Sizes {
		g, err := c.measure(t.ctx, n, binary, filepath.Join(scratch, fmt.Sprint(n)), func(step string) { fmt.Fprintf(t.stderr, "%s edges: %s …\n", counted(n), step) })
		if err != nil {
			return fmt.Errorf("%s edges: %w", counted(n), err)
		}
		all = append(all, g)
	}
	_, err = fmt.Fprintf(t.stdout, "%s.\n\n%s\n%s", machine(), growth(all), sectionSizes(all))
	return err
}

func (c *scaleCmd) measure(ctx context.Context, n int, binary, dir string, say func(string)) (g *grown, err error) {
	defer os.RemoveAll(dir)
	say("generate")
	shape, err := generate(n, c.Seed, dir)
	if err != nil {
		return nil, err
	}
	g = &grown{edges: shape.edges, statements: shape.edges + 3*shape.entities}
	for _, name := range []string{nodesFile, edgesFile} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		g.csv += info.Size()
	}
	if g.questions, err = readQuestions(filepath.Join(dir, queriesFile), c.Kind...); err != nil {
		return nil, err
	}
	say("build")
	path := filepath.Join(dir, "graph.snap")
	if g.built, err = buildSnapshot(ctx, binary, dir, path); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	g.size = info.Size()
	if g.parts, err = snapshot.Describe(path); err != nil {
		return nil, err
	}
	say("ask in process")
	if g.engine, err = measureApart(ctx, "innograph", path, dir, c.Budget, c.kindFlag); err != nil {
		return nil, err
	}
	say("ask over HTTP")
	g.http, err = measureHTTP(ctx, binary, path, g.questions, c.Budget)
	if err != nil {
		return nil, err
	}
	_, err = compareAnswers(g.questions, []*toolReport{g.engine, g.http})
	return g, err
}
