// Package commandline is what the programs of this repository share: how a
// command line is read, how files are written and how numbers are shown.
package commandline

import (
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	ExitOK     = 0
	ExitFailed = 1 // the command was understood and failed
	ExitUsage  = 2 // the command line was not understood
)

// usageError is a mistake on the command line that only a command can see.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// Usage marks an error as a mistake on the command line that only a command can
// see.
func Usage(err error) error { return usageError{err} }

// exit is how kong asks to end the program, after --help.
type exit int

// Program is what Run reads a command line for.
type Program struct {
	Name    string
	Grammar any // as kong reads it
	Options []kong.Option
	Prepare func(*kong.Kong, []string) []string // sees the parser and the arguments before they are read; may be nil
	Say     func(error)                         // tells what a command failed for
}

// Run runs the command that args ask for, with what its Run method takes, and
// answers the code to exit with. What was not understood has been said. A command
// whose reader, such as head, has seen enough has not failed.
func (p Program) Run(args []string, stdout, stderr io.Writer, bindings ...any) (code int) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(exit)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	parser, err := kong.New(p.Grammar, append([]kong.Option{kong.Name(p.Name), kong.Writers(stdout, stderr), kong.Exit(func(code int) { panic(exit(code)) }),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true})}, p.Options...)...)
	if err != nil {
		panic(err) // the struct tags of the grammar are wrong
	}
	if p.Prepare != nil {
		args = p.Prepare(parser, args)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", p.Name, err)
		var pe *kong.ParseError
		if errors.As(err, &pe) && pe.Context != nil && pe.Context.Selected() != nil {
			fmt.Fprintf(stderr, "Run '%s --help' for its flags.\n", pe.Context.Selected().FullPath())
		} else {
			fmt.Fprintf(stderr, "Run '%s --help' for the commands.\n", p.Name)
		}
		return ExitUsage
	}
	err = parsed.Run(bindings...)
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return ExitOK
	}
	p.Say(err)
	if usage := (usageError{}); errors.As(err, &usage) {
		return ExitUsage
	}
	return ExitFailed
}
