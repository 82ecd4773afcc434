package main

import (
	"bytes"
	"html"
	"io"
	nethttp "net/http"
	"regexp"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// TestExamples asks every question that the documentation page links to, of the
// embedded packs, and holds the JSON answers against the OpenAPI document.
func TestExamples(t *testing.T) {
	base, _, _ := startServer(t)
	_, document := get(t, base+"/openapi.json")
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: base}}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	_, page := get(t, base+"/docs")
	asked := map[string]bool{}
	for _, m := range regexp.MustCompile(`href="(/v1/[^"]+)"`).FindAllSubmatch(page, -1) {
		path := html.UnescapeString(string(m[1]))
		if asked[path] {
			continue
		}
		asked[path] = true
		request, err := nethttp.NewRequest(nethttp.MethodGet, base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := nethttp.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if response.StatusCode != nethttp.StatusOK {
			t.Errorf("the example %s answers %d: %.300s", path, response.StatusCode, body)
			continue
		}
		if response.Header.Get("Content-Type") != "application/json" {
			continue
		}
		route, params, err := router.FindRoute(request)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if err := openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: request, PathParams: params, Route: route},
			Status:                 response.StatusCode, Header: response.Header, Body: io.NopCloser(bytes.NewReader(body)),
		}); err != nil {
			t.Errorf("%s: %.600v", path, err)
		}
	}
	if len(asked) < 25 {
		t.Errorf("found only %d examples", len(asked))
	}
}
