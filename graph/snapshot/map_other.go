//go:build !unix

package snapshot

import (
	"os"
	"unsafe"
)

// mapFile reads the file where there is no mapping in the standard library.
func mapFile(f *os.File, size int) ([]byte, error) {
	words := make([]uint64, size/8+1) // for their alignment
	data := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), size)
	_, err := f.ReadAt(data, 0)
	return data, err
}

func unmap([]byte) {}
