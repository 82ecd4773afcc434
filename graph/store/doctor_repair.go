package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	cayleykv "github.com/cayleygraph/cayley/graph/kv"
	bbolt "github.com/coreos/bbolt"
)

// Repair makes right what Check finds wrong with the store in a file, if all of it
// follows from the log: indexes, counts of uses, Cayley's counters, the ledger. It
// works on a copy, which takes the place of the file only when Check finds nothing
// wrong with it; the old file is kept, and its name answered. No statement is
// added, dropped or changed; where the ledger tells of statements that were lost,
// they stay lost, and the report of before says so.
//
// Where nothing is wrong, or something that cannot be repaired, nothing is done
// and kept is "".
func (d Doctor) Repair(ctx context.Context, path string) (before, after *Report, kept string, err error) {
	switch exists, err := checkPath(path); {
	case err != nil:
		return nil, nil, "", err
	case !exists:
		return nil, nil, "", noStore(path)
	}
	db, file, err := openReading(ctx, path, path)
	if err != nil {
		return nil, nil, "", err
	}
	closed := false
	unlock := func() error {
		if closed {
			return nil
		}
		closed = true
		return guard(db.Close)
	}
	defer func() { _ = unlock() }()
	if before, err = d.check(ctx, path, db, file); err != nil || before.Healthy() || !before.Repairable() {
		return before, nil, "", err
	}
	kept = path + ".before-repair"
	if err := mustNotExist(kept); err != nil {
		return before, nil, "", err
	}
	temp, err := createTemp(path, "repair")
	if err != nil {
		return before, nil, "", notWritten(err, "the store %s was not repaired: %v", path, err)
	}
	defer os.Remove(temp)
	err = guard(func() error { return repairInto(ctx, temp, db, before) })
	if err == nil {
		err = syncFile(temp)
	}
	if err != nil {
		if ctx.Err() != nil {
			return before, nil, "", ctx.Err()
		}
		return before, nil, "", notWritten(err, "the store %s was not repaired: %s", path, plain(err))
	}
	if after, err = d.checkAs(ctx, temp, path); err != nil {
		return before, nil, "", err
	}
	if !after.Healthy() || after.Statements != before.Statements {
		return before, after, "", unavailable(nil, "the store %s was not repaired: its copy, once repaired, still has this wrong: %v", path, after.Findings)
	}
	if err := replaceFile(temp, path, kept, unlock); err != nil {
		return before, nil, "", notWritten(err, "the store %s was not repaired: %v", path, err)
	}
	return before, after, kept, nil
}

// repairInto copies a store to the file temp, which is empty, but for the buckets
// in which something is wrong, and writes those anew from the log.
func repairInto(ctx context.Context, temp string, from *bbolt.DB, wrong *Report) (err error) {
	hashes, lists := wrong.in("values", "uses"), wrong.in("indexes")
	leaveOut := func(name []byte) bool {
		return hashes && (isHashBucket(name, 'v') || isHashBucket(name, 'n')) ||
			lists && slices.ContainsFunc(indexes, func(ind cayleykv.QuadIndex) bool { return bytes.Equal(name, indexName(ind)) })
	}
	db, _, err := openBbolt(temp, bbolt.Options{NoSync: true})
	if err != nil {
		return err
	}
	defer func() {
		if cerr := db.Close(); err == nil {
			err = cerr
		}
	}()
	if err := from.View(func(tx *bbolt.Tx) error { return compact(ctx, db, tx, leaveOut) }); err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		x := &exam{ctx: ctx, tx: tx, report: &Report{}, check: "log"}
		if err := x.log(); err != nil {
			return err
		}
		if !x.report.Healthy() {
			return fmt.Errorf("the log is damaged: %v", x.report.Findings)
		}
		parts := []func() error{x.writeCounters}
		if hashes {
			parts = append(parts, x.dropUnused, x.writeHashed)
		}
		if lists {
			parts = append(parts, x.writeIndexes)
		}
		for _, part := range parts {
			if err := part(); err != nil {
				return err
			}
		}
		return tx.Bucket([]byte(bucketName)).Put([]byte(ledgerKey), x.tally.bytes())
	})
	if err != nil {
		return err
	}
	return db.Update(func(*bbolt.Tx) error { return nil }) // see commitTwice
}

// in reports whether a check found something.
func (r *Report) in(checks ...string) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return slices.Contains(checks, f.Check) })
}

// dropUnused removes the nodes that no quad uses, as Cayley does.
func (x *exam) dropUnused() error {
	log := x.tx.Bucket([]byte(logBucket))
	for i := range x.nodes {
		if n := &x.nodes[i]; n.uses == 0 {
			if err := log.Delete(binary.BigEndian.AppendUint64(nil, n.id)); err != nil {
				return err
			}
		}
	}
	x.nodes = slices.DeleteFunc(x.nodes, func(n nodeEntry) bool { return n.uses == 0 })
	return nil
}

// writeHashed writes the buckets that are named by hashes, none of which is there.
func (x *exam) writeHashed() error {
	nodes := slices.Clone(x.nodes)
	slices.SortFunc(nodes, func(a, b nodeEntry) int { return slices.Compare(a.hash[:], b.hash[:]) })
	for _, letter := range []byte("nv") {
		for i := range nodes {
			if err := x.alive(i); err != nil {
				return err
			}
			n := &nodes[i]
			b, err := x.tx.CreateBucketIfNotExists([]byte{letter, n.hash[0], n.hash[1]})
			if err != nil {
				return err
			}
			value := n.id
			if letter == 'n' {
				value = uint64(n.uses)
			}
			if err := b.Put(n.hash[:], binary.AppendUvarint(nil, value)); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeIndexes writes the indexes of quads, none of which is there, without the
// quads that are deleted.
func (x *exam) writeIndexes() error {
	for _, ind := range indexes {
		b, err := x.tx.CreateBucket(indexName(ind))
		if err != nil {
			return err
		}
		b.FillPercent = 1
		type entry struct {
			key string
			id  uint64
		}
		var list []entry
		for i := range x.quads {
			if q := &x.quads[i]; !q.deleted {
				list = append(list, entry{string(indexKey(ind, q)), q.id})
			}
		}
		slices.SortStableFunc(list, func(a, b entry) int { return strings.Compare(a.key, b.key) }) // ids stay ascending
		for i := 0; i < len(list); {
			if err := x.ctx.Err(); err != nil {
				return err
			}
			key, ids := list[i].key, []byte(nil)
			for ; i < len(list) && list[i].key == key; i++ {
				ids = binary.AppendUvarint(ids, list[i].id)
			}
			if err := b.Put([]byte(key), ids); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *exam) writeCounters() error {
	b, err := x.tx.CreateBucketIfNotExists([]byte(metaBucket))
	if err != nil {
		return err
	}
	list, err := json.Marshal(indexes)
	if err != nil {
		return err
	}
	horizon, _ := counter(b, "horizon")
	eight := func(n uint64) []byte { return binary.LittleEndian.AppendUint64(nil, n) }
	for name, value := range map[string][]byte{
		"size": eight(uint64(x.living())), "horizon": eight(max(horizon, x.lastID)), "version": eight(cayleyVersion), "indexes": list,
	} {
		if err := b.Put([]byte(name), value); err != nil {
			return err
		}
	}
	return nil
}

// mustNotExist refuses to go on where a file of this name would be overwritten.
func mustNotExist(path string) error {
	_, err := os.Lstat(path)
	if err == nil {
		return refuse(fs.ErrExist, path, nil, "%s is there already, perhaps the only copy of what was in a store before: look at it, and remove it or name it otherwise", path)
	}
	return nil
}
