//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph/store/cluster"
)

// postgresBacking is a store in a PostgreSQL cluster of its own.
type postgresBacking struct {
	*trial
	*cluster.Server
	n int // of the database
}

// newPostgresBacking starts a cluster below a folder. A forgetful one
// acknowledges commits which are in its memory only, for as long as the setting
// allows.
func (t *trial) newPostgresBacking(dir string, forgetful bool, more ...func(*cluster.Options)) (backing, error) {
	o := cluster.Options{Folder: filepath.Join(dir, "postgres"), Settings: []string{"log_min_messages=warning", "max_connections=50"}}
	if forgetful {
		o.Settings = append(o.Settings, "synchronous_commit=off", "wal_writer_delay=10s")
	}
	for _, change := range more {
		change(&o)
	}
	s, err := cluster.Start(o)
	if err != nil {
		return nil, err
	}
	b := &postgresBacking{trial: t, Server: s}
	if err := b.fresh(); err != nil {
		return nil, errors.Join(err, b.end())
	}
	return b, nil
}

func (b *postgresBacking) database() string { return fmt.Sprintf("chaos_%d", b.n) }

func (b *postgresBacking) dsn() string { return b.DSN(b.database()) }

func (b *postgresBacking) fresh() error {
	b.n++
	return b.execute("postgres", "CREATE DATABASE "+b.database())
}

func (b *postgresBacking) crash() error { return b.Kill() }

func (b *postgresBacking) revive() error {
	if b.Running() {
		return nil
	}
	return b.Restart()
}

func (b *postgresBacking) end() error { return b.Stop() }

func (b *postgresBacking) connections() (n int, err error) {
	err = b.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()", &n)
	return n, err
}

// examine has nothing to look at after a server was killed while it started, before
// it made the tables.
func (b *postgresBacking) examine() {
	var made bool
	if err := b.ask("SELECT to_regclass('innograph_schema') IS NOT NULL", &made); err != nil {
		b.wrong(notOpened, "%v", err)
	} else if made {
		b.doctor(b.dsn())
	}
}

// aside has nothing to do: the store is read through its server.
func (b *postgresBacking) aside() error { return nil }

// keep relies on a forgetful cluster, which has not written the last commits when it
// crashes.
func (b *postgresBacking) keep() (func() error, error) {
	return func() (err error) {
		if b.Running() {
			err = b.crash()
		}
		return errors.Join(err, b.revive())
	}, nil
}

func (b *postgresBacking) damage() error {
	return b.execute(b.database(), "DELETE FROM quads WHERE horizon = (SELECT max(horizon) FROM quads)")
}

// longestStatement is how long one of the trial's own may take.
const longestStatement = time.Minute

func (b *postgresBacking) execute(database, command string) error {
	return b.connected(database, func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, command)
		return err
	})
}

func (b *postgresBacking) ask(question string, value any) error {
	return b.connected(b.database(), func(ctx context.Context, conn *pgx.Conn) error {
		return conn.QueryRow(ctx, question).Scan(value)
	})
}

func (b *postgresBacking) connected(database string, use func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(b.ctx, longestStatement)
	defer cancel()
	conn, err := pgx.Connect(ctx, b.DSN(database))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	return use(ctx, conn)
}
