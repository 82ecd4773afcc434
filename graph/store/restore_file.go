package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// syncFile makes what was written to a file durable.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// replaceFile puts the file temp, whose content is durable, in the place of the
// file at path, which from then on is named kept. At every moment there is a whole
// file at path, where the file system has hard links. unlock lets go of the file at
// path.
func replaceFile(temp, path, kept string, unlock func() error) error {
	if runtime.GOOS == "windows" { // files that are open cannot be renamed there
		if err := unlock(); err != nil {
			return err
		}
	}
	linked := true
	if err := os.Link(path, kept); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil {
		linked = false
		if err := os.Rename(path, kept); err != nil {
			return err
		}
	}
	dir := filepath.Dir(path)
	err := syncDir(dir) // the old name first
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		if linked {
			return errors.Join(err, os.Remove(kept))
		}
		return errors.Join(err, os.Rename(kept, path))
	}
	return errors.Join(syncDir(dir), unlock())
}

// placeFile puts the file temp, whose content is durable, at path, where there is
// none.
func placeFile(temp, path string) error {
	if err := os.Link(temp, path); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil { // some file systems have no hard links
		if _, serr := os.Lstat(path); !errors.Is(serr, fs.ErrNotExist) {
			return err
		}
		if err := os.Rename(temp, path); err != nil {
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}
