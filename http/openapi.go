package http

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/innograph/innograph/graph/export"
)

// apiConfig is the part of the document that no operation adds.
func apiConfig(version string) huma.Config {
	c := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "innograph", Version: version, Description: "A knowledge graph of regional innovation in which every claim can be " +
				"traced to the sentence it came from. What is read is read with GET; HEAD and OPTIONS work everywhere. " +
				"Every error is a problem (RFC 9457). Every answer has an ETag: send it back as If-None-Match and an unchanged answer is 304."},
			Tags: []*huma.Tag{
				{Name: "Entities", Description: "Find entities and read what is said of them."},
				{Name: "Graph", Description: "Questions whose answer is a graph, in any of the formats."},
				{Name: "Statements", Description: "The records behind the edges."},
				{Name: "Observations", Description: "Values of indicators, and places side by side."},
				{Name: "Analysis", Description: "What the argument lacks, what hangs on what, and how it is laid out."},
				{Name: "Sources", Description: "The documents that the records come from."},
				{Name: "Ontology", Description: "The model that gives the records their meaning."},
				{Name: "Editing", Description: "Changes of the graph. Each needs a key with the role editor or higher, is made whole or not at all, is durable when it is answered, and is kept in the history."},
				{Name: "History", Description: "What was changed, by whom, when and why. Questions of earlier moments take as_of."},
				{Name: "Service", Description: "The service itself."},
			},
			Components: &huma.Components{
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"key": {Type: "http", Scheme: "bearer", Description: "A key that 'innograph key create' made, as Authorization: Bearer ig_…."},
				},
				Schemas: newRegistry(),
				Parameters: map[string]*huma.Param{
					"If-None-Match": {Name: "If-None-Match", In: "header", Description: "The ETag of an answer that the client has.", Schema: &huma.Schema{Type: "string"}},
				},
				Headers: map[string]*huma.Header{
					"X-Request-ID": {Description: "The id under which the log has the request; the client's own where it sent a sane one.", Schema: &huma.Schema{Type: "string"}},
					"ETag":         {Description: "Names the answer.", Schema: &huma.Schema{Type: "string"}},
					"Link":         {Description: "The next page, with rel=next.", Schema: &huma.Schema{Type: "string"}},
					"Retry-After":  {Description: "Seconds to wait.", Schema: &huma.Schema{Type: "integer"}},
					"RateLimit":    {Description: "What is left of each limit on requests, where there are any: r requests at once now, the whole quota in t seconds (draft-ietf-httpapi-ratelimit-headers-10). RateLimit-Policy tells the limits, and both come with every answer.", Schema: &huma.Schema{Type: "string"}},
				},
			},
		},
		Formats:       huma.DefaultFormats,
		DefaultFormat: "application/json",
	}
	c.AllowAdditionalPropertiesByDefault = true // v1 changes by additions only
	c.Components.Responses = problemResponses(c.Components.Schemas)
	return c
}

func statusText(status int) string { return strconv.Itoa(status) }

func problemResponse(status int) string { return "Problem" + strconv.Itoa(status) }

// problemResponses declares one response per status, for all its kinds.
func problemResponses(r huma.Registry) map[string]*huma.Response {
	all := map[string]*huma.Response{}
	for _, k := range problemKinds {
		p := all[problemResponse(k.Status)]
		if p == nil {
			p = &huma.Response{
				Content: map[string]*huma.MediaType{problemType: {Schema: schemaOf[Problem](r), Examples: map[string]*huma.Example{}}},
				Headers: map[string]*huma.Param{"X-Request-ID": {Ref: "#/components/headers/X-Request-ID"}},
			}
			if k.Status == http.StatusTooManyRequests || k.Status == http.StatusServiceUnavailable {
				p.Headers["Retry-After"] = &huma.Param{Ref: "#/components/headers/Retry-After"}
			}
			if k.Status == http.StatusTooManyRequests {
				p.Headers["RateLimit"] = &huma.Param{Ref: "#/components/headers/RateLimit"}
			}
			all[problemResponse(k.Status)] = p
		}
		p.Description = strings.TrimSpace(p.Description + " " + k.Title + ": " + k.About)
		p.Content[problemType].Examples[k.ID] = &huma.Example{Value: exampleProblem(k)}
	}
	return all
}

func exampleProblem(k problemKind) Problem {
	p := Problem{Type: problemTypeURI(k), Title: k.Title, Status: k.Status, Detail: k.About, Instance: "/v1/paths", RequestID: "3SJ5ZQKXWB2YQ7C6DVE4T2MHNA"}
	if k.ID == invalidValue.ID {
		p.Detail = "max_hops must be between 1 and 32, not 99"
		p.Errors = []Mistake{{"query.max_hops", p.Detail, 99}}
	}
	return p
}

// describe completes an operation that asks the graph.
func (op *operation) describe() {
	op.etag = true
	op.problems = slices.Concat(op.problems, graphProblems, []problemKind{unavailable})
	if slices.ContainsFunc(op.problems, func(k problemKind) bool { return k.ID == badCursor.ID }) {
		op.headers = map[string]*huma.Param{"Link": {Ref: "#/components/headers/Link"}}
	}
}

// jsonAnswers declares an A as JSON.
func jsonAnswers[A any](s *Server) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/json": {Schema: schemaOf[A](s.api.OpenAPI().Components.Schemas)}}
}

// graphAnswers declares every format.
func (s *Server) graphAnswers() map[string]*huma.MediaType {
	r := s.api.OpenAPI().Components.Schemas
	answers := map[string]*huma.MediaType{}
	var others []string
	for i, f := range export.Formats() {
		media, _, _ := strings.Cut(f.MediaType, ";")
		switch {
		case i == 0:
			answers[media] = &huma.MediaType{Schema: &huma.Schema{AnyOf: []*huma.Schema{schemaOf[GraphAnswer](r), {Type: "object"}}}}
		case media == "application/json":
			others = append(others, f.Name+": "+f.Description)
		case strings.HasSuffix(media, "+json"):
			answers[media] = &huma.MediaType{Schema: &huma.Schema{Description: f.Description}}
		default:
			answers[media] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Description: f.Description}}
		}
	}
	answers["application/json"].Schema.AnyOf[1].Description = "With the parameter format, the document of another program. " + strings.Join(others, " ")
	return answers
}

// serveDocuments lays out the document, in its forms, and the page made of it.
// Each is made when it is first asked for: that takes longer than all else that
// comes before the first answer.
func (s *Server) serveDocuments() {
	doc := s.api.OpenAPI()
	var one sync.Mutex // huma's document is not made for several readers
	lazily := func(path, media string, make func() ([]byte, error)) {
		s.static[path] = sync.OnceValue(func() *document {
			one.Lock()
			defer one.Unlock()
			body, err := make()
			if err != nil {
				panic(fmt.Errorf("making %s: %w", path, err))
			}
			return newDocument(media, body)
		})
	}
	lazily("/openapi.json", "application/openapi+json", func() ([]byte, error) { return json.MarshalIndent(doc, "", " ") })
	lazily("/openapi-3.0.json", "application/openapi+json", doc.Downgrade)
	lazily("/openapi.yaml", "application/openapi+yaml", doc.YAML)
	lazily("/docs", "text/html; charset=utf-8", func() ([]byte, error) { return docsPage(s) })
	for name, media := range docsAssets {
		lazily("/docs/"+name, media, func() ([]byte, error) { return docsFiles.ReadFile("docs/" + name) })
	}
}
