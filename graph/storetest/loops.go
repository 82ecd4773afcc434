package storetest

import (
	"strings"
	"time"

	"github.com/innograph/innograph/graph"
)

func leaveEarly(x *suite) {
	list := numbered(1500)
	x.apply(graph.Delta{Add: list[:1000]})
	statements := x.store.Statements(x.ctx)
	for at := range 300 {
		n := 0
		for _, err := range statements {
			if err != nil {
				x.Fatal(err)
			}
			if n++; n > at {
				break
			}
		}
	}
	x.apply(graph.Delta{Add: list[1000:], Remove: ids(list[:500]...)})
	x.expect(list[500:]...)
	x.again() // a loop that is still counted as under way would hang here
	x.within("close after loops that were left early", func() error { return x.store.Close() })
}

func panicInLoop(x *suite) {
	list := numbered(600)
	x.apply(graph.Delta{Add: list})
	func() {
		defer func() {
			if p := recover(); p != "of the caller" {
				x.Errorf("the panic of a loop body arrived as %v", p)
			}
		}()
		for range x.store.Statements(x.ctx) {
			panic("of the caller")
		}
	}()
	x.apply(graph.Delta{Remove: ids(list[1:]...)})
	x.expect(list[0])
	x.within("close after a panic", func() error { return x.store.Close() })
}

func oneMoment(x *suite) {
	list := numbered(1000)
	x.apply(graph.Delta{Add: list})
	fresh := say("fresh", "is", graph.BooleanValue(true))
	got := map[string]graph.Statement{}
	for s, err := range x.store.Statements(x.ctx) {
		if err != nil {
			x.Fatal(err)
		}
		if len(got) == 0 {
			x.within("a change beside a loop", func() error {
				return x.store.Apply(x.ctx, graph.Delta{Add: []graph.Statement{fresh}, Remove: ids(list...)})
			})
		}
		got[s.ID] = s
	}
	if diff := difference(got, byID(list)); diff != "" {
		x.Error("a loop saw a change that came after its first statement:\n" + diff)
	}
	x.expect(fresh)
}

// applyInsideLoop reads inside a loop and changes the store there, by so much
// that a file has to grow.
func applyInsideLoop(x *suite) {
	list := numbered(300)
	x.apply(graph.Delta{Add: list})
	var want []graph.Statement
	x.within("a change inside a loop", func() error {
		n := 0
		for _, err := range x.store.Statements(x.ctx) {
			if err != nil {
				return err
			}
			if n++; n%100 != 1 {
				continue
			}
			for _, err := range x.store.Statements(x.ctx) {
				if err != nil {
					return err
				}
				large := say("large", "is", graph.StringValue(strings.Repeat(string(rune('a'+n/100)), 6<<20)))
				if err := x.store.Apply(x.ctx, graph.Delta{Add: []graph.Statement{large}}); err != nil {
					return err
				}
				want = append(want, large)
				break
			}
		}
		return nil
	})
	x.expect(append(want, list...)...)
}

// within fails the test when f does not return in time.
func (x *suite) within(what string, f func() error) {
	x.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		if err != nil {
			x.Fatalf("%s: %v", what, err)
		}
	case <-time.After(deadline / 2):
		// Closing would hang as well, so the whole test binary ends here.
		panic(what + " hangs")
	}
}
