package snapshot

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/innograph/innograph/graph"
)

// Open checks every byte of a snapshot and maps it read-only. The graph and what
// it answers lie in the file's memory, so the mapping lasts as long as the
// process. Errors: *Error for a file that is no whole snapshot of this format,
// the operating system's, and the context's.
func Open(ctx context.Context, path string, documents ...*graph.Document) (*graph.Graph, error) {
	return open(ctx, path, nil, documents)
}

// OpenOf is Open for what WriteOf wrote. A snapshot of another origin is an
// *Error about the section "origin", found before anything else is read.
func OpenOf(ctx context.Context, path, origin string, documents ...*graph.Document) (*graph.Graph, error) {
	return open(ctx, path, &origin, documents)
}

// originSection holds the origin.
const originSection = "origin"

func open(ctx context.Context, path string, origin *string, documents []*graph.Document) (*graph.Graph, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open the snapshot: %w", err)
	}
	defer f.Close()
	g, err := openFile(ctx, f, origin, documents)
	return g, withPath(path, err)
}

func openFile(ctx context.Context, f *os.File, origin *string, documents []*graph.Document) (*graph.Graph, error) {
	size, entries, err := readTable(f)
	if err != nil {
		return nil, err
	}
	if origin != nil {
		if err := checkOrigin(f, entries, *origin); err != nil {
			return nil, err
		}
	}
	if err := verify(ctx, f, entries); err != nil {
		return nil, err
	}
	data, err := mapFile(f, int(size))
	if err != nil {
		return nil, fmt.Errorf("cannot map the snapshot: %w", err)
	}
	sections := make([]graph.Section, len(entries))
	for i, e := range entries {
		sections[i] = graph.Section{Name: e.name, Data: data[e.offset : e.offset+e.length : e.offset+e.length]}
	}
	g, err := graph.FromSections(sections, documents...)
	if err != nil {
		unmap(data)
		var s *graph.SectionError
		if errors.As(err, &s) {
			return nil, errorf(s.Section, "%s", s.Why)
		}
	}
	return g, err
}

func checkOrigin(f *os.File, entries []entry, want string) error {
	for _, e := range entries {
		if e.name != originSection {
			continue
		}
		if e.length != uint64(len(want)) {
			break
		}
		have := make([]byte, e.length)
		if _, err := f.ReadAt(have, int64(e.offset)); err != nil {
			return err
		}
		if string(have) == want {
			return nil
		}
	}
	return errorf(originSection, "it was made of another state of what it stands for")
}

func readTable(f *os.File) (size uint64, entries []entry, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, nil, err
	}
	if !info.Mode().IsRegular() {
		return 0, nil, errorf("header", "this is no regular file")
	}
	size = uint64(info.Size())
	header := make([]byte, min(size, headerSize))
	if _, err := f.ReadAt(header, 0); err != nil {
		return 0, nil, err
	}
	n, sum, err := parseHeader(header, size)
	if err != nil {
		return 0, nil, err
	}
	if uint64(headerSize+n*entrySize) > size {
		return 0, nil, errorf("table", "the file ends within it")
	}
	table := make([]byte, n*entrySize)
	if _, err := f.ReadAt(table, headerSize); err != nil {
		return 0, nil, err
	}
	entries, err = parseTable(table, sum, size)
	if err != nil {
		return 0, nil, err
	}
	gap := make([]byte, aligned(headerSize+uint64(len(table)))-headerSize-uint64(len(table)))
	if _, err := f.ReadAt(gap, headerSize+int64(len(table))); err != nil {
		return 0, nil, err
	}
	for _, b := range gap {
		if b != 0 {
			return 0, nil, errorf("table", "what follows it is not zero")
		}
	}
	return size, entries, nil
}

// verifyWorkers bounds the cores that a check takes, and verifyPiece the memory.
const (
	verifyWorkers = 4
	verifyPiece   = 1 << 20
)

var pieces = sync.Pool{New: func() any { b := make([]byte, verifyPiece); return &b }}

// verify reads every section, past the mapping so that no page of it becomes
// resident, and compares its checksum.
func verify(ctx context.Context, f *os.File, entries []entry) error {
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(verifyWorkers)
	for _, e := range entries {
		work.Go(func() error {
			b := pieces.Get().(*[]byte)
			defer pieces.Put(b)
			sum := uint32(0)
			for at := e.offset; at < e.end(); {
				if err := ctx.Err(); err != nil {
					return err
				}
				piece := (*b)[:min(e.end()-at, verifyPiece)]
				if _, err := f.ReadAt(piece, int64(at)); err != nil {
					if errors.Is(err, io.EOF) {
						return errorf(e.name, "the file ends within it")
					}
					return err
				}
				sum = crc32.Update(sum, castagnoli, piece)
				at += uint64(len(piece))
			}
			if sum != e.sum {
				return errorf(e.name, "its checksum does not fit: the file is damaged")
			}
			return nil
		})
	}
	return work.Wait()
}

// Part is a section of a snapshot and its size in bytes.
type Part struct {
	Name string
	Size uint64
}

// Describe lists the sections of a snapshot as they lie in it. It checks the
// table, not the sections.
func Describe(path string) ([]Part, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open the snapshot: %w", err)
	}
	defer f.Close()
	_, entries, err := readTable(f)
	if err != nil {
		return nil, withPath(path, err)
	}
	parts := make([]Part, len(entries))
	for i, e := range entries {
		parts[i] = Part{e.name, e.length}
	}
	return parts, nil
}
