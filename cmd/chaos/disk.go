package main

import (
	"math/rand/v2"
	"slices"
	"sync"
)

// disk is one with a volatile cache of writes: until it is flushed, it may lose
// any part of what was written since. It is kept in memory.
type disk struct {
	mu      sync.Mutex
	now     []byte // as it is read
	durable []byte // as of the last flush
	cached  []cached
	writes  int
	flushes int
}

// cached is a write that was not flushed.
type cached struct {
	at   int
	data []byte
}

// sector is what a disk writes whole or not at all, in bytes.
const sector = 512

// newDisk makes a disk of an image, which it owns.
func newDisk(image []byte) *disk { return &disk{now: image, durable: slices.Clone(image)} }

func (d *disk) size() int { return len(d.now) } // which never changes

// count is how many writes and flushes there were.
func (d *disk) count() (writes, flushes int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.writes, d.flushes
}

// read answers what is at an offset, less at the end of the disk. The caller does
// not change it.
func (d *disk) read(at, n int) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	at = min(max(at, 0), len(d.now))
	return slices.Clone(d.now[at:min(at+n, len(d.now))])
}

// write reports whether there is room for it.
func (d *disk) write(at int, data []byte) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if at < 0 || at+len(data) > len(d.now) {
		return false
	}
	copy(d.now[at:], data)
	d.cached = append(d.cached, cached{at, slices.Clone(data)})
	d.writes++
	return true
}

// flush makes all that was written durable.
func (d *disk) flush() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, w := range d.cached {
		copy(d.durable[w.at:], w.data)
	}
	d.cached = nil
	d.flushes++
}

// cut answers what is on the disk when its power is cut now: all that was
// flushed, and of the rest nothing, all, the first so many sectors, or any of
// them, as the cache would have it.
func (d *disk) cut(random *rand.Rand) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	image := slices.Clone(d.durable)
	survives := []func() bool{
		func() bool { return false },
		func() bool { return true },
		func() bool { return random.IntN(2) == 0 },
		d.firstFew(random),
	}[random.IntN(4)]
	for _, w := range d.cached {
		for i := 0; i < len(w.data); i += sector {
			if survives() {
				copy(image[w.at+i:], w.data[i:min(i+sector, len(w.data))])
			}
		}
	}
	return image
}

// firstFew lets so many sectors survive that were written first.
func (d *disk) firstFew(random *rand.Rand) func() bool {
	n := 0
	for _, w := range d.cached {
		n += (len(w.data) + sector - 1) / sector
	}
	left := random.IntN(n + 1)
	return func() bool { left--; return left >= 0 }
}
