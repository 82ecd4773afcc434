package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// beginning is the name with which every entity begins.
const beginning = "beginning"

// operation is one question or change of the history, of one entity.
type operation struct {
	client       int
	entity       int
	call, answer time.Duration // since the trial began
	kind         kind
	value        string // the name that is written, or was read
	expect       string // for a conditional write: the name that must be there
	held         bool   // whether that was so
	change       uint64 // the change set made, or the last one that a read saw
}

type kind int

const (
	reading    kind = iota
	setting         // writes, whatever is there
	exchanging      // writes, if what was read is still there
)

func (w *crowd) record(o operation) {
	w.mu.Lock()
	w.history = append(w.history, o)
	w.mu.Unlock()
}

// hear notes the last change set that an answer tells of, before the time of that
// answer is taken.
func (w *crowd) hear(a *answer) {
	w.mu.Lock()
	w.known.Store(max(w.known.Load(), a.change()))
	w.mu.Unlock()
}

func (w *crowd) now() time.Duration { return time.Since(w.clock) }

// named is an entity as it is read.
type named struct {
	Name     struct{ En string } `json:"name"`
	Revision string              `json:"revision"`
}

// write makes the change sets of one client: of three, two set a name, and one
// exchanges the name that was just read, from another server where there is one.
func (w *crowd) write(ctx context.Context, client int) {
	c, next := newClient(w.base(client), w.secret), newClient(w.base(client+1), w.secret)
	defer c.close()
	defer next.close()
	random := w.random(uint64(client))
	for made, try := 0, 0; made < w.options.Changes && ctx.Err() == nil; try++ {
		o := operation{client: client, entity: random.IntN(w.options.Entities), kind: setting, value: fmt.Sprintf("w%d-%d", client, try)}
		match := "*"
		if random.IntN(3) == 0 {
			read, ok := w.readOne(ctx, c, client, o.entity, 0)
			if !ok {
				return
			}
			o.kind, o.expect, match = exchanging, read.Name.En, `"`+read.Revision+`"`
		}
		o.call = w.now()
		a := w.again(ctx, func() (*answer, error) {
			return next.ask(ctx, http.MethodPatch, "/v1/entities/"+entityName(o.entity), encode(map[string]any{"name": map[string]string{"en": o.value}}), "If-Match", match, "Idempotency-Key", o.value)
		})
		o.answer = w.now()
		switch {
		case a == nil:
			return
		case a.status == http.StatusOK:
			made++
			w.acked.Add(1)
			o.held, o.change = true, a.change()
		case a.status == http.StatusPreconditionFailed && o.kind == exchanging:
			w.failed.Add(1)
		default:
			w.wrong(unexpected, "PATCH: %d %.300s", a.status, a.body)
			return
		}
		w.record(o)
		// Plain read after write: the same client, with no parameter where there is one
		// server, now sees it.
		if made%8 == 0 {
			if _, ok := w.readOne(ctx, c, client, o.entity, 0); !ok {
				return
			}
		}
	}
}

// read asks until it is told to stop; of two questions, one asks for the last
// change set that anybody has heard of.
func (w *crowd) read(ctx context.Context, client int, stop <-chan struct{}) {
	c := newClient(w.base(client), "")
	defer c.close()
	random := w.random(uint64(client))
	for {
		select {
		case <-stop:
			return
		case <-ctx.Done():
			return
		case <-time.After(time.Duration(random.Int64N(2*int64(w.options.Pause) + 1))):
		}
		least := uint64(0)
		if random.IntN(2) == 0 {
			least = w.known.Load()
		}
		entity := random.IntN(w.options.Entities)
		if _, ok := w.readOne(ctx, c, client, entity, least); !ok {
			return
		}
	}
}

// readOne reads an entity, in a graph that has at least a change set.
func (w *crowd) readOne(ctx context.Context, c *client, client, entity int, least uint64) (n named, ok bool) {
	path := "/v1/entities/" + entityName(entity)
	o := operation{client: client, entity: entity, kind: reading, call: w.now()}
	switch {
	case len(w.servers) == 1:
	case w.Control:
		least = 0
	default:
		least = w.known.Load()
	}
	if least > 0 {
		path += fmt.Sprintf("?at_least=%d", least)
	}
	a := w.again(ctx, func() (*answer, error) { return c.ask(ctx, http.MethodGet, path, nil) })
	o.answer = w.now()
	switch {
	case a == nil:
		return n, false
	case a.status != http.StatusOK:
		w.wrong(unexpected, "GET %s: %d %.300s", path, a.status, a.body)
		return n, false
	}
	if err := json.Unmarshal(a.body, &n); err != nil {
		w.wrong(unexpected, "GET %s: %v", path, err)
		return n, false
	}
	if o.value, o.change = n.Name.En, a.change(); o.change < least {
		w.wrong(staleRead, "at_least=%d was answered as of %d", least, o.change)
	}
	w.reads.Add(1)
	w.record(o)
	return n, true
}

// again asks once more as long as the server is too busy, which says that it did
// nothing. It answers nil where the server does not answer.
func (w *crowd) again(ctx context.Context, ask func() (*answer, error)) *answer {
	for {
		a, err := ask()
		if err != nil {
			if ctx.Err() == nil {
				w.wrong(unexpected, "%v", err)
			}
			return nil
		}
		w.hear(a)
		if a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") == "" {
			return a
		}
		w.shed.Add(1)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(50 * time.Millisecond):
		}
	}
}
