package http

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"github.com/innograph/innograph/graph"
)

// Whatever a client sends comes back cut.
func TestProblemsAreBounded(t *testing.T) {
	h := start(t, Config{})
	long := strings.Repeat("城", 5000)
	for _, path := range []string{"/v1/entities/" + long, "/v1/" + long, "/v1/search?" + long + "=1", "/v1/export?format=" + long, "/v1/paths?to=hub&from=" + long} {
		if r := h.get(path); len(r.body) > 60_000 || strings.Count(string(r.body), "城") > 2500 {
			t.Errorf("%s… is answered with %d bytes", path[:12], len(r.body))
		}
	}
}

func TestKindsAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	page := string(start(t, Config{}).get("/docs").body)
	for _, k := range problemKinds {
		if seen[k.ID] || k.Title == "" || k.About == "" || !strings.Contains(page, fmt.Sprintf(`id="problem-%s"`, k.ID)) {
			t.Errorf("kind %+v", k)
		}
		seen[k.ID] = true
	}
	for kind := graph.Invalid; kind <= graph.Unavailable; kind++ {
		if k, ok := kindOf[kind]; kind != graph.Moved && (!ok || !slices.Contains(problemKinds, k)) {
			t.Errorf("kind %d of package graph has no status", kind)
		}
	}
}

// huma's own errors, which check leaves it no reason for, would be problems too.
func TestProblemsOfHuma(t *testing.T) {
	start(t, Config{})
	p := huma.NewError(422, "validation failed", errors.New("wrong")).(*Problem)
	if p.Type != problemTypeURI(invalidValue) || p.Status != 422 || p.Title != invalidValue.Title || len(p.Errors) != 1 || p.Errors[0].Message != "wrong" {
		t.Errorf("%+v", p)
	}
	p = huma.NewError(500, "secret", errors.New("secret")).(*Problem)
	if p.Type != problemTypeURI(internal) || p.Detail != internalDetail || p.Errors != nil {
		t.Errorf("%+v", p)
	}
	if p = huma.NewError(418, "tea").(*Problem); p.Type != "about:blank" || p.Detail != "tea" {
		t.Errorf("%+v", p)
	}
}

// Near names cost time, so they are searched for a few of the unknown entities;
// all are told.
func TestManyUnknownEntities(t *testing.T) {
	h := start(t, Config{})
	var unknown []string
	for i := range 300 {
		unknown = append(unknown, fmt.Sprintf("spoke-aa%d", i))
	}
	p := h.problem(h.get("/v1/paths?k=0&from=hub&to=hangzhou&avoid="+strings.Join(unknown, ",")), invalidValue)
	suggested := strings.Count(p.Detail, "did you mean")
	if len(p.Errors) != 1+maxTold || suggested != maxSearched {
		t.Errorf("%d mistakes, %d with a suggestion", len(p.Errors), suggested)
	}
}
