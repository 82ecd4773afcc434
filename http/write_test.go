package http

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/http/keys"
)

// editor serves the argument graph from a store, and makes requests with a key
// that may write.
type editor struct {
	*harness
	t       *testing.T
	live    *graph.Live
	auth    header
	keyFile string
}

func startEditor(t *testing.T, cfg Config) *editor {
	t.Helper()
	s, err := store.Open(t.Context(), "bolt:"+filepath.Join(t.TempDir(), "store"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var all []graph.Statement
	for st := range argumentGraph(t, "").AllStatements() {
		all = append(all, st)
	}
	if err := s.Apply(t.Context(), graph.Delta{Add: all}); err != nil {
		t.Fatal(err)
	}
	live, err := graph.Open(t.Context(), argumentOntology, s)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "keys.jsonl")
	_, secret, err := keys.Create(file, "editor", keys.Editor, time.Time{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Keys, err = keys.Open(file); err != nil {
		t.Fatal(err)
	}
	return &editor{startOn(t, live, cfg), t, live, header{"Authorization": "Bearer " + secret}, file}
}

// ask makes a request of the editor; a body that is no string is sent as JSON.
func (e *editor) ask(method, path string, body any, more ...header) *response {
	e.t.Helper()
	var raw []byte
	headers := []header{e.auth}
	switch b := body.(type) {
	case nil:
	case string:
		raw = []byte(b)
	default:
		var err error
		if raw, err = json.Marshal(b); err != nil {
			e.t.Fatal(err)
		}
	}
	if body != nil {
		headers = append(headers, header{"Content-Type": jsonType})
	}
	return e.do(method, path, bytes.NewReader(raw), append(headers, more...)...)
}

// done asks, and expects success.
func (e *editor) done(method, path string, body any, status int, more ...header) WriteAnswer {
	e.t.Helper()
	r := e.ask(method, path, body, more...)
	if r.StatusCode != status {
		e.t.Fatalf("%s %s: %d %s", method, path, r.StatusCode, r.body)
	}
	return decode[WriteAnswer](e.t, r)
}

type object = map[string]any

// reference is one that the rules accept in the argument graph.
func (e *editor) reference() []object {
	for st := range e.live.Current().AllStatements() {
		if len(st.References) > 0 {
			r := st.References[0]
			return []object{{"source": r.Source, "section": r.Section, "terms": r.Terms}}
		}
	}
	e.t.Fatal("there is no reference")
	return nil
}

func (e *editor) measure(id string) object {
	return object{"id": id, "type": "Measure", "name": object{"zh": "新举措", "en": "New measure " + id}, "aliases": []string{"alias of " + id}, "status": "planned", "references": e.reference()}
}

func TestEntityIsMadeChangedAndRetracted(t *testing.T) {
	e := startEditor(t, Config{})
	begin := e.live.Current().Change()
	made := e.done("POST", "/v1/entities?message=why", e.measure("new-measure"), 201)
	if made.ID != "new-measure" || made.Change.Number != begin+1 || made.Change.Author != "editor" || made.Change.Message != "why" || made.Change.Added != 4 || made.Revision == "" {
		t.Errorf("%+v %+v", made, made.Change)
	}
	read := func() graph.EntityView { return decode[graph.EntityView](t, e.get("/v1/entities/new-measure")) }
	if v := read(); v.Name.En != "New measure new-measure" || v.Status != graph.Planned || len(v.Evidence) == 0 {
		t.Errorf("%+v", v)
	}
	if v := read(); v.Revision != made.Revision {
		t.Errorf("the revision is %s, and was answered as %s", v.Revision, made.Revision)
	}
	// Changed: names that stay keep their statements.
	match := header{"If-Match": `"` + made.Revision + `"`}
	patched := e.done("PATCH", "/v1/entities/new-measure", object{"name": object{"en": "Renamed"}, "aliases": nil}, 200, match)
	if patched.Change.Added != 1 || patched.Change.Removed != 2 || patched.Revision == made.Revision {
		t.Errorf("%+v", patched.Change)
	}
	if v := read(); v.Name.En != "Renamed" || v.Name.Zh != "新举措" || len(v.Aliases) != 0 {
		t.Errorf("%+v", v)
	}
	p := e.problem(e.ask("PATCH", "/v1/entities/new-measure", object{"name": object{"en": "Lost"}}, match), changed)
	if !strings.Contains(p.Detail, patched.Revision) {
		t.Error(p.Detail)
	}
	e.problem(e.ask("PUT", "/v1/entities/new-measure", e.measure("new-measure")), needsCondition)
	put := e.measure("new-measure")
	put["name"] = object{"zh": "换"}
	replaced := e.done("PUT", "/v1/entities/new-measure", put, 200, header{"If-Match": `"` + patched.Revision + `"`})
	if v := read(); v.Name.En != "" || v.Name.Zh != "换" {
		t.Errorf("%+v, %+v", v, replaced.Change)
	}
	// The ETag of the entity as it was read will do, until anything changes.
	tag := e.get("/v1/entities/new-measure").Header.Get("ETag")
	put["name"] = object{"zh": "再换"}
	e.done("PUT", "/v1/entities/new-measure", put, 200, header{"If-Match": tag})
	refused := e.ask("PUT", "/v1/entities/new-measure", put, header{"If-Match": tag})
	if refused.Header.Get(changeHeader) != fmt.Sprint(e.live.Current().Change()) { // what it rests on
		t.Errorf("refused as of change set %q", refused.Header.Get(changeHeader))
	}
	e.problem(refused, changed)
	e.problem(e.ask("DELETE", "/v1/entities/new-measure", nil), needsCondition)
	e.done("DELETE", "/v1/entities/new-measure", nil, 200, header{"If-Match": "*"})
	e.problem(e.get("/v1/entities/new-measure"), notFound)
	e.problem(e.ask("DELETE", "/v1/entities/new-measure", nil, header{"If-Match": "*"}), notFound)

	// All of it is history, newest first, and each moment can be asked.
	history := decode[ChangeList](t, e.get("/v1/entities/new-measure/history"))
	if len(history.Changes) != 5 || history.Changes[0].Number != begin+5 || !history.Meta.Complete {
		t.Errorf("%+v", history)
	}
	then := decode[graph.EntityView](t, e.get(fmt.Sprintf("/v1/entities/new-measure?as_of=%d", begin+2)))
	if then.Name.En != "Renamed" {
		t.Errorf("as of then it was %+v", then)
	}
	e.problem(e.get(fmt.Sprintf("/v1/entities/new-measure?as_of=%d", begin)), notFound)
	e.problem(e.get("/v1/entities?as_of=999"), invalidValue)
}

func TestStatementIsMadeChangedAndRetracted(t *testing.T) {
	e := startEditor(t, Config{})
	e.done("POST", "/v1/entities", e.measure("m-1"), 201)
	problem := ""
	for st := range e.live.Current().AllStatements() {
		if st.Relation == "addresses" {
			problem, _ = st.Object.Entity()
		}
	}
	form := object{"subject": "m-1", "relation": "addresses", "object": object{"kind": "entity", "value": problem}, "status": "planned", "basis": "stated", "references": e.reference()}
	made := e.done("POST", "/v1/statements", form, 201)
	if r := e.get("/v1/statements/" + made.ID); r.StatusCode != 200 {
		t.Errorf("%d %s", r.StatusCode, r.body)
	}
	if again := e.done("POST", "/v1/statements", form, 201); again.ID != made.ID || again.Change.Number != made.Change.Number || again.Change.Added != 0 {
		t.Errorf("made again: %+v", again.Change)
	}
	patched := e.done("PATCH", "/v1/statements/"+made.ID, object{"status": "existing"}, 200)
	if patched.ID == made.ID || patched.Change.Added != 1 || patched.Change.Removed != 1 {
		t.Errorf("%+v", patched)
	}
	e.problem(e.ask("PATCH", "/v1/statements/"+made.ID, object{"status": "absent"}), notFound)
	form["status"] = "aspired"
	replaced := e.done("PUT", "/v1/statements/"+patched.ID, form, 200)
	e.problem(e.ask("DELETE", "/v1/entities/"+problem, nil, header{"If-Match": "*"}), invalidBody)
	e.done("DELETE", "/v1/statements/"+replaced.ID, nil, 200)
	e.problem(e.get("/v1/statements/"+replaced.ID), notFound)
}

func TestEveryMistakeIsToldAndNothingDone(t *testing.T) {
	e := startEditor(t, Config{})
	before := e.live.Current()
	for _, c := range []struct {
		method, path string
		body         any
		kind         problemKind
		location     string
		says         string
		more         header
	}{
		{"POST", "/v1/entities", `{"id":"a","id":"b"}`, malformedBody, "body/id", "duplicate", nil},
		{"POST", "/v1/entities", `{"id":"a"`, malformedBody, "body", "line 1", nil},
		{"POST", "/v1/entities", "{\"id\":\"\xff\"}", malformedBody, "body", "UTF-8", nil},
		{"POST", "/v1/entities", strings.Repeat("[", 1<<20-1), malformedBody, "body", "deeper than 32", nil},
		{"POST", "/v1/entities", strings.Repeat(" ", 1<<20) + "{}", bodyTooLarge, "", "", nil},
		{"POST", "/v1/entities", `{"id":"a\u0000b"}`, malformedBody, "body/id", "NUL", nil},
		{"POST", "/v1/entities", " ", malformedBody, "", "empty", nil},
		{"POST", "/v1/entities", `{"ident":"a"}`, invalidBody, "body/ident", "not known", nil},
		{"POST", "/v1/entities", `{"id":7}`, invalidBody, "body/id", "number", nil},
		{"POST", "/v1/entities", `{"status":"plannd"}`, invalidBody, "body/status", "planned", nil},
		{"POST", "/v1/entities", `[]`, invalidBody, "body", "", nil},
		{"POST", "/v1/entities", `{}`, invalidBody, "body/id", "not a slug", nil},
		{"POST", "/v1/entities", `x: y`, unsupportedMedia, "", "application/json", header{"Content-Type": "text/yaml"}},
		{"POST", "/v1/entities", `{}`, unsupportedMedia, "", "uncompressed", header{"Content-Encoding": "gzip"}},
		{"POST", "/v1/entities", object{"id": "qingdu", "type": "City", "name": object{"zh": "x"}}, conflict, "body/id", "already", nil},
		{"POST", "/v1/entities?dry_run=maybe", `{}`, invalidValue, "query.dry_run", "", nil},
		{"POST", "/v1/entities?dri_run=true", `{}`, malformedQuery, "query.dri_run", "dry_run", nil},
		{"POST", "/v1/entities", e.measure("x"), invalidValue, "header.Idempotency-Key", "", header{"Idempotency-Key": strings.Repeat("x", 201)}},
		{"PATCH", "/v1/entities/qingdu", `[1]`, invalidBody, "body", "object", header{"If-Match": "*"}},
		{"PATCH", "/v1/entities/qingdu", `{"id":"other"}`, invalidBody, "body/id", "cannot be changed", header{"If-Match": "*"}},
		{"PATCH", "/v1/entities/qingdu", `{"type":null}`, invalidBody, "body/type", "", header{"If-Match": "*"}},
		{"PUT", "/v1/entities/qingdu", `{"id":"other"}`, invalidBody, "body/id", "path", header{"If-Match": "*"}},
		{"PUT", "/v1/entities/qingdo", e.measure("qingdo"), notFound, "path.id", "did you mean qingdu", header{"If-Match": "*"}},
		{"POST", "/v1/statements", object{"id": "s-aaaaaaaaaaaaaaaaaaaa", "subject": "qingdu"}, invalidBody, "body/id", "leave the id out", nil},
		{"POST", "/v1/changes", object{}, invalidBody, "body", "adds or removes", nil},
		{"POST", "/v1/changes", object{"remove": []string{"x"}}, invalidBody, "body/remove/0", "not the id", nil},
		{"POST", "/v1/changes/0/undo", nil, notFound, "path.number", "counted from 1", nil},
		{"POST", "/v1/changes/77/undo", nil, notFound, "path.number", "the last is", nil},
	} {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			e.harness.t, e.t = t, t
			p := e.problem(e.ask(c.method, c.path, c.body, c.more), c.kind)
			if c.location == "" {
				if !strings.Contains(p.Detail, c.says) {
					t.Error(p.Detail)
				}
				return
			}
			if len(p.Errors) == 0 || !strings.HasPrefix(p.Errors[0].Location, c.location) || !strings.Contains(p.Errors[0].Message, c.says) {
				t.Errorf("%+v", p.Errors)
			}
		})
	}
	e.harness.t, e.t = t, t
	bad := e.measure("m-2")
	bad["type"], bad["name"] = "Measur", object{"zh": "x\u202ey"}
	bad["references"] = []object{{"source": "nowhere", "section": "1", "terms": []string{"x"}}}
	if p := e.problem(e.ask("POST", "/v1/entities", bad), invalidBody); len(p.Errors) < 3 {
		t.Errorf("not every mistake was told: %+v", p.Errors)
	}
	if e.live.Current() != before {
		t.Error("something was changed")
	}
}

func TestDryRun(t *testing.T) {
	e := startEditor(t, Config{})
	before := e.live.Current()
	for range 2 {
		if a := e.done("POST", "/v1/entities?dry_run=true", e.measure("m-1"), 200, header{"Idempotency-Key": "k"}); !a.DryRun || a.Change.Added != 4 || a.Change.Number != before.Change() {
			t.Errorf("%+v", a)
		}
	}
	if e.live.Current() != before {
		t.Error("something was changed")
	}
}

func TestRetriesAreSafe(t *testing.T) {
	e := startEditor(t, Config{})
	key := header{"Idempotency-Key": "once"}
	first := e.done("POST", "/v1/entities", e.measure("m-1"), 201, key)
	again := e.done("POST", "/v1/entities", e.measure("m-1"), 201, key)
	if first.Replay || !again.Replay || again.Change.Number != first.Change.Number {
		t.Errorf("%+v, then %+v", first, again)
	}
	e.problem(e.ask("POST", "/v1/entities", e.measure("m-2"), key), conflict)
	e.problem(e.ask("POST", "/v1/entities", e.measure("m-1")), conflict)
}

func TestUndo(t *testing.T) {
	e := startEditor(t, Config{})
	version := e.live.Current().Version()
	made := e.done("POST", "/v1/entities", e.measure("m-1"), 201)
	undone := e.done("POST", fmt.Sprintf("/v1/changes/%d/undo", made.Change.Number), nil, 201)
	if undone.Change.Undoes != made.Change.Number || undone.Version != version {
		t.Errorf("%+v", undone)
	}
	e.problem(e.ask("POST", fmt.Sprintf("/v1/changes/%d/undo", made.Change.Number), nil), conflict)
	redone := e.done("POST", fmt.Sprintf("/v1/changes/%d/undo", undone.Change.Number), nil, 201)
	if redone.Version != made.Version {
		t.Errorf("%+v", redone)
	}
	if c := decode[ChangeView](t, e.get(fmt.Sprintf("/v1/changes/%d", redone.Change.Number))); len(c.Add) != 4 || c.Undoes != undone.Change.Number {
		t.Errorf("%+v", c)
	}
}

func TestAtLeast(t *testing.T) {
	e := startEditor(t, Config{QueryTimeout: 300 * time.Millisecond})
	last := e.live.Current().Change()
	p := e.problem(e.get(fmt.Sprintf("/v1/entities?at_least=%d", last+1)), notYet)
	if !strings.Contains(p.Detail, fmt.Sprint(last)) {
		t.Error(p.Detail)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		time.Sleep(50 * time.Millisecond)
		e.done("POST", "/v1/entities", e.measure("m-1"), 201)
	})
	if r := e.get(fmt.Sprintf("/v1/entities/m-1?at_least=%d", last+1)); r.StatusCode != 200 || r.Header.Get(changeHeader) != fmt.Sprint(last+1) {
		t.Errorf("%d %s: %s", r.StatusCode, r.Header.Get(changeHeader), r.body)
	}
	wg.Wait()
}

func TestPagesOfChanges(t *testing.T) {
	e := startEditor(t, Config{})
	for i := range 5 {
		e.done("POST", "/v1/entities", e.measure(fmt.Sprintf("m-%d", i)), 201)
	}
	var numbers []uint64
	next := uint64(0)
	for range 10 {
		page := decode[ChangeList](t, e.get(fmt.Sprintf("/v1/changes?since=%d&limit=2", next)))
		for _, c := range page.Changes {
			numbers = append(numbers, c.Number)
			if c.Add != nil {
				t.Error("a list holds whole change sets")
			}
		}
		if page.Meta.Complete {
			break
		}
		next = page.Meta.Next
	}
	if fmt.Sprint(numbers) != "[1 2 3 4 5 6]" {
		t.Errorf("%v", numbers)
	}
}

func TestStreamOfChanges(t *testing.T) {
	e := startEditor(t, Config{})
	follow := func(query, lastID string) (<-chan string, context.CancelFunc) {
		ctx, cancel := context.WithCancel(t.Context())
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.url+"/v1/changes/stream"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if lastID != "" {
			req.Header.Set("Last-Event-ID", lastID)
		}
		res, err := e.http.Do(req)
		if err != nil || res.StatusCode != 200 || res.Header.Get("Content-Type") != eventStreamType {
			t.Fatalf("%v %+v", err, res)
		}
		ids := make(chan string, 100)
		go func() {
			defer close(ids)
			defer res.Body.Close()
			for lines := bufio.NewScanner(res.Body); lines.Scan(); {
				if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
					ids <- id
				}
			}
		}()
		return ids, cancel
	}
	expect := func(ids <-chan string, want string) {
		t.Helper()
		select {
		case got := <-ids:
			if got != want {
				t.Errorf("event %q, want %q", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("event %s did not come", want)
		}
	}
	fresh, stopFresh := follow("", "")
	all, stopAll := follow("?since=0", "")
	expect(all, "1")
	e.done("POST", "/v1/entities", e.measure("m-1"), 201)
	expect(fresh, "2")
	expect(all, "2")
	stopAll()
	e.done("POST", "/v1/entities", e.measure("m-2"), 201)
	expect(fresh, "3")
	again, stopAgain := follow("", "2")
	expect(again, "3")
	stopFresh()
	stopAgain()
	e.problem(e.get("/v1/changes/stream", header{"Last-Event-ID": "x"}), invalidValue)
}

func TestReadersSeeWholeChanges(t *testing.T) {
	e := startEditor(t, Config{})
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for last := 0; ; {
				select {
				case <-stop:
					return
				default:
				}
				var list struct{ Entities []struct{ ID string } }
				res, err := http.Get(e.url + "/v1/entities?filter=type:Measure&limit=1000")
				if err != nil {
					t.Error(err)
					return
				}
				err = json.NewDecoder(res.Body).Decode(&list)
				res.Body.Close()
				pairs := map[string]int{}
				for _, n := range list.Entities {
					if name, _, ok := strings.Cut(n.ID, "-of-"); ok {
						pairs[name]++
					}
				}
				for name, n := range pairs {
					if n != 2 {
						t.Errorf("half of the change set of %s was seen", name)
					}
				}
				if err != nil || len(pairs) < last {
					t.Errorf("%v: %d pairs after %d", err, len(pairs), last)
				}
				last = len(pairs)
			}
		})
	}
	for i := range 15 {
		var add []object
		for _, half := range []string{"left", "right"} {
			id := fmt.Sprintf("pair%d-of-%s", i, half)
			for relation, value := range map[string]object{"type": {"kind": "string", "value": "Measure"}, "name": {"kind": "string", "value": id, "lang": "en"}} {
				add = append(add, object{"subject": id, "relation": relation, "object": value, "references": e.reference()})
			}
		}
		e.done("POST", "/v1/changes", object{"message": "a pair", "add": add}, 201)
	}
	close(stop)
	wg.Wait()
}

// What a store says of itself, its path for one, is for the log only.
func TestTroubleOfTheStoreStaysInside(t *testing.T) {
	e := startEditor(t, Config{})
	for _, err := range []*graph.Error{
		{Kind: graph.Unavailable, Err: errors.New("write /srv/secret/store: input/output error"), Issues: []graph.Issue{{Message: "nothing of the change was written to the store /srv/secret/store"}}},
		{Kind: graph.NoSpace, Err: errors.New("no space left on device"), Issues: []graph.Issue{{Message: "the store /srv/secret/store has no room left"}}},
	} {
		e.server.engine.GET("/trouble/"+fmt.Sprint(err.Kind), func(c *gin.Context) { e.server.fail(c, nil, err) })
		r := e.harness.ask("GET", "/trouble/"+fmt.Sprint(err.Kind))
		if r.StatusCode != kindOf[err.Kind].Status || strings.Contains(string(r.body), "secret") || !strings.Contains(string(r.body), "still answered") {
			t.Errorf("%d %s", r.StatusCode, r.body)
		}
	}
	said := false
	for _, line := range e.logs.lines(t) {
		said = said || strings.Contains(fmt.Sprint(line), "/srv/secret/store")
	}
	if !said {
		t.Error("the log does not say what happened")
	}
}
