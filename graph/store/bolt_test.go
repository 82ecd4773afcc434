package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hidal-go/hidalgo/kv"
	kvbolt "github.com/hidal-go/hidalgo/kv/bbolt"

	"github.com/innograph/innograph/graph"
)

// TestFailingStep makes a change fail between its steps. Nothing of it may be
// left, not even in what Cayley remembers: nodes that were made and rolled back
// would give later ones their names.
func TestFailingStep(t *testing.T) {
	cause := errors.New("the step failed")
	for _, step := range []string{"added", "removed"} {
		for what, fail := range map[string]func() error{
			"an error": func() error { return cause },
		} {
			path := filepath.Join(t.TempDir(), "store.bolt")
			s := openFile(t, path)
			before, d, after := mixed()
			apply(t, s, graph.Delta{Add: before})
			s.step = func(name string) error {
				if name != step {
					return nil
				}
				return fail()
			}
			err := s.Apply(t.Context(), d)
			if !errors.Is(err, cause) || graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), path) {
				t.Errorf("%s after %s: got the error %v", what, step, err)
			}
			expect(t, s, before...)
			s.step = nil
			// These take the numbers of the nodes that were rolled back.
			others := []graph.Statement{fact("x", "r", 3), fact("b", "s", 9)}
			apply(t, s, graph.Delta{Add: others})
			expect(t, s, append(others, before...)...)
			apply(t, s, d)
			expect(t, s, append(others, after...)...)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			expect(t, openFile(t, path), append(others, after...)...)
		}
	}
}

// TestPanicInStep makes a change panic. The store cannot know in what state
// bbolt is and answers nothing more, but the file is whole and can be opened.
func TestPanicInStep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	s := openFile(t, path)
	before, d, after := mixed()
	apply(t, s, graph.Delta{Add: before})
	s.step = func(string) error { panic("out of range") }
	if err := s.Apply(t.Context(), d); graph.KindOf(err) != graph.Unavailable || !strings.HasSuffix(err.Error(), path+" is damaged: out of range") {
		t.Errorf("got the error %v", err)
	}
	s.step = nil
	isBroken(t, s)
	s = openFile(t, path)
	expect(t, s, before...)
	apply(t, s, d)
	expect(t, s, after...)
}

// isBroken fails the test unless the store answers only that it cannot be used.
// It closes the store.
func isBroken(t *testing.T, s graph.Store) {
	t.Helper()
	if _, err := readAll(s); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("a broken store is read with the error %v", err)
	}
	if err := s.Apply(t.Context(), graph.Delta{}); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("a broken store is changed with the error %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("a broken store is closed with the error %v", err)
	}
	if _, err := readAll(s); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("a broken and closed store is read with the error %v", err)
	}
}

// badCommit is a transaction whose commit answers an error.
type badCommit struct {
	kv.Tx
	written bool // nevertheless
}

func (c badCommit) Commit(ctx context.Context) error {
	err := errors.New("input/output error")
	if c.written {
		return errors.Join(err, c.Tx.Commit(ctx))
	}
	return errors.Join(err, c.Close())
}

// TestFailedCommit tells a commit that wrote nothing, after which all goes on,
// from one of which that is not known.
func TestFailedCommit(t *testing.T) {
	for _, written := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "store.bolt")
		s := openFile(t, path)
		before, d, after := mixed()
		apply(t, s, graph.Delta{Add: before})
		tx, err := kvbolt.New(s.db).Tx(true)
		if err != nil {
			t.Fatal(err)
		}
		err = s.commit(badCommit{tx, written})
		if err == nil || !strings.Contains(err.Error(), "input/output error") {
			t.Errorf("written %v: got the error %v", written, err)
		}
		if !written {
			apply(t, s, d)
			expect(t, s, after...)
			continue
		}
		if !strings.Contains(err.Error(), "it is not known whether") {
			t.Errorf("the error %q does not say that the outcome is unknown", err)
		}
		isBroken(t, s)
		expect(t, openFile(t, path), before...)
	}
}

// TestContextEndsInsideApply cancels at each step of a change, and while waiting
// for another one.
func TestContextEndsInsideApply(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "store.bolt"))
	before, d, after := mixed()
	apply(t, s, graph.Delta{Add: before})
	for _, step := range []string{"added", "removed"} {
		ctx, cancel := context.WithCancel(t.Context())
		s.step = func(name string) error {
			if name == step {
				cancel()
			}
			return nil
		}
		if err := s.Apply(ctx, d); !errors.Is(err, context.Canceled) || graph.KindOf(err) != 0 {
			t.Errorf("cancelled after %s: got the error %v", step, err)
		}
		expect(t, s, before...)
	}

	held, release := make(chan bool), make(chan bool)
	s.step = func(name string) error {
		if name == "added" {
			held <- true
			<-release
		}
		return nil
	}
	first := make(chan error)
	go func() { first <- s.Apply(t.Context(), d) }()
	<-held
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := s.Apply(ctx, graph.Delta{Add: []graph.Statement{fact("late", "r", 1)}}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for another change: got the error %v", err)
	}
	expect(t, s, before...) // the first change is half done and cannot be seen
	release <- true
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	expect(t, s, after...)
}

// TestSmallMap shows that the map of a file grows when nobody reads.
func TestSmallMap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	s, err := newBolt(t.Context(), path, boltOptions{lockWait: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var want []graph.Statement
	for _, n := range []int{1 << 10, 1 << 20, 20 << 20, 50 << 20} {
		st := graph.Statement{Subject: "a", Relation: "b", Object: graph.StringValue(strings.Repeat("x", n))}.Identify()
		want = append(want, st)
		apply(t, s, graph.Delta{Add: []graph.Statement{st}})
		expect(t, s, want...)
	}
}

// TestNoChangeWritesNothing looks at the file after deltas that change nothing.
func TestNoChangeWritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.bolt")
	s := openFile(t, path)
	before, _, _ := mixed()
	apply(t, s, graph.Delta{Add: before})
	was := fingerprint(t, path)
	apply(t, s, graph.Delta{})
	apply(t, s, graph.Delta{Add: before, Remove: []string{fact("not", "there", 1).ID}})
	if got := fingerprint(t, path); got != was {
		t.Errorf("the file changed: %s, before %s", got, was)
	}
}

// TestBrokenMemory makes the memstore fail in the middle of a change.
func TestBrokenMemory(t *testing.T) {
	m := newMemory()
	before, d, _ := mixed()
	apply(t, m, graph.Delta{Add: before})
	m.qs = nil
	if err := m.Apply(t.Context(), d); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("got the error %v", err)
	}
	isBroken(t, m)
}

// TestMemoryRebuild compares both ways to remove.
func TestMemoryRebuild(t *testing.T) {
	list := benchStatements(400)
	for _, at := range []int{0, 1 << 30} {
		m := newMemory()
		m.rebuildAt = at
		apply(t, m, graph.Delta{Add: list[:300]})
		var gone []string
		for _, s := range list[100:200] {
			gone = append(gone, s.ID)
		}
		was := m.qs
		apply(t, m, graph.Delta{Add: list[250:], Remove: gone})
		if rebuilt := m.qs != was; rebuilt != (at == 0) {
			t.Errorf("rebuilt: %v with a limit of %d", rebuilt, at)
		}
		expect(t, m, append(list[:100:100], list[200:]...)...)
		apply(t, m, graph.Delta{Add: list})
		expect(t, m, list...)
	}
}
