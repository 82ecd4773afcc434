package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// turn is a transaction that has the lock of writers, for the next change.
type turn struct {
	conn *pgxpool.Conn
	tx   pgx.Tx
}

func (t *turn) end() {
	rollback(t.tx)
	t.conn.Release()
}

// Turn implements [graph.Turning]. Without it, who has just written is always the
// first to know what the next change must follow, and the others come too late for
// as long as it goes on writing.
func (p *postgres) Turn(ctx context.Context) (release func(), err error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	if p.turn.Load() != nil { // it is ours already
		return func() {}, nil
	}
	conn, tx, err := p.beginWrite(ctx)
	if err != nil {
		return nil, p.noTurn(ctx, err)
	}
	t := &turn{conn, tx}
	if _, err := tx.Exec(ctx, fmt.Sprintf(`SET LOCAL idle_in_transaction_session_timeout = %d`, p.o.turnWait.Milliseconds())); err != nil {
		t.end()
		return nil, p.noTurn(ctx, err)
	}
	if !p.turn.CompareAndSwap(nil, t) {
		t.end()
		return func() {}, nil
	}
	return func() {
		if p.turn.CompareAndSwap(t, nil) {
			t.end()
		}
	}, nil
}

func (p *postgres) noTurn(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return p.explainWrite(err)
}

// takeTurn is beginWrite, where there is no turn to use up, or it has ended.
func (p *postgres) takeTurn(ctx context.Context) (*pgxpool.Conn, pgx.Tx, error) {
	if t := p.turn.Swap(nil); t != nil {
		_, err := t.tx.Exec(ctx, fmt.Sprintf(`SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = %d`, p.timeout(ctx).Milliseconds()+1))
		if err == nil {
			return t.conn, t.tx, nil
		}
		t.end()
	}
	return p.beginWrite(ctx)
}
