package http

import (
	"container/list"
	"net"
	"net/http"
	"sync"
)

// connections bounds how many are open. Where a new one comes and there are as
// many as may be, the one that has been idle longest makes room; where none is
// idle, the new one is closed.
type connections struct {
	most int

	mu   sync.Mutex
	idle list.List                  // of net.Conn, the longest idle in front
	open map[net.Conn]*list.Element // nil where it is not idle
}

func newConnections(most int) *connections {
	return &connections{most: most, open: map[net.Conn]*list.Element{}}
}

// changed is a hook of http.Server.
func (cs *connections) changed(c net.Conn, state http.ConnState) {
	if victim := cs.note(c, state); victim != nil {
		_ = victim.Close() // it reads no further request
	}
}

// note keeps the books, and answers a connection that is to be closed.
func (cs *connections) note(c net.Conn, state http.ConnState) (victim net.Conn) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	at, known := cs.open[c]
	if at != nil {
		cs.idle.Remove(at)
	}
	switch state {
	case http.StateClosed, http.StateHijacked:
		delete(cs.open, c)
		return nil
	case http.StateIdle:
		cs.open[c] = cs.idle.PushBack(c)
		return nil
	}
	cs.open[c] = nil
	if known || len(cs.open) <= cs.most {
		return nil
	}
	if oldest := cs.idle.Front(); oldest != nil {
		victim = cs.idle.Remove(oldest).(net.Conn)
		cs.open[victim] = nil // until net/http tells that it is closed
		return victim
	}
	return c
}
