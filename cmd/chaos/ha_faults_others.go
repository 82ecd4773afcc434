package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// haRestartEtcd kills each member and starts it again, waiting in between.
func haRestartEtcd(ctx context.Context, r *haRig) error {
	for _, m := range r.databases() {
		if err := haKillSome(m, "etcd"); err != nil {
			return err
		}
		haSleep(ctx, time.Second)
		if err := r.start(m, "etcd"); err != nil {
			return err
		}
		if err := haAwait(ctx, 30*time.Second, "http://"+m.address+":"+haPortEtcd+"/health"); err != nil {
			return err
		}
	}
	return nil
}

// haKillAllEtcd leaves nobody to ask who leads.
func haKillAllEtcd(ctx context.Context, r *haRig) error {
	for _, m := range r.databases() {
		if err := haKillSome(m, "etcd"); err != nil {
			return err
		}
	}
	haSleep(ctx, 5*time.Second)
	for _, m := range r.databases() {
		if err := r.start(m, "etcd"); err != nil {
			return err
		}
	}
	return nil
}

// named is the machine with a name.
func (r *haRig) named(name string) (haMachine, error) {
	for _, m := range r.machines {
		if m.name == name {
			return m, nil
		}
	}
	return haMachine{}, fmt.Errorf("there is no machine %s", name)
}

func haKillReplica(name string) func(context.Context, *haRig) error  { return haKillNamed(name) }
func haKillBalancer(name string) func(context.Context, *haRig) error { return haKillNamed(name) }

func haKillNamed(name string) func(context.Context, *haRig) error {
	return func(ctx context.Context, r *haRig) error {
		m, err := r.named(name)
		if err != nil {
			return err
		}
		return haKillMachine(ctx, r, m, 5*time.Second)
	}
}

func haFreezeReplica(name string, d time.Duration) func(context.Context, *haRig) error {
	return func(ctx context.Context, r *haRig) error {
		m, err := r.named(name)
		if err != nil {
			return err
		}
		return haFreeze(ctx, m, d)
	}
}

// haReloadBalancers has each read its configuration again: new processes take
// over the listening sockets, and old ones end with their sessions.
func haReloadBalancers(ctx context.Context, r *haRig) error {
	for _, m := range r.balancers() {
		pid, err := r.latest(m, "haproxy")
		if err != nil {
			return err
		}
		if err := haSend(pid, haReload); err != nil {
			return err
		}
		haSleep(ctx, 3*time.Second)
	}
	return nil
}

// latest is the process of a service that was started last.
func (r *haRig) latest(m haMachine, service string) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := len(r.state.Processes) - 1; i >= 0; i-- {
		if p := r.state.Processes[i]; p.Machine == m.name && p.Service == service {
			if started, ok := haStarted(p.PID); ok && started == p.Started {
				return p.PID, nil
			}
		}
	}
	return 0, fmt.Errorf("%s: %s does not run", m.name, service)
}

// haAwait waits until an address answers 200.
func haAwait(ctx context.Context, longest time.Duration, url string) error {
	for deadline := time.Now().Add(longest); ; haSleep(ctx, 100*time.Millisecond) {
		err := haAsk(ctx, http.MethodGet, url, nil, nil)
		if err == nil || time.Now().After(deadline) || ctx.Err() != nil {
			return err
		}
	}
}
