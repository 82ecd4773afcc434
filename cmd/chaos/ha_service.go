package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// haService is a program of a machine: its user, how it is called, and what it
// finds in its environment. Its working folder is that of the configuration.
type haService struct {
	name, user string
	args       []string
	env        []string
}

// services are what runs on a machine.
func (r *haRig) services(m haMachine) ([]haService, error) {
	dir := r.home(m)
	switch {
	case strings.HasPrefix(m.name, "db"):
		env, err := haEnvironment(filepath.Join(r.dir, "config", "etcd.env"), filepath.Join(r.dir, "config", m.name+".env"))
		if err != nil {
			return nil, err
		}
		return []haService{
			{"etcd", "postgres", []string{"etcd"}, append(env, "ETCD_DATA_DIR="+filepath.Join(dir, "etcd"))},
			{"patroni", "postgres", []string{"patroni", "patroni.yml"}, append(env,
				"PATRONI_POSTGRESQL_DATA_DIR="+filepath.Join(dir, "data"), "PATRONI_POSTGRESQL_PGPASS="+filepath.Join(dir, "pgpass"),
				"PATRONI_SUPERUSER_PASSWORD="+r.state.Superuser, "PATRONI_REPLICATION_PASSWORD="+r.state.Replication,
				"INNOGRAPH_PASSWORD="+r.state.Innograph)},
		}, nil
	case strings.HasPrefix(m.name, "api"):
		args := []string{r.program, "serve", "--listen", net.JoinHostPort("0.0.0.0", haPortAPI), "--keys", filepath.Join(r.dir, "keys"), "--store", r.store, "--log-level", "warn"}
		for _, lb := range r.balancers() {
			args = append(args, "--trusted-proxy", lb.address+"/32")
		}
		return []haService{{"innograph", "nobody", args, []string{"PGPASSFILE=" + r.passFile()}}}, nil
	case strings.HasPrefix(m.name, "lb"): // it gives root's rights away itself
		return []haService{{"haproxy", "root", []string{"haproxy", "-W", "-f", "haproxy.cfg"}, nil}}, nil
	}
	return nil, fmt.Errorf("nothing runs on a machine named %s: names begin with db, api or lb", m.name)
}

// haEnvironment reads files as systemd's EnvironmentFile does: NAME=value, and
// comments.
func haEnvironment(paths ...string) ([]string, error) {
	var env []string
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		n := 0
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			n++
			line := strings.TrimSpace(lines.Text())
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if name, _, ok := strings.Cut(line, "="); !ok || strings.ContainsAny(name, " \t") {
				err = fmt.Errorf("%s:%d: expected NAME=value, found %q", path, n, line)
				break
			}
			env = append(env, line)
		}
		if err = errors.Join(err, lines.Err(), f.Close()); err != nil {
			return nil, err
		}
	}
	return env, nil
}

// start starts services of a machine; all of them where none is named. They
// outlive this program. What they say is in logs in the machine's folder.
func (r *haRig) start(m haMachine, names ...string) error {
	services, err := r.services(m)
	if err != nil {
		return err
	}
	for _, s := range services {
		if len(names) > 0 && names[0] != s.name {
			continue
		}
		if err := r.startService(m, s); err != nil {
			return fmt.Errorf("%s on %s: %w", s.name, m.name, err)
		}
	}
	return nil
}

func (r *haRig) startService(m haMachine, s haService) error {
	log, err := os.OpenFile(filepath.Join(r.home(m), s.name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close() // the process has its own
	args := []string{"netns", "exec", m.namespace()}
	if s.user != "root" {
		group, err := haGroup(s.user)
		if err != nil {
			return err
		}
		args = append(args, "setpriv", "--reuid="+s.user, "--regid="+group, "--init-groups")
	}
	cmd := exec.Command("ip", append(args, s.args...)...)
	cmd.Dir = filepath.Join(r.dir, "config")
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH") + ":/usr/sbin", "LANG=C.UTF-8", "HOME=" + r.home(m)}, s.env...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = haDetached()
	if err := cmd.Start(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	started, _ := haStarted(cmd.Process.Pid)
	r.state.Processes = append(r.state.Processes, haProcess{m.name, s.name, cmd.Process.Pid, started})
	go func() { _ = cmd.Wait() }() // how it ends is in its log
	return r.state.write(r.dir)
}
