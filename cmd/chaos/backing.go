package main

import (
	"fmt"
	"os"

	"github.com/innograph/innograph/graph/store/cluster"
)

// storeFlag says where the servers of a trial keep their statements.
type storeFlag struct {
	Store string `enum:"bolt,postgres" default:"bolt" help:"Where the server keeps its statements: bolt, a file, or postgres, a cluster that the trial starts."`
}

// with is a part of the figures that only a store in PostgreSQL has.
func (f storeFlag) with(format string, args ...any) string {
	if f.Store == "bolt" {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

// backing is where the servers of a trial keep their statements.
type backing interface {
	// dsn is its name, for servers and for store.Open.
	dsn() string
	// fresh goes on with another store, which is empty.
	fresh() error
	// crash kills what the store needs beside innograph, and revive starts that
	// again, unless it runs.
	crash() error
	revive() error
	// connections is how many a server holds to what the store needs, some of them
	// for later.
	connections() (int, error)
	// examine lets the doctor see the store, once there is one.
	examine()
	// keep notes what the store holds. What it answers takes the store back to
	// there, as if what was acknowledged since had never been written.
	keep() (putBack func() error, err error)
	// aside moves a store, to which no more is written, to where it can be read at
	// leisure.
	aside() error
	// damage does to the store what the doctor must find.
	damage() error
	// end removes what runs beside innograph.
	end() error
}

// newBacking makes a backing in a folder. A forgetful one acknowledges before it
// writes, where that is for it to say.
func (t *trial) newBacking(kind, dir string, forgetful bool, more ...func(*cluster.Options)) (backing, error) {
	if kind == "bolt" {
		return &boltBacking{trial: t, dir: dir}, nil
	}
	// The user that PostgreSQL runs as must get to its files.
	if err := os.Chmod(t.dir, 0o711); err != nil {
		return nil, err
	}
	return t.newPostgresBacking(dir, forgetful, more...)
}
