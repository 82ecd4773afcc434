package graph

import (
	"errors"
	"strings"
)

// ErrorKind is what went wrong, for whoever has to turn it into a status.
type ErrorKind uint8

// The kinds of error.
const (
	Invalid     ErrorKind = iota + 1 // a parameter or a statement is not acceptable
	NotFound                         // the thing asked for is not in the graph
	Moved                            // the entity was merged into another; To says which
	BadCursor                        // a cursor is damaged, or belongs to another question or graph version
	Unavailable                      // the store is closed or broken
	Conflict                         // what was asked for does not go with what is there
	Stale                            // what is to be changed is no longer what the caller saw
	NoSpace                          // the store has no room left; nothing was changed
)

// Error is the only kind of error that the package makes for a caller to read.
// Its text is safe to show to a client. Errors of a context are passed on as
// they are.
type Error struct {
	Kind   ErrorKind
	Issues []Issue // at least one
	To     string  // for Moved: the slug of the entity that took over
	Err    error   // the cause, never shown to a client
}

// Issue is one mistake and its place.
type Issue struct {
	Param   string   // the parameter or field; "" where there is none
	Value   any      // what was given
	Message string   // what is wrong and what was expected
	Suggest []string // what may have been meant, nearest first
}

func (e *Error) Error() string {
	parts := make([]string, len(e.Issues))
	for i, is := range e.Issues {
		parts[i] = is.Text()
	}
	return strings.Join(parts, "; ")
}

func (e *Error) Unwrap() error { return e.Err }

// Text is the message with its suggestions.
func (i Issue) Text() string {
	switch len(i.Suggest) {
	case 0:
		return i.Message
	case 1:
		return i.Message + "; did you mean " + i.Suggest[0] + "?"
	}
	last := len(i.Suggest) - 1
	return i.Message + "; did you mean " + strings.Join(i.Suggest[:last], ", ") + " or " + i.Suggest[last] + "?"
}

// ErrClosed is wrapped by the errors of a store that has been closed.
var ErrClosed = errors.New("the store is closed")

// KindOf returns the kind of the first *Error in err's chain, or 0.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return 0
}

// invalid makes an *Error of kind Invalid with one issue.
func invalid(param string, value any, message string, suggest ...string) *Error {
	return &Error{Kind: Invalid, Issues: []Issue{{Param: param, Value: value, Message: message, Suggest: suggest}}}
}
