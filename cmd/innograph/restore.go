package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

type restoreCmd struct {
	File    string `arg:"" type:"path" help:"A backup that 'innograph backup' wrote, or a copy of a store that was not open."`
	Store   string `required:"" placeholder:"STORE" help:"The store to make, bolt:PATH."`
	Replace bool   `help:"Take the place of a store that is there. It is kept as PATH.before-restore until the new one is in its place."`
	SHA256  string `name:"sha256" placeholder:"HEX" help:"The SHA-256 that the backup must have."`
}

// Run makes a store of a backup that is whole.
func (c *restoreCmd) Run(t *terminal) error {
	if inPostgres(c.Store) {
		return commandline.Usage(fmt.Errorf("--store %s: a database is restored with pg_restore, from what pg_dump wrote", store.Public(c.Store)))
	}
	path, err := boltPath(c.Store)
	if err != nil {
		return err
	}
	if c.SHA256 != "" && len(c.SHA256) != 64 {
		return commandline.Usage(fmt.Errorf("--sha256 takes 64 hexadecimal digits, not %d characters", len(c.SHA256)))
	}
	model, err := seeds.LoadEmbedded()
	if err != nil {
		return err
	}
	r, err := store.Restore{Doctor: store.Doctor{Ontology: model.Ontology}, Replace: c.Replace, SHA256: c.SHA256}.From(t.ctx, c.File, path)
	switch {
	case errors.Is(err, fs.ErrExist) && !c.Replace:
		return fmt.Errorf("%w; --replace takes its place", err)
	case err != nil:
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "%s: %s restored from %s, SHA-256 %s\n", path, count(r.Statements, "statement"), c.File, r.SHA256)
	return err
}
