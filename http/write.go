package http

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/edit"
	"github.com/innograph/innograph/http/keys"
)

// Bounds of bodies, in bytes.
const (
	maxFormBytes   = 1 << 20  // of an entity or a statement
	maxChangeBytes = 16 << 20 // of a change set
	maxPackBytes   = 2 << 20  // of a whole pack: YAML takes a second per 2 MB, and that of a report has 0.3
)

// maxWrites is how many changes are made at once, and how many more may wait: one
// lot is being committed while the next comes together.
const maxWrites = 128

// maxIdempotencyKey bounds the name of a request.
const maxIdempotencyKey = 200

// WriteInput are the parameters of everything that changes the graph.
type WriteInput struct {
	DryRun  bool   `query:"dry_run" doc:"Only say what would be changed, and change nothing."`
	Message string `query:"message" doc:"Why; it is kept with the change set." example:"corrected from the printed edition"`
}

// WriteAnswer is what was changed.
type WriteAnswer struct {
	ID       string      `json:"id,omitempty"`
	Revision string      `json:"revision,omitempty"`
	DryRun   bool        `json:"dry_run"`
	Replay   bool        `json:"replay"`
	Change   *ChangeView `json:"change"`
	Version  string      `json:"version"`
}

// ChangeView is a change set as it is answered.
type ChangeView struct {
	Number    uint64            `json:"number"`
	Time      time.Time         `json:"time"`
	Author    string            `json:"author"`
	Message   string            `json:"message"`
	RequestID string            `json:"request_id,omitempty"`
	Undoes    uint64            `json:"undoes,omitempty"`
	Entities  []string          `json:"entities"`
	Added     int               `json:"added"`
	Removed   int               `json:"removed"`
	Add       []graph.Statement `json:"add,omitempty"`
	Remove    []graph.Statement `json:"remove,omitempty"`
}

// maxTouched is how many entities of a change set are listed.
const maxTouched = 100

// viewOf shows a change set, with its statements or only their number.
func viewOf(c *graph.ChangeSet, whole bool) *ChangeView {
	entities := c.Touches()
	v := &ChangeView{Number: c.Number, Time: c.Time, Author: c.Author, Message: c.Message, RequestID: c.RequestID, Undoes: c.Undoes,
		Entities: entities[:min(maxTouched, len(entities))], Added: len(c.Add), Removed: len(c.Remove)}
	if v.Entities == nil {
		v.Entities = []string{}
	}
	if whole {
		v.Add, v.Remove = c.Add, c.Remove
	}
	return v
}

// change is a request to change the graph, as far as all of them are alike.
type change struct {
	WriteInput
	body    []byte // that of the request, for its fingerprint
	edit    func(d *edit.Draft) (*edit.Edit, error)
	undoes  uint64
	created bool                                       // answered 201, with the Location of id
	subject func(set *graph.ChangeSet) (id, at string) // what the answer is about and where it is; may be nil
}

// writeProblems may come from every operation that changes the graph.
var writeProblems = []problemKind{malformedBody, unauthorized, forbidden, conflict, changed, unsupportedMedia, invalidBody, unavailable, noSpace}

// addEdit registers an operation that changes the graph. read makes out what is
// asked for; it answers mistakes itself, and false.
func addEdit[I any](s *Server, op *operation, body *huma.MediaType, types []string, read func(c *gin.Context, in *I) (change, bool)) {
	op.answers = jsonAnswers[WriteAnswer](s)
	op.problems = append(op.problems, writeProblems...)
	if body != nil {
		op.body = map[string]*huma.MediaType{}
		for _, t := range types {
			op.body[t] = body
		}
	}
	may := s.require(keys.Editor)
	add(s, op, func(c *gin.Context, in *I) {
		if !may(c) {
			return
		}
		if s.live.Journal() == nil {
			sendProblem(c, unavailable, "this graph takes no changes: it was not opened from a store that keeps them")
			return
		}
		if ch, ok := read(c, in); ok {
			s.write(c, op, ch)
		}
	})
	doc := op.document(s.api.OpenAPI())
	if op.body != nil {
		doc.RequestBody = &huma.RequestBody{Required: true, Content: op.body}
	}
	doc.Parameters = append(doc.Parameters, &huma.Param{Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: "string", MaxLength: ptr(maxIdempotencyKey)},
		Description: "A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again."})
	doc.Security = []map[string][]string{{"key": {}}}
}

func ptr[T any](v T) *T { return &v }

// write makes a change, or says what it would be.
func (s *Server) write(c *gin.Context, op *operation, ch change) {
	name := c.GetHeader("Idempotency-Key")
	if len(name) > maxIdempotencyKey || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r > '~' }) {
		sendProblem(c, invalidValue, fmt.Sprintf("an Idempotency-Key has at most %d printable characters of ASCII", maxIdempotencyKey), Mistake{"header.Idempotency-Key", "it is too long, or holds other characters", shown(name)})
		return
	}
	if badMessage(c, ch.Message) {
		return
	}
	in := info(c)
	p := edit.Proposal{Author: in.key.Name, Message: ch.Message, RequestID: in.id, Undoes: ch.undoes, Edit: ch.edit}
	if name != "" {
		sum := sha256.Sum256([]byte(strings.Join([]string{c.Request.Method, c.Request.URL.Path, c.Request.URL.Query().Encode(), c.GetHeader("If-Match"), string(ch.body)}, "\x00")))
		p.Idempotency, p.Fingerprint = in.key.ID+" "+name, hex.EncodeToString(sum[:16])
	}
	if len(ch.body) >= longBody {
		heavy, ok := s.begin(c, s.heavy)
		if !ok {
			return
		}
		defer heavy.leave()
	}
	turn, ok := s.begin(c, s.writes)
	if !ok {
		return
	}
	defer turn.leave()
	ctx, cancel := s.limited(c, turn)
	defer cancel()
	answer := WriteAnswer{DryRun: ch.DryRun}
	set, g := (*graph.ChangeSet)(nil), (*graph.Graph)(nil)
	if ch.DryRun {
		var err error
		g = s.live.Current()
		if set, err = s.writer.Preview(ctx, p); err != nil {
			s.failWrite(c, op, err)
			return
		}
	} else {
		end := in.span.step("commit")
		out, err := s.writer.Propose(ctx, p)
		end()
		if err != nil {
			s.failWrite(c, op, err)
			return
		}
		set, g, answer.Replay = out.Set, out.Graph, out.Replay
		in.change = set.Number
	}
	answer.Change, answer.Version = viewOf(set, true), g.Version()
	c.Header(changeHeader, strconv.FormatUint(set.Number, 10))
	status := http.StatusOK
	if ch.subject != nil {
		id, at := ch.subject(set)
		answer.ID = id
		if id == "" {
			// it has no revision
		} else if answer.Revision = edit.Revision(edit.NewDraft(g), id); answer.Revision != "" && !ch.DryRun {
			c.Header("ETag", `"`+answer.Revision+`"`)
		}
		if ch.created && !ch.DryRun {
			status = http.StatusCreated
			c.Header("Location", at)
		}
	}
	s.acknowledge(c, status, answer)
}

// acknowledge answers a change that was made. The audit log has it before the
// first byte is sent.
func (s *Server) acknowledge(c *gin.Context, status int, answer any) {
	body, err := encodeJSON(answer)
	if err != nil {
		panic(err) // plain structs
	}
	c.Header("Cache-Control", "no-store")
	c.Data(status, jsonType, body)
}

// failWrite answers why nothing was changed. Mistakes of the rules are in the
// body. The last change set that this may rest on is told, so that who then reads
// from another server can ask for it.
func (s *Server) failWrite(c *gin.Context, op *operation, err error) {
	if g := s.live.Current(); g != nil {
		c.Header(changeHeader, strconv.FormatUint(g.Change(), 10))
	}
	if failPack(c, err) {
		return
	}
	var e *graph.Error
	if errors.As(err, &e) && (e.Kind == graph.Invalid || e.Kind == graph.Conflict) && inBody(e) {
		kind := invalidBody
		if e.Kind == graph.Conflict {
			kind = conflict
		}
		mistakes := make([]Mistake, len(e.Issues))
		for i, is := range e.Issues {
			is.Message = cut(is.Message, maxMessage)
			mistakes[i] = Mistake{Location: "body" + is.Param, Message: is.Text(), Value: shown(is.Value)}
		}
		sendProblem(c, kind, detailOf(mistakes), mistakes...)
		return
	}
	if errors.Is(err, context.DeadlineExceeded) {
		s.metrics.shed.WithLabelValues(shedCommit).Inc()
		c.Header("Retry-After", "1")
		sendProblem(c, overloaded, "the change waited too long for others and was not made; try again")
		return
	}
	s.fail(c, op, err)
}

// inBody reports whether the places of an error are JSON pointers.
func inBody(e *graph.Error) bool {
	for _, is := range e.Issues {
		if is.Param != "" && !strings.HasPrefix(is.Param, "/") {
			return false
		}
	}
	return true
}

// mustMatch is the check of If-Match against the revision of an entity. Without
// the header it answers 428 and false.
func (s *Server) mustMatch(c *gin.Context, id string) (check func(d *edit.Draft) error, ok bool) {
	given := strings.TrimSpace(strings.Join(c.Request.Header.Values("If-Match"), ","))
	if given == "" {
		sendProblem(c, needsCondition, "If-Match is missing: send the revision of "+cut(id, maxShown)+` that you have read, in quotes, as /v1/entities/{id} answers it; or * for any`)
		return nil, false
	}
	return func(d *edit.Draft) error {
		now := edit.Revision(d, id)
		if now == "" || given == "*" || matchesETag(given, `"`+now+`"`) {
			return nil
		}
		// The ETag with which the entity was read will do too, as long as nothing at
		// all has changed since.
		if read := d.Graph(); now == read.Revision(id) && matchesETag(given, s.etag(read, entityID, graph.EntityQuery{ID: id})) {
			return nil
		}
		return &graph.Error{Kind: graph.Stale, Issues: []graph.Issue{{Param: "id", Value: id,
			Message: fmt.Sprintf("%s was changed meanwhile: its revision is %q, and If-Match names %s", id, now, cut(given, maxShown))}}}
	}, true
}
