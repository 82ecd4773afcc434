package main

import (
	"fmt"

	"github.com/innograph/innograph/seeds"
)

type schemaCmd struct {
	Kind string `arg:"" enum:"pack,pack-file,ontology" help:"Of which files: pack (pack.yaml), pack-file (the other files of a pack) or ontology."`
}

// Run prints a JSON Schema.
func (c *schemaCmd) Run(t *terminal) error {
	b, err := dataFlags{}.load()
	if err != nil {
		return err
	}
	schema, err := seeds.Schema(c.Kind, b.Ontology)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.stdout, string(schema))
	return err
}
