package main

import (
	"fmt"
	"net/http"
	"os/exec"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/dustin/go-humanize"
)

type overloadCmd struct {
	common
	Duration time.Duration `default:"60s" help:"How long the load lasts."`
	Measure  time.Duration `default:"5s" help:"How long the capacity is measured before."`
	Factor   float64       `default:"5" help:"The load, as a multiple of the capacity."`
	Limit    time.Duration `default:"100ms" help:"The 99th percentile that admitted requests must keep."`
	Recovery time.Duration `default:"5s" help:"The longest time until all is well again."`
}

// What overload finds.
const (
	slowAnswers  = "99th percentile above the limit"
	brokenAnswer = "answer that is neither 200 nor 503 with Retry-After"
	collapse     = "goodput below half of the capacity"
	noRecovery   = "recovery that took too long"
)

// Bounds of the client.
const (
	mostOpen     = 20_000 // requests without an answer
	connections  = 1024   // as a proxy before the service would keep them
	controlLasts = 6 * time.Second
)

// Run asks more than the service can answer.
//
// The control lifts every limit on requests at once, so that all wait for one
// another.
func (c *overloadCmd) Run(term *terminal) error {
	t, err := begin(term, c.common, "overload")
	if err != nil {
		return err
	}
	o := &overload{trial: t, overloadCmd: *c}
	err = o.run()
	return t.conclude(err, o.figures, slowAnswers)
}

type overload struct {
	*trial
	overloadCmd
	cores   int // of the server
	figures string
}

func (o *overload) run() error {
	// No answer is kept, so every admitted request is work.
	args := []string{"--store", "memory", "--log-level", "error", "--answer-cache", "0"}
	if o.trial.Control {
		args = append(args, unlimited...)
		o.Duration = min(o.Duration, controlLasts)
	}
	s, err := o.startServerBy(o.share(), args...)
	if err != nil {
		return err
	}
	defer s.kill()
	client := &http.Client{Timeout: longestAnswer, Transport: &http.Transport{MaxConnsPerHost: connections, MaxIdleConns: connections, MaxIdleConnsPerHost: connections, DisableCompression: true}}
	defer client.CloseIdleConnections()
	next, err := o.questions(s.base)
	if err != nil {
		return err
	}
	call := questions(client, s.base, next)

	closedLoop(o.ctx, 4, time.Second, call) // warm
	capacity := closedLoop(o.ctx, 4, o.Measure, call)
	if capacity < 1 {
		return fmt.Errorf("the service answers %.1f questions a second", capacity)
	}
	o.say("%.0f answers a second; %s at %.0f", capacity, o.Duration, o.Factor*capacity)
	outcomes, unsent := openLoop(o.ctx, o.Factor*capacity, o.Duration, mostOpen, call)
	recovery := o.recover(call, capacity)
	if err := o.ctx.Err(); err != nil {
		return err
	}
	if late := lateness(outcomes); late > o.Limit/4 && !o.trial.Control {
		return fmt.Errorf("this machine left the client too little time: of 100 requests one was made %s or more after it was due", late.Round(time.Millisecond))
	}
	o.judge(outcomes, unsent, capacity, recovery)
	return s.stop()
}

// share divides the cores between the server and the client, where there are two or
// more: a client that the server leaves no time would measure itself.
func (o *overload) share() (wrapper []string) {
	o.cores = max(1, runtime.NumCPU()/2)
	taskset, err := exec.LookPath("taskset")
	if runtime.NumCPU() < 2 || err != nil {
		o.cores = runtime.NumCPU()
		return nil
	}
	runtime.GOMAXPROCS(runtime.NumCPU() - o.cores)
	return []string{taskset, "-c", fmt.Sprintf("0-%d", o.cores-1)}
}

// questions makes up pictures of neighborhoods that cost some milliseconds each and
// are all different, so that none is answered with another.
func (o *overload) questions(base string) (next func() string, err error) {
	c := newClient(base, "")
	defer c.close()
	var list struct{ Entities []struct{ ID string } }
	if err := c.get(o.ctx, "/v1/entities?sort=-degree&limit=50", &list); err != nil {
		return nil, err
	}
	if len(list.Entities) == 0 {
		return nil, fmt.Errorf("the graph is empty")
	}
	var n atomic.Int64
	return func() string {
		i := int(n.Add(1))
		return fmt.Sprintf("/v1/entities/%s/neighborhood?depth=4&format=svg&limit=%d", list.Entities[i%len(list.Entities)].ID, 440-i/len(list.Entities)%150)
	}, nil
}

// recover answers how long after the load it takes until half a second of a load
// that the service can bear passes without a refusal or a slow answer.
func (o *overload) recover(call caller, capacity float64) time.Duration {
	began := time.Now()
	const window = 500 * time.Millisecond
	for o.ctx.Err() == nil && time.Since(began) < 2*o.Recovery+longestAnswer {
		outcomes, unsent := openLoop(o.ctx, max(4, 0.25*capacity), window, mostOpen, call)
		good := admitted(outcomes)
		if len(good) == len(outcomes) && unsent == 0 && quantile(good, 0.99) <= o.Limit {
			break
		}
	}
	return time.Since(began)
}

// judge holds what came against what must be.
func (o *overload) judge(outcomes []outcome, unsent int, capacity float64, recovery time.Duration) {
	good := admitted(outcomes)
	shed := 0
	for _, r := range outcomes {
		switch {
		case r.status == http.StatusServiceUnavailable && r.retry:
			shed++
		case r.status != http.StatusOK:
			o.wrong(brokenAnswer, "status %d after %s", r.status, r.latency)
		}
	}
	p99 := quantile(good, 0.99)
	goodput := float64(len(good)) / o.Duration.Seconds()
	if p99 > o.Limit || len(good) == 0 || unsent > 0 {
		o.wrong(slowAnswers, "%s of %d admitted requests, more than %s; %d more could not be sent because %d had no answer yet", p99, len(good), o.Limit, unsent, mostOpen)
	}
	if goodput < capacity/2 {
		o.wrong(collapse, "%.0f a second, of %.0f", goodput, capacity)
	}
	if recovery > o.Recovery {
		o.wrong(noRecovery, "%s, more than %s", recovery.Round(time.Millisecond), o.Recovery)
	}
	o.figures = fmt.Sprintf("%s requests at %.0f times the capacity of %.0f a second (%d of %d cores) for %s: %s admitted (%.0f a second), median %s, 99th percentile %s; %s answered 503 with Retry-After; recovered within %s",
		humanize.Comma(int64(len(outcomes)+unsent)), o.Factor, capacity, o.cores, runtime.NumCPU(), o.Duration, humanize.Comma(int64(len(good))), goodput,
		quantile(good, 0.5).Round(100*time.Microsecond), p99.Round(100*time.Microsecond), humanize.Comma(int64(shed)), recovery.Round(10*time.Millisecond))
}

// unlimited are the flags that lift the limits on what is done at once.
var unlimited = []string{"--max-in-flight", "1000000", "--max-connections", "1000000", "--max-working", "1000000", "--max-wait", "1h"}
