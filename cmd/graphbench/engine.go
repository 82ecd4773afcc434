package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/snapshot"
)

type engineCmd struct {
	Snapshot string `required:"" type:"path" placeholder:"FILE" help:"The snapshot, from innograph build."`
	Dir      string `type:"path" placeholder:"DIR" help:"The folder of the graph from gen; without it, that of the snapshot."`
	kindFlag
	Budget time.Duration `default:"20s" help:"Longest time for one kind of question."`
	Lines  string        `hidden:"" enum:"innograph,bare," default:"" help:"Only that one, as lines of JSON, as peers print them."`
}

// Run measures and prints one line per kind.
func (c *engineCmd) Run(t *terminal) error {
	if c.Dir == "" {
		c.Dir = filepath.Dir(c.Snapshot)
	}
	q, err := readQuestions(filepath.Join(c.Dir, queriesFile), c.Kind...)
	if err != nil {
		return err
	}
	var engine, bare *toolReport
	if c.Lines != "bare" {
		if engine, err = measureEngine(t.ctx, c.Snapshot, q, c.Budget); err != nil {
			return err
		}
	}
	if c.Lines != "innograph" {
		if bare, err = measureBare(c.Dir, q, c.Budget); err != nil {
			return err
		}
	}
	switch c.Lines {
	case "innograph":
		return engine.write(t.stdout)
	case "bare":
		return bare.write(t.stdout)
	}
	if _, err := compareAnswers(q, []*toolReport{engine, bare}); err != nil {
		return err
	}
	w := tabwriter.NewWriter(t.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "median\tp99\tbare\tp99\tratio\tquestions\tkind\t")
	for _, m := range engine.Measurements {
		fmt.Fprintf(w, "%s\t%s\t", microseconds(m.Median), microseconds(m.P99))
		if b, _ := bare.of(m.Kind); b.Count > 0 {
			fmt.Fprintf(w, "%s\t%s\t%.2f\t", microseconds(b.Median), microseconds(b.P99), m.Median/b.Median)
		} else {
			fmt.Fprint(w, "\t\t\t")
		}
		fmt.Fprintf(w, "%d\t%s\t\n", m.Count, m.Kind)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "snapshot to the first answer: %s; %s resident\n", seconds(engine.OpenSeconds), bytesOf(engine.RSS))
	return err
}

// measureApart runs a part of the engine command, innograph or bare, in a process
// of its own, so that neither its memory nor its garbage are those of others.
func measureApart(ctx context.Context, part, snapshot, dir string, budget time.Duration, kinds kindFlag) (*toolReport, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{self, "engine", "--lines", part, "--snapshot", snapshot, "--dir", dir, "--budget", budget.String()}
	for _, w := range kinds.Kind {
		args = append(args, "--kind", w)
	}
	return reported(ctx, args...)
}

// measureEngine asks a snapshot in this process.
func measureEngine(ctx context.Context, path string, q *questions, budget time.Duration) (*toolReport, error) {
	r := &toolReport{Tool: toolEngine, Note: "answers hold positions in the graph; nothing is encoded"}
	start := time.Now()
	g, err := snapshot.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	e := engine{ctx, g}
	first, err := q.first(e)
	if err == nil {
		err = first()
	}
	if err != nil {
		return nil, err
	}
	r.OpenSeconds = time.Since(start).Seconds()
	err = r.measure(e, q, budget)
	r.RSS = residentBytes(os.Getpid())
	return r, err
}

// engine asks a graph.
type engine struct {
	ctx context.Context
	g   *graph.Graph
}

func (engine) cannot(kind) string { return "" }

func (e engine) prepare(k kind, samples [][]string) asking {
	return asking{ask: func(i int) (answer, error) { return e.ask(k, samples[i]) }}
}

func (e engine) ask(k kind, sample []string) (answer, error) {
	f := graph.Filter{Relations: optional(k.Relation), Types: optional(k.Type)}
	switch k.Ask {
	case "neighborhood":
		s, err := e.g.Neighborhood(e.ctx, graph.NeighborhoodQuery{ID: sample[0], Depth: k.Depth, Limit: k.Limit, Filter: f})
		if err != nil {
			return answer{}, err
		}
		nodes, _ := s.Len()
		s.Release()
		return answer{size: nodes - 1}, nil
	case "paths":
		mode, err := graph.ParsePathMode(k.Mode)
		if err != nil {
			return answer{}, err
		}
		s, err := e.g.Paths(e.ctx, graph.PathQuery{From: sample[0], To: sample[1], Mode: mode, K: k.K, Filter: f})
		if err != nil {
			return answer{}, err
		}
		lengths := make([]int, len(s.Paths))
		for i := range s.Paths {
			lengths[i] = s.Paths[i].Length
		}
		return answer{lengths: lengths}, nil
	case "search":
		r, err := e.g.Search(e.ctx, graph.SearchQuery{Text: sample[0], Limit: k.Limit})
		if err != nil {
			return answer{}, err
		}
		return answer{size: len(r.Hits)}, nil
	case "list":
		l, err := e.g.List(e.ctx, graph.ListQuery{Filter: "type:" + sample[0], Sort: k.Sort, Limit: k.Limit})
		if err != nil {
			return answer{}, err
		}
		return answer{size: len(l.Entities)}, nil
	}
	return answer{}, fmt.Errorf("unknown question %q; expected neighborhood, paths, search or list", k.Ask)
}

func optional(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// measureBare asks the bare adjacency of the same graph.
func measureBare(dir string, q *questions, budget time.Duration) (*toolReport, error) {
	r := &toolReport{Tool: toolBare, Note: "an adjacency alone: no names, types, relations or parallel edges, and only counts are answered"}
	start := time.Now()
	g, err := readBare(dir)
	if err != nil {
		return nil, err
	}
	r.LoadSeconds = time.Since(start).Seconds()
	err = r.measure(g, q, budget)
	r.RSS = residentBytes(os.Getpid())
	return r, err
}

func (*bareGraph) cannot(k kind) string {
	switch {
	case k.Relation != "" || k.Type != "":
		return "it has no relations and types"
	case k.Ask != "neighborhood" && k.Ask != "paths":
		return "it has no names and types"
	}
	return ""
}

func (g *bareGraph) prepare(k kind, samples [][]string) asking {
	return asking{ask: func(i int) (answer, error) { return g.ask(k, samples[i]) }}
}

func (g *bareGraph) ask(k kind, sample []string) (answer, error) {
	ends := make([]uint32, 0, 2)
	for _, id := range sample {
		n, ok := g.at[id]
		if !ok {
			return answer{}, fmt.Errorf("there is no entity %q", id)
		}
		ends = append(ends, n)
	}
	switch {
	case k.Ask == "neighborhood":
		return answer{size: g.neighborhood(ends[0], k.Depth, k.Limit)}, nil
	case k.K > 0:
		return answer{lengths: g.yen.lengths(ends[0], ends[1], k.K)}, nil
	}
	if d := g.distance(ends[0], ends[1]); d >= 0 {
		return answer{lengths: []int{d}}, nil
	}
	return answer{lengths: []int{}}, nil
}
