// Package storetest is the suite that every store passes: it says in code what
// [graph.Store] promises in words.
//
// The test of a store is one call:
//
//	func TestMemory(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) (graph.Store, func() graph.Store) {
//			s, err := store.Open(t.Context(), "memory")
//			if err != nil {
//				t.Fatal(err)
//			}
//			return s, nil
//		})
//	}
package storetest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

// Opener makes an empty store for one test. reopen opens the same store again
// after it was closed; it is nil for a store that is gone then. Both fail the
// test themselves. The suite closes what they return.
type Opener func(t *testing.T) (s graph.Store, reopen func() graph.Store)

// Run runs every case, each on a store of its own.
func Run(t *testing.T, open Opener) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, reopen := open(t)
			x := &suite{T: t, store: s, reopen: reopen}
			var cancel context.CancelFunc
			x.ctx, cancel = context.WithTimeout(t.Context(), deadline)
			t.Cleanup(func() {
				cancel()
				if err := x.store.Close(); err != nil && !errors.Is(err, graph.ErrClosed) {
					t.Errorf("close the store: %v", err)
				}
			})
			c.run(x)
		})
	}
}

// deadline is how long one case may take. It is far more than any needs, so that
// to exceed it is to hang.
const deadline = time.Minute

var cases = []struct {
	name string
	run  func(x *suite)
}{
	{"a new store is empty", emptyStore},
	{"every kind of value", valueKinds},
	{"every text", texts},
	{"every status and basis", statuses},
	{"qualifiers", qualifiers},
	{"references", references},
	{"what is invalid is refused whole", refusals},
	{"adding again changes nothing", addAgain},
	{"removing what is missing changes nothing", removeMissing},
	{"remove and add again", removeAndAddAgain},
	{"replace in one delta", replace},
	{"parallel statements", parallelStatements},
	{"shared nodes survive removals", sharedNodes},
	{"many statements", manyStatements},
	{"random deltas against a model", randomDeltas},
	{"reopen", reopenStore},
	{"closed", closedStore},
	{"close waits", closeWaits},
	{"a context that has ended", endedContext},
	{"a context that ends while reading", contextEndsWhileReading},
	{"leaving a loop early", leaveEarly},
	{"a panic in a loop", panicInLoop},
	{"a loop sees one moment", oneMoment},
	{"changes inside a loop", applyInsideLoop},
	{"writers and readers at once", writersAndReaders},
	{"the journal keeps every change", journalKeeps},
	{"the journal is whole", journalIsWhole},
	{"the journal adds up", journalReplays},
	{"numbers have no gaps", journalNumbers},
	{"change sets follow what was seen", journalAfter},
}

// suite is what a case works with.
type suite struct {
	*testing.T
	ctx    context.Context
	store  graph.Store
	reopen func() graph.Store
}

// apply applies a delta that must succeed.
func (x *suite) apply(d graph.Delta) {
	x.Helper()
	if err := x.store.Apply(x.ctx, d); err != nil {
		x.Fatalf("apply: %v", err)
	}
}

// read returns all statements by id and fails the test if one comes twice.
func (x *suite) read() map[string]graph.Statement {
	x.Helper()
	all, err := collect(x.store.Statements(x.ctx))
	if err != nil {
		x.Fatalf("read: %v", err)
	}
	return all
}

// expect fails the test unless the store holds exactly these statements.
func (x *suite) expect(want ...graph.Statement) {
	x.Helper()
	if diff := difference(x.read(), byID(want)); diff != "" {
		x.Fatal(diff)
	}
}

// again closes the store and opens it again, if that is possible.
func (x *suite) again() {
	x.Helper()
	if x.reopen == nil {
		return
	}
	if err := x.store.Close(); err != nil {
		x.Fatalf("close: %v", err)
	}
	x.store = x.reopen()
}

// collect reads a stream to its end or its first error.
func collect(statements func(func(graph.Statement, error) bool)) (map[string]graph.Statement, error) {
	all := map[string]graph.Statement{}
	for s, err := range statements {
		if err != nil {
			return all, err
		}
		if _, twice := all[s.ID]; twice {
			return all, errors.New("statement " + s.ID + " was yielded twice")
		}
		all[s.ID] = s
	}
	return all, nil
}

func byID(list []graph.Statement) map[string]graph.Statement {
	m := make(map[string]graph.Statement, len(list))
	for _, s := range list {
		m[s.ID] = s
	}
	return m
}

// difference tells how got differs from want, or "".
func difference(got, want map[string]graph.Statement) string {
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if s, ok := got[id]; !ok {
			b.WriteString("missing: " + describe(want[id]) + "\n")
		} else if !equal(s, want[id]) {
			b.WriteString("changed: " + describe(want[id]) + "\n     to: " + describe(s) + "\n")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[id]; !ok {
			b.WriteString("too many: " + describe(got[id]) + "\n")
		}
	}
	return b.String()
}

// equal compares all of two statements; nil and empty lists are the same.
func equal(a, b graph.Statement) bool {
	return a.ID == b.ID && a.Subject == b.Subject && a.Relation == b.Relation && a.Object == b.Object &&
		a.Status == b.Status && a.Basis == b.Basis && slices.Equal(a.Qualifiers, b.Qualifiers) &&
		slices.EqualFunc(a.References, b.References, func(a, b graph.Reference) bool {
			return a.Source == b.Source && a.Section == b.Section && slices.Equal(a.Terms, b.Terms)
		})
}
