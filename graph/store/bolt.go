package store

import (
	"context"
	"errors"
	"iter"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// bolt is the row that is kept in one bbolt file.
//
// Reading is one cursor over Cayley's log in a read transaction of bbolt, beside
// any number of other readers and the writer. Writing goes through Cayley.
type bolt struct {
	gate
	path   string
	db     *bbolt.DB
	file   *os.File // of db
	write  lock
	broken atomic.Pointer[graph.Error] // set for good when the file can no longer be trusted

	step func(name string) error // for tests: called between the steps of a change
}

// boltOptions are what tests set differently.
type boltOptions struct {
	// spareMap is how much of the address space is mapped beyond the end of the
	// file, in bytes. bbolt can grow the map only while nobody reads, so a loop
	// over Statements that changes the store would wait for itself when the file
	// outgrows the map.
	spareMap int64
	// lockWait is how long another process may take to let go of the file.
	lockWait time.Duration
}

// allocSize is by how much a file grows at once, in bytes. bbolt's own 16 MiB
// would be most of the file of a usual store.
const allocSize = 1 << 20

var defaultBoltOptions = boltOptions{spareMap: spareMap(), lockWait: time.Second}

// spareMap is far above what a store grows by while it is open.
func spareMap() int64 {
	switch {
	case runtime.GOOS == "windows":
		return 256 << 20 // the file is made as large as the map there
	case strconv.IntSize == 32:
		return 512 << 20
	}
	return 4 << 30
}

// Statements implements [graph.Store].
func (b *bolt) Statements(ctx context.Context) iter.Seq2[graph.Statement, error] {
	return stream(ctx, &b.gate, func() (reader, error) {
		if e := b.broken.Load(); e != nil {
			return nil, e
		}
		return newBoltReader(b.db)
	}, b.explain)
}

// explain makes an error that a caller can read.
func (b *bolt) explain(err error) error {
	if e := (*graph.Error)(nil); errors.As(err, &e) {
		return err
	}
	return damaged(b.path, err)
}

// Apply implements [graph.Store].
func (b *bolt) Apply(ctx context.Context, d graph.Delta) error {
	return b.change(ctx, planOf(d))
}

// Commit implements [graph.Journal].
func (b *bolt) Commit(ctx context.Context, sets ...*graph.ChangeSet) error {
	return b.change(ctx, plansOf(sets))
}

// CommitAfter implements [graph.Journal].
func (b *bolt) CommitAfter(ctx context.Context, after graph.State, sets ...*graph.ChangeSet) error {
	return b.change(ctx, plansAfter(after, sets))
}

// change makes changes, all or none of them.
func (b *bolt) change(ctx context.Context, plan func(context.Context) (plan, error)) error {
	if err := b.enter(); err != nil {
		return err
	}
	defer b.leave()
	p, err := plan(ctx)
	if err != nil {
		return err
	}
	if err := b.write.acquire(ctx); err != nil {
		return err
	}
	defer b.write.release()
	if e := b.broken.Load(); e != nil {
		return e
	}
	err = guard(func() error { return b.apply(ctx, p) })
	switch p := (*panicError)(nil); {
	case err == nil:
		return nil
	case errors.As(err, &p):
		e := damaged(b.path, err)
		b.broken.Store(e)
		return e
	case ctx.Err() != nil && errors.Is(err, ctx.Err()), errors.Is(err, graph.ErrBehind):
		return err
	}
	return b.explainWrite(err)
}

// explainWrite is explain for a change that was rolled back.
func (b *bolt) explainWrite(err error) error {
	if e := (*graph.Error)(nil); errors.As(err, &e) {
		return err
	}
	e := unavailable(err, "nothing of the change was written to the store %s: %v", b.path, err)
	if diskFull(err) {
		e.Kind = graph.NoSpace
	}
	return e
}

// diskFull reports whether a file could not grow for want of room. bbolt keeps
// only the text of some errors.
func diskFull(err error) bool {
	for _, full := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT} {
		if errors.Is(err, full) || strings.Contains(err.Error(), full.Error()) {
			return true
		}
	}
	return false
}

// Close implements [graph.Store].
func (b *bolt) Close() error {
	if err := b.close(); err != nil {
		return err
	}
	if b.broken.Load() != nil {
		// A panic may have left locks inside bbolt taken, and it would wait for
		// them.
		return abandon(b.file)
	}
	if err := guard(b.db.Close); err != nil {
		return unavailable(err, "close the store %s: %v", b.path, err)
	}
	return nil
}

// damaged makes the error for a file that does not hold what it should.
func damaged(path string, err error) *graph.Error {
	if p := (*panicError)(nil); errors.As(err, &p) {
		return unavailable(err, "the store %s is damaged: %v", path, p.value)
	}
	return unavailable(err, "the store %s is damaged: %v", path, err)
}
