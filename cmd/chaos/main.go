// Command chaos does to innograph what years of use would: it kills it, cuts its
// power, fills its disk and crowds it, and checks that nothing acknowledged is
// lost and nothing wrong is answered. Each program has its own file; this one
// reads the command line.
//
// Every program has a negative control: with --control it plants a fault, and
// fails unless its checks find that.
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
	Kill      killCmd      `cmd:"" help:"Kill the server at random moments of a write load, start it again and look for what it acknowledged."`
	Powercut  powercutCmd  `cmd:"" help:"Cut the power of the disk under the server at random moments, and look for what it acknowledged."`
	Diskfull  diskfullCmd  `cmd:"" help:"Fill the disk under the server, make room again, and look at what is refused and what is lost."`
	Writers   writersCmd   `cmd:"" help:"Write and read the same entities from many clients at once, and check that what each saw goes together."`
	Overload  overloadCmd  `cmd:"" help:"Ask several times what the server can answer, and see that it refuses the rest and stays quick."`
	Shutdown  shutdownCmd  `cmd:"" help:"Ask a loaded server to stop, and see that every request it accepted is answered."`
	Soak      soakCmd      `cmd:"" help:"Make very many requests, and see that the server takes no more afterwards than before."`
	Malformed malformedCmd `cmd:"" help:"Make requests that are nearly right, hostile or no HTTP, of every operation, and hold every answer against the document."`
	Traversal traversalCmd `cmd:"" help:"Ask questions that are as much work as can be, and see that they are bounded and that another client hardly notices."`

	Ha haCmd `cmd:"" help:"The topology without a machine that all depends on, started on this one, and its faults."`

	Unsynced unsyncedCmd `cmd:"" hidden:""`
}

// terminal is what a program writes to.
type terminal struct {
	ctx    context.Context
	stdout io.Writer
	stderr io.Writer
	asked  string // the command line, for the table of figures
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return commandline.Program{
		Name: "chaos", Grammar: &cli{}, Say: func(err error) { fmt.Fprintf(stderr, "chaos: %v\n", err) },
		Options: []kong.Option{kong.Description("Programs that try to make innograph lose a write, answer wrongly or stop answering.")},
	}.Run(args, stdout, stderr, &terminal{ctx, stdout, stderr, "go run ./cmd/chaos " + strings.Join(args, " ")})
}
