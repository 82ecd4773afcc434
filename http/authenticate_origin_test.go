package http

import (
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/http/keys"
)

// Pages of other origins may read, and change nothing, whatever key they have.
func TestCrossOriginWrites(t *testing.T) {
	const page, other = "https://app.example.org", "https://evil.example.org"
	a := newAccess(t)
	for _, c := range []struct {
		name    string
		trusted []string
		headers header
		want    int
	}{
		{"no browser", nil, header{}, 201},
		{"same origin", nil, header{"Sec-Fetch-Site": "same-origin", "Origin": "https://here"}, 201},
		{"typed by the user", nil, header{"Sec-Fetch-Site": "none"}, 201},
		{"other site", nil, header{"Sec-Fetch-Site": "cross-site", "Origin": page}, 403},
		{"sister site", nil, header{"Sec-Fetch-Site": "same-site", "Origin": page}, 403},
		{"old browser", nil, header{"Origin": page}, 403},
		{"no origin told", nil, header{"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403},
		{"trusted", []string{page}, header{"Sec-Fetch-Site": "cross-site", "Origin": page}, 201},
		{"another is trusted", []string{page}, header{"Sec-Fetch-Site": "cross-site", "Origin": other}, 403},
		{"another port", []string{page}, header{"Sec-Fetch-Site": "cross-site", "Origin": page + ":8443"}, 403},
	} {
		h := start(t, Config{Keys: a.ring, WriteOrigins: c.trusted})
		addWrite(h, "/test/edit", keys.Editor, accepted)
		r := h.ask("POST", "/test/edit", bearer(a.editor), c.headers)
		if r.StatusCode != c.want {
			t.Errorf("%s: %d, want %d: %s", c.name, r.StatusCode, c.want, r.body)
		}
		if c.want == 403 {
			if p := h.problem(r, crossOrigin); !strings.Contains(p.Detail, "--write-origin") {
				t.Error(p.Detail)
			}
		}
		if r := h.get("/v1/ontology", c.headers); r.StatusCode != 200 {
			t.Errorf("%s reading: %d", c.name, r.StatusCode)
		}
	}
}

// A preflight allows to write only for trusted origins.
func TestPreflight(t *testing.T) {
	const page, other = "https://app.example.org", "https://evil.example.org"
	for _, c := range []struct {
		name            string
		read, write     []string
		origin, allowed string
		writes, varies  bool
	}{
		{"open", nil, nil, page, "*", false, false},
		{"open, trusted", nil, []string{page}, page, page, true, true},
		{"open, not trusted", nil, []string{page}, other, "*", false, true},
		{"closed, trusted", []string{}, []string{page}, page, page, true, true},
		{"closed, not trusted", []string{}, []string{page}, other, "", false, true},
		{"listed, trusted", []string{other}, []string{page}, page, page, true, true},
		{"listed, not trusted", []string{other}, []string{page}, other, other, false, true},
	} {
		h := start(t, Config{CORSOrigins: c.read, WriteOrigins: c.write})
		r := h.ask("OPTIONS", "/v1/entities", header{"Origin": c.origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"})
		methods := r.Header.Get("Access-Control-Allow-Methods")
		if got := r.Header.Get("Access-Control-Allow-Origin"); got != c.allowed || strings.Contains(methods, "POST") != c.writes || strings.Contains(methods, "GET") != (c.allowed != "") {
			t.Errorf("%s: origin %q, methods %q", c.name, got, methods)
		}
		if headers := r.Header.Get("Access-Control-Allow-Headers"); strings.Contains(headers, "Authorization") != (c.allowed != "") || strings.Contains(headers, "If-Match") != c.writes {
			t.Errorf("%s: headers %q", c.name, headers)
		}
		if got := strings.Join(r.Header.Values("Vary"), ","); strings.Contains(got, "Origin") != c.varies || strings.Count(got, "Origin") > 1 || r.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: Vary %q", c.name, got)
		}
	}
}

func TestWriteOriginsAreChecked(t *testing.T) {
	for origin, fine := range map[string]bool{"https://a.example": true, "https://A.Example": true, "http://localhost:5173": true, "*": false, "a.example": false, "https://a.example/": false, "https://a.example/x?y": false, "null": false} {
		if _, err := New(graph.NewLive(nil), Config{WriteOrigins: []string{origin}}); (err == nil) != fine || err != nil && !strings.Contains(err.Error(), `"`+origin+`"`) {
			t.Errorf("%s: %v", origin, err)
		}
	}
}
