package keys

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func openRing(t testing.TB, path string) *Ring {
	t.Helper()
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	r.now = func() time.Time { return noon }
	return r
}

func TestFind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	_, active := newKey(t, path, "active", Editor, time.Time{})
	_, ends := newKey(t, path, "ends", Reader, noon.Add(time.Hour))
	gone, revoked := newKey(t, path, "revoked", Admin, noon.Add(time.Hour))
	if _, _, err := Revoke(path, gone.ID, noon); err != nil {
		t.Fatal(err)
	}
	r := openRing(t, path)
	now := noon
	r.now = func() time.Time { return now }
	for _, c := range []struct {
		secret string
		after  time.Duration
		name   string
		err    error
	}{
		{active, 0, "active", nil}, {active, 1e5 * time.Hour, "active", nil},
		{ends, 0, "ends", nil}, {ends, time.Hour - 1, "ends", nil}, {ends, time.Hour, "ends", ErrExpired}, {ends, 2 * time.Hour, "ends", ErrExpired},
		{revoked, 0, "revoked", ErrRevoked}, {revoked, 2 * time.Hour, "revoked", ErrRevoked}, // rather than expired
		{newSecret(), 0, "", ErrUnknown}, {"", 0, "", ErrUnknown}, {"ig_", 0, "", ErrUnknown}, {active + "x", 0, "", ErrUnknown},
		{active[:45], 0, "", ErrUnknown}, {"IG_" + active[3:], 0, "", ErrUnknown}, {strings.ToLower(active) + "", 0, "", ErrUnknown},
		{strings.Repeat("x", 46), 0, "", ErrUnknown}, {"ig_" + strings.Repeat("\x00", 43), 0, "", ErrUnknown},
	} {
		now = noon.Add(c.after)
		k, err := r.Find(c.secret)
		if !errors.Is(err, c.err) || k.Name != c.name {
			t.Errorf("after %s: %q, %v, want %q, %v", c.after, k.Name, err, c.name, c.err)
		}
		if err != nil && len(c.secret) > 3 && strings.Contains(err.Error(), c.secret) {
			t.Errorf("the error has the secret: %v", err)
		}
	}
}

// Every key is compared, wherever the one that fits is, in full and in the same
// order.
func TestFindComparesAll(t *testing.T) {
	keys := make([]Key, 50)
	for i := range keys {
		keys[i].sum = sha256.Sum256([]byte{byte(i)})
	}
	for _, c := range []struct{ sought, found int }{{0, 0}, {1, 1}, {25, 25}, {49, 49}, {77, -1}} {
		sum := sha256.Sum256([]byte{byte(c.sought)})
		seen := 0
		got := find(keys, sum, func(a, b []byte) int {
			if len(a) != sha256.Size || len(b) != sha256.Size || !bytes.Equal(a, keys[seen].sum[:]) || !bytes.Equal(b, sum[:]) {
				t.Fatalf("comparison %d is of %x and %x", seen, a, b)
			}
			seen++
			return subtle.ConstantTimeCompare(a, b)
		})
		if got != c.found || seen != len(keys) {
			t.Errorf("key %d: found %d after %d comparisons, want %d after %d", c.sought, got, seen, c.found, len(keys))
		}
	}
}

func TestReload(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	a, first := newKey(t, path, "a", Reader, time.Time{})
	r := openRing(t, path)
	reload := func(changed bool, mistake string) {
		t.Helper()
		got, err := r.Reload()
		if got != changed || (err != nil) != (mistake != "") || err != nil && !strings.Contains(err.Error(), mistake) {
			t.Errorf("changed %v, %v; want %v, %q", got, err, changed, mistake)
		}
	}
	valid := func(secret string, want error) {
		t.Helper()
		if _, err := r.Find(secret); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	reload(false, "")
	_, second := newKey(t, path, "b", Reader, time.Time{})
	valid(second, ErrUnknown)
	reload(true, "")
	valid(second, nil)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("{broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	reload(false, "k.jsonl:1")
	reload(false, "k.jsonl:1") // still
	valid(first, nil)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	reload(false, "no such file")
	valid(first, nil)
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	reload(true, "")
	if _, _, err := Revoke(path, a.ID, noon); err != nil {
		t.Fatal(err)
	}
	reload(true, "")
	valid(first, ErrRevoked)
	valid(second, nil)
}

// Many ask while the file changes; what is wrong is logged once.
func TestFollow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.jsonl")
	a, secret := newKey(t, path, "a", Reader, time.Time{})
	r := openRing(t, path)
	logs, logged := io.Pipe()
	lines := make(chan string, 100)
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := logs.Read(b)
			if err != nil {
				return
			}
			lines <- string(b[:n])
		}
	}()
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { r.Follow(ctx, 5*time.Millisecond, slog.New(slog.NewJSONHandler(logged, nil))) })
	for range 4 {
		running.Go(func() {
			for ctx.Err() == nil {
				if _, err := r.Find(secret); err != nil && !errors.Is(err, ErrRevoked) {
					t.Error(err)
					return
				}
			}
		})
	}
	expect := func(want string) {
		t.Helper()
		select {
		case line := <-lines:
			if !strings.Contains(line, want) || strings.Contains(line, secret) {
				t.Errorf("the log has %s, want %q", line, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("the log lacks %q", want)
		}
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ content, log string }{{"{}\n", "the old one stays in use"}, {string(good) + "\n", "a new file of keys is in use"}} {
		temp := path + ".new"
		if err := os.WriteFile(temp, []byte(step.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(temp, path); err != nil {
			t.Fatal(err)
		}
		expect(step.log)
		time.Sleep(30 * time.Millisecond) // several looks: nothing is said again
	}
	if len(lines) > 0 {
		t.Errorf("the log repeats itself: %s", <-lines)
	}
	if _, _, err := Revoke(path, a.ID, noon); err != nil {
		t.Fatal(err)
	}
	expect("a new file of keys is in use")
	if _, err := r.Find(secret); !errors.Is(err, ErrRevoked) {
		t.Errorf("after it was revoked: %v", err)
	}
	cancel()
	running.Wait()
}

func TestRoles(t *testing.T) {
	if !(Reader < Editor && Editor < Admin) {
		t.Error("the roles are not in order")
	}
	for i, name := range RoleNames() {
		r, err := ParseRole(name)
		if err != nil || r != Role(i+1) || r.String() != name {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	if r := Role(0).String(); r != "none" || Role(9).String() != "none" {
		t.Error(r)
	}
	if _, err := ParseRole("none"); err == nil {
		t.Error("none is a role")
	}
}

func BenchmarkFind(b *testing.B) {
	keys := make([]Key, 1000)
	sum := sha256.Sum256([]byte("x"))
	for b.Loop() {
		find(keys, sum, subtle.ConstantTimeCompare)
	}
}
