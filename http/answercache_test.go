package http

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

// Asked twice, an answer is kept; the third is that one, with its headers, plain
// or compressed, and a new graph has answers of its own.
func TestAnswersAreReused(t *testing.T) {
	live := graph.NewLive(buildGraph(t, testStatements(60)))
	h := startOn(t, live, Config{})
	reused := func() string { return line(t, h, "innograph_http_answers_reused_total ") }
	for _, path := range []string{"/v1/entities/hub/neighborhood?limit=5", "/v1/entities?limit=3", "/v1/entities/hub/neighborhood?format=graphml&limit=5"} {
		before := reused()
		first, second := h.get(path), h.get(path)
		if now := reused(); now != before {
			t.Fatalf("%s: %s after the second", path, now)
		}
		third := h.get(path)
		if now := reused(); now == before {
			t.Fatalf("%s: %s after the third", path, now)
		}
		for _, r := range []*response{second, third} {
			if !bytes.Equal(r.body, first.body) || r.Header.Get("Link") != first.Header.Get("Link") || r.Header.Get("Content-Type") != first.Header.Get("Content-Type") ||
				r.Header.Get("Content-Disposition") != first.Header.Get("Content-Disposition") || r.Header.Get("ETag") != first.Header.Get("ETag") {
				t.Errorf("%s: %v, %v", path, r.Header, first.Header)
			}
		}
		if first.Header.Get("Link") == "" && strings.Contains(path, "limit=3") {
			t.Errorf("%s: no next page, so the test says nothing", path)
		}
		if len(first.body) >= minCompressed && !bytes.Equal(unzipped(t, h.url+path), first.body) {
			t.Errorf("%s: compressed it is another", path)
		}
	}
	path := "/v1/entities/hub/neighborhood?limit=5"
	old := h.get(path)
	live.Replace(buildGraph(t, testStatements(70)))
	if now := h.get(path); bytes.Equal(now.body, old.body) || now.Header.Get("ETag") == old.Header.Get("ETag") {
		t.Error("the answer of the graph before is given")
	}
}

func line(t *testing.T, h *harness, prefix string) string {
	t.Helper()
	for l := range strings.SplitSeq(string(h.get("/metrics").body), "\n") {
		if strings.HasPrefix(l, prefix) {
			return l
		}
	}
	t.Fatalf("no metric %s", prefix)
	return ""
}

func unzipped(t *testing.T, url string) []byte {
	t.Helper()
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%v", res.Header)
	}
	z, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestAnswerCache(t *testing.T) {
	body := func(n int) func() *answer {
		return func() *answer { return &answer{body: bytes.Repeat([]byte("x"), n)} }
	}
	ask := func(c *answerCache, key string, make func() *answer) bool {
		kept, wait, lead := c.begin(key)
		if wait != nil {
			t.Fatal("nobody else asks")
		}
		if lead != nil {
			c.land(key, lead, make)
		}
		return kept != nil
	}
	c := newAnswerCache(10_000)
	for i, want := range []bool{false, false, true, true} {
		if got := ask(c, "a", body(1000)); got != want {
			t.Errorf("question %d is kept: %v", i+1, got)
		}
	}
	for i := range 30 { // more than there is room for
		ask(c, fmt.Sprint(i), body(1000))
		ask(c, fmt.Sprint(i), body(1000))
		if c.size > 10_000 {
			t.Fatalf("%d bytes are kept", c.size)
		}
	}
	if ask(c, "a", nil) || !ask(c, "29", nil) {
		t.Error("not the least recently asked are dropped")
	}
	for range 3 {
		if ask(c, "failed", nil) {
			t.Error("a failure is kept")
		}
		if ask(c, "large", body(9000)) {
			t.Error("what has no room is kept")
		}
	}
	none := newAnswerCache(-1)
	for range 3 {
		if ask(none, "a", body(1)) {
			t.Error("without a cache something is kept")
		}
	}
}

// Those who ask while the same is being answered get that answer.
func TestAnswersAreShared(t *testing.T) {
	c := newAnswerCache(1000)
	_, _, lead := c.begin("a")
	var wg sync.WaitGroup
	got := make([]*answer, 8)
	for i := range got {
		_, wait, second := c.begin("a")
		if wait == nil || second != nil {
			t.Fatal("two lead")
		}
		wg.Go(func() {
			<-wait.done
			got[i] = wait.answer
		})
	}
	made := 0
	c.land("a", lead, func() *answer { made++; return &answer{body: []byte("x")} })
	wg.Wait()
	for _, a := range got {
		if a == nil || a != got[0] || made != 1 {
			t.Fatalf("%v, made %d times", got, made)
		}
	}
	_, _, lead = c.begin("b")
	_, wait, _ := c.begin("b")
	c.land("b", lead, nil)
	select {
	case <-wait.done:
		if wait.answer != nil {
			t.Error("a failure is shared")
		}
	case <-time.After(10 * time.Second):
		t.Error("those who wait for a failure wait for ever")
	}
}

// stuckWriter is a client that takes nothing until it is let go.
type stuckWriter struct {
	httptest.ResponseRecorder
	stuck, release chan struct{}
	once           sync.Once
}

func (w *stuckWriter) Write(b []byte) (int, error) {
	w.once.Do(func() { close(w.stuck) })
	<-w.release
	return w.ResponseRecorder.Write(b)
}

// A client that reads slowly keeps nobody else waiting.
func TestSlowClientsAreAlone(t *testing.T) {
	h := start(t, Config{})
	request := func() *http.Request {
		return httptest.NewRequest(http.MethodGet, "/v1/entities/hub/neighborhood?limit=7", nil)
	}
	slow := &stuckWriter{ResponseRecorder: *httptest.NewRecorder(), stuck: make(chan struct{}), release: make(chan struct{})}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		h.server.Handler().ServeHTTP(slow, request())
	}()
	<-slow.stuck
	quick := httptest.NewRecorder()
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		h.server.Handler().ServeHTTP(quick, request())
	}()
	select {
	case <-answered:
	case <-time.After(10 * time.Second):
		t.Error("the second waits for the first one's client")
	}
	close(slow.release)
	<-ended
	<-answered
	if quick.Code != http.StatusOK || quick.Body.Len() == 0 {
		t.Errorf("%d %s", quick.Code, quick.Body)
	}
}
