package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

type doctorCmd struct {
	Store  string `arg:"" help:"The store to look at: bolt:PATH, or PATH, which must not be open elsewhere; or postgres://USER@HOST/DATABASE, which servers may have open: it is seen as of one moment."`
	Repair bool   `help:"Make right what follows from the statements: indexes, counts, the ledger. The old file of a store is kept as PATH.before-repair. A database is repaired in one transaction, during which servers read but do not write: make a copy with pg_dump before."`
	Output string `short:"o" enum:"text,json" default:"text" help:"text for people, json for programs."`
}

// Run says what is wrong with a store, and fails if anything is.
func (c *doctorCmd) Run(t *terminal) error {
	model, err := seeds.LoadEmbedded()
	if err != nil {
		return err
	}
	look := fileDoctor
	if inPostgres(c.Store) {
		look = postgresDoctor
	}
	r, after, kept, err := look(t.ctx, store.Doctor{Ontology: model.Ontology}, c.Store, c.Repair)
	if r != nil {
		if perr := c.print(t, r, after, kept); perr != nil {
			return perr
		}
	}
	if err != nil {
		return err
	}
	backup := "restore a backup"
	if inPostgres(c.Store) {
		backup = "restore a backup of pg_dump's"
	}
	switch name := r.Path; {
	case r.Healthy(), after != nil:
		return nil
	case c.Repair:
		return fmt.Errorf("%s was not repaired, since this could lose or invent statements: %s", name, backup)
	case r.Repairable():
		return fmt.Errorf("%s has %s; 'innograph doctor --repair' makes this right", name, count(len(r.Findings), "kind")+" of damage")
	default:
		return fmt.Errorf("%s has %s, which cannot be repaired: %s", name, count(len(r.Findings), "kind")+" of damage", backup)
	}
}

func inPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres:") || strings.HasPrefix(dsn, "postgresql:")
}

// fileDoctor looks at a store in a file. after is of what was repaired, and kept
// the old file.
func fileDoctor(ctx context.Context, d store.Doctor, name string, repair bool) (r, after *store.Report, kept string, err error) {
	path := strings.TrimPrefix(name, "bolt:")
	if !repair {
		r, err = d.Check(ctx, path)
		return r, nil, "", err
	}
	return d.Repair(ctx, path)
}

// postgresDoctor is fileDoctor for a database, of which nothing is kept.
func postgresDoctor(ctx context.Context, d store.Doctor, name string, repair bool) (r, after *store.Report, kept string, err error) {
	if !repair {
		r, err = d.CheckPostgres(ctx, name)
		return r, nil, "", err
	}
	r, after, err = d.RepairPostgres(ctx, name)
	return r, after, "", err
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
	if after != nil && after.Healthy() {
		old := ""
		if kept != "" {
			old = "; the old file is " + kept
		}
		_, err := fmt.Fprintf(t.stdout, "repaired: %s, %s%s\n", count(after.Statements, "statement"), humanize.Bytes(uint64(after.Bytes)), old)
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
