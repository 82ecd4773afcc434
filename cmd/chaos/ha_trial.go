package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// Bounds of what the faults may cost.
const (
	haLongestGap = 15 * time.Second // without an acknowledged write
	haSettle     = 3 * time.Second  // between two faults
)

type haFaultsCmd struct {
	haFlags
	common
	Fault  []string      `placeholder:"NAME" help:"Only these faults, by their names in the table; all of them by default, in the table's order, or in that which --seed decides. Repeatable."`
	Writer string        `enum:"sql,http" default:"sql" help:"What is written: sql for rows of a table of the database, http for entities of innograph, which needs --replica postgres."`
	For    time.Duration `default:"0" help:"Keep up the load at least so long."`
}

// haRun is one run of the faults.
type haRun struct {
	*trial
	rig         *haRig
	load        *haLoad
	synchronous bool
	rows        []haRow
}

// haRow is what a fault has cost.
type haRow struct {
	title string
	whole time.Duration // until the topology was whole again
	haFigures
}

// Run starts the topology, loads it, does the faults, looks for what was lost and
// takes all of it down, also where it is interrupted.
func (c *haFaultsCmd) Run(t *terminal) (err error) {
	if c.Control && len(c.Fault) == 0 {
		c.Fault = []string{haPartition}
	}
	faults, err := haChosen(c.Fault)
	if err != nil {
		return commandline.Usage(err)
	}
	if c.Writer == "http" && c.Replica != "postgres" {
		return commandline.Usage(errors.New("--writer http needs --replica postgres: replicas with a memory of their own take no writes"))
	}
	logs, err := os.MkdirTemp("", "innograph-chaos-ha-")
	if err != nil {
		return err
	}
	tr := &trial{terminal: t, common: c.common, name: "ha", dir: logs, began: time.Now(), found: map[string]int{}}
	if c.Seed != 0 {
		faults = slices.Clone(faults)
		tr.random(0).Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
	}
	rig, err := haUp(tr, c.haFlags)
	if err != nil {
		return errors.Join(err, os.Remove(logs))
	}
	run := &haRun{trial: tr, rig: rig, synchronous: !c.Control}
	figures, err := run.all(c, faults)
	err = errors.Join(err, rig.keepLogs(logs)) // conclude removes them where nothing was wrong
	if c.Keep {
		haTell(t, rig)
	} else {
		n, errDown := haDown(t.ctx, c.Dir)
		tr.say("taken down: %d processes, the network and %s", n, c.Dir)
		err = errors.Join(err, errDown)
	}
	run.table()
	return tr.conclude(err, figures, "lost write")
}

// all does everything between up and down, and answers the figures.
func (r *haRun) all(c *haFaultsCmd, faults []haFault) (figures string, err error) {
	began := time.Now()
	through := &client{base: "http://" + r.rig.balancers()[0].address + ":" + haPortAPI, secret: r.rig.state.Editor, http: haBalanced(r.rig)}
	defer through.close()
	copies := map[string]*client{}
	for _, m := range r.rig.replicas() {
		copies[m.name] = newClient("http://"+m.address+":"+haPortAPI, r.rig.state.Editor)
		defer copies[m.name].close()
	}
	var target haWriter = newHaAPI(through, copies)
	if c.Writer == "sql" {
		if target, err = newHaSQL(r.ctx, r.rig); err != nil {
			return "", err
		}
	}
	if !r.synchronous {
		if err := r.asynchronous(); err != nil {
			return "", err
		}
	}
	r.load = haStartLoad(r.ctx, "ha-"+strconv.FormatInt(began.UnixMilli(), 36), target, haReader(through))
	defer r.load.stop()
	haSleep(r.ctx, haSettle)
	r.load.take() // the first writes came with the first connections
	for i, f := range faults {
		if err := r.fault(f); err != nil {
			return "", fmt.Errorf("fault %d, %s: %w", i+1, f.title, err)
		}
	}
	haSleep(r.ctx, c.For-time.Since(began))
	r.load.stop()
	if err := r.rig.awaitWhole(r.ctx, r.synchronous); err != nil {
		return "", err
	}
	return r.account(target, copies)
}

// fault does one and waits until the topology is whole and writes are acknowledged.
func (r *haRun) fault(f haFault) error {
	r.say("%s", f.title)
	began := time.Now()
	if err := f.do(r.ctx, r.rig); err != nil {
		return err
	}
	if err := r.rig.awaitWhole(r.ctx, r.synchronous); err != nil {
		return err
	}
	if err := r.load.awaitAck(r.ctx, time.Now()); err != nil {
		return err
	}
	whole := time.Since(began)
	haSleep(r.ctx, haSettle) // what happens late belongs to this fault, too
	row := haRow{f.title, whole, r.load.take()}
	r.rows = append(r.rows, row)
	r.say("  whole after %s; longest time without a write %s; %d reads, %d refused", haSeconds(whole), haSeconds(row.gap), row.reads, row.refused)
	if row.gap > haLongestGap {
		r.wrong("long write gap", "%s: %s", f.title, row.gap)
	}
	return r.ctx.Err()
}

// asynchronous plants the fault of the control: the primary acknowledges what it
// alone has.
func (r *haRun) asynchronous() error {
	if err := r.rig.replicate(r.ctx, false); err != nil {
		return err
	}
	for deadline := time.Now().Add(haPatience); time.Now().Before(deadline); haSleep(r.ctx, 200*time.Millisecond) {
		if _, err := r.rig.withRole(r.ctx, haSyncStandby); err != nil {
			return r.rig.awaitWhole(r.ctx, false)
		}
	}
	return fmt.Errorf("the standby is still synchronous %s after the setting was changed", haPatience)
}

// account compares what was acknowledged with what is there.
func (r *haRun) account(target haWriter, copies map[string]*client) (string, error) {
	ctx, cancel := context.WithTimeout(r.ctx, haPatience)
	defer cancel()
	kept, err := target.tokens(ctx, r.load.run)
	if err != nil {
		return "", err
	}
	l := r.load
	for token := range l.acked {
		if !kept[token] {
			r.wrong("lost write", "%s was acknowledged, and is not there", token)
		}
	}
	for token := range kept {
		if !l.asked[token] {
			r.wrong("write out of nothing", "%s is there, and was never written", token)
		}
	}
	for _, refusal := range l.refusals {
		r.wrong("refused read", "%s", refusal)
	}
	for what, digests := range map[string]func(context.Context) (map[string]string, error){
		"copy of the writes": target.digests,
		"replica's graph":    func(ctx context.Context) (map[string]string, error) { return haGraphDigests(ctx, copies) },
	} {
		if err := r.alike(ctx, what, digests, 30*time.Second); err != nil {
			return "", err
		}
	}
	audit, err := target.audit(ctx)
	if err != nil {
		return "", err
	}
	for _, line := range audit {
		r.wrong("audit", "%s", line)
	}
	return r.figures(len(kept)), nil
}

// alike waits until all copies are byte-identical: a standby may be behind by a moment.
func (r *haRun) alike(ctx context.Context, what string, digests func(context.Context) (map[string]string, error), patience time.Duration) error {
	for deadline := time.Now().Add(patience); ; haSleep(ctx, 300*time.Millisecond) {
		all, err := digests(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		different := map[string]bool{}
		for _, digest := range all {
			different[digest] = true
		}
		if len(different) == 1 {
			for digest := range different {
				r.say("%s: %d alike, SHA-256 %s", what, len(all), digest)
			}
			return nil
		}
		if time.Now().After(deadline) {
			r.wrong("different copies", "%s: %v", what, all)
			return nil
		}
	}
}

// figures sums the rows up.
func (r *haRun) figures(kept int) string {
	var sum haFigures
	for _, row := range r.rows {
		sum.gap = max(sum.gap, row.gap)
		sum.reads += row.reads
		sum.retried += row.retried
		sum.refused += row.refused
		sum.failed += row.failed
		sum.slowest = max(sum.slowest, row.slowest)
	}
	return fmt.Sprintf("%d faults, %d acknowledged writes, %d kept, %d lost, %d attempts made again, longest time without a write %s, %d reads, %d made again, %d refused, slowest %s",
		len(r.rows), len(r.load.acked), kept, r.count("lost write"), sum.failed, haSeconds(sum.gap), sum.reads, sum.retried, sum.refused, haSeconds(sum.slowest))
}

// table prints what each fault has cost.
func (r *haRun) table() {
	fmt.Fprintln(r.stdout, "| fault | without a write | whole after | writes | made again | reads | made again | refused | slowest read |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, row := range r.rows {
		fmt.Fprintf(r.stdout, "| %s | %s | %s | %d | %d | %d | %d | %d | %s |\n", row.title, haSeconds(row.gap), haSeconds(row.whole), row.acked, row.failed, row.reads, row.retried, row.refused, haSeconds(row.slowest))
	}
	fmt.Fprintln(r.stdout)
}

func haSeconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
