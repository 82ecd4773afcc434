package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/innograph/innograph/graph"
)

func reopenStore(x *suite) {
	if x.reopen == nil {
		// A store that is gone when it is closed keeps this promise: what was
		// acknowledged is there until then.
		list := numbered(10)
		x.apply(graph.Delta{Add: list})
		x.expect(list...)
		return
	}
	list := numbered(50)
	x.again()
	x.expect()
	for i := 0; i < len(list); i += 10 {
		x.apply(graph.Delta{Add: list[i : i+10]})
		x.again()
		x.expect(list[:i+10]...)
	}
	x.apply(graph.Delta{Remove: ids(list[5:]...)})
	x.again()
	x.expect(list[:5]...)
}

func closedStore(x *suite) {
	a := say("a", "b", graph.EntityValue("c"))
	x.apply(graph.Delta{Add: []graph.Statement{a}})
	before := x.store.Statements(x.ctx)
	if err := x.store.Close(); err != nil {
		x.Fatalf("close: %v", err)
	}
	_, errBefore := collect(before)
	_, errRead := collect(x.store.Statements(x.ctx))
	for what, err := range map[string]error{
		"a loop over statements asked for before": errBefore,
		"statements":                 errRead,
		"apply":                      x.store.Apply(x.ctx, graph.Delta{Add: []graph.Statement{a}}),
		"apply of an empty delta":    x.store.Apply(x.ctx, graph.Delta{}),
		"apply of an invalid delta":  x.store.Apply(x.ctx, graph.Delta{Remove: []string{"x"}}),
		"close":                      x.store.Close(),
		"close for the second time ": x.store.Close(),
	} {
		if !errors.Is(err, graph.ErrClosed) {
			x.Errorf("%s on a closed store: got the error %v, want one that wraps ErrClosed", what, err)
		}
	}
}

func closeWaits(x *suite) {
	list := numbered(600)
	x.apply(graph.Delta{Add: list})
	closed := make(chan error, 1)
	got := map[string]graph.Statement{}
	for s, err := range x.store.Statements(x.ctx) {
		if err != nil {
			x.Fatal(err)
		}
		if len(got) == 0 {
			go func() { closed <- x.store.Close() }()
			// No call is let in once Close has begun.
			for {
				err := x.store.Apply(x.ctx, graph.Delta{})
				if errors.Is(err, graph.ErrClosed) {
					break
				}
				if err != nil {
					x.Fatal(err)
				}
				time.Sleep(time.Millisecond)
			}
		}
		select {
		case err := <-closed:
			x.Fatalf("Close did not wait for a loop; it answered %v", err)
		default:
		}
		got[s.ID] = s
	}
	if diff := difference(got, byID(list)); diff != "" {
		x.Error("the loop that was under way was cut short:\n" + diff)
	}
	select {
	case err := <-closed:
		if err != nil {
			x.Errorf("close: %v", err)
		}
	case <-x.ctx.Done():
		x.Fatal("Close hangs")
	}
}

func endedContext(x *suite) {
	cancelled, cancel := context.WithCancel(x.ctx)
	cancel()
	expired, stop := context.WithDeadline(x.ctx, time.Unix(0, 0))
	defer stop()
	a, b := say("a", "b", graph.EntityValue("c")), say("a", "b", graph.EntityValue("d"))
	for _, there := range [][]graph.Statement{nil, {a}} {
		x.apply(graph.Delta{Add: there})
		for want, ctx := range map[error]context.Context{context.Canceled: cancelled, context.DeadlineExceeded: expired} {
			for what, d := range map[string]graph.Delta{
				"that changes something": {Add: []graph.Statement{b}, Remove: ids(a)}, "that changes nothing": {Add: there}, "that is empty": {},
			} {
				if err := x.store.Apply(ctx, d); !errors.Is(err, want) || graph.KindOf(err) != 0 {
					x.Errorf("apply a delta %s: got the error %v, want %v", what, err, want)
				}
			}
			if all, err := collect(x.store.Statements(ctx)); !errors.Is(err, want) || graph.KindOf(err) != 0 || len(all) > 0 {
				x.Errorf("statements: got %d and the error %v, want none and %v", len(all), err, want)
			}
		}
		x.expect(there...)
	}
}

func contextEndsWhileReading(x *suite) {
	list := numbered(2000)
	x.apply(graph.Delta{Add: list})
	for _, at := range []int{1, 2, 255, 256, 257, 1024, len(list) - 1, len(list)} {
		ctx, cancel := context.WithCancel(x.ctx)
		n, errs := 0, []error(nil)
		for _, err := range x.store.Statements(ctx) {
			if err != nil {
				errs = append(errs, err)
				continue
			}
			if n++; n == at {
				cancel()
			}
		}
		cancel()
		switch {
		case n == len(list) && at == len(list):
			// The answer is whole; an error after it would be none the less right.
		case n < at || n == len(list):
			x.Errorf("cancelled at statement %d: %d of %d statements and the errors %v", at, n, len(list), errs)
		case len(errs) != 1 || !errors.Is(errs[0], context.Canceled) || graph.KindOf(errs[0]) != 0:
			x.Errorf("cancelled at statement %d: the errors %v, want one, %v", at, errs, context.Canceled)
		}
	}
	x.expect(list...)
}
