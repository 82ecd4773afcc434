package files

import (
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Lock opens a file for reading and writing, made where there is none, that no
// other process has locked in this way, and keeps it locked until it is closed.
// It waits so long for another process to be done.
func Lock(path string, mode fs.FileMode, wait time.Duration) (*lockedfile.File, error) {
	type result struct {
		f   *lockedfile.File
		err error
	}
	got := make(chan result)
	gaveUp := make(chan struct{})
	go func() {
		f, err := lockedfile.OpenFile(path, os.O_RDWR|os.O_CREATE, mode)
		select {
		case got <- result{f, err}:
		case <-gaveUp:
			if err == nil {
				_ = f.Close()
			}
		}
	}()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case r := <-got:
		return r.f, r.err
	case <-timer.C:
		close(gaveUp)
		return nil, fmt.Errorf("%s is locked by another process, for more than %s", path, wait)
	}
}
