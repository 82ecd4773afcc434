package store

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

var (
	_ graph.Backuper = (*bolt)(nil)
	_ graph.Backuper = (*memory)(nil)
)

// Backup implements [graph.Backuper]: it refuses.
func (m *memory) Backup(context.Context, io.Writer) error {
	return invalid("memory", nil, "a store in memory has no backup, since it is gone when its process ends; export what it holds instead")
}

// Backup implements [graph.Backuper]. What it writes is itself the file of a
// store, without the pages that are free in the one that it is a copy of.
//
// All is read in one transaction of bbolt, beside readers and the writer. The
// copy is made in a file beside the store, because bbolt writes no file from
// start to end; it has no name as soon as the system allows that.
func (b *bolt) Backup(ctx context.Context, w io.Writer) error {
	if err := b.enter(); err != nil {
		return err
	}
	defer b.leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	if e := b.broken.Load(); e != nil {
		return e
	}
	temp, err := createTemp(b.path, "backup")
	if err != nil {
		return notWritten(err, "no backup of the store %s was made: %v", b.path, err)
	}
	defer os.Remove(temp)
	to := &writer{w: w}
	err = guard(func() error {
		tx, err := b.db.Begin(false)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		return compactTo(ctx, temp, tx, to)
	})
	switch {
	case err == nil || to.err != nil:
		return to.err
	case ctx.Err() != nil:
		return ctx.Err()
	}
	if p := (*panicError)(nil); errors.As(err, &p) {
		return damaged(b.path, err)
	}
	return notWritten(err, "no backup of the store %s was made: %v", b.path, err)
}

// notWritten is unavailable for files that could not be written, perhaps because
// the disk is full.
func notWritten(cause error, format string, args ...any) *graph.Error {
	e := unavailable(cause, format, args...)
	if errors.Is(cause, syscall.ENOSPC) {
		e.Kind = graph.NoSpace
	}
	return e
}

// compactTo copies what a transaction sees to the file temp, which is empty, and
// that to w.
func compactTo(ctx context.Context, temp string, tx *bbolt.Tx, w io.Writer) (err error) {
	db, _, err := openBbolt(temp, bbolt.Options{NoSync: true})
	if err != nil {
		return err
	}
	open := true
	defer func() {
		if open {
			_ = db.Close()
		}
	}()
	f, err := os.Open(temp)
	if err != nil {
		return err
	}
	defer f.Close()
	_ = os.Remove(temp) // where an open file cannot be removed, the caller does it later
	if err := compact(ctx, db, tx, nil); err != nil {
		return err
	}
	pageSize := db.Info().PageSize
	open = false
	if err := db.Close(); err != nil {
		return err
	}
	size, err := trimmed(f, pageSize)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, io.NewSectionReader(contextReader{ctx, f}, 0, size))
	return err
}

// trimmed checks the pages of a file that was just made, and answers where the
// last of them ends. bbolt makes files larger than they need to be.
func trimmed(f *os.File, pageSize int) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	pages, err := newPageCheck(f, info.Size(), pageSize)
	if err != nil {
		return 0, err
	}
	return int64(pages.meta.end) * int64(pageSize), pages.run()
}

// createTemp makes an empty file beside path for the time of some work, and
// answers its name.
func createTemp(path, work string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+"."+work+"-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// writer keeps the error of a writer apart from others.
type writer struct {
	w   io.Writer
	err error
}

func (w *writer) Write(p []byte) (int, error) {
	n, err := w.w.Write(p)
	w.err = err
	return n, err
}

// contextReader reads as long as a context allows.
type contextReader struct {
	ctx context.Context
	io.ReaderAt
}

func (r contextReader) ReadAt(p []byte, at int64) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.ReaderAt.ReadAt(p, at)
}
