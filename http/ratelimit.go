package http

import (
	"net/netip"
	"sync"
	"time"
)

// rateLimiter limits requests per client address with the generic cell rate
// algorithm (ITU-T I.371): per address it keeps only the time at which all that
// was let through would have been due at the even rate.
type rateLimiter struct {
	interval time.Duration // between two requests at the even rate
	ahead    time.Duration // how far a burst may run ahead of it
	now      func() time.Time

	mu  sync.Mutex
	due map[netip.Prefix]time.Time
}

// maxAddresses bounds the limiter's memory.
const maxAddresses = 1 << 16

func newRateLimiter(perSecond float64, burst int) *rateLimiter {
	interval := time.Duration(float64(time.Second) / perSecond)
	return &rateLimiter{interval: interval, ahead: time.Duration(max(burst-1, 0)) * interval, now: time.Now, due: map[netip.Prefix]time.Time{}}
}

// allow reports whether the address may ask now, and if not, after how long.
func (l *rateLimiter) allow(address string) (ok bool, wait time.Duration) {
	key := network(address)
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	due, known := l.due[key]
	if due.Before(now) {
		due = now
	}
	if wait := due.Sub(now) - l.ahead; wait > 0 {
		return false, wait
	}
	if !known && len(l.due) >= maxAddresses {
		l.forget(now)
	}
	l.due[key] = due.Add(l.interval)
	return true, 0
}

// forget drops the addresses that have nothing outstanding; if all have, one of
// them, since memory is worth more than its limit.
func (l *rateLimiter) forget(now time.Time) {
	for a, due := range l.due {
		if due.Before(now) {
			delete(l.due, a)
		}
	}
	for a := range l.due {
		if len(l.due) < maxAddresses {
			return
		}
		delete(l.due, a)
	}
}

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
