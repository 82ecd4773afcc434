package store

import (
	"context"
	"encoding/hex"
	"fmt"

	bbolt "github.com/coreos/bbolt"
)

// Revision implements [graph.Revisioned]: it is the ledger.
func (b *bolt) Revision(ctx context.Context) (revision string, err error) {
	err = b.view(ctx, func(tx *bbolt.Tx) error {
		l, err := readLedgerKV(tx)
		revision = hex.EncodeToString(l.bytes())
		return err
	})
	return revision, err
}

func readLedgerKV(tx *bbolt.Tx) (l ledger, err error) {
	ours := tx.Bucket([]byte(bucketName))
	if ours == nil {
		return l, fmt.Errorf("there is no bucket %s", bucketName)
	}
	return parseLedger(ours.Get([]byte(ledgerKey)))
}
