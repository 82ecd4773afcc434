package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// backedUpStore makes a store and a backup of it.
func backedUpStore(t *testing.T, dir string, list []graph.Statement) (path, backup string) {
	t.Helper()
	path, backup = filepath.Join(dir, "store.bolt"), filepath.Join(dir, "backup")
	s := openFile(t, path)
	apply(t, s, graph.Delta{Add: list})
	if err := os.WriteFile(backup, backupOf(t, s), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, backup
}

func TestRestore(t *testing.T) {
	dir, list := t.TempDir(), doctorStatements(10)
	path, backup := backedUpStore(t, dir, list)
	again := filepath.Join(dir, "again.bolt")
	r, err := Restore{Doctor: Doctor{Ontology: doctorOntology}}.From(t.Context(), backup, again)
	if err != nil || r.Statements != len(list) || len(r.SHA256) != 64 {
		t.Fatalf("%v, %+v", err, r)
	}
	s := openFile(t, again)
	expect(t, s, list...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	// In the place of a store that has gone on since.
	s = openFile(t, path)
	apply(t, s, graph.Delta{Add: doctorStatements(12)})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := (Restore{Replace: true, SHA256: strings.ToUpper(r.SHA256)}).From(t.Context(), backup, path); err != nil {
		t.Fatal(err)
	}
	expect(t, openFile(t, path), list...)

	// In the place of one that cannot be opened, and of what is no store.
	for what, content := range map[string]string{"cut off": "\x00\x01", "empty": "", "a text": strings.Repeat("hello\n", 10000)} {
		bad := filepath.Join(dir, "bad.bolt")
		if err := os.WriteFile(bad, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := (Restore{Replace: true}).From(t.Context(), backup, bad); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		s := openFile(t, bad)
		expect(t, s, list...)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if names := folder(t, dir); !slices.Equal(names, []string{"again.bolt", "backup", "bad.bolt", "store.bolt"}) {
		t.Errorf("%v are left", names)
	}
}

// TestRestoreRefuses makes sure that a store is as it was, and nothing beside it,
// wherever it is not restored.
func TestRestoreRefuses(t *testing.T) {
	dir, list := t.TempDir(), doctorStatements(10)
	path, backup := backedUpStore(t, dir, list)
	good, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, content []byte) string {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	damagedLog := file("damaged-log", good)
	tamper(t, damagedLog, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(logBucket)) })
	damagedIndex := file("damaged-index", good)
	tamper(t, damagedIndex, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("sp")) })
	foreign := file("foreign", good)
	tamper(t, foreign, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(bucketName)) })
	newer := file("newer", good)
	tamper(t, newer, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucketName)).Put([]byte(formatKey), []byte("99")) })
	cut := file("cut", good[:len(good)-5000])
	flipped := file("flipped", changed(good, highWater(t, good)/2/4096*4096+8, highWater(t, good)/2/4096*4096+9))
	text := file("text", []byte("hello"))
	names := folder(t, dir)
	before := fingerprint(t, path)
	whole := Restore{Replace: true}
	for _, c := range []struct {
		name, backup, to string
		how              Restore
		kind             graph.ErrorKind
		says             string
	}{
		{"a store is there", backup, path, Restore{}, graph.Invalid, "there is a store"},
		{"itself", path, path, whole, graph.Invalid, "from itself"},
		{"no backup", filepath.Join(dir, "none"), path, whole, graph.Invalid, "there is no backup"},
		{"a folder", dir, path, whole, graph.Invalid, "not a regular file"},
		{"a text", text, path, whole, graph.Invalid, "not a bolt file"},
		{"another's", foreign, path, whole, graph.Invalid, "innograph did not make it"},
		{"of another version", newer, path, whole, graph.Invalid, `the format "99"`},
		{"cut off", cut, path, whole, graph.Unavailable, "damaged"},
		{"a page", flipped, path, whole, graph.Unavailable, "damaged"},
		{"without a log", damagedLog, path, whole, graph.Unavailable, "the log is missing"},
		{"without an index", damagedIndex, path, whole, graph.Unavailable, "the index sp is missing"},
		{"another digest", backup, path, Restore{Replace: true, SHA256: strings.Repeat("0", 64)}, graph.Invalid, "SHA-256"},
		{"no folder", backup, filepath.Join(dir, "none", "x"), whole, graph.Invalid, "does not exist"},
		{"another model", backup, path, Restore{Replace: true, Doctor: Doctor{Ontology: graph.NewOntology(nil, nil, nil, nil)}}, graph.Unavailable, "do not make a graph"},
	} {
		_, err := c.how.From(t.Context(), c.backup, c.to)
		if graph.KindOf(err) != c.kind || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: got the error %v, want %q", c.name, err, c.says)
		}
		if strings.Contains(fmt.Sprint(err), ".restore-") {
			t.Errorf("%s: the error %v names a file that nobody knows", c.name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := whole.From(ctx, backup, path); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	s := openFile(t, path)
	if _, err := whole.From(t.Context(), backup, path); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "open in another process") {
		t.Errorf("an open store: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openFile(t, backup)
	if _, err := whole.From(t.Context(), backup, path); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "open in another process") {
		t.Errorf("an open backup: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if after := fingerprint(t, path); after != before {
		t.Errorf("the store was changed from %s to %s", before, after)
	}
	if left := folder(t, dir); !slices.Equal(left, names) {
		t.Errorf("%v are left of %v", left, names)
	}

	// What an earlier restore kept is not overwritten.
	kept := file("store.bolt.before-restore", []byte("all that is left"))
	if _, err := whole.From(t.Context(), backup, path); !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), kept) {
		t.Errorf("a kept file: %v", err)
	}
	if b, err := os.ReadFile(kept); err != nil || string(b) != "all that is left" {
		t.Errorf("the kept file is %q, %v", b, err)
	}
}

func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	name := func(s string) string { return filepath.Join(dir, s) }
	write := func(s, content string) {
		t.Helper()
		if err := os.WriteFile(name(s), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	unlocked := 0
	unlock := func() error { unlocked++; return nil }
	write("old", "old")
	write("new", "new")
	if err := replaceFile(name("new"), name("old"), name("kept"), unlock); err != nil || unlocked != 1 {
		t.Fatal(err, unlocked)
	}
	for file, want := range map[string]string{"old": "new", "kept": "old"} {
		if b, err := os.ReadFile(name(file)); err != nil || string(b) != want {
			t.Errorf("%s holds %q, %v", file, b, err)
		}
	}
	// Without what is to take its place, the old file stays.
	if err := replaceFile(name("none"), name("old"), name("kept2"), unlock); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got the error %v", err)
	}
	write("third", "third")
	if err := replaceFile(name("third"), name("old"), name("kept"), unlock); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got the error %v", err)
	}
	if err := placeFile(name("third"), name("old")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got the error %v", err)
	}
	if b, err := os.ReadFile(name("old")); err != nil || string(b) != "new" {
		t.Errorf("old holds %q, %v", b, err)
	}
	if names := folder(t, dir); !slices.Equal(names, []string{"kept", "old", "third"}) {
		t.Errorf("%v are left", names)
	}
}
