package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/dustin/go-humanize"
)

type shutdownCmd struct {
	common
	storeFlag
	Rounds  int `default:"100" help:"How often the server is asked to stop."`
	Readers int `default:"16" help:"Clients that ask at once."`
	Writers int `default:"4" help:"Clients that write at once."`
}

// What shutdown finds.
const (
	lostRequest = "request that was accepted and not answered"
	cutAnswer   = "answer that was cut off"
	badExit     = "exit that is not clean"
)

// Run asks a server to stop while it is asked and written to.
//
// A request was accepted if the server's log has its id, or a change set of the
// store does: then its client must have got a whole answer. A connection that was
// refused or closed before is no loss, since the client knows that nothing was
// done.
//
// The control gives requests under way no time to end.
func (c *shutdownCmd) Run(term *terminal) error {
	if c.Control { // what is planted shows soon
		c.Rounds = min(c.Rounds, 20)
	}
	t, err := begin(term, c.common, "shutdown")
	if err != nil {
		return err
	}
	d := &shutdown{trial: t, shutdownCmd: *c, keys: filepath.Join(t.dir, "keys.jsonl")}
	if d.secret, err = t.createKey(d.keys, "chaos", "editor"); err == nil {
		err = d.run()
	}
	return t.conclude(err, fmt.Sprintf("%s stops under load: %s requests with a whole answer, %s refused before they were accepted", humanize.Comma(int64(d.Rounds)),
		humanize.Comma(d.answered.Load()), humanize.Comma(d.refused.Load())), lostRequest)
}

type shutdown struct {
	*trial
	shutdownCmd
	backing
	keys, secret      string
	answered, refused atomic.Int64
	seen              uint64   // the last change set that was looked at
	broken            []string // ids of requests without a whole answer, of this round
}

func (d *shutdown) run() (err error) {
	if d.backing, err = d.newBacking(d.Store, d.dir, false); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.end()) }()
	random := d.random(1)
	for round := range d.Rounds {
		if err := d.round(round, time.Duration(100+random.IntN(400))*time.Millisecond); err != nil {
			return err
		}
		if round%20 == 19 {
			d.say("%d stops, %d requests answered", round+1, d.answered.Load())
		}
		if d.trial.Control && d.count(lostRequest) > 0 {
			d.Rounds = round + 1
			break
		}
	}
	return nil
}

// round loads a server, stops it, and looks for what it accepted and did not
// answer.
func (d *shutdown) round(round int, after time.Duration) error {
	args := []string{"--store", d.dsn(), "--keys", d.keys, "--answer-cache", "0", "--log-level", "info"}
	if d.trial.Control {
		args = append(args, "--shutdown-timeout", "1ns")
	}
	if err := os.Remove(filepath.Join(d.dir, "server.log")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	s, err := d.startServer(args...)
	if err != nil {
		return err
	}
	d.broken = nil
	ctx, cancel := context.WithCancel(d.ctx)
	defer cancel()
	var running sync.WaitGroup
	var mu sync.Mutex
	for i := range d.Readers + d.Writers {
		running.Go(func() {
			c := newClient(s.base, d.secret)
			defer c.close()
			for n := 0; ctx.Err() == nil; n++ {
				id := fmt.Sprintf("r%d-c%d-%d", round, i, n)
				if !d.one(d.ctx, c, i, n, id) {
					mu.Lock()
					d.broken = append(d.broken, id)
					mu.Unlock()
					return // the server is going
				}
			}
		})
	}
	time.Sleep(after)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.kill()
		return err
	}
	select {
	case <-s.ended:
	case <-time.After(longestStop):
		d.wrong(badExit, "the server did not end within %s", longestStop)
		s.kill()
	}
	if s.err != nil && !d.trial.Control {
		d.wrong(badExit, "%v: %s", s.err, s.logTail())
	}
	cancel()
	running.Wait()
	return d.account(s)
}

// one makes a request and reports whether it got a whole answer.
func (d *shutdown) one(ctx context.Context, c *client, i, n int, id string) bool {
	method, path, body := "GET", fmt.Sprintf("/v1/entities/hangzhou/neighborhood?depth=4&format=svg&limit=%d", 300+(i*31+n)%140), []byte(nil)
	switch {
	case i >= d.Readers:
		method, path = "POST", "/v1/entities"
		body = encode(map[string]any{"id": "chaos-" + id, "type": "Corridor", "name": map[string]string{"en": "Corridor " + id}, "status": "planned", "basis": "stated", "references": evidence})
	case i%4 == 0:
		path = "/v1/export?format=json"
	}
	a, err := c.ask(ctx, method, path, body, "X-Request-ID", id)
	switch {
	case err == nil:
		d.answered.Add(1)
		if a.status >= 500 && a.status != 503 || a.status >= 400 && a.status < 500 && a.status != 429 {
			d.wrong("refused request", "%s %s: %d %s", method, path, a.status, a.body)
		}
		return true
	case a != nil:
		d.wrong(cutAnswer, "%s %s: %v after %d bytes", method, path, err, len(a.body))
	}
	return false
}

// account looks for the requests without an answer in the log and in the store.
func (d *shutdown) account(s *server) error {
	accepted, err := logged(s.logPath)
	if err != nil {
		return err
	}
	changed, err := d.changed()
	if err != nil {
		return err
	}
	for _, id := range d.broken {
		switch {
		case changed[id]:
			d.wrong(lostRequest, "the change of %s was made, and its client was not told", id)
		case accepted[id]:
			d.wrong(lostRequest, "the log has %s, and its client got no answer", id)
		default:
			d.refused.Add(1)
		}
	}
	return nil
}

// logged are the ids of the requests in a log.
func logged(path string) (map[string]bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ids := map[string]bool{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Message string `json:"msg"`
			ID      string `json:"request_id"`
		}
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Message == "request" {
			ids[line.ID] = true
		}
	}
	return ids, lines.Err()
}

// changed are the ids of the requests that led to a change set, after the server
// has been started again.
func (d *shutdown) changed() (map[string]bool, error) {
	s, err := d.startServer("--store", d.dsn(), "--keys", d.keys, "--log-level", "error")
	if err != nil {
		return nil, err
	}
	defer s.kill()
	c := newClient(s.base, d.secret)
	defer c.close()
	ids := map[string]bool{}
	for since := d.seen; ; {
		var page struct {
			Changes []struct {
				Number    uint64
				RequestID string `json:"request_id"`
			}
			Meta struct{ Next uint64 }
		}
		if err := c.get(d.ctx, fmt.Sprintf("/v1/changes?limit=100&since=%d", since), &page); err != nil {
			return nil, err
		}
		for _, change := range page.Changes {
			ids[change.RequestID] = true
			d.seen = max(d.seen, change.Number)
		}
		if since = page.Meta.Next; since == 0 {
			break
		}
	}
	return ids, s.stop()
}
