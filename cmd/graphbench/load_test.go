package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func writeText(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func loaderFor(t *testing.T, h http.HandlerFunc) loader {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return loader{host: s.Listener.Addr().String(), requests: [][]byte{[]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n")}, connections: 2}
}

func TestLoaderCounts(t *testing.T) {
	var asked atomic.Int64
	l := loaderFor(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1)%3 == 0 {
			w.WriteHeader(503)
			return
		}
		_, _ = w.Write([]byte("0123456789"))
	})
	r, err := l.run(t.Context(), 100*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	ok, bad := r.status[200], r.status[503]
	if int64(ok+bad) != asked.Load() || ok < bad || bad == 0 || r.status[0] != 0 {
		t.Errorf("%v of %d answers", r.status, asked.Load())
	}
	if r.bytes != int64(10*ok) || r.latencies.TotalCount() != asked.Load() {
		t.Errorf("%d bytes and %d latencies of %d answers", r.bytes, r.latencies.TotalCount(), ok)
	}
}

// TestLoaderSeesAStall: a server that stalls once makes one request slow in a
// closed loop. In an open loop all requests that were due meanwhile are late, and
// must be seen to be.
func TestLoaderSeesAStall(t *testing.T) {
	const stall = 300 * time.Millisecond
	for _, c := range []struct {
		rate     float64
		min, max int64 // requests slower than a third of the stall
	}{{0, 1, 2}, {200, 20, 80}} {
		var asked atomic.Int64
		l := loaderFor(t, func(w http.ResponseWriter, _ *http.Request) {
			if asked.Add(1) == 5 {
				time.Sleep(stall)
			}
		})
		l.connections, l.rate = 1, c.rate
		r, err := l.run(t.Context(), 2*stall)
		if err != nil {
			t.Fatal(err)
		}
		slow := int64(0)
		for _, bar := range r.latencies.Distribution() {
			if time.Duration(bar.From) > stall/3 {
				slow += bar.Count
			}
		}
		if slow < c.min || slow > c.max {
			t.Errorf("at rate %.0f, %d requests were slow; want %d to %d", c.rate, slow, c.min, c.max)
		}
	}
}

func TestLoaderTellsWhyNothingAnswers(t *testing.T) {
	l := loader{host: "127.0.0.1:1", requests: [][]byte{nil}, connections: 1}
	if _, err := l.run(t.Context(), 20*time.Millisecond); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("%v, want the reason", err)
	}
}
