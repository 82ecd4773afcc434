package store

import (
	"context"
	"sync"

	"github.com/innograph/innograph/graph"
)

// gate counts the calls under way, so that Close can wait for them. It is not a
// sync.RWMutex because a call may begin inside another one, in the body of a
// loop over Statements: behind a waiting Close that would never end.
type gate struct {
	mu     sync.Mutex
	calls  int
	closed bool
	idle   chan struct{} // made by close when it has to wait
}

// enter begins a call, or answers an error that wraps graph.ErrClosed.
func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return unavailable(graph.ErrClosed, "the store is closed")
	}
	g.calls++
	return nil
}

// leave ends a call.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.calls--
	if g.calls == 0 && g.idle != nil {
		close(g.idle)
	}
}

// close lets no more calls in and waits until those under way have ended. Only
// its first call answers nil.
func (g *gate) close() error {
	g.mu.Lock()
	if g.closed {
		g.mu.Unlock()
		return unavailable(graph.ErrClosed, "the store is closed")
	}
	g.closed = true
	var idle chan struct{}
	if g.calls > 0 {
		idle = make(chan struct{})
		g.idle = idle
	}
	g.mu.Unlock()
	if idle != nil {
		<-idle
	}
	return nil
}

// lock is a mutex that can be waited for under a context. It holds one token
// when it is free.
type lock chan struct{}

func newLock() lock {
	l := make(lock, 1)
	l <- struct{}{}
	return l
}

func (l lock) acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-l:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l lock) release() { l <- struct{}{} }
