// Command innograph serves, checks and asks a knowledge graph of regional
// innovation. Each command has its own file; this one reads the command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
	"github.com/innograph/innograph/http/keys"
	"github.com/innograph/innograph/seeds"
)

// cli is every command and flag. A flag --some-name may also be given as the
// environment variable INNOGRAPH_SOME_NAME.
type cli struct {
	Serve              serveCmd                  `cmd:"" help:"Answer questions over HTTP."`
	Check              checkCmd                  `cmd:"" help:"Check the ontology and the packs and report every mistake."`
	Search             searchCmd                 `cmd:"" help:"Find entities by name: Chinese, English, pinyin, initials, half-typed."`
	Neighborhood       neighborhoodCmd           `cmd:"" help:"Show what is around an entity."`
	Path               pathCmd                   `cmd:"" help:"Show how two entities are connected."`
	Coverage           coverageCmd               `cmd:"" help:"Show what of a source the graph holds."`
	Observations       observationsCmd           `cmd:"" help:"List values of indicators, as printed and as numbers."`
	Compare            compareCmd                `cmd:"" help:"Put places side by side, ranked only where that is sound."`
	Gaps               gapsCmd                   `cmd:"" help:"Show what an argument lacks: measures, instruments, counterparts, numbers."`
	Impact             impactCmd                 `cmd:"" help:"Show what is lost without an entity."`
	ArticulationPoints articulationCmd           `cmd:"" help:"List the entities that the graph would fall apart without."`
	Explain            explainCmd                `cmd:"" help:"Tell how two entities are connected, with the evidence of each hop."`
	Layouts            layoutsCmd                `cmd:"" help:"Show spatial frameworks as trees."`
	Centrality         centralityCmd             `cmd:"" help:"List the most central entities."`
	Communities        communitiesCmd            `cmd:"" help:"Divide the graph into communities."`
	Diff               diffCmd                   `cmd:"" help:"Say how two packs differ, by meaning."`
	Export             exportCmd                 `cmd:"" help:"Write the whole graph in any format."`
	Backup             backupCmd                 `cmd:"" help:"Write a backup of a store, also from a running server."`
	Restore            restoreCmd                `cmd:"" help:"Make a store of a backup, once it was found whole."`
	Import             importCmd                 `cmd:"" help:"Add the statements of files to a store."`
	Doctor             doctorCmd                 `cmd:"" help:"Check every invariant of a store, and repair what is safe."`
	Build              buildCmd                  `cmd:"" help:"Make a snapshot of packs and bulk data, which is served at once."`
	Key                keyCmd                    `cmd:"" help:"Make, list and revoke the keys of the service."`
	Unit               unitCmd                   `cmd:"" help:"Print a unit for systemd that runs the service."`
	Ready              readyCmd                  `cmd:"" help:"Ask a running service whether it can take questions."`
	Schema             schemaCmd                 `cmd:"" help:"Print a JSON Schema with which editors complete and check YAML."`
	Version            versionCmd                `cmd:"" help:"Print the version."`
	Completion         kongcompletion.Completion `cmd:"" help:"Print how to complete commands and flags in bash, zsh or fish."`
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
		Name: "innograph", Grammar: &cli{}, Prepare: completing, Say: func(err error) { report(stderr, err) },
		Options: []kong.Option{
			kong.Description("A knowledge graph of regional innovation, traceable to its sources."), kong.DefaultEnvars("INNOGRAPH"),
			kong.Vars{
				"statuses": list(graph.StatusNames()), "bases": list(graph.BasisNames()), "directions": list(graph.DirectionNames()),
				"modes": list(graph.PathModeNames()), "costs": list(graph.CostNames()), "formats": list(export.Names()), "roles": list(keys.RoleNames()),
			},
		},
	}.Run(args, stdout, stderr, &terminal{ctx, stdout, stderr})
}

// completing lets the shell ask how words go on.
func completing(parser *kong.Kong, args []string) []string {
	kongcompletion.Register(parser)
	return args
}

// report says what went wrong.
func report(stderr io.Writer, err error) {
	var broken seeds.Errors
	if errors.As(err, &broken) {
		fmt.Fprintln(stderr, broken)
		err = fmt.Errorf("%s; nothing was loaded", count(len(broken), "mistake"))
	}
	fmt.Fprintf(stderr, "innograph: %v\n", err)
}
