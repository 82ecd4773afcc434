package http

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/http/audit"
	"github.com/innograph/innograph/http/keys"
)

// access is a file of keys with one of each kind.
type access struct {
	path                                    string
	ring                                    *keys.Ring
	reader, editor, admin, revoked, expired string
	ids                                     map[string]string // by secret
}

func newAccess(t *testing.T) *access {
	t.Helper()
	a := &access{path: filepath.Join(t.TempDir(), "keys.jsonl"), ids: map[string]string{}}
	create := func(name string, role keys.Role, expires, now time.Time) string {
		k, secret, err := keys.Create(a.path, name, role, expires, now)
		if err != nil {
			t.Fatal(err)
		}
		a.ids[secret] = k.ID
		return secret
	}
	now := time.Now()
	a.reader = create("A reader", keys.Reader, time.Time{}, now)
	a.editor = create("An editor", keys.Editor, now.Add(time.Hour), now)
	a.admin = create("An admin", keys.Admin, time.Time{}, now)
	a.revoked = create("A former editor", keys.Editor, time.Time{}, now)
	a.expired = create("A late editor", keys.Editor, now.Add(-time.Hour), now.Add(-2*time.Hour))
	if _, _, err := keys.Revoke(a.path, a.ids[a.revoked], now); err != nil {
		t.Fatal(err)
	}
	var err error
	if a.ring, err = keys.Open(a.path); err != nil {
		t.Fatal(err)
	}
	return a
}

// addWrite registers an operation that changes nothing and says that it did; it
// stands for those that change the graph.
func addWrite(h *harness, path string, role keys.Role, change func(c *gin.Context)) {
	may := h.server.require(role)
	h.server.engine.POST(path, func(c *gin.Context) {
		if may(c) {
			change(c)
		}
	})
}

func accepted(c *gin.Context) {
	info(c).change = 42
	c.Header("ETag", `"new"`)
	c.JSON(http.StatusCreated, map[string]string{"changed": "yes"})
}

func bearer(secret string) header { return header{"Authorization": "Bearer " + secret} }

// ask is do for operations that the document does not know.
func (h *harness) ask(method, path string, headers ...header) *response {
	h.t.Helper()
	req, err := http.NewRequest(method, h.url+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, hs := range headers {
		for name, value := range hs {
			req.Header.Set(name, value)
		}
	}
	return h.roundTrip(req)
}

func (h *harness) roundTrip(req *http.Request) *response {
	h.t.Helper()
	res, err := h.http.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return &response{res, body}
}

// Who may read, on any route.
func TestReading(t *testing.T) {
	a := newAccess(t)
	for _, c := range []struct {
		name      string
		auth      string
		open      int // where reading is open to all
		closed    int // where it is not
		challenge string
		detail    string
	}{
		{"nobody", "", 200, 401, `Bearer realm="innograph"`, "this needs a key"},
		{"reader", "Bearer " + a.reader, 200, 200, "", ""},
		{"admin", "Bearer " + a.admin, 200, 200, "", ""},
		{"lower case", "bearer " + a.reader, 200, 200, "", ""},
		{"upper case and spaces", "BEARER   " + a.editor + "  ", 200, 200, "", ""},
		{"unknown", "Bearer ig_" + strings.Repeat("A", 43), 401, 401, `Bearer realm="innograph", error="invalid_token"`, "the key is not valid"},
		{"revoked", "Bearer " + a.revoked, 401, 401, `Bearer realm="innograph", error="invalid_token"`, "the key is not valid"},
		{"expired", "Bearer " + a.expired, 401, 401, `Bearer realm="innograph", error="invalid_token", error_description="the key has expired"`, "the key expired at 20"},
		{"cut short", "Bearer " + a.reader[:40], 401, 401, `Bearer realm="innograph", error="invalid_token"`, "the key is not valid"},
		{"no secret", "Bearer", 401, 401, `Bearer realm="innograph", error="invalid_token"`, "the key is not valid"},
		{"of a proxy", "Basic dXNlcjpwYXNz", 200, 401, `Bearer realm="innograph"`, "this needs a key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for closed, want := range map[bool]int{false: c.open, true: c.closed} {
				h := start(t, Config{Keys: a.ring, KeyToRead: closed})
				auth := header{}
				if c.auth != "" {
					auth["Authorization"] = c.auth
				}
				for _, path := range []string{"/v1/entities/hangzhou", "/v1/export?format=csv", "/openapi.json", "/docs", "/docs/docs.js"} {
					r := h.ask("GET", path, auth)
					if r.StatusCode != want {
						t.Fatalf("%s: %d, want %d: %s", path, r.StatusCode, want, r.body)
					}
					if want == 401 {
						h.problem(r, unauthorized)
						if err := h.validProblem(r); err != nil {
							t.Error(err)
						}
						if p := decode[Problem](t, r); !strings.HasPrefix(p.Detail, c.detail) {
							t.Errorf("%s: %s", path, p.Detail)
						}
						if got := r.Header.Get("WWW-Authenticate"); got != c.challenge {
							t.Errorf("WWW-Authenticate: %s", got)
						}
					}
				}
				unknown := 404
				if want == 401 {
					unknown = 401
				}
				if r := h.ask("GET", "/v1/nothing", auth); r.StatusCode != unknown {
					t.Errorf("an unknown route: %d, want %d", r.StatusCode, unknown)
				}
				if r := h.get("/v1/entities/hangzhou", auth); r.StatusCode != want { // as the document has it
					t.Errorf("%d", r.StatusCode)
				}
				for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
					if r := h.get(path, auth); r.StatusCode != 200 {
						t.Errorf("%s: %d", path, r.StatusCode)
					}
				}
				if r := h.ask("OPTIONS", "/v1/entities", auth, header{"Origin": "https://x.example", "Access-Control-Request-Method": "GET"}); r.StatusCode != 204 {
					t.Errorf("preflight: %d", r.StatusCode)
				}
			}
		})
	}
}

// Unknown and revoked are told in the same words.
func TestRevokedIsNotTold(t *testing.T) {
	a := newAccess(t)
	h := start(t, Config{Keys: a.ring})
	same := header{"X-Request-ID": "same"}
	revoked, unknown := h.get("/v1/ontology", bearer(a.revoked), same), h.get("/v1/ontology", bearer("ig_"+strings.Repeat("A", 43)), same)
	if !bytes.Equal(revoked.body, unknown.body) || revoked.Header.Get("WWW-Authenticate") != unknown.Header.Get("WWW-Authenticate") {
		t.Errorf("%s\n%s", revoked.body, unknown.body)
	}
}

// Who may write.
func TestWriting(t *testing.T) {
	a := newAccess(t)
	h := start(t, Config{Keys: a.ring})
	addWrite(h, "/test/edit", keys.Editor, accepted)
	addWrite(h, "/test/admin", keys.Admin, accepted)
	addWrite(h, "/test/read", keys.Reader, accepted)
	none := header{}
	for _, c := range []struct {
		name string
		auth header
		want map[string]int
	}{
		{"nobody", none, map[string]int{"/test/read": 401, "/test/edit": 401, "/test/admin": 401}},
		{"reader", bearer(a.reader), map[string]int{"/test/read": 201, "/test/edit": 403, "/test/admin": 403}},
		{"editor", bearer(a.editor), map[string]int{"/test/read": 201, "/test/edit": 201, "/test/admin": 403}},
		{"admin", bearer(a.admin), map[string]int{"/test/read": 201, "/test/edit": 201, "/test/admin": 201}},
		{"revoked", bearer(a.revoked), map[string]int{"/test/read": 401, "/test/edit": 401, "/test/admin": 401}},
		{"expired", bearer(a.expired), map[string]int{"/test/read": 401, "/test/edit": 401, "/test/admin": 401}},
		{"unknown", bearer("ig_x"), map[string]int{"/test/read": 401, "/test/edit": 401, "/test/admin": 401}},
		{"basic", header{"Authorization": "Basic dXNlcjpwYXNz"}, map[string]int{"/test/read": 401, "/test/edit": 401, "/test/admin": 401}},
	} {
		for path, want := range c.want {
			r := h.ask("POST", path, c.auth)
			if r.StatusCode != want {
				t.Errorf("%s at %s: %d, want %d: %s", c.name, path, r.StatusCode, want, r.body)
			}
			switch want {
			case 403:
				if p := h.problem(r, forbidden); !strings.Contains(p.Detail, "has the role "+c.name) || !strings.Contains(p.Detail, "this needs") {
					t.Error(p.Detail)
				}
			case 401:
				h.problem(r, unauthorized)
				if !strings.HasPrefix(r.Header.Get("WWW-Authenticate"), "Bearer") {
					t.Error(r.Header)
				}
			}
		}
	}

	// Two headers, of which a proxy and the service might each take another.
	req, err := http.NewRequest("POST", h.url+"/test/edit", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header["Authorization"] = []string{"Bearer " + a.editor, "Bearer " + a.reader}
	if p := h.problem(h.roundTrip(req), unauthorized); !strings.Contains(p.Detail, "more than one") {
		t.Error(p.Detail)
	}
}

func TestWritingWithoutKeys(t *testing.T) {
	a := newAccess(t)
	h := start(t, Config{})
	addWrite(h, "/test/edit", keys.Editor, accepted)
	for _, auth := range []header{{}, bearer(a.admin), bearer("ig_x")} {
		p := h.problem(h.ask("POST", "/test/edit", auth), noKeys)
		if !strings.Contains(p.Detail, "innograph key create") || !strings.Contains(p.Detail, "--keys FILE") {
			t.Error(p.Detail)
		}
		if r := h.get("/v1/ontology", auth); r.StatusCode != 200 {
			t.Errorf("reading: %d", r.StatusCode)
		}
	}
}

// A key is refused from the moment that the file says so.
func TestRevokedWhileServing(t *testing.T) {
	a := newAccess(t)
	h := start(t, Config{Keys: a.ring})
	addWrite(h, "/test/edit", keys.Editor, accepted)
	if r := h.ask("POST", "/test/edit", bearer(a.editor)); r.StatusCode != 201 {
		t.Fatal(r.StatusCode)
	}
	if _, _, err := keys.Revoke(a.path, a.ids[a.editor], time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ring.Reload(); err != nil {
		t.Fatal(err)
	}
	h.problem(h.ask("POST", "/test/edit", bearer(a.editor)), unauthorized)
}

// No secret is in the log, the audit log, the metrics, or any answer, whichever
// way the request ends.
func TestSecretsStaySecret(t *testing.T) {
	a := newAccess(t)
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	l, err := audit.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	h := start(t, Config{Keys: a.ring, Audit: l, Rate: 1000})
	addWrite(h, "/test/edit", keys.Editor, accepted)
	addWrite(h, "/test/panic", keys.Editor, func(c *gin.Context) { panic(c.Request.Header) })
	unknown := "ig_" + strings.Repeat("Q", 43)
	all := []string{a.reader, a.editor, a.admin, a.revoked, a.expired, unknown}
	var answers bytes.Buffer
	for _, secret := range all {
		for _, scheme := range []string{"Bearer ", "bearer ", "Basic ", "", "Bearer x "} {
			for _, to := range []struct{ method, path string }{{"GET", "/v1/entities/hangzhou"}, {"GET", "/v1/nothing"}, {"POST", "/test/edit"}, {"POST", "/test/panic"},
				{"DELETE", "/v1/entities/hangzhou"}, {"GET", "/metrics"}, {"GET", "/v1/search?q=x&limit=bad"}} {
				r := h.ask(to.method, to.path, header{"Authorization": scheme + secret})
				answers.Write(r.body)
				if err := r.Header.Write(&answers); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	noted, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h.logs.mu.Lock()
	logged := h.logs.b.String()
	h.logs.mu.Unlock()
	metrics := string(h.get("/metrics").body)
	for name, text := range map[string]string{"log": logged, "audit log": string(noted), "metrics": metrics, "answers": answers.String()} {
		if len(text) < 1000 {
			t.Errorf("the %s is nearly empty: %s", name, text)
		}
		for _, secret := range all {
			if strings.Contains(text, secret[3:]) || strings.Contains(text, secret[3:23]) {
				t.Errorf("the %s has the secret %s", name, secret)
			}
		}
	}
	for _, want := range []string{`"key":"` + a.ids[a.editor] + `"`, `"key":"` + a.ids[a.expired] + `","key_refused":"expired"`, `"key":"` + a.ids[a.revoked] + `","key_refused":"revoked"`, `"key_refused":"unknown"`} {
		if !strings.Contains(logged, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
	for _, id := range a.ids {
		if strings.Contains(metrics, id) {
			t.Errorf("the metrics have the key %s", id)
		}
	}
}

// The document says which operations need a key.
func TestKeysInTheDocument(t *testing.T) {
	h := start(t, Config{})
	var doc struct {
		Components struct {
			SecuritySchemes map[string]struct{ Type, Scheme string }
		}
		Paths map[string]map[string]struct {
			Security  []map[string][]string
			Responses map[string]any
		}
	}
	if err := json.Unmarshal(h.get("/openapi.json").body, &doc); err != nil {
		t.Fatal(err)
	}
	if s := doc.Components.SecuritySchemes["key"]; s.Type != "http" || s.Scheme != "bearer" {
		t.Errorf("%+v", s)
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			_, refuses := op.Responses["401"]
			switch {
			case method == "get" && refuses != !operational(path):
				t.Errorf("%s %s declares 401: %v", method, path, refuses)
			case method == "get" && refuses && len(op.Security) != 2, method != "get" && len(op.Security) != 1:
				t.Errorf("%s %s: %v", method, path, op.Security)
			}
		}
	}
}

func TestKeyToReadNeedsKeys(t *testing.T) {
	if _, err := New(graph.NewLive(nil), Config{KeyToRead: true}); err == nil || !strings.Contains(err.Error(), "nobody could read") {
		t.Error(err)
	}
}
