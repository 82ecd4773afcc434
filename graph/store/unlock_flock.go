//go:build unix && !solaris && !aix

package store

import (
	"os"
	"syscall"
)

// abandon gives up a file of bbolt that cannot be closed in order, because bbolt
// panicked. To close it is not enough to unlock it: as long as the file is
// mapped, which only bbolt could undo, the system keeps the lock.
func abandon(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_UN)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
