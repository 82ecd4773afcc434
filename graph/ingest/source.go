package ingest

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// source is an opened input, decompressed.
type source struct {
	io.Reader
	file   string
	packed compression
	close  func()
}

// sizeOf checks that an input is there and answers its size; 0 for what has none,
// such as a pipe.
func sizeOf(file string) (int64, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, fileError(file, err, "there is no such file")
	case err != nil:
		return 0, fileError(file, err, "cannot be read: %s", reason(err))
	case info.IsDir():
		return 0, fileError(file, nil, "this is a folder; name the files in it (%s)", known)
	case !info.Mode().IsRegular():
		return 0, nil
	case info.Size() == 0:
		return 0, fileError(file, nil, "the file is empty")
	}
	return info.Size(), nil
}

// reason is an error of the file system without the name of the file.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// open opens a file; count is told of every byte read from it.
func open(file string, packed compression, count func(int)) (*source, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fileError(file, err, "cannot be read: %s", reason(err))
	}
	s, err := unpack(file, f, packed, count)
	if err != nil {
		f.Close()
		return nil, err
	}
	inner := s.close
	s.close = func() { inner(); f.Close() }
	return s, nil
}

// unpack decompresses r, an input named file.
func unpack(file string, r io.Reader, packed compression, count func(int)) (*source, error) {
	in := bufio.NewReaderSize(&counter{r, count}, readSize)
	s := &source{Reader: in, file: file, packed: packed, close: func() {}}
	head, err := in.Peek(4)
	if err != nil && err != io.EOF {
		return nil, fileError(file, err, "cannot be read: %s", reason(err))
	}
	if len(head) == 0 {
		return nil, fileError(file, nil, "the file is empty")
	}
	found := sniffCompression(string(head))
	if found != plain && packed == plain && file != stdin {
		return nil, fileError(file, nil, "this is compressed data; end its name in %s", compressions[found].ext)
	}
	if file == stdin {
		s.packed = found
	}
	switch s.packed {
	case gzipped:
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fileError(file, err, "%s", s.damage(err))
		}
		s.Reader, s.close = z, func() { z.Close() }
	case zstandard:
		// One at a time keeps decoding in this goroutine. The window is bounded as
		// by the zstd program without --long=31.
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(1<<27))
		if err != nil {
			return nil, fileError(file, err, "%s", s.damage(err))
		}
		s.Reader, s.close = z, z.Close
	}
	return s, nil
}

const readSize = 1 << 16

// damage says what an error while reading means.
func (s *source) damage(err error) string {
	name := compressions[s.packed].name
	switch {
	case s.packed == plain:
		return "cannot be read: " + reason(err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the " + name + " data ends too early: the file is truncated"
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, zstd.ErrMagicMismatch):
		return "this is no " + name + " data, or other data follows it"
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return "the window of the Zstandard data is above 128 MiB; compress it without --long"
	}
	return "the " + name + " data is damaged: " + err.Error()
}

// counter counts what is read.
type counter struct {
	io.Reader
	count func(int)
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.count(n)
	return n, err
}

// stdin is the name of standard input among the files.
const stdin = "-"
