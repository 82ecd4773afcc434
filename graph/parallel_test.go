package graph

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

func TestInParts(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for parts := range 50 {
		done := make([]atomic.Int32, parts)
		if err := inParts(context.Background(), parts, func(i int, _ func() bool) { done[i].Add(1) }); err != nil {
			t.Fatal(err)
		}
		for i := range done {
			if n := done[i].Load(); n != 1 {
				t.Fatalf("of %d parts, number %d was done %d times", parts, i, n)
			}
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	var after atomic.Int32
	err := inParts(ended, 10_000, func(i int, _ func() bool) {
		cancel()
		after.Add(1)
	})
	if n := after.Load(); !errors.Is(err, context.Canceled) || n > 9_000 {
		t.Errorf("%v after %d parts", err, n)
	}
}

// A part that panics does so for the caller, whichever core does it.
func TestInPartsPanics(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for bad := range 40 {
		func() {
			defer func() {
				if p := recover(); p != "part" {
					t.Errorf("part %d: %v", bad, p)
				}
			}()
			_ = inParts(context.Background(), 40, func(i int, _ func() bool) {
				if runtime.Gosched(); i == bad {
					panic("part")
				}
			})
		}()
	}
}
