package http

import (
	"container/list"
	"context"
	"errors"
	"net/netip"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// gate lets some through at once, and lets others wait for their turn, but never
// long: what cannot be answered in time is refused while that is still cheap.
//
// The first to come is the first to go, and nobody waits longer than patience.
// Where the queue has not been empty for that long, more come than can be
// answered, and a queue only adds to everybody's wait. Then it stands: nobody
// waits longer than standing, the last to come is the first to go, so that those
// who are answered are answered soon, and no more wait than are let through within
// standing. This is controlled delay (Nichols and Jacobson, Controlling queue
// delay, ACM Queue 10(5), 2012) as it is used for servers, with adaptive last in,
// first out (Maurer, Fail at scale, ACM Queue 13(8), 2015).
//
// Clients do not wait for one another's crowds: of those that wait, the client
// goes first of whom the fewest are through, and one of whom nobody is through
// takes one of some spare places. Of one client's, what was begun goes first: it holds
// memory until it is done.
type gate struct {
	slots    int           // let through at once
	spare    int           // beside them, for clients of whom nobody is through
	room     int           // may wait at once
	patience time.Duration // the longest wait
	standing time.Duration // the longest wait in a queue that stands; patience where it makes no difference
	now      func() time.Time

	full atomic.Bool // the queue stands, and has no room: who comes now is refused

	mu      sync.Mutex
	busy    int
	through map[netip.Prefix]int // of those, how many are whose
	waits   map[netip.Prefix]int // of those that wait, how many are whose
	queue   list.List            // of *ticket, the first to come in front
	began   time.Time            // since when it has not been empty, but for moments shorter than patience
	emptied time.Time            // when it last became empty
	window                       // of what was let through
}

// window counts what is let through in stretches of patience.
type window struct {
	since       time.Time
	now, before int
}

// ticket is one that waits.
type ticket struct {
	client netip.Prefix
	came   time.Time
	begun  bool          // it was through before, and waits however long it takes
	called chan struct{} // closed when it is let through or refused
	let    bool
}

// errShed is what who must wait too long is answered.
var errShed = errors.New("more is asked than can be answered")

func newGate(slots, spare, room int, patience, standing time.Duration) *gate {
	return &gate{slots: slots, spare: spare, room: room, patience: patience, standing: standing, now: time.Now, through: map[netip.Prefix]int{}, waits: map[netip.Prefix]int{}}
}

// enter waits for a turn; who got one calls leave. Errors: errShed, and the
// context's.
func (g *gate) enter(ctx context.Context, client netip.Prefix) error {
	err := g.wait(ctx, &ticket{client: client})
	if err == nil {
		// Those who have come meanwhile and wait for a core only to come here must do
		// so before the work begins. Else each would find the place free that the one
		// before has left, and the queue would be where nobody sees it.
		runtime.Gosched()
	}
	return err
}

// again waits for another turn of a request that had one, and is not refused.
// Errors are the context's.
func (g *gate) again(ctx context.Context, client netip.Prefix) error {
	return g.wait(ctx, &ticket{client: client, begun: true})
}

func (g *gate) wait(ctx context.Context, t *ticket) error {
	g.mu.Lock()
	if g.fits(t.client) {
		g.pass(t)
		g.mu.Unlock()
		return nil
	}
	t.came, t.called = g.now(), make(chan struct{})
	g.dismiss(t.came)
	if g.queue.Len() >= g.capacity(t.came) && !t.begun && !g.makeRoom(t.client, t.came) {
		g.mu.Unlock()
		return errShed
	}
	if g.queue.Len() == 0 && t.came.Sub(g.emptied) > g.patience {
		g.began = t.came
	}
	at := g.queue.PushBack(t)
	g.waits[t.client]++
	g.full.Store(g.queue.Len() >= g.capacity(t.came) && g.stands(t.came))
	g.mu.Unlock()

	var late <-chan time.Time
	if !t.begun {
		timer := time.NewTimer(g.patience)
		defer timer.Stop()
		late = timer.C
	}
	var ended error
	select {
	case <-t.called:
	case <-late:
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
			g.next(t.client)
			return ctx.Err()
		}
		return nil
	default:
		g.remove(at)
		return ended
	}
}

// makeRoom refuses one of a full queue so that another can come in: of the client
// of whom the most wait, in a queue that stands the first to come, who would be
// refused before the others, else the last. There it must be another client.
func (g *gate) makeRoom(client netip.Prefix, now time.Time) bool {
	stands := g.stands(now)
	var victim *list.Element
	most := 0
	for at := g.queue.Front(); at != nil; at = at.Next() {
		t := at.Value.(*ticket)
		if n := g.waits[t.client]; !t.begun && (n > most || n == most && !stands) {
			victim, most = at, n
		}
	}
	if victim == nil || !stands && most <= g.waits[client]+1 {
		return false
	}
	g.refuse(victim)
	return true
}

// turnsAway reports whether one of a client who comes now is refused: there is no
// room, and of the client some are here.
func (g *gate) turnsAway(client netip.Prefix) bool {
	if !g.full.Load() {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.through[client]+g.waits[client] > 0
}

// leave gives the turn to the next.
func (g *gate) leave(client netip.Prefix) {
	g.mu.Lock()
	g.next(client)
	g.mu.Unlock()
}

// fits reports whether one of a client can be let through.
func (g *gate) fits(client netip.Prefix) bool {
	return g.busy < g.slots || g.busy < g.slots+g.spare && g.through[client] == 0
}

// pass lets one through.
func (g *gate) pass(t *ticket) {
	g.busy++
	g.through[t.client]++
	g.passed(g.now())
}

// next lets the next through when one of a client leaves.
func (g *gate) next(client netip.Prefix) {
	g.busy--
	forget(g.through, client)
	now := g.now()
	g.dismiss(now)
	for {
		at := g.pick(now)
		if at == nil || !g.fits(at.Value.(*ticket).client) {
			return
		}
		t := g.remove(at)
		t.let = true
		close(t.called)
		g.pass(t)
	}
}

// pick chooses who is next.
func (g *gate) pick(now time.Time) (best *list.Element) {
	stands := g.stands(now)
	for at := g.queue.Front(); at != nil; at = at.Next() {
		if best == nil {
			best = at
			continue
		}
		t, b := at.Value.(*ticket), best.Value.(*ticket)
		n, m := g.through[t.client], g.through[b.client]
		if n < m || n == m && !b.begun && (stands || t.begun && t.client == b.client) {
			best = at
		}
	}
	return best
}

// stands reports whether the queue has not been empty for long.
func (g *gate) stands(now time.Time) bool {
	return g.standing < g.patience && g.queue.Len() > 0 && now.Sub(g.began) > g.patience
}

// capacity is how many may wait: of a queue that stands as many as are let through
// within standing.
func (g *gate) capacity(now time.Time) int {
	if !g.stands(now) {
		return g.room
	}
	return min(g.room, max(2*g.slots, int(time.Duration(max(g.window.now, g.window.before))*g.standing/g.patience)))
}

// passed counts one that is let through.
func (g *gate) passed(now time.Time) {
	w := &g.window
	if age := now.Sub(w.since); age >= g.patience {
		w.since, w.before = now, w.now
		if age >= 2*g.patience {
			w.before = 0
		}
		w.now = 0
	}
	w.now++
}

// dismiss refuses those that have waited too long.
func (g *gate) dismiss(now time.Time) {
	most := g.patience
	if g.stands(now) {
		most = g.standing
	}
	for at := g.queue.Front(); at != nil; {
		t, after := at.Value.(*ticket), at.Next()
		if now.Sub(t.came) <= most {
			return
		}
		if !t.begun {
			g.refuse(at)
		}
		at = after
	}
}

func (g *gate) refuse(at *list.Element) { close(g.remove(at).called) }

func (g *gate) remove(at *list.Element) *ticket {
	t := g.queue.Remove(at).(*ticket)
	forget(g.waits, t.client)
	g.full.Store(false)
	if g.queue.Len() == 0 {
		g.emptied = g.now()
	}
	return t
}

// forget counts one of a client less.
func forget(counts map[netip.Prefix]int, client netip.Prefix) {
	if counts[client]--; counts[client] == 0 {
		delete(counts, client)
	}
}

// waiting is how many wait.
func (g *gate) waiting() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.queue.Len()
}
