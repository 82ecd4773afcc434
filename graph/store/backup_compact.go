package store

import (
	"context"

	bbolt "github.com/coreos/bbolt"
)

// compactCommit is how many bytes of keys and values are copied between two
// commits: what is not committed is kept in memory.
const compactCommit = 64 << 20

// compact copies every bucket that a transaction sees into an empty database, key
// by key and in order, so that its pages are full and none are free. bbolt has a
// function for this that cannot be stopped, and reads in a transaction of its own.
// Buckets whose names leaveOut takes are not copied; nil takes none.
func compact(ctx context.Context, to *bbolt.DB, from *bbolt.Tx, leaveOut func(name []byte) bool) (err error) {
	to.AllocSize = allocSize
	c := &compacting{ctx: ctx, to: to}
	if c.tx, err = to.Begin(true); err != nil {
		return err
	}
	defer func() {
		if c.tx != nil {
			_ = c.tx.Rollback() // nothing, after a commit
		}
	}()
	err = from.ForEach(func(name []byte, b *bbolt.Bucket) error {
		if leaveOut != nil && leaveOut(name) {
			return nil
		}
		return c.bucket([][]byte{name}, b)
	})
	if err != nil {
		return err
	}
	if err := c.tx.Commit(); err != nil {
		return err
	}
	// Both meta pages are to show all of it; see commitTwice.
	if c.tx, err = to.Begin(true); err != nil {
		return err
	}
	return c.tx.Commit()
}

type compacting struct {
	ctx  context.Context
	to   *bbolt.DB
	tx   *bbolt.Tx
	keys int // since the beginning
	size int // since the last commit
}

// bucket copies a bucket; path has its name at its end and before it those of the
// buckets that it is in.
func (c *compacting) bucket(path [][]byte, from *bbolt.Bucket) error {
	to, err := c.make(path)
	if err != nil {
		return err
	}
	if n := from.Sequence(); n > 0 {
		if err := to.SetSequence(n); err != nil {
			return err
		}
	}
	return from.ForEach(func(k, v []byte) error {
		if c.keys++; c.keys%1024 == 0 && c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if v == nil {
			if err := c.bucket(append(path[:len(path):len(path)], k), from.Bucket(k)); err != nil {
				return err
			}
			to, err = c.make(path) // there may have been a commit
			return err
		}
		if c.size += len(k) + len(v); c.size > compactCommit {
			c.size = 0
			if err := c.tx.Commit(); err != nil {
				return err
			}
			if c.tx, err = c.to.Begin(true); err != nil {
				return err
			}
			if to, err = c.make(path); err != nil {
				return err
			}
		}
		return to.Put(k, v)
	})
}

// make finds or makes a bucket in the transaction under way.
func (c *compacting) make(path [][]byte) (b *bbolt.Bucket, err error) {
	if b, err = c.tx.CreateBucketIfNotExists(path[0]); err != nil {
		return nil, err
	}
	for _, name := range path[1:] {
		if b, err = b.CreateBucketIfNotExists(name); err != nil {
			return nil, err
		}
	}
	b.FillPercent = 1 // keys come in order
	return b, nil
}
