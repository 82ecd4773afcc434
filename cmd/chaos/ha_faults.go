package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// haFault is something that goes wrong, and comes right again before do answers
// or while it is waited for that the topology is whole.
type haFault struct {
	id, title string
	do        func(ctx context.Context, r *haRig) error
}

// haPartition is the fault that tells synchronous from asynchronous replication.
const haPartition = "partition"

// haFaultTable is every fault, in the order in which they are done.
var haFaultTable = []haFault{
	{"postgres", "the primary's PostgreSQL killed", haKillPostgres},
	{"primary", "the primary's machine killed, back after 15 s", haKillFor(haLeader, 15*time.Second)},
	{"freeze", "the primary's machine frozen for 35 s", haFreezeFor(haLeader, 35*time.Second)},
	{"cut", "the primary's machine cut off from the network for 30 s", haCutFor(haLeader, 30*time.Second)},
	{"standby", "a standby's machine killed, back after 10 s", haKillFor(haSyncStandby, 10*time.Second)},
	{"standby-cut", "a standby's machine cut off from the network for 15 s", haCutFor(haSyncStandby, 15*time.Second)},
	{"etcd", "etcd restarted, one member after the other", haRestartEtcd},
	{"all-etcd", "all of etcd killed, back after 5 s", haKillAllEtcd},
	{"api1", "replica api1 killed, back after 5 s", haKillReplica("api1")},
	{"api2", "replica api2 killed, back after 5 s", haKillReplica("api2")},
	{"api3", "replica api3 killed, back after 5 s", haKillReplica("api3")},
	{"api-freeze", "replica api1 frozen for 15 s", haFreezeReplica("api1", 15*time.Second)},
	{"reload", "both load balancers reloaded", haReloadBalancers},
	{"lb1", "load balancer lb1 killed, back after 5 s", haKillBalancer("lb1")},
	{"lb2", "load balancer lb2 killed, back after 5 s", haKillBalancer("lb2")},
	{"patroni", "the primary's Patroni killed, back after 20 s", haKillPatroni},
	{"alone", "both standbys cut off for 8 s", haCutStandbys},
	{"standby-freeze", "a standby's machine frozen for 20 s", haFreezeFor(haSyncStandby, 20*time.Second)},
	{haPartition, "both standbys cut off for 3 s; the primary's machine dies as they come back", haLoseAlone},
	{"switchover", "the primary changed on request", haSwitchover},
}

// haChosen are the faults with some ids, in the table's order; all where none is
// named.
func haChosen(ids []string) ([]haFault, error) {
	if len(ids) == 0 {
		return haFaultTable, nil
	}
	var chosen []haFault
	for _, f := range haFaultTable {
		for i, id := range ids {
			if id == f.id {
				chosen = append(chosen, f)
				ids = append(append([]string{}, ids[:i]...), ids[i+1:]...)
				break
			}
		}
	}
	if len(ids) > 0 {
		var known []string
		for _, f := range haFaultTable {
			known = append(known, f.id)
		}
		return nil, fmt.Errorf("--fault: %s: there is none with this name, or it was named twice; there are %s", strings.Join(ids, ", "), strings.Join(known, ", "))
	}
	return chosen, nil
}
