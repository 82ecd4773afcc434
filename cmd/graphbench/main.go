// Command graphbench makes graphs of any size, asks them a fixed set of
// questions, in process, over HTTP and through other graph tools, and writes what
// it measured. Each command has its own file; this one reads the command line.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

type cli struct {
	Gen    genCmd    `cmd:"" help:"Make a graph of a given size as CSV, and the questions for it."`
	Load   loadCmd   `cmd:"" help:"Ask a running server from many connections and report latencies."`
	Engine engineCmd `cmd:"" help:"Ask a snapshot in process, beside a bare adjacency of the same graph."`
	Peers  peersCmd  `cmd:"" help:"Ask innograph and every other tool that is installed the same questions; one table."`
	Scale  scaleCmd  `cmd:"" help:"Measure graphs of growing size, and the bytes of a snapshot by section."`
}

// terminal is what a command writes to.
type terminal struct {
	ctx    context.Context
	stdout io.Writer
	stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return commandline.Program{
		Name: "graphbench", Grammar: &cli{}, Prepare: twoDashes, Say: func(err error) { fmt.Fprintf(stderr, "graphbench: %v\n", err) },
		Options: []kong.Option{kong.Description("Benchmarks of innograph beside other graph tools.")},
	}.Run(args, stdout, stderr, &terminal{ctx, stdout, stderr})
}

// twoDashes lets a long flag be written with one dash, as Go's own tools do.
func twoDashes(parser *kong.Kong, args []string) []string {
	known := map[string]bool{}
	for _, command := range parser.Model.Leaves(true) {
		for _, f := range command.Flags {
			known[f.Name] = true
		}
	}
	out := make([]string, len(args))
	for i, a := range args {
		name, _, _ := strings.Cut(strings.TrimPrefix(a, "-"), "=")
		if out[i] = a; strings.HasPrefix(a, "-") && known[name] {
			out[i] = "-" + a
		}
	}
	return out
}
