package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
)

// askedHash is the key of what an author called a request. It is a hash because
// either may be longer than an index takes, or hold a NUL.
func askedHash(author, idempotency string) []byte {
	sum := sha256.Sum256(appendNetstring(appendNetstring(nil, author), idempotency))
	return sum[:]
}

// packedSet is a change set as it is kept.
type packedSet struct {
	set    *graph.ChangeSet
	packed []byte
}

// writeChanges keeps change sets in the transaction that makes them.
func writeChanges(ctx context.Context, tx pgx.Tx, token [16]byte, sets []packedSet) error {
	var touched [][]any
	b := &pgx.Batch{}
	for _, s := range sets {
		n := int64(s.set.Number)
		b.Queue(`INSERT INTO innograph_changes (number, token, packed) VALUES ($1, $2, $3)`, n, token, s.packed)
		for _, id := range s.set.Touches() {
			touched = append(touched, []any{id, n})
		}
		if s.set.Idempotency != "" {
			b.Queue(`INSERT INTO innograph_asked (hash, number) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET number = EXCLUDED.number`,
				askedHash(s.set.Author, s.set.Idempotency), n)
		}
	}
	if len(touched) < bulk {
		entities, numbers := make([]string, len(touched)), make([]int64, len(touched))
		for i, row := range touched {
			entities[i], numbers[i] = row[0].(string), row[1].(int64)
		}
		b.Queue(`INSERT INTO innograph_touched (entity, number) SELECT * FROM unnest($1::text[], $2::bigint[])`, entities, numbers)
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if len(touched) < bulk {
		return nil
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"innograph_touched"}, []string{"entity", "number"}, pgx.CopyFromRows(touched))
	return err
}

// Last implements [graph.Journal].
func (p *postgres) Last(ctx context.Context) (n uint64, err error) {
	err = p.view(ctx, func(ctx context.Context, c *pgx.Conn) error {
		_, n, err = readLedger(ctx, c)
		return err
	})
	return n, err
}

// State implements [graph.Journal].
func (p *postgres) State(ctx context.Context) (at graph.State, err error) {
	err = p.view(ctx, func(ctx context.Context, c *pgx.Conn) error {
		l, last, err := readLedger(ctx, c)
		at = l.state(last)
		return err
	})
	return at, err
}

// Asked implements [graph.Journal].
func (p *postgres) Asked(ctx context.Context, author, idempotency string) (c *graph.ChangeSet, err error) {
	err = p.view(ctx, func(ctx context.Context, conn *pgx.Conn) error {
		var number int64
		var packed []byte
		err := conn.QueryRow(ctx, `SELECT a.number, c.packed FROM innograph_asked a LEFT JOIN innograph_changes c USING (number) WHERE a.hash = $1`,
			askedHash(author, idempotency)).Scan(&number, &packed)
		if errors.Is(err, pgx.ErrNoRows) {
			c = nil
			return nil
		}
		if err == nil {
			c, err = unpackRow(number, packed)
		}
		return err
	})
	return c, err
}

func unpackRow(number int64, packed []byte) (*graph.ChangeSet, error) {
	if packed == nil {
		return nil, fmt.Errorf("change set %d is missing from the journal", number)
	}
	return unpackChangeSet(packed, uint64(number))
}

// Changes implements [graph.Journal].
func (p *postgres) Changes(ctx context.Context, after uint64) iter.Seq2[*graph.ChangeSet, error] {
	after = min(after, math.MaxInt64)
	return p.journal(ctx, func(s *snapshot) (pgx.Rows, func(*graph.ChangeSet) error, error) {
		rows, err := s.tx.Query(s.ctx, `SELECT number, packed FROM innograph_changes WHERE number > $1 ORDER BY number`, int64(after))
		next := after + 1
		return rows, func(c *graph.ChangeSet) error { // nil after the last
			if c != nil && c.Number != next || c == nil && next <= s.last {
				return fmt.Errorf("change set %d is missing from the journal", next)
			}
			next++
			return nil
		}, err
	})
}

// History implements [graph.Journal].
func (p *postgres) History(ctx context.Context, entity string, below uint64) iter.Seq2[*graph.ChangeSet, error] {
	bound := int64(math.MaxInt64)
	if below > 0 {
		bound = int64(min(below, math.MaxInt64))
	}
	return p.journal(ctx, func(s *snapshot) (pgx.Rows, func(*graph.ChangeSet) error, error) {
		if !graph.ValidSlug(entity) { // perhaps not even a text to PostgreSQL
			entity = ""
		}
		rows, err := s.tx.Query(s.ctx, `SELECT t.number, c.packed FROM innograph_touched t LEFT JOIN innograph_changes c USING (number)
			WHERE t.entity = $1 AND t.number < $2 ORDER BY t.number DESC`, entity, bound)
		return rows, func(c *graph.ChangeSet) error {
			if c != nil && !slices.Contains(c.Touches(), entity) {
				return fmt.Errorf("change set %d does not touch %s, whose history it is in", c.Number, entity)
			}
			return nil
		}, err
	})
}

// journal yields change sets as of one moment.
func (p *postgres) journal(ctx context.Context, query func(*snapshot) (pgx.Rows, func(*graph.ChangeSet) error, error)) iter.Seq2[*graph.ChangeSet, error] {
	return func(yield func(*graph.ChangeSet, error) bool) {
		if err := p.enter(); err != nil {
			yield(nil, err)
			return
		}
		defer p.leave()
		fail := func(err error) {
			if cause := ctx.Err(); cause != nil {
				err = cause
			} else {
				err = p.explain(err)
			}
			yield(nil, err)
		}
		s, err := p.snapshot(ctx)
		if err != nil {
			fail(err)
			return
		}
		whole := false
		defer func() { s.close(whole) }()
		defer s.wait()()
		rows, check, err := query(s)
		if err != nil {
			fail(s.cause(err))
			return
		}
		defer func() {
			if !whole {
				s.cancel(nil)
			}
			rows.Close()
		}()
		for rows.Next() {
			var number int64
			var packed []byte
			var c *graph.ChangeSet
			err := rows.Scan(&number, &packed)
			if err == nil {
				c, err = unpackRow(number, packed)
			}
			if err == nil {
				err = check(c)
			}
			if err == nil {
				err = ctx.Err()
			}
			s.patience.Stop()
			if err != nil {
				fail(err)
				return
			}
			if !yield(c, nil) {
				return
			}
			s.wait()
		}
		err = rows.Err()
		if err == nil {
			err = check(nil)
		}
		if whole = err == nil; !whole {
			fail(s.cause(err))
		}
	}
}
