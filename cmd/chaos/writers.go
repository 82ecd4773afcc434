package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

type writersCmd struct {
	common
	storeFlag
	Servers  int           `placeholder:"N" help:"Servers of one database in PostgreSQL, over which the clients are spread; by default 3 of a database, 1 of a file."`
	Writers  int           `default:"8" help:"Clients that write at once."`
	Changes  int           `default:"10000" help:"Change sets that each of them makes."`
	Readers  int           `default:"16" help:"Clients that read at once."`
	Entities int           `default:"64" help:"Entities that all of them work on."`
	Pause    time.Duration `default:"5ms" help:"What a reader waits between two questions, at random up to twice that."`
}

// The kinds of violations that many clients at once show.
const (
	staleRead       = "read that misses what was acknowledged before it"
	notLinearizable = "entity whose history is not linearizable"
	foundStale      = "stale read that was planted"
	foundLost       = "lost update that was planted"
	unexpected      = "unexpected answer"
	deadlock        = "deadlock"
	dataRace        = "data race"
	miscounted      = "change set that nobody made, or that is missing"
)

// crowd is a trial of writers.
type crowd struct {
	*trial
	options *writersCmd
	servers []*server
	secret  string
	clock   time.Time     // begins the times of the history
	known   atomic.Uint64 // the last change set that any client has heard of

	acked  atomic.Int64
	reads  atomic.Int64
	failed atomic.Int64 // conditions that did not hold
	shed   atomic.Int64 // answers that asked to come again

	mu      sync.Mutex
	history []operation
}

// Run lets many clients write and read the same entities at once, and holds the
// recorded history against what one client after the other could have seen. Of
// several servers each may be behind the others, so every read then asks for the
// last change set that any client has heard of.
//
// The control plants a stale read and a lost update in that history. With several
// servers, reads do not ask for anything either.
func (c *writersCmd) Run(term *terminal) error {
	if c.Servers == 0 {
		c.Servers = map[string]int{"bolt": 1, "postgres": 3}[c.Store]
	}
	if c.Servers < 0 || c.Servers > 1 && c.Store == "bolt" {
		return commandline.Usage(errors.New("a store in a file is open in one process at a time: --servers is for --store postgres"))
	}
	kinds := []string{staleRead, foundStale, foundLost}
	if c.Control { // what is planted shows soon
		c.Changes = min(c.Changes, 200)
		if c.Servers > 1 {
			kinds = append(kinds, notLinearizable)
		}
	}
	t, err := begin(term, c.common, "writers")
	if err != nil {
		return err
	}
	w := &crowd{trial: t, options: c, clock: time.Now()}
	took, err := w.run()
	return t.conclude(err, fmt.Sprintf("%d writers made %s change sets (%.0f a second), %s writes failed their If-Match, %d readers read %s times, %s answers asked to come again, %d entities linearizable by porcupine%s",
		c.Writers, humanize.Comma(w.acked.Load()), float64(w.acked.Load())/took.Seconds(), humanize.Comma(w.failed.Load()), c.Readers, humanize.Comma(w.reads.Load()), humanize.Comma(w.shed.Load()), c.Entities,
		c.with(", of %d servers", c.Servers)), kinds...)
}

func (w *crowd) run() (took time.Duration, err error) {
	keys := filepath.Join(w.dir, "keys.jsonl")
	if w.secret, err = w.createKey(keys, "chaos", "editor"); err != nil {
		return 0, err
	}
	store, err := w.newBacking(w.options.Store, w.dir, false)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, store.end()) }()
	for range w.options.Servers {
		s, err := w.startServer("--store", store.dsn(), "--keys", keys, "--log-level", "error")
		if err != nil {
			return 0, err
		}
		defer s.kill()
		w.servers = append(w.servers, s)
	}
	first, err := w.createEntities()
	if err != nil {
		return 0, err
	}
	begin := time.Now()
	if err := w.together(); err != nil {
		return 0, err
	}
	took = time.Since(begin)
	w.say("%d change sets and %d reads in %s; checking", w.acked.Load(), w.reads.Load(), took.Round(time.Millisecond))
	if err := w.countChanges(first); err != nil {
		return 0, err
	}
	for _, s := range w.servers {
		if err := s.stop(); err != nil {
			w.wrong(unexpected, "%v", err)
		}
	}
	w.lookForRaces(w.servers[0])
	store.examine()
	w.checkHistory()
	return took, nil
}

// base is the address of a client's server.
func (w *crowd) base(client int) string { return w.servers[client%len(w.servers)].base }

func entityName(n int) string { return fmt.Sprintf("chaos-shared-%d", n) }

// createEntities makes what all work on, and answers the number of the last
// change set of it.
func (w *crowd) createEntities() (last uint64, err error) {
	c := newClient(w.base(0), w.secret)
	defer c.close()
	for n := range w.options.Entities {
		a, err := c.ask(w.ctx, "POST", "/v1/entities", encode(map[string]any{"id": entityName(n), "type": "Corridor", "name": map[string]string{"en": beginning}, "status": "planned", "basis": "stated", "references": evidence}))
		if err != nil {
			return 0, err
		}
		if a.status != 201 {
			return 0, fmt.Errorf("POST /v1/entities: %d %s", a.status, a.body)
		}
		w.hear(a)
		last = a.change()
	}
	return last, nil
}

// longestSilence is after how long without any answer nothing moves any more.
const longestSilence = 45 * time.Second

// together runs all clients until the writers are done.
func (w *crowd) together() error {
	ctx, cancel := context.WithCancelCause(w.ctx)
	defer cancel(nil)
	var writing, reading sync.WaitGroup
	stopReading := make(chan struct{})
	for i := range w.options.Writers {
		writing.Go(func() { w.write(ctx, i) })
	}
	for i := range w.options.Readers {
		reading.Go(func() { w.read(ctx, w.options.Writers+i, stopReading) })
	}
	done, died := make(chan struct{}), make(chan *server, len(w.servers))
	for _, s := range w.servers {
		go func() { <-s.ended; died <- s }()
	}
	go func() { writing.Wait(); close(stopReading); reading.Wait(); close(done) }()
	seen, since, told := int64(-1), time.Now(), time.Now()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return w.ctx.Err()
		case s := <-died:
			cancel(errors.New("the server died"))
			<-done
			return fmt.Errorf("the server died: %w: %s", s.err, s.logTail())
		case <-tick.C:
			if now := w.acked.Load() + w.reads.Load() + w.failed.Load(); now != seen {
				seen, since = now, time.Now()
			}
			if time.Since(told) > 30*time.Second {
				told = time.Now()
				w.say("%d change sets, %d reads", w.acked.Load(), w.reads.Load())
			}
			if time.Since(since) > longestSilence {
				w.wrong(deadlock, "nothing was answered for %s", longestSilence)
				for _, s := range w.servers {
					_ = s.cmd.Process.Signal(syscall.SIGQUIT) // their log tells in what they hang
				}
				cancel(errors.New("nothing moves"))
				<-done
				return errors.New("nothing moves: " + w.servers[0].logTail())
			}
		}
	}
}

// countChanges compares how many change sets there are with how many were
// acknowledged.
func (w *crowd) countChanges(first uint64) error {
	c := newClient(w.base(0), w.secret)
	defer c.close()
	var page struct{ Meta struct{ Last uint64 } }
	if err := c.get(w.ctx, fmt.Sprintf("/v1/changes?since=%d&limit=1", first), &page); err != nil {
		return err
	}
	if n := page.Meta.Last - first; n != uint64(w.acked.Load()) {
		w.wrong(miscounted, "there are %d, and %d were acknowledged", n, w.acked.Load())
	}
	return nil
}

// lookForRaces reads the server's log.
func (w *crowd) lookForRaces(s *server) {
	if log := s.wholeLog(); strings.Contains(log, "WARNING: DATA RACE") {
		w.wrong(dataRace, "%.4000s", log)
	}
}
