package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"
)

// loader asks requests in turn over a number of connections. With a rate of 0
// each connection asks as soon as it is answered (closed loop); otherwise request
// number i is due i/rate seconds after the start, on whichever connection is
// free, and its latency counts from when it was due, so that a server that stalls
// cannot hide the requests that had to wait (coordinated omission).
//
// It writes ready-made bytes to bare connections: net/http's client would add
// two goroutine switches to every latency.
type loader struct {
	host        string
	requests    [][]byte
	connections int
	rate        float64 // requests per second
}

// loadResult is what a loader saw.
type loadResult struct {
	latencies *hdr.Histogram // nanoseconds
	status    map[int]int    // answers by status; 0: no answer
	firstErr  error          // why there was no answer, the first time
	bytes     int64          // of bodies
	took      time.Duration
}

const (
	longestLatency = 60 * time.Second
	answerTimeout  = longestLatency
)

// run asks for a time. Requests that were sent by then are waited for.
func (l *loader) run(ctx context.Context, duration time.Duration) (*loadResult, error) {
	ctx, cancel := context.WithTimeout(ctx, duration)
	defer cancel()
	start := time.Now()
	var next atomic.Int64
	results := make([]*loadResult, l.connections)
	var wg sync.WaitGroup
	for i := range results {
		results[i] = newLoadResult()
		wg.Go(func() {
			c := connection{host: l.host}
			defer c.close()
			for {
				n := next.Add(1) - 1
				due := time.Now()
				if l.rate > 0 {
					due = start.Add(time.Duration(float64(n) / l.rate * float64(time.Second)))
					if !sleepUntil(ctx, due) {
						return
					}
				}
				if ctx.Err() != nil {
					return
				}
				status, size, err := c.ask(l.requests[int(n%int64(len(l.requests)))], io.Discard)
				results[i].add(time.Since(due), status, size, err)
				if err != nil && !sleepUntil(ctx, time.Now().Add(10*time.Millisecond)) {
					return
				}
			}
		})
	}
	wg.Wait()
	sum := newLoadResult()
	for _, r := range results {
		sum.merge(r)
	}
	sum.took = time.Since(start)
	if sum.answered() == 0 {
		return nil, fmt.Errorf("%s answered nothing in %s: %w", l.host, duration, sum.firstErr)
	}
	return sum, nil
}

// sleepUntil waits; false when the context ended first.
func sleepUntil(ctx context.Context, at time.Time) bool {
	wait := time.Until(at)
	if wait <= 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// connection is one kept-alive HTTP/1.1 connection, dialled when it is needed.
type connection struct {
	host   string
	conn   net.Conn
	reader *bufio.Reader
}

// ask sends a request and reads the body of the answer to its end.
func (c *connection) ask(request []byte, body io.Writer) (status int, size int64, err error) {
	response, err := c.send(request)
	if err != nil {
		c.close()
		return 0, 0, err
	}
	size, err = io.Copy(body, response.Body)
	if err != nil || response.Close {
		c.close()
	}
	if err != nil {
		return 0, size, err
	}
	return response.StatusCode, size, nil
}

func (c *connection) send(request []byte) (*http.Response, error) {
	if c.conn == nil {
		conn, err := net.DialTimeout("tcp", c.host, 5*time.Second)
		if err != nil {
			return nil, err
		}
		c.conn, c.reader = conn, bufio.NewReaderSize(conn, 64<<10)
	}
	if err := c.conn.SetDeadline(time.Now().Add(answerTimeout)); err != nil {
		return nil, err
	}
	if _, err := c.conn.Write(request); err != nil {
		return nil, err
	}
	return http.ReadResponse(c.reader, nil)
}

func (c *connection) close() {
	if c.conn != nil {
		c.conn.Close()
		c.conn = nil
	}
}

func newLoadResult() *loadResult {
	return &loadResult{latencies: hdr.New(1, int64(longestLatency), 3), status: map[int]int{}}
}

func (r *loadResult) add(latency time.Duration, status int, size int64, err error) {
	r.status[status]++
	r.bytes += size
	if err != nil && r.firstErr == nil {
		r.firstErr = err
	}
	// Beyond the range counts as the longest; a latency is never dropped.
	_ = r.latencies.RecordValue(int64(min(latency, longestLatency)))
}

func (r *loadResult) merge(other *loadResult) {
	r.latencies.Merge(other.latencies)
	for s, n := range other.status {
		r.status[s] += n
	}
	r.bytes += other.bytes
	if r.firstErr == nil {
		r.firstErr = other.firstErr
	}
}

func (r *loadResult) answered() (n int) {
	for s, c := range r.status {
		if s != 0 {
			n += c
		}
	}
	return n
}

func (r *loadResult) perSecond() float64 { return float64(r.answered()) / r.took.Seconds() }

// at is a percentile of the latencies.
func (r *loadResult) at(percent float64) time.Duration {
	return time.Duration(r.latencies.ValueAtPercentile(percent))
}

func (r *loadResult) max() time.Duration { return time.Duration(r.latencies.Max()) }

// statuses counts the answers by status: "200×1234", "none×2 (reason)".
func (r *loadResult) statuses() string {
	var parts []string
	for _, s := range slices.Sorted(maps.Keys(r.status)) {
		name := fmt.Sprint(s)
		if s == 0 {
			name = "none"
		}
		parts = append(parts, fmt.Sprintf("%s×%d", name, r.status[s]))
	}
	if r.firstErr != nil {
		parts = append(parts, "("+shortError(r.firstErr)+")")
	}
	return strings.Join(parts, " ")
}

// shortError is the innermost reason.
func shortError(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
