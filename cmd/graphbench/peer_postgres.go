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
	"time"
)

// startPostgres starts PostgreSQL on loopback with a data folder of its own. It
// does not run as root, so root starts it as the user postgres.
func startPostgres(ctx context.Context, bin, scratch string) (server *process, port string, err error) {
	data := filepath.Join(scratch, "postgresql")
	if err := os.Mkdir(data, 0o700); err != nil {
		return nil, "", err
	}
	var as []string
	if os.Geteuid() == 0 {
		if err := giveTo("postgres", data); err != nil {
			return nil, "", err
		}
		as = []string{"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"}
	}
	if _, err := command(ctx, append(as, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")...); err != nil {
		return nil, "", err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, "", err
	}
	if _, port, err = net.SplitHostPort(address); err != nil {
		return nil, "", err
	}
	// A quarter of the memory, as its manual advises for a server of its own; one
	// question is worked on by one process, as in all other tools but Ladybug.
	settings := []string{"shared_buffers=" + quarterOfMemory(), "work_mem=256MB", "maintenance_work_mem=512MB", "max_wal_size=8GB",
		"max_parallel_workers_per_gather=0", "listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off", "fsync=off"}
	args := append(as, filepath.Join(bin, "postgres"), "-D", data, "-p", port)
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	if server, err = startProcess(ctx, "PostgreSQL", args...); err != nil {
		return nil, "", err
	}
	err = server.await(30*time.Second, func() error {
		_, err := command(ctx, filepath.Join(bin, "pg_isready"), "-h", "127.0.0.1", "-p", port, "-q")
		return err
	})
	if err != nil {
		server.stop()
		return nil, "", err
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
	return fmt.Sprintf("%dMB", max(128, machineMemory()/4>>20))
}
