package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"syscall"
)

// A disk is shown to the system as a file, through the protocol of FUSE
// (include/uapi/linux/fuse.h): the one that a loop device takes, and that gets to
// hear of every write and every flush. The file is the root of its own file
// system, so there are no names to look up.

// Operations of the protocol; all others are answered with ENOSYS.
const (
	fuseForget      = 2
	fuseGetattr     = 3
	fuseSetattr     = 4
	fuseOpen        = 14
	fuseRead        = 15
	fuseWrite       = 16
	fuseRelease     = 18
	fuseFsync       = 20
	fuseFlush       = 25
	fuseInit        = 26
	fuseInterrupt   = 36
	fuseBatchForget = 42
)

const (
	fuseHeader   = 40 // bytes before the arguments of a request
	fuseIO       = 40 // bytes of the arguments of a read or a write
	fuseMaxWrite = 128 << 10
	fuseBig      = 1 << 5 // writes of more than a page
)

// shown is a disk that is shown as a file.
type shown struct {
	*disk
	path  string
	fd    int
	ended chan struct{}
}

// show mounts the disk over the file at path, which exists.
func (d *disk) show(path string) (*shown, error) {
	fd, err := syscall.Open("/dev/fuse", syscall.O_RDWR|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("/dev/fuse: %w; a power cut needs FUSE", err)
	}
	options := fmt.Sprintf("fd=%d,rootmode=100600,user_id=%d,group_id=%d", fd, os.Getuid(), os.Getgid())
	if err := syscall.Mount("chaos", path, "fuse", syscall.MS_NOSUID|syscall.MS_NODEV, options); err != nil {
		_ = syscall.Close(fd)
		return nil, fmt.Errorf("mounting a disk in memory: %w; a power cut needs root", err)
	}
	s := &shown{d, path, fd, make(chan struct{})}
	go s.serve()
	return s, nil
}

// hide unmounts the disk.
func (s *shown) hide() error {
	err := syscall.Unmount(s.path, syscall.MNT_DETACH)
	if err != nil {
		_ = syscall.Close(s.fd)
		return err
	}
	<-s.ended
	return syscall.Close(s.fd)
}

// serve answers requests, one after the other, until the disk is unmounted.
func (s *shown) serve() {
	defer close(s.ended)
	buffer := make([]byte, fuseMaxWrite+fuseHeader+fuseIO+4096)
	for {
		n, err := syscall.Read(s.fd, buffer)
		switch {
		case errors.Is(err, syscall.EINTR), errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.ENOENT):
			continue // ENOENT: the request was taken back
		case err != nil || n < fuseHeader:
			return
		}
		request := buffer[:n]
		operation := binary.NativeEndian.Uint32(request[4:])
		if operation == fuseForget || operation == fuseBatchForget || operation == fuseInterrupt {
			continue // they have no answer
		}
		out, errno := s.answer(operation, request[fuseHeader:])
		reply := make([]byte, 16, 16+len(out))
		binary.NativeEndian.PutUint32(reply, uint32(16+len(out)))
		binary.NativeEndian.PutUint32(reply[4:], uint32(-int32(errno)))
		copy(reply[8:16], request[8:16])
		if _, err := syscall.Write(s.fd, append(reply, out...)); err != nil && !errors.Is(err, syscall.ENOENT) {
			return
		}
	}
}

// answer makes the body of an answer, or an error.
func (s *shown) answer(operation uint32, in []byte) ([]byte, syscall.Errno) {
	e := binary.NativeEndian
	switch operation {
	case fuseInit:
		out := make([]byte, 64)
		e.PutUint32(out, 7)      // version
		e.PutUint32(out[4:], 31) // and its minor
		e.PutUint32(out[8:], e.Uint32(in[8:]))
		e.PutUint32(out[12:], fuseBig)
		e.PutUint16(out[16:], 16)
		e.PutUint16(out[18:], 12)
		e.PutUint32(out[20:], fuseMaxWrite)
		e.PutUint32(out[24:], 1) // ns of time
		return out, 0
	case fuseGetattr, fuseSetattr:
		return s.attributes(), 0
	case fuseOpen:
		return make([]byte, 16), 0
	case fuseRead:
		return s.read(int(e.Uint64(in[8:])), int(e.Uint32(in[16:]))), 0
	case fuseWrite:
		size := int(e.Uint32(in[16:]))
		if !s.write(int(e.Uint64(in[8:])), in[fuseIO:fuseIO+size]) {
			return nil, syscall.EFBIG
		}
		out := make([]byte, 8)
		e.PutUint32(out, uint32(size))
		return out, 0
	case fuseFsync:
		s.flush()
		return nil, 0
	case fuseFlush, fuseRelease: // of the file, not of the disk
		return nil, 0
	}
	return nil, syscall.ENOSYS
}

// attributes are those of the file.
func (s *shown) attributes() []byte {
	e := binary.NativeEndian
	out := make([]byte, 104)
	e.PutUint64(out, 3600) // seconds that they are valid
	a := out[16:]
	e.PutUint64(a, 1) // inode
	e.PutUint64(a[8:], uint64(s.size()))
	e.PutUint64(a[16:], uint64(s.size()/sector))
	e.PutUint32(a[60:], syscall.S_IFREG|0o600)
	e.PutUint32(a[64:], 1)
	e.PutUint32(a[80:], 4096)
	return out
}
