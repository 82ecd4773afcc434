package http

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// Problem is an error as RFC 9457 has it.
type Problem struct {
	Type      string    `json:"type" format:"uri-reference"`
	Title     string    `json:"title"`
	Status    int       `json:"status"`
	Detail    string    `json:"detail"`
	Instance  string    `json:"instance" format:"uri-reference"`
	Errors    []Mistake `json:"errors,omitempty"`
	RequestID string    `json:"request_id"`
}

// Mistake is one thing that is wrong with a request.
type Mistake struct {
	Location string `json:"location"`
	Message  string `json:"message"`
	Value    any    `json:"value,omitempty"`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus makes a Problem a huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes huma declare and send problems as what they are.
func (p *Problem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

// problemKind is a kind of problem: the fragment of its type, its status and
// its title. The docs page lists them all.
type problemKind struct {
	ID     string
	Status int
	Title  string
	About  string
}

var (
	malformedQuery   = problemKind{"malformed-query", 400, "Malformed query", "A parameter is unknown, or given twice, or the query cannot be read."}
	badCursor        = problemKind{"bad-cursor", 400, "Bad cursor", "The cursor is damaged or belongs to another question or version of the graph. Start again without it."}
	malformedBody    = problemKind{"malformed-body", 400, "Malformed body", "The body is not JSON or YAML as it is read here: of bounded depth, without duplicate members, in UTF-8."}
	unauthorized     = problemKind{"unauthorized", 401, "Key needed", "There is no key, or it is not valid or has expired. Send one as Authorization: Bearer ig_…"}
	forbidden        = problemKind{"forbidden", 403, "Not allowed", "The role of the key is too low."}
	noKeys           = problemKind{"no-keys", 403, "Read only", "The server was started without keys, so nobody may change anything."}
	crossOrigin      = problemKind{"cross-origin", 403, "Cross-origin request", "A page of another origin asked for a change, and that origin is not trusted."}
	notFound         = problemKind{"not-found", 404, "Not found", "There is no such thing in the graph."}
	unknownRoute     = problemKind{"unknown-route", 404, "Unknown route", "No endpoint has this path."}
	wrongMethod      = problemKind{"method-not-allowed", 405, "Method not allowed", "The Allow header lists the methods of the endpoint."}
	notAcceptable    = problemKind{"not-acceptable", 406, "Not acceptable", "The endpoint has no format that the Accept header allows."}
	conflict         = problemKind{"conflict", 409, "Conflict", "What was asked for does not go with what is in the graph, or an Idempotency-Key was used for another request."}
	changed          = problemKind{"precondition-failed", 412, "Changed meanwhile", "The thing is no longer what If-Match names. Read it again, and decide anew."}
	bodyTooLarge     = problemKind{"body-too-large", 413, "Body too large", "The body is larger than the endpoint reads; endpoints that are only read ignore a small one."}
	urlTooLong       = problemKind{"url-too-long", 414, "URL too long", "Path and query together are too long."}
	unsupportedMedia = problemKind{"unsupported-media-type", 415, "Unsupported media type", "The Content-Type is not one that the endpoint reads; Accept-Post lists them."}
	invalidValue     = problemKind{"invalid-parameter", 422, "Invalid parameter", "A value is out of bounds or not one of those allowed."}
	invalidBody      = problemKind{"invalid-body", 422, "Invalid body", "What is asked for breaks rules of the model; every mistake is listed with its place, a JSON pointer into the body, and nothing was changed."}
	answerTooLarge   = problemKind{"answer-too-large", 422, "Answer too large", "The answer would have more bytes than one may have. Ask for less: lower limits, or filters."}
	needsCondition   = problemKind{"precondition-required", 428, "Precondition required", "Send If-Match with the revision that you have read, so that nobody's change is lost."}
	rateLimited      = problemKind{"rate-limited", 429, "Too many requests", "Wait as long as Retry-After says."}
	headersTooLarge  = problemKind{"headers-too-large", 431, "Headers too large", "The request's headers together are too large."}
	internal         = problemKind{"internal-error", 500, "Internal error", "A fault of the service. The log has it under the request id."}
	overloaded       = problemKind{"overloaded", 503, "Overloaded", "More is asked at once than can be answered in time. Retry after as long as Retry-After says."}
	unavailable      = problemKind{"unavailable", 503, "Unavailable", "The graph is not loaded, or its store is not reachable."}
	noAudit          = problemKind{"audit-unavailable", 503, "Audit log unavailable", "The audit log cannot be written, and nothing is changed that it would not tell of."}
	tooSlow          = problemKind{"timeout", 504, "Timeout", "The question took too long. Narrow it with filters, depth or limits."}
	notYet           = problemKind{"not-yet", 503, "Not yet", "The graph does not hold the change set that at_least names. Retry after a moment."}
	noSpace          = problemKind{"insufficient-storage", 507, "Insufficient storage", "The store has no room left. Nothing was changed; reading goes on."}
)

// problemKinds is every kind, by status.
var problemKinds = []problemKind{malformedQuery, badCursor, malformedBody, unauthorized, forbidden, noKeys, crossOrigin, notFound, unknownRoute, wrongMethod, notAcceptable, conflict, changed, bodyTooLarge, urlTooLong, unsupportedMedia, invalidValue, invalidBody, answerTooLarge, needsCondition, rateLimited, headersTooLarge, internal, overloaded, unavailable, notYet, noAudit, tooSlow, noSpace}

// kindOf maps what went wrong in the graph to a kind of problem. Moved is not
// here: it is answered with a redirection.
var kindOf = map[graph.ErrorKind]problemKind{
	graph.Invalid:     invalidValue,
	graph.NotFound:    notFound,
	graph.BadCursor:   badCursor,
	graph.Unavailable: unavailable,
	graph.Conflict:    conflict,
	graph.Stale:       changed,
	graph.NoSpace:     noSpace,
}

func problemTypeURI(k problemKind) string { return "/docs#problem-" + k.ID }

// sendProblem answers with a problem. Nothing may have been sent yet. What a
// handler has set of the answer it meant to give is taken back.
func sendProblem(c *gin.Context, k problemKind, detail string, mistakes ...Mistake) {
	h := c.Writer.Header()
	for _, name := range []string{"ETag", "Link", "Content-Disposition", "Content-Length", "Location"} {
		h.Del(name)
	}
	h.Set("Content-Type", problemType)
	h.Set("Cache-Control", "no-store")
	p := Problem{
		Type: problemTypeURI(k), Title: k.Title, Status: k.Status, Detail: detail,
		Instance: c.Request.URL.EscapedPath(), Errors: mistakes, RequestID: info(c).id,
	}
	info(c).problem = k.ID
	body, err := json.Marshal(p)
	if err != nil { // a Mistake's value that JSON cannot hold; none is made
		panic(err)
	}
	c.Status(k.Status)
	c.Writer.Write(append(body, '\n')) //nolint:errcheck // nobody is left to tell
	c.Abort()
}

// fail answers an error of the graph or of a context.
func (s *Server) fail(c *gin.Context, op *operation, err error) {
	var e *graph.Error
	switch {
	case errors.As(err, &e) && e.Kind == graph.Moved:
		s.redirectMoved(c, op, e)
	case errors.As(err, &e):
		kind, ok := kindOf[e.Kind]
		if !ok {
			kind = internal
		}
		if kind.Status == http.StatusServiceUnavailable {
			c.Header("Retry-After", "2")
		}
		if e.Err != nil || kind.Status >= 500 {
			s.log.ErrorContext(c.Request.Context(), "query", "request_id", info(c).id, "error", e, "cause", e.Err)
		}
		if kind.Status >= 500 && e.Err != nil { // it may tell of files, addresses and the like
			sendProblem(c, kind, outage(kind))
			return
		}
		mistakes := make([]Mistake, len(e.Issues))
		for i, is := range e.Issues {
			mistakes[i] = mistakeOf(op, is)
		}
		if e.Kind == graph.Invalid || e.Kind == graph.NotFound {
			mistakes, kind = s.complete(c, op, mistakes, kind)
		}
		sendProblem(c, kind, detailOf(mistakes), mistakes...)
	case errors.Is(err, context.DeadlineExceeded):
		sendProblem(c, tooSlow, "the question took longer than "+s.cfg.QueryTimeout.String()+
			"; ask for less: a smaller depth, max_hops or k, a lower limit, or filters")
	case errors.Is(err, context.Canceled):
		info(c).status = statusClientGone
		c.Abort()
	default:
		s.log.ErrorContext(c.Request.Context(), "query", "request_id", info(c).id, "error", err)
		sendProblem(c, internal, internalDetail)
	}
}

// outage is what a client hears of trouble with the store.
func outage(k problemKind) string {
	switch k.ID {
	case noSpace.ID:
		return "the store has no room left, so nothing was changed; questions are still answered"
	case unavailable.ID:
		return "the store cannot be used at the moment; questions are still answered. It is not known whether a change that was under way was made: send it again with the same Idempotency-Key"
	}
	return internalDetail
}

const (
	internalDetail   = "something went wrong here; the request id finds it in the log"
	statusClientGone = 499 // as nginx logs a client that did not wait; never sent
)

func mistakeOf(op *operation, is graph.Issue) Mistake {
	is.Message = cut(is.Message, maxMessage)
	return Mistake{Location: op.location(is.Param), Message: is.Text(), Value: shown(is.Value)}
}

// detailOf is the one sentence for readers who see no list.
func detailOf(mistakes []Mistake) string {
	messages := make([]string, len(mistakes))
	for i, m := range mistakes {
		messages[i] = m.Message
	}
	return strings.Join(messages, "; ")
}

// A problem repeats values and messages up to so many characters.
const (
	maxShown   = 200
	maxMessage = 600
)

func shown(v any) any {
	if s, ok := v.(string); ok {
		return cut(s, maxShown)
	}
	return v
}

// cut makes text valid UTF-8 of at most n characters and an ellipsis.
func cut(s string, n int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if utf8.RuneCountInString(s) > n {
		s = string([]rune(s)[:n]) + "…"
	}
	return s
}

// overrideHuma makes the errors that huma finds itself, and their schema, ours.
// check leaves it none but the unforeseen. These are variables of huma's
// package, so they are set once.
var overrideHuma = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false // no answer of ours has null for a list
	huma.NewError = func(status int, detail string, errs ...error) huma.StatusError {
		return humaProblem(status, detail, errs)
	}
	huma.NewErrorWithContext = func(hc huma.Context, status int, detail string, errs ...error) huma.StatusError {
		p := humaProblem(status, detail, errs)
		c := humagin.Unwrap(hc)
		p.Instance, p.RequestID = c.Request.URL.EscapedPath(), info(c).id
		return p
	}
})

func humaProblem(status int, detail string, errs []error) *Problem {
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
	for _, k := range problemKinds {
		if k.Status == status {
			p.Type, p.Title = problemTypeURI(k), k.Title
			break
		}
	}
	if status >= 500 {
		p.Detail = internalDetail
		return p
	}
	for _, err := range errs {
		p.Errors = append(p.Errors, Mistake{Message: err.Error()})
	}
	return p
}
