package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// boltBacking is a store in a file.
type boltBacking struct {
	*trial
	dir string
	n   int // of the store
}

func (b *boltBacking) path() string { return filepath.Join(b.dir, fmt.Sprintf("store-%d.bolt", b.n)) }

func (b *boltBacking) dsn() string { return "bolt:" + b.path() }

func (b *boltBacking) fresh() error { b.n++; return nil }

// A file needs nothing else.
func (b *boltBacking) crash() error              { return nil }
func (b *boltBacking) revive() error             { return nil }
func (b *boltBacking) end() error                { return nil }
func (b *boltBacking) connections() (int, error) { return 0, nil }

func (b *boltBacking) examine() {
	if _, err := os.Stat(b.path()); err == nil {
		b.doctor(b.path())
	}
}

func (b *boltBacking) keep() (func() error, error) {
	before, err := os.ReadFile(b.path())
	return func() error { return os.WriteFile(b.path(), before, 0o600) }, err
}

// aside copies the file out of a disk that this process is itself: a page of it
// that is waited for would be waited for in vain.
func (b *boltBacking) aside() error {
	from, err := os.Open(b.path())
	if err != nil {
		return err
	}
	defer from.Close()
	b.dir = b.trial.dir
	to, err := os.Create(b.path())
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// damage overwrites a page in the middle of the file.
func (b *boltBacking) damage() error {
	f, err := os.OpenFile(b.path(), os.O_RDWR, 0)
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
