package http

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

func TestSecurityHeaders(t *testing.T) {
	h := start(t, Config{})
	for path, csp := range map[string]string{"/v1/entities": answerCSP, "/v1/export?format=svg": answerCSP, "/v1/nothing": answerCSP, "/docs": pageCSP, "/docs/docs.js": pageCSP} {
		r := h.get(path)
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Content-Security-Policy") != csp || r.Header.Get("Server") != "" {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
}

// The page loads nothing that its policy forbids, so nothing from elsewhere.
func TestDocsLoadNothingFromElsewhere(t *testing.T) {
	h := start(t, Config{})
	page := string(h.get("/docs").body)
	for _, forbidden := range []string{"<style", " style=", "onclick=", "onload=", "src=\"http", "href=\"http", "<script>"} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page has %s", forbidden)
		}
	}
	for _, op := range h.server.operations {
		if !strings.Contains(page, `id="`+op.id+`"`) || !strings.Contains(page, `data-path="`+op.path+`"`) {
			t.Errorf("the page lacks %s", op.path)
		}
		for _, p := range op.params {
			if !strings.Contains(page, `id="`+op.id+"-"+p.name+`"`) {
				t.Errorf("the page lacks %s of %s", p.name, op.path)
			}
		}
	}
	for _, want := range []string{"1 to 6, default 1", "at most 1000", "Graphviz DOT", `href="/v1/entities/chengxi-corridor/neighborhood?depth=2"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestCORS(t *testing.T) {
	const mine, other = "https://app.example.org", "https://evil.example.org"
	preflight := header{"Origin": mine, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
	for _, c := range []struct {
		name    string
		origins []string
		origin  string
		allowed string
	}{
		{"open", nil, mine, "*"}, {"open without origin", nil, "", "*"},
		{"listed", []string{mine, "http://localhost:5173"}, mine, mine}, {"not listed", []string{mine}, other, ""}, {"closed", []string{}, mine, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := start(t, Config{CORSOrigins: c.origins})
			for _, path := range []string{"/v1/entities", "/v1/nothing", "/v1/export?format=nothing"} {
				r := h.get(path, header{"Origin": c.origin})
				if got := r.Header.Get("Access-Control-Allow-Origin"); got != c.allowed {
					t.Errorf("%s allows %q, want %q", path, got, c.allowed)
				}
				if exposed := r.Header.Get("Access-Control-Expose-Headers"); strings.Contains(exposed, "ETag") != (c.allowed != "") {
					t.Errorf("%s exposes %q", path, exposed)
				}
				if varies := strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Origin"); varies != (len(c.origins) > 0) {
					t.Errorf("%s varies by origin: %v", path, varies)
				}
			}
			preflight["Origin"] = c.origin
			r := h.do(http.MethodOptions, "/v1/entities", nil, preflight)
			if r.StatusCode != http.StatusNoContent || (r.Header.Get("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS") != (c.allowed != "") ||
				strings.Contains(r.Header.Get("Access-Control-Allow-Headers"), "If-None-Match") != (c.allowed != "") || r.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("preflight: %d %v", r.StatusCode, r.Header)
			}
		})
	}
}

func TestPanic(t *testing.T) {
	h := start(t, Config{})
	h.server.engine.GET("/test/panic", func(c *gin.Context) {
		c.Header("ETag", `"x"`)
		panic("secret: /etc/passwd")
	})
	h.server.engine.GET("/test/late", func(c *gin.Context) {
		c.Writer.WriteString(strings.Repeat("x", 1<<20)) //nolint:errcheck
		panic("late")
	})
	r := h.get("/test/panic")
	h.problem(r, internal)
	if strings.Contains(string(r.body), "secret") || strings.Contains(string(r.body), ".go") {
		t.Errorf("it tells what is inside: %s", r.body)
	}
	if _, err := h.try(http.MethodGet, "/test/late", nil); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("half an answer looks like a whole one: %v", err)
	}
	var stacks, aborted int
	for _, line := range h.logs.lines(t) {
		if line["msg"] == "panic" && strings.Contains(line["stack"].(string), "guard_test.go") && line["request_id"] != "" {
			stacks++
		}
		if line["aborted"] == true {
			aborted++
		}
	}
	if stacks != 2 || aborted != 1 {
		t.Errorf("%d stacks and %d aborted requests in the log, want 2 and 1", stacks, aborted)
	}
	if r := h.get("/healthz"); r.StatusCode != http.StatusOK {
		t.Error("the service is down")
	}
}

func TestSizes(t *testing.T) {
	h := start(t, Config{MaxURL: 2000, MaxHeaderBytes: 3000, MaxBodyBytes: 100})
	h.problem(h.get("/v1/search?q="+strings.Repeat("x", 2000)), urlTooLong)
	h.problem(h.get("/v1/entities", header{"X-Long": strings.Repeat("x", 3000)}), headersTooLarge)
	if r := h.do(http.MethodGet, "/v1/entities", strings.NewReader(strings.Repeat("x", 100))); r.StatusCode != http.StatusOK {
		t.Errorf("a small body: %d", r.StatusCode)
	}
	h.problem(h.do(http.MethodGet, "/v1/entities", strings.NewReader(strings.Repeat("x", 101))), bodyTooLarge)
	chunked := struct{ io.Reader }{strings.NewReader(strings.Repeat("x", 101))} // of unknown length
	h.problem(h.do(http.MethodGet, "/v1/entities", chunked), bodyTooLarge)
	h.problem(h.do(http.MethodPost, "/v1/search", strings.NewReader(strings.Repeat("x", 1<<20))), bodyTooLarge)
}

func TestRate(t *testing.T) {
	h := start(t, Config{Rate: 0.01, Burst: 2, TrustedProxies: []string{"127.0.0.1"}})
	from := func(address string) header { return header{"X-Forwarded-For": address} }
	for range 2 {
		if r := h.get("/v1/ontology", from("192.0.2.1")); r.StatusCode != http.StatusOK {
			t.Fatalf("status %d within the burst", r.StatusCode)
		}
	}
	r := h.get("/v1/ontology", from("192.0.2.1"))
	h.problem(r, rateLimited)
	if wait := r.Header.Get("Retry-After"); wait != "100" {
		t.Errorf("Retry-After %s, want 100", wait)
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		if r := h.get(path, from("192.0.2.1")); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	if r := h.get("/v1/ontology", from("192.0.2.2")); r.StatusCode != http.StatusOK {
		t.Errorf("another client: %d", r.StatusCode)
	}
}

// Without trusted proxies nobody can pass for another.
func TestForwardedForIsNotBelieved(t *testing.T) {
	h := start(t, Config{Rate: 0.01, Burst: 1})
	h.get("/v1/ontology", header{"X-Forwarded-For": "192.0.2.1"})
	h.problem(h.get("/v1/ontology", header{"X-Forwarded-For": "192.0.2.2"}), rateLimited)
}

func TestInFlight(t *testing.T) {
	h := start(t, Config{MaxInFlight: 1})
	entered, leave := make(chan struct{}), make(chan struct{})
	h.server.engine.GET("/test/slow", func(c *gin.Context) {
		close(entered)
		<-leave
		c.Header("X-Done", "yes")
		sendProblem(c, notFound, "done")
	})
	done := make(chan error)
	go func() {
		_, err := h.try(http.MethodGet, "/test/slow", nil)
		done <- err
	}()
	<-entered
	r := h.get("/v1/ontology")
	h.problem(r, overloaded)
	if r.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	if r := h.get("/healthz"); r.StatusCode != http.StatusOK {
		t.Errorf("/healthz: %d", r.StatusCode)
	}
	close(leave)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if r := h.get("/v1/ontology"); r.StatusCode != http.StatusOK {
		t.Errorf("afterwards: %d", r.StatusCode)
	}
}

// A client that reads nothing is let go, and the log says so.
func TestClientThatReadsNothing(t *testing.T) {
	h := startOn(t, graph.NewLive(buildGraph(t, testStatements(17_000))), Config{WriteTimeout: 200 * time.Millisecond})
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.(*net.TCPConn).SetReadBuffer(256 << 10) //nolint:errcheck
	fmt.Fprintf(conn, "GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n")
	for deadline := time.Now().Add(8 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if lines := h.logs.lines(t); len(lines) > 0 {
			if lines[0]["aborted"] != true {
				t.Errorf("%v", lines[0])
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the request is still being worked on")
		}
	}
	// What arrived does not end as a whole answer does.
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err == nil {
		t.Error("the cut answer looks whole")
	}
}

// A client that breaks off while the graph is asked is no fault of the service.
func TestClientGone(t *testing.T) {
	h := start(t, Config{})
	op := &operation{}
	h.server.engine.GET("/test/gone", func(c *gin.Context) {
		<-c.Request.Context().Done()
		h.server.fail(c, op, c.Request.Context().Err())
	})
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /test/gone HTTP/1.1\r\nHost: x\r\n\r\n")
	time.Sleep(50 * time.Millisecond)
	conn.Close()
	for range 100 {
		if lines := h.logs.lines(t); len(lines) > 0 {
			if lines[0]["status"] != float64(499) || lines[0]["level"] != "INFO" {
				t.Errorf("%v", lines[0])
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the request is not in the log")
}
