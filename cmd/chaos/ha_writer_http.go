package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// haAPI keeps tokens as entities of innograph, through the balancers.
type haAPI struct {
	through *client
	copies  map[string]*client // each replica, by its machine
}

// newHaAPI writes through one client and compares what each of the others holds.
func newHaAPI(through *client, copies map[string]*client) *haAPI { return &haAPI{through, copies} }

func (w *haAPI) session() haSession { return haAPISession{w.through} }

type haAPISession struct{ *client }

func (s haAPISession) close() {}

// write creates an entity. The token is the request's Idempotency-Key, so that the
// service tells a second attempt from a second entity.
func (s haAPISession) write(ctx context.Context, token string) error {
	body, err := json.Marshal(map[string]any{
		"id": token, "type": "Corridor", "name": graph.Text{Zh: "走廊 " + token, En: "Corridor " + token}, "status": "planned", "basis": "stated",
		"references": []graph.Reference{{Source: "hangzhou-report", Section: "3.1", Terms: []string{"走廊"}}},
	})
	if err != nil {
		return err
	}
	a, err := s.ask(ctx, http.MethodPost, "/v1/entities", body, "Idempotency-Key", token)
	if err != nil {
		return err
	}
	if a.status != http.StatusCreated {
		return fmt.Errorf("POST /v1/entities: %d %s", a.status, a.body)
	}
	return nil
}

func (w *haAPI) tokens(ctx context.Context, run string) (map[string]bool, error) {
	lines, err := haNQuads(ctx, w.through)
	if err != nil {
		return nil, err
	}
	token := regexp.MustCompile(regexp.QuoteMeta(run) + `-\d+-\d+`)
	kept := map[string]bool{}
	for _, line := range lines {
		// The first term of a statement is what it is about.
		if found := token.FindString(strings.SplitN(line, " ", 2)[0]); found != "" {
			kept[found] = true
		}
	}
	return kept, nil
}

// haNQuads are the lines of the whole graph in their canonical order.
func haNQuads(ctx context.Context, c *client) ([]string, error) {
	a, err := c.ask(ctx, http.MethodGet, "/v1/export?format=nquads", nil)
	if err != nil {
		return nil, err
	}
	if a.status != http.StatusOK {
		return nil, fmt.Errorf("GET /v1/export: %d %s", a.status, a.body)
	}
	lines := strings.Split(strings.TrimSuffix(string(a.body), "\n"), "\n")
	slices.Sort(lines)
	return lines, nil
}

func (w *haAPI) digests(ctx context.Context) (map[string]string, error) {
	return haGraphDigests(ctx, w.copies)
}

// haGraphDigests are the digests of each replica's canonical N-Quads.
func haGraphDigests(ctx context.Context, copies map[string]*client) (map[string]string, error) {
	out := map[string]string{}
	for name, c := range copies {
		lines, err := haNQuads(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = haDigest(lines)
	}
	return out, nil
}

// audit finds statements that name something which is not there: the ends of each
// edge must have a type.
func (w *haAPI) audit(ctx context.Context) ([]string, error) {
	a, err := w.through.ask(ctx, http.MethodGet, "/v1/export?format=json", nil)
	if err != nil {
		return nil, err
	}
	var whole struct {
		Nodes []struct{ ID string }
		Edges []struct{ ID, Source, Target string }
	}
	if err := json.Unmarshal(a.body, &whole); err != nil {
		return nil, fmt.Errorf("GET /v1/export: %d: %w", a.status, err)
	}
	known := map[string]bool{}
	for _, n := range whole.Nodes {
		known[n.ID] = true
	}
	var wrong []string
	for _, e := range whole.Edges {
		for _, end := range []string{e.Source, e.Target} {
			if !known[end] {
				wrong = append(wrong, fmt.Sprintf("edge %s names %s, which is not there", e.ID, end))
			}
		}
	}
	return wrong, nil
}

func (w *haAPI) close() { w.through.close() }
