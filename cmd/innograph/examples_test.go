package main

import (
	"bytes"
	"encoding/json"
	"html"
	"io"
	"maps"
	nethttp "net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// recorded is the file of the answers that the OpenAPI document shows, and
// maxRecorded the longest of them, in bytes.
const (
	recorded    = "../../http/docs/answers.json"
	maxRecorded = 16 << 10
)

// unrecorded are the operations whose answers are all too long to show, or no JSON.
var unrecorded = []string{"ontology", "export", "change", "change-stream", "backup"}

// whenever is when something was done, which is another time in every run.
var whenever = regexp.MustCompile(`"time":"[^"]*"`)

// TestExamples asks every question that the documentation page links to, of the
// embedded packs, and holds the JSON answers against the OpenAPI document and
// against the answers that it shows. With -update it records them.
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
	asked, answers := map[string]bool{}, map[string]json.RawMessage{}
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
		if len(body) <= maxRecorded {
			answers[path] = whenever.ReplaceAll(body, []byte(`"time":"2026-01-02T03:04:05Z"`))
		}
	}
	checkRecorded(t, doc, answers)
	if len(asked) < 25 {
		t.Errorf("found only %d examples", len(asked))
	}
}

// checkRecorded compares the answers with the recorded ones, and those with what
// the document shows.
func checkRecorded(t *testing.T, doc *openapi3.T, answers map[string]json.RawMessage) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("{\n")
	for i, path := range slices.Sorted(maps.Keys(answers)) { // one line each, to be read in a change
		key, _ := json.Marshal(path)
		if i > 0 {
			b.WriteString(",\n")
		}
		b.Write(append(append(key, ':', ' '), bytes.TrimSpace(answers[path])...))
	}
	b.WriteString("\n}\n")
	if *update {
		if err := os.WriteFile(recorded, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	file, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, b.Bytes()) {
		t.Errorf("%s does not hold what is answered now; run the test with -update and look at the difference", recorded)
	}
	for path, item := range doc.Paths.Map() {
		if !strings.HasPrefix(path, "/v1/") || item.Get == nil || slices.Contains(unrecorded, item.Get.OperationID) {
			continue
		}
		shown := item.Get.Responses.Status(nethttp.StatusOK).Value.Content["application/json"].Examples
		if len(shown) == 0 {
			t.Errorf("the document shows no answer of %s; add an example whose answer is at most %d bytes long", path, maxRecorded)
		}
	}
}
