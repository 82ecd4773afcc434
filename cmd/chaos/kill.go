package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
)

type killCmd struct {
	common
	Cycles  int `default:"1000" help:"How often the server is killed."`
	Writers int `default:"4" help:"Clients that write at once."`
	Fresh   int `default:"100" help:"Cycles after which a new store is begun: a journal grows for ever."`
}

// killer is a trial of kill.
type killer struct {
	*trial
	killCmd
	*load
	store, keys string
	starts      int // that were killed before they listened
}

// Run kills a server again and again.
//
// The control puts back, after each kill, the store as it was before the load:
// what a server leaves that acknowledges before it writes. At the end it damages a
// page of the store.
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
		err = k.cycles()
	}
	return t.conclude(err, fmt.Sprintf("%s kills (%s of them while starting), %s acknowledged writes", humanize.Comma(int64(c.Cycles)), humanize.Comma(int64(k.starts)), humanize.Comma(k.acknowledged())),
		lostWrite, lostStatement, badReplay, unhealthy)
}

func (l *load) acknowledged() int64 {
	if l == nil {
		return 0
	}
	return l.acked.Load()
}

func (k *killer) cycles() error {
	random := k.random(1)
	for n := range k.Cycles {
		if n%k.Fresh == 0 {
			if err := k.finish(); err != nil {
				return err
			}
			k.store = filepath.Join(k.dir, fmt.Sprintf("store-%d.bolt", n/k.Fresh))
			k.fresh()
		}
		if n%50 == 49 {
			k.say("%d kills, %d acknowledged writes", n+1, k.acknowledged())
		}
		if random.IntN(8) == 0 {
			if err := k.killStart(time.Duration(random.IntN(400)) * time.Millisecond); err != nil {
				return err
			}
		}
		if err := k.cycle(time.Duration(10+random.IntN(390)) * time.Millisecond); err != nil {
			return err
		}
	}
	return k.finish()
}

// serve starts the server on the store.
func (k *killer) serve() (*server, error) {
	return k.startServer("--store", "bolt:"+k.store, "--keys", k.keys, "--log-level", "error")
}

// killStart kills a server while it opens the store.
func (k *killer) killStart(after time.Duration) error {
	s, listens, err := k.launchServer(nil, "--store", "bolt:"+k.store, "--keys", k.keys, "--log-level", "error")
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
func (k *killer) cycle(after time.Duration) error {
	s, err := k.serve()
	if err != nil {
		k.wrong(notOpened, "%v", err)
		return err
	}
	if err := k.check(k.ctx, s.base); err != nil {
		s.kill()
		return err
	}
	before, err := k.copyForControl()
	if err != nil {
		s.kill()
		return err
	}
	ctx, cancel := context.WithTimeout(k.ctx, after)
	done := make(chan struct{})
	go func() { k.run(k.ctx, s.base); close(done) }()
	<-ctx.Done()
	cancel()
	s.kill()
	<-done // every writer meets an error
	if before != nil {
		if err := os.WriteFile(k.store, before, 0o600); err != nil {
			return err
		}
	}
	k.examine()
	return k.ctx.Err()
}

func (k *killer) copyForControl() ([]byte, error) {
	if !k.trial.Control {
		return nil, nil
	}
	return os.ReadFile(k.store)
}

// examine lets the doctor see the store, once there is one.
func (k *killer) examine() {
	if _, err := os.Stat(k.store); err == nil {
		k.doctor(k.store)
	}
}

// finish looks at all of a store, when no more is written to it.
func (k *killer) finish() error {
	if k.store == "" {
		return nil
	}
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
	if err := k.checkStore(k.ctx, k.store); err != nil || !k.trial.Control {
		return err
	}
	if err := damagePage(k.store); err != nil {
		return err
	}
	k.examine()
	return nil
}

// damagePage overwrites a page in the middle of a file.
func damagePage(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	// Pages that are free are not looked at, so a row of them is overwritten.
	for at := info.Size() / 4; at < info.Size()/2; at += 4096 {
		if _, err := f.WriteAt([]byte("damaged by chaos"), at); err != nil {
			return err
		}
	}
	return nil
}
