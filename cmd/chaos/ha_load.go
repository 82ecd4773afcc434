package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Pace of the load: enough to have writes in flight at every moment, and little
// enough for one machine that plays eight.
const (
	haWriters    = 4
	haReaders    = 3
	haWritePause = 10 * time.Millisecond
	haReadPause  = 25 * time.Millisecond
	haRetryPause = 100 * time.Millisecond
	haAttempt    = 5 * time.Second // longest wait for one answer
)

// haLoad writes and reads through the balancers, and keeps account of what was
// acknowledged.
type haLoad struct {
	run    string // begins every token
	target haWriter
	read   func(context.Context) (retried int, err error)

	mu       sync.Mutex
	acked    map[string]bool
	asked    map[string]bool
	lastAck  time.Time
	now      haFigures
	refusals []string // the first reads that were refused, and why

	stopping context.CancelFunc
	running  sync.WaitGroup
}

// haFigures are what happened since they were last taken.
type haFigures struct {
	acked   int           // writes
	failed  int           // attempts to write that were not acknowledged, and made again
	gap     time.Duration // longest time without an acknowledged write
	reads   int
	retried int           // attempts to read that failed, and were made again
	refused int           // reads without an answer after all attempts
	slowest time.Duration // of the reads that were answered
}

func haStartLoad(ctx context.Context, run string, target haWriter, read func(context.Context) (int, error)) *haLoad {
	l := &haLoad{run: run, target: target, read: read, acked: map[string]bool{}, asked: map[string]bool{}, lastAck: time.Now()}
	ctx, l.stopping = context.WithCancel(ctx)
	for i := range haWriters {
		l.running.Go(func() { l.write(ctx, i) })
	}
	for range haReaders {
		l.running.Go(func() { l.readOn(ctx) })
	}
	return l
}

// stop ends the load. Writes in flight are not acknowledged.
func (l *haLoad) stop() {
	l.stopping()
	l.running.Wait()
}

// write writes one token after the other. One that is not acknowledged is written
// again until it is, as a careful client does.
func (l *haLoad) write(ctx context.Context, writer int) {
	session := l.target.session()
	defer session.close()
	for n := 0; ctx.Err() == nil; n++ {
		token := fmt.Sprintf("%s-%d-%d", l.run, writer, n)
		l.mu.Lock()
		l.asked[token] = true
		l.mu.Unlock()
		for ctx.Err() == nil {
			attempt, cancel := context.WithTimeout(ctx, haAttempt)
			err := session.write(attempt, token)
			cancel()
			l.wrote(token, err)
			if err == nil {
				break
			}
			haSleep(ctx, haRetryPause)
		}
		haSleep(ctx, haWritePause)
	}
}

func (l *haLoad) wrote(token string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.now.failed++
		return
	}
	now := time.Now()
	l.now.gap = max(l.now.gap, now.Sub(l.lastAck))
	l.lastAck = now
	l.now.acked++
	l.acked[token] = true
}

func (l *haLoad) readOn(ctx context.Context) {
	for ctx.Err() == nil {
		began := time.Now()
		retried, err := l.read(ctx)
		took := time.Since(began)
		if ctx.Err() != nil {
			return // it was the end that refused it
		}
		l.mu.Lock()
		l.now.reads++
		l.now.retried += retried
		if err != nil {
			l.now.refused++
			if len(l.refusals) < maxTold {
				l.refusals = append(l.refusals, fmt.Sprintf("%s after %s: %v", began.Format(time.TimeOnly), took.Round(time.Millisecond), err))
			}
		} else {
			l.now.slowest = max(l.now.slowest, took)
		}
		l.mu.Unlock()
		haSleep(ctx, haReadPause)
	}
}

// take answers the figures since it was last called, with the gap that is open.
func (l *haLoad) take() haFigures {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := l.now
	f.gap = max(f.gap, time.Since(l.lastAck))
	l.now = haFigures{}
	return f
}

// awaitAck waits for a write that is acknowledged after a moment.
func (l *haLoad) awaitAck(ctx context.Context, since time.Time) error {
	for deadline := time.Now().Add(haPatience); time.Now().Before(deadline) && ctx.Err() == nil; haSleep(ctx, 20*time.Millisecond) {
		l.mu.Lock()
		last := l.lastAck
		l.mu.Unlock()
		if last.After(since) {
			return nil
		}
	}
	return fmt.Errorf("no write was acknowledged for %s", haPatience)
}

// haSleep waits, or until the context ends.
func haSleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
