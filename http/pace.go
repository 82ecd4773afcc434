package http

import (
	"context"
	"runtime"
)

// paced is the context of a heavy question, which lets others go first whenever it
// looks whether it must end.
type paced struct{ context.Context }

// Err implements [context.Context].
func (p paced) Err() error {
	letOthersGo()
	return p.Context.Err()
}

// letOthersGo lets those go first who wait for Go's scheduler, and those who wait for
// the machine's, which would let a thread run on for some milliseconds before one
// that has just got something to do, such as the next question.
func letOthersGo() {
	runtime.Gosched()
	yield()
}
