package http

import (
	"bytes"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/klauspost/compress/gzip"
)

// answerCache keeps whole answers that were asked for more than once, by ETag:
// that names the version of the graph and the question as it was understood. It
// also lets those who ask what is just being answered wait for that answer.
type answerCache struct {
	mu      sync.Mutex
	kept    *simplelru.LRU[string, *answer]
	size    int // bytes of all kept answers
	max     int
	asked   *simplelru.LRU[string, struct{}] // questions that were asked once of late
	flights map[string]*flight
}

// answer is a body that never changes.
type answer struct {
	body   []byte
	link   string // the Link header
	inline string // the Content-Disposition header

	once   sync.Once
	zipped []byte
}

// gzipped is the body compressed, once for everybody.
func (a *answer) gzipped() []byte {
	a.once.Do(func() {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzipLevel) // the level is one that exists
		_, _ = w.Write(a.body)                     // a Buffer takes everything
		_ = w.Close()
		a.zipped = b.Bytes()
	})
	return a.zipped
}

// flight is a question that is being answered.
type flight struct {
	done    chan struct{}
	waiting int
	landed  bool
	answer  *answer // nil where it failed, or is too long to be shared
}

// askedOnce is how many questions are remembered that were asked once.
const askedOnce = 1 << 14

func newAnswerCache(max int) *answerCache {
	c := &answerCache{max: max, flights: map[string]*flight{}}
	c.kept, _ = simplelru.NewLRU(1<<20, func(_ string, a *answer) { c.size -= a.bytes() }) // bounded by bytes, see keep
	c.asked, _ = simplelru.NewLRU[string, struct{}](askedOnce, nil)
	return c
}

// bytes is what an answer takes, with room for its compressed form.
func (a *answer) bytes() int { return len(a.body) + len(a.body)/4 + 256 }

// begin answers a kept answer, or a flight to wait for, or a flight that the
// caller leads and must land.
func (c *answerCache) begin(key string) (kept *answer, wait, lead *flight) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a, ok := c.kept.Get(key); ok {
		return a, nil, nil
	}
	if f, ok := c.flights[key]; ok {
		f.waiting++
		return nil, f, nil
	}
	f := &flight{done: make(chan struct{})}
	c.flights[key] = f
	return nil, nil, f
}

// land ends a flight, the first time it is called. make copies the answer; it is
// called only where the answer is to be kept or shared, and nil where there is
// none.
func (c *answerCache) land(key string, f *flight, make func() *answer) {
	c.mu.Lock()
	if f.landed {
		c.mu.Unlock()
		return
	}
	f.landed = true
	delete(c.flights, key)
	again := c.asked.Contains(key)
	if make != nil && !again {
		c.asked.Add(key, struct{}{})
	}
	wanted := make != nil && (again || f.waiting > 0)
	c.mu.Unlock()
	if wanted {
		f.answer = make()
		c.keep(key, f.answer)
	}
	close(f.done)
}

func (c *answerCache) keep(key string, a *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a.bytes() > c.max || c.kept.Contains(key) {
		return
	}
	c.kept.Add(key, a)
	c.size += a.bytes()
	for c.size > c.max {
		c.kept.RemoveOldest()
	}
}
