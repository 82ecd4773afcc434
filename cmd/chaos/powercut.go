package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/innograph/innograph/graph/store/cluster"
)

type powercutCmd struct {
	common
	storeFlag
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
	options *powercutCmd
	backing // nil before the first mount
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
// The control is the same server, or PostgreSQL, without fsync.
func (c *powercutCmd) Run(term *terminal) error {
	if err := ownMounts(); err != nil {
		return err
	}
	t, err := begin(term, c.common, "powercut")
	if err != nil {
		return err
	}
	cut := &cutter{trial: t, options: c, keys: filepath.Join(t.dir, "keys.jsonl")}
	err = cut.run()
	lost := lostWrite
	if cut.count(lostWrite) == 0 {
		lost = notOpened // then all is lost
	}
	return t.conclude(err, fmt.Sprintf("%s power cuts, %s acknowledged writes, %s writes and %s flushes of the disk", humanize.Comma(int64(cut.cuts)),
		humanize.Comma(cut.acknowledged()), humanize.Comma(int64(cut.writes)), humanize.Comma(int64(cut.flushes))), lost)
}

func (c *cutter) run() error {
	if c.Control && c.options.Store == "bolt" {
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
	c.load = newLoad(c.trial, c.options.Writers, secret)
	if c.image, err = newImage(c.dir, c.options.Size<<20); err != nil {
		return err
	}
	random := c.random(1)
	for n := range c.options.Cuts {
		if n%10 == 9 {
			c.say("%d cuts, %d acknowledged writes", n+1, c.acknowledged())
		}
		if err := c.cycle(random, time.Duration(20+random.IntN(580))*time.Millisecond); err != nil {
			return err
		}
		if c.Control && c.count(lostWrite)+c.count(notOpened) > 0 {
			return nil // what is found further follows from that
		}
	}
	return c.finish()
}

// mounted mounts what the last cut left for as long as use takes, with all that
// runs on it.
func (c *cutter) mounted(use func(v *volume) error) (err error) {
	v, err := mountVolume(c.dir, newDisk(c.image))
	if err != nil && c.Control && c.cuts > 0 {
		c.wrong(notOpened, "%v", err)
		return nil
	}
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, v.unmount())
		writes, flushes := v.count()
		c.writes, c.flushes = c.writes+writes, c.flushes+flushes
	}()
	if c.backing == nil {
		if c.backing, err = c.newBacking(c.options.Store, v.dir, false, c.small); err != nil {
			return err
		}
		if err := command("sync", "-f", v.dir); err != nil { // a new cluster without fsync is there, too
			return err
		}
	} else if err := c.revive(); err != nil {
		c.wrong(notOpened, "%v", err)
		return c.unlessControl(err)
	}
	return use(v)
}

// small makes a cluster fit on the disk, and the control one that never waits for
// it.
func (c *cutter) small(o *cluster.Options) {
	o.Initdb = append(o.Initdb, "--wal-segsize=1")
	o.Settings = append(o.Settings, "min_wal_size=2MB", "max_wal_size=8MB", "shared_buffers=16MB")
	if c.Control {
		o.Settings = append(o.Settings, "fsync=off")
	}
}

// cycle looks at what the last cut left, lets the writers write, and cuts the
// power.
func (c *cutter) cycle(random *rand.Rand, after time.Duration) error {
	return c.mounted(func(v *volume) (err error) {
		defer func() { err = errors.Join(err, c.crash()) }()
		c.examine()
		s, err := c.startServerBy(c.wrapper, "--store", c.dsn(), "--keys", c.keys, "--log-level", "error")
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

// finish looks at all of the store, when no more is written to it.
func (c *cutter) finish() error {
	return c.mounted(func(*volume) (err error) {
		defer func() { err = errors.Join(err, c.end()) }()
		s, err := c.startServer("--store", c.dsn(), "--keys", c.keys, "--log-level", "error")
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
		if err := c.aside(); err != nil {
			return err
		}
		c.examine()
		return c.checkStore(c.ctx, c.dsn())
	})
}
