package audit

import (
	"errors"
	"os"
	"syscall"
)

// keepSize is FALLOC_FL_KEEP_SIZE: the file does not seem longer.
const keepSize = 1

// allocate makes the disk keep room for a range of a file. Where the file system
// cannot, there is none kept.
func allocate(f *os.File, from, bytes int64) error {
	for {
		err := syscall.Fallocate(int(f.Fd()), keepSize, from, bytes)
		switch {
		case err == nil, errors.Is(err, syscall.EOPNOTSUPP), errors.Is(err, syscall.ENOSYS):
			return nil
		case !errors.Is(err, syscall.EINTR):
			return os.NewSyscallError("fallocate", err)
		}
	}
}
