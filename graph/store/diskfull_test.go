package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"github.com/innograph/innograph/graph"
)

// TestExplainWrite tells a full disk from other errors, also where bbolt has kept
// only the text.
func TestExplainWrite(t *testing.T) {
	for _, c := range []struct {
		err  error
		want graph.ErrorKind
	}{
		{&fs.PathError{Op: "write", Path: "store", Err: syscall.ENOSPC}, graph.NoSpace},
		{fmt.Errorf("file sync error: %s", syscall.ENOSPC), graph.NoSpace},
		{&fs.PathError{Op: "write", Path: "store", Err: syscall.EDQUOT}, graph.NoSpace},
		{fmt.Errorf("file resize error: %s", syscall.EFBIG), graph.Unavailable},
		{errors.New("input/output error"), graph.Unavailable},
		{&graph.Error{Kind: graph.Conflict}, graph.Conflict},
	} {
		if got := graph.KindOf((&bolt{path: "store"}).explainWrite(c.err)); got != c.want {
			t.Errorf("%v: kind %v, want %v", c.err, got, c.want)
		}
	}
}
