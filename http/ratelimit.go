package http

import (
	"math"
	"net/netip"
	"sync"
	"time"
)

// rateLimiter limits requests per client with the generic cell rate algorithm
// (ITU-T I.371): of each it keeps only the time at which all that was let through
// would have been due at the even rate. K tells clients apart.
type rateLimiter[K comparable] struct {
	policy   string        // name of the limit
	rate     float64       // requests per second
	burst    int           // requests that may come at once
	interval time.Duration // between two requests at the even rate
	ahead    time.Duration // how far a burst may run ahead of it
	now      func() time.Time

	mu  sync.Mutex
	due map[K]time.Time
}

// quota is what a client has left.
type quota struct {
	allowed   bool
	remaining int           // requests that may come at once now
	wait      time.Duration // until one is allowed, where none is
	whole     time.Duration // until the whole burst is there again, if no request comes
}

// maxClients bounds a limiter's memory.
const maxClients = 1 << 16

// newRateLimiter makes a limiter; nil where the rate is 0, which is no limit.
func newRateLimiter[K comparable](policy string, perSecond float64, burst int) *rateLimiter[K] {
	if perSecond <= 0 {
		return nil
	}
	interval := time.Duration(float64(time.Second) / perSecond)
	return &rateLimiter[K]{policy: policy, rate: perSecond, burst: max(burst, 1), interval: interval, ahead: time.Duration(max(burst-1, 0)) * interval,
		now: time.Now, due: map[K]time.Time{}}
}

// take lets a request of a client through, or says when to come again.
func (l *rateLimiter[K]) take(client K) quota {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	due, known := l.due[client]
	if due.Before(now) {
		due = now
	}
	if wait := due.Sub(now) - l.ahead; wait > 0 {
		return quota{wait: wait, whole: due.Sub(now)}
	}
	if !known && len(l.due) >= maxClients {
		l.forget(now)
	}
	due = due.Add(l.interval)
	l.due[client] = due
	whole := due.Sub(now)
	return quota{allowed: true, whole: whole, remaining: int((l.ahead + l.interval - whole) / l.interval)}
}

// giveBack takes back a request that was let through here and refused elsewhere.
func (l *rateLimiter[K]) giveBack(client K) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if due, known := l.due[client]; known {
		l.due[client] = due.Add(-l.interval)
	}
}

// window is in how many seconds the even rate gives a whole burst.
func (l *rateLimiter[K]) window() int { return wholeSeconds(time.Duration(l.burst) * l.interval) }

// forget drops the clients that have nothing outstanding; if all have, one of
// them, since memory is worth more than its limit.
func (l *rateLimiter[K]) forget(now time.Time) {
	for a, due := range l.due {
		if due.Before(now) {
			delete(l.due, a)
		}
	}
	for a := range l.due {
		if len(l.due) < maxClients {
			return
		}
		delete(l.due, a)
	}
}

// wholeSeconds rounds up, to 1 at least.
func wholeSeconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }

// network is the unit that is limited: an IPv4 address, or the /64 that an IPv6
// client usually has to itself.
func network(address string) netip.Prefix {
	a, err := netip.ParseAddr(address)
	if err != nil {
		if ap, err := netip.ParseAddrPort(address); err == nil {
			a = ap.Addr()
		}
	}
	a = a.Unmap()
	bits := 32
	if a.Is6() {
		bits = 64
	}
	p, _ := a.Prefix(bits) // the zero Prefix for what is no address: all such share one limit
	return p
}
