package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// haPatience is how long the topology may take until it is whole.
const haPatience = 120 * time.Second

var haHTTP = &http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// haAsk makes a request and reads an answer of status 200; as JSON where v is given.
func haAsk(ctx context.Context, method, url string, body []byte, v any) error {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	return haAnswer(haHTTP, req, v)
}

// haAskSlow is haAsk for an answer that takes as long as the context lasts.
func haAskSlow(ctx context.Context, method, url string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	return haAnswer(&http.Client{}, req, nil)
}

func haAnswer(client *http.Client, req *http.Request, v any) error {
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %d %s", req.Method, req.URL, res.StatusCode, bytes.TrimSpace(text))
	}
	if v == nil {
		return nil
	}
	return json.Unmarshal(text, v)
}

// whole answers what is not yet as it should be.
func (r *haRig) whole(ctx context.Context, synchronous bool) error {
	if err := r.wholeDatabase(ctx, synchronous); err != nil {
		return err
	}
	for _, m := range r.replicas() {
		if err := haAsk(ctx, http.MethodGet, "http://"+m.address+":"+haPortAPI+"/readyz", nil, nil); err != nil {
			return err
		}
	}
	for _, m := range r.balancers() {
		if err := haAsk(ctx, http.MethodGet, "http://"+m.address+":"+haPortStatus+"/", nil, nil); err != nil {
			return err
		}
		if err := haAsk(ctx, http.MethodGet, "http://"+m.address+":"+haPortAPI+"/readyz", nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// wholeDatabase wants each etcd healthy, one primary, and two standbys that
// follow it, synchronous where that is asked for and not otherwise.
func (r *haRig) wholeDatabase(ctx context.Context, synchronous bool) error {
	for _, m := range r.databases() {
		if err := haAsk(ctx, http.MethodGet, "http://"+m.address+":"+haPortEtcd+"/health", nil, nil); err != nil {
			return err
		}
		if err := haAsk(ctx, http.MethodGet, "http://"+m.address+":"+haPortPatroni+"/health", nil, nil); err != nil {
			return err
		}
	}
	roles, err := r.roles(ctx)
	if err != nil {
		return err
	}
	count := map[string]int{}
	for _, role := range roles {
		count[role]++
	}
	waitedFor := 0
	if synchronous {
		waitedFor = len(r.databases()) - 1
	}
	if len(roles) != len(r.databases()) || count[haLeader] != 1 || count[haSyncStandby] != waitedFor {
		return fmt.Errorf("the database's machines are %v", roles)
	}
	if n, err := r.streaming(ctx); err != nil || n != len(r.databases())-1 {
		return errors.Join(err, fmt.Errorf("the primary sends its changes to %d standbys", n))
	}
	return nil
}

// awaitWhole waits until the topology is whole.
func (r *haRig) awaitWhole(ctx context.Context, synchronous bool) error {
	return r.await(ctx, func(ctx context.Context) error { return r.whole(ctx, synchronous) })
}

func (r *haRig) await(asked context.Context, state func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(asked, haPatience)
	defer cancel()
	for {
		err := state(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			if asked.Err() != nil {
				return asked.Err()
			}
			return fmt.Errorf("the topology is not whole after %s; logs are in %s: %w", haPatience, r.dir, err)
		case <-time.After(300 * time.Millisecond):
		}
	}
}
