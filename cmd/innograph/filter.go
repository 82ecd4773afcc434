package main

import (
	"github.com/innograph/innograph/graph"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// filterFlags narrow a traversal.
type filterFlags struct {
	Direction string   `default:"both" placeholder:"DIRECTION" help:"Which way statements are followed: ${directions}."`
	Relation  []string `placeholder:"ID" help:"Follow only these relations; ! before one excludes it. Repeatable."`
	Type      []string `placeholder:"TYPE" help:"Pass only entities of these types; ! before one excludes it. Repeatable."`
	Status    []string `placeholder:"STATUS" help:"Follow only statements of these statuses: ${statuses}. Repeatable."`
	Basis     []string `placeholder:"BASIS" help:"Follow only statements of this basis: ${bases}."`
}

func (f filterFlags) filter() graph.Filter {
	return graph.Filter{Relations: f.Relation, Types: f.Type, Status: f.Status, Basis: f.Basis}
}

// direction reads the direction; a mistake in it is a mistake of usage.
func (f filterFlags) direction() (graph.Direction, error) {
	d, err := graph.ParseDirection(f.Direction)
	if err != nil {
		return d, commandline.Usage(err)
	}
	return d, nil
}
