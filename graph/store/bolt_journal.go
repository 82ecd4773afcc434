package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	bbolt "github.com/coreos/bbolt"
	"github.com/hidal-go/hidalgo/kv"

	"github.com/innograph/innograph/graph"
)

// The buckets of the journal. A store of an earlier version has none of them
// until its first change.
const (
	changesBucket = "innograph-changes" // number → change set
	touchedBucket = "innograph-touched" // entity, 0, number → nothing
	askedBucket   = "innograph-asked"   // author, 0, idempotency → number
)

func numberKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func touchedKey(entity string, n uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte(entity), 0), n)
}

func askedKey(author, idempotency string) []byte {
	return append(append([]byte(author), 0), idempotency...)
}

// lastNumber is the number of the last change set in a transaction.
func lastNumber(tx *bbolt.Tx) uint64 {
	b := tx.Bucket([]byte(changesBucket))
	if b == nil {
		return 0
	}
	if k, _ := b.Cursor().Last(); len(k) == 8 {
		return binary.BigEndian.Uint64(k)
	}
	return 0
}

// writeJournal keeps a change set in the transaction that makes it.
func writeJournal(ctx context.Context, tx kv.Tx, c *graph.ChangeSet) error {
	packed, err := packChangeSet(c)
	if err != nil {
		return err
	}
	put := func(bucket string, key, value []byte) error {
		return tx.Put(kv.Key{[]byte(bucket), key}, value)
	}
	if err := put(changesBucket, numberKey(c.Number), packed); err != nil {
		return fmt.Errorf("keep change set %d: %w", c.Number, err)
	}
	for _, id := range c.Touches() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := put(touchedBucket, touchedKey(id, c.Number), []byte{}); err != nil {
			return fmt.Errorf("keep change set %d: %w", c.Number, err)
		}
	}
	if c.Idempotency == "" {
		return nil
	}
	return put(askedBucket, askedKey(c.Author, c.Idempotency), numberKey(c.Number))
}

// Last implements [graph.Journal].
func (b *bolt) Last(ctx context.Context) (n uint64, err error) {
	err = b.view(ctx, func(tx *bbolt.Tx) error {
		n = lastNumber(tx)
		return nil
	})
	return n, err
}

// State implements [graph.Journal].
func (b *bolt) State(ctx context.Context) (at graph.State, err error) {
	err = b.view(ctx, func(tx *bbolt.Tx) error {
		at, err = stateOf(tx)
		return err
	})
	return at, err
}

func stateOf(tx *bbolt.Tx) (graph.State, error) {
	l, err := readLedgerKV(tx)
	return l.state(lastNumber(tx)), err
}

// Asked implements [graph.Journal].
func (b *bolt) Asked(ctx context.Context, author, idempotency string) (c *graph.ChangeSet, err error) {
	err = b.view(ctx, func(tx *bbolt.Tx) error {
		asked := tx.Bucket([]byte(askedBucket))
		if asked == nil {
			return nil
		}
		key := asked.Get(askedKey(author, idempotency))
		if key == nil {
			return nil
		}
		if len(key) != 8 {
			return fmt.Errorf("the journal has a number of %d bytes", len(key))
		}
		c, err = readChangeSet(tx, key)
		return err
	})
	return c, err
}

// view reads in one transaction.
func (b *bolt) view(ctx context.Context, read func(*bbolt.Tx) error) error {
	if err := b.enter(); err != nil {
		return err
	}
	defer b.leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	if e := b.broken.Load(); e != nil {
		return e
	}
	if err := guard(func() error { return b.db.View(read) }); err != nil {
		return b.explain(err)
	}
	return nil
}

func readChangeSet(tx *bbolt.Tx, key []byte) (*graph.ChangeSet, error) {
	number := binary.BigEndian.Uint64(key)
	var packed []byte
	if changes := tx.Bucket([]byte(changesBucket)); changes != nil {
		packed = changes.Get(key)
	}
	if packed == nil {
		return nil, fmt.Errorf("change set %d is missing from the journal", number)
	}
	return unpackChangeSet(packed, number)
}

// Changes implements [graph.Journal].
func (b *bolt) Changes(ctx context.Context, after uint64) iter.Seq2[*graph.ChangeSet, error] {
	return b.journal(ctx, func(tx *bbolt.Tx) func() ([]byte, error) {
		next, last := after+1, lastNumber(tx)
		return func() ([]byte, error) {
			if next == 0 || next > last {
				return nil, io.EOF
			}
			key := numberKey(next) // by number and not by cursor: what is missing is noticed
			next++
			return key, nil
		}
	})
}

// History implements [graph.Journal].
func (b *bolt) History(ctx context.Context, entity string, below uint64) iter.Seq2[*graph.ChangeSet, error] {
	return b.journal(ctx, func(tx *bbolt.Tx) func() ([]byte, error) {
		touched := tx.Bucket([]byte(touchedBucket))
		if touched == nil {
			return func() ([]byte, error) { return nil, io.EOF }
		}
		cursor := touched.Cursor()
		if below == 0 {
			below--
		}
		prefix := append([]byte(entity), 0)
		step := func() []byte {
			if k, _ := cursor.Seek(touchedKey(entity, below)); k == nil {
				k, _ = cursor.Last()
				if bytes.Compare(k, touchedKey(entity, below)) < 0 {
					return k
				}
			}
			k, _ := cursor.Prev()
			return k
		}
		return func() ([]byte, error) {
			k := step()
			step = func() []byte { k, _ := cursor.Prev(); return k }
			if number, ok := bytes.CutPrefix(k, prefix); ok && len(number) == 8 {
				return number, nil
			}
			return nil, io.EOF
		}
	})
}

// journal yields the change sets of the keys that a walk gives, in one
// transaction.
func (b *bolt) journal(ctx context.Context, walk func(*bbolt.Tx) func() ([]byte, error)) iter.Seq2[*graph.ChangeSet, error] {
	return func(yield func(*graph.ChangeSet, error) bool) {
		if err := b.enter(); err != nil {
			yield(nil, err)
			return
		}
		defer b.leave()
		if e := b.broken.Load(); e != nil {
			yield(nil, e)
			return
		}
		tx, err := b.db.Begin(false)
		if err != nil {
			yield(nil, b.explain(err))
			return
		}
		defer func() { _ = tx.Rollback() }()
		var next func() ([]byte, error)
		err = guard(func() error { next = walk(tx); return nil })
		for err == nil {
			var c *graph.ChangeSet
			err = guard(func() error {
				if err := ctx.Err(); err != nil {
					return err
				}
				key, err := next()
				if err == nil {
					c, err = readChangeSet(tx, key)
				}
				return err
			})
			if err == nil && !yield(c, nil) {
				return
			}
		}
		switch {
		case errors.Is(err, io.EOF):
		case ctx.Err() != nil:
			yield(nil, ctx.Err())
		default:
			yield(nil, b.explain(err))
		}
	}
}
