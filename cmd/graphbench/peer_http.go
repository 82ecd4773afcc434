package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"time"
)

// measureHTTP starts `innograph serve` on a snapshot and asks it over one
// connection on loopback. Answers are JSON with names, types and labels; they are
// read to the end while the clock runs, and understood after that. Questions come
// again, so the server keeps no answers: each is worked out anew.
func measureHTTP(ctx context.Context, binary, snapshot string, q *questions, budget time.Duration) (*toolReport, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	start := time.Now()
	server, err := startProcess(ctx, "innograph serve", binary, "serve", "--snapshot", snapshot, "--listen", address, "--log-level", "warn", "--answer-cache", "0")
	if err != nil {
		return nil, err
	}
	defer server.stop()
	h := &httpAsker{connection: connection{host: address}, base: &url.URL{Scheme: "http", Host: address}}
	defer h.close()
	first := q.Kinds[0]
	h.prepare(first, q.Samples[first.Over])
	if err := server.await(2*time.Minute, func() error { _, err := h.ask(first, q.Samples[first.Over][0]); return err }); err != nil {
		return nil, err
	}
	r := &toolReport{Tool: toolHTTP, OpenSeconds: time.Since(start).Seconds(), Note: "JSON with names, types and labels, over one connection on loopback; every answer is made anew (`--answer-cache 0`)"}
	if err := h.measure(r, q, budget); err != nil {
		return nil, err
	}
	r.RSS = residentBytes(server.pid())
	return r, nil
}

// httpAsker asks a server that speaks innograph's API.
type httpAsker struct {
	connection
	base     *url.URL
	body     bytes.Buffer
	prepared map[*string][]byte // requests of the kind that is asked, by the place of their sample
}

func (h *httpAsker) prepare(k kind, samples [][]string) {
	h.prepared = map[*string][]byte{}
	for _, s := range samples {
		h.prepared[&s[0]] = questionSet{paths: []string{k.path(s)}}.requests(h.base, false)[0]
	}
}

func (h *httpAsker) measure(r *toolReport, q *questions, budget time.Duration) error {
	for _, k := range q.Kinds {
		samples := q.Samples[k.Over]
		h.prepare(k, samples)
		m, err := measure(k, samples, budget, h.ask)
		if err != nil {
			return err
		}
		m.Sizes, m.Lengths = nil, nil
		for _, s := range samples[:min(len(samples), m.Count)] {
			if _, err := h.ask(k, s); err != nil {
				return err
			}
			a, err := understand(k, h.body.Bytes())
			if err != nil {
				return err
			}
			m.note(k, a)
		}
		r.Measurements = append(r.Measurements, m)
	}
	return nil
}

func (h *httpAsker) ask(k kind, sample []string) (answer, error) {
	status, err := h.fetch(h.prepared[&sample[0]])
	if err == nil && status != 200 {
		err = fmt.Errorf("%s: status %d: %.300s", k.path(sample), status, h.body.Bytes())
	}
	return answer{}, err
}

// fetch reads an answer into the body.
func (h *httpAsker) fetch(request []byte) (status int, err error) {
	h.body.Reset()
	response, err := h.send(request)
	if err == nil {
		_, err = io.Copy(&h.body, response.Body)
	}
	if err != nil {
		h.close()
		return 0, err
	}
	if response.Close {
		h.close()
	}
	return response.StatusCode, nil
}

// understand reads out of an answer what is compared.
func understand(k kind, body []byte) (a answer, err error) {
	var v struct {
		Nodes    []json.RawMessage `json:"nodes"`
		Entities []json.RawMessage `json:"entities"`
		Results  []json.RawMessage `json:"results"`
		Paths    []struct {
			Length int `json:"length"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return a, fmt.Errorf("%s: the answer is not JSON: %w", k.Name, err)
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
	case "search":
		a.size = len(v.Results)
	}
	return a, nil
}
