//go:build !unix || solaris || aix

package store

import "os"

// abandon gives up a file of bbolt that cannot be closed in order, because bbolt
// panicked. Here the file may stay locked until the process ends.
func abandon(f *os.File) error { return f.Close() }
