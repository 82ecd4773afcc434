package http

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// dial opens a connection of which the test knows when the server closes it.
func dial(t *testing.T, url string) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn.(*net.TCPConn)
}

// closedWithin expects the server to close a connection while the client trickles
// bytes into it, and not long after it should; it answers what was read.
func closedWithin(t *testing.T, conn net.Conn, most time.Duration, trickle string) string {
	t.Helper()
	began := time.Now()
	gone := make(chan struct{})
	defer close(gone)
	go func() {
		for i := 0; trickle != ""; i++ {
			select {
			case <-gone:
				return
			case <-time.After(20 * time.Millisecond):
				if _, err := conn.Write([]byte{trickle[i%len(trickle)]}); err != nil {
					return
				}
			}
		}
	}()
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	read, err := io.ReadAll(conn)
	if ne, ok := err.(net.Error); ok && ne.Timeout() {
		t.Fatal("the connection is open after 10 s")
	}
	if took := time.Since(began); took > most {
		t.Errorf("the connection was closed after %s, not within %s", took.Round(time.Millisecond), most)
	}
	return string(read)
}

// Clients that send slowly or nothing do not keep a connection.
func TestSlowClients(t *testing.T) {
	const short, slack = 300 * time.Millisecond, 2 * time.Second // the machine may be busy
	r := run(t, Config{HeaderTimeout: short, ReadTimeout: 2 * short, IdleTimeout: short, WriteTimeout: 10 * time.Second})
	for _, c := range []struct{ name, sends, trickle, answers string }{
		{"nothing", "", "", ""},
		{"half a request line", "GET /v1/ent", "", ""},
		{"headers without end", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ", "a", ""},
		{"headers one by one", "GET /healthz HTTP/1.1\r\nHost: x\r\n", "X: y\r\n", ""},
		{"a body of a question", "GET /v1/ontology HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n", "x", ""},
		{"a body of a change", "POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{", " ", "HTTP/1.1 403"},
		{"a chunked body", "POST /v1/changes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", "", "HTTP/1.1 403"},
		{"nothing after a request", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "", "HTTP/1.1 200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			conn := dial(t, r.url)
			if _, err := io.WriteString(conn, c.sends); err != nil {
				t.Fatal(err)
			}
			got := closedWithin(t, conn, 2*short+slack, c.trickle)
			if !strings.HasPrefix(got, c.answers) || c.answers == "" && strings.HasPrefix(got, "HTTP/1.1 2") {
				t.Errorf("it was answered %q", cut(got, 100))
			}
		})
	}
	t.Run("a client in time", func(t *testing.T) {
		conn := dial(t, r.url)
		answers := bufio.NewReader(conn)
		for range 5 { // for longer than any timeout, on one connection
			if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
				t.Fatal(err)
			}
			res, err := http.ReadResponse(answers, nil)
			if err != nil || res.StatusCode != http.StatusOK {
				t.Fatal(res, err)
			}
			if _, err := io.Copy(io.Discard, res.Body); err != nil {
				t.Fatal(err)
			}
			time.Sleep(short / 2)
		}
	})
}

// Who takes an answer slowly, but never so slowly that one write fails, is cut
// off too.
func TestSlowReader(t *testing.T) {
	now := time.Unix(1000, 0)
	r := &reply{patience: 10 * time.Second, began: now}
	for _, c := range []struct {
		after time.Duration
		sent  int64
		want  time.Duration // from the beginning
	}{
		{0, 0, 10 * time.Second}, {9 * time.Second, slowest, 11 * time.Second}, {9 * time.Second, 100 * slowest, 19 * time.Second},
		{60 * time.Second, 10 * slowest, 20 * time.Second}, {60 * time.Second, 60 * slowest, 70 * time.Second},
	} {
		r.sent = c.sent
		if got := r.deadline(now.Add(c.after)).Sub(now); got != c.want {
			t.Errorf("who has %d bytes after %s is waited for until %s, want %s", c.sent, c.after, got, c.want)
		}
	}
}

// A new connection takes the place of the one that has been idle longest; one
// that is used is never closed for it.
func TestConnectionsAreBounded(t *testing.T) {
	r := run(t, Config{MaxConnections: 2})
	ask := func(conn net.Conn) error {
		_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
		if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			return err
		}
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, res.Body)
		return err
	}
	var conns []net.Conn
	for i := range 3 {
		conns = append(conns, dial(t, r.url))
		if err := ask(conns[i]); err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		time.Sleep(50 * time.Millisecond) // until the server takes it for idle
	}
	if err := ask(conns[0]); err == nil {
		t.Error("the longest idle connection is still open")
	}
	for i, conn := range conns[1:] {
		if err := ask(conn); err != nil {
			t.Errorf("connection %d: %v", i+1, err)
		}
	}
	time.Sleep(50 * time.Millisecond)
	// None is idle: both work on a request whose headers never end.
	busy := []net.Conn{dial(t, r.url), dial(t, r.url)}
	for _, conn := range busy {
		if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\n"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := ask(dial(t, r.url)); err == nil {
		t.Error("a connection too many is answered")
	}
}
