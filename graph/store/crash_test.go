//go:build unix

package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

func init() {
	children["write"] = writeUntilKilled
	children["dieAdded"] = func(path string) error { return dieAt(path, "added") }
	children["dieBefore"] = func(path string) error { return dieAt(path, "removed") }
	children["diskFull"] = fillDisk
}

// dieAt applies the delta of mixed and is killed at a step of it.
func dieAt(path, step string) error {
	s, err := newBolt(context.Background(), path, defaultBoltOptions)
	if err != nil {
		return err
	}
	s.step = func(name string) error {
		if name == step {
			fmt.Println("at", step)
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}
	_, d, _ := mixed()
	return s.Apply(context.Background(), d)
}

// TestCrashInsideDelta kills a process between the steps of one delta. Nothing of
// the delta may be left, neither its additions nor its removals.
func TestCrashInsideDelta(t *testing.T) {
	for name, step := range map[string]string{"dieAdded": "added", "dieBefore": "removed"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.bolt")
			before, d, after := mixed()
			s := openFile(t, path)
			apply(t, s, graph.Delta{Add: before})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			c := startChild(t, name, path)
			if got := c.line(t); got != "at "+step {
				t.Fatalf("the child says %q", got)
			}
			if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Fatalf("the child was not killed: %v", err)
			}
			s = openFile(t, path)
			expect(t, s, before...)
			apply(t, s, d)
			expect(t, s, after...)
		})
	}
}

const (
	kills       = 25
	killWriters = 3
)

// killDelta is round n of a writer: it adds two statements that stay and two
// that the next round removes.
func killDelta(writer, n int) graph.Delta {
	subject := fmt.Sprintf("writer-%d", writer)
	d := graph.Delta{Add: []graph.Statement{fact(subject, "stays", n), fact(subject, "goes", n), fact(subject, "goes-too", n), fact(subject, "stays-too", n)}}
	if n > 0 {
		d.Remove = []string{fact(subject, "goes", n-1).ID, fact(subject, "goes-too", n-1).ID}
	}
	return d
}

// killState is how many rounds of a writer are in the store, or an error if that
// is not a whole number.
func killState(all map[string]graph.Statement, writer int) (int, error) {
	subject, got := fmt.Sprintf("writer-%d", writer), map[string]bool{}
	n := 0
	for id, s := range all {
		if s.Subject != subject {
			continue
		}
		got[id] = true
		if s.Relation == "stays" {
			n++
		}
	}
	want := map[string]bool{}
	for i := range n {
		d := killDelta(writer, i)
		for _, s := range d.Add {
			want[s.ID] = true
		}
		for _, id := range d.Remove {
			delete(want, id)
		}
	}
	for id := range want {
		if !got[id] {
			return n, fmt.Errorf("%s after %d rounds: statement %s is missing", subject, n, id)
		}
	}
	if len(got) != len(want) {
		return n, fmt.Errorf("%s after %d rounds: %d statements instead of %d", subject, n, len(got), len(want))
	}
	return n, nil
}

// writeUntilKilled goes on with the rounds of all writers at once and says which
// were acknowledged.
func writeUntilKilled(path string) error {
	s, err := newBolt(context.Background(), path, defaultBoltOptions)
	if err != nil {
		return err
	}
	all, err := readAll(s)
	if err != nil {
		return err
	}
	errs := make(chan error)
	var say sync.Mutex
	for w := range killWriters {
		n, err := killState(all, w)
		if err != nil {
			return err
		}
		go func() {
			for ; ; n++ {
				if err := s.Apply(context.Background(), killDelta(w, n)); err != nil {
					errs <- err
					return
				}
				say.Lock()
				fmt.Println(w, n)
				say.Unlock()
			}
		}()
	}
	return <-errs
}

// TestKill kills a process that writes, again and again, and looks at what it
// left: every delta that was acknowledged, and no part of another.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	total, rounds := 0, [killWriters]int{} // that were acknowledged, or found in the store
	for range kills {
		c := startChild(t, "write", path)
		first := c.line(t)
		time.AfterFunc(time.Duration(r.IntN(120_000))*time.Microsecond, func() { _ = c.Process.Kill() })
		for line := first; ; line = c.out.Text() {
			var w, n int
			if _, err := fmt.Sscan(line, &w, &n); err != nil {
				t.Fatalf("the child says %q", line)
			}
			if n != rounds[w] {
				t.Fatalf("writer %d goes on with round %d after %d", w, n, rounds[w])
			}
			rounds[w]++
			total++
			if !c.out.Scan() {
				break
			}
		}
		_ = c.Wait()
		s, err := newBolt(t.Context(), path, defaultBoltOptions)
		if err != nil {
			t.Fatal(err)
		}
		all, err := readAll(s)
		if err != nil {
			t.Fatal(err)
		}
		for w, least := range rounds {
			n, err := killState(all, w)
			if err != nil {
				t.Fatal(err)
			}
			if n < least || n > least+1 { // the last may have been written and not said
				t.Fatalf("writer %d: %d rounds are there, %d were acknowledged", w, n, least)
			}
			rounds[w] = n
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d deltas acknowledged", kills, total)
}

// fillDisk runs into a limit on the size of files, which is what a full disk
// looks like, at both places where a commit can: when the file grows and when
// pages are written.
func fillDisk(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	ctx := context.Background()
	s, err := newBolt(ctx, path, defaultBoltOptions)
	if err != nil {
		return err
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	before, d, after := mixed()
	if err := s.Apply(ctx, graph.Delta{Add: before}); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	large := graph.Statement{Subject: "a", Relation: "b", Object: graph.StringValue(strings.Repeat("x", int(info.Size())+1<<20))}.Identify()
	failsWith := func(bytes uint64, d graph.Delta, why string) error {
		full := limit
		full.Cur = bytes
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
			return err
		}
		err := s.Apply(ctx, d)
		if rerr := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); rerr != nil {
			return rerr
		}
		if graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), why) {
			return fmt.Errorf("with %d bytes: apply answers %v", bytes, err)
		}
		all, err := readAll(s)
		if err != nil || len(all) != len(before) {
			return fmt.Errorf("with %d bytes: %d statements are left, %v", bytes, len(all), err)
		}
		return nil
	}
	if err := failsWith(uint64(info.Size()), graph.Delta{Add: []graph.Statement{large}}, "file resize error"); err != nil {
		return err
	}
	for _, d := range []graph.Delta{{Add: []graph.Statement{large}}, {Remove: []string{large.ID}}} { // leaves free pages
		if err := s.Apply(ctx, d); err != nil {
			return fmt.Errorf("with room again: %w", err)
		}
	}
	if err := failsWith(16<<10, d, "write "+path); err != nil {
		return err
	}
	if err := s.Apply(ctx, d); err != nil {
		return fmt.Errorf("with room again: %w", err)
	}
	if all, err := readAll(s); err != nil || len(all) != len(after) {
		return fmt.Errorf("with room again: %d statements, %v", len(all), err)
	}
	fmt.Println("survived")
	return s.Close()
}

func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	c := startChild(t, "diskFull", path)
	if got := c.line(t); got != "survived" {
		t.Fatal(got)
	}
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	_, _, after := mixed()
	expect(t, openFile(t, path), after...)
}
