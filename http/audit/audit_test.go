//go:build unix

package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func open(t testing.TB, path string) *Log {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func begin(t testing.TB, l *Log, id string) *Entry {
	t.Helper()
	e, err := l.Begin(Request{Key: "k1", KeyName: "Import", Client: "192.0.2.1", Method: "POST", Route: "/v1/entities", Path: "/v1/entities", ID: id})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func read(t testing.TB, path string) (lines []line) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for text := range strings.Lines(string(content)) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		lines = append(lines, l)
	}
	return lines
}

func ids(lines []line) string {
	var all []string
	for _, l := range lines {
		all = append(all, fmt.Sprint(l.RequestID, "=", l.Status))
	}
	return strings.Join(all, " ")
}

func TestLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	l := open(t, path)
	first, second := begin(t, l, "first"), begin(t, l, "second")
	if len(read(t, path)) > 0 {
		t.Error("there is a line before the outcome is known")
	}
	for range 2 { // the second time changes nothing
		if err := second.Done(201, 7); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Note(Request{Client: "192.0.2.2", Method: "DELETE", Path: "/v1/x\x00<é>", ID: "third"}, 401); err != nil {
		t.Fatal(err)
	}
	if err := first.Done(422, 0); err != nil {
		t.Fatal(err)
	}
	lines := read(t, path)
	if got := ids(lines); got != "second=201 third=401 first=422" {
		t.Fatal(got)
	}
	if s := lines[0]; s.Key != "k1" || s.KeyName != "Import" || s.Client != "192.0.2.1" || s.Method != "POST" || s.Route != "/v1/entities" || s.Path != "/v1/entities" ||
		s.Change != 7 || s.Note != "" || time.Since(s.Time) > time.Minute || s.Time.Location() != time.UTC {
		t.Errorf("%+v", s)
	}
	content, _ := os.ReadFile(path)
	if strings.Count(string(content), `"change"`) != 1 || strings.Count(string(content), `"key"`) != 2 {
		t.Errorf("%s", content)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Begin(Request{}); err == nil {
		t.Error("a closed log takes requests")
	}
	if got := ids(read(t, path)); got != "second=201 third=401 first=422" {
		t.Errorf("after it was closed: %s", got)
	}
	open(t, path)
	if got := ids(read(t, path)); got != "second=201 third=401 first=422" {
		t.Errorf("after it was opened again: %s", got)
	}
}

// However long the parts of a request, its line is one line of bounded length.
func TestLongParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	l := open(t, path)
	for _, part := range []string{strings.Repeat("x", 1<<16), strings.Repeat("城", 1<<16), strings.Repeat("\x01", 1<<16), strings.Repeat("\n", 1<<16), strings.Repeat("\xff", 1<<16)} {
		e, err := l.Begin(Request{Key: part, KeyName: part, Client: part, Method: part, Route: part, Path: part, ID: part})
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Done(200, 1<<63); err != nil {
			t.Fatal(err)
		}
	}
	for i, l := range read(t, path) {
		text, err := l.encode()
		if err != nil || len(text) > maxLine || l.Status != 200 || l.Change != 1<<63 {
			t.Errorf("line %d: %d bytes, %+v, %v", i, len(text), l, err)
		}
	}
	if n := len(read(t, path)); n != 5 {
		t.Errorf("%d lines", n)
	}
}

func TestOnlyOneProcess(t *testing.T) {
	defer func(d time.Duration) { lockWait = d }(lockWait)
	lockWait = 50 * time.Millisecond
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	l := open(t, path)
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "locked by another process") {
		t.Errorf("%v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	lockWait = 10 * time.Second
	open(t, path)
}

// Renamed or removed, the log begins anew, with and without a signal; what is
// under way then goes into the new one.
func TestRotation(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "audit.jsonl")
	l := open(t, path)
	done := func(e *Entry) {
		t.Helper()
		if err := e.Done(200, 1); err != nil {
			t.Fatal(err)
		}
	}
	rename := func(to string) {
		t.Helper()
		if err := os.Rename(path, filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	done(begin(t, l, "a"))
	underWay := begin(t, l, "b")
	rename("1")
	done(underWay)
	done(begin(t, l, "c"))
	rename("2")
	if err := l.Reopen(); err != nil {
		t.Fatal(err)
	}
	if lines := read(t, path); len(lines) > 0 {
		t.Errorf("the new log has %v", lines)
	}
	done(begin(t, l, "d"))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	done(begin(t, l, "e"))
	if err := os.Truncate(path, 0); err != nil { // as copytruncate does
		t.Fatal(err)
	}
	done(begin(t, l, "f"))
	for file, want := range map[string]string{"1": "a=200", "2": "b=200 c=200", "audit.jsonl": "f=200"} {
		if got := ids(read(t, filepath.Join(dir, file))); got != want {
			t.Errorf("%s has %s, want %s", file, got, want)
		}
	}
	for _, file := range []string{"1", "2"} { // no room stays reserved behind what nobody writes to any more
		if blocks := allocated(t, filepath.Join(dir, file)); blocks > 64<<10 {
			t.Errorf("%s takes %d bytes of the disk", file, blocks)
		}
	}
}

// A log that cannot be written refuses before anything is changed, and takes
// requests again when it can.
func TestRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "audit.jsonl")
	l := open(t, path)
	if err := os.Rename(path, filepath.Join(dir, "old")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Begin(Request{ID: "a"}); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a folder in its place: %v", err)
	}
	if err := l.Note(Request{ID: "a"}, 401); err == nil {
		t.Error("a line was noted nowhere")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := begin(t, l, "b").Done(200, 1); err != nil {
		t.Error(err)
	}
	if got := ids(read(t, path)); got != "b=200" {
		t.Error(got)
	}
	for _, special := range []string{dir, os.DevNull} {
		if _, err := Open(special); err == nil {
			t.Errorf("%s became a log", special)
		}
	}
}

// What cannot be made durable is not acknowledged, is owed, and comes first when
// the disk works again.
func TestOwed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	l := open(t, path)
	var broken atomic.Bool
	l.syncs.fsync = func(f *os.File) error {
		if broken.Load() {
			return errors.New("input/output error")
		}
		return f.Sync()
	}
	a, b := begin(t, l, "a"), begin(t, l, "b")
	broken.Store(true)
	for _, e := range []*Entry{a, b} {
		if err := e.Done(200, 1); err == nil || !strings.Contains(err.Error(), "input/output error") {
			t.Fatalf("acknowledged: %v", err)
		}
	}
	if _, err := l.Begin(Request{ID: "c"}); err == nil {
		t.Fatal("a request began while lines were owed")
	}
	broken.Store(false)
	if err := begin(t, l, "d").Done(200, 2); err != nil {
		t.Fatal(err)
	}
	got := ids(read(t, path))
	if !strings.HasSuffix(got, "a=200 b=200 d=200") || strings.Contains(got, "c=") {
		t.Error(got)
	}
	if len(l.pending.kept) > 0 || len(l.pending.free) != l.pending.slots {
		t.Errorf("slots are lost: %+v", l.pending)
	}
}

// A request whose beginning cannot be made durable does not begin.
func TestBeginIsDurable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	l := open(t, path)
	l.pending.syncs.fsync = func(*os.File) error { return errors.New("input/output error") }
	if _, err := l.Begin(Request{ID: "a"}); err == nil || !strings.Contains(err.Error(), "input/output error") {
		t.Errorf("%v", err)
	}
	l.pending.syncs.fsync = nil
	if err := begin(t, l, "b").Done(200, 1); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path)
	if got := ids(read(t, path)); got != "b=200" {
		t.Error(got)
	}
	if l.begun != 0 || l.pending.slots != 1 {
		t.Errorf("%d under way, %d slots", l.begun, l.pending.slots)
	}
}

// One sync serves all who wait for it.
func TestSyncsAreShared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	l := open(t, path)
	var syncs atomic.Int32
	l.syncs.fsync = func(f *os.File) error {
		syncs.Add(1)
		time.Sleep(20 * time.Millisecond) // a slow disk
		return f.Sync()
	}
	const writers, each = 16, 5
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := range each {
				e, err := l.Begin(Request{ID: fmt.Sprint(w, "-", i)})
				if err == nil {
					err = e.Done(200, 1)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if n := syncs.Load(); n > writers*each/2 {
		t.Errorf("%d syncs for %d lines", n, writers*each)
	}
	seen := map[string]bool{}
	for _, l := range read(t, path) {
		seen[l.RequestID] = true
	}
	if len(seen) != writers*each || len(read(t, path)) != writers*each {
		t.Errorf("%d lines of %d requests, want %d", len(read(t, path)), len(seen), writers*each)
	}
}

// Many write while the log is renamed again and again: each request has one line.
func TestRotationUnderLoad(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "audit.jsonl")
	l := open(t, path)
	const writers, each = 8, 40
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := range each {
				e, err := l.Begin(Request{ID: fmt.Sprint(w, "-", i)})
				if err == nil {
					err = e.Done(200, 1)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	stop, rotated := make(chan struct{}), make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stop:
				rotated <- n
				return
			case <-time.After(2 * time.Millisecond):
			}
			if os.Rename(path, filepath.Join(dir, fmt.Sprint("old", n))) == nil {
				n++
			}
		}
	}()
	wait.Wait()
	close(stop)
	n := <-rotated
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatal("the log was never renamed")
	}
	seen := map[string]int{}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".pending") {
			continue
		}
		for _, l := range read(t, name) {
			seen[l.RequestID]++
		}
	}
	for id, times := range seen {
		if times != 1 {
			t.Errorf("%s has %d lines", id, times)
		}
	}
	if len(seen) != writers*each {
		t.Errorf("%d requests have a line, want %d", len(seen), writers*each)
	}
}
