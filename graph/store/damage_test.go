package store

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// fingerprint is what a file is, its times included.
func fingerprint(t *testing.T, path string) string {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Sprint(info.Mode(), info.ModTime())
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x %v %d bytes at %v", sha256.Sum256(b), info.Mode(), len(b), info.ModTime())
}

// filled makes a store with some statements and returns its bytes.
func filled(t *testing.T, list []graph.Statement) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "filled.bolt")
	s := openFile(t, path)
	apply(t, s, graph.Delta{Add: list[:len(list)/2]})
	apply(t, s, graph.Delta{Add: list[len(list)/2:]})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// changed returns a copy of b with bytes flipped.
func changed(b []byte, at ...int) []byte {
	c := append([]byte(nil), b...)
	for _, i := range at {
		c[i] ^= 0xff
	}
	return c
}

// TestCutOffWhileOpen takes pages away from under an open store. To read them is
// a memory fault, which must not end the process.
func TestCutOffWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	for what, use := range map[string]func(s graph.Store) error{
		"read":   func(s graph.Store) error { _, err := readAll(s); return err },
		"change": func(s graph.Store) error { return s.Apply(t.Context(), graph.Delta{Add: benchStatements(20)}) },
	} {
		if err := os.WriteFile(path, filled(t, benchStatements(200)), 0o600); err != nil {
			t.Fatal(err)
		}
		s := openFile(t, path)
		if err := os.Truncate(path, int64(2*os.Getpagesize())); err != nil {
			t.Fatal(err)
		}
		if err := use(s); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), path+" is damaged: ") {
			t.Errorf("%s: got the error %v", what, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("close after %s: %v", what, err)
		}
	}
}

// tamper changes the file of a closed store behind its back.
func tamper(t *testing.T, path string, change func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(change); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// entries lists the entries of Cayley's log.
func entries(tx *bbolt.Tx) []proto.Primitive {
	var list []proto.Primitive
	_ = tx.Bucket([]byte("log")).ForEach(func(_, v []byte) error {
		var p proto.Primitive
		if err := p.Unmarshal(v); err != nil {
			return err
		}
		list = append(list, p)
		return nil
	})
	return list
}

func put(tx *bbolt.Tx, p proto.Primitive) error {
	v, err := p.Marshal()
	if err != nil {
		return err
	}
	return tx.Bucket([]byte("log")).Put(binary.BigEndian.AppendUint64(nil, p.ID), v)
}

// TestTampered changes one entry of the log at a time, in every way that keeps
// it an entry. Reading must answer an error or what was written.
func TestTampered(t *testing.T) {
	list := benchStatements(12)
	good := filled(t, list)
	path := filepath.Join(t.TempDir(), "store.bolt")
	write := func() {
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var log []proto.Primitive
	if err := db.View(func(tx *bbolt.Tx) error { log = entries(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()

	changes := map[string]func(tx *bbolt.Tx) error{
		"no log":      func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("log")) },
		"no ledger":   func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucketName)).Delete([]byte(ledgerKey)) },
		"a bad entry": func(tx *bbolt.Tx) error { return tx.Bucket([]byte("log")).Put([]byte("12345678"), []byte{0xff}) },
		"a short key": func(tx *bbolt.Tx) error { return tx.Bucket([]byte("log")).Put([]byte("1"), []byte{8, 1}) },
		"an entry under another number": func(tx *bbolt.Tx) error {
			v, err := log[len(log)-1].Marshal()
			if err != nil {
				return err
			}
			b := tx.Bucket([]byte("log"))
			return errors.Join(b.Delete(binary.BigEndian.AppendUint64(nil, log[len(log)-1].ID)), b.Put(binary.BigEndian.AppendUint64(nil, 1<<40), v))
		},
		"a statement less": func(tx *bbolt.Tx) error {
			label := log[len(log)-1].Label
			for _, p := range log {
				if p.Label == label {
					p.Deleted = true
					if err := put(tx, p); err != nil {
						return err
					}
				}
			}
			return nil
		},
		"a statement twice": func(tx *bbolt.Tx) error {
			next := log[len(log)-1].ID
			label := log[slices.IndexFunc(log, func(p proto.Primitive) bool { return !p.IsNode() })].Label // not the last
			for _, p := range log {
				if p.Label != label {
					continue
				}
				next++
				p.ID = next + 1000
				if err := put(tx, p); err != nil {
					return err
				}
			}
			return nil
		},
	}
	for i, p := range log {
		changes[fmt.Sprintf("without entry %d", i)] = func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("log")).Delete(binary.BigEndian.AppendUint64(nil, p.ID))
		}
		if p.IsNode() {
			changes[fmt.Sprintf("another value for entry %d", i)] = func(tx *bbolt.Tx) error {
				p := p
				v, err := pquads.UnmarshalValue(p.Value)
				if err != nil {
					return err
				}
				var w quad.Value = quad.IRI(strings.Trim(v.String(), "<>") + "a")
				if _, ok := v.(quad.IRI); !ok {
					w = quad.String("another")
				}
				if p.Value, err = pquads.MarshalValue(w); err != nil {
					return err
				}
				return put(tx, p)
			}
			changes[fmt.Sprintf("no value for entry %d", i)] = func(tx *bbolt.Tx) error {
				p := p
				p.Value = []byte{0x0a}
				return put(tx, p)
			}
			continue
		}
		for name, change := range map[string]func(p *proto.Primitive){
			"deleted":           func(p *proto.Primitive) { p.Deleted = true },
			"another subject":   func(p *proto.Primitive) { p.Subject = p.Object },
			"another predicate": func(p *proto.Primitive) { p.Predicate = p.Label },
			"another object":    func(p *proto.Primitive) { p.Object = p.Predicate },
			"another label":     func(p *proto.Primitive) { p.Label = p.Predicate },
			"no label":          func(p *proto.Primitive) { p.Label = 0 },
			"a missing object":  func(p *proto.Primitive) { p.Object = 1 << 60 },
		} {
			q := p
			if change(&q); !reflect.DeepEqual(q, p) {
				changes[fmt.Sprintf("%s for entry %d", name, i)] = func(tx *bbolt.Tx) error { return put(tx, q) }
			}
		}
	}
	for name, change := range changes {
		write()
		tamper(t, path, change)
		s, err := newBolt(t.Context(), path, defaultBoltOptions)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all, err := readAll(s)
		if graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), path+" is damaged: ") {
			t.Errorf("%s: %d statements and the error %v", name, len(all), err)
		} else if strings.HasPrefix(name, "a missing object") && !strings.Contains(err.Error(), "uses a node that is not there") {
			t.Errorf("%s: the error %v does not say so", name, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: close: %v", name, err)
		}
	}
	t.Logf("%d changes", len(changes))
}

// TestLostNode deletes one of the two entries that Cayley has for the node of a
// statement. Without a look at both, a statement could be added twice, or stay
// when it is removed.
func TestLostNode(t *testing.T) {
	list := benchStatements(10)
	hash := quad.HashOf(statementIRI(list[3].ID))
	for _, kind := range []byte("vn") {
		path := filepath.Join(t.TempDir(), "store.bolt")
		if err := os.WriteFile(path, filled(t, list), 0o600); err != nil {
			t.Fatal(err)
		}
		tamper(t, path, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte{kind, hash[0], hash[1]})
			if b.Get(hash) == nil {
				t.Fatalf("no entry of kind %c", kind)
			}
			return b.Delete(hash)
		})
		s := openFile(t, path)
		for what, d := range map[string]graph.Delta{"add": {Add: list}, "remove": {Remove: []string{list[0].ID, list[3].ID}}} {
			if err := s.Apply(t.Context(), d); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), list[3].ID) {
				t.Errorf("%s without the entry of kind %c: got the error %v", what, kind, err)
			}
		}
		expect(t, s, list...)
	}
}

// TestRandomDamage flips bytes anywhere in the file. Opening, reading and
// changing answer an error or what is right, and end.
func TestRandomDamage(t *testing.T) {
	list := benchStatements(300)
	good := filled(t, list)
	size := highWater(t, good)
	path := filepath.Join(t.TempDir(), "store.bolt")
	r := rand.New(rand.NewPCG(1, 2))
	var refused, found, failed, late, unharmed int
	more := benchStatements(320)[300:]
	var gone []string
	for _, s := range list[140:160] {
		gone = append(gone, s.ID)
	}
	for range 400 {
		bad := append([]byte(nil), good...)
		at := r.IntN(size)
		switch r.IntN(3) {
		case 0:
			bad[at] ^= 1 << r.IntN(8)
		case 1:
			for i := range min(16, size-at) {
				bad[at+i] = byte(r.Uint32())
			}
		case 2: // a sector of zeros
			at &^= 511
			clear(bad[at:min(at+512, size)])
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := newBolt(t.Context(), path, boltOptions{lockWait: time.Second})
		if err != nil {
			if graph.KindOf(err) != graph.Unavailable && graph.KindOf(err) != graph.Invalid {
				t.Errorf("byte %d: open answers %v", at, err)
			}
			refused++
			continue
		}
		all, err := readAll(s)
		if err == nil && len(all) != len(list) {
			t.Errorf("byte %d: %d statements instead of %d and no error", at, len(all), len(list))
		}
		if err != nil {
			found++
		} else if err = s.Apply(t.Context(), graph.Delta{Add: more, Remove: gone}); err != nil {
			failed++
		} else if all, err = readAll(s); err != nil {
			late++
		} else {
			unharmed++
			if len(all) != len(list) {
				t.Errorf("byte %d: after a change %d statements instead of %d and no error", at, len(all), len(list))
			}
		}
		if err != nil && graph.KindOf(err) != graph.Unavailable {
			t.Errorf("byte %d: the error %v", at, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("byte %d: close: %v", at, err)
		}
	}
	t.Logf("%d refused when opened, %d found when read, %d when changed, %d when read again, %d without harm", refused, found, failed, late, unharmed)
}
