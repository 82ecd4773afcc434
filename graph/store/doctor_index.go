package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"
	bbolt "github.com/coreos/bbolt"

	cayleykv "github.com/cayleygraph/cayley/graph/kv"
)

// What Cayley v0.7.7 keeps beside its log (graph/kv/indexing.go), all of which
// follows from the log:
//
//	'v' and two bytes of a hash: the hash of a value → the number of its node
//	'n' and two bytes of a hash: the hash of a value → how often quads use it
//	a letter for each direction: eight bytes for each → numbers of quads, ascending
//	meta: size → how many quads, horizon → the highest number, indexes, version
//
// Numbers are unsigned varints, those of meta eight bytes, little-endian. The
// indexes keep the numbers of deleted quads.

// hashed compares the buckets of one letter with what each node should have.
func (x *exam) hashed(letter byte, noun string, want func(*nodeEntry) uint64) error {
	for i := range x.nodes {
		if err := x.alive(i); err != nil {
			return err
		}
		n := &x.nodes[i]
		expected := want(n)
		b := x.tx.Bucket([]byte{letter, n.hash[0], n.hash[1]})
		var v []byte
		if b != nil {
			v = b.Get(n.hash[:])
		}
		got, size := binary.Uvarint(v)
		switch {
		case expected == 0:
			// An unused node; see uses.
		case v == nil:
			x.say(true, fmt.Sprintf("node %d", n.id), noun+" of a node is missing")
		case size != len(v) || got != expected:
			x.say(true, fmt.Sprintf("node %d", n.id), noun+" of a node is wrong")
		}
	}
	known := make(map[[20]byte]bool, len(x.nodes))
	for i := range x.nodes {
		known[x.nodes[i].hash] = true
	}
	c := x.tx.Cursor()
	for name, v := c.Seek([]byte{letter}); len(name) > 0 && name[0] == letter; name, v = c.Next() {
		if !isHashBucket(name, letter) || v != nil {
			continue
		}
		n := 0
		err := x.tx.Bucket(name).ForEach(func(k, _ []byte) error {
			if len(k) != 20 || !bytes.Equal(k[:2], name[1:]) || !known[[20]byte(k)] {
				x.say(true, fmt.Sprintf("hash %x", k), noun+" of a node that is not there is kept")
			}
			n++
			return x.alive(n)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// isHashBucket tells the buckets that are named by two bytes of hashes from those
// that are named by directions, such as "n" would be.
func isHashBucket(name []byte, letter byte) bool { return len(name) == 3 && name[0] == letter }

// values compares the index of values with the nodes.
func (x *exam) values() error {
	seen := make(map[[20]byte]bool, len(x.nodes))
	for i := range x.nodes {
		if n := &x.nodes[i]; seen[n.hash] {
			x.say(false, fmt.Sprintf("node %d", n.id), "two nodes have the same value")
		} else {
			seen[n.hash] = true
		}
	}
	return x.hashed('v', "the number", func(n *nodeEntry) uint64 { return n.id })
}

// uses compares the counts of uses with the quads.
func (x *exam) uses() error {
	for i := range x.nodes {
		if n := &x.nodes[i]; n.uses == 0 {
			x.say(true, fmt.Sprintf("node %d", n.id), "a node is there that nothing uses")
		}
	}
	return x.hashed('n', "the count of uses", func(n *nodeEntry) uint64 { return uint64(n.uses) })
}

// indexes compares the indexes of quads with the log: each quad must be found in
// every index, under the nodes that it has, and nothing else may be.
func (x *exam) indexes() error {
	for _, ind := range indexes {
		found := make([]bool, len(x.quads))
		name := indexName(ind)
		noun := fmt.Sprintf("the index %s", name)
		b := x.tx.Bucket(name)
		if b == nil {
			if len(x.quads) > 0 { // the first of them makes it
				x.say(true, "", noun+" is missing")
			}
			continue
		}
		n := 0
		err := b.ForEach(func(key, value []byte) error {
			last := uint64(0)
			for rest := value; len(rest) > 0; {
				if n++; x.alive(n) != nil {
					return x.ctx.Err()
				}
				id, size := binary.Uvarint(rest)
				if size <= 0 || id <= last {
					x.say(true, fmt.Sprintf("key %x", key), noun+" has a list that cannot be read")
					return nil
				}
				last, rest = id, rest[size:]
				i, ok := x.findQuad(id)
				switch {
				case !ok:
					x.say(true, fmt.Sprintf("number %d", id), noun+" has a number that is no quad's")
				case !bytes.Equal(key, indexKey(ind, &x.quads[i])):
					x.say(true, fmt.Sprintf("quad %d", id), noun+" has a quad under nodes that are not its own")
				default:
					found[i] = true
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for i, ok := range found {
			if !ok && !x.quads[i].deleted {
				x.say(true, fmt.Sprintf("quad %d", x.quads[i].id), noun+" lacks a quad")
			}
		}
	}
	return nil
}

func (x *exam) findQuad(id uint64) (int, bool) {
	return slices.BinarySearchFunc(x.quads, id, func(q quadEntry, id uint64) int {
		switch {
		case q.id < id:
			return -1
		case q.id > id:
			return 1
		}
		return 0
	})
}

// indexName is the bucket of an index.
func indexName(ind cayleykv.QuadIndex) []byte {
	var name []byte
	for _, d := range ind.Dirs {
		name = append(name, d.Prefix())
	}
	return name
}

// indexKey is the key of a quad in an index.
func indexKey(ind cayleykv.QuadIndex, q *quadEntry) []byte {
	key := make([]byte, 0, 8*len(ind.Dirs))
	for _, d := range ind.Dirs {
		key = binary.BigEndian.AppendUint64(key, q.nodes[slices.Index(quad.Directions, d)])
	}
	return key
}

// counters compares Cayley's numbers with the log.
func (x *exam) counters() error {
	b := x.tx.Bucket([]byte(metaBucket))
	if b == nil {
		x.say(true, "", "Cayley's counters are missing")
		return nil
	}
	if n, ok := counter(b, "size"); !ok || n != uint64(x.living()) {
		x.say(true, "", "the count of quads is wrong")
	}
	if n, ok := counter(b, "horizon"); !ok || n < x.lastID {
		x.say(true, "", "the highest number of the log is above the one that Cayley counts on from")
	}
	if n, ok := counter(b, "version"); !ok || n != cayleyVersion {
		x.say(true, "", "the version of Cayley's format is wrong")
	}
	list, err := json.Marshal(indexes)
	if err != nil {
		return err
	}
	if !bytes.Equal(b.Get([]byte("indexes")), list) {
		x.say(true, "", "the list of indexes is wrong")
	}
	return nil
}

// cayleyVersion is the format of Cayley v0.7.7.
const cayleyVersion = 2

// counter reads a number of meta. One that is not there is 0.
func counter(b *bbolt.Bucket, name string) (n uint64, ok bool) {
	v := b.Get([]byte(name))
	if v == nil {
		return 0, true
	}
	if len(v) != 8 {
		return 0, false
	}
	return binary.LittleEndian.Uint64(v), true
}
