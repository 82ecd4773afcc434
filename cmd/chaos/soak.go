package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dustin/go-humanize"
)

type soakCmd struct {
	common
	storeFlag
	Requests int           `default:"1000000" help:"Requests that are made."`
	Clients  int           `default:"8" help:"Clients that make them at once."`
	Writes   float64       `default:"0.01" help:"The share of them that changes the graph."`
	Slope    float64       `default:"1" help:"Percent by which resident memory may grow between the first and the last quarter, after the warm-up."`
	WarmUp   float64       `default:"0.2" help:"The share of the requests that is no part of the quarters: caches fill."`
	Settle   time.Duration `default:"30s" help:"The longest time until what the load took is given back."`
}

// What soak finds.
const (
	growingMemory   = "memory that grows"
	leftGoroutines  = "goroutines that stay"
	leftFiles       = "file handles that stay"
	refusedQuestion = "question that was not answered"
)

// Run makes very many requests of all kinds, and sees that the server is
// afterwards as it was.
//
// The control opens streams of changes and never closes them: each keeps a
// connection, goroutines and memory.
func (c *soakCmd) Run(term *terminal) error {
	if c.Control { // what is planted shows soon
		c.Requests = min(c.Requests, 50_000)
	}
	t, err := begin(term, c.common, "soak")
	if err != nil {
		return err
	}
	s := &soak{trial: t, soakCmd: *c, keys: filepath.Join(t.dir, "keys.jsonl")}
	if s.secret, err = t.createKey(s.keys, "chaos", "editor"); err == nil {
		err = s.run()
	}
	return t.conclude(err, s.figures, growingMemory, leftGoroutines, leftFiles)
}

type soak struct {
	*trial
	soakCmd
	*load
	backing
	keys, secret string
	made         atomic.Int64
	samples      []sample
	figures      string
}

func (s *soak) run() (err error) {
	if s.backing, err = s.newBacking(s.Store, s.dir, false); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.end()) }()
	srv, err := s.startServer("--store", s.dsn(), "--keys", s.keys, "--audit", filepath.Join(s.dir, "audit.jsonl"),
		"--log-level", "error", "--answer-cache", "8")
	if err != nil {
		return err
	}
	defer srv.kill()
	s.load = newLoad(s.trial, s.Clients, s.secret)
	ids, err := s.entities(srv.base)
	if err != nil {
		return err
	}
	before, err := s.quiet(srv, nil) // once something was asked
	if err != nil {
		return err
	}
	if err := s.ask(srv, ids); err != nil {
		return err
	}
	after, err := s.quiet(srv, &before)
	if err != nil {
		return err
	}
	s.judge(before, after)
	return srv.stop()
}

// entities lists what can be asked about.
func (s *soak) entities(base string) ([]string, error) {
	c := newClient(base, "")
	defer c.close()
	var list struct{ Entities []struct{ ID string } }
	if err := c.get(s.ctx, "/v1/entities?limit=500", &list); err != nil {
		return nil, err
	}
	if len(list.Entities) < 10 {
		return nil, fmt.Errorf("the graph has only %d entities", len(list.Entities))
	}
	ids := make([]string, len(list.Entities))
	for i, e := range list.Entities {
		ids[i] = e.ID
	}
	return ids, nil
}

// ask makes the requests, and takes samples meanwhile.
func (s *soak) ask(srv *server, ids []string) error {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	sampled := make(chan error, 1)
	go func() { sampled <- s.watch(ctx, srv) }()
	leak := &leak{base: srv.base}
	defer func() {
		if s.trial.Control {
			s.say("%d streams stay open", leak.open())
		}
	}()
	var running sync.WaitGroup
	for i := range s.Clients {
		running.Go(func() {
			c := newClient(srv.base, s.secret)
			defer c.close()
			random := s.random(uint64(i) + 1)
			for s.ctx.Err() == nil {
				n := s.made.Add(1)
				if n > int64(s.Requests) {
					return
				}
				if n%50_000 == 0 {
					s.say("%s requests", humanize.Comma(n))
				}
				if s.trial.Control && n%max(1, int64(s.Requests)/leaks) == 0 {
					if err := leak.another(s.ctx); err != nil {
						s.say("the leak: %v", err)
					}
				}
				if random.Float64() < s.Writes {
					s.step(s.ctx, c, s.writers[i])
					continue
				}
				s.question(c, random, ids)
			}
		})
	}
	running.Wait()
	cancel()
	return <-sampled
}

// question asks one of the many questions there are, well or badly put.
func (s *soak) question(c *client, random *rand.Rand, ids []string) {
	any := func() string { return ids[random.IntN(len(ids))] }
	wants := 200
	var path string
	switch n := random.IntN(20); {
	case n < 6:
		path = "/v1/entities/" + any()
	case n < 10:
		path = fmt.Sprintf("/v1/entities/%s/neighborhood?depth=%d&limit=%d", any(), 1+random.IntN(2), 10+random.IntN(90))
	case n < 13:
		path = "/v1/search?q=" + any()[:3]
	case n < 15:
		path = fmt.Sprintf("/v1/paths?from=%s&to=%s&mode=k-shortest&k=%d", any(), any(), 1+random.IntN(4))
	case n < 16:
		path = fmt.Sprintf("/v1/entities?sort=-degree&limit=%d", 1+random.IntN(50))
	case n < 17:
		path = "/v1/ontology"
	case n < 18:
		path, wants = "/v1/entities/nobody-"+any(), 404
	case n < 19:
		path, wants = "/v1/entities?limit=many", 422
	default:
		path = []string{"/v1/layouts", "/v1/gaps", "/v1/changes?since=0&limit=5", "/v1/sources", "/healthz", "/metrics"}[random.IntN(6)]
	}
	a, err := c.ask(s.ctx, "GET", path, nil, "Accept-Encoding", "gzip")
	switch {
	case s.ctx.Err() != nil:
	case err != nil:
		s.wrong(refusedQuestion, "GET %s: %v", path, err)
	case a.status != wants && a.status != 503:
		s.wrong(refusedQuestion, "GET %s: %d %s", path, a.status, a.body)
	}
}
