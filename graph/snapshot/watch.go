package snapshot

import (
	"context"
	"os"
	"time"
)

// Change is what happened to the file of a snapshot.
type Change int

// The changes.
const (
	Unchanged Change = iota
	Replaced         // another file has its name: the mapped one is as it was
	Modified         // the mapped file itself was written to or cut: it must not be read any more
	Missing          // no file has its name: the mapped one is as it was
)

// Watch looks at the file of a snapshot every so often, from the moment it is
// called until the context ends, and reports each change once.
func Watch(ctx context.Context, path string, every time.Duration, report func(Change)) error {
	known, err := os.Stat(path)
	if err != nil {
		return err
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	last := Unchanged
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		now, err := os.Stat(path)
		change := Unchanged
		switch {
		case err != nil:
			change = Missing
		case !os.SameFile(known, now):
			change, known = Replaced, now
		case now.Size() != known.Size() || !now.ModTime().Equal(known.ModTime()):
			change, known = Modified, now
		}
		if change != last || change == Replaced || change == Modified {
			if change != Unchanged || last == Missing {
				report(change)
			}
		}
		last = change
	}
}
