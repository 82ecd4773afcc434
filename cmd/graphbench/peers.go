package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

type peersCmd struct {
	Dir       string        `required:"" type:"path" placeholder:"DIR" help:"The folder of the graph, from gen."`
	Snapshot  string        `type:"path" placeholder:"FILE" help:"Its snapshot; without it, one is built and the building timed."`
	Innograph string        `type:"path" placeholder:"FILE" help:"The program; without it, it is built from the source."`
	Peers     string        `default:"cmd/graphbench/peers" type:"path" placeholder:"DIR" help:"The folder of the peers' scripts."`
	Python    string        `default:"/usr/bin/python3" placeholder:"FILE" help:"The Python that has the peers' packages."`
	Budget    time.Duration `default:"20s" help:"Longest time for one kind of question and tool."`
	Kind      []string      `placeholder:"WORDS" help:"Only kinds of questions with this in their name; repeatable."`
	Tool      []string      `placeholder:"WORDS" help:"Only tools with this in their name, besides innograph; repeatable."`
	Readme    string        `type:"path" placeholder:"FILE" help:"Also write the table between the markers of this file."`
}

// peer is a tool beside innograph.
type peer struct {
	name string
	ask  func(ctx context.Context, c *peersCmd, q *questions, scratch string) (*toolReport, error)
}

var peers = []peer{
	{"networkx", scripted("peer_networkx.py")},
	{"igraph", scripted("peer_igraph.py")},
	{"graphology", scripted("peer_graphology.mjs")},
	{"Ladybug", scripted("peer_ladybug.mjs")},
	{"PostgreSQL", measurePostgres},
	{toolCayley, measureCayley},
}

// Run asks all tools one after the other, compares their answers and shows them.
func (c *peersCmd) Run(t *terminal) error {
	q, err := readQuestions(filepath.Join(c.Dir, queriesFile), c.Kind...)
	if err != nil {
		return err
	}
	scratch, remove, err := scratchDir()
	if err != nil {
		return err
	}
	defer remove()
	say := func(format string, args ...any) { fmt.Fprintf(t.stderr, format+"\n", args...) }

	reports, err := c.innograph(t.ctx, q, scratch, say)
	if err != nil {
		return err
	}
	for _, p := range peers {
		if len(c.Tool) > 0 && !slices.ContainsFunc(c.Tool, func(w string) bool { return strings.Contains(strings.ToLower(p.name), strings.ToLower(w)) }) {
			continue
		}
		say("%s …", p.name)
		r, err := p.ask(t.ctx, c, q, scratch)
		if t.ctx.Err() != nil {
			return t.ctx.Err()
		}
		if err != nil { // what cannot be measured is shown as such, with all that was
			say("%s: %v", p.name, err)
			r = &toolReport{Tool: p.name, Missing: err.Error()}
		}
		reports = append(reports, r)
	}
	table := newTable(q, reports)
	if _, err := fmt.Fprint(t.stdout, table); err != nil {
		return err
	}
	if err := compareAnswers(q, reports); err != nil {
		return fmt.Errorf("the tools do not answer the same, so nothing is written:\n%w", err)
	}
	if c.Readme != "" {
		return writeSection(c.Readme, table)
	}
	return nil
}

// innograph measures ours: in process, beside the bare adjacency, and over HTTP.
func (c *peersCmd) innograph(ctx context.Context, q *questions, scratch string, say func(string, ...any)) ([]*toolReport, error) {
	var err error
	binary := c.Innograph
	if binary == "" {
		binary = filepath.Join(scratch, "innograph")
		if _, err := command(ctx, "go", "build", "-o", binary, "github.com/innograph/innograph/cmd/innograph"); err != nil {
			return nil, err
		}
	}
	snapshot, built := c.Snapshot, time.Duration(0)
	if snapshot == "" {
		snapshot = filepath.Join(scratch, "graph.snap")
		say("innograph build …")
		if built, err = buildSnapshot(ctx, binary, c.Dir, snapshot); err != nil {
			return nil, err
		}
	}
	var reports []*toolReport
	for _, part := range []string{"innograph", "bare"} {
		say("%s, in process …", part)
		r, err := c.engine(ctx, snapshot, part)
		if err != nil {
			return nil, err
		}
		reports = append(reports, r)
	}
	say("innograph, over HTTP …")
	h, err := measureHTTP(ctx, binary, snapshot, q, c.Budget)
	if err != nil {
		return nil, err
	}
	reports[0].LoadSeconds, h.LoadSeconds = built.Seconds(), built.Seconds()
	return append(reports, h), nil
}

// engine runs a part of the engine command in a process of its own, so that
// neither its memory nor its garbage are those of others.
func (c *peersCmd) engine(ctx context.Context, snapshot, part string) (*toolReport, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{self, "engine", "--snapshot", snapshot, "--dir", c.Dir, "--budget", c.Budget.String(), "--lines", part}
	for _, w := range c.Kind {
		args = append(args, "--kind", w)
	}
	out, err := command(ctx, args...)
	if err != nil {
		return nil, err
	}
	return readReport(bytes.NewReader(out))
}

// buildSnapshot runs `innograph build` on a generated graph.
func buildSnapshot(ctx context.Context, binary, dir, snapshot string) (time.Duration, error) {
	start := time.Now()
	_, err := command(ctx, binary, "build", filepath.Join(dir, nodesFile), filepath.Join(dir, edgesFile), "-o", snapshot)
	return time.Since(start), err
}

// scripted is a peer that is a script.
func scripted(name string) func(context.Context, *peersCmd, *questions, string) (*toolReport, error) {
	return func(ctx context.Context, c *peersCmd, q *questions, scratch string) (*toolReport, error) {
		return c.script(ctx, q, name, "--scratch", scratch)
	}
}

// script runs a peer's script. However slow it is, it ends.
func (c *peersCmd) script(ctx context.Context, q *questions, name string, more ...string) (*toolReport, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(len(q.Kinds))*(c.Budget+time.Minute)+15*time.Minute)
	defer cancel()
	program := c.Python
	if filepath.Ext(name) == ".mjs" {
		program = "node"
	}
	args := append([]string{program, filepath.Join(c.Peers, name), "--dir", c.Dir, "--budget", fmt.Sprint(c.Budget.Seconds())}, more...)
	for _, w := range c.Kind {
		args = append(args, "--kind", w)
	}
	out, err := command(ctx, args...)
	if err != nil {
		return nil, err
	}
	r, err := readReport(bytes.NewReader(out))
	if err == nil && r.Tool == "" {
		err = errors.New(name + " did not say which tool it is")
	}
	return r, err
}

func measurePostgres(ctx context.Context, c *peersCmd, q *questions, scratch string) (*toolReport, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	server, port, err := startPostgres(ctx, bin, scratch)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	r, err := c.script(ctx, q, "peer_postgresql.py", "--port", fmt.Sprint(port))
	if err == nil {
		r.RSS = familyBytes(server.pid())
	}
	return r, err
}
