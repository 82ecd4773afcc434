//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/innograph/innograph/graph/store/postgrestest"
)

// haTwo are two innographs on one database, behind a balancer that gives them one
// request in turn.
func haTwo(t *testing.T, control bool) (tr *trial, connect func() *client) {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	tr = &trial{terminal: &terminal{t.Context(), &strings.Builder{}, &strings.Builder{}, ""}, common: common{Control: control}, name: "ha", dir: t.TempDir(), program: program, found: map[string]int{}}
	keys, dsn := filepath.Join(tr.dir, "keys"), postgrestest.Database(t)
	secret, err := tr.createKey(keys, "editor", "editor")
	if err != nil {
		t.Fatal(err)
	}
	var replicas []*httputil.ReverseProxy
	for range 2 {
		s, err := tr.startServer("--keys", keys, "--store", dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.kill)
		base, err := url.Parse(s.base)
		if err != nil {
			t.Fatal(err)
		}
		replicas = append(replicas, httputil.NewSingleHostReverseProxy(base))
	}
	var n atomic.Int64
	balancer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		replicas[n.Add(1)%2].ServeHTTP(w, r)
	}))
	t.Cleanup(balancer.Close)
	return tr, func() *client { return newClient(balancer.URL, secret) }
}

// With at_least, every read has what was written; without, some do not.
func TestHaReads(t *testing.T) {
	options := &haReadsCmd{Reads: 400, Clients: 4, Each: 3}
	for _, control := range []bool{false, true} {
		tr, connect := haTwo(t, control)
		figures, err := options.run(tr, connect)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(figures)
		if found := tr.count(haStaleRead); (found > 0) != control {
			t.Errorf("control %v: %d stale reads: %v", control, found, tr.first)
		}
		if !strings.Contains(figures, " writes by 4 clients") || strings.Contains(figures, "; 0 reads without") {
			t.Error(figures)
		}
	}
}
