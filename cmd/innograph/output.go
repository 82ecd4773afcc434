package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

// langFlag picks the language in which names and labels are shown.
type langFlag struct {
	Lang string `enum:"zh,en" default:"en" help:"Language of names and labels: zh or en."`
}

// graphOutput says how a graph is written.
type graphOutput struct {
	Output string `short:"o" placeholder:"FORMAT" help:"For programs: ${formats}. Without it, text for people."`
	langFlag
}

// format is the format asked for; ok is false where text for people was.
func (o graphOutput) format() (f export.Format, ok bool, err error) {
	if o.Output == "" {
		return f, false, nil
	}
	if f, err = export.ByName(o.Output); err != nil {
		return f, false, commandline.Usage(fmt.Errorf("--output: %w", err))
	}
	return f, true, nil
}

// write writes a graph in the format asked for, or as people writes it.
func (o graphOutput) write(w io.Writer, s *graph.Subgraph, people func(io.Writer) error) error {
	f, ok, err := o.format()
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if ok {
		err = f.Write(b, s, export.Options{Lang: o.Lang})
		if err == nil {
			_, err = fmt.Fprintln(b)
		}
	} else {
		err = people(b)
	}
	if err != nil {
		return err
	}
	return b.Flush()
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// incomplete tells a person what an answer lacks; "" when it is whole.
func incomplete(m graph.Meta) string {
	if m.Complete || m.StoppedBy == nil {
		return ""
	}
	switch *m.StoppedBy {
	case graph.StoppedByLimit:
		return "There is more: raise --limit."
	case graph.StoppedByPerRelation:
		return "There is more: raise --per-relation."
	case graph.StoppedByK:
		return "There are more paths: raise -k."
	}
	return "The search gave up after " + count(m.Visited.Edges, "edge") + ": there may be more. Narrow the question."
}
