package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// haReads are clients that read what they have just written.
type haReads struct {
	*trial
	options *haReadsCmd
	run     string // begins every name

	asked           atomic.Int64 // reads to check that were begun
	wrote           atomic.Int64
	checked, beside haReadFigures // reads with at_least, and without
	writes          haReadFigures
}

// haReadFigures are about requests of one kind.
type haReadFigures struct {
	mu    sync.Mutex
	took  []time.Duration // with the attempts that were asked to come again
	stale int
	again int // answers that asked to come again
	lost  int // requests without an answer in time, and made again
}

func (f *haReadFigures) note(took time.Duration, stale bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.took = append(f.took, took)
	if stale {
		f.stale++
	}
}

// sorted is how long they took, in order.
func (f *haReadFigures) sorted() []time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	slices.Sort(f.took)
	return f.took
}

// work is one client. It has an entity of its own, so that it knows what must be
// there: what it has written last.
func (r *haReads) work(c *client, number int) error {
	path := fmt.Sprintf("/v1/entities/%s-%d", r.run, number)
	for n := 0; r.asked.Load() < int64(r.options.Reads) && r.ctx.Err() == nil; n++ {
		value := fmt.Sprintf("%s-%d-%d", r.run, number, n)
		a, err := r.write(c, path, value, n)
		if err != nil {
			return err
		}
		r.wrote.Add(1)
		errs := make([]error, r.options.Each+1)
		var running sync.WaitGroup
		for i := range errs {
			checked := i < r.options.Each
			if checked {
				r.asked.Add(1)
			}
			running.Go(func() { errs[i] = r.read(c, path, value, a.change(), checked) })
		}
		running.Wait()
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// write makes the entity, or gives it another name.
func (r *haReads) write(c *client, path, value string, n int) (*answer, error) {
	name := map[string]string{"zh": "走廊", "en": value}
	if n > 0 {
		return r.ask(c, &r.writes, http.MethodPatch, path, http.StatusOK, encode(map[string]any{"name": name}), "If-Match", "*", "Idempotency-Key", value)
	}
	return r.ask(c, &r.writes, http.MethodPost, "/v1/entities", http.StatusCreated, encode(map[string]any{"id": path[len("/v1/entities/"):], "type": "Corridor", "name": name,
		"status": "planned", "basis": "stated", "references": evidence}), "Idempotency-Key", value)
}

// read reads the entity and compares. What is checked asks for the change set that
// the write answered, but in the control.
func (r *haReads) read(c *client, path, value string, change uint64, checked bool) error {
	figures := &r.beside
	if checked {
		figures = &r.checked
		if !r.Control {
			path += fmt.Sprintf("?at_least=%d", change)
		}
	}
	began := time.Now()
	a, err := r.ask(c, figures, http.MethodGet, path, http.StatusOK, nil)
	if err != nil {
		return err
	}
	var found named
	if a.status == http.StatusOK {
		if err := json.Unmarshal(a.body, &found); err != nil {
			return fmt.Errorf("GET %s: %w", path, err)
		}
	}
	// An entity that another replica does not know yet is as stale as can be.
	stale := found.Name.En != value || a.change() < change
	figures.note(time.Since(began), stale)
	if stale && checked {
		r.wrong(haStaleRead, "GET %s: status %d, %q as of change set %d; %q was acknowledged with change set %d", path, a.status, found.Name.En, a.change(), value, change)
	}
	return nil
}

// ask asks once more, a little later, where the answer is to come again or does not
// come at all; a write keeps its Idempotency-Key. Any other answer than the expected
// one is an error, except that a read may find nothing.
func (r *haReads) ask(c *client, figures *haReadFigures, method, path string, want int, body []byte, header ...string) (*answer, error) {
	for tried := 1; ; tried++ {
		a, err := c.ask(r.ctx, method, path, body, header...)
		switch {
		case err == nil && (a.status == want || method == http.MethodGet && a.status == http.StatusNotFound):
			return a, nil
		case err == nil && (a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") == ""):
			return nil, fmt.Errorf("%s %s: %d %.300s", method, path, a.status, a.body)
		case err != nil && (tried == haReadAttempts || r.ctx.Err() != nil):
			return nil, err
		}
		figures.mu.Lock()
		if err == nil {
			figures.again++
		} else {
			figures.lost++
		}
		figures.mu.Unlock()
		haSleep(r.ctx, haRetryPause)
	}
}

// haReadAttempts is after how many of them a client gives up that gets no answer.
const haReadAttempts = 10
