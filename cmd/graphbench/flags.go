package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// Help says what to run in which order.
func (cli) Help() string {
	return `Make a graph with "gen" and its snapshot with "innograph build DIR/nodes.csv DIR/edges.csv -o DIR/graph.snap". Then "engine" asks the snapshot in process, "load" asks "innograph serve --snapshot" over HTTP, and "peers" asks innograph and all other tools; "peers" builds and serves by itself. "make bench-peers" also installs those tools, and runs all this. "scale" makes its own graphs and needs nothing before it.`
}

// kindFlag picks kinds of questions. Their names hold commas, so it is not split
// at them.
type kindFlag struct {
	Kind []string `sep:"none" placeholder:"WORDS" help:"Only kinds of questions with this in their name; repeatable."`
}

// programFlag is the innograph that is measured.
type programFlag struct {
	Innograph string `type:"path" placeholder:"FILE" help:"The program; without it, it is built from the source."`
}

// program is the path of the program, built into a folder unless it was given.
func (f programFlag) program(ctx context.Context, scratch string) (path string, err error) {
	if f.Innograph != "" {
		return f.Innograph, nil
	}
	path = filepath.Join(scratch, "innograph")
	_, err = command(ctx, "go", "build", "-o", path, "github.com/innograph/innograph/cmd/innograph")
	return path, err
}

// buildSnapshot runs `innograph build` on a generated graph.
func buildSnapshot(ctx context.Context, binary, dir, snapshot string) (time.Duration, error) {
	start := time.Now()
	_, err := command(ctx, binary, "build", filepath.Join(dir, nodesFile), filepath.Join(dir, edgesFile), "-o", snapshot)
	return time.Since(start), err
}

// pick keeps those that have one of the words in their name, in capitals or not;
// all without words. A word that no name has is a mistake.
func pick[T any](what string, all []T, name func(T) string, words []string) (picked []T, err error) {
	has := func(v T, word string) bool { return strings.Contains(strings.ToLower(name(v)), strings.ToLower(word)) }
	for _, w := range words {
		if !slices.ContainsFunc(all, func(v T) bool { return has(v, w) }) {
			var names []string
			for _, v := range all {
				names = append(names, name(v))
			}
			return nil, commandline.Usage(fmt.Errorf("no %s has %q in its name; there are: %s", what, w, strings.Join(names, "; ")))
		}
	}
	for _, v := range all {
		if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return has(v, w) }) {
			picked = append(picked, v)
		}
	}
	return picked, nil
}
