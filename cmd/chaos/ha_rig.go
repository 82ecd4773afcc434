package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// Ports of every machine.
const (
	haPortSQL     = "5432"
	haPortPatroni = "8008"
	haPortEtcd    = "2379"
	haPortAPI     = "8080"
	haPortStatus  = "7000"
)

// haRig is the topology on this machine.
type haRig struct {
	dir      string // of its files
	program  string // innograph
	store    string // of innograph: memory, or that of the database
	machines []haMachine

	mu    sync.Mutex
	state haState
}

// haPrograms must be installed, as Debian's packages do.
var haPrograms = []struct{ program, pack string }{
	{"ip", "iproute2"}, {"setpriv", "util-linux"}, {"sysctl", "procps"}, {"etcd", "etcd-server"}, {"patroni", "patroni"}, {"haproxy", "haproxy"},
	{"/usr/lib/postgresql/15/bin/postgres", "postgresql-15"},
}

const haNeedsLinux = "the topology needs Linux, as its machines are network namespaces"

func haInstalled() error {
	if runtime.GOOS != "linux" {
		return errors.New(haNeedsLinux)
	}
	var missing []string
	for _, p := range haPrograms {
		if _, err := exec.LookPath(p.program); err != nil {
			if _, err := os.Stat(filepath.Join("/usr/sbin", p.program)); err != nil { // not on everyone's PATH
				missing = append(missing, p.pack)
			}
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("not installed: apt-get install %s", strings.Join(missing, " "))
	}
	return nil
}

// home is the folder of a machine.
func (r *haRig) home(m haMachine) string { return filepath.Join(r.dir, m.name) }

// passFile holds the password of the role innograph, as PostgreSQL's clients read it.
func (r *haRig) passFile() string { return filepath.Join(r.dir, "pgpass") }

// of are the machines whose names begin with something, in their order.
func (r *haRig) of(prefix string) []haMachine {
	var found []haMachine
	for _, m := range r.machines {
		if strings.HasPrefix(m.name, prefix) {
			found = append(found, m)
		}
	}
	return found
}

func (r *haRig) databases() []haMachine { return r.of("db") }
func (r *haRig) replicas() []haMachine  { return r.of("api") }
func (r *haRig) balancers() []haMachine { return r.of("lb") }

// dsn is the address of the database through the balancers, without a password.
func (r *haRig) dsn() string {
	var hosts []string
	for _, lb := range r.balancers() {
		hosts = append(hosts, lb.address+":"+haPortSQL)
	}
	return "postgres://innograph@" + strings.Join(hosts, ",") + "/innograph?target_session_attrs=read-write&connect_timeout=2"
}

// prepare fills the folder: innograph, where every user may run it, a copy of the
// configuration, a folder for each machine, and the passwords.
func (r *haRig) prepare(t *trial, config string) (err error) {
	if err := r.state.write(r.dir); err != nil {
		return err
	}
	if r.program = t.Innograph; r.program == "" {
		if r.program, err = buildInnograph(t.ctx, r.dir, t.Race); err != nil {
			return err
		}
	}
	if err := os.CopyFS(filepath.Join(r.dir, "config"), os.DirFS(config)); err != nil {
		return err
	}
	if r.machines, err = haMachines(filepath.Join(r.dir, "config", "hosts")); err != nil {
		return err
	}
	for _, m := range r.machines {
		services, err := r.services(m)
		if err != nil {
			return err
		}
		if err := errors.Join(os.Mkdir(r.home(m), 0o700), haGive(services[0].user, r.home(m))); err != nil {
			return err
		}
	}
	pass := fmt.Sprintf("*:*:*:innograph:%s\n", r.state.Innograph)
	if err := errors.Join(os.WriteFile(r.passFile(), []byte(pass), 0o600), haGive("nobody", r.passFile())); err != nil {
		return err
	}
	return r.makeKey(t.ctx)
}

// makeKey makes the key that all replicas know.
func (r *haRig) makeKey(ctx context.Context) error {
	keys := filepath.Join(r.dir, "keys")
	out, err := exec.CommandContext(ctx, r.program, "key", "create", "--keys", keys, "--name", "chaos", "--role", "editor").Output()
	if err != nil {
		return fmt.Errorf("innograph key create: %w", err)
	}
	r.state.Editor = strings.TrimSpace(string(out))
	return errors.Join(haGive("nobody", keys), r.state.write(r.dir))
}

// haGive gives a file to a user.
func haGive(name, path string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return err
	}
	uid, errU := strconv.Atoi(u.Uid)
	gid, errG := strconv.Atoi(u.Gid)
	return errors.Join(errU, errG, os.Chown(path, uid, gid))
}

// haGroup is the number of a user's group.
func haGroup(name string) (string, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return "", err
	}
	return u.Gid, nil
}
