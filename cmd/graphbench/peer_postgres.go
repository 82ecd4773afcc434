//go:build unix

package main

import (
	"context"
	"fmt"

	"github.com/innograph/innograph/graph/store/cluster"
)

// measurePostgres asks a server of its own. A quarter of the memory is what its
// manual advises for one that has a machine to itself; one question is worked on by
// one process, as in all other tools but Ladybug.
func measurePostgres(ctx context.Context, c *peersCmd, q *questions, scratch string) (*toolReport, error) {
	server, err := cluster.Start(cluster.Options{Initdb: []string{"--no-sync"}, Settings: []string{
		fmt.Sprintf("shared_buffers=%dMB", max(128, machineMemory()/4>>20)), "work_mem=256MB", "maintenance_work_mem=512MB", "max_wal_size=8GB",
		"max_parallel_workers_per_gather=0", "jit=off", "fsync=off"}})
	if err != nil {
		return nil, err
	}
	defer func() { _ = server.Stop() }() // what was measured is of use without it
	return c.script(ctx, q, scratch, "peer_postgresql.py", "--server", server.DSN("postgres"))
}
