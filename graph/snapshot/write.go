package snapshot

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"github.com/innograph/innograph/graph"
)

// Write keeps a graph in a file. It writes to a temporary file beside it, makes
// that durable and renames it, so that path is at every moment the old file, the
// new one, or none. An error, the context's too, leaves path as it was and no
// temporary file.
func Write(ctx context.Context, path string, g *graph.Graph) error {
	return WriteOf(ctx, path, g, "")
}

// WriteOf is Write for a snapshot of something that can change, such as a store:
// origin names the state of it that the graph was read from.
func WriteOf(ctx context.Context, path string, g *graph.Graph, origin string) (err error) {
	sections, err := g.Sections()
	if err != nil {
		return err
	}
	sections = append(sections, graph.Section{Name: originSection, Data: []byte(origin)})
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("cannot write the snapshot: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	if err := writeFile(ctx, f, sections); err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return f.Chmod(0o644) }, f.Sync, f.Close,
		func() error { return os.Rename(f.Name(), path) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("cannot write the snapshot: %w", err)
		}
	}
	return syncDir(filepath.Dir(path))
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

func writeFile(ctx context.Context, f *os.File, sections []graph.Section) error {
	table := make([]byte, 0, len(sections)*entrySize)
	at := aligned(headerSize + uint64(len(sections)*entrySize))
	if _, err := f.Seek(int64(at), io.SeekStart); err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	var zeros [alignment]byte
	for _, s := range sections {
		e := entry{name: s.Name, offset: at, length: uint64(len(s.Data))}
		if len(s.Name) >= nameSize {
			return fmt.Errorf("the section name %q is too long", s.Name)
		}
		for rest := s.Data; len(rest) > 0; {
			if err := ctx.Err(); err != nil {
				return err
			}
			piece := rest[:min(len(rest), 1<<20)]
			rest = rest[len(piece):]
			e.sum = crc32.Update(e.sum, castagnoli, piece)
			if _, err := w.Write(piece); err != nil {
				return err
			}
		}
		pad := zeros[:e.end()-e.offset-e.length]
		e.sum = crc32.Update(e.sum, castagnoli, pad)
		if _, err := w.Write(pad); err != nil {
			return err
		}
		at = e.end()
		table = appendEntry(table, e)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if _, err := f.WriteAt(appendHeader(nil, table, len(sections), at), 0); err != nil {
		return err
	}
	if _, err := f.WriteAt(table, headerSize); err != nil {
		return err
	}
	pad := aligned(headerSize+uint64(len(table))) - headerSize - uint64(len(table))
	_, err := f.WriteAt(zeros[:pad], headerSize+int64(len(table)))
	return err
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(ignoreUnsupported(d.Sync()), d.Close())
}

// ignoreUnsupported lets file systems be that cannot sync a directory.
func ignoreUnsupported(err error) error {
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, os.ErrInvalid) {
		return nil
	}
	return err
}
