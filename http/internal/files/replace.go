package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace puts a file with the mode in the place of path, or makes it: after a
// crash there is either the old file or the new one, whole and durable. A
// symbolic link stays, and what it leads to is replaced. The new file belongs to
// the owner of the old one where the program may give it away.
func Replace(path string, content []byte, mode fs.FileMode) (err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	for _, step := range []func() error{
		func() error { _, err := f.Write(content); return err },
		func() error { return f.Chmod(mode) },
		func() error { return keepOwner(f, path) },
		f.Sync, f.Close,
		func() error { return os.Rename(f.Name(), path) },
	} {
		if err = step(); err != nil {
			return err
		}
	}
	return SyncFolder(filepath.Dir(path))
}

// SyncFolder makes the names in a folder durable.
func SyncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrInvalid) || errors.Is(err, fs.ErrPermission) {
		err = nil // not every system can sync a folder
	}
	return errors.Join(err, d.Close())
}
