package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
)

// haQuestions makes a mix of questions in equal parts: an entity, a neighborhood, a
// path and a search. They are about any entities of the graph and with any limits,
// so that few are answered from a cache.
func haQuestions(ctx context.Context, c *client, random *rand.Rand) (next func() string, err error) {
	var ids []string
	for cursor := ""; ; {
		var page struct {
			Entities []struct{ ID string }
			Meta     struct {
				NextCursor string `json:"next_cursor"`
			}
		}
		if err := c.get(ctx, "/v1/entities?limit=500&cursor="+url.QueryEscape(cursor), &page); err != nil {
			return nil, err
		}
		for _, e := range page.Entities {
			ids = append(ids, e.ID)
		}
		if cursor = page.Meta.NextCursor; cursor == "" {
			break
		}
	}
	if len(ids) == 0 {
		return nil, errors.New("there is nothing to ask about: the graph has no entity")
	}
	var mu sync.Mutex
	n := 0
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		id, other, limit := ids[random.IntN(len(ids))], ids[random.IntN(len(ids))], 20+random.IntN(80)
		n++
		switch n % 4 {
		case 0:
			return "/v1/entities/" + id
		case 1:
			return fmt.Sprintf("/v1/entities/%s/neighborhood?depth=2&limit=%d", id, limit)
		case 2:
			return "/v1/paths?mode=shortest&from=" + id + "&to=" + other
		}
		return fmt.Sprintf("/v1/search?q=%s&limit=%d", id[:min(len(id), 4+random.IntN(4))], limit)
	}, nil
}

// awaitServing waits until the balancers give questions to so many replicas.
func (r *haRig) awaitServing(ctx context.Context, replicas int) error {
	return r.await(ctx, func(ctx context.Context) error {
		for _, m := range r.balancers() {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+m.address+":"+haPortStatus+"/;csv", nil)
			if err != nil {
				return err
			}
			res, err := haHTTP.Do(req)
			if err != nil {
				return err
			}
			page, err := io.ReadAll(res.Body)
			if err = errors.Join(err, res.Body.Close()); err != nil {
				return err
			}
			n, err := haServing(page, "innograph")
			if err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			if n != replicas {
				return fmt.Errorf("%s gives questions to %d replicas, expected %d", m.name, n, replicas)
			}
		}
		return nil
	})
}

// haServing counts the servers of a proxy that HAProxy's statistics call up.
func haServing(page []byte, proxy string) (n int, err error) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(page, []byte("# ")))).ReadAll()
	if err != nil {
		return 0, err
	}
	at := map[string]int{}
	for i, row := range rows {
		if i == 0 {
			for j, name := range row {
				at[name] = j
			}
			if at["svname"] == 0 || at["status"] == 0 {
				return 0, fmt.Errorf("HAProxy's statistics have no status: %.200s", page)
			}
			continue
		}
		server := row[at["svname"]]
		if row[0] == proxy && server != "FRONTEND" && server != "BACKEND" && row[at["status"]] == "UP" {
			n++
		}
	}
	return n, nil
}
