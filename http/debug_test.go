package http

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestDebug(t *testing.T) {
	l, err := ListenDebug("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- ServeDebug(ctx, l) }()
	base := "http://" + l.Addr().String()
	get := func(path, host, origin string) (int, string) {
		t.Helper()
		req, err := http.NewRequest("GET", base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if host != "" {
			req.Host = host
		}
		if origin != "" {
			req.Header.Set("Origin", origin)
		}
		res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	for _, c := range []struct {
		path, host, origin string
		status             int
		want               string
	}{
		{"/debug/pprof/", "", "", 200, "goroutine"},
		{"/debug/pprof/goroutine?debug=1", "localhost:6060", "", 200, "TestDebug"},
		{"/debug/pprof/heap", "[::1]:6060", "", 200, ""},
		{"/debug/pprof/profile?seconds=1", "", "", 200, ""},
		{"/debug/pprof/cmdline", "", "", 200, "test"},
		{"/debug/vars", "", "", 404, ""},
		{"/v1/ontology", "", "", 404, ""},
		{"/debug/pprof/", "evil.example", "", 403, "on this machine"},
		{"/debug/pprof/", "evil.example:6060", "", 403, "on this machine"},
		{"/debug/pprof/", "192.0.2.1:6060", "", 403, "on this machine"},
		{"/debug/pprof/", "", "https://evil.example", 403, "on this machine"},
	} {
		if status, body := get(c.path, c.host, c.origin); status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s of %q %q: %d %.200s", c.path, c.host, c.origin, status, body)
		}
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not end")
	}
}

// Profiles are for this machine, and the service itself has none.
func TestDebugIsOnLoopback(t *testing.T) {
	for _, address := range []string{":6060", "0.0.0.0:6060", "[::]:6060", "192.0.2.1:6060", "127.0.0.1", "127.0.0.1:port", ""} {
		if l, err := ListenDebug(address); err == nil || !strings.Contains(err.Error(), "127.0.0.1:6060") {
			t.Errorf("%q: %v, %v", address, l, err)
		}
	}
	h := start(t, Config{})
	h.problem(h.get("/debug/pprof/"), unknownRoute)
	l, err := ListenDebug("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if again, err := ListenDebug(l.Addr().String()); err == nil || !strings.Contains(err.Error(), "cannot listen on") {
		t.Errorf("%v, %v", again, err)
	}
}
