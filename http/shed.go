package http

import (
	"container/list"
	"context"
	"errors"
	"sync"
	"time"
)

// gate lets some through at once, and lets others wait for their turn, but never
// long: what cannot be answered in time is refused while that is still cheap.
//
// The first to come is the first to go, and nobody waits longer than patience.
// Where the queue has not been empty for that long, more come than can be
// answered, and a queue only adds to everybody's wait: then nobody waits longer
// than standing, and the last to come is the first to go, so that those who are
// answered are answered soon. This is controlled delay (Nichols and Jacobson,
// Controlling queue delay, ACM Queue 10(5), 2012) as it is used for servers, with
// adaptive last in, first out (Maurer, Fail at scale, ACM Queue 13(8), 2015).
type gate struct {
	slots    int           // let through at once
	room     int           // may wait at once
	patience time.Duration // the longest wait
	standing time.Duration // the longest wait in a queue that stands; patience where it makes no difference
	now      func() time.Time

	mu      sync.Mutex
	busy    int
	queue   list.List // of *ticket, the first to come in front
	emptied time.Time // when the queue was last empty
}

// ticket is one that waits.
type ticket struct {
	came   time.Time
	called chan struct{} // closed when it is let through or refused
	let    bool
}

// errShed is what who must wait too long is answered.
var errShed = errors.New("more is asked than can be answered")

func newGate(slots, room int, patience, standing time.Duration) *gate {
	return &gate{slots: slots, room: room, patience: patience, standing: standing, now: time.Now}
}

// enter waits for a turn; who got one calls leave. Errors: errShed, and the
// context's.
func (g *gate) enter(ctx context.Context) error {
	g.mu.Lock()
	if g.busy < g.slots {
		g.busy++
		g.mu.Unlock()
		return nil
	}
	now := g.now()
	if g.queue.Len() == 0 {
		g.emptied = now
	}
	g.dismiss(now)
	if g.queue.Len() >= g.room {
		if !g.stands(now) || g.room == 0 {
			g.mu.Unlock()
			return errShed
		}
		g.refuse(g.queue.Front()) // it would be refused before the one that comes
	}
	t := &ticket{came: now, called: make(chan struct{})}
	at := g.queue.PushBack(t)
	g.mu.Unlock()

	timer := time.NewTimer(g.patience)
	defer timer.Stop()
	var ended error
	select {
	case <-t.called:
	case <-timer.C:
		ended = errShed
	case <-ctx.Done():
		ended = ctx.Err()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-t.called:
		if !t.let {
			return errShed
		}
		if ctx.Err() != nil {
			g.next()
			return ctx.Err()
		}
		return nil
	default:
		g.queue.Remove(at)
		return ended
	}
}

// leave gives the turn to the next.
func (g *gate) leave() {
	g.mu.Lock()
	g.next()
	g.mu.Unlock()
}

// next lets the next through in the place of one that leaves.
func (g *gate) next() {
	now := g.now()
	g.dismiss(now)
	at := g.queue.Front()
	if at == nil {
		g.busy--
		return
	}
	if g.stands(now) {
		at = g.queue.Back()
	}
	t := g.queue.Remove(at).(*ticket)
	t.let = true
	close(t.called)
}

// stands reports whether the queue has not been empty for long.
func (g *gate) stands(now time.Time) bool {
	return g.standing < g.patience && g.queue.Len() > 0 && now.Sub(g.emptied) > g.patience
}

// dismiss refuses those that have waited too long.
func (g *gate) dismiss(now time.Time) {
	most := g.patience
	if g.stands(now) {
		most = g.standing
	}
	for at := g.queue.Front(); at != nil && now.Sub(at.Value.(*ticket).came) > most; at = g.queue.Front() {
		g.refuse(at)
	}
}

func (g *gate) refuse(at *list.Element) { close(g.queue.Remove(at).(*ticket).called) }

// waiting is how many wait.
func (g *gate) waiting() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.queue.Len()
}
