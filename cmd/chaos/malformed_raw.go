package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// rawRequests are no HTTP, or HTTP that programs have read differently.
var rawRequests = []string{
	"\x00\x01\x02\x03\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/0.9\r\n\r\n", "GET /\r\n\r\n", "\r\n\r\n\r\n", "GET  /v1/entities  HTTP/1.1\r\nHost: x\r\n\r\n",
	"GET /v1/entities HTTP/1.1\r\n\r\n", "GET /v1/entities HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /v1/entities HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n", "GET /v1/entities HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
	"GET /v1/entities HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n", "GET /v1/entities HTTP/1.1\r\nHost: x\r\nX : y\r\n\r\n", "GET /v1/\x00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/entities\r\nX-Injected: 1 HTTP/1.1\r\nHost: x\r\n\r\n",
	"GET http://other/v1/entities HTTP/1.1\r\nHost: x\r\n\r\n", "GET * HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
	"POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", "POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
	"POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: y\r\n\r\n", "POST /v1/entities HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
	"POST /v1/entities HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "POST /v1/entities HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "POST /v1/entities HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
	"GET /v1/entities HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\n\r\n", "GET /v1/entities HTTP/1.1\nHost: x\n\n", "GET /v1/entities HTTP/1.1\r\nHost: x/../\r\n\r\n", "GET /v1/entities HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
	"GET /v1/entities?%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "GET //v1//entities HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/entities#x HTTP/1.1\r\nHost: x\r\n\r\n", "GET /docs/../../../go.mod HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
	"GET /" + strings.Repeat("a", 300_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X: y\r\n", 40_000) + "\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("y", 300_000) + "\r\n\r\n",
	"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", strings.Repeat("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 50),
}

// sendRaw sends bytes that are no request, ends its side, and reads what comes:
// each answer must be whole and no fault of the server.
func (m *malformed) sendRaw(g *generator) {
	text := oneOf(g.random, rawRequests)
	if chance(g.random, 3) {
		text = string(g.spoil([]byte(text)))
	}
	conn, err := net.DialTimeout("tcp", strings.TrimPrefix(m.base, "http://"), 10*time.Second)
	if err != nil {
		m.wrong(deadAfter, "%v", err)
		return
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	began := time.Now()
	go func() { // it may answer, and read no more, before it has all
		_, _ = io.WriteString(conn, text)
		_ = conn.(*net.TCPConn).CloseWrite()
	}()
	answers := bufio.NewReader(conn)
	for {
		res, err := http.ReadResponse(answers, nil)
		if err != nil {
			var timeout net.Error
			if errors.As(err, &timeout) && timeout.Timeout() {
				m.wrong(openTooLong, "%s: the connection is open after %s", cutText(text, 200), time.Since(began))
			}
			return
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode >= 500 && res.StatusCode != http.StatusNotImplemented && res.StatusCode != http.StatusHTTPVersionNotSupported {
			m.wrong(serverError, "%s: %d", cutText(text, 300), res.StatusCode)
		}
		if res.Header.Get("X-Injected") != "" {
			m.wrong(splitHeader, "%s", cutText(text, 300))
		}
	}
}

// slowConnections are clients that send slowly or nothing; they are let go in the
// time that the server gives them, by its defaults.
func (m *malformed) slowConnections() {
	const slack = 5 * time.Second
	var all sync.WaitGroup
	for _, c := range []struct {
		name, begins, trickle string
		most                  time.Duration
	}{
		{"no byte", "", "", 5 * time.Second}, {"half a request line", "GET /v1/ent", "", 5 * time.Second}, {"headers without end", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ", "a", 5 * time.Second},
		{"a body without end", "GET /v1/ontology HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n", "x", 15 * time.Second},
		{"a change without end", fmt.Sprintf("POST /v1/entities HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{", m.secrets[0]), " ", 15 * time.Second},
	} {
		for range 50 {
			all.Go(func() {
				if took, err := m.held(c.begins, c.trickle, c.most+slack); err != nil {
					m.wrong(openTooLong, "%s: %v after %s", c.name, err, took)
				}
			})
		}
	}
	all.Wait()
}

// held keeps a connection until the server closes it.
func (m *malformed) held(begins, trickle string, most time.Duration) (time.Duration, error) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(m.base, "http://"))
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	began := time.Now()
	if _, err := io.WriteString(conn, begins); err != nil {
		return 0, err
	}
	gone := make(chan struct{})
	defer close(gone)
	if trickle != "" {
		go func() {
			for tick := time.NewTicker(200 * time.Millisecond); ; {
				select {
				case <-gone:
					tick.Stop()
					return
				case <-tick.C:
					_, _ = io.WriteString(conn, trickle)
				}
			}
		}()
	}
	_ = conn.SetReadDeadline(began.Add(most))
	if _, err := io.Copy(io.Discard, conn); err != nil {
		var timeout net.Error
		if errors.As(err, &timeout) && timeout.Timeout() {
			return time.Since(began), errors.New("still open")
		}
	}
	return time.Since(began), nil
}
