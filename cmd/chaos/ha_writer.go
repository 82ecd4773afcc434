package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"time"
)

// haWriter is what the load writes to: a store of tokens that keeps each it has
// acknowledged.
type haWriter interface {
	// session is a writer's own connection; it is made when it is first needed,
	// and again after it failed.
	session() haSession
	// tokens answers the kept tokens that begin with a run's name.
	tokens(ctx context.Context, run string) (map[string]bool, error)
	// digests answers the SHA-256 of everything that each copy holds, by the copy's
	// machine.
	digests(ctx context.Context) (map[string]string, error)
	// audit answers what is wrong with the store as such.
	audit(ctx context.Context) ([]string, error)
	close()
}

// haSession writes for one writer.
type haSession interface {
	// write makes a token durable. nil acknowledges it; after an error it may be
	// kept or not, and writing it again is safe.
	write(ctx context.Context, token string) error
	close()
}

// haReadPatience is how long a client tries to read before it calls itself refused.
const haReadPatience = 2 * time.Second

// haBalanced is a client of HTTP that knows all balancers: it takes the first that
// accepts a connection, as browsers do with the addresses of a name.
func haBalanced(r *haRig) *http.Client {
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		var last error
		for _, lb := range r.balancers() {
			d := net.Dialer{Timeout: 500 * time.Millisecond}
			conn, err := d.DialContext(ctx, network, net.JoinHostPort(lb.address, haPortAPI))
			if err == nil {
				return conn, nil
			}
			last = err
		}
		return nil, last
	}
	return &http.Client{Transport: &http.Transport{DialContext: dial, MaxIdleConnsPerHost: 16, IdleConnTimeout: 10 * time.Second}, Timeout: haAttempt}
}

// through is a client with the key that all replicas know, through the balancers.
func (r *haRig) through() *client {
	return &client{base: "http://" + r.balancers()[0].address + ":" + haPortAPI, secret: r.state.Editor, http: haBalanced(r)}
}

// haReader makes reads through the balancers. A read that fails is made again
// while haReadPatience lasts.
func haReader(c *client) func(context.Context) (int, error) {
	paths := []string{"/v1/entities/hangzhou", "/v1/search?q=cxkc", "/v1/entities/hangzhou/neighborhood?depth=1"}
	return func(ctx context.Context) (retried int, err error) {
		path := paths[time.Now().UnixMilli()%int64(len(paths))]
		for deadline := time.Now().Add(haReadPatience); ; retried++ {
			a, err := c.ask(ctx, http.MethodGet, path, nil)
			if err == nil && a.status == http.StatusOK {
				return retried, nil
			}
			if err == nil {
				err = fmt.Errorf("GET %s: %d %s", path, a.status, a.body)
			}
			if time.Now().After(deadline) || ctx.Err() != nil {
				return retried, err
			}
			haSleep(ctx, haRetryPause)
		}
	}
}

// haDigest is the SHA-256 of lines, each with its end.
func haDigest(lines []string) string {
	h := sha256.New()
	for _, line := range lines {
		h.Write([]byte(line))
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil))
}
