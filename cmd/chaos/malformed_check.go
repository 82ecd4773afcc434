package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// apiDocument is the OpenAPI document of a server.
type apiDocument struct {
	*openapi3.T
	operations []*apiOperation
}

// apiOperation is one of a document.
type apiOperation struct {
	method, path string
	*openapi3.Operation
}

var decoders = sync.OnceFunc(func() {
	text := func(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
		b, err := io.ReadAll(body)
		return string(b), err
	}
	for _, media := range []string{"text/html", "text/css", "text/javascript", "text/plain", "text/csv", "text/vnd.graphviz", "text/event-stream", "image/svg+xml", "application/octet-stream",
		"application/graphml+xml", "application/gexf+xml", "application/n-quads", "application/openapi+json", "application/openapi+yaml"} {
		openapi3filter.RegisterBodyDecoder(media, text)
	}
})

// readDocument reads the document, and forbids members that it does not declare.
func readDocument(ctx context.Context, base string) (*apiDocument, error) {
	decoders()
	a, err := newClient(base, "").ask(ctx, http.MethodGet, "/openapi.json", nil)
	if err != nil {
		return nil, err
	}
	d := &apiDocument{}
	if d.T, err = openapi3.NewLoader().LoadFromData(a.body); err != nil {
		return nil, err
	}
	no := false
	for _, schema := range d.Components.Schemas {
		if len(schema.Value.Properties) > 0 {
			schema.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
		}
	}
	for path, item := range d.Paths.Map() {
		for method, op := range item.Operations() {
			if op.OperationID != "change-stream" { // it does not end
				d.operations = append(d.operations, &apiOperation{method, path, op})
			}
		}
	}
	slices.SortFunc(d.operations, func(a, b *apiOperation) int { return strings.Compare(a.path+" "+a.method, b.path+" "+b.method) })
	if len(d.operations) < 30 {
		return nil, fmt.Errorf("the document has only %d operations", len(d.operations))
	}
	return d, nil
}

// check says what about an answer the document does not declare.
func (d *apiDocument) check(req *http.Request, res *http.Response, body []byte) error {
	id := res.Header.Get("X-Request-ID")
	if id == "" {
		return errors.New("there is no request id")
	}
	if req.Method == http.MethodHead || req.Method == http.MethodOptions {
		return nil
	}
	if res.Header.Get("Content-Encoding") == "gzip" { // which the request allowed, such as with *
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return err
		}
		if body, err = io.ReadAll(z); err != nil {
			return err
		}
	}
	if res.StatusCode >= 400 {
		if err := d.problem(res, id, body); err != nil {
			return err
		}
	}
	route := d.route(req)
	if route == nil || res.StatusCode == http.StatusMethodNotAllowed {
		if res.StatusCode < 300 && strings.HasPrefix(req.URL.Path, "/v1/") {
			return errors.New("the document does not know this operation")
		}
		return nil
	}
	return openapi3filter.ValidateResponse(req.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, Route: route},
		Status:                 res.StatusCode, Header: res.Header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
}

func (d *apiDocument) problem(res *http.Response, id string, body []byte) error {
	if ct := res.Header.Get("Content-Type"); ct != "application/problem+json" {
		return errors.New("an error is " + ct + ", not a problem")
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	if err := d.Components.Schemas["Problem"].Value.VisitJSON(v, openapi3.EnableJSONSchema2020(), openapi3.VisitAsResponse()); err != nil {
		return err
	}
	p := v.(map[string]any)
	if p["status"] != float64(res.StatusCode) || p["request_id"] != id || p["detail"] == "" {
		return errors.New("the problem is not that of the answer")
	}
	if busy := res.StatusCode == http.StatusTooManyRequests || p["title"] == "Overloaded"; busy && res.Header.Get("Retry-After") == "" {
		return errors.New("there is no Retry-After")
	}
	return nil
}

// route finds the operation of a request.
func (d *apiDocument) route(req *http.Request) *routers.Route {
	given := strings.Split(req.URL.Path, "/")
	var found *routers.Route
	for path, item := range d.Paths.Map() {
		template := strings.Split(path, "/")
		match := len(template) == len(given)
		for i := 0; match && i < len(template); i++ {
			match = template[i] == given[i] || strings.HasPrefix(template[i], "{") && given[i] != ""
		}
		if op := item.Operations()[req.Method]; match && op != nil && (found == nil || !strings.Contains(path, "{")) {
			found = &routers.Route{Spec: d.T, Path: path, PathItem: item, Method: req.Method, Operation: op}
		}
	}
	return found
}
