package audit

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// Log is an audit log that is open. It may be used by many at once.
type Log struct {
	path    string
	mu      sync.Mutex
	file    *os.File
	size    int64    // of the file, whole lines only
	room    int64    // bytes from its start for which the disk has room
	torn    bool     // the last write broke off, and what it left could not be taken back
	begun   int      // requests under way
	owed    [][]byte // lines that could not be written or made durable
	paid    int      // how many of them have been written since
	pending *pending
	syncs   syncer
	syncing sync.WaitGroup // those who wait for l.file to be durable
	closed  bool
}

// Entry is a request under way.
type Entry struct {
	log     *Log
	request Request
	slot    int
	once    sync.Once
	err     error
}

// Open opens a log, or begins one with mode 0600, and writes the lines that a
// crash left out. Only one process can have it open.
func Open(path string) (*Log, error) {
	l := &Log{path: path}
	p, left, err := openPending(path + ".pending")
	if err != nil {
		return nil, fmt.Errorf("the audit log %s: %w", path, err)
	}
	l.pending = p
	if err := l.open(); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if err := l.recover(left); err != nil {
		return nil, errors.Join(fmt.Errorf("the audit log %s: %w", path, err), l.Close())
	}
	return l, nil
}

// Begin notes that a request is about to change something. After an error nothing
// may be changed.
func (l *Log) Begin(r Request) (*Entry, error) {
	if r.Time.IsZero() {
		r.Time = time.Now()
	}
	begun, err := r.line(0, 0).encode()
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	slot := -1
	if err = l.prepare(); err == nil {
		slot, err = l.pending.write(begun)
	}
	if err == nil {
		l.begun++
	}
	l.mu.Unlock()
	if err == nil {
		if err = l.pending.sync(); err != nil {
			l.mu.Lock()
			l.begun--
			l.pending.clear(slot)
			l.mu.Unlock()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("the audit log %s cannot be written: %w", l.path, err)
	}
	return &Entry{log: l, request: r, slot: slot}, nil
}

// Done writes the line with the outcome and makes it durable; change is the
// number of the change set, or 0. After an error the line is still owed: it is
// written before the next request may begin, or when the log is next opened. A
// second call answers what the first did.
func (e *Entry) Done(status int, change uint64) error {
	e.once.Do(func() { e.err = e.done(status, change) })
	return e.err
}

func (e *Entry) done(status int, change uint64) error {
	l := e.log
	text, err := e.request.line(status, change).encode()
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.begun--
	var f *os.File
	if err = l.current(); err == nil {
		if err = l.append(text); err == nil {
			f = l.file
			l.syncing.Add(1)
		}
	}
	l.mu.Unlock()
	if err == nil {
		err = l.syncs.sync(f)
		l.syncing.Done()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.owed = append(l.owed, text)
		l.pending.keep(e.slot, text) // so that a restart knows the outcome
		return fmt.Errorf("the audit log %s cannot be written: %w", l.path, err)
	}
	l.pending.clear(e.slot)
	return nil
}

// Note writes the line of a request that was refused before it could change
// anything.
func (l *Log) Note(r Request, status int) error {
	text, err := r.line(status, 0).encode()
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err = l.current(); err == nil {
		err = l.reserve(int64(len(text)) + int64(l.begun)*maxLine) // not of the room of those under way
	}
	if err == nil {
		err = l.append(text)
	}
	if err != nil {
		return fmt.Errorf("the audit log %s cannot be written: %w", l.path, err)
	}
	return nil
}

// Reopen begins the log anew where it was renamed.
func (l *Log) Reopen() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.current()
}

// Close makes all of it durable and closes it.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil
	}
	var err error
	if len(l.owed) > 0 {
		if err = l.current(); err == nil {
			err = l.payOwed()
		}
	}
	l.closed = true
	return errors.Join(err, l.closeFile(), l.pending.close())
}

// prepare makes sure that a line can be written after the change: that the file
// is the right one, nothing is owed, and there is room.
func (l *Log) prepare() error {
	if err := l.current(); err != nil {
		return err
	}
	if err := l.payOwed(); err != nil {
		return err
	}
	return l.reserve(int64(l.begun+1) * maxLine)
}

// payOwed writes the lines that could not be written.
func (l *Log) payOwed() error {
	if len(l.owed) == 0 {
		return nil
	}
	for ; l.paid < len(l.owed); l.paid++ {
		if err := l.append(l.owed[l.paid]); err != nil {
			return err
		}
	}
	l.paid = 0 // after a failed sync nobody knows what is on the disk
	if err := l.syncs.sync(l.file); err != nil {
		return err
	}
	l.owed = nil
	l.pending.forget()
	return nil
}
