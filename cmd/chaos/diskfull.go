package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/dustin/go-humanize"
)

type diskfullCmd struct {
	common
	Rounds  int `default:"25" help:"How often the disk is filled."`
	Writers int `default:"4" help:"Clients that write at once."`
	Size    int `default:"64" placeholder:"MIB" help:"Size of the disk; a store and a copy of it must fit."`
}

// The kinds of violations that only a full disk shows.
const (
	notRefused  = "write or backup that was not refused with 507"
	notRead     = "question not answered on a full disk"
	leftover    = "file left by work that failed"
	notRecovers = "write or backup refused when there was room again"
	died        = "server that died"
)

// filler is a trial of diskfull.
type filler struct {
	*trial
	*load
	small, store, keys, adminFile string
	admin                         string // its secret
	export                        string // a file that a snapshot can be built of
	server                        *server
	backups                       int
	before                        []byte // the store, for the control
}

// Run fills the disk of a store, a small file system in memory, while it is
// written to, and makes room again.
//
// The control fills nothing and, at the end, puts the store back as it was at the
// beginning.
func (c *diskfullCmd) Run(term *terminal) error {
	if err := ownMounts(); err != nil {
		return err
	}
	if c.Control { // what is planted shows soon
		c.Rounds = min(c.Rounds, 2)
	}
	t, err := begin(term, c.common, "diskfull")
	if err != nil {
		return err
	}
	f := &filler{trial: t, keys: filepath.Join(t.dir, "keys.jsonl"), adminFile: filepath.Join(t.dir, "admin.key"), small: filepath.Join(t.dir, "small"), export: filepath.Join(t.dir, "export.nq")}
	f.store = filepath.Join(f.small, "store.bolt")
	err = f.run(c)
	refused := int64(0)
	if f.load != nil {
		refused = f.refused.Load()
	}
	return t.conclude(err, fmt.Sprintf("a disk filled %s times, %s writes acknowledged and %s refused with 507, %s backups and snapshots refused", humanize.Comma(int64(c.Rounds)),
		humanize.Comma(f.acknowledged()), humanize.Comma(refused), humanize.Comma(int64(f.backups))), notRefused, lostWrite)
}

func (f *filler) run(c *diskfullCmd) (err error) {
	if err := os.Mkdir(f.small, 0o700); err != nil {
		return err
	}
	if err := mountSmall(f.small, c.Size<<20); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unmountSmall(f.small)) }()
	secret, err := f.createKey(f.keys, "chaos", "editor")
	if err != nil {
		return err
	}
	if f.admin, err = f.createKey(f.keys, "admin", "admin"); err != nil {
		return err
	}
	if err := os.WriteFile(f.adminFile, []byte(f.admin), 0o600); err != nil {
		return err
	}
	if _, err := f.innograph("export", "-o", "nquads", "-f", f.export); err != nil {
		return err
	}
	f.load = newLoad(f.trial, c.Writers, secret)
	if err := f.start(); err != nil {
		return err
	}
	defer func() { f.server.kill() }()
	random := f.random(1)
	for n := range c.Rounds {
		if f.before == nil && f.Control {
			if f.before, err = os.ReadFile(f.store); err != nil {
				return err
			}
		}
		if err := f.round(random, n); err != nil {
			return err
		}
	}
	return f.finish()
}

func (f *filler) start() (err error) {
	if f.server, err = f.startServer("--store", "bolt:"+f.store, "--keys", f.keys, "--log-level", "error"); err != nil {
		f.wrong(notOpened, "%v", err)
	}
	return err
}

// round writes, fills the disk meanwhile, looks at what is answered then, makes
// room and goes on. Every third time the server is started again on the full
// disk.
func (f *filler) round(random *rand.Rand, n int) error {
	if err := f.check(f.ctx, f.server.base); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(f.ctx, 20*time.Second)
	defer cancel()
	before := f.refused.Load()
	done := make(chan struct{})
	go func() { f.load.run(ctx, f.server.base); close(done) }()
	time.Sleep(time.Duration(random.IntN(200)) * time.Millisecond)
	if !f.Control {
		if err := f.fill(int64(random.IntN(64 << 10))); err != nil {
			return err
		}
	} else {
		time.AfterFunc(time.Second, cancel)
	}
	<-done // every writer was refused
	if f.refused.Load()-before < int64(len(f.writers)) {
		f.wrong(notRefused, "%d of %d writers were refused", f.refused.Load()-before, len(f.writers))
	}
	if !f.server.alive() {
		f.wrong(died, "%s", f.server.logTail())
		return errors.New("the server died")
	}
	if !f.Control {
		if err := f.whileFull(n); err != nil {
			return err
		}
	}
	if err := os.Remove(f.ballast()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return f.recovers()
}

func (f *filler) ballast() string { return filepath.Join(f.small, "ballast") }

// fill leaves so many bytes of the disk.
func (f *filler) fill(leave int64) error {
	file, err := os.Create(f.ballast())
	if err != nil {
		return err
	}
	defer file.Close()
	block := make([]byte, 4096)
	for {
		if _, err := file.Write(block); errors.Is(err, syscall.ENOSPC) {
			break
		} else if err != nil {
			return err
		}
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	return file.Truncate(max(0, info.Size()-leave))
}

// whileFull asks for all that needs no room and all that does.
func (f *filler) whileFull(n int) error {
	if err := f.fillUp(); err != nil {
		return err
	}
	if err := f.check(f.ctx, f.server.base); err != nil { // reads, and repeats what was acknowledged
		f.wrong(notRead, "%v", err)
	}
	f.reads()
	names, err := f.files()
	if err != nil {
		return err
	}
	f.refuses()
	if n%3 == 2 {
		if err := f.server.stop(); err != nil {
			f.wrong(died, "%v", err)
		}
		if err := f.start(); err != nil {
			return err
		}
		f.reads()
	}
	after, err := f.files()
	if err != nil {
		return err
	}
	if !slices.Equal(names, after) {
		f.wrong(leftover, "before: %v, now: %v", names, after)
	}
	return nil
}

// fillUp takes what is left of the disk.
func (f *filler) fillUp() error {
	file, err := os.OpenFile(f.ballast(), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	for {
		if _, err := file.Write(make([]byte, 4096)); errors.Is(err, syscall.ENOSPC) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// files are those on the disk. Locks and the like may come and go.
func (f *filler) files() (names []string, err error) {
	list, err := os.ReadDir(f.small)
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names, err
}

// reads asks questions of every sort.
func (f *filler) reads() {
	c := newClient(f.server.base, "")
	defer c.close()
	for _, path := range []string{"/healthz", "/readyz", "/v1/entities/hangzhou", "/v1/entities/hangzhou/neighborhood?depth=2", "/v1/search?q=hangzhou", "/v1/changes?since=0", "/v1/entities/hangzhou/history", "/v1/export?format=nquads"} {
		a, err := c.ask(f.ctx, http.MethodGet, path, nil)
		if err != nil {
			f.wrong(notRead, "GET %s: %v", path, err)
		} else if a.status != http.StatusOK {
			f.wrong(notRead, "GET %s: %d %.300s", path, a.status, a.body)
		}
	}
}

// refuses asks for backups and a snapshot, which have no room.
func (f *filler) refuses() {
	c := newClient(f.server.base, f.admin)
	defer c.close()
	f.backups += 3
	a, err := c.ask(f.ctx, http.MethodGet, "/v1/backup", nil)
	switch {
	case err != nil:
		f.wrong(notRefused, "backup: %v", err)
	case a.status != http.StatusInsufficientStorage || a.header.Get("Content-Type") != "application/problem+json":
		f.wrong(notRefused, "backup: %d %.300s", a.status, a.body)
	}
	for name, args := range map[string][]string{
		"backup.bolt": {"backup", "--url", f.server.base, "--key-file", f.adminFile, "-o"}, "graph.snap": {"build", f.export, "-o"},
	} {
		if _, err := f.innograph(append(args, filepath.Join(f.small, name))...); err == nil || !strings.Contains(err.Error(), syscall.ENOSPC.Error()) && !strings.Contains(err.Error(), "507") {
			f.wrong(notRefused, "%s: %v", name, err)
		}
	}
}

// recovers writes and backs up when there is room again, in the same process.
func (f *filler) recovers() error {
	before, refused := f.acked.Load(), f.refused.Load()
	ctx, cancel := context.WithTimeout(f.ctx, 300*time.Millisecond)
	defer cancel()
	f.load.run(ctx, f.server.base)
	if f.refused.Load() != refused || f.acked.Load() == before {
		f.wrong(notRecovers, "%d writes were acknowledged and %d refused", f.acked.Load()-before, f.refused.Load()-refused)
	}
	c := newClient(f.server.base, f.admin)
	defer c.close()
	a, err := c.ask(f.ctx, http.MethodGet, "/v1/backup", nil)
	if err != nil {
		f.wrong(notRecovers, "backup: %v", err)
	} else if a.status != http.StatusOK {
		f.wrong(notRecovers, "backup: %d %.300s", a.status, a.body)
	}
	return f.ctx.Err()
}

// finish looks at all of the store, when no more is written to it.
func (f *filler) finish() error {
	if err := f.check(f.ctx, f.server.base); err != nil {
		return err
	}
	if err := f.server.stop(); err != nil {
		f.wrong(died, "%v", err)
	}
	f.doctor(f.store)
	if f.Control {
		if err := os.WriteFile(f.store, f.before, 0o600); err != nil {
			return err
		}
	}
	copied := filepath.Join(f.dir, "store.bolt")
	from, err := os.Open(f.store)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.Create(copied)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		return err
	}
	return errors.Join(to.Close(), f.checkStore(f.ctx, copied))
}
