package http

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// runner is a Server under Run on a loopback listener.
type runner struct {
	t      *testing.T
	server *Server
	url    string
	stop   context.CancelFunc
	ended  chan error
	enter  chan struct{} // a request to /test/slow has arrived
	leave  chan struct{} // it may be answered
}

func run(t *testing.T, cfg Config) *runner {
	t.Helper()
	cfg.Logger = slog.New(slog.DiscardHandler)
	cfg.Addr = "127.0.0.1:0"
	s, err := New(graph.NewLive(testGraph(t)), cfg)
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{t: t, server: s, ended: make(chan error, 1), enter: make(chan struct{}), leave: make(chan struct{})}
	s.engine.GET("/test/slow", func(c *gin.Context) {
		close(r.enter)
		<-r.leave
		c.String(http.StatusOK, "finished")
	})
	l, err := s.Listen()
	if err != nil {
		t.Fatal(err)
	}
	r.url = "http://" + l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	r.stop = cancel
	t.Cleanup(cancel)
	go func() { r.ended <- s.Run(ctx, l) }()
	return r
}

func (r *runner) get(path string) (int, string, error) {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(r.url + path)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}

func (r *runner) wait() error {
	r.t.Helper()
	select {
	case err := <-r.ended:
		return err
	case <-time.After(20 * time.Second):
		r.t.Fatal("Run does not end")
		return nil
	}
}

// Shutting down turns /readyz first, while all else is still answered, and then
// waits for the request in flight.
func TestGracefulShutdown(t *testing.T) {
	r := run(t, Config{DrainDelay: 300 * time.Millisecond})
	if status, _, err := r.get("/readyz"); status != http.StatusOK {
		t.Fatal(status, err)
	}
	type answer struct {
		body string
		err  error
	}
	slow := make(chan answer, 1)
	go func() {
		_, body, err := r.get("/test/slow")
		slow <- answer{body, err}
	}()
	<-r.enter
	r.stop()
	for deadline := time.Now().Add(5 * time.Second); ; {
		status, body, err := r.get("/readyz")
		if status == http.StatusServiceUnavailable && strings.Contains(body, "shutting down") {
			break
		}
		if err != nil || time.Now().After(deadline) {
			t.Fatalf("/readyz never turned: %d %s %v", status, body, err)
		}
	}
	if status, _, err := r.get("/v1/ontology"); status != http.StatusOK {
		t.Errorf("while draining: %d %v", status, err)
	}
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, _, err := r.get("/healthz"); err != nil {
			break // the listener is closed
		}
		if time.Now().After(deadline) {
			t.Fatal("new requests are still taken")
		}
	}
	select {
	case err := <-r.ended:
		t.Fatalf("Run ended before the request in flight: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(r.leave)
	if a := <-slow; a.err != nil || a.body != "finished" {
		t.Errorf("the request in flight: %q %v", a.body, a.err)
	}
	if err := r.wait(); err != nil {
		t.Error(err)
	}
}

func TestShutdownIsBounded(t *testing.T) {
	r := run(t, Config{ShutdownTimeout: 100 * time.Millisecond})
	defer close(r.leave)
	go r.get("/test/slow") //nolint:errcheck
	<-r.enter
	r.stop()
	if err := r.wait(); err == nil || !strings.Contains(err.Error(), "still in flight after 100ms") {
		t.Errorf("Run answers %v", err)
	}
}

func TestRunTellsOfABrokenListener(t *testing.T) {
	s, err := New(graph.NewLive(testGraph(t)), Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := s.Run(t.Context(), l); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Run answers %v", err)
	}
}

func TestListenTellsTheAddress(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s, err := New(graph.NewLive(testGraph(t)), Config{Addr: l.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Listen(); err == nil || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("Listen answers %v", err)
	}
}

func TestSetReady(t *testing.T) {
	h := start(t, Config{})
	h.server.SetReady(false)
	h.problem(h.get("/readyz"), unavailable)
	if r := h.get("/v1/ontology"); r.StatusCode != http.StatusOK {
		t.Errorf("questions: %d", r.StatusCode)
	}
	h.server.SetReady(true)
	if r := h.get("/readyz"); r.StatusCode != http.StatusOK {
		t.Errorf("/readyz: %d", r.StatusCode)
	}
}

func TestConfig(t *testing.T) {
	_, err := New(graph.NewLive(nil), Config{
		CORSOrigins: []string{"example.org", "https://example.org/path", "https://fine.example.org"}, TrustedProxies: []string{"proxy", "10.0.0.0/8"},
		QueryTimeout: -time.Second, MaxInFlight: -1, Rate: -2,
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`"example.org"`, `"https://example.org/path"`, `"proxy"`, "query timeout", "requests in flight", "rate"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "fine") || strings.Contains(err.Error(), "10.0.0.0/8\": expected") {
		t.Errorf("it complains of what is right: %v", err)
	}
	c, err := Config{Rate: 3}.withDefaults()
	if err != nil || c.Burst != 6 || c.MaxInFlight != 256 || c.QueryTimeout != 10*time.Second || c.CORSOrigins[0] != "*" {
		t.Errorf("%+v, %v", c, err)
	}
}
