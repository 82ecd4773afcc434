package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/innograph/innograph/graph"
)

func openPostgres(ctx context.Context, dsn string) (graph.Store, error) {
	p, err := newPostgres(ctx, dsn, defaultPostgresOptions)
	if err != nil {
		return nil, err // and not a *postgres that is nil
	}
	return p, nil
}

// newPostgres opens the store in a database, whose tables are made if it has none
// of their names. All that may be wrong is found out before anything is written.
func newPostgres(ctx context.Context, dsn string, o postgresOptions) (_ *postgres, err error) {
	config, err := parsePostgres(dsn)
	if err != nil {
		return nil, err
	}
	p := &postgres{name: postgresName(config.ConnConfig), o: o, write: newLock()}
	bounded, cancel := context.WithTimeout(ctx, o.openWait)
	defer cancel()
	if p.reads, err = pgxpool.NewWithConfig(context.Background(), config); err != nil {
		return nil, unavailable(err, "cannot open the store %s: %s", p.name, reason(err))
	}
	defer func() {
		if err != nil {
			p.reads.Close()
			if p.writes != nil {
				p.writes.Close()
			}
		}
	}()
	forWriting := config.Copy()
	forWriting.MaxConns, forWriting.MinConns = 2, 0
	if p.writes, err = pgxpool.NewWithConfig(context.Background(), forWriting); err != nil {
		return nil, unavailable(err, "cannot open the store %s: %s", p.name, reason(err))
	}
	err = guard(func() error { return p.prepare(bounded) })
	if err == nil {
		return p, nil
	}
	if cause := ctx.Err(); cause != nil {
		return nil, cause
	}
	return nil, p.explainOpen(dsn, err)
}

// prepare looks at the server and the database, and makes what is missing.
func (p *postgres) prepare(ctx context.Context) error {
	conn, err := p.writes.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if err := p.checkServer(ctx, conn.Conn()); err != nil {
		return err
	}
	state, err := p.inspect(ctx, conn.Conn())
	if err != nil {
		return err
	}
	if state.version < len(p.o.migrations) {
		if err := p.migrate(ctx, conn.Conn()); err != nil {
			return err
		}
	}
	return p.checkRights(ctx, conn.Conn())
}

// migrate brings the schema up to date in one transaction, under the lock of
// writers. What was seen before the lock may have changed.
func (p *postgres) migrate(ctx context.Context, conn *pgx.Conn) error {
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{BeginQuery: fmt.Sprintf(`BEGIN; SELECT pg_advisory_xact_lock(%d)`, writersLock)})
	if err != nil {
		return err
	}
	defer rollback(tx)
	state, err := p.inspect(ctx, conn)
	if err != nil {
		return err
	}
	if !state.made {
		if _, err := tx.Exec(ctx, createVersionTable); err != nil {
			return err
		}
	}
	for v := state.version; v < len(p.o.migrations); v++ {
		if _, err := tx.Exec(ctx, p.o.migrations[v]); err != nil {
			return fmt.Errorf("migrate the schema to version %d: %w", v+1, err)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO innograph_schema (version) VALUES ($1)`, v+1); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

// explainOpen makes the error for a database that cannot be opened as a store. It
// is for whoever gave the data source name, so it may tell what explain does not.
func (p *postgres) explainOpen(dsn string, err error) error {
	if e := (*graph.Error)(nil); errors.As(err, &e) {
		return err
	}
	if unknown, near := nearParameter(dsn); near != nil && sqlState(err) == "42704" { // undefined_object
		return refuse(err, p.name, near, "cannot open the store %s: the server does not know the parameter %s", p.name, unknown)
	}
	var server *pgconn.PgError
	if errors.As(err, &server) {
		message := fmt.Sprintf("cannot open the store %s: %s (SQLSTATE %s)", p.name, server.Message, server.Code)
		switch {
		case server.Code == "3D000": // invalid_catalog_name
			message += "; make it with createdb, or give the name of another"
		case server.Code == "42501": // insufficient_privilege
			message += "; the user needs " + neededRights
		}
		if server.Code == "3D000" || server.Code == "42704" {
			return refuse(err, p.name, nil, "%s", message)
		}
		return unavailable(err, "%s", message)
	}
	if lost(err) || errors.Is(err, context.DeadlineExceeded) {
		return unavailable(err, "cannot open the store %s: %s", p.name, reason(err))
	}
	return p.explain(err)
}

// maxSkew is how far apart the clocks of this machine and the server may be:
// change sets tell the time of the one, and what expires is told by either.
const maxSkew = 30 * time.Second
