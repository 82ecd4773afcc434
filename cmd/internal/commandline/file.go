package commandline

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// WriteFile writes to a temporary file beside path, makes it durable and renames
// it, so that path is never half-written.
func WriteFile(path string, write func(io.Writer) error) (err error) {
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
	b := bufio.NewWriterSize(f, 1<<20)
	for _, step := range []func() error{
		func() error { return write(b) }, b.Flush, func() error { return f.Chmod(0o644) }, f.Sync, f.Close,
	} {
		if err = step(); err != nil {
			return err
		}
	}
	return os.Rename(f.Name(), path)
}
