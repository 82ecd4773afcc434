// Command graphbench makes graphs of any size, asks them a fixed set of
// questions, in process, over HTTP and through other graph tools, and writes what
// it measured. Each command has its own file; this one reads the command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // the command was understood and failed
	exitUsage  = 2 // the command line was not understood
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

// exit is how kong asks to end the program, after --help.
type exit int

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(exit)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	var c cli
	parser, err := kong.New(&c, kong.Name("graphbench"), kong.Description("Benchmarks of innograph beside other graph tools."),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { panic(exit(code)) }),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		panic(err) // the struct tags above are wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(twoDashes(parser.Model, args))
	if err != nil {
		fmt.Fprintf(stderr, "graphbench: %v\nRun 'graphbench --help' for the commands.\n", err)
		return exitUsage
	}
	err = parsed.Run(&terminal{ctx, stdout, stderr})
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "graphbench: %v\n", err)
		return exitUsage
	}
	fmt.Fprintf(stderr, "graphbench: %v\n", err)
	return exitFailed
}

// twoDashes lets a long flag be written with one dash, as Go's own tools do.
func twoDashes(model *kong.Application, args []string) []string {
	known := map[string]bool{}
	for _, command := range model.Leaves(true) {
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

// usageError is a mistake on the command line that only a command can see.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }
