package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/innograph/innograph/graph"
)

// load is a write load of several writers that each know what must be in the
// store because of them.
type load struct {
	t       *trial
	writers []*writer
	secret  string
	away    bool              // the store may be: 503 then leaves open whether a write was made
	frozen  atomic.Bool       // what is answered from now on does not count as answered
	seen    uint64            // the last change set that was looked at
	made    map[uint64]*write // all that are in this store, by the number of their change set
	acked   atomic.Int64      // writes that were acknowledged
	refused atomic.Int64      // writes that were refused for want of space
	unknown atomic.Int64      // and because the store was away
}

// write is a request that changes the graph, and what came of it.
type write struct {
	name         string // its Idempotency-Key, and the message of its change set
	method, path string
	match        string // If-Match
	body         []byte
	add, remove  []graph.Statement // what it must change

	acked  bool
	number uint64 // of its change set, once acknowledged
}

// writer makes one write after another, on entities of its own. A write of which
// the outcome is not known stays pending, and the writer stops.
type writer struct {
	id       int
	random   *rand.Rand
	seq      int
	live     map[string]graph.Statement // what must be in the store, by id
	entities []string
	last     *write   // the last that was settled; nil where it cannot be undone
	pending  *write   // outcome unknown
	done     []*write // acknowledged, and not looked at since
}

func newLoad(t *trial, writers int, secret string) *load {
	l := &load{t: t, secret: secret, made: map[uint64]*write{}}
	for i := range writers {
		l.writers = append(l.writers, &writer{id: i, random: t.random(1000 + uint64(i)), live: map[string]graph.Statement{}})
	}
	return l
}

// fresh begins with a store that holds nothing of the load.
func (l *load) fresh() {
	for _, w := range l.writers {
		w.live, w.entities, w.last, w.pending, w.done = map[string]graph.Statement{}, nil, nil, nil, nil
	}
	l.seen, l.made = 0, map[uint64]*write{}
}

// run lets all writers write until the context ends, a write's outcome is not
// known, or a write is refused for want of space, which pauses its writer.
func (l *load) run(ctx context.Context, base string) {
	var running sync.WaitGroup
	c := newClient(base, l.secret)
	defer c.close()
	for _, w := range l.writers {
		running.Go(func() {
			for ctx.Err() == nil && l.step(ctx, c, w) {
			}
		})
	}
	running.Wait()
}

// step makes one write, and reports whether the writer may go on.
func (l *load) step(ctx context.Context, c *client, w *writer) bool {
	wr := w.next()
	w.pending = wr
	a, err := wr.send(context.WithoutCancel(ctx), c)
	switch {
	case l.frozen.Load():
		return false
	case a == nil:
		return false // the server is gone; did it get so far?
	case a.status == 200 || a.status == 201:
		// It is acknowledged from the first byte on.
		l.acked.Add(1)
		w.settle(wr, a.change())
		return err == nil
	case a.status == 507:
		l.refused.Add(1)
		w.pending = nil
		return false
	case l.away && a.status == 503 && a.header.Get("Retry-After") != "":
		l.unknown.Add(1)
		return false
	}
	l.t.wrong("refused write", "%s %s: %d %.300s", wr.method, wr.path, a.status, a.body)
	w.pending = nil
	return false
}

// send makes the request; it may be made again.
func (wr *write) send(ctx context.Context, c *client) (*answer, error) {
	header := []string{"Idempotency-Key", wr.name}
	if wr.match != "" {
		header = append(header, "If-Match", wr.match)
	}
	return c.ask(ctx, wr.method, wr.path+"message="+wr.name, wr.body, header...)
}

// settle notes that a write was acknowledged.
func (w *writer) settle(wr *write, number uint64) {
	wr.acked, wr.number = true, number
	w.apply(wr)
	w.pending = nil
	w.done = append(w.done, wr)
}

// apply makes the write's changes in what must be there.
func (w *writer) apply(wr *write) {
	for _, s := range wr.remove {
		delete(w.live, s.ID)
	}
	for _, s := range wr.add {
		w.live[s.ID] = s
	}
	types := slices.DeleteFunc(slices.Collect(maps.Values(w.live)), func(s graph.Statement) bool { return s.Relation != graph.RelType })
	w.entities = w.entities[:0]
	for _, s := range types {
		w.entities = append(w.entities, s.Subject)
	}
	slices.Sort(w.entities)
	w.last = wr
}

// about are the statements that must be there and have a subject.
func (w *writer) about(entity string) (list []graph.Statement) {
	for _, s := range w.live {
		if s.Subject == entity {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b graph.Statement) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// name makes a name that no other write of the trial has.
func (w *writer) name() string {
	w.seq++
	return fmt.Sprintf("w%d-%06d", w.id, w.seq)
}
