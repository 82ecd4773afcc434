package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

func openBolt(ctx context.Context, dsn string) (graph.Store, error) {
	path, ok := strings.CutPrefix(dsn, "bolt:")
	if !ok || path == "" {
		return nil, invalid(dsn, nil, "a bolt store needs the path of a file: bolt:PATH")
	}
	if rest, ok := strings.CutPrefix(path, "//"); ok {
		return nil, invalid(dsn, []string{"bolt:" + rest}, "the path of a bolt store is written without //: bolt:PATH")
	}
	b, err := newBolt(ctx, path, defaultBoltOptions)
	if err != nil {
		return nil, err // and not a *bolt that is nil
	}
	return b, nil
}

// newBolt opens the store in the file at path, which is made if it is missing.
//
// A file that exists is first opened to be read only and looked at, because
// bbolt may write to a file when it opens it for writing, and a file that is not
// a store of ours is not touched.
func newBolt(ctx context.Context, path string, o boltOptions) (*bolt, error) {
	exists, err := checkPath(path)
	if err != nil {
		return nil, err
	}
	if !exists {
		if err := guard(func() error { return createBolt(path) }); err != nil {
			return nil, unavailable(err, "cannot make the store %s: %v", path, err)
		}
	}
	wait, err := o.wait(ctx)
	if err != nil {
		return nil, err
	}
	db, file, err := openBbolt(path, bbolt.Options{ReadOnly: true, Timeout: wait})
	if err == nil {
		err = checkBolt(db, file)
		if cerr := guard(db.Close); err == nil {
			err = cerr
		}
	}
	if err != nil {
		return nil, explainOpen(path, err)
	}
	if wait, err = o.wait(ctx); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, explainOpen(path, err)
	}
	db, file, err = openBbolt(path, bbolt.Options{Timeout: wait, InitialMmapSize: int(info.Size() + o.spareMap)})
	if err != nil {
		return nil, explainOpen(path, err)
	}
	db.AllocSize = allocSize
	return &bolt{path: path, db: db, file: file, write: newLock()}, nil
}

// wait is how long to wait for the lock on the file: at most as long as the
// context allows.
func (o boltOptions) wait(ctx context.Context) (time.Duration, error) {
	wait := o.lockWait
	if at, ok := ctx.Deadline(); ok {
		wait = min(wait, time.Until(at))
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	return max(wait, time.Millisecond), nil // to bbolt, 0 means for ever
}

// checkPath tells whether there is a file at path, and what stands in the way of
// a store.
func checkPath(path string) (exists bool, err error) {
	dir := filepath.Dir(path)
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return false, refuse(err, path, nil, "cannot open the store %s: the directory %s does not exist", path, dir)
	case err != nil:
		return false, unavailable(err, "cannot open the store %s: %v", path, err)
	case !info.IsDir():
		return false, invalid(path, nil, "cannot open the store %s: %s is not a directory", path, dir)
	}
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, unavailable(err, "cannot open the store %s: %v", path, err)
	case info.IsDir():
		return false, invalid(path, nil, "cannot open the store %s: it is a directory, and a store is one file", path)
	case !info.Mode().IsRegular():
		return false, invalid(path, nil, "cannot open the store %s: it is not a regular file", path)
	case info.Size() == 0:
		// It may be all that is left of a store, so no new one is made of it.
		return false, invalid(path, nil, "cannot open the store %s: the file is empty; remove it to begin a new store", path)
	}
	return true, nil
}

// explainOpen makes the error for a file that cannot be opened as a store.
func explainOpen(path string, err error) *graph.Error {
	var other *formatError
	switch {
	case errors.Is(err, bbolt.ErrTimeout):
		return unavailable(err, "the store %s is open in another process; a bolt store can be open in one at a time", path)
	case errors.Is(err, bbolt.ErrInvalid):
		return refuse(err, path, nil, "%s is not a store: it is not a bolt file", path)
	case errors.Is(err, errForeign), errors.As(err, &other):
		return refuse(err, path, nil, "%s is not a store that can be opened: %v", path, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return unavailable(err, "cannot open the store %s: %v", path, err)
	}
	return damaged(path, err)
}
