package http

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/http/audit"
	"github.com/innograph/innograph/http/keys"
)

func auditLines(t *testing.T, path string) (lines []map[string]any) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for text := range strings.Lines(string(content)) {
		var m map[string]any
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		lines = append(lines, m)
	}
	return lines
}

func startAudited(t *testing.T) (h *harness, a *access, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "audit.jsonl")
	l, err := audit.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() }) //nolint:errcheck
	a = newAccess(t)
	h = start(t, Config{Keys: a.ring, Audit: l})
	addWrite(h, "/test/edit", keys.Editor, func(c *gin.Context) {
		for _, line := range auditLines(t, path) {
			if line["request_id"] == info(c).id {
				t.Error("the line is there before the outcome")
			}
		}
		accepted(c)
	})
	addWrite(h, "/test/panic", keys.Editor, func(*gin.Context) { panic("broken") })
	addWrite(h, "/test/silent", keys.Editor, func(c *gin.Context) { c.Status(http.StatusNoContent) })
	addWrite(h, "/test/invalid", keys.Editor, func(c *gin.Context) { sendProblem(c, invalidValue, "no") })
	addWrite(h, "/test/cut", keys.Editor, func(*gin.Context) { panic(http.ErrAbortHandler) })
	return h, a, path
}

// Each request that does not only read has one line, which is there when its
// answer is.
func TestAuditLines(t *testing.T) {
	h, a, path := startAudited(t)
	n := 0
	for i, c := range []struct {
		method, path, secret string
		want                 map[string]any
	}{
		{"GET", "/v1/ontology", a.editor, nil}, {"HEAD", "/v1/ontology", "", nil}, {"OPTIONS", "/v1/ontology", "", nil},
		{"POST", "/test/edit", a.editor, map[string]any{"status": 201.0, "change": 42.0, "key": a.ids[a.editor], "key_name": "An editor", "route": "/test/edit"}},
		{"POST", "/test/edit?x=secret", a.admin, map[string]any{"status": 201.0, "key": a.ids[a.admin], "path": "/test/edit"}},
		{"POST", "/test/edit", a.reader, map[string]any{"status": 403.0, "change": nil, "key": a.ids[a.reader]}},
		{"POST", "/test/edit", "", map[string]any{"status": 401.0, "key": nil, "key_name": nil}},
		{"POST", "/test/edit", a.revoked, map[string]any{"status": 401.0, "key": a.ids[a.revoked]}},
		{"POST", "/test/panic", a.editor, map[string]any{"status": 500.0, "key": a.ids[a.editor]}},
		{"POST", "/test/silent", a.editor, map[string]any{"status": 204.0}},
		{"POST", "/test/invalid", a.editor, map[string]any{"status": 422.0}},
		{"DELETE", "/v1/layouts/a%0ab", "", map[string]any{"status": 405.0, "path": "/v1/layouts/a%0ab", "route": "", "method": "DELETE"}},
		{"BREW", "/v1/nothing", a.editor, map[string]any{"status": 404.0, "method": "BREW"}},
	} {
		headers := []header{{"X-Request-ID": fmt.Sprint("request-", i)}}
		if c.secret != "" {
			headers = append(headers, bearer(c.secret))
		}
		r := h.ask(c.method, c.path, headers...)
		lines := auditLines(t, path)
		if c.want == nil {
			if len(lines) != n {
				t.Errorf("%s %s has a line", c.method, c.path)
			}
			continue
		}
		if n++; len(lines) != n {
			t.Fatalf("%s %s: %d lines, want %d", c.method, c.path, len(lines), n)
		}
		line := lines[n-1]
		if line["client"] != "127.0.0.1" || line["request_id"] != fmt.Sprint("request-", i) || line["status"] != float64(r.StatusCode) || line["time"] == nil {
			t.Errorf("%s %s, answered %d: %v", c.method, c.path, r.StatusCode, line)
		}
		for name, want := range c.want {
			if line[name] != want {
				t.Errorf("%s %s: %s is %v, want %v", c.method, c.path, name, line[name], want)
			}
		}
	}
	h.ask("POST", "/test/edit", bearer(a.editor), header{"Origin": "https://evil.example"})
	n++
	if lines := auditLines(t, path); len(lines) != n || lines[n-1]["status"] != 403.0 || lines[n-1]["key"] != a.ids[a.editor] {
		t.Errorf("a write of a page from elsewhere: %v", lines[n-1:])
	}
	req, err := http.NewRequest("POST", h.url+"/test/cut", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+a.editor)
	if _, err := h.http.Do(req); err == nil {
		t.Error("the connection was not cut")
	}
	if lines := auditLines(t, path); len(lines) != n+1 || lines[n]["status"] != 499.0 {
		t.Errorf("a connection that was cut: %v", lines[n:])
	}
}

// Where the log cannot be written nothing is changed, and reading goes on.
func TestAuditThatCannotBeWritten(t *testing.T) {
	h, a, path := startAudited(t)
	changed := 0
	addWrite(h, "/test/count", keys.Editor, func(c *gin.Context) { changed++; accepted(c) })
	replaceByFolder := func() {
		if err := os.Rename(path, path+".old"); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	replaceByFolder()
	r := h.ask("POST", "/test/count", bearer(a.editor))
	if p := h.problem(r, noAudit); changed != 0 || r.Header.Get("Retry-After") == "" || strings.Contains(p.Detail, path) {
		t.Errorf("changed %d times: %s", changed, r.body)
	}
	h.problem(h.ask("POST", "/test/count", bearer(a.reader)), forbidden)
	if r := h.get("/v1/ontology", bearer(a.editor)); r.StatusCode != 200 {
		t.Errorf("reading: %d", r.StatusCode)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if r := h.ask("POST", "/test/count", bearer(a.editor)); r.StatusCode != 201 || changed != 1 {
		t.Errorf("afterwards: %d, changed %d times", r.StatusCode, changed)
	}

	// It breaks between the two steps: success is not told.
	addWrite(h, "/test/break", keys.Editor, func(c *gin.Context) { os.Remove(path + ".old"); replaceByFolder(); accepted(c) }) //nolint:errcheck
	r = h.ask("POST", "/test/break", bearer(a.editor))
	if p := h.problem(r, noAudit); !strings.Contains(p.Detail, "the change was made") || r.Header.Get("ETag") != "" || strings.Contains(string(r.body), "changed\":") {
		t.Errorf("%v %s", r.Header, r.body)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	h.ask("POST", "/test/count", bearer(a.editor))
	if lines := auditLines(t, path); len(lines) != 2 || lines[0]["route"] != "/test/break" || lines[0]["status"] != 201.0 || lines[1]["route"] != "/test/count" {
		t.Errorf("the line that was owed: %v", lines)
	}
}

// A large answer is noted before its first byte, too.
func TestAuditOfStreams(t *testing.T) {
	h, a, path := startAudited(t)
	addWrite(h, "/test/stream", keys.Editor, func(c *gin.Context) {
		for range 100 {
			c.Writer.WriteString(strings.Repeat("x", 1000)) //nolint:errcheck
			c.Writer.Flush()
			if len(auditLines(t, path)) != 1 {
				panic("a piece was sent before the line was written")
			}
		}
	})
	if r := h.ask("POST", "/test/stream", bearer(a.editor)); len(r.body) != 100_000 {
		t.Errorf("%d bytes", len(r.body))
	}
	if lines := auditLines(t, path); len(lines) != 1 || lines[0]["status"] != 200.0 {
		t.Errorf("%v", lines)
	}
}
