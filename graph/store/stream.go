package store

import (
	"context"
	"errors"
	"io"
	"iter"

	"github.com/innograph/innograph/graph"
)

// reader reads one consistent state of a store.
type reader interface {
	// next appends some statements. With the last of them, or later, it answers
	// io.EOF.
	next(ctx context.Context, to []graph.Statement) ([]graph.Statement, error)
	close() error
}

// readAhead is how many statements a reader puts together before they are
// yielded. What is yielded runs outside the guard, so that a panic of the caller
// stays a panic.
const readAhead = 256

// stream yields what a reader reads. Every loop over it opens a reader of its
// own and is a call under way until the loop ends. explain makes the errors of
// the reader readable; errors of the context are passed on as they are.
func stream(ctx context.Context, g *gate, open func() (reader, error), explain func(error) error) iter.Seq2[graph.Statement, error] {
	return func(yield func(graph.Statement, error) bool) {
		if err := g.enter(); err != nil {
			yield(graph.Statement{}, err)
			return
		}
		defer g.leave()
		fail := func(err error) {
			if cause := ctx.Err(); cause != nil {
				err = cause
			} else {
				err = explain(err)
			}
			yield(graph.Statement{}, err)
		}
		var r reader
		err := ctx.Err()
		if err == nil {
			err = guard(func() (err error) { r, err = open(); return err })
		}
		if err != nil {
			fail(err)
			return
		}
		defer func() { _ = guard(r.close) }() // it has only been read from
		var ahead []graph.Statement
		for {
			err := guard(func() (err error) { ahead, err = r.next(ctx, ahead[:0]); return err })
			if err != nil && !errors.Is(err, io.EOF) {
				ahead = nil // a reader that panicked may have left anything here
			}
			for _, s := range ahead {
				if ctx.Err() != nil {
					fail(nil)
					return
				}
				if !yield(s, nil) {
					return
				}
			}
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				fail(err)
				return
			}
		}
	}
}
