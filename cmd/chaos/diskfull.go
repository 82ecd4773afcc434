package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/innograph/innograph/graph/store/cluster"
)

type diskfullCmd struct {
	common
	storeFlag
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
	backing
	options         *diskfullCmd
	keys, adminFile string
	disks           []string // what is filled in turn: that of the data, and with PostgreSQL that of its log
	admin           string   // its secret
	export          string   // a file that a snapshot can be built of
	server          *server
	backups, ended  int
	putBack         func() error // for the control
}

// Run fills the disk of a store, a small file system in memory, while it is
// written to, and makes room again.
//
// PostgreSQL refuses what has no room for its data, and goes on. Without room for
// its log it crashes, and does not come up until there is some: then writes are
// answered 503, questions from memory, and what was acknowledged is there after
// all. Every second time it is that disk which is filled.
//
// The control fills nothing and, at the end, puts the store back as it was at the
// beginning; PostgreSQL loses the last writes, which it acknowledged before it
// wrote them.
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
	f := &filler{trial: t, options: c, keys: filepath.Join(t.dir, "keys.jsonl"), adminFile: filepath.Join(t.dir, "admin.key"), export: filepath.Join(t.dir, "export.nq"), disks: []string{filepath.Join(t.dir, "small")}}
	if c.Store == "postgres" {
		f.disks = append(f.disks, filepath.Join(t.dir, "small-log"))
	}
	err = f.run()
	refused, unknown := int64(0), int64(0)
	if f.load != nil {
		refused, unknown = f.refused.Load(), f.unknown.Load()
	}
	return t.conclude(err, fmt.Sprintf("a disk filled %s times%s, %s writes acknowledged and %s refused with 507%s, %s backups and snapshots refused", humanize.Comma(int64(c.Rounds)),
		c.with(", PostgreSQL started again %d times", f.ended), humanize.Comma(f.acknowledged()), humanize.Comma(refused), c.with(" and %d with 503", unknown), humanize.Comma(int64(f.backups))), notRefused, lostWrite)
}

func (f *filler) run() (err error) {
	for i, disk := range f.disks {
		if err := os.Mkdir(disk, 0o711); err != nil {
			return err
		}
		if err := mountSmall(disk, f.options.Size<<20>>(2*i)); err != nil { // the log takes less
			return err
		}
		defer func() { err = errors.Join(err, unmountSmall(disk)) }()
	}
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
	f.load = newLoad(f.trial, f.options.Writers, secret)
	f.away = f.postgres()
	if f.backing, err = f.newBacking(f.options.Store, f.disks[0], f.Control, f.apart); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.end()) }()
	if err := f.start(); err != nil {
		return err
	}
	defer func() { f.server.kill() }()
	random := f.random(1)
	for n := range f.options.Rounds {
		if f.putBack == nil && f.Control {
			if f.putBack, err = f.keep(); err != nil {
				return err
			}
		}
		if err := f.round(random, n); err != nil {
			return err
		}
	}
	return f.finish()
}

func (f *filler) postgres() bool { return f.options.Store == "postgres" }

// apart gives the log of a cluster a disk of its own, in small pieces, none of
// which is kept for later.
func (f *filler) apart(o *cluster.Options) {
	o.WAL = filepath.Join(f.disks[1], "log")
	o.Initdb = append(o.Initdb, "--wal-segsize=1")
	o.Settings = append(o.Settings, "min_wal_size=2MB", "max_wal_size=4MB", "wal_recycle=off", "shared_buffers=16MB")
}

func (f *filler) start() (err error) {
	if f.server, err = f.startServer("--store", f.dsn(), "--keys", f.keys, "--log-level", "error"); err != nil {
		f.wrong(notOpened, "%v", err)
	}
	return err
}

// longestFilling is how long a disk may take what is still written to it.
const longestFilling = 40 * time.Second

// round writes, fills a disk meanwhile, looks at what is answered then, makes room
// and goes on. Every third time the server is started again on the full disk.
func (f *filler) round(random *rand.Rand, n int) error {
	if err := f.check(f.ctx, f.server.base); err != nil {
		return err
	}
	disk := n % len(f.disks)
	ballast := filepath.Join(f.disks[disk], "ballast")
	ctx, cancel := context.WithTimeout(f.ctx, longestFilling)
	defer cancel()
	before := f.refused.Load()
	var err error
	done := make(chan struct{})
	go func() { f.load.run(ctx, f.server.base); close(done) }()
	time.Sleep(time.Duration(random.IntN(200)) * time.Millisecond)
	if !f.Control {
		if err := fill(ballast, int64(random.IntN(64<<10))); err != nil {
			return err
		}
	} else {
		time.AfterFunc(time.Second, cancel)
	}
	if disk == 1 && !f.Control {
		err = f.withoutLog(ballast, done, n%4 == 1)
		cancel()
		if <-done; err != nil {
			return err
		}
	} else if <-done; f.refused.Load()-before < int64(len(f.writers)) {
		f.wrong(notRefused, "%d of %d writers were refused", f.refused.Load()-before, len(f.writers))
	}
	if !f.server.alive() {
		f.wrong(died, "%s", f.server.logTail())
		return errors.New("the server died")
	}
	if disk == 0 && !f.Control {
		if err := f.whileFull(ballast, n); err != nil {
			return err
		}
	}
	if err := f.makeRoom(ballast); err != nil {
		return err
	}
	if err := f.check(f.ctx, f.server.base); err != nil { // writes of unknown outcome too
		return err
	}
	return f.recovers()
}

// withoutLog keeps the disk of PostgreSQL's log full until PostgreSQL has ended,
// and where there is no hurry until every writer was refused: those whose commit was
// under way wait for half a minute. Where there is, they are in time to hear how
// that went.
func (f *filler) withoutLog(ballast string, done chan struct{}, hurry bool) error {
	p := f.backing.(interface{ Running() bool })
	before, acked := f.unknown.Load()+f.refused.Load(), int64(0)
	refused := func() int64 { return f.unknown.Load() + f.refused.Load() - before }
	down := false
	for waiting := true; waiting; {
		select {
		case <-done:
			waiting = false
		case <-time.After(10 * time.Millisecond):
			// PostgreSQL gives back what it has no use for any more.
			if err := fillUp(ballast); err != nil {
				return err
			}
			if !down && !p.Running() {
				down, acked = true, f.acked.Load()
				f.reads(fromMemory)
			}
			waiting = !down || !hurry
		}
	}
	if !down && refused() == 0 || !hurry && refused() < int64(len(f.writers)) {
		f.wrong(notRefused, "%d of %d writers were refused", refused(), len(f.writers))
	}
	if n := f.acked.Load(); down && n != acked {
		f.wrong(notRefused, "%d writes were acknowledged while PostgreSQL was down", n-acked)
	}
	return f.makeRoom(ballast)
}

// makeRoom starts PostgreSQL, too, where that has ended, as its service manager
// does.
func (f *filler) makeRoom(ballast string) error {
	if err := os.Remove(ballast); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if p, ok := f.backing.(interface{ Running() bool }); ok && !p.Running() {
		f.ended++
	}
	return f.revive()
}

// fill makes a file that leaves so many bytes of its disk.
func fill(ballast string, leave int64) error {
	file, err := os.Create(ballast)
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
func (f *filler) whileFull(ballast string, n int) error {
	if err := fillUp(ballast); err != nil {
		return err
	}
	if err := f.check(f.ctx, f.server.base); err != nil { // reads, and repeats what was acknowledged
		f.wrong(notRead, "%v", err)
	}
	f.reads(fromMemory, fromJournal)
	names, err := f.files()
	if err != nil {
		return err
	}
	if !f.postgres() { // which is backed up otherwise
		f.refuses()
	}
	if n%3 == 2 {
		if err := f.server.stop(); err != nil {
			f.wrong(died, "%v", err)
		}
		if err := f.start(); err != nil {
			return err
		}
		f.reads(fromMemory, fromJournal)
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
func fillUp(ballast string) error {
	file, err := os.OpenFile(ballast, os.O_WRONLY|os.O_APPEND, 0)
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
	list, err := os.ReadDir(f.disks[0])
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names, err
}

// Questions of every sort, by what they are answered from.
var (
	fromMemory  = []string{"/healthz", "/v1/entities/hangzhou", "/v1/entities/hangzhou/neighborhood?depth=2", "/v1/search?q=hangzhou", "/v1/export?format=nquads"}
	fromJournal = []string{"/readyz", "/v1/changes?since=0", "/v1/entities/hangzhou/history"}
)

func (f *filler) reads(questions ...[]string) {
	c := newClient(f.server.base, "")
	defer c.close()
	for _, path := range slices.Concat(questions...) {
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
		if _, err := f.innograph(append(args, filepath.Join(f.disks[0], name))...); err == nil || !strings.Contains(err.Error(), syscall.ENOSPC.Error()) && !strings.Contains(err.Error(), "507") {
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
	if f.postgres() {
		return f.ctx.Err()
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

// finish looks at all of the store, when no more is written to it. The control goes
// back to its beginning, while it is still written to.
func (f *filler) finish() error {
	if f.Control {
		done := make(chan struct{})
		go func() { f.load.run(f.ctx, f.server.base); close(done) }()
		time.Sleep(500 * time.Millisecond)
		err := f.crash() // while it is written to, or PostgreSQL may have written just before
		f.server.kill()
		<-done
		if err := errors.Join(err, f.putBack()); err != nil {
			return err
		}
		return f.checkStore(f.ctx, f.dsn())
	}
	if err := f.check(f.ctx, f.server.base); err != nil {
		return err
	}
	if err := f.server.stop(); err != nil {
		f.wrong(died, "%v", err)
	}
	f.examine()
	if err := f.aside(); err != nil {
		return err
	}
	return f.checkStore(f.ctx, f.dsn())
}
