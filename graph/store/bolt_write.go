package store

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	cayleykv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	bbolt "github.com/coreos/bbolt"
	"github.com/hidal-go/hidalgo/kv"
	kvbolt "github.com/hidal-go/hidalgo/kv/bbolt"

	"github.com/innograph/innograph/graph"
)

// apply writes the changes in one transaction of bbolt.
func (b *bolt) apply(ctx context.Context, changes plan) error {
	tx, err := kvbolt.New(b.db).Tx(true)
	if err != nil {
		return err
	}
	defer tx.Close() // rolls back, unless the change was committed
	// Cayley lives no longer than the transaction: its caches keep the nodes of
	// transactions that were rolled back.
	qs, err := cayleykv.New(oneTx{tx}, cayley.Options{cayleykv.OptNoBloom: true})
	if err != nil {
		return err
	}
	r := record{qs: qs, lookup: lookupKV(qs, tx)}
	before, err := b.committed()
	if err != nil {
		return err
	}
	if err := changes.mayFollow(before); err != nil {
		return err
	}
	last := before.Change
	for _, p := range changes.sets {
		if last, err = b.applyOne(ctx, tx, r, p, last); err != nil {
			return err
		}
	}
	if last == before.Change {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.commit(tx)
}

// committed is the state of the store. The caller has the lock to write, so it
// stays that until the commit.
func (b *bolt) committed() (at graph.State, err error) {
	err = b.db.View(func(tx *bbolt.Tx) error {
		at, err = stateOf(tx)
		return err
	})
	return at, err
}

// applyOne writes one change and its entry in the journal, and answers the number
// of the last change set.
func (b *bolt) applyOne(ctx context.Context, tx kv.Tx, r record, p planned, last uint64) (uint64, error) {
	add, err := r.absent(ctx, p.add)
	if err != nil {
		return 0, err
	}
	nodes, err := r.present(ctx, p.remove)
	if err != nil {
		return 0, err
	}
	if len(add)+len(nodes) == 0 {
		return p.settle(last, nil, nil), nil
	}
	if err := r.add(ctx, add); err != nil {
		return 0, err
	}
	if err := b.pause("added"); err != nil {
		return 0, err
	}
	removed, err := r.remove(ctx, nodes)
	if err != nil {
		return 0, err
	}
	if err := b.pause("removed"); err != nil {
		return 0, err
	}
	if err := updateLedger(ctx, tx, add, removed); err != nil {
		return 0, err
	}
	last = p.settle(last, add, removed)
	return last, writeJournal(ctx, tx, p.set)
}

// commit makes the transaction durable. A commit that fails before bbolt wrote
// its meta page has left everything as it was. One that fails later may or may
// not be found when the file is opened again, so the store answers nothing more.
func (b *bolt) commit(tx kv.Tx) error {
	before, err := b.transactionID()
	if err != nil {
		return err
	}
	cause := tx.Commit(context.Background())
	if cause == nil {
		b.commitTwice()
		return nil
	}
	after, err := b.transactionID()
	if err == nil && after == before {
		return cause
	}
	e := unavailable(cause, "it is not known whether the last change reached the store %s: %v; it can be used again when it is opened again", b.path, cause)
	b.broken.Store(e)
	return e
}

// commitTwice commits once more, nothing. bbolt keeps two meta pages, writes them
// in turn and reads the older one when the newer is damaged: a change that is
// acknowledged after one commit would be gone without a word. After the second
// both pages show it. An error here is none of the change, which is durable.
func (b *bolt) commitTwice() {
	if tx, err := b.db.Begin(true); err == nil {
		_ = tx.Commit()
	}
}

// transactionID is the number of the transaction that a reader would read.
func (b *bolt) transactionID() (int, error) {
	tx, err := b.db.Begin(false)
	if err != nil {
		return 0, err
	}
	return tx.ID(), tx.Rollback()
}

func (b *bolt) pause(step string) error {
	if b.step == nil {
		return nil
	}
	return b.step(step)
}

// lookupKV asks Cayley's key-value store for nodes in one batch. Cayley keeps the
// number of a node and the count of its uses in two places; a node that is only
// in one of them is damaged. Taken for missing, a statement would be there twice
// after it is added, or still there after it is removed.
func lookupKV(qs cayley.QuadStore, tx kv.Tx) func(context.Context, []quad.Value) ([]cayley.Ref, error) {
	return func(ctx context.Context, values []quad.Value) ([]cayley.Ref, error) {
		refs, err := cayley.RefsOf(ctx, qs, values)
		if err != nil {
			return nil, err
		}
		keys := make([]kv.Key, len(values))
		for i, v := range values {
			hash := quad.HashOf(v)
			keys[i] = kv.Key{{'n', hash[0], hash[1]}, hash}
		}
		uses, err := tx.GetBatch(ctx, keys)
		if err != nil {
			return nil, err
		}
		for i := range refs {
			if refs[i] == cayley.Ref(cayleykv.Int64Value(0)) {
				refs[i] = nil
			}
			if (refs[i] == nil) != (uses[i] == nil) {
				return nil, fmt.Errorf("the store is damaged: one of its two entries for %v is missing", values[i])
			}
		}
		return refs, nil
	}
}

// oneTx is a key-value store for Cayley in which every transaction is a part of
// the same one. It makes Cayley's additions and removals one commit.
type oneTx struct{ tx kv.Tx }

// Tx implements [kv.KV].
func (o oneTx) Tx(bool) (kv.Tx, error) { return partTx{o.tx}, nil }

// Close implements [kv.KV].
func (oneTx) Close() error { return nil }

// partTx leaves it to its maker to commit or to roll back. A part that fails
// makes the whole fail, since its error ends the change.
type partTx struct{ kv.Tx }

// Commit implements [kv.Tx].
func (partTx) Commit(context.Context) error { return nil }

// Close implements [kv.Tx].
func (partTx) Close() error { return nil }

// updateLedger notes the statements that the transaction adds and removes.
func updateLedger(ctx context.Context, tx kv.Tx, added, removed []graph.Statement) error {
	v, err := tx.Get(ctx, kv.SKey(bucketName, ledgerKey))
	if err != nil {
		return fmt.Errorf("read the ledger: %w", err)
	}
	l, err := parseLedger(v)
	if err != nil {
		return err
	}
	for _, s := range added {
		l.add(s.ID)
	}
	for _, s := range removed {
		l.remove(s.ID)
	}
	return tx.Put(kv.SKey(bucketName, ledgerKey), l.bytes())
}
