package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
)

type killCmd struct {
	common
	storeFlag
	Cycles  int `default:"1000" help:"How often the server is killed."`
	Writers int `default:"4" help:"Clients that write at once."`
	Fresh   int `default:"100" help:"Cycles after which a new store is begun: a journal grows for ever."`
}

// killer is a trial of kill.
type killer struct {
	*trial
	killCmd
	*load
	backing
	keys    string
	starts  int // that were killed before they listened
	kills   int // of others
	crashes int // of the cluster
}

// Run kills a server again and again, and where its statements are in PostgreSQL
// all processes of that too, every second time.
//
// The control puts back, after each kill, the store as it was before the load:
// what a server leaves that acknowledges before it writes. PostgreSQL itself does
// that when it is told to. At the end the control damages the store.
func (c *killCmd) Run(term *terminal) error {
	if c.Control { // what is planted shows soon
		c.Cycles = min(c.Cycles, 3)
	}
	t, err := begin(term, c.common, "kill")
	if err != nil {
		return err
	}
	k := &killer{trial: t, killCmd: *c, keys: filepath.Join(t.dir, "keys.jsonl")}
	secret, err := t.createKey(k.keys, "chaos", "editor")
	if err == nil {
		k.load = newLoad(t, c.Writers, secret)
		k.away = c.Store == "postgres"
		err = k.run()
	}
	return t.conclude(err, fmt.Sprintf("%s kills (%s of them while starting)%s, %s acknowledged writes", humanize.Comma(int64(c.Cycles)), humanize.Comma(int64(k.starts)),
		c.with(", %d of them with all of PostgreSQL", k.crashes), humanize.Comma(k.acknowledged())),
		lostWrite, lostStatement, badReplay, unhealthy)
}

func (l *load) acknowledged() int64 {
	if l == nil {
		return 0
	}
	return l.acked.Load()
}

func (k *killer) run() (err error) {
	if k.backing, err = k.newBacking(k.Store, k.dir, k.trial.Control); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.end()) }()
	return k.cycles()
}

func (k *killer) cycles() error {
	random := k.random(1)
	for n := range k.Cycles {
		if n > 0 && n%k.Fresh == 0 {
			if err := k.finish(); err != nil {
				return err
			}
			if err := k.backing.fresh(); err != nil {
				return err
			}
			k.load.fresh()
		}
		if n%50 == 49 {
			k.say("%d kills, %d acknowledged writes", n+1, k.acknowledged())
		}
		if random.IntN(8) == 0 {
			if err := k.killStart(time.Duration(random.IntN(400)) * time.Millisecond); err != nil {
				return err
			}
		}
		if err := k.cycle(random, time.Duration(10+random.IntN(390))*time.Millisecond); err != nil {
			return err
		}
	}
	return k.finish()
}

// serve starts the server on the store.
func (k *killer) serve() (*server, error) {
	return k.startServer("--store", k.dsn(), "--keys", k.keys, "--log-level", "error")
}

// killStart kills a server while it opens the store.
func (k *killer) killStart(after time.Duration) error {
	s, listens, err := k.launchServer(nil, "--store", k.dsn(), "--keys", k.keys, "--log-level", "error")
	if err != nil {
		return err
	}
	select {
	case <-listens:
	case <-time.After(after):
		k.starts++
	}
	s.kill()
	k.examine()
	return nil
}

// cycle lets the writers write, kills the server, and looks at what is left.
func (k *killer) cycle(random *rand.Rand, after time.Duration) error {
	s, err := k.serve()
	if err != nil {
		k.wrong(notOpened, "%v", err)
		return err
	}
	if err := k.check(k.ctx, s.base); err != nil {
		s.kill()
		return err
	}
	putBack := func() error { return nil }
	if k.trial.Control {
		if putBack, err = k.keep(); err != nil {
			s.kill()
			return err
		}
	}
	ctx, cancel := context.WithTimeout(k.ctx, after)
	done := make(chan struct{})
	go func() { k.load.run(k.ctx, s.base); close(done) }()
	<-ctx.Done()
	cancel()
	err = k.kill(random, s)
	<-done // every writer meets an error
	if err := errors.Join(err, putBack(), k.revive()); err != nil {
		return err
	}
	k.examine()
	return k.ctx.Err()
}

// kill ends the server, and every second time what keeps its statements: before it
// or after it. In the control that always goes first, or it would write what is
// left while the server ends.
func (k *killer) kill(random *rand.Rand, s *server) error {
	k.kills++
	if k.Store == "bolt" || !k.trial.Control && k.kills%2 == 1 {
		s.kill()
		return nil
	}
	k.crashes++
	if !k.trial.Control && k.kills%4 == 0 {
		s.kill()
		return k.crash()
	}
	err := k.crash()
	time.Sleep(time.Duration(random.IntN(100)) * time.Millisecond)
	s.kill()
	return err
}

// finish looks at all of a store, when no more is written to it.
func (k *killer) finish() error {
	s, err := k.serve()
	if err != nil {
		k.wrong(notOpened, "%v", err)
		return err
	}
	if err := k.check(k.ctx, s.base); err != nil {
		s.kill()
		return err
	}
	if err := s.stop(); err != nil {
		return err
	}
	k.examine()
	if err := k.checkStore(k.ctx, k.dsn()); err != nil || !k.trial.Control {
		return err
	}
	if err := k.damage(); err != nil {
		return err
	}
	k.examine()
	return nil
}
