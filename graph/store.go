package graph

import (
	"context"
	"io"
	"iter"
)

// Store keeps statements. Package graph/store has the rows; package
// graph/storetest is the suite that each of them passes.
type Store interface {
	// Statements yields every statement once, in no particular order, as of one
	// moment between the call and the first statement. After the first non-nil
	// error it stops. A context that is cancelled or expires before the last
	// statement is an error, never a short answer.
	Statements(ctx context.Context) iter.Seq2[Statement, error]

	// Apply makes the whole delta durable, or nothing of it. Adding a statement
	// that is there and removing one that is not change nothing. A delta with an
	// invalid statement is refused with an *Error of kind Invalid before anything
	// is written. Concurrent calls are applied one after the other.
	Apply(ctx context.Context, d Delta) error

	// Close waits for calls under way and frees what the store holds. Later calls
	// of any method, Close included, answer an error that wraps ErrClosed.
	Close() error
}

// Revisioned is a Store that can name what it holds at once, without reading it.
type Revisioned interface {
	// Revision is the same for the same statements, and another, but for an
	// accident of some 1 in 2^96, for others.
	Revision(ctx context.Context) (string, error)
}

// Backuper is a Store that can write all it holds, as of one moment and while it
// is used, in a form from which it can be restored.
type Backuper interface {
	// Backup writes the backup to w, which has nothing whole until Backup answers
	// nil. A store that cannot do this answers an *Error of kind Invalid, before
	// the first byte; errors of w are passed on.
	Backup(ctx context.Context, w io.Writer) error
}
