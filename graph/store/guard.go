package store

import (
	"fmt"
	"runtime/debug"
)

// panicError is a panic that was turned into an error.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// guard runs f and turns a panic into a *panicError. Cayley and bbolt panic on
// what they did not expect in a file, and a page that cannot be read any more
// from a mapped file is a memory fault, which would end the process.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{value: p, stack: debug.Stack()}
		}
	}()
	return f()
}
