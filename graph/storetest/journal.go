package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"github.com/innograph/innograph/graph"
)

// journal is the store of a case, which must be one that keeps its changes.
func (x *suite) journal() graph.Journal {
	x.Helper()
	j, ok := x.store.(graph.Journal)
	if !ok {
		x.Fatalf("a %T keeps no journal", x.store)
	}
	return j
}

func (x *suite) commit(sets ...*graph.ChangeSet) {
	x.Helper()
	if err := x.journal().Commit(x.ctx, sets...); err != nil {
		x.Fatalf("commit: %v", err)
	}
}

func (x *suite) changes(sets iter.Seq2[*graph.ChangeSet, error]) (all []*graph.ChangeSet) {
	x.Helper()
	for c, err := range sets {
		if err != nil {
			x.Fatalf("read the journal: %v", err)
		}
		all = append(all, c)
	}
	return all
}

func numbers(sets []*graph.ChangeSet) (n []uint64) {
	for _, c := range sets {
		n = append(n, c.Number)
	}
	return n
}

func journalKeeps(x *suite) {
	a, b, c := say("a", "r", graph.EntityValue("b"), cite("report", "1", "x")), say("b", "r", graph.StringValue("c")), say("c", "r", graph.EntityValue("a"))
	if n, err := x.journal().Last(x.ctx); n != 0 || err != nil {
		x.Fatalf("a new store has the change set %d: %v", n, err)
	}
	first := &graph.ChangeSet{Author: "ann", Message: "first", RequestID: "r-1", Idempotency: "k", Fingerprint: "f", Graph: "g", Add: []graph.Statement{a, b}}
	second := &graph.ChangeSet{Author: "bob", Undoes: 1, Add: []graph.Statement{a, c}, Remove: []graph.Statement{{ID: b.ID}, {ID: say("z", "r", graph.StringValue("z")).ID}}}
	nothing := &graph.ChangeSet{Add: []graph.Statement{a}}
	x.commit(first, second, nothing)
	if first.Number != 1 || second.Number != 2 || nothing.Number != 2 || !nothing.Empty() || first.Time.IsZero() {
		x.Errorf("numbers %d, %d, %d; %+v", first.Number, second.Number, nothing.Number, nothing)
	}
	x.apply(graph.Delta{Remove: []string{c.ID}})
	x.again()
	x.expect(a)
	all := x.changes(x.journal().Changes(x.ctx, 0))
	if got := numbers(all); !slices.Equal(got, []uint64{1, 2, 3}) {
		x.Fatalf("the journal holds %v", got)
	}
	if g := all[0]; g.Author != "ann" || g.Message != "first" || g.RequestID != "r-1" || g.Idempotency != "k" || g.Fingerprint != "f" || g.Graph != "g" || !g.Time.Equal(first.Time) {
		x.Errorf("kept as %+v", g)
	}
	if g := all[1]; g.Undoes != 1 || len(g.Add) != 1 || !equal(g.Add[0], c) || len(g.Remove) != 1 || !equal(g.Remove[0], b) {
		x.Errorf("kept as %+v", g)
	}
	if g := all[2]; len(g.Add) > 0 || len(g.Remove) != 1 || !equal(g.Remove[0], c) {
		x.Errorf("a plain delta is kept as %+v", g)
	}
	if got := numbers(x.changes(x.journal().Changes(x.ctx, 2))); !slices.Equal(got, []uint64{3}) {
		x.Errorf("after 2 come %v", got)
	}
	for _, after := range []uint64{3, 4, 1<<64 - 1} {
		if got := x.changes(x.journal().Changes(x.ctx, after)); len(got) > 0 {
			x.Errorf("after %d come %v", after, numbers(got))
		}
	}
	for _, h := range []struct {
		entity string
		below  uint64
		want   []uint64
	}{{"a", 0, []uint64{3, 2, 1}}, {"a", 3, []uint64{2, 1}}, {"a", 1, nil}, {"b", 0, []uint64{2, 1}}, {"c", 0, []uint64{3, 2}}, {"nobody", 0, nil}, {"", 0, nil}} {
		if got := numbers(x.changes(x.journal().History(x.ctx, h.entity, h.below))); !slices.Equal(got, h.want) {
			x.Errorf("the history of %q below %d is %v, want %v", h.entity, h.below, got, h.want)
		}
	}
	for _, k := range []struct {
		author, key string
		want        uint64
	}{{"ann", "k", 1}, {"bob", "k", 0}, {"ann", "", 0}, {"an", "nk", 0}} {
		c, err := x.journal().Asked(x.ctx, k.author, k.key)
		if err != nil || (c == nil) != (k.want == 0) || c != nil && c.Number != k.want {
			x.Errorf("%s asked %q: %v, %v", k.author, k.key, c, err)
		}
	}
}

// journalIsWhole: what cannot be made leaves neither statements nor entries.
func journalIsWhole(x *suite) {
	a := say("a", "r", graph.StringValue("1"))
	bad := a
	bad.Subject = "not a slug"
	if err := x.journal().Commit(x.ctx, &graph.ChangeSet{Add: []graph.Statement{a}}, &graph.ChangeSet{Add: []graph.Statement{bad}}); graph.KindOf(err) != graph.Invalid {
		x.Errorf("an invalid statement: %v", err)
	}
	ended, cancel := context.WithCancel(x.ctx)
	cancel()
	if err := x.journal().Commit(ended, &graph.ChangeSet{Add: []graph.Statement{a}}); !errors.Is(err, context.Canceled) {
		x.Errorf("a context that has ended: %v", err)
	}
	for _, err := range x.journal().Changes(ended, 0) {
		if !errors.Is(err, context.Canceled) {
			x.Errorf("reading under a context that has ended: %v", err)
		}
	}
	x.expect()
	if n, err := x.journal().Last(x.ctx); n != 0 || err != nil {
		x.Errorf("the journal has %d sets: %v", n, err)
	}
}

// journalReplays: the sum of all change sets is what the store holds.
func journalReplays(x *suite) {
	r := rand.New(rand.NewPCG(7, 9))
	pool := make([]graph.Statement, 60)
	for i := range pool {
		pool[i] = say(fmt.Sprintf("e%d", i%9), "r", graph.IntegerValue(int64(i)))
	}
	for range 40 {
		var sets []*graph.ChangeSet
		for range 1 + r.IntN(4) {
			set := &graph.ChangeSet{}
			for _, s := range pool {
				switch r.IntN(12) {
				case 0:
					set.Add = append(set.Add, s)
				case 1:
					set.Remove = append(set.Remove, s)
				}
			}
			sets = append(sets, set)
		}
		x.commit(sets...)
	}
	x.again()
	held := map[string]graph.Statement{}
	for i, c := range x.changes(x.journal().Changes(x.ctx, 0)) {
		if c.Number != uint64(i+1) || c.Empty() {
			x.Fatalf("set %d of the journal is %+v", i+1, c)
		}
		for _, s := range c.Remove {
			if _, ok := held[s.ID]; !ok {
				x.Errorf("set %d removes what was not there", c.Number)
			}
			delete(held, s.ID)
		}
		for _, s := range c.Add {
			if _, ok := held[s.ID]; ok {
				x.Errorf("set %d adds what was there", c.Number)
			}
			held[s.ID] = s
		}
	}
	if diff := difference(x.read(), held); diff != "" {
		x.Fatal(diff)
	}
}

// journalNumbers: however many commit at once, numbers have no gaps and are told
// to those who asked.
func journalNumbers(x *suite) {
	const writers, each = 6, 10
	told := make([][]uint64, writers)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				set := &graph.ChangeSet{Author: fmt.Sprint(w), Add: []graph.Statement{say(fmt.Sprintf("w%d", w), "r", graph.IntegerValue(int64(i)))}}
				if err := x.journal().Commit(x.ctx, set); err != nil {
					x.Errorf("commit: %v", err)
					return
				}
				told[w] = append(told[w], set.Number)
			}
		})
	}
	wg.Wait()
	for i, c := range x.changes(x.journal().Changes(x.ctx, 0)) {
		var w int
		if _, err := fmt.Sscan(c.Author, &w); err != nil || c.Number != uint64(i+1) || !slices.Contains(told[w], c.Number) {
			x.Errorf("set %d at %d by %s was not told to its author", c.Number, i, c.Author)
		}
	}
	if got := slices.Concat(told...); len(got) != writers*each {
		x.Errorf("%d numbers were told", len(got))
	}
}

// journalAfter: who has not seen the last change set changes nothing, nor does
// who has seen another one of its number.
func journalAfter(x *suite) {
	add := func(n int64) *graph.ChangeSet {
		return &graph.ChangeSet{Add: []graph.Statement{say("a", "r", graph.IntegerValue(n))}}
	}
	after := func(at graph.State, sets ...*graph.ChangeSet) error {
		return x.journal().CommitAfter(x.ctx, at, sets...)
	}
	state := func(last uint64, n ...int64) graph.State {
		at := graph.State{Change: last, Statements: uint64(len(n))}
		for _, i := range n {
			for j, c := range []byte(add(i).Add[0].ID) {
				at.Sum[j] ^= c
			}
		}
		return at
	}
	is := func(want graph.State) {
		if at, err := x.journal().State(x.ctx); at != want || err != nil {
			x.Errorf("the state is %v, %v; expected %v", at, err, want)
		}
	}
	is(state(0))
	if err := after(state(0), add(1), add(2)); err != nil {
		x.Fatal(err)
	}
	is(state(2, 1, 2))
	for _, wrong := range []graph.State{state(0), state(1, 1), state(1, 1, 2), state(2, 1, 3), state(2, 1, 2, 3), state(3, 1, 2)} {
		if err := after(wrong, add(9)); !errors.Is(err, graph.ErrBehind) {
			x.Errorf("after %v: %v", wrong, err)
		}
	}
	three := add(3)
	three.Remove = add(1).Add
	if err := after(state(2, 1, 2), three); err != nil {
		x.Error(err)
	}
	is(state(3, 2, 3))
	x.again()
	is(state(3, 2, 3))
	if got := numbers(x.changes(x.journal().Changes(x.ctx, 0))); !slices.Equal(got, []uint64{1, 2, 3}) || len(x.read()) != 2 {
		x.Errorf("the journal holds %v", got)
	}
	// Of many who want to follow the same change set, one does.
	var wg sync.WaitGroup
	won := make([]bool, 8)
	for i := range won {
		wg.Go(func() {
			err := after(state(3, 2, 3), add(int64(10+i)))
			if won[i] = err == nil; err != nil && !errors.Is(err, graph.ErrBehind) {
				x.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	if n := strings.Count(fmt.Sprint(won), "true"); n != 1 {
		x.Errorf("%d of 8 followed the same change set", n)
	}
}
