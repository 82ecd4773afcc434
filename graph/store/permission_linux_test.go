package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/innograph/innograph/graph"
)

// asNobody runs f without the rights of root, if the test has them.
func asNobody(t *testing.T, f func()) {
	t.Helper()
	if os.Getuid() != 0 {
		f()
		return
	}
	// Linux checks access to files by a user id that each thread has.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := syscall.Setfsuid(65534); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Setfsuid(0) }()
	f()
}

func TestNoPermission(t *testing.T) {
	dir := t.TempDir()
	list := benchStatements(10)
	paths := map[string]string{}
	for name, mode := range map[string]os.FileMode{"unreadable": 0o000, "read only": 0o444} {
		paths[name] = filepath.Join(dir, name+".bolt")
		s := openFile(t, paths[name])
		apply(t, s, graph.Delta{Add: list})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(paths[name], mode); err != nil {
			t.Fatal(err)
		}
	}
	paths["in a directory that cannot be written"] = filepath.Join(dir, "new.bolt")
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	for d := dir; strings.HasPrefix(d, os.TempDir()) && d != os.TempDir(); d = filepath.Dir(d) {
		if d != dir {
			if err := os.Chmod(d, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, path := range paths {
		asNobody(t, func() {
			s, err := Open(t.Context(), "bolt:"+path)
			if s != nil || graph.KindOf(err) != graph.Unavailable || !errors.Is(err, fs.ErrPermission) ||
				!strings.HasPrefix(err.Error(), "cannot ") || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "permission denied") {
				t.Errorf("%s: got %v and the error %v", name, s, err)
			}
		})
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("the directory holds %v", files)
	}
	for _, name := range []string{"unreadable", "read only"} {
		if err := os.Chmod(paths[name], 0o600); err != nil {
			t.Fatal(err)
		}
		expect(t, openFile(t, paths[name]), list...)
	}
}
