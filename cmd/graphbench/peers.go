package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

type peersCmd struct {
	Dir      string `required:"" type:"path" placeholder:"DIR" help:"The folder of the graph, from gen."`
	Snapshot string `type:"path" placeholder:"FILE" help:"Its snapshot; without it, one is built and the building timed."`
	programFlag
	Peers  string        `default:"cmd/graphbench/peers" type:"path" placeholder:"DIR" help:"The folder of the peers' scripts; ${default} without it."`
	Python string        `default:"/usr/bin/python3" placeholder:"FILE" help:"The Python that has the peers' packages; ${default} without it."`
	Budget time.Duration `default:"20s" help:"Longest time for one kind of question and tool."`
	kindFlag
	Tool   []string `sep:"none" placeholder:"WORDS" help:"Only tools with this in their name, besides innograph; repeatable."`
	Readme string   `type:"path" placeholder:"FILE" help:"Also write the table between the markers of this file."`
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
	asked, err := pick("tool", peers, func(p peer) string { return p.name }, c.Tool)
	if err != nil {
		return err
	}
	scratch, remove, err := scratchDir("")
	if err != nil {
		return err
	}
	defer remove()
	say := func(format string, args ...any) { fmt.Fprintf(t.stderr, format+"\n", args...) }

	reports, err := c.innograph(t.ctx, q, scratch, say)
	if err != nil {
		return err
	}
	for _, p := range asked {
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
	agreed, differ := compareAnswers(q, reports)
	if differ == nil {
		table += "\n" + agreed.String()
	}
	if _, err := fmt.Fprint(t.stdout, table); err != nil {
		return err
	}
	if differ != nil {
		return fmt.Errorf("the tools do not answer the same, so no file is written:\n%w", differ)
	}
	if c.Readme != "" {
		return writeSection(c.Readme, table)
	}
	return nil
}

// innograph measures ours: in process, beside the bare adjacency, and over HTTP.
func (c *peersCmd) innograph(ctx context.Context, q *questions, scratch string, say func(string, ...any)) ([]*toolReport, error) {
	binary, err := c.program(ctx, scratch)
	if err != nil {
		return nil, err
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
		r, err := measureApart(ctx, part, snapshot, c.Dir, c.Budget, c.kindFlag)
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

// scripted is a peer that is a script.
func scripted(name string) func(context.Context, *peersCmd, *questions, string) (*toolReport, error) {
	return func(ctx context.Context, c *peersCmd, q *questions, scratch string) (*toolReport, error) {
		return c.script(ctx, q, scratch, name, "--scratch", scratch)
	}
}

// script runs a peer's script. However slow it is, it ends.
func (c *peersCmd) script(ctx context.Context, q *questions, scratch, name string, more ...string) (*toolReport, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(len(q.Kinds))*(c.Budget+time.Minute)+15*time.Minute)
	defer cancel()
	program := c.Python
	if filepath.Ext(name) == ".mjs" {
		program = "node"
	}
	picked := filepath.Join(scratch, queriesFile) // with the kinds that are asked
	if err := q.write(picked); err != nil {
		return nil, err
	}
	args := []string{program, filepath.Join(c.Peers, name), "--dir", c.Dir, "--queries", picked, "--budget", fmt.Sprint(c.Budget.Seconds())}
	return reported(ctx, append(args, more...)...)
}
