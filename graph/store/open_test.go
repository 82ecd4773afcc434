package store

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

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
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "dangling")); err != nil {
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
