package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// startPostgres starts PostgreSQL on loopback with a data folder of its own. It
// does not run as root, so root starts it as the user postgres.
func startPostgres(ctx context.Context, bin, scratch string) (server *process, port int, err error) {
	data := filepath.Join(scratch, "postgresql")
	if err := os.Mkdir(data, 0o700); err != nil {
		return nil, 0, err
	}
	var as []string
	if os.Geteuid() == 0 {
		if err := giveTo("postgres", data); err != nil {
			return nil, 0, err
		}
		as = []string{"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"}
	}
	if _, err := command(ctx, append(as, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")...); err != nil {
		return nil, 0, err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, 0, err
	}
	_, text, _ := net.SplitHostPort(address)
	if port, err = strconv.Atoi(text); err != nil {
		return nil, 0, err
	}
	// A quarter of the memory, as its manual advises for a server of its own; one
	// question is worked on by one process, as in every other tool.
	settings := []string{"shared_buffers=" + quarterOfMemory(), "work_mem=256MB", "maintenance_work_mem=512MB", "max_wal_size=8GB",
		"max_parallel_workers_per_gather=0", "listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off", "fsync=off"}
	args := append(as, filepath.Join(bin, "postgres"), "-D", data, "-p", text)
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	if server, err = startProcess(ctx, "PostgreSQL", args...); err != nil {
		return nil, 0, err
	}
	err = server.await(30*time.Second, func() error {
		_, err := command(ctx, filepath.Join(bin, "pg_isready"), "-h", "127.0.0.1", "-p", text, "-q")
		return err
	})
	if err != nil {
		server.stop()
		return nil, 0, err
	}
	return server, port, nil
}

// postgresBin finds the programs of PostgreSQL where Debian and others put them.
func postgresBin() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("postgres")
	if err != nil {
		return "", errors.New("not installed: apt-get install postgresql-15")
	}
	return filepath.Dir(path), nil
}

func giveTo(name, path string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return fmt.Errorf("PostgreSQL does not run as root: %w", err)
	}
	uid, errU := strconv.Atoi(u.Uid)
	gid, errG := strconv.Atoi(u.Gid)
	return errors.Join(errU, errG, os.Chown(path, uid, gid))
}

func quarterOfMemory() string {
	_, bytes := machineMemory()
	return fmt.Sprintf("%dMB", max(128, bytes/4>>20))
}

// familyBytes is the memory of a process and its children, each shared page
// counted once; 0 where it cannot be read.
func familyBytes(pid int) (sum int64) {
	family := []int{pid}
	for i := 0; i < len(family); i++ {
		tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", family[i]))
		if err != nil {
			return 0
		}
		for _, t := range tasks {
			raw, _ := os.ReadFile(t) // a thread that ended has no children
			for _, text := range strings.Fields(string(raw)) {
				if child, err := strconv.Atoi(text); err == nil {
					family = append(family, child)
				}
			}
		}
		raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", family[i])) // a process that ended uses nothing
		for line := range strings.Lines(string(raw)) {
			if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
				kib, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
				sum += kib << 10
			}
		}
	}
	return sum
}
