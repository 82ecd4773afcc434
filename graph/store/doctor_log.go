package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
)

// The buckets of Cayley's that every file has.
const (
	logBucket  = "log"
	metaBucket = "meta"
)

// quadEntry is a quad of the log: the numbers of its nodes in the order of
// quad.Directions.
type quadEntry struct {
	id      uint64
	nodes   [4]uint64
	deleted bool
}

// nodeEntry is a node of the log.
type nodeEntry struct {
	id   uint64
	uses uint32   // by quads that are not deleted
	hash [20]byte // by which Cayley finds it
}

// nodeList is ascending by id.
type nodeList []nodeEntry

func (l nodeList) find(id uint64) *nodeEntry {
	i, ok := slices.BinarySearchFunc(l, id, func(n nodeEntry, id uint64) int { return cmp.Compare(n.id, id) })
	if !ok {
		return nil
	}
	return &l[i]
}

// log reads Cayley's log: every entry must be one, every end of a quad must be
// there before it, every quad must have the IRI of a statement as its one label,
// and the quads of each statement must stand together, once, and make the id.
func (x *exam) log() error {
	b := x.tx.Bucket([]byte(logBucket))
	if b == nil {
		x.say(false, "", "the log is missing, and with it all statements")
		return nil
	}
	values := nodeTable{}
	var asm assembler
	seen := map[string]bool{}
	finish := func(label quad.Value, err error) {
		_, id, lerr := statementLabel(label)
		switch {
		case lerr != nil:
			x.say(false, brief(label), "the label of a quad is not the IRI of a statement")
		case seen[id]:
			x.say(false, "statement "+id, "the quads of a statement are there twice, or do not stand together")
		case err != nil:
			x.say(false, err.Error(), "a statement is not what its id says")
		default:
			x.ids = append(x.ids, id)
			x.tally.add(id)
		}
		seen[id] = lerr == nil
	}
	n := 0
	err := b.ForEach(func(key, value []byte) error {
		if n++; n%4096 == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		place := fmt.Sprintf("entry %x", key)
		var e proto.Primitive
		if err := e.Unmarshal(value); value == nil || err != nil {
			x.say(false, place, "an entry of the log cannot be read")
			return nil
		}
		if len(key) != 8 || binary.BigEndian.Uint64(key) != e.ID || e.ID == 0 {
			x.say(false, place, "an entry of the log stands under a number that is not its own")
			return nil
		}
		x.lastID = e.ID
		if e.IsNode() {
			v, err := pquads.UnmarshalValue(e.Value)
			if err != nil || v == nil {
				x.say(false, fmt.Sprintf("node %d", e.ID), "a node has no value")
				return nil
			}
			values.set(e.ID, v)
			x.nodes = append(x.nodes, nodeEntry{id: e.ID, hash: [20]byte(quad.HashOf(v))})
			return nil
		}
		x.quads = append(x.quads, quadEntry{e.ID, [4]uint64{e.Subject, e.Predicate, e.Object, e.Label}, e.Deleted})
		if e.Deleted {
			return nil
		}
		var q quad.Quad
		for i, d := range quad.Directions {
			v := values.get(x.quads[len(x.quads)-1].nodes[i])
			if v == nil {
				x.say(false, fmt.Sprintf("quad %d, %v %d", e.ID, d, e.GetDirection(d)), "a quad uses a node that is not there before it")
				return nil
			}
			q.Set(d, v)
		}
		if len(asm.quads) == 0 || asm.quads[0].Label == q.Label {
			_, _, err := asm.add(q)
			return err
		}
		label := asm.quads[0].Label
		_, _, err := asm.add(q)
		finish(label, err)
		return nil
	})
	if err != nil {
		return err
	}
	if len(asm.quads) > 0 {
		label := asm.quads[0].Label
		_, _, err := asm.flush()
		finish(label, err)
	}
	x.count()
	return nil
}

// count counts how often nodes are used.
func (x *exam) count() {
	for i := range x.quads {
		if x.quads[i].deleted {
			continue
		}
		for _, id := range x.quads[i].nodes {
			if n := x.nodes.find(id); n != nil {
				n.uses++
			}
		}
	}
}

func ledgerMessage(ledger, there uint64) string {
	switch {
	case ledger > there:
		return fmt.Sprintf("the ledger counts %d statements and %d are there: %d were lost", ledger, there, ledger-there)
	case ledger < there:
		return fmt.Sprintf("the ledger counts %d statements and %d are there: %d are too many", ledger, there, there-ledger)
	}
	return fmt.Sprintf("the ledger counts %d statements and as many are there, but others", there)
}

// readMeta reports whether a meta page is whole; see bolt_pages.go.
func readMeta(file io.ReaderAt, at int64) (err error) {
	b := make([]byte, pageHeader+64)
	if _, err := file.ReadAt(b, at); err != nil {
		return err
	}
	b = b[pageHeader:]
	sum := fnv.New64a()
	sum.Write(b[:56])
	if order.Uint32(b) != boltMagic || order.Uint64(b[56:]) != sum.Sum64() {
		return errors.New("it is damaged")
	}
	return nil
}
