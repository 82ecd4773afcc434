package store

import (
	"encoding/binary"
	"fmt"

	"github.com/innograph/innograph/graph"
)

// ledger counts statements and sums their ids up by exclusive or, in any order.
// Two sets of statements that differ by an accident have different ledgers.
type ledger struct {
	count uint64
	sum   [22]byte // as long as an id
}

func (l *ledger) add(id string) {
	l.count++
	l.mix(id)
}

func (l *ledger) remove(id string) {
	l.count--
	l.mix(id)
}

func (l *ledger) mix(id string) {
	for i := range l.sum {
		l.sum[i] ^= id[i]
	}
}

// state is the state of a store with that ledger.
func (l *ledger) state(last uint64) graph.State {
	return graph.State{Change: last, Statements: l.count, Sum: l.sum}
}

// bytes is the ledger as it is stored.
func (l *ledger) bytes() []byte {
	return append(binary.BigEndian.AppendUint64(nil, l.count), l.sum[:]...)
}

func parseLedger(b []byte) (l ledger, err error) {
	if len(b) != 8+len(l.sum) {
		return l, fmt.Errorf("the ledger has %d bytes instead of %d", len(b), 8+len(l.sum))
	}
	l.count = binary.BigEndian.Uint64(b)
	copy(l.sum[:], b[8:])
	return l, nil
}
