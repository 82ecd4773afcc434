package main

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/dustin/go-humanize"
)

type haReadsCmd struct {
	haFolders
	common
	Reads   int `default:"100000" help:"Reads with at_least to make."`
	Clients int `default:"8" help:"Clients that write and read at once."`
	Each    int `default:"4" help:"Reads with at_least that a client makes at once after each of its writes, beside one without."`
}

// haStaleRead is the violation: what was acknowledged to a client is not in what
// the same client then reads.
const haStaleRead = "stale read"

// Run starts the topology and lets clients read what they have just written, by
// whatever replicas the balancer gives them.
//
// The control leaves out at_least, and must find answers from before.
func (c *haReadsCmd) Run(t *terminal) error {
	return haTrial(t, c.common, haFlags{c.haFolders, "postgres"}, haStaleRead, func(tr *trial, rig *haRig) (string, error) {
		return c.run(tr, rig.through)
	}, func() {})
}

// run lets every client work with connections of its own.
func (c *haReadsCmd) run(tr *trial, connect func() *client) (string, error) {
	began := time.Now()
	r := &haReads{trial: tr, options: c, run: "ha-" + strconv.FormatInt(began.UnixMilli(), 36)}
	var running sync.WaitGroup
	errs := make(chan error, c.Clients)
	for i := range c.Clients {
		running.Go(func() {
			through := connect()
			defer through.close()
			errs <- r.work(through, i)
		})
	}
	told := make(chan struct{})
	go r.tell(told)
	running.Wait()
	close(told)
	close(errs)
	for err := range errs {
		if err != nil {
			return "", err
		}
	}
	return r.figures(time.Since(began)), r.ctx.Err()
}

// tell tells of progress until the clients are done.
func (r *haReads) tell(done <-chan struct{}) {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			r.say("%d writes, %d reads begun", r.wrote.Load(), r.asked.Load())
		}
	}
}

func (r *haReads) figures(took time.Duration) string {
	how := "with at_least"
	if r.Control {
		how = "that should have had at_least"
	}
	checked, beside := r.checked.sorted(), r.beside.sorted()
	return fmt.Sprintf("%s writes by %d clients (%.0f a second), %s reads %s, %d of them stale, median %s, 99 %% within %s; %s reads without, %d of them stale, median %s, 99 %% within %s; asked to come again: %d reads with at_least, %d without, %d writes; not answered in time: %d reads, %d writes",
		humanize.Comma(r.wrote.Load()), r.options.Clients, float64(r.wrote.Load())/took.Seconds(),
		humanize.Comma(int64(len(checked))), how, r.checked.stale, haMillis(quantile(checked, 0.5)), haMillis(quantile(checked, 0.99)),
		humanize.Comma(int64(len(beside))), r.beside.stale, haMillis(quantile(beside, 0.5)), haMillis(quantile(beside, 0.99)),
		r.checked.again, r.beside.again, r.writes.again, r.checked.lost+r.beside.lost, r.writes.lost)
}

func haMillis(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1e3)
}
