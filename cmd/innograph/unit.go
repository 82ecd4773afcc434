package main

import (
	"io"

	"github.com/innograph/innograph/cmd/innograph/deploy"
)

type unitCmd struct{}

// Run prints the unit.
func (unitCmd) Run(t *terminal) error {
	_, err := io.WriteString(t.stdout, deploy.Unit)
	return err
}
