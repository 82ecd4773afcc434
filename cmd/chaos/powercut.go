package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
)

type powercutCmd struct {
	common
	Cuts    int `default:"100" help:"How often the power is cut."`
	Writers int `default:"4" help:"Clients that write at once."`
	Size    int `default:"96" placeholder:"MIB" help:"Size of the disk."`
}

// unsyncedCmd becomes another program, without fsync: the control of powercut.
type unsyncedCmd struct {
	Args []string `arg:"" passthrough:"" help:"The program and its arguments."`
}

// unsynced is the name of that command.
const unsynced = "unsynced"

// Run does not return unless it fails.
func (c *unsyncedCmd) Run() error { return execUnsynced(c.Args) }

// cutter is a trial of powercut.
type cutter struct {
	*trial
	*load
	keys    string
	wrapper []string
	image   []byte // what the last cut left
	writes  int    // that the disks saw
	flushes int
	cuts    int
}

// Run lets a server write to ext4 on a disk that loses what was not flushed, and
// cuts its power again and again. What the cut leaves is mounted, looked at and
// written to further.
//
// The control is the same server without fsync.
func (c *powercutCmd) Run(term *terminal) error {
	if err := ownMounts(); err != nil {
		return err
	}
	t, err := begin(term, c.common, "powercut")
	if err != nil {
		return err
	}
	cut := &cutter{trial: t, keys: filepath.Join(t.dir, "keys.jsonl")}
	err = cut.run(c)
	return t.conclude(err, fmt.Sprintf("%s power cuts, %s acknowledged writes, %s writes and %s flushes of the disk", humanize.Comma(int64(cut.cuts)),
		humanize.Comma(cut.acknowledged()), humanize.Comma(int64(cut.writes)), humanize.Comma(int64(cut.flushes))), lostWrite)
}

func (c *cutter) run(options *powercutCmd) error {
	if c.Control {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		c.wrapper = []string{self, unsynced}
	}
	secret, err := c.createKey(c.keys, "chaos", "editor")
	if err != nil {
		return err
	}
	c.load = newLoad(c.trial, options.Writers, secret)
	if c.image, err = newImage(c.dir, options.Size<<20); err != nil {
		return err
	}
	random := c.random(1)
	for n := range options.Cuts {
		if n%10 == 9 {
			c.say("%d cuts, %d acknowledged writes", n+1, c.acknowledged())
		}
		if err := c.cycle(random, time.Duration(20+random.IntN(580))*time.Millisecond); err != nil {
			return err
		}
		if c.Control && c.count(lostWrite) > 0 {
			return nil // what is found further follows from that
		}
	}
	return c.finish()
}

// mounted mounts what the last cut left for as long as use takes.
func (c *cutter) mounted(use func(v *volume, store string) error) (err error) {
	v, err := mountVolume(c.dir, newDisk(c.image))
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, v.unmount())
		writes, flushes := v.count()
		c.writes, c.flushes = c.writes+writes, c.flushes+flushes
	}()
	return use(v, filepath.Join(v.dir, "store.bolt"))
}

// cycle looks at what the last cut left, lets the writers write, and cuts the
// power.
func (c *cutter) cycle(random *rand.Rand, after time.Duration) error {
	return c.mounted(func(v *volume, store string) error {
		if _, err := os.Stat(store); err == nil {
			c.doctor(store)
		}
		s, err := c.startServerBy(c.wrapper, "--store", "bolt:"+store, "--keys", c.keys, "--log-level", "error")
		if err != nil {
			c.wrong(notOpened, "%v", err)
			return c.unlessControl(err)
		}
		defer s.kill()
		if err := c.check(c.ctx, s.base); err != nil {
			return err
		}
		done := make(chan struct{})
		go func() { c.load.run(c.ctx, s.base); close(done) }()
		select {
		case <-time.After(after):
		case <-c.ctx.Done():
		}
		// What is answered from now on may come too late.
		c.frozen.Store(true)
		c.image = v.cut(random)
		c.cuts++
		s.kill()
		<-done
		c.frozen.Store(false)
		return c.ctx.Err()
	})
}

// unlessControl ends a trial where a store does not open, but not its control,
// which began it.
func (c *cutter) unlessControl(err error) error {
	if c.Control {
		return nil
	}
	return err
}

// finish looks at all of the store, when no more is written to it. It is copied
// first: this process is the disk, and a page of it that is waited for here would
// be waited for in vain.
func (c *cutter) finish() error {
	copied := filepath.Join(c.dir, "store.bolt")
	err := c.mounted(func(_ *volume, store string) error {
		s, err := c.startServer("--store", "bolt:"+store, "--keys", c.keys, "--log-level", "error")
		if err != nil {
			c.wrong(notOpened, "%v", err)
			return err
		}
		if err := c.check(c.ctx, s.base); err != nil {
			s.kill()
			return err
		}
		if err := s.stop(); err != nil {
			return err
		}
		data, err := os.ReadFile(store)
		if err != nil {
			return err
		}
		return os.WriteFile(copied, data, 0o600)
	})
	if err != nil {
		return err
	}
	c.doctor(copied)
	return c.checkStore(c.ctx, copied)
}
