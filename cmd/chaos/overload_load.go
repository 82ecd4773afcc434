package main

import (
	"context"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// outcome is what became of one request of an open loop.
type outcome struct {
	status  int           // 0: no answer
	latency time.Duration // from when it was due
	late    time.Duration // of it, until the client began
	retry   bool          // the answer has Retry-After
}

// caller makes one request; the body is read and dropped.
type caller func(ctx context.Context) outcome

// openLoop makes requests at a rate for a time, however long they take: those who
// ask do not wait for one another. Latency counts from the moment at which a
// request was due, so a client that is late itself hides nothing. Beyond most
// unanswered requests no more are made; unsent counts those.
func openLoop(ctx context.Context, rate float64, d time.Duration, most int64, call caller) (outcomes []outcome, unsent int) {
	n := int(rate * d.Seconds())
	outcomes = make([]outcome, 0, n)
	var mu sync.Mutex
	var running sync.WaitGroup
	var open atomic.Int64
	began := time.Now()
	for i := range n {
		due := began.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		if wait := time.Until(due); wait > 0 {
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				running.Wait()
				return outcomes, unsent
			}
		}
		if open.Load() >= most {
			unsent++
			continue
		}
		open.Add(1)
		running.Go(func() {
			late := time.Since(due)
			o := call(ctx)
			o.latency, o.late = time.Since(due), late
			open.Add(-1)
			mu.Lock()
			outcomes = append(outcomes, o)
			mu.Unlock()
		})
	}
	running.Wait()
	return outcomes, unsent
}

// closedLoop makes requests one after the other from so many clients for a time,
// and answers how many a second were answered 200.
func closedLoop(ctx context.Context, clients int, d time.Duration, call caller) float64 {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	var answered atomic.Int64
	var running sync.WaitGroup
	began := time.Now()
	for range clients {
		running.Go(func() {
			for ctx.Err() == nil {
				if o := call(context.WithoutCancel(ctx)); o.status == http.StatusOK {
					answered.Add(1)
				}
			}
		})
	}
	running.Wait()
	return float64(answered.Load()) / time.Since(began).Seconds()
}

// questions makes a caller that asks one question after another.
func questions(c *http.Client, base string, next func() string) caller {
	return func(ctx context.Context) (o outcome) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+next(), nil)
		if err != nil {
			return o
		}
		req.Header.Set("Accept-Encoding", "gzip") // as most clients do; it is work
		res, err := c.Do(req)
		if err != nil {
			return o
		}
		defer res.Body.Close()
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			return o
		}
		return outcome{status: res.StatusCode, retry: res.Header.Get("Retry-After") != ""}
	}
}

// admitted are the latencies of answers with status 200, in order.
func admitted(outcomes []outcome) []time.Duration {
	var list []time.Duration
	for _, o := range outcomes {
		if o.status == http.StatusOK {
			list = append(list, o.latency)
		}
	}
	slices.Sort(list)
	return list
}

// lateness is the 99th percentile of how late the client itself was.
func lateness(outcomes []outcome) time.Duration {
	var list []time.Duration
	for _, o := range outcomes {
		list = append(list, o.late)
	}
	slices.Sort(list)
	return quantile(list, 0.99)
}

// quantile of a sorted list; 0 of none.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}
