package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// haKillPostgres kills the server and leaves Patroni, which starts it again.
func haKillPostgres(ctx context.Context, r *haRig) error {
	m, err := r.withRole(ctx, haLeader)
	if err != nil {
		return err
	}
	return haKillSome(m, "postgres")
}

// haKillSome kills programs of a machine, and fails where there were none.
func haKillSome(m haMachine, programs ...string) error {
	n, err := haKill(m.namespace(), programs...)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: no process of %v to kill", m.name, programs)
	}
	return err
}

// haKillFor kills all processes of the machine with a role, and starts them again
// after some time.
func haKillFor(role string, d time.Duration) func(context.Context, *haRig) error {
	return func(ctx context.Context, r *haRig) error {
		m, err := r.withRole(ctx, role)
		if err != nil {
			return err
		}
		return haKillMachine(ctx, r, m, d)
	}
}

func haKillMachine(ctx context.Context, r *haRig, m haMachine, d time.Duration) error {
	if err := haKillSome(m); err != nil {
		return err
	}
	haSleep(ctx, d)
	return r.start(m)
}

// haFreezeFor stops all processes of the machine with a role, as a machine does
// that pages, migrates or is suspended: connections stay open, and nothing answers.
func haFreezeFor(role string, d time.Duration) func(context.Context, *haRig) error {
	return func(ctx context.Context, r *haRig) error {
		m, err := r.withRole(ctx, role)
		if err != nil {
			return err
		}
		return haFreeze(ctx, m, d)
	}
}

func haFreeze(ctx context.Context, m haMachine, d time.Duration) error {
	n, err := haSignal(m.namespace(), haFreezing)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: no process to freeze", m.name)
	}
	if err != nil {
		return err
	}
	haSleep(ctx, d)
	_, err = haSignal(m.namespace(), haThawing)
	return err
}

// haCutFor takes the machine with a role off the network for some time.
func haCutFor(role string, d time.Duration) func(context.Context, *haRig) error {
	return func(ctx context.Context, r *haRig) error {
		m, err := r.withRole(ctx, role)
		if err != nil {
			return err
		}
		if err := m.cut(ctx); err != nil {
			return err
		}
		haSleep(ctx, d)
		return m.join(ctx)
	}
}

// haKillPatroni leaves a primary that nobody watches over. Another one takes its
// place, and this one must not acknowledge anything more.
func haKillPatroni(ctx context.Context, r *haRig) error {
	m, err := r.withRole(ctx, haLeader)
	if err != nil {
		return err
	}
	if err := haKillSome(m, "patroni"); err != nil {
		return err
	}
	haSleep(ctx, 20*time.Second)
	return r.start(m, "patroni")
}

// haStandbys are the machines that do not lead, and the one that does.
func haStandbys(ctx context.Context, r *haRig) (leader haMachine, standbys []haMachine, err error) {
	if leader, err = r.withRole(ctx, haLeader); err != nil {
		return leader, nil, err
	}
	for _, m := range r.databases() {
		if m != leader {
			standbys = append(standbys, m)
		}
	}
	return leader, standbys, nil
}

// haCutStandbys leaves the primary with its clients and nobody else.
func haCutStandbys(ctx context.Context, r *haRig) error {
	_, standbys, err := haStandbys(ctx, r)
	if err != nil {
		return err
	}
	return haCutAll(ctx, standbys, 8*time.Second)
}

func haCutAll(ctx context.Context, machines []haMachine, d time.Duration) error {
	for _, m := range machines {
		if err := m.cut(ctx); err != nil {
			return err
		}
	}
	haSleep(ctx, d)
	for _, m := range machines {
		if err := m.join(ctx); err != nil {
			return err
		}
	}
	return nil
}

// haLoseAlone leaves the primary alone with its clients, and then loses it for
// longer than the others wait. What it acknowledged meanwhile is nowhere else.
func haLoseAlone(ctx context.Context, r *haRig) error {
	leader, standbys, err := haStandbys(ctx, r)
	if err != nil {
		return err
	}
	for _, m := range standbys {
		if err := m.cut(ctx); err != nil {
			return err
		}
	}
	haSleep(ctx, 3*time.Second)             // less than Patroni needs to make it step down
	if err := leader.cut(ctx); err != nil { // first, so that nothing in its buffers is sent
		return err
	}
	if err := haKillSome(leader); err != nil {
		return err
	}
	for _, m := range standbys {
		if err := m.join(ctx); err != nil {
			return err
		}
	}
	haSleep(ctx, 15*time.Second)
	if err := leader.join(ctx); err != nil {
		return err
	}
	return r.start(leader)
}

// haSwitchover asks Patroni for another primary, as before maintenance.
func haSwitchover(ctx context.Context, r *haRig) error {
	leader, err := r.withRole(ctx, haLeader)
	if err != nil {
		return err
	}
	to, err := r.withRole(ctx, haSyncStandby)
	if err != nil {
		return err
	}
	body, err := json.Marshal(map[string]string{"leader": leader.name, "candidate": to.name})
	if err != nil {
		return err
	}
	ask, cancel := context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	return haAskSlow(ask, http.MethodPost, "http://"+leader.address+":"+haPortPatroni+"/switchover", body)
}
