package store

import (
	"context"
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

// boltFile makes a bolt file that is not one of ours.
func boltFile(t *testing.T, fill func(tx *bbolt.Tx) error) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "foreign.bolt")
	// Without a free list, which bbolt adds as soon as it opens the file to write.
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoFreelistSync: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(fill); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
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

func TestRefusedFiles(t *testing.T) {
	good := filled(t, benchStatements(200))
	page := os.Getpagesize()
	bucket := func(name string, pairs ...string) func(tx *bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte(name))
			for i := 0; err == nil && i < len(pairs); i += 2 {
				err = b.Put([]byte(pairs[i]), []byte(pairs[i+1]))
			}
			return err
		}
	}
	// A meta page has a page header of 16 bytes, the magic number, the version,
	// the page size, …, and a checksum over these.
	const magic, version, root = 16, 20, 32
	for name, c := range map[string]struct {
		content []byte
		kind    graph.ErrorKind
		want    string
	}{
		"empty":              {nil, graph.Invalid, "the file is empty"},
		"one byte":           {[]byte{0}, graph.Invalid, "not a bolt file"},
		"text":               {[]byte(strings.Repeat("杭州是一座城市。\n", 3000)), graph.Invalid, "not a bolt file"},
		"zeros":              {make([]byte, 100_000), graph.Invalid, "not a bolt file"},
		"another bolt file":  {boltFile(t, bucket("wallet", "a", "b")), graph.Invalid, "innograph did not make it"},
		"an empty bolt file": {boltFile(t, func(*bbolt.Tx) error { return nil }), graph.Invalid, "innograph did not make it"},
		"a file of Cayley":   {boltFile(t, bucket("meta", "version", "\x02\x00\x00\x00\x00\x00\x00\x00")), graph.Invalid, "innograph did not make it"},
		"a later format":     {boltFile(t, bucket(bucketName, formatKey, "2")), graph.Invalid, `it has the format "2", and this version of innograph reads "1"`},
		"no format":          {boltFile(t, bucket(bucketName)), graph.Invalid, `it has the format ""`},
		"no magic":           {changed(good, magic, page+magic), graph.Invalid, "not a bolt file"},
		"other version":      {changed(good, version, page+version), graph.Unavailable, "version mismatch"},
		"bad checksums":      {changed(good, root, page+root), graph.Unavailable, "checksum error"},
		"cut in half":        {good[:highWater(t, good)/2], graph.Unavailable, "the file is cut off: it has"},
		"cut by one page":    {cutOff(t, good, 1), graph.Unavailable, "the file is cut off: it has"},
		"two pages":          {good[:2*page], graph.Unavailable, "the file is cut off: it has"},
		"one page":           {good[:page], graph.Unavailable, "too small"},
		"half a page":        {good[:page/2], graph.Invalid, "not a bolt file"},
		"a bad free list":    {badFreeList(t, good), graph.Unavailable, "is not the free list"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.bolt")
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			was := fingerprint(t, path)
			s, err := Open(t.Context(), "bolt:"+path)
			if s != nil || graph.KindOf(err) != c.kind || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v and the error %v (kind %d)", s, err, graph.KindOf(err))
			}
			if got := fingerprint(t, path); got != was {
				t.Errorf("the file changed: %s, before %s", got, was)
			}
			if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
				t.Errorf("the directory holds %v", files)
			}
			// Whoever repairs the file must find it unlocked.
			if err := os.WriteFile(path, good, 0o600); err != nil {
				t.Fatal(err)
			}
			expect(t, openFile(t, path), benchStatements(200)...)
		})
	}
}

// highWater is the size that a bolt file says it has at least.
func highWater(t *testing.T, b []byte) int {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	size := 0
	if err := db.View(func(tx *bbolt.Tx) error { size = int(tx.Size()); return nil }); err != nil {
		t.Fatal(err)
	}
	return size
}

func cutOff(t *testing.T, b []byte, pages int) []byte {
	return b[:highWater(t, b)-pages*os.Getpagesize()]
}

// badFreeList makes the page of the free list another kind of page, on which
// bbolt panics when it opens the file for writing.
func badFreeList(t *testing.T, b []byte) []byte {
	t.Helper()
	b = changed(b)
	page, found := os.Getpagesize(), false
	for at := 2 * page; at < highWater(t, b); at += page {
		const flags, freeList, leaf = 8, 0x10, 0x02 // of a page header
		if binary.LittleEndian.Uint16(b[at+flags:]) == freeList {
			binary.LittleEndian.PutUint16(b[at+flags:], leaf)
			found = true
		}
	}
	if !found {
		t.Fatal("no free list found")
	}
	return b
}

// TestPanicInBbolt shows that a panic inside bbolt leaves no lock behind.
func TestPanicInBbolt(t *testing.T) {
	list := benchStatements(10)
	good := filled(t, list)
	path := filepath.Join(t.TempDir(), "store.bolt")
	if err := os.WriteFile(path, badFreeList(t, good), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := openBbolt(path, bbolt.Options{Timeout: time.Second})
	var p *panicError
	if !errors.As(err, &p) {
		t.Fatalf("got the error %v", err)
	}
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	expect(t, openFile(t, path), list...)
}

func TestRefusedPaths(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere", "x"), filepath.Join(dir, "dangling")); err != nil {
		t.Fatal(err)
	}
	for path, c := range map[string]struct {
		kind graph.ErrorKind
		want string
	}{
		dir:                                  {graph.Invalid, "it is a directory, and a store is one file"},
		filepath.Join(dir, "a", "b.bolt"):    {graph.Invalid, "the directory " + filepath.Join(dir, "a") + " does not exist"},
		filepath.Join(file, "b.bolt"):        {graph.Invalid, file + " is not a directory"},
		filepath.Join(dir, "dangling"):       {graph.Unavailable, "no such file or directory"},
		filepath.Join(os.DevNull):            {graph.Invalid, "it is not a regular file"},
		filepath.Join(dir, "a\x00b"):         {graph.Unavailable, "invalid argument"},
		dir + "/" + strings.Repeat("x", 300): {graph.Unavailable, "file name too long"},
	} {
		was, _ := os.ReadDir(dir)
		s, err := Open(t.Context(), "bolt:"+path)
		if s != nil || graph.KindOf(err) != c.kind || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v and the error %v (kind %d)", path, s, err, graph.KindOf(err))
		}
		if now, _ := os.ReadDir(dir); len(now) != len(was) {
			t.Errorf("%q: the directory holds %v", path, now)
		}
	}
}

func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	c := startChild(t, "hold", path)
	if got := c.line(t); got != "open" {
		t.Fatalf("the child says %q", got)
	}
	was := fingerprint(t, path)
	for _, timeout := range []time.Duration{time.Hour, 100 * time.Millisecond} {
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), timeout)
		s, err := Open(ctx, "bolt:"+path)
		cancel()
		if s != nil || graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), path+" is open in another process") {
			t.Errorf("got %v and the error %v", s, err)
		}
		if took := time.Since(start); took > min(timeout, defaultBoltOptions.lockWait)+500*time.Millisecond {
			t.Errorf("it took %v", took)
		}
	}
	if got := fingerprint(t, path); got != was {
		t.Errorf("the file changed: %s, before %s", got, was)
	}
	if err := c.in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	s := openFile(t, path)
	if _, err := newBolt(t.Context(), path, boltOptions{lockWait: time.Millisecond}); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("the same process opens it twice: %v", err)
	}
	expect(t, s)
}

// TestOpenAtOnce makes one store from many sides. One opens it, the others are
// told that it is open, and no file is left that is half made.
func TestOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	const n = 8
	stores, errs := make(chan *bolt, n), make(chan error, n)
	for range n {
		go func() {
			s, err := newBolt(t.Context(), path, boltOptions{lockWait: 10 * time.Millisecond})
			if err == nil {
				stores <- s
			}
			errs <- err
		}()
	}
	opened := 0
	for range n {
		if err := <-errs; err == nil {
			opened++
		} else if graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "is open in another process") {
			t.Errorf("got the error %v", err)
		}
	}
	if opened != 1 {
		t.Fatalf("%d have it open", opened)
	}
	s := <-stores
	list := benchStatements(10)
	apply(t, s, graph.Delta{Add: list})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("the directory holds %v", files)
	}
	expect(t, openFile(t, path), list...)
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
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: close: %v", name, err)
		}
	}
	t.Logf("%d changes", len(changes))
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
