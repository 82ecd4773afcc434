package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dustin/go-humanize"
)

type malformedCmd struct {
	common
	Requests int  `default:"100000" help:"Requests made."`
	Clients  int  `default:"4" help:"Clients that ask at once."`
	Slow     bool `default:"true" negatable:"" help:"Also connections that send slowly or nothing."`
}

// What is wrong with an answer to a malformed request.
const (
	serverError  = "server error"
	panicked     = "panic"
	offSchema    = "answer that the document does not declare"
	slowAnswer   = "slow answer"
	openTooLong  = "slow connection kept"
	splitHeader  = "split header"
	deadAfter    = "server that does not answer"
	unhealthyEnd = "unhealthy store"
)

// longestMalformed is how long a malformed request may keep the server busy.
const longestMalformed = 5 * time.Second

// malformed is a trial of malformed.
type malformed struct {
	*trial
	malformedCmd
	server   *server
	base     string // where requests go: the server, or what plants faults before it
	document *apiDocument
	secrets  [2]string

	made, refused, changed, raw, waited atomic.Int64
	slowest                             atomic.Int64 // nanoseconds
}

// Run makes requests that are right, nearly right or hostile, for every operation
// of the OpenAPI document, and raw ones that are no HTTP, and holds every answer
// against the document.
//
// The control stands before the server and, now and then, puts another status or
// an undeclared member into an answer.
func (c *malformedCmd) Run(term *terminal) error {
	if c.Control {
		c.Requests, c.Slow = min(c.Requests, 3000), false
	}
	t, err := begin(term, c.common, "malformed")
	if err != nil {
		return err
	}
	m := &malformed{trial: t, malformedCmd: *c}
	err = m.run()
	figures := fmt.Sprintf("%s requests (%s of them raw bytes), %s refused with a problem, %s that waited for a change set which never came, %s changes made; slowest answer %s",
		humanize.Comma(m.made.Load()), humanize.Comma(m.raw.Load()), humanize.Comma(m.refused.Load()), humanize.Comma(m.waited.Load()), humanize.Comma(m.changed.Load()), time.Duration(m.slowest.Load()).Round(time.Millisecond))
	return t.conclude(err, figures, serverError, offSchema)
}

func (m *malformed) run() error {
	keyFile, store := filepath.Join(m.dir, "keys.jsonl"), filepath.Join(m.dir, "store.bolt")
	for i, role := range []string{"editor", "reader"} {
		var err error
		if m.secrets[i], err = m.createKey(keyFile, role, role); err != nil {
			return err
		}
	}
	var err error
	// Nobody waits here for so long that 503 would be right.
	if m.server, err = m.startServer("--store", "bolt:"+store, "--keys", keyFile, "--max-wait", "20s", "--heavy-wait", "20s"); err != nil {
		return err
	}
	defer m.server.kill()
	m.base = m.server.base
	if m.trial.Control {
		faulty, err := m.plantFaults()
		if err != nil {
			return err
		}
		defer faulty.Close()
		m.base = "http://" + faulty.Addr().String()
	}
	if m.document, err = readDocument(m.ctx, m.server.base); err != nil {
		return err
	}
	var all sync.WaitGroup
	if m.Slow {
		all.Go(m.slowConnections)
	}
	all.Go(m.requests)
	all.Wait()
	if err := m.ctx.Err(); err != nil {
		return err
	}
	return m.afterwards(store)
}

// requests makes all requests, a part of them by each client.
func (m *malformed) requests() {
	var all sync.WaitGroup
	for n := range m.Clients {
		all.Go(func() {
			g := &generator{random: m.random(uint64(n)), document: m.document}
			c := newClient(m.base, "")
			c.http.Timeout = longestAnswer
			defer c.close()
			for m.ctx.Err() == nil && m.server.alive() {
				made := m.made.Add(1)
				if made > int64(m.Requests) {
					m.made.Add(-1)
					return
				}
				if made%10_000 == 0 {
					m.say("%s requests", humanize.Comma(made))
				}
				if g.random.IntN(20) == 0 && !m.trial.Control {
					m.raw.Add(1)
					m.sendRaw(g)
					continue
				}
				m.send(c, g.request())
			}
		})
	}
	all.Wait()
}

// send makes one request and looks at the answer.
func (m *malformed) send(c *client, r *request) {
	req, err := r.make(m.ctx, m.base, m.secrets)
	if err != nil {
		return // it cannot be sent by HTTP
	}
	began := time.Now()
	res, err := c.http.Do(req)
	var body []byte
	if err == nil {
		body, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if m.ctx.Err() != nil {
		return
	}
	took := time.Since(began)
	told := fmt.Sprintf("%s %s %q", req.Method, cutText(req.URL.String(), 300), cutText(string(r.body), 300))
	// at_least is waited for, within a bound, and then answered so.
	if res != nil && res.StatusCode == http.StatusServiceUnavailable && res.Header.Get("Retry-After") != "" && bytes.Contains(body, []byte("#problem-not-yet")) {
		m.waited.Add(1)
		return
	}
	for seen := m.slowest.Load(); int64(took) > seen && !m.slowest.CompareAndSwap(seen, int64(took)); seen = m.slowest.Load() {
	}
	if took > longestMalformed {
		m.wrong(slowAnswer, "%s took %s", told, took)
	}
	if err != nil {
		m.wrong(serverError, "%s: %v", told, err)
		return
	}
	switch {
	case res.StatusCode >= 500:
		m.wrong(serverError, "%s: %d %s", told, res.StatusCode, cutText(string(body), 500))
	case res.StatusCode >= 400:
		m.refused.Add(1)
	case res.StatusCode < 300 && req.Method != http.MethodGet && req.Method != http.MethodHead && req.Method != http.MethodOptions:
		m.changed.Add(1)
	}
	if res.Header.Get("Set-Cookie") != "" || res.Header.Get("X-Injected") != "" {
		m.wrong(splitHeader, "%s: %v", told, res.Header)
	}
	if err := m.document.check(req, res, body); err != nil {
		m.wrong(offSchema, "%s: %d: %v: %s", told, res.StatusCode, err, cutText(string(body), 500))
	}
}

// afterwards looks at the server once all is over.
func (m *malformed) afterwards(store string) error {
	ctx, cancel := context.WithTimeout(m.ctx, 10*time.Second)
	defer cancel()
	if a, err := newClient(m.server.base, "").ask(ctx, http.MethodGet, "/readyz", nil); err != nil || a.status != http.StatusOK {
		m.wrong(deadAfter, "/readyz: %v %v", a, err)
	}
	if m.server.alive() {
		if err := m.server.stop(); err != nil {
			m.wrong(deadAfter, "%v", err)
		}
	}
	log, err := os.ReadFile(m.server.logPath)
	if err != nil {
		return err
	}
	for line := range bytes.Lines(log) {
		if bytes.Contains(line, []byte(`"msg":"panic"`)) || bytes.HasPrefix(line, []byte("panic:")) || bytes.HasPrefix(line, []byte("fatal error:")) || bytes.Contains(line, []byte("http: panic serving")) {
			m.wrong(panicked, "%s", cutText(string(line), 2000))
		}
	}
	if out, err := m.innograph("doctor", store); err != nil {
		m.wrong(unhealthyEnd, "%v %s", err, out)
	}
	return nil
}

// request is one to be made.
type request struct {
	method, path string // path is escaped, with its query
	header       http.Header
	body         []byte
	key          int // the secret that goes with it; below 0: none
}

var errUnsendable = errors.New("it cannot be sent")

func (r *request) make(ctx context.Context, base string, secrets [2]string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, r.method, base+r.path, bytes.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	for name, values := range r.header {
		for _, v := range values {
			if strings.ContainsFunc(v, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
				return nil, errUnsendable
			}
		}
		req.Header[name] = values
	}
	if r.key >= 0 {
		req.Header.Set("Authorization", "Bearer "+secrets[r.key])
	}
	if len(r.body) == 0 {
		req.Body, req.ContentLength = http.NoBody, 0
	}
	return req, nil
}

func cutText(s string, n int) string {
	if len(s) > n {
		s = s[:n] + "…"
	}
	return strconv.Quote(s)
}

// chance is true in one of n cases.
func chance(random *rand.Rand, n int) bool { return random.IntN(n) == 0 }

func oneOf[T any](random *rand.Rand, list []T) T { return list[random.IntN(len(list))] }
