package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// finish commits. It does so without the caller's context, because a commit that
// was asked for can no longer be taken back, and answers nil only for one that is
// durable.
func (p *postgres) finish(c *pgx.Conn, tx pgx.Tx, number uint64, token [16]byte) error {
	err := p.commitTx(c, tx)
	var unknown *unknownError
	if !errors.As(err, &unknown) {
		return err
	}
	_ = c.Close(ended) // so that its lock is let go of
	committed, cause := p.resolve(number, token)
	switch {
	case cause != nil:
		return &unknownError{errors.Join(unknown.cause, cause)}
	case committed:
		return nil
	}
	return errGone
}

// errGone says that a connection was lost in a commit, which was not made.
var errGone = errors.New("the connection was lost, and the change with it")

// ended is a context for closing without a farewell.
var ended = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// commitTx answers an *unknownError when the commit may have been made: no answer
// came, or the server warned, as it does when it stops waiting for a standby.
func (p *postgres) commitTx(c *pgx.Conn, tx pgx.Tx) error {
	ctx, cancel := context.WithTimeout(context.Background(), p.o.commitWait)
	defer cancel()
	delete(c.PgConn().CustomData(), warned)
	err := tx.Commit(ctx)
	var server *pgconn.PgError
	switch warning := c.PgConn().CustomData()[warned]; {
	case err == nil && warning == nil, errors.Is(err, pgx.ErrTxCommitRollback):
		return err
	case err == nil:
		return &unknownError{fmt.Errorf("the server warned: %v", warning)}
	case errors.As(err, &server) && !c.IsClosed():
		return err // the server rolled back and goes on
	}
	return &unknownError{err}
}

// resolve finds out whether a commit was made, by the token of its first change
// set. Whoever asks holds the lock of writers, so the transaction in question is
// over.
func (p *postgres) resolve(number uint64, token [16]byte) (committed bool, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), p.o.writeWait)
	defer cancel()
	pause := retryPause
	for {
		p.writes.Reset()
		committed, err = p.look(ctx, number, token)
		if err == nil || sleep(ctx, pause) != nil {
			return committed, err
		}
		pause = min(2*pause, pauseMax)
	}
}

// look looks once. What it finds it makes durable by a commit of its own, which
// comes after the other in the log.
func (p *postgres) look(ctx context.Context, number uint64, token [16]byte) (bool, error) {
	bounded, cancel := context.WithTimeout(ctx, p.o.commitWait+time.Second)
	defer cancel()
	conn, tx, err := p.beginWrite(bounded)
	if err != nil {
		return false, err
	}
	defer conn.Release()
	defer rollback(tx)
	var found bool
	err = tx.QueryRow(bounded, `SELECT EXISTS (SELECT FROM innograph_changes WHERE number = $1 AND token = $2)`, int64(number), token).Scan(&found)
	if err != nil || !found {
		return false, err
	}
	if _, err := tx.Exec(bounded, `UPDATE innograph_ledger SET last = last; SET LOCAL statement_timeout = 0`); err != nil {
		return false, err
	}
	return true, p.commitTx(conn.Conn(), tx)
}
