//go:build unix

package store

import (
	"context"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// TestPostgresTurn: while one process has its turn the others wait, until it has
// made a change, lets go, or does nothing for too long.
func TestPostgresTurn(t *testing.T) {
	dsn := postgrestest.Database(t)
	a := openDatabase(t, dsn, func(o *postgresOptions) { o.turnWait = 500 * time.Millisecond })
	b := openDatabase(t, dsn)
	n := 0
	commit := func() uint64 {
		n++
		set := &graph.ChangeSet{Add: []graph.Statement{fact("mine", "r", n)}}
		at, err := a.State(t.Context())
		if err == nil {
			err = a.CommitAfter(t.Context(), at, set)
		}
		if err != nil {
			t.Error(err)
		}
		return set.Number
	}
	const pause = 100 * time.Millisecond
	for _, c := range []struct {
		name  string
		do    func(release func()) (number uint64) // of the last change that is made in turn
		waits time.Duration                        // that the other process must at least
		ends  bool                                 // the turn has to end before that
	}{
		{"a change", func(func()) uint64 { time.Sleep(pause); return commit() }, pause, false},
		{"released", func(release func()) uint64 { time.Sleep(pause); release(); return 0 }, pause, false},
		{"asked twice", func(func()) uint64 {
			if _, err := a.Turn(t.Context()); err != nil {
				t.Error(err)
			}
			return commit()
		}, 0, false},
		{"nothing", func(func()) uint64 { return 0 }, 500 * time.Millisecond, true},
		{"a change too late", func(func()) uint64 { commit(); return 0 }, 500 * time.Millisecond, true},
	} {
		began := time.Now()
		release, err := a.Turn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n++
		other, done := &graph.ChangeSet{Add: []graph.Statement{fact("other", "r", n)}}, make(chan time.Duration, 1)
		go func() {
			if err := b.Commit(context.Background(), other); err != nil {
				t.Error(err)
			}
			done <- time.Since(began)
		}()
		for deadline := began.Add(10 * time.Second); c.ends && len(done) == 0; time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Errorf("%s: the other process still waits", c.name)
				break
			}
		}
		number := c.do(release)
		release()
		if took := <-done; took < c.waits {
			t.Errorf("%s: the other process waited only %s", c.name, took)
		}
		if number > other.Number {
			t.Errorf("%s: change set %d was made in turn, and another process made %d meanwhile", c.name, number, other.Number)
		}
		if a.turn.Load() != nil {
			t.Errorf("%s: the turn is kept", c.name)
		}
	}
	audit(t, dsn)
}
