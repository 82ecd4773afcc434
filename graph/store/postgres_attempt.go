package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/innograph/innograph/graph"
)

// beginWrite begins a transaction and waits for the lock of writers. What it
// reads after that is what the last writer left.
func (p *postgres) beginWrite(ctx context.Context) (*pgxpool.Conn, pgx.Tx, error) {
	timeout := p.timeout(ctx)
	conn, err := p.writes.Acquire(ctx)
	if err != nil {
		return nil, nil, err
	}
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{BeginQuery: fmt.Sprintf(
		`BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = %d; SET LOCAL statement_timeout = %d; SELECT pg_advisory_xact_lock(%d)`,
		p.o.lockWait.Milliseconds(), timeout.Milliseconds()+1, writersLock)})
	if err != nil {
		conn.Release()
		return nil, nil, err
	}
	return conn, tx, nil
}

// timeout is how long a statement may take.
func (p *postgres) timeout(ctx context.Context) time.Duration {
	if at, ok := ctx.Deadline(); ok {
		return max(time.Until(at), time.Millisecond)
	}
	return p.o.writeWait
}

// rollback ends a transaction, also when its context has ended.
func rollback(tx pgx.Tx) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = tx.Rollback(ctx) // closes the connection where that fails
}

// attempt makes changes in one transaction and answers the change sets as they
// are kept.
func (p *postgres) attempt(ctx context.Context, changes plan) ([]*graph.ChangeSet, error) {
	conn, tx, err := p.takeTurn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Release()
	defer rollback(tx) // nothing after a commit
	held, last, err := readLedger(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := changes.mayFollow(held.state(last)); err != nil {
		return nil, err
	}
	s, err := settleAll(ctx, tx, changes.sets, held.count == 0, last)
	if err != nil {
		return nil, err
	}
	if s.last == last {
		return s.sets, nil
	}
	packed := s.pack()
	if err := writeStatements(ctx, tx, s.add, s.remove, held.count == 0); err != nil {
		return nil, err
	}
	for _, st := range s.add {
		held.add(st.ID)
	}
	for _, st := range s.remove {
		held.remove(st.ID)
	}
	var token [16]byte
	_, _ = rand.Read(token[:]) // never fails
	kept, err := packed()
	if err != nil {
		return nil, err
	}
	if err := writeChanges(ctx, tx, token, kept); err != nil {
		return nil, err
	}
	// A statement timeout within the commit would have the server acknowledge
	// what is on no standby yet.
	b := &pgx.Batch{}
	b.Queue(`UPDATE innograph_ledger SET ledger = $1, last = $2`, held.bytes(), int64(s.last))
	b.Queue(`SELECT pg_notify($1, $2)`, notifyChannel, strconv.FormatUint(s.last, 10))
	b.Queue(`SET LOCAL statement_timeout = 0`)
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.sets, p.finish(conn.Conn(), tx, last+1, token)
}

// writeStatements writes what a transaction adds and removes in all.
func writeStatements(ctx context.Context, tx pgx.Tx, add, remove []graph.Statement, empty bool) error {
	added, removed := quadsOf(add), quadsOf(remove)
	var up, down []nodeChange
	for _, c := range nodeChanges(added, removed) {
		if c.uses > 0 {
			up = append(up, c)
		} else {
			down = append(down, c)
		}
	}
	if err := countUp(ctx, tx, up, empty); err != nil {
		return fmt.Errorf("add nodes: %w", err)
	}
	if err := addQuads(ctx, tx, added); err != nil {
		return fmt.Errorf("add quads: %w", err)
	}
	if err := removeQuads(ctx, tx, remove, len(removed)); err != nil {
		return fmt.Errorf("remove quads: %w", err)
	}
	if err := countDown(ctx, tx, down); err != nil {
		return fmt.Errorf("remove nodes: %w", err)
	}
	return nil
}
