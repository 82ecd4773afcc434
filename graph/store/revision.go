package store

import (
	"context"
	"encoding/hex"
	"fmt"

	bbolt "github.com/coreos/bbolt"
)

// Revision implements [graph.Revisioned]: it is the ledger.
func (b *bolt) Revision(ctx context.Context) (revision string, err error) {
	if err := b.enter(); err != nil {
		return "", err
	}
	defer b.leave()
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if e := b.broken.Load(); e != nil {
		return "", e
	}
	err = guard(func() error {
		return b.db.View(func(tx *bbolt.Tx) error {
			ours := tx.Bucket([]byte(bucketName))
			if ours == nil {
				return fmt.Errorf("there is no bucket %s", bucketName)
			}
			l, err := parseLedger(ours.Get([]byte(ledgerKey)))
			revision = hex.EncodeToString(l.bytes())
			return err
		})
	})
	if err != nil {
		return "", b.explain(err)
	}
	return revision, nil
}
