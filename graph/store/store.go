package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/innograph/innograph/graph"
)

// Row describes one kind of store.
type Row struct {
	Name   string // the word before the first colon of its data source names
	Form   string // how such a name is written
	Limits string // what it cannot do

	open func(ctx context.Context, dsn string) (graph.Store, error)
}

// rows is the table of stores. To add one, write it and add a line.
var rows = []Row{
	{"memory", "memory", "is gone when the process ends", openMemory},
	{"bolt", "bolt:PATH", "is open in one process at a time", openBolt},
	{"postgres", postgresForm, "needs a PostgreSQL server, from version 13 on, and is backed up with PostgreSQL's own programs", openPostgres},
}

// Rows lists the kinds of store.
func Rows() []Row { return append([]Row(nil), rows...) }

// Open opens the store that a data source name names: "memory" is a new and
// empty one, "bolt:PATH" is kept in one file, which is made if it is missing (its
// directory is not), and "postgres://…" in the tables of a PostgreSQL database,
// which are made if they are missing (the database is not). The caller closes it.
//
// A name that cannot be meant, or that names something which is not a store, is
// an *graph.Error of kind Invalid. A store that is there but cannot be used,
// because another process has it, the file is damaged or access is denied, is
// one of kind Unavailable. Neither changes a file that exists.
func Open(ctx context.Context, dsn string) (graph.Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// Only the scheme is repeated in errors: what follows may hold a password.
	scheme, _, _ := strings.Cut(dsn, ":")
	if scheme == "postgresql" { // as libpq has it too
		scheme = "postgres"
	}
	for _, r := range rows {
		if r.Name == scheme {
			return r.open(ctx, dsn)
		}
	}
	names, forms := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		names[i], forms[i] = r.Name, r.Form
	}
	return nil, invalid(scheme, graph.Nearest(scheme, names, 2),
		"unknown kind of store %q; expected one of %s", scheme, strings.Join(forms, ", "))
}

// invalid makes the error for a data source name that is not acceptable.
func invalid(value string, suggest []string, format string, args ...any) *graph.Error {
	return refuse(nil, value, suggest, format, args...)
}

// refuse is invalid with a cause.
func refuse(cause error, value string, suggest []string, format string, args ...any) *graph.Error {
	return &graph.Error{Kind: graph.Invalid, Err: cause, Issues: []graph.Issue{{
		Param: "store", Value: value, Message: fmt.Sprintf(format, args...), Suggest: suggest,
	}}}
}

// unavailable makes the error for a store that cannot be used.
func unavailable(cause error, format string, args ...any) *graph.Error {
	return &graph.Error{Kind: graph.Unavailable, Err: cause, Issues: []graph.Issue{{
		Message: fmt.Sprintf(format, args...),
	}}}
}
