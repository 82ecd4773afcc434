package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"
)

// httpTool is a tool that is asked over one connection on loopback. Requests are
// made before the clock runs; answers are read to the end while it does, and made
// out after that.
type httpTool interface {
	tool
	close()
}

// measureServer starts a server, asks it everything and ends it. It returns how
// long it took from the start to the first answer.
func measureServer(ctx context.Context, r *toolReport, q *questions, budget time.Duration, connect func(*httpConnection) httpTool, program ...string) (toFirst time.Duration, err error) {
	address, err := freeAddress()
	if err != nil {
		return 0, err
	}
	t := connect(&httpConnection{connection: connection{host: address}})
	defer t.close()
	first, err := q.first(t)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	server, err := startProcess(ctx, r.Tool, append(program, "--listen", address)...)
	if err != nil {
		return 0, err
	}
	defer server.stop()
	if err := server.await(15*time.Minute, first); err != nil {
		return 0, err
	}
	toFirst = time.Since(start)
	err = r.measure(t, q, budget)
	r.RSS = residentBytes(server.pid())
	return toFirst, err
}

// measureHTTP asks `innograph serve` on a snapshot. Questions come again, so the
// server keeps no answers: each is worked out anew.
func measureHTTP(ctx context.Context, binary, snapshot string, q *questions, budget time.Duration) (*toolReport, error) {
	r := &toolReport{Tool: toolHTTP, Note: "JSON with names, types and labels, over one connection on loopback, read to the end but not parsed; every answer is made anew (`--answer-cache 0`)"}
	first, err := measureServer(ctx, r, q, budget, func(c *httpConnection) httpTool { return innographAPI{c} },
		binary, "serve", "--snapshot", snapshot, "--log-level", "warn", "--answer-cache", "0")
	r.OpenSeconds = first.Seconds()
	return r, err
}

// httpConnection keeps the last answer.
type httpConnection struct {
	connection
	status int
	body   bytes.Buffer
}

func (h *httpConnection) fetch(request []byte) (err error) {
	h.body.Reset()
	h.status, _, err = h.ask(request, &h.body)
	return err
}

func (h *httpConnection) refused() error {
	return fmt.Errorf("status %d: %.300s", h.status, h.body.Bytes())
}

// innographAPI is a server that speaks innograph's API.
type innographAPI struct{ *httpConnection }

func (innographAPI) cannot(kind) string { return "" }

func (h innographAPI) prepare(k kind, samples [][]string) asking {
	var requests [][]byte
	for _, s := range samples {
		requests = append(requests, getRequest(&url.URL{Host: h.host}, k.path(s), false))
	}
	return asking{
		ask: func(i int) (answer, error) {
			err := h.fetch(requests[i])
			if err == nil && h.status != 200 {
				err = h.refused()
			}
			return answer{}, err
		},
		read: func() (answer, error) { return understand(k, h.body.Bytes()) },
	}
}

// understand reads out of an answer what is compared.
func understand(k kind, body []byte) (a answer, err error) {
	var v struct {
		Nodes    []json.RawMessage `json:"nodes"`
		Entities []json.RawMessage `json:"entities"`
		Paths    []struct {
			Length int `json:"length"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return a, fmt.Errorf("the answer is not JSON: %w", err)
	}
	switch k.Ask {
	case "neighborhood":
		a.size = len(v.Nodes) - 1
	case "paths":
		a.lengths = make([]int, len(v.Paths))
		for i, p := range v.Paths {
			a.lengths[i] = p.Length
		}
	case "list":
		a.size = len(v.Entities)
	}
	return a, nil
}
