package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

func backupOf(t *testing.T, s graph.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.(graph.Backuper).Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// folder lists the names in a folder.
func folder(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// TestBackup backs a store up that has deleted much, and uses the backup as a store.
func TestBackup(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "store.bolt")
	list := benchStatements(2000)
	s := openFile(t, path)
	apply(t, s, graph.Delta{Add: list})
	var ids []string
	for _, s := range list[500:] {
		ids = append(ids, s.ID)
	}
	apply(t, s, graph.Delta{Remove: ids})
	b := backupOf(t, s)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(b))*2 > info.Size() {
		t.Errorf("a backup of %d bytes of a store of %d, most of which is free", len(b), info.Size())
	}
	if names := folder(t, dir); !slices.Equal(names, []string{"store.bolt"}) {
		t.Errorf("%v are beside the store", names)
	}

	copied := filepath.Join(dir, "copy.bolt")
	if err := os.WriteFile(copied, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := checkFile(t, copied); len(r.Findings) > 1 || r.Findings[0].Check != "graph" { // benchStatements make no graph
		t.Errorf("the backup: %+v", r)
	}
	c := openFile(t, copied)
	expect(t, c, list[:500]...)
	want, err := s.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.Revision(t.Context()); err != nil || got != want {
		t.Errorf("the backup has the revision %s, %v, want %s", got, err, want)
	}
	apply(t, c, graph.Delta{Add: list[500:], Remove: []string{list[0].ID}})
	expect(t, c, list[1:]...)
}

// TestBackupWhileChanged takes backups while a writer goes on. Each must be of one
// moment: a change is there whole or not at all.
func TestBackupWhileChanged(t *testing.T) {
	dir := t.TempDir()
	s := openFile(t, filepath.Join(dir, "store.bolt"))
	apply(t, s, graph.Delta{Add: benchStatements(300)})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	pairs := [][]graph.Statement{{fact("a", "r", 1), fact("b", "r", 1)}, {fact("a", "r", 2), fact("b", "r", 2)}}
	apply(t, s, graph.Delta{Add: pairs[0]})
	go func() {
		for i := 1; ctx.Err() == nil; i++ {
			on, off := pairs[i%2], pairs[(i+1)%2]
			if err := s.Apply(t.Context(), graph.Delta{Add: on, Remove: []string{off[0].ID, off[1].ID}}); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for i := range 12 {
		path := filepath.Join(dir, "backup")
		if err := os.WriteFile(path, backupOf(t, s), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Doctor{}.Check(t.Context(), path)
		if err != nil || !r.Healthy() || r.Statements != 302 {
			t.Errorf("backup %d: %v, %+v", i, err, r)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestBackupRefuses(t *testing.T) {
	m, err := Open(t.Context(), "memory")
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	var b bytes.Buffer
	if err := m.(graph.Backuper).Backup(t.Context(), &b); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "export") || b.Len() > 0 {
		t.Errorf("a store in memory: %v and %d bytes", err, b.Len())
	}

	dir := t.TempDir()
	s := openFile(t, filepath.Join(dir, "store.bolt"))
	apply(t, s, graph.Delta{Add: benchStatements(3000)})
	full := errors.New("the disk is full")
	if err := s.Backup(t.Context(), failing{full}); !errors.Is(err, full) {
		t.Errorf("a writer that fails: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := s.Backup(ctx, io.Discard); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled in between: %v", err)
	}
	expect(t, s, benchStatements(3000)...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), io.Discard); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
	if names := folder(t, dir); !slices.Equal(names, []string{"store.bolt"}) {
		t.Errorf("%v are left", names)
	}
}

type failing struct{ err error }

func (f failing) Write(p []byte) (int, error) { return len(p) / 2, f.err }
