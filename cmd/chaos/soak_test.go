package main

import (
	"os"
	"strings"
	"testing"
)

// A short run has not seen all sizes that the collector lets the heap have, so it
// says nothing of memory; what else stays behind it tells.
func TestSoak(t *testing.T) {
	succeeds(t, []string{"soak", "--requests", "20000", "--slope", "1000"}, []string{"soak", "--requests", "20000", "--settle", "2s"})
}

func TestSoakSamples(t *testing.T) {
	if n, err := anonymous(os.Getpid()); err != nil || n < 1<<20 {
		t.Errorf("%d bytes, %v", n, err)
	}
	if _, err := anonymous(-1); err == nil {
		t.Error("a process that is not")
	}
	page := []byte("# HELP a b\nab 1\na 2.5\n")
	if v, err := metric(page, "a"); err != nil || v != 2.5 {
		t.Errorf("%v, %v", v, err)
	}
	if _, err := metric(page, "c"); err == nil || !strings.Contains(err.Error(), "no c") {
		t.Error(err)
	}
	samples := []sample{{requests: 1, memory: 9}, {requests: 5, memory: 3}, {requests: 6, memory: 1}, {requests: 7, memory: 2}}
	if m := median(samples, 5, 7); m != 2 {
		t.Errorf("the median is %d", m)
	}
	if m := median(samples, 8, 9); m != 0 {
		t.Errorf("the median of nothing is %d", m)
	}
}
