package http

import (
	"net/http"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

func TestRequestIDs(t *testing.T) {
	h := start(t, Config{})
	for given, kept := range map[string]bool{
		"abc-123_X.y": true, strings.Repeat("a", 64): true,
		"": false, strings.Repeat("a", 65): false, "a b": false, `"quoted"`: false, "城": false, "a\tb": false,
	} {
		r := h.get("/v1/entities/nobody", header{"X-Request-ID": given})
		got := r.Header.Get("X-Request-ID")
		if (got == given) != kept || !saneRequestID.MatchString(got) {
			t.Errorf("%q became %q", given, got)
		}
		if p := decode[Problem](t, r); p.RequestID != got {
			t.Errorf("the problem has id %q, the header %q", p.RequestID, got)
		}
	}
	if a, b := h.get("/healthz").Header.Get("X-Request-ID"), h.get("/healthz").Header.Get("X-Request-ID"); a == b {
		t.Errorf("two requests have the id %s", a)
	}
}

func TestAccessLog(t *testing.T) {
	h := start(t, Config{})
	h.get("/v1/entities/hangzhou/neighborhood?status=planned&type=City", header{"X-Request-ID": "first"})
	h.get("/v1/nothing%0Aat%20all?token=secret", header{"X-Request-ID": "second"})
	h.do(http.MethodPost, "/v1/search", nil, header{"X-Request-ID": "third"})
	packed := h.get("/v1/export", header{"X-Request-ID": "fourth", "Accept-Encoding": "gzip"})
	lines := h.logs.lines(t)
	if len(lines) != 4 {
		t.Fatalf("%d lines: %v", len(lines), lines)
	}
	for i, want := range []map[string]any{
		{"method": "GET", "route": "/v1/entities/:id/neighborhood", "path": "/v1/entities/hangzhou/neighborhood", "status": 200.0, "request_id": "first", "client": "127.0.0.1", "level": "INFO", "msg": "request"},
		{"method": "GET", "route": "", "path": "/v1/nothing%0Aat%20all", "status": 404.0, "request_id": "second"},
		{"method": "POST", "status": 405.0, "request_id": "third"},
		{"method": "GET", "status": 200.0, "request_id": "fourth"},
	} {
		for key, value := range want {
			if lines[i][key] != value {
				t.Errorf("line %d has %s %v, want %v", i, key, lines[i][key], value)
			}
		}
		if ms, ok := lines[i]["duration_ms"].(float64); !ok || ms <= 0 || ms > 10_000 {
			t.Errorf("line %d took %v ms", i, lines[i]["duration_ms"])
		}
		for key, value := range lines[i] {
			if s, ok := value.(string); ok && strings.Contains(s, "secret") {
				t.Errorf("line %d tells in %s what was asked: %s", i, key, s)
			}
		}
	}
	if sent := lines[3]["bytes"].(float64); sent <= 0 || int(sent) >= len(packed.body) {
		t.Errorf("%v bytes are logged as sent, of %d before compression", sent, len(packed.body))
	}
}

func TestMetrics(t *testing.T) {
	h := start(t, Config{Version: "1.2.3"})
	h.get("/v1/entities/hangzhou")
	h.get("/v1/entities/chengxi-corridor")
	h.get("/v1/entities/nobody")
	h.get("/some/path/of/a/scanner")
	h.do("BREW", "/another", nil)
	page := string(h.get("/metrics").body)
	for _, want := range []string{
		`innograph_http_request_duration_seconds_count{method="GET",route="/v1/entities/:id",status="200"} 2`,
		`innograph_http_request_duration_seconds_count{method="GET",route="/v1/entities/:id",status="404"} 1`,
		`innograph_http_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 1`,
		`innograph_http_request_duration_seconds_count{method="other",route="unmatched",status="404"} 1`,
		`innograph_http_request_duration_seconds_bucket{method="GET",route="/v1/entities/:id",status="200",le="10"} 2`,
		`innograph_http_response_size_bytes_count{method="GET",route="/v1/entities/:id"} 3`,
		"innograph_http_requests_in_flight 1",
		"innograph_graph_entities 51", "innograph_graph_edges 49",
		`innograph_graph_info{version="` + h.server.live.Current().Version() + `"} 1`,
		`innograph_build_info{version="1.2.3"} 1`,
		"go_goroutines ", "process_open_fds ",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	for _, secret := range []string{"scanner", "hangzhou", "nobody", "BREW"} {
		if strings.Contains(page, secret) {
			t.Errorf("%s became a label", secret)
		}
	}
	// Two servers count apart.
	if other := string(startOn(t, graph.NewLive(testGraph(t)), Config{}).get("/metrics").body); strings.Contains(other, "/v1/entities") {
		t.Error("another server counts these requests")
	}
}
