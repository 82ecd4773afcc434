package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/dustin/go-humanize"
)

// sample is what a server takes at one moment.
type sample struct {
	requests   int64   // that had been made
	memory     int64   // bytes of resident memory of its own: what it maps of the store's file, which keeps every change, is the system's to take back
	goroutines float64 // as its metrics have it
	files      float64 // those of connections to the store aside, which come and go
}

// sampleEvery is how often samples are taken; a short trial has 200 of them.
const sampleEvery = 500 * time.Millisecond

// watch takes samples until the context ends.
func (s *soak) watch(ctx context.Context, srv *server) error {
	every := sampleEvery
	if s.Requests < 100_000 {
		every /= 10
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			memory, err := anonymous(srv.cmd.Process.Pid)
			if err != nil {
				return err
			}
			s.samples = append(s.samples, sample{requests: s.made.Load(), memory: memory})
		}
	}
}

// anonymous is the resident memory of a process that is of no file, in bytes.
func anonymous(pid int) (int64, error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) == 3 && fields[0] == "RssAnon:" {
			n, err := strconv.ParseInt(fields[1], 10, 64)
			return n << 10, err
		}
	}
	return 0, fmt.Errorf("%s tells no RssAnon", f.Name())
}

// quiet takes a sample when nothing is asked: at once, or, where there is one to
// compare it with, as soon as it is no larger, within a bound.
func (s *soak) quiet(srv *server, before *sample) (now sample, err error) {
	for began := time.Now(); ; {
		c := newClient(srv.base, "")
		a, err := c.ask(s.ctx, http.MethodGet, "/metrics", nil)
		c.close()
		if err != nil {
			return now, err
		}
		if now.goroutines, err = metric(a.body, "go_goroutines"); err != nil {
			return now, err
		}
		if now.files, err = metric(a.body, "process_open_fds"); err != nil {
			return now, err
		}
		connections, err := s.connections()
		if err != nil {
			return now, err
		}
		now.files -= float64(connections)
		if now.memory, err = anonymous(srv.cmd.Process.Pid); err != nil {
			return now, err
		}
		switch {
		case before != nil && now.goroutines <= before.goroutines && now.files <= before.files, before != nil && time.Since(began) > s.Settle:
			return now, nil
		case before == nil && time.Since(began) > 2*time.Second:
			return now, nil
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-s.ctx.Done():
			return now, s.ctx.Err()
		}
	}
}

// metric reads one without labels of a page of metrics.
func metric(page []byte, name string) (float64, error) {
	for line := range strings.Lines(string(page)) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strconv.ParseFloat(strings.TrimSpace(value), 64)
		}
	}
	return 0, fmt.Errorf("the metrics have no %s", name)
}

// judge compares the quarters, and the end with the beginning.
func (s *soak) judge(before, after sample) {
	warm := int64(s.WarmUp * float64(s.Requests))
	span := (int64(s.Requests) - warm) / 4
	first, last := median(s.samples, warm, warm+span), median(s.samples, warm+3*span, int64(s.Requests))
	slope := 100 * (float64(last)/float64(max(1, first)) - 1)
	if first == 0 || last == 0 || slope > s.Slope {
		s.wrong(growingMemory, "%s in the first quarter, %s in the last: %+.2f %%, more than %g %%", humanize.Bytes(uint64(first)), humanize.Bytes(uint64(last)), slope, s.Slope)
	}
	if after.goroutines > before.goroutines {
		s.wrong(leftGoroutines, "%.0f, and %.0f at the start", after.goroutines, before.goroutines)
	}
	if after.files > before.files {
		s.wrong(leftFiles, "%.0f, and %.0f at the start", after.files, before.files)
	}
	s.figures = fmt.Sprintf("%s requests, %s of them acknowledged writes: resident memory %s, then %s (%+.2f %%); goroutines %.0f, then %.0f; file handles %.0f, then %.0f",
		humanize.Comma(int64(s.Requests)), humanize.Comma(s.acknowledged()), humanize.Bytes(uint64(first)), humanize.Bytes(uint64(last)), slope,
		before.goroutines, after.goroutines, before.files, after.files)
}

// median memory of the samples between two numbers of requests; 0 without any.
func median(samples []sample, from, to int64) int64 {
	var list []int64
	for _, s := range samples {
		if s.requests >= from && s.requests <= to {
			list = append(list, s.memory)
		}
	}
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// leaks is how many streams the control leaves open, fewer than the server allows.
const leaks = 200

// leak is streams that nobody reads and nobody closes.
type leak struct {
	base string
	mu   sync.Mutex
	held []*http.Response
}

// another opens one more, with a connection of its own.
func (l *leak) another(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.base+"/v1/changes/stream", nil)
	if err != nil {
		return err
	}
	res, err := (&http.Client{Transport: &http.Transport{}}).Do(req)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = append(l.held, res)
	return nil
}

// open is how many there are.
func (l *leak) open() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.held)
}
