package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// attempts is how often a question is asked of another connection when one is
// lost, and retryPause how long to wait before; the pause doubles each time.
const (
	attempts   = 3
	retryPause = 20 * time.Millisecond
)

// view asks one short question.
func (p *postgres) view(ctx context.Context, ask func(context.Context, *pgx.Conn) error) error {
	if err := p.enter(); err != nil {
		return err
	}
	defer p.leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	bounded, cancel := context.WithTimeout(ctx, p.o.readWait)
	defer cancel()
	err := guard(func() error {
		return p.retry(bounded, func() error {
			c, err := p.reads.Acquire(bounded)
			if err != nil {
				return err
			}
			defer c.Release() // drops a connection that is lost
			return ask(bounded, c.Conn())
		})
	})
	if err == nil {
		return nil
	}
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	return p.explain(err)
}

// retry repeats a reading for which a connection was lost.
func (p *postgres) retry(ctx context.Context, read func() error) error {
	pause := retryPause
	for n := 1; ; n++ {
		err := read()
		if err == nil || n == attempts || !lost(err) || ctx.Err() != nil {
			return err
		}
		p.reads.Reset() // the others lead to the same server
		if sleep(ctx, pause) != nil {
			return err
		}
		pause *= 2
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// snapshot is one state of the store while it is read. A server that sends
// nothing for some time ends it; how long the reader takes between two parts does
// not matter.
type snapshot struct {
	tx       pgx.Tx
	conn     *pgxpool.Conn
	ctx      context.Context
	cancel   context.CancelCauseFunc
	patience *time.Timer
	stall    time.Duration
	ledger   ledger
	last     uint64
}

// beginSnapshot lifts the limits that are meant for short questions. Without
// sorting, quads come by their index at once.
const beginSnapshot = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
	SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL enable_sort = off`

func (p *postgres) snapshot(ctx context.Context) (s *snapshot, err error) {
	s = &snapshot{stall: p.o.stall}
	s.ctx, s.cancel = context.WithCancelCause(ctx)
	s.patience = time.AfterFunc(s.stall, func() { s.cancel(errStalled) })
	defer s.patience.Stop()
	err = p.retry(s.ctx, func() error {
		var err error
		if s.conn, err = p.reads.Acquire(s.ctx); err != nil {
			return err
		}
		if s.tx, err = s.conn.BeginTx(s.ctx, pgx.TxOptions{BeginQuery: beginSnapshot}); err == nil {
			s.ledger, s.last, err = readLedger(s.ctx, s.tx)
		}
		if err != nil {
			_ = s.conn.Conn().Close(s.ctx)
			s.conn.Release()
		}
		return err
	})
	if err != nil {
		err = s.cause(err)
		s.cancel(nil)
		return nil, err
	}
	return s, nil
}

// wait begins to wait for a part of an answer, and answers what ends the wait.
func (s *snapshot) wait() (stop func() bool) {
	s.patience.Reset(s.stall)
	return s.patience.Stop
}

// cause is why an error came: the server stalled, or it.
func (s *snapshot) cause(err error) error {
	if err != nil && context.Cause(s.ctx) == errStalled { //nolint:errorlint // it is our own
		return errStalled
	}
	return err
}

// close ends the transaction. One that was left in the middle of an answer loses
// its connection, which is faster than to read the rest.
func (s *snapshot) close(whole bool) {
	if !whole {
		s.cancel(nil)
		_ = s.conn.Conn().Close(context.WithoutCancel(s.ctx))
	} else if stop := s.wait(); true {
		_ = s.tx.Rollback(s.ctx) // closes the connection where that fails
		stop()
	}
	s.patience.Stop()
	s.cancel(nil)
	s.conn.Release()
}

// asker is what a question of one row is asked of.
type asker interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// readLedger reads what the store should hold and the number of the last change
// set.
func readLedger(ctx context.Context, c asker) (l ledger, last uint64, err error) {
	var packed []byte
	var n int64
	if err := c.QueryRow(ctx, `SELECT ledger, last FROM innograph_ledger`).Scan(&packed, &n); err != nil {
		return l, 0, fmt.Errorf("read the ledger: %w", err)
	}
	l, err = parseLedger(packed)
	return l, uint64(n), err
}
