package store

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/innograph/innograph/graph"
)

// script is a reader that does what it is told, one step for each call.
type script struct {
	steps  []func(to []graph.Statement) ([]graph.Statement, error)
	closed int
}

func (s *script) next(_ context.Context, to []graph.Statement) ([]graph.Statement, error) {
	step := s.steps[0]
	s.steps = s.steps[1:]
	return step(to)
}

func (s *script) close() error { s.closed++; panic("in close") }

// TestStream looks at what a loop sees of a reader's end, errors and panics.
func TestStream(t *testing.T) {
	st, cause := fact("a", "b", 1), errors.New("broken")
	give := func(err error) func(to []graph.Statement) ([]graph.Statement, error) {
		return func(to []graph.Statement) ([]graph.Statement, error) { return append(to, st, st), err }
	}
	for what, c := range map[string]struct {
		steps []func(to []graph.Statement) ([]graph.Statement, error)
		n     int  // statements
		fails bool // and then an error
	}{
		"ends with statements":    {[]func(to []graph.Statement) ([]graph.Statement, error){give(nil), give(io.EOF)}, 4, false},
		"ends without statements": {[]func(to []graph.Statement) ([]graph.Statement, error){give(nil), func(to []graph.Statement) ([]graph.Statement, error) { return to, io.EOF }}, 2, false},
		"fails":                   {[]func(to []graph.Statement) ([]graph.Statement, error){give(nil), give(cause)}, 2, true},
		"panics":                  {[]func(to []graph.Statement) ([]graph.Statement, error){give(nil), func([]graph.Statement) ([]graph.Statement, error) { panic(cause) }}, 2, true},
	} {
		r := &script{steps: c.steps}
		var g gate
		n, errs := 0, 0
		for _, err := range stream(t.Context(), &g, func() (reader, error) { return r, nil }, func(err error) error { return errors.Join(cause, err) }) {
			if err == nil {
				n++
			} else if errs++; !errors.Is(err, cause) {
				t.Errorf("%s: got the error %v", what, err)
			}
		}
		if n != c.n || (errs == 1) != c.fails || errs > 1 || r.closed != 1 || g.calls != 0 {
			t.Errorf("%s: %d statements and %d errors, closed %d times, %d calls under way", what, n, errs, r.closed, g.calls)
		}
	}
}
