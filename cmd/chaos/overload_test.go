package main

import (
	"context"
	"net/http"
	"testing"
	"time"
)

// The tests share their cores with others, so their limits are wide; 'make chaos'
// has the narrow ones.
func TestOverload(t *testing.T) {
	succeeds(t, []string{"overload", "--duration", "8s", "--measure", "2s", "--limit", "8s"}, []string{"overload", "--duration", "6s", "--measure", "2s", "--limit", "8s"})
}

// An open loop does not wait for answers, and counts from when a request was due.
func TestOpenLoop(t *testing.T) {
	slow := func(context.Context) outcome {
		time.Sleep(200 * time.Millisecond)
		return outcome{status: http.StatusOK}
	}
	began := time.Now()
	outcomes, unsent := openLoop(t.Context(), 100, 500*time.Millisecond, 1000, slow)
	if took := time.Since(began); len(outcomes) != 50 || unsent != 0 || took < 600*time.Millisecond || took > 5*time.Second {
		t.Errorf("%d requests, %d unsent, in %s", len(outcomes), unsent, took)
	}
	if good := admitted(outcomes); len(good) != 50 || quantile(good, 0) < 200*time.Millisecond || quantile(good, 0.99) < quantile(good, 0.5) {
		t.Errorf("%v", good)
	}
	if outcomes, unsent = openLoop(t.Context(), 1000, 100*time.Millisecond, 10, slow); len(outcomes)+unsent != 100 || unsent == 0 {
		t.Errorf("%d requests, %d unsent", len(outcomes), unsent)
	}
	if quantile(nil, 0.5) != 0 || lateness(nil) != 0 {
		t.Error("quantiles of nothing")
	}
}
