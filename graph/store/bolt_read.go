package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// boltReader reads all statements with one cursor over Cayley's log.
//
// The log is a bucket in which every node and every quad has an entry, a
// protobuf proto.Primitive under its number as eight bytes, big-endian. A node
// holds a value, a quad the numbers of four nodes. Numbers only grow and a node
// is numbered before the first quad that uses it, so one pass in order sees every
// node in time; and the quads of a statement, which are added in one call,
// follow one another. Quads that were deleted stay as entries with a mark, nodes
// do not.
type boltReader struct {
	tx    *bbolt.Tx
	log   *bbolt.Cursor
	begun bool
	entry proto.Primitive
	nodes nodeTable
	asm   assembler
	seen  ledger
	want  ledger
}

func newBoltReader(db *bbolt.DB) (_ reader, err error) {
	tx, err := db.Begin(false)
	if err != nil {
		return nil, err
	}
	r := &boltReader{tx: tx, nodes: nodeTable{}}
	defer func() {
		if r.log == nil { // also after a panic
			_ = tx.Rollback()
		}
	}()
	log, ours := tx.Bucket([]byte("log")), tx.Bucket([]byte(bucketName))
	if log == nil || ours == nil {
		return nil, fmt.Errorf("it has no log")
	}
	if r.want, err = parseLedger(ours.Get([]byte(ledgerKey))); err != nil {
		return nil, err
	}
	r.log = log.Cursor()
	return r, nil
}

func (r *boltReader) close() error { return r.tx.Rollback() }

func (r *boltReader) next(ctx context.Context, to []graph.Statement) ([]graph.Statement, error) {
	for n := 1; len(to) < readAhead; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return to, ctx.Err()
		}
		var key, value []byte
		if r.begun {
			key, value = r.log.Next()
		} else {
			key, value = r.log.First()
			r.begun = true
		}
		var (
			s        graph.Statement
			finished bool
			err      error
		)
		if key == nil {
			s, finished, err = r.asm.flush()
		} else {
			s, finished, err = r.read(key, value)
		}
		if finished {
			r.seen.add(s.ID)
			to = append(to, s)
		}
		if err != nil {
			return to, err
		}
		if key == nil {
			return to, r.end()
		}
	}
	return to, nil
}

// end checks that neither more nor less was read than was written.
func (r *boltReader) end() error {
	if r.seen != r.want {
		return fmt.Errorf("%d statements were read where %d were written", r.seen.count, r.want.count)
	}
	return io.EOF
}

// read takes one entry of the log.
func (r *boltReader) read(key, value []byte) (s graph.Statement, finished bool, err error) {
	e := &r.entry
	*e = proto.Primitive{Value: e.Value[:0]} // so that its bytes are used again
	if err := e.Unmarshal(value); err != nil {
		return s, false, fmt.Errorf("entry %x of the log: %w", key, err)
	}
	if len(key) != 8 || binary.BigEndian.Uint64(key) != e.ID {
		return s, false, fmt.Errorf("entry %x of the log says that it is number %d", key, e.ID)
	}
	if e.IsNode() {
		v, err := pquads.UnmarshalValue(e.Value)
		if err != nil {
			return s, false, fmt.Errorf("node %d: %w", e.ID, err)
		}
		r.nodes.set(e.ID, v)
		return s, false, nil
	}
	if e.Deleted {
		return s, false, nil
	}
	q := quad.Quad{
		Subject: r.nodes.get(e.Subject), Predicate: r.nodes.get(e.Predicate),
		Object: r.nodes.get(e.Object), Label: r.nodes.get(e.Label),
	}
	if q.Subject == nil || q.Predicate == nil || q.Object == nil || q.Label == nil {
		return s, false, fmt.Errorf("quad %d uses a node that is not there", e.ID)
	}
	return r.asm.add(q)
}

// nodeTable holds the values of nodes by their numbers, which have gaps. Pages
// keep it dense where the numbers are, whatever a damaged number may say.
type nodeTable map[uint64]*[nodePage]quad.Value

const nodePage = 256

func (t nodeTable) set(id uint64, v quad.Value) {
	p := t[id/nodePage]
	if p == nil {
		p = new([nodePage]quad.Value)
		t[id/nodePage] = p
	}
	p[id%nodePage] = v
}

func (t nodeTable) get(id uint64) quad.Value {
	if p := t[id/nodePage]; p != nil {
		return p[id%nodePage]
	}
	return nil
}
