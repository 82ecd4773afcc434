package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Roles of the database's machines, as Patroni names them.
const (
	haLeader      = "leader"
	haSyncStandby = "sync_standby"
)

// haCluster is what Patroni says of its members.
type haCluster struct {
	Members []struct {
		Name, Role, State string
	}
}

// roles answers the role of each machine whose PostgreSQL runs. It asks the
// machines in turn; one that is cut off or frozen does not answer, and one that
// has just come back may not know yet who leads, so the answer is that of a
// machine which knows a leader.
func (r *haRig) roles(ctx context.Context) (map[string]string, error) {
	var errs []error
	for _, m := range r.databases() {
		var cluster haCluster
		if err := haAsk(ctx, http.MethodGet, "http://"+m.address+":"+haPortPatroni+"/cluster", nil, &cluster); err != nil {
			errs = append(errs, err)
			continue
		}
		roles, led := map[string]string{}, false
		for _, member := range cluster.Members {
			if member.State == "running" || member.State == "streaming" {
				roles[member.Name] = member.Role
				led = led || member.Role == haLeader
			}
		}
		if led {
			return roles, nil
		}
		errs = append(errs, fmt.Errorf("%s knows no leader: %v", m.name, cluster.Members))
	}
	return nil, errors.Join(errs...)
}

// streaming is how many standbys the primary sends its changes to at this moment.
// What etcd holds of a machine that was just lost, or is being rewound, may be old.
func (r *haRig) streaming(ctx context.Context) (int, error) {
	leader, err := r.withRole(ctx, haLeader)
	if err != nil {
		return 0, err
	}
	var said struct {
		Replication []struct{ State string }
	}
	if err := haAsk(ctx, http.MethodGet, "http://"+leader.address+":"+haPortPatroni+"/primary", nil, &said); err != nil {
		return 0, err
	}
	n := 0
	for _, standby := range said.Replication {
		if standby.State == "streaming" {
			n++
		}
	}
	return n, nil
}

// withRole is the machine that has a role.
func (r *haRig) withRole(ctx context.Context, role string) (haMachine, error) {
	roles, err := r.roles(ctx)
	if err != nil {
		return haMachine{}, err
	}
	for _, m := range r.databases() {
		if roles[m.name] == role {
			return m, nil
		}
	}
	return haMachine{}, fmt.Errorf("no machine is the %s: %v", role, roles)
}

// replicate chooses synchronous or asynchronous replication while all runs.
func (r *haRig) replicate(ctx context.Context, synchronous bool) error {
	body, err := json.Marshal(map[string]bool{"synchronous_mode": synchronous, "synchronous_mode_strict": synchronous})
	if err != nil {
		return err
	}
	leader, err := r.withRole(ctx, haLeader)
	if err != nil {
		return err
	}
	return haAsk(ctx, http.MethodPatch, "http://"+leader.address+":"+haPortPatroni+"/config", body, nil)
}
