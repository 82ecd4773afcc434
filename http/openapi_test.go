package http

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

func TestDocumentsAreValid(t *testing.T) {
	h := start(t, Config{Version: "1.2.3"})
	for _, path := range []string{"/openapi.json", "/openapi-3.0.json", "/openapi.yaml"} {
		doc, err := openapi3.NewLoader().LoadFromData(h.get(path).body)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if err := doc.Validate(context.Background(), openapi3.EnableExamplesValidation(), openapi3.EnableSchemaDefaultsValidation(), openapi3.EnableMultiError()); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		want := "3.1"
		if strings.Contains(path, "3.0") {
			want = "3.0"
		}
		if !strings.HasPrefix(doc.OpenAPI, want) || doc.Info.Version != "1.2.3" || countOperations(doc) != len(h.server.operations) {
			t.Errorf("%s is OpenAPI %s of version %s with %d paths", path, doc.OpenAPI, doc.Info.Version, doc.Paths.Len())
		}
		if open := doc.Components.Schemas["GraphAnswer"].Value.AdditionalProperties.Has; open == nil || !*open {
			t.Errorf("%s forbids properties that a later version may add", path)
		}
	}
}

// Everything is explained, and every operation declares its problems.
func TestDocumentIsComplete(t *testing.T) {
	h := start(t, Config{})
	ids := map[string]bool{}
	for path, item := range h.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if op.Summary == "" || len(op.Tags) != 1 || ids[op.OperationID] {
				t.Errorf("%s: %+v", path, op)
			}
			ids[op.OperationID] = true
			for _, p := range op.Parameters {
				if p.Value.Description == "" {
					t.Errorf("%s: parameter %s is not explained", path, p.Value.Name)
				}
			}
			want := []int{400, 413, 414, 429, 431, 500, 503}
			switch {
			case method != "GET":
				want = append(want, 401, 403, 409, 412, 415, 422, 507)
			case op.OperationID == "backup":
				want = append(want, 401, 403, 422, 503, 507)
			case op.Tags[0] == "History":
				want = append(want, 503)
			case strings.HasPrefix(path, "/v1/"):
				want = append(want, 304, 406, 422, 504)
				if strings.Contains(path, "{") {
					want = append(want, 404)
				}
			}
			for _, status := range want {
				if op.Responses.Value(strconv.Itoa(status)) == nil {
					t.Errorf("%s does not declare %d", path, status)
				}
			}
			if op.Tags[0] == "Graph" {
				for _, f := range export.Formats() {
					if op.Responses.Value("200").Value.Content.Get(f.MediaType) == nil {
						t.Errorf("%s does not declare %s", path, f.MediaType)
					}
				}
			}
		}
	}
	for name, schema := range h.doc.Components.Schemas {
		for property, p := range schema.Value.Properties {
			if p.Value.Description == "" && p.Ref == "" {
				t.Errorf("%s.%s is not explained", name, property)
			}
		}
	}
}

// What asks for an entity by its id may be sent on to another.
func TestDocumentDeclaresMoved(t *testing.T) {
	h := start(t, Config{})
	for _, path := range []string{"/v1/observations", "/v1/compare", "/v1/compared-with", "/v1/diff", "/v1/gaps", "/v1/impact", "/v1/explain", "/v1/paths",
		"/v1/layouts/{id}", "/v1/sources/{id}", "/v1/sources/{id}/coverage", "/v1/entities/{id}", "/v1/entities/{id}/neighborhood"} {
		if h.doc.Paths.Value(path).Get.Responses.Status(301) == nil {
			t.Errorf("%s declares no 301", path)
		}
	}
}

// The kinds of observation are those of the ontology, and none is the default.
func TestKindsAreThoseOfTheOntology(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(startArgument(t).get("/openapi.json").body)
	if err != nil {
		t.Fatal(err)
	}
	s := doc.Paths.Value("/v1/observations").Get.Parameters.GetByInAndName("query", "kind").Schema.Value
	if kind, _ := argumentOntology.Qualifier(graph.QualKind); len(s.Enum) != len(kind.OneOf) || s.Enum[2] != any("rank") || s.Default != nil {
		t.Errorf("kind is one of %v, default %v", s.Enum, s.Default)
	}
}

// What is declared of parameters is what package graph holds to.
func TestParametersAreThoseOfTheGraph(t *testing.T) {
	h := start(t, Config{})
	param := func(path, name string) *openapi3.Schema {
		t.Helper()
		p := h.doc.Paths.Value(path).Get.Parameters.GetByInAndName("query", name)
		if p == nil {
			t.Fatalf("%s has no parameter %s", path, name)
		}
		return p.Schema.Value
	}
	const neighborhood = "/v1/entities/{id}/neighborhood"
	for _, c := range []struct {
		path, name     string
		lo, hi, normal int
	}{
		{neighborhood, "depth", 1, graph.MaxDepth, 1}, {neighborhood, "limit", 1, graph.MaxNodes, graph.DefaultNodes},
		{"/v1/paths", "k", 1, graph.MaxK, graph.DefaultK}, {"/v1/paths", "max_hops", 1, graph.MaxHops, 0},
		{"/v1/entities", "limit", 1, graph.MaxList, graph.DefaultList}, {"/v1/search", "limit", 1, graph.MaxSearch, graph.DefaultSearch},
		{"/v1/entities/{id}", "per_relation", 1, graph.MaxPerRelation, graph.DefaultPerRelation}, {"/v1/observations", "limit", 1, graph.MaxList, graph.DefaultList},
		{"/v1/gaps", "limit", 1, graph.MaxList, graph.DefaultGaps}, {"/v1/centrality", "limit", 1, graph.MaxList, graph.DefaultList},
	} {
		s := param(c.path, c.name)
		normal, _ := s.Default.(float64)
		if *s.Min != float64(c.lo) || *s.Max != float64(c.hi) || normal != float64(c.normal) {
			t.Errorf("%s of %s: %v to %v, default %v", c.name, c.path, *s.Min, *s.Max, s.Default)
		}
	}
	for _, c := range []struct {
		path, name string
		names      []string
	}{
		{"/v1/paths", "mode", graph.PathModeNames()}, {"/v1/paths", "cost", graph.CostNames()}, {neighborhood, "direction", graph.DirectionNames()},
		{neighborhood, "format", export.Names()}, {"/v1/export", "lang", []string{"zh", "en"}},
		{"/v1/centrality", "measure", graph.CentralityMeasures()},
	} {
		var got []string
		for _, v := range param(c.path, c.name).Enum {
			got = append(got, v.(string))
		}
		if !slices.Equal(got, c.names) {
			t.Errorf("%s of %s is one of %v, want %v", c.name, c.path, got, c.names)
		}
		if normal := param(c.path, c.name).Default; normal != any(c.names[0]) && c.name != "format" {
			t.Errorf("%s of %s is %v where it is not given, want %s", c.name, c.path, normal, c.names[0])
		}
	}
	for _, name := range []string{"indicator", "places"} {
		if s := param("/v1/compare", name); s.MaxItems == nil || *s.MaxItems != graph.MaxIDs {
			t.Errorf("%s of /v1/compare declares no bound", name)
		}
	}
	if s := param("/v1/communities", "resolution"); s.Min != nil || *s.ExclusiveMin.Value != 0 || *s.Max != graph.MaxResolution || s.Default != 1.0 {
		t.Errorf("resolution: %+v", s)
	}
	status := param(neighborhood, "status").Items.Value.Enum
	if len(status) != 2*len(graph.StatusNames()) || !slices.Contains(status, any("!planned")) {
		t.Errorf("status is one of %v", status)
	}
}

func countOperations(doc *openapi3.T) (n int) {
	for _, item := range doc.Paths.Map() {
		n += len(item.Operations())
	}
	return n
}
