package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// haCmd is about the topology that survives the loss of any one machine, all of
// it on this one.
type haCmd struct {
	Up     haUpCmd     `cmd:"" help:"Start the topology of cmd/innograph/testdata/ha on this machine and wait until it is whole."`
	Down   haDownCmd   `cmd:"" help:"Take it down, also what a program that was killed has left."`
	Faults haFaultsCmd `cmd:"" help:"Do to it, under load, what goes wrong with machines, and look for acknowledged writes that are lost."`
	Reads  haReadsCmd  `cmd:"" help:"Write through a balancer and read at once what was written, and look for answers from before."`
	Scale  haScaleCmd  `cmd:"" help:"Measure how many questions one, two and three replicas answer, and what each costs."`
}

// haFolders say where the topology is.
type haFolders struct {
	Dir    string `default:"/var/tmp/innograph-ha" type:"path" help:"Folder of the topology's files; it must not exist yet."`
	Config string `default:"cmd/innograph/testdata/ha" type:"path" help:"Folder of the configuration."`
}

// haFlags also say what it is made of.
type haFlags struct {
	haFolders
	Replica string `default:"memory" enum:"memory,postgres" help:"What the replicas of innograph read: memory for the embedded packs, postgres for the topology's database."`
}

type haUpCmd struct {
	haFlags
	Innograph string `placeholder:"FILE" type:"path" help:"The innograph to run; without it, that of this module is built."`
}

// Run leaves the topology running.
func (c *haUpCmd) Run(t *terminal) error {
	tr := &trial{terminal: t, common: common{Innograph: c.Innograph}, name: "ha"}
	r, err := haUp(tr, c.haFlags)
	if err != nil {
		return err
	}
	haTell(t, r)
	return nil
}

type haDownCmd struct {
	Dir string `default:"/var/tmp/innograph-ha" type:"path" help:"Folder of the topology's files."`
}

// Run succeeds too where there is nothing to take down.
func (c *haDownCmd) Run(t *terminal) error {
	began := time.Now()
	n, err := haDown(t.ctx, c.Dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.stderr, "ended %d processes, removed the network and %s, in %s\n", n, c.Dir, time.Since(began).Round(time.Millisecond))
	return nil
}

// haUp starts the topology and waits until it is whole. Where that fails, or the
// trial's context ends, nothing is left.
func haUp(t *trial, f haFlags) (r *haRig, err error) {
	if err := haInstalled(); err != nil {
		return nil, err
	}
	if left, err := haNamespaces(); err != nil || len(left) > 0 {
		return nil, errors.Join(err, fmt.Errorf("the namespaces %v exist: the topology is up already, or was left by a program that was killed; take it down with 'chaos ha down'", left))
	}
	began := time.Now()
	r = &haRig{dir: f.Dir, store: f.Replica, state: haNewState()}
	if err := os.Mkdir(r.dir, 0o755); err != nil { // that it can be made is the lock against a second topology
		if errors.Is(err, fs.ErrExist) {
			err = fmt.Errorf("%s exists: the topology is up already, or was left by a program that was killed; take it down with 'chaos ha down'", r.dir)
		}
		return nil, err
	}
	defer func() {
		if err != nil {
			_, errDown := haDown(t.ctx, f.Dir)
			r, err = nil, errors.Join(err, errDown)
		}
	}()
	if err := r.prepare(t, f.Config); err != nil {
		return nil, err
	}
	if r.store == "postgres" {
		r.store = r.dsn()
	}
	if err := haNetwork(t.ctx, r.machines, filepath.Join(r.dir, "config", "sysctl.conf")); err != nil {
		return nil, err
	}
	t.say("%d machines, built and cabled after %s", len(r.machines), time.Since(began).Round(time.Millisecond))
	if err := r.startAll(t.ctx); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, r.logTails())
	}
	t.say("whole after %s", time.Since(began).Round(100*time.Millisecond))
	return r, nil
}

// startAll starts the database first: innograph ends where it finds none, and here
// nobody starts it again, as systemd would.
func (r *haRig) startAll(ctx context.Context) error {
	for _, m := range append(r.databases(), r.balancers()...) {
		if err := r.start(m); err != nil {
			return err
		}
	}
	if err := r.await(ctx, func(ctx context.Context) error { return r.wholeDatabase(ctx, true) }); err != nil {
		return err
	}
	for _, m := range r.replicas() {
		if err := r.start(m); err != nil {
			return err
		}
	}
	return r.awaitWhole(ctx, true)
}

// haDown ends everything that the topology is, and answers how many processes
// that were.
func haDown(ctx context.Context, dir string) (int, error) {
	ctx = context.WithoutCancel(ctx) // half of it helps nobody
	state, errState := haReadState(dir)
	names, err := haNamespaces()
	if err != nil {
		return 0, err
	}
	n := 0
	for _, name := range names {
		killed, err := haKill(name)
		n += killed
		if err != nil {
			return n, err
		}
	}
	n += state.killRecorded() // of a namespace that somebody deleted
	if err := haRemoveNetwork(ctx); err != nil {
		return n, err
	}
	if errState != nil && !errors.Is(errState, fs.ErrNotExist) {
		return n, errState
	}
	return n, haRemoveFolder(dir)
}

// haRemoveFolder removes the topology's folder, if there is one, and no other.
func haRemoveFolder(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, haStateFile)); err == nil {
		return os.RemoveAll(dir)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // it was not empty
		return fmt.Errorf("%s holds no %s, so it is not known to be the topology's: remove it yourself", dir, haStateFile)
	}
	return nil
}

// haTell says what is where and how to look at it.
func haTell(t *terminal, r *haRig) {
	for _, m := range r.machines {
		fmt.Fprintf(t.stdout, "  %-5s %s\n", m.name, m.address)
	}
	lb := r.balancers()[0].address
	db := r.databases()[0].address
	fmt.Fprintf(t.stdout, `
Try:
  http://%[1]s:%[2]s/                     innograph, through a balancer
  http://%[1]s:%[3]s/                     what the balancer thinks of each machine
  curl -s http://%[4]s:%[5]s/cluster      who is the primary, and who follows
  ETCDCTL_API=2 ip netns exec %[6]s etcdctl cluster-health   (Debian: etcd-client)
  PGPASSFILE=%[7]s psql '%[8]s'
  ls %[9]s/*/*.log
  go run ./cmd/chaos ha down               and all of it is gone
`, lb, haPortAPI, haPortStatus, db, haPortPatroni, r.databases()[0].namespace(), r.passFile(), r.dsn(), r.dir)
}

// logTails are the ends of the logs.
func (r *haRig) logTails() string {
	const most = 1500
	paths, _ := filepath.Glob(filepath.Join(r.dir, "*", "*.log")) // the pattern is well formed
	var all []byte
	for _, path := range paths {
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			all = fmt.Appendf(all, "--- %s\n%s\n", path, text[max(0, len(text)-most):])
		}
	}
	return string(all)
}

// keepLogs copies the logs to a folder that outlives the topology.
func (r *haRig) keepLogs(dir string) error {
	paths, err := filepath.Glob(filepath.Join(r.dir, "*", "*.log"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := filepath.Base(filepath.Dir(path)) + "-" + filepath.Base(path)
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
