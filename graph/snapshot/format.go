package snapshot

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

const (
	magic         = "innogrph"
	formatVersion = 1
	headerSize    = 32
	entrySize     = 64
	nameSize      = 40
	alignment     = 64
	maxSections   = 1 << 10
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Error says why a file is no snapshot that can be served.
type Error struct {
	Path    string
	Section string // "header", "table", or the name of a section
	Why     string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s: %s; build the snapshot again", e.Path, e.Section, e.Why)
}

// errorf makes an Error without a path.
func errorf(section, format string, args ...any) *Error {
	return &Error{Section: section, Why: fmt.Sprintf(format, args...)}
}

// entry is a row of the table.
type entry struct {
	name           string
	offset, length uint64
	sum            uint32
}

// end is where the section ends, the zeros after it included.
func (e entry) end() uint64 { return aligned(e.offset + e.length) }

func aligned(n uint64) uint64 { return (n + alignment - 1) / alignment * alignment }

func appendHeader(b []byte, table []byte, sections int, size uint64) []byte {
	from := len(b)
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, formatVersion)
	b = binary.LittleEndian.AppendUint32(b, uint32(sections))
	b = binary.LittleEndian.AppendUint64(b, size)
	b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(table, castagnoli))
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[from:], castagnoli))
}

func appendEntry(b []byte, e entry) []byte {
	var name [nameSize]byte
	copy(name[:], e.name)
	b = append(b, name[:]...)
	b = binary.LittleEndian.AppendUint64(b, e.offset)
	b = binary.LittleEndian.AppendUint64(b, e.length)
	b = binary.LittleEndian.AppendUint32(b, e.sum)
	return binary.LittleEndian.AppendUint32(b, 0)
}

// parseHeader answers how many sections there are, and the sum of their table.
func parseHeader(b []byte, fileSize uint64) (sections int, sum uint32, err error) {
	switch {
	case len(b) < headerSize:
		return 0, 0, errorf("header", "the file has %d bytes, fewer than a header", len(b))
	case string(b[:8]) != magic:
		return 0, 0, errorf("header", "this is no snapshot of innograph")
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != formatVersion {
		return 0, 0, errorf("header", "it is of format version %d, and this program reads version %d", v, formatVersion)
	}
	if crc32.Checksum(b[:28], castagnoli) != binary.LittleEndian.Uint32(b[28:]) {
		return 0, 0, errorf("header", "its checksum does not fit")
	}
	if size := binary.LittleEndian.Uint64(b[16:]); size != fileSize {
		return 0, 0, errorf("header", "the file has %d bytes, and %d were written", fileSize, size)
	}
	n := binary.LittleEndian.Uint32(b[12:])
	if n > maxSections {
		return 0, 0, errorf("header", "%d sections are more than there can be", n)
	}
	return int(n), binary.LittleEndian.Uint32(b[24:]), nil
}

// parseTable reads the table and checks that the sections follow one another to
// the end of the file.
func parseTable(b []byte, sum uint32, fileSize uint64) ([]entry, error) {
	if crc32.Checksum(b, castagnoli) != sum {
		return nil, errorf("table", "its checksum does not fit")
	}
	entries := make([]entry, len(b)/entrySize)
	at := aligned(headerSize + uint64(len(b)))
	for i := range entries {
		row := b[i*entrySize : (i+1)*entrySize]
		name, _, _ := bytes.Cut(row[:nameSize], []byte{0})
		e := entry{string(name), binary.LittleEndian.Uint64(row[40:]), binary.LittleEndian.Uint64(row[48:]), binary.LittleEndian.Uint32(row[56:])}
		if e.offset != at || e.length > fileSize || e.end() > fileSize {
			return nil, errorf(e.name, "it does not lie where it should")
		}
		at = e.end()
		entries[i] = e
	}
	if at != fileSize {
		return nil, errorf("table", "the sections end at byte %d, and the file at %d", at, fileSize)
	}
	return entries, nil
}

// withPath completes an error of this package, or of package graph about a section.
func withPath(path string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Path = path
		return e
	}
	return err
}
