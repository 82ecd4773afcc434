package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
)

type backupCmd struct {
	Store   string `placeholder:"STORE" xor:"from" required:"" help:"The store to back up, bolt:PATH, which is not open elsewhere."`
	URL     string `name:"url" placeholder:"URL" xor:"from" required:"" help:"Instead, the address of a running server, such as http://127.0.0.1:8080."`
	KeyFile string `placeholder:"FILE" type:"path" help:"With --url: the file that holds the key of an administrator."`
	Output  string `short:"o" required:"" type:"path" placeholder:"FILE" help:"The backup to write; replaced only when the new one is whole and checked."`
}

// Run writes a backup, which is there whole or not at all.
func (c *backupCmd) Run(t *terminal) error {
	var write func(io.Writer) error
	if c.URL != "" {
		r, err := newRemote(c.URL, c.KeyFile)
		if err != nil {
			return err
		}
		write = func(w io.Writer) error { return r.backup(t.ctx, w) }
	} else {
		if c.KeyFile != "" {
			return commandline.Usage(errors.New("--key-file is for --url"))
		}
		s, err := openExisting(t.ctx, c.Store)
		if err != nil {
			return err
		}
		defer s.Close() // nothing was written to it
		b, ok := s.(graph.Backuper)
		if !ok {
			return fmt.Errorf("the store %s cannot be backed up; export what it holds instead", store.Public(c.Store))
		}
		write = func(w io.Writer) error { return b.Backup(t.ctx, w) }
	}
	b, err := writeBackup(t.ctx, c.Output, write)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "%s: %s, %s, SHA-256 %s\n", c.Output, count(b.report.Statements, "statement"), humanize.Bytes(uint64(b.bytes)), b.sha256)
	return err
}

// backedUp is a backup that was written.
type backedUp struct {
	bytes  int64
	sha256 string
	report *store.Report
}

// writeBackup writes a backup to a file beside path, makes it durable, looks at it
// as the doctor does, and only then gives it its name.
func writeBackup(ctx context.Context, path string, write func(io.Writer) error) (b backedUp, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // for the owner only, like a store
	if err != nil {
		return b, err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	sum := sha256.New()
	if err = write(io.MultiWriter(f, sum)); graph.KindOf(err) != 0 {
		return b, err
	} else if err != nil {
		return b, fmt.Errorf("no backup was written: %w", err)
	}
	for _, step := range []func() error{f.Sync, f.Close} {
		if err = step(); err != nil {
			return b, fmt.Errorf("no backup was written: %w", err)
		}
	}
	if b.report, err = (store.Doctor{}).Check(ctx, f.Name()); err != nil {
		return b, fmt.Errorf("the backup is not kept: %w", err)
	}
	if !b.report.Healthy() {
		err = fmt.Errorf("the backup is not kept, since the store itself is damaged; see 'innograph doctor', and copy its file before anything else:\n%s", findings(b.report))
		return b, err
	}
	b.bytes, b.sha256 = b.report.Bytes, hex.EncodeToString(sum.Sum(nil))
	if err = os.Rename(f.Name(), path); err != nil {
		return b, err
	}
	return b, syncFolder(filepath.Dir(path))
}

// syncFolder makes the name of a new file durable, where folders can be synced.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// openExisting opens a store that must be there.
func openExisting(ctx context.Context, dsn string) (graph.Store, error) {
	if path, ok := strings.CutPrefix(dsn, "bolt:"); ok {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("there is no store %s", path)
		}
	}
	return store.Open(ctx, dsn)
}

// boltPath is the file of a store that commands work on without opening it.
func boltPath(dsn string) (string, error) {
	path, ok := strings.CutPrefix(dsn, "bolt:")
	if !ok || path == "" {
		return "", commandline.Usage(fmt.Errorf("--store %s: this takes a store in a file, bolt:PATH", store.Public(dsn)))
	}
	return path, nil
}
