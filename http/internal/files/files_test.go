package files

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Whoever reads while a file is replaced sees an old one or a new one, whole.
func TestReplaceIsAtomic(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	content := func(i int) []byte { return bytes.Repeat([]byte{'a' + byte(i%26)}, 100_000) }
	if err := Replace(path, content(0), 0o600); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var reading sync.WaitGroup
	for range 2 {
		reading.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				b, err := os.ReadFile(path)
				if err != nil || len(b) != 100_000 || bytes.Count(b, b[:1]) != len(b) {
					t.Errorf("%d bytes, %v", len(b), err)
					return
				}
			}
		})
	}
	for i := range 50 {
		if err := Replace(path, content(i), 0o640); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	reading.Wait()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v %v", info, err)
	}
}

// What cannot replace leaves the old file and nothing else.
func TestReplaceFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	if err := os.MkdirAll(filepath.Join(path, "full"), 0o700); err != nil { // a folder with something in it
		t.Fatal(err)
	}
	if err := Replace(path, []byte("x"), 0o600); err == nil {
		t.Error("a folder was replaced")
	}
	if err := Replace(filepath.Join(dir, "none", "f"), []byte("x"), 0o600); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	f, err := Lock(path, 0o600, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(path, 0o600, 30*time.Millisecond); err == nil || !strings.Contains(err.Error(), path+" is locked by another process") {
		t.Error(err)
	}
	got := make(chan error, 1)
	go func() {
		again, err := Lock(path, 0o600, 10*time.Second)
		if err == nil {
			err = again.Close()
		}
		got <- err
	}()
	time.Sleep(30 * time.Millisecond)
	select {
	case err := <-got:
		t.Fatalf("it was locked twice: %v", err)
	default:
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Errorf("who waited: %v", err)
	}
	if _, err := Lock(filepath.Join(path, "x"), 0o600, time.Second); err == nil {
		t.Error("a file below a file was locked")
	}
}

// Each outcome is logged once, however often it is looked at.
func TestFollow(t *testing.T) {
	outcomes := []struct {
		changed bool
		err     error
	}{{}, {true, nil}, {}, {false, errors.New("first")}, {false, errors.New("first")}, {false, errors.New("second")}, {}, {}, {false, errors.New("third")}, {true, nil}}
	var log bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	i := 0
	Follow(ctx, time.Millisecond, slog.New(slog.NewTextHandler(&log, nil)), "file", "f", func() (bool, error) {
		o := outcomes[i]
		if i++; i == len(outcomes) {
			cancel()
		}
		return o.changed, o.err
	})
	var got []string
	for line := range strings.Lines(log.String()) {
		for _, word := range []string{"error=first", "error=second", "error=third", "is in use", "is in order again"} {
			if strings.Contains(line, word) {
				got = append(got, word)
			}
		}
	}
	if want := "is in use,error=first,error=second,is in order again,error=third,is in use"; strings.Join(got, ",") != want {
		t.Errorf("the log has %v, want %s\n%s", got, want, log.String())
	}
}
