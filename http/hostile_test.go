package http

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

// hostileBodies are bodies that parsers have trouble with. None is a form.
func hostileBodies() map[string]string {
	const size = 1<<20 - 64
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 64 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	return map[string]string{
		"open brackets": fill("["), "open braces": fill(`{"a":`), "nested pairs": strings.Repeat("[", 40) + strings.Repeat("]", 40), "deep and long": fill("[[[[1],"),
		"duplicate members": `{"id":"a","id":"b"}`, "duplicate members in a list": `{"aliases":[` + `{"a":1,"a":2}` + `]}`, "many members": "{" + fill(`"a":1,`) + `"b":1}`,
		"invalid UTF-8": "{\"id\":\"\xff\xfe\"}", "lone surrogate": `{"id":"\ud800"}`, "overlong": "{\"id\":\"\xc0\x80\"}", "NUL": `{"id":"a\u0000b"}`, "raw NUL": "{\"id\":\"a\x00\"}",
		"long line": `{"id":"` + fill("x") + `"}`, "escapes": `{"id":"` + fill(`\u0041`) + `"}`, "quotes": fill(`"`), "backslashes": `{"id":"` + fill(`\`), "digits": fill("9"),
		"huge exponent": `{"id":1e999999999}`, "huge number": `{"id":` + strings.Repeat("9", 100_000) + `}`, "comments": "/*" + fill("*") + "*/{}", "spaces": fill(" "), "null": "null", "text": `"x"`, "list": "[]", "number": "1",
		"two values": "{}{}", "byte order mark": "\uFEFF{}", "a gzip bomb": bomb.String(), "prototype": `{"__proto__":{"id":"x"},"constructor":1}`, "wrong types": `{"id":[],"name":"x","references":{"a":1}}`,
	}
}

// Whatever a body holds, it is refused soon and with the place of the mistake,
// and nothing is changed.
func TestHostileBodies(t *testing.T) {
	e := startEditor(t, Config{})
	before := e.live.Current()
	for name, body := range hostileBodies() {
		for _, at := range []struct{ method, path string }{
			{"POST", "/v1/entities"}, {"PUT", "/v1/entities/guidance-fund"}, {"PATCH", "/v1/entities/guidance-fund"},
			{"POST", "/v1/statements"}, {"PUT", "/v1/statements/s-x"}, {"PATCH", "/v1/statements/s-x"}, {"POST", "/v1/changes"},
		} {
			began := time.Now()
			r := e.ask(at.method, at.path, body, header{"If-Match": "*"})
			if took := time.Since(began); took > time.Second {
				t.Errorf("%s to %s %s took %s", name, at.method, at.path, took)
			}
			switch r.StatusCode {
			case 400, 404, 413, 422:
			default:
				t.Errorf("%s to %s %s: %d %s", name, at.method, at.path, r.StatusCode, cut(string(r.body), 300))
			}
			if len(r.body) > 64<<10 {
				t.Errorf("%s to %s %s is answered with %d bytes", name, at.method, at.path, len(r.body))
			}
		}
	}
	for _, encoding := range []string{"gzip", "deflate", "br", "zstd", "x-gzip", "identity, gzip"} {
		e.problem(e.ask("POST", "/v1/changes", hostileBodies()["a gzip bomb"], header{"Content-Encoding": encoding}), unsupportedMedia)
	}
	if e.live.Current() != before {
		t.Error("the graph was changed")
	}
}

// A name must not change how the text around it is read, and a text has no
// control characters; what is printed from right to left is fine.
func TestHostileNames(t *testing.T) {
	e := startEditor(t, Config{})
	for i, c := range []struct {
		name string
		fine bool
	}{
		{"gnp.\u202eexe", false}, {"a\u2066b", false}, {"a\u200fb", false}, {"a\u061cb", false}, {"a\x1b[31mb", false}, {"a\u0085b", false}, {"a\x7fb", false}, {"a\uffffb", false}, {"a\ufeffb", false}, {"a\u2028b", false},
		{"שלום", true}, {"مرحبا", true}, {"𠮷野家", true}, {"é" /* decomposed */, true}, {"<b>&\"'", true}, {"=1+1", true}, {"'; DROP TABLE x; --", true}, {"../../etc/passwd", true},
	} {
		form := e.measure(fmt.Sprintf("hostile-%d", i))
		form["name"] = object{"zh": "名", "en": c.name}
		r := e.ask("POST", "/v1/entities", form)
		if fine := r.StatusCode == http.StatusCreated; fine != c.fine {
			t.Errorf("the name %q: %d %s", c.name, r.StatusCode, r.body)
		} else if !fine && !strings.Contains(string(r.body), "body/name/en") {
			t.Errorf("the name %q: the place is not told: %s", c.name, r.body)
		}
	}
}

// hostileNames are what an editor could store to run in a reader's browser or
// spreadsheet.
var hostileNames = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title><script>alert(1)</script>`, `]]><script>alert(1)</script>`, `-->` + `<svg onload=alert(1)>`,
	`javascript:alert(1)`, `&lt;script&gt;`, `'onmouseover='alert(1)`, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;`,
	`=cmd|'/C calc'!A0`, `+1+cmd`, `-2+3+cmd`, `@SUM(1+1)`, `"];x[label="injected`, `\"; a -> b; \"`, `<b>html label</b>`, "a\\N\\L\\", `${7*7}{{7*7}}`, `%0d%0aSet-Cookie: x`,
}

// What is stored comes out inert in every format and page.
func TestStoredTextIsInert(t *testing.T) {
	e := startEditor(t, Config{})
	var ids []string
	for i, name := range hostileNames {
		form := e.measure(fmt.Sprintf("stored-%d", i))
		form["name"] = object{"zh": name, "en": name}
		form["aliases"], form["description"] = []string{name + " alias"}, object{"zh": name, "en": name}
		e.done("POST", "/v1/entities", form, http.StatusCreated)
		ids = append(ids, fmt.Sprintf("stored-%d", i))
	}
	subgraph := "/v1/subgraph?ids=" + strings.Join(ids, ",")
	for _, f := range export.Formats() {
		for _, more := range []string{"&lang=zh", "&lang=en", "&table=nodes", "&table=edges"} {
			if strings.HasPrefix(more, "&table") != (f.Name == "csv") {
				continue
			}
			r := e.get(subgraph + "&format=" + f.Name + more)
			if r.StatusCode != http.StatusOK {
				t.Fatalf("%s: %d %s", f.Name, r.StatusCode, r.body)
			}
			inert(t, f.Name+more, r)
		}
	}
	for _, path := range []string{"/v1/entities/stored-0", "/v1/search?q=script", "/v1/entities?filter=type:Measure", "/v1/entities/stored-0/history", "/v1/changes", "/docs", "/docs?x=" + url.QueryEscape(hostileNames[0])} {
		inert(t, path, e.get(path))
	}
	for _, name := range hostileNames { // and in what is said of mistakes
		for _, path := range []string{"/v1/search?q=x&limit=" + url.QueryEscape(name), "/v1/entities/" + url.PathEscape(name), "/" + url.PathEscape(name), "/v1/paths?from=" + url.QueryEscape(name) + "&to=guidance-fund"} {
			inert(t, path, e.get(path))
		}
	}
}

// inert expects an answer in which no stored text can act.
func inert(t *testing.T, what string, r *response) {
	t.Helper()
	if r.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s: its type may be guessed", what)
	}
	csp := r.Header.Get("Content-Security-Policy")
	body := string(r.body)
	media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	switch {
	case strings.Contains(csp, "unsafe-inline") && media == "text/html", !strings.HasPrefix(csp, "default-src 'none'") && !strings.HasPrefix(csp, "default-src 'self'"):
		t.Errorf("%s: the policy is %q", what, csp)
	}
	switch media {
	case "text/html":
		for _, name := range hostileNames {
			if strings.ContainsAny(name, "<>") && strings.Contains(body, name) {
				t.Errorf("%s holds %q as it is", what, name)
			}
		}
	case "image/svg+xml", "application/graphml+xml", "application/gexf+xml":
		inertXML(t, what, body)
	case "text/csv":
		inertCSV(t, what, body)
	case "text/vnd.graphviz":
		inertDOT(t, what, body)
	case "application/json", problemType, "application/ld+json":
		var v any
		if err := json.Unmarshal(r.body, &v); err != nil {
			t.Errorf("%s is no JSON: %v", what, err)
		}
	case "application/n-quads":
		for line := range strings.Lines(body) {
			if !strings.HasSuffix(line, " .\n") {
				t.Errorf("%s: the line %q is no quad", what, line)
			}
		}
	default:
		t.Errorf("%s is %s, which is not looked at", what, media)
	}
}

// What is said of a change set is short and shows.
func TestHostileMessages(t *testing.T) {
	e := startEditor(t, Config{})
	for message, fine := range map[string]bool{"why\n\tnot: 因为": true, strings.Repeat("字", maxChangeMessage): true, strings.Repeat("x", maxChangeMessage+1): false, "a\x00b": false, "a\x1bb": false, "a\rb": false, "\u202ea": false} {
		status := map[bool]int{true: http.StatusOK, false: http.StatusUnprocessableEntity}[fine]
		if r := e.ask("DELETE", "/v1/entities/guidance-fund?mentions=true&dry_run=true&message="+url.QueryEscape(message), nil, header{"If-Match": "*"}); r.StatusCode != status && !(strings.Contains(message, "\x00") && r.StatusCode == http.StatusBadRequest) {
			t.Errorf("the message %q: %d %s", cut(message, 20), r.StatusCode, cut(string(r.body), 300))
		}
		body, _ := json.Marshal(object{"message": message, "remove": []string{"s-aaaaaaaaaaaaaaaaaaaa"}})
		if r := e.ask("POST", "/v1/changes?dry_run=true", string(body)); (r.StatusCode < 300) != fine {
			t.Errorf("the message %q in a body: %d %s", cut(message, 20), r.StatusCode, cut(string(r.body), 300))
		}
	}
}

// Two slashes are not the name of nothing.
func TestEmptyParameters(t *testing.T) {
	e := startEditor(t, Config{})
	for path, method := range map[string]string{"/v1/entities//history": "GET", "/v1/entities//neighborhood": "GET", "/v1/sources//coverage": "GET", "/v1/changes//undo": "POST"} {
		e.problem(e.ask(method, path, nil), unknownRoute)
	}
}

// A page of change sets ends where it has read enough.
func TestLargeChangeSets(t *testing.T) {
	e := startEditor(t, Config{})
	cited := e.reference()
	for n := range 5 {
		var add []object
		for i := range 8000 {
			add = append(add, object{"subject": "guidance-fund", "relation": "alias", "object": object{"kind": "string", "value": fmt.Sprintf("alias %d %d", n, i)}, "references": cited})
		}
		body, err := json.Marshal(object{"add": add})
		if err != nil {
			t.Fatal(err)
		}
		e.done("POST", "/v1/changes", string(body), http.StatusCreated)
	}
	var numbers []uint64
	pages := 0
	for since, more := uint64(0), true; more; pages++ {
		page := decode[ChangeList](t, e.get(fmt.Sprintf("/v1/changes?since=%d", since)))
		for _, c := range page.Changes {
			numbers = append(numbers, c.Number)
		}
		if more = !page.Meta.Complete; more && (*page.Meta.StoppedBy != string(graph.StoppedByBudget) || len(page.Changes) != 4) {
			t.Fatalf("a page has %d change sets; %s; the first adds %d", len(page.Changes), *page.Meta.StoppedBy, page.Changes[0].Added)
		}
		since = page.Meta.Next
	}
	if !slices.Equal(numbers, []uint64{1, 2, 3, 4, 5, 6}) || pages != 2 {
		t.Errorf("%d pages hold %v", pages, numbers)
	}
}

// A header or URL that is too long, or a parameter of any operation that is
// hostile, is refused, and never a fault.
func TestHostileParameters(t *testing.T) {
	e := startEditor(t, Config{})
	e.problem(e.get("/v1/ontology", header{"X-Long": strings.Repeat("x", 32<<10)}), headersTooLarge)
	e.problem(e.get("/v1/search?q="+strings.Repeat("x", 64<<10)), urlTooLong)
	values := []string{"..", "../../../etc/passwd", "..%2f..%2f", "a\x00b", "a\r\nSet-Cookie: x=1", "a\nb", "\u202e", "\xff\xfe", "%", "%zz", "%00", strings.Repeat("a", 8000), strings.Repeat("!", 3000), strings.Repeat("a,", 2000),
		"-1", "99999999999999999999", "NaN", "1e400", "0x10", "' OR 1=1 --", "${jndi:ldap://x}", "<script>", "=cmd()", "🜁", " ", "*", "[", "{", "a|b|c", "null", "true"}
	random := rand.New(rand.NewPCG(1, 2))
	count := 0
	for _, op := range e.server.operations {
		if op.path == streamPath || op.id == "backup" || op.id == "put-pack" { // those of packs are read elsewhere
			continue
		}
		method := op.method
		if method == "" {
			method = http.MethodGet
		}
		try := func(path, query string) {
			count++
			if query != "" {
				path += "?" + query
			}
			req, err := http.NewRequest(method, e.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			for k, v := range e.auth {
				req.Header.Set(k, v)
			}
			if method != http.MethodGet {
				req.Header.Set("Content-Type", jsonType)
				req.Header.Set("If-Match", values[random.IntN(3)])
				req.Header.Set("Idempotency-Key", fmt.Sprint(count))
			}
			began := time.Now()
			r, err := e.send(req)
			if err != nil {
				t.Fatalf("%s %s: %v", method, req.URL, err)
			}
			if r.StatusCode >= 500 {
				t.Errorf("%s %s: %d %s", method, req.URL, r.StatusCode, cut(string(r.body), 300))
			}
			if r.Header.Get("Set-Cookie") != "" || len(r.Header.Values("Location")) > 1 {
				t.Errorf("%s %s: a header was split: %v", method, req.URL, r.Header)
			}
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("%s %s took %s", method, req.URL, took)
			}
		}
		some := append(slices.Clone(values[:8]), values[8+random.IntN(len(values)-8)], values[8+random.IntN(len(values)-8)], values[8+random.IntN(len(values)-8)])
		for _, v := range some {
			path := op.path
			for strings.Contains(path, "{") {
				open, end := strings.Index(path, "{"), strings.Index(path, "}")
				path = path[:open] + url.PathEscape(v) + path[end+1:]
			}
			if path != op.path {
				try(path, "")
			}
			path = strings.NewReplacer("{id}", "guidance-fund", "{number}", "1").Replace(op.path)
			for _, p := range op.params {
				try(path, url.QueryEscape(p.name)+"="+url.QueryEscape(v))
			}
			try(path, url.QueryEscape(v)+"="+url.QueryEscape(v))
		}
	}
	if count < 1500 {
		t.Errorf("only %d requests were made", count)
	}
	for _, line := range e.logs.lines(t) {
		if line["msg"] == "panic" {
			t.Errorf("%v", line)
		}
	}
}

// An answer that is made before it is sent is bounded, and so are the long ones
// that are being sent.
func TestLargeAnswers(t *testing.T) {
	h := startOn(t, graph.NewLive(buildGraph(t, testStatements(17_000))), Config{MaxAnswerBytes: 2000, MaxStreaming: 1})
	h.problem(h.get("/v1/entities?limit=100"), answerTooLarge)
	if r := h.get("/v1/entities?limit=2"); r.StatusCode != http.StatusOK {
		t.Errorf("a small answer: %d", r.StatusCode)
	}
	h.server.streaming.enter(one)
	r := h.get("/v1/export")
	h.problem(r, overloaded)
	if r.Header.Get("Retry-After") != "1" || r.Header.Get("Content-Disposition") != "" {
		t.Errorf("%v", r.Header)
	}
	h.server.streaming.leave(one)
	plain := h.get("/v1/export", header{"Accept-Encoding": "identity"}).body
	for _, encoding := range []string{"identity", "gzip", "gzip"} {
		r := h.get("/v1/export", header{"Accept-Encoding": encoding})
		if r.StatusCode != http.StatusOK || len(r.body) < replySize || !bytes.Equal(r.body, plain) || (encoding == "gzip") != (r.Header.Get("Content-Encoding") == "gzip") {
			t.Errorf("a long answer with %s: %d, %d bytes, %v", encoding, r.StatusCode, len(r.body), r.Header)
		}
	}
	if h.server.streaming.all != 0 || h.server.heavy.busy+h.server.work.busy != 0 {
		t.Error("a place was not given back")
	}
}
