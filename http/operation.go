package http

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// operation describes an endpoint. huma adds the parameters, which it reads from
// the input type.
type operation struct {
	id, path, tag, summary, about string

	numbers  map[string]number   // the bounds of the parameters that are numbers, of the lengths of texts and of lists
	choices  map[string][]string // of the parameters whose values are the ontology's, for the document; the graph checks them
	problems []problemKind       // beyond those that every operation has
	redirect bool                // answers 301 for a merged entity
	examples []string            // requests that work on the Hangzhou graph

	answers map[string]*huma.MediaType // of status 200, by media type
	headers map[string]*huma.Param     // of status 200
	etag    bool                       // answers 304
	moment  bool                       // takes as_of and at_least
	method  string                     // GET where it is ""
	success int                        // the status of an answer that is none of a question; 200 where it is 0
	body    map[string]*huma.MediaType // of the request, where it has one

	// names lets the graph check the names in a request that is refused anyway;
	// id is the path's. Nil where the graph has none to check.
	names func(a *asker, id string, values url.Values)

	params []*paramSpec // made from what huma read
}

// number bounds a number, the length of a text or the length of a list.
type number struct {
	min, max int // what is no whole number must be above min
	initial  int // the default, where it is not 0
}

// location is the place of a parameter as a problem names it.
func (op *operation) location(param string) string {
	switch {
	case param == "":
		return "request"
	case op != nil && strings.Contains(op.path, "{"+param+"}"):
		return "path." + param
	}
	return "query." + param
}

// add registers an operation whose input is an I.
func add[I any](s *Server, op *operation, answer func(c *gin.Context, in *I)) {
	huma.Register(s.api, huma.Operation{
		OperationID: op.id, Method: cmp.Or(op.method, http.MethodGet), Path: op.path,
		Tags: []string{op.tag}, Summary: op.summary, Description: op.about,
		Responses:          op.responses(),
		SkipValidateParams: true, // check does it, for all of them at once
		Middlewares: huma.Middlewares{func(hc huma.Context, next func(huma.Context)) {
			c := humagin.Unwrap(hc)
			for _, p := range c.Params {
				if p.Value == "" { // two slashes: the router takes that for a name
					s.noRoute(c)
					return
				}
			}
			if s.check(c, op) {
				next(hc)
			}
		}},
	}, func(_ context.Context, in *I) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(hc huma.Context) { answer(humagin.Unwrap(hc), in) }}, nil
	})
	doc := op.document(s.api.OpenAPI())
	op.refine(doc)
	if len(op.examples) > 0 {
		doc.Extensions = map[string]any{"x-examples": op.examples}
		op.recordAnswers()
	}
	s.operations = append(s.operations, op)
}

// document is the operation as OpenAPI has it.
func (op *operation) document(api *huma.OpenAPI) *huma.Operation {
	item := api.Paths[op.path]
	return map[string]*huma.Operation{"": item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodPatch: item.Patch, http.MethodDelete: item.Delete}[op.method]
}

// responses declares what an operation may answer.
func (op *operation) responses() map[string]*huma.Response {
	headers := map[string]*huma.Param{"X-Request-ID": {Ref: "#/components/headers/X-Request-ID"}}
	for name, h := range op.headers {
		headers[name] = h
	}
	all := map[string]*huma.Response{statusText(cmp.Or(op.success, http.StatusOK)): {Description: "The answer.", Headers: headers, Content: op.answers}}
	if op.etag {
		headers["ETag"] = &huma.Param{Ref: "#/components/headers/ETag"}
		all["304"] = &huma.Response{Description: "The answer is still the one with the ETag that If-None-Match names."}
	}
	if op.redirect {
		all["301"] = &huma.Response{
			Description: "The entity was merged into another; Location is the same question about that one.",
			Headers:     map[string]*huma.Param{"Location": {Description: "A path and query.", Schema: &huma.Schema{Type: "string", Format: "uri-reference"}}},
		}
	}
	for _, k := range slices.Concat(commonProblems, op.problems) {
		all[statusText(k.Status)] = &huma.Response{Ref: "#/components/responses/" + problemResponse(k.Status)}
	}
	return all
}

// commonProblems may come from every operation.
var commonProblems = []problemKind{malformedQuery, bodyTooLarge, urlTooLong, rateLimited, headersTooLarge, internal, overloaded}

// graphProblems may come from every operation that asks the graph.
var graphProblems = []problemKind{notAcceptable, invalidValue, tooSlow}

// redirectMoved sends the client on to the same question about the entity that
// took over.
func (s *Server) redirectMoved(c *gin.Context, op *operation, e *graph.Error) {
	old, _ := e.Issues[0].Value.(string)
	u := *c.Request.URL
	param := e.Issues[0].Param
	if strings.HasPrefix(op.location(param), "path.") {
		u.Path = strings.Replace(op.path, "{"+param+"}", e.To, 1)
		u.RawPath = ""
	} else {
		q := u.Query()
		for i, value := range q[param] {
			q[param][i] = replaceName(value, old, e.To)
		}
		u.RawQuery = q.Encode()
	}
	h := c.Writer.Header()
	h.Del("ETag")
	h.Set("Location", (&urlPath{u.EscapedPath(), u.RawQuery}).String())
	c.Status(http.StatusMovedPermanently)
	c.Writer.WriteHeaderNow()
}

// urlPath is a reference to a path and query on this server.
type urlPath struct{ path, query string }

func (u *urlPath) String() string {
	if u.query == "" {
		return u.path
	}
	return u.path + "?" + u.query
}
