package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	cayleykv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	bbolt "github.com/coreos/bbolt"
	"github.com/hidal-go/hidalgo/kv"
	kvbolt "github.com/hidal-go/hidalgo/kv/bbolt"
)

// Beside Cayley's buckets the file has one of ours. It marks the file as a
// store.
const (
	bucketName = "innograph"
	formatKey  = "format" // the version of the vocabulary and of this bucket
	ledgerKey  = "ledger" // see ledger
	// wholeJournalKey is there where the journal holds every change since the store
	// was made. Stores of earlier versions lack it.
	wholeJournalKey = "journal"
	format          = "1"
)

// indexes are those that Cayley keeps of its quads. The first two are its usual
// ones; statements are found by their label.
var indexes = append(append([]cayleykv.QuadIndex(nil), cayleykv.DefaultQuadIndexes...),
	cayleykv.QuadIndex{Dirs: []quad.Direction{quad.Label}})

// createBolt makes an empty store at path. It is made under another name and
// then linked, so that path is a whole store or is not there, and nothing that
// is there is replaced.
func createBolt(path string) (err error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return err
	}
	db, _, err := openBbolt(temp, bbolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	err = initBolt(db)
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if err := os.Link(temp, path); err != nil {
		if errors.Is(err, os.ErrExist) {
			return nil // another process was faster; what it made is checked next
		}
		// Some file systems have no hard links.
		if _, serr := os.Lstat(path); !errors.Is(serr, os.ErrNotExist) {
			return err
		}
		if err := os.Rename(temp, path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

// initBolt writes what an empty store holds, in one transaction.
func initBolt(db *bbolt.DB) error {
	ctx := context.Background()
	tx, err := kvbolt.New(db).Tx(true)
	if err != nil {
		return err
	}
	defer tx.Close()
	if err := cayleykv.Init(oneTx{tx}, cayley.Options{}); err != nil {
		return err
	}
	list, err := json.Marshal(indexes)
	if err != nil {
		return err
	}
	var empty ledger
	for _, p := range []kv.Pair{
		{Key: kv.SKey("meta", "indexes"), Val: list}, // Cayley reads it when it opens
		{Key: kv.SKey(bucketName, formatKey), Val: []byte(format)},
		{Key: kv.SKey(bucketName, ledgerKey), Val: empty.bytes()},
		{Key: kv.SKey(bucketName, wholeJournalKey), Val: []byte{1}},
	} {
		if err := tx.Put(p.Key, p.Val); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

// syncDir makes the name of a new file durable.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // directories cannot be synced there
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// openBbolt opens a file that exists, without ever creating one. A panic of
// bbolt becomes an error.
func openBbolt(path string, o bbolt.Options) (db *bbolt.DB, file *os.File, err error) {
	o.FreelistType = bbolt.FreelistMapType
	o.OpenFile = func(name string, flag int, perm os.FileMode) (*os.File, error) {
		var err error
		file, err = os.OpenFile(name, flag&^os.O_CREATE, perm)
		return file, err
	}
	err = guard(func() (err error) {
		db, err = bbolt.Open(path, 0o600, &o)
		return err
	})
	if p := (*panicError)(nil); errors.As(err, &p) && file != nil {
		_ = abandon(file)
	}
	return db, file, err
}

// checkBolt reports what is wrong with an open file as a store of ours: that it
// is cut off, has no marker or one of another version, or has damaged pages.
func checkBolt(db *bbolt.DB, file *os.File) error {
	return guard(func() error {
		info, err := file.Stat()
		if err != nil {
			return err
		}
		pages, err := newPageCheck(file, info.Size(), db.Info().PageSize)
		if err != nil {
			return err
		}
		err = db.View(func(tx *bbolt.Tx) error {
			ours := tx.Bucket([]byte(bucketName))
			if ours == nil {
				return errForeign
			}
			if got := ours.Get([]byte(formatKey)); string(got) != format {
				return &formatError{string(got)}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return pages.run()
	})
}

var errForeign = errors.New("it is a bolt file, but innograph did not make it")

// formatError is the format of a store that another version wrote.
type formatError struct{ got string }

func (e *formatError) Error() string {
	return fmt.Sprintf("it has the format %q, and this version of innograph reads %q", e.got, format)
}
