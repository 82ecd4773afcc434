package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

// haAPI keeps tokens as entities of innograph, through the balancers.
type haAPI struct {
	through *client
	copies  map[string]*client // each replica, by its machine
	dsn     string             // of the store that all replicas have in common
}

// newHaAPI writes through one client and compares what each of the others holds.
func newHaAPI(through *client, copies map[string]*client, dsn string) *haAPI {
	return &haAPI{through, copies, dsn}
}

// haStoreDSN is the data source name of the store with the password, which the
// replicas find in a file.
func haStoreDSN(r *haRig) string {
	return strings.Replace(r.dsn(), "innograph@", url.UserPassword("innograph", r.state.Innograph).String()+"@", 1)
}

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

// audit has the doctor look at the store, which the replicas have open.
func (w *haAPI) audit(ctx context.Context) ([]string, error) {
	model, err := seeds.LoadEmbedded()
	if err != nil {
		return nil, err
	}
	report, err := store.Doctor{Ontology: model.Ontology}.CheckPostgres(ctx, w.dsn)
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, f := range report.Findings {
		wrong = append(wrong, f.String())
	}
	return wrong, nil
}

func (w *haAPI) close() { w.through.close() }
