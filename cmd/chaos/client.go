package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// client asks a server, with a key.
type client struct {
	base, secret string
	http         *http.Client
	patience     time.Duration // for how long it asks again where it is told to come later
}

// longestAnswer is how long a client waits: no request of a trial may take so
// long.
const longestAnswer = 60 * time.Second

// newClient makes a client with its own connections.
func newClient(base, secret string) *client {
	return &client{base: base, secret: secret, http: &http.Client{Timeout: longestAnswer, Transport: &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// answer is what a server said. status is that of the header, also where the body
// was cut off.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// change is the number of the change set that the answer tells of; 0 for none.
func (a *answer) change() uint64 {
	n, _ := strconv.ParseUint(a.header.Get("X-Graph-Change"), 10, 64)
	return n
}

// ask makes a request, and again within the client's patience. A body is sent as it
// is, as JSON; header holds names and values in turn.
func (c *client) ask(ctx context.Context, method, path string, body []byte, header ...string) (*answer, error) {
	for began := time.Now(); ; {
		a, err := c.askOnce(ctx, method, path, body, header...)
		if err != nil || a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") == "" || time.Since(began) > c.patience {
			return a, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (c *client) askOnce(ctx context.Context, method, path string, body []byte, header ...string) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if c.secret != "" {
		req.Header.Set("Authorization", "Bearer "+c.secret)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	a := &answer{status: res.StatusCode, header: res.Header}
	a.body, err = io.ReadAll(res.Body)
	return a, err
}

// get reads a JSON answer of status 200 into v.
func (c *client) get(ctx context.Context, path string, v any) error {
	a, err := c.ask(ctx, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	if a.status != http.StatusOK {
		return fmt.Errorf("GET %s: %d %s", path, a.status, a.body)
	}
	return json.Unmarshal(a.body, v)
}

// close drops the connections.
func (c *client) close() { c.http.CloseIdleConnections() }
