package store

import (
	"context"
	"encoding/hex"
	"io"
	"iter"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/innograph/innograph/graph"
)

// postgres is the row that is kept in a PostgreSQL database, which any number of
// processes may have open at once.
//
// Nodes and quads lie in Cayley's tables as Cayley writes them; postgres_schema.go
// has them and those of ours. One change is one transaction, and an advisory lock
// makes transactions that write follow one another.
type postgres struct {
	gate
	name  string        // of the database, without user and password
	reads *pgxpool.Pool // for readers
	// writes is a pool of its own, so that readers, however many, cannot keep a
	// change waiting: the body of a loop over Statements may make one.
	writes *pgxpool.Pool
	write  lock                 // one change of this process at a time
	turn   atomic.Pointer[turn] // for the next one
	o      postgresOptions
}

var (
	_ graph.Journal    = (*postgres)(nil)
	_ graph.Revisioned = (*postgres)(nil)
	_ graph.Backuper   = (*postgres)(nil)
	_ graph.Turning    = (*postgres)(nil)
)

// postgresOptions are what tests set differently.
type postgresOptions struct {
	migrations []string         // of the schema; see there
	now        func() time.Time // this machine's clock
	// openWait is how long to look for a server that takes writes.
	openWait time.Duration
	// writeWait is how long a change of moderate size may take, with its retries
	// and the wait for a new primary; larger ones get more.
	writeWait time.Duration
	// commitWait is how long the server may take to acknowledge a commit.
	commitWait time.Duration
	// stall is how long a server may take for the next part of an answer.
	stall time.Duration
	// readWait is how long a short question may take.
	readWait time.Duration
	// lockWait is how long other writers may take to let go of the lock.
	lockWait time.Duration
	// turnWait is how long the others wait for a process that has its turn and does
	// nothing, such as one whose machine is frozen.
	turnWait time.Duration
}

var defaultPostgresOptions = postgresOptions{
	migrations: migrations,
	now:        time.Now,
	openWait:   20 * time.Second,
	writeWait:  30 * time.Second,
	commitWait: 15 * time.Second,
	stall:      time.Minute,
	readWait:   15 * time.Second,
	lockWait:   15 * time.Second,
	turnWait:   5 * time.Second,
}

// Statements implements [graph.Store].
func (p *postgres) Statements(ctx context.Context) iter.Seq2[graph.Statement, error] {
	return stream(ctx, &p.gate, func() (reader, error) { return p.newReader(ctx) }, p.explain)
}

// Apply implements [graph.Store].
func (p *postgres) Apply(ctx context.Context, d graph.Delta) error {
	return p.change(ctx, planOf(d))
}

// Commit implements [graph.Journal].
func (p *postgres) Commit(ctx context.Context, sets ...*graph.ChangeSet) error {
	return p.change(ctx, plansOf(sets))
}

// CommitAfter implements [graph.Journal].
func (p *postgres) CommitAfter(ctx context.Context, after graph.State, sets ...*graph.ChangeSet) error {
	return p.change(ctx, plansAfter(after, sets))
}

// Revision implements [graph.Revisioned]: it is the ledger.
func (p *postgres) Revision(ctx context.Context) (revision string, err error) {
	err = p.view(ctx, func(ctx context.Context, c *pgx.Conn) error {
		l, _, err := readLedger(ctx, c)
		revision = hex.EncodeToString(l.bytes())
		return err
	})
	return revision, err
}

// Backup implements [graph.Backuper]: it refuses.
func (p *postgres) Backup(context.Context, io.Writer) error {
	return invalid("postgres", nil, "a store in PostgreSQL is backed up with PostgreSQL's own programs: pg_dump --format=custom for a copy of one moment, or pg_basebackup with an archive of the write-ahead log")
}

// Close implements [graph.Store].
func (p *postgres) Close() error {
	if err := p.close(); err != nil {
		return err
	}
	p.reads.Close()
	p.writes.Close()
	return nil
}
