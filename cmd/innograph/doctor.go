package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

type doctorCmd struct {
	Store  string `arg:"" help:"The store to look at: bolt:PATH, or PATH. It must not be open elsewhere."`
	Repair bool   `help:"Make right what follows from the statements: indexes, counts, the ledger. The old file is kept as PATH.before-repair."`
	Output string `short:"o" enum:"text,json" default:"text" help:"text for people, json for programs."`
}

// Run says what is wrong with a store, and fails if anything is.
func (c *doctorCmd) Run(t *terminal) error {
	if strings.HasPrefix(c.Store, "postgres:") || strings.HasPrefix(c.Store, "postgresql:") {
		return commandline.Usage(errors.New("the doctor looks at the file of a store, bolt:PATH; a database is looked at by PostgreSQL's pg_amcheck, and what it holds whenever it is read"))
	}
	path := strings.TrimPrefix(c.Store, "bolt:")
	model, err := seeds.LoadEmbedded()
	if err != nil {
		return err
	}
	d := store.Doctor{Ontology: model.Ontology}
	var r, after *store.Report
	kept := ""
	if c.Repair {
		r, after, kept, err = d.Repair(t.ctx, path)
	} else {
		r, err = d.Check(t.ctx, path)
	}
	if r != nil {
		if perr := c.print(t, r, after, kept); perr != nil {
			return perr
		}
	}
	switch {
	case err != nil:
		return err
	case r.Healthy() || kept != "":
		return nil
	case c.Repair:
		return fmt.Errorf("%s was not repaired, since this could lose or invent statements: restore a backup", path)
	case r.Repairable():
		return fmt.Errorf("%s has %s; 'innograph doctor --repair' makes this right", path, count(len(r.Findings), "kind")+" of damage")
	}
	return fmt.Errorf("%s has %s, which cannot be repaired: restore a backup", path, count(len(r.Findings), "kind")+" of damage")
}

func (c *doctorCmd) print(t *terminal, r, after *store.Report, kept string) error {
	if c.Output == "json" {
		return writeJSON(t.stdout, struct {
			*store.Report
			After *store.Report `json:"after,omitempty"` // once repaired
			Kept  string        `json:"kept,omitempty"`  // the old file
		}{r, after, kept})
	}
	fmt.Fprintf(t.stdout, "%s: %s, %s, %s, %s\n", r.Path, count(r.Statements, "statement"), count(r.Quads, "quad"), count(r.Nodes, "node"), humanize.Bytes(uint64(r.Bytes)))
	fmt.Fprint(t.stdout, findings(r))
	if len(r.Skipped) > 0 {
		fmt.Fprintf(t.stdout, "not checked: %s\n", list(r.Skipped))
	}
	if kept != "" {
		_, err := fmt.Fprintf(t.stdout, "repaired: %s, %s; the old file is %s\n", count(after.Statements, "statement"), humanize.Bytes(uint64(after.Bytes)), kept)
		return err
	}
	if r.Healthy() {
		_, err := fmt.Fprintf(t.stdout, "ok: %s\n", list(r.Checked))
		return err
	}
	return nil
}

// findings lists what is wrong, a line each.
func findings(r *store.Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%v\n", f)
	}
	return b.String()
}
