package audit

import (
	"os"
	"sync"
)

// syncer makes a file durable for many at once: all who come while one sync runs
// are served by the next.
type syncer struct {
	mu    sync.Mutex
	next  *round               // not begun yet; nil: none
	turn  sync.Mutex           // one sync at a time
	fsync func(*os.File) error // for tests; nil: File.Sync
}

// round is one sync of a file and what came of it.
type round struct {
	file *os.File
	once sync.Once
	err  error
}

// sync returns when all that was written to the file before the call is durable.
func (s *syncer) sync(f *os.File) error {
	s.mu.Lock()
	if s.next == nil || s.next.file != f {
		s.next = &round{file: f}
	}
	r := s.next
	s.mu.Unlock()
	r.once.Do(func() {
		s.turn.Lock()
		defer s.turn.Unlock()
		s.mu.Lock()
		if s.next == r {
			s.next = nil // who writes from now on needs another
		}
		s.mu.Unlock()
		if s.fsync != nil {
			r.err = s.fsync(f)
		} else {
			r.err = f.Sync()
		}
	})
	return r.err
}
