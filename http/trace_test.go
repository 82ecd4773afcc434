package http

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	collected "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	spans "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/innograph/innograph/graph"
)

// receiver is a collector of OTLP over HTTP.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	spans    []*spans.Span
	resource map[string]string
	headers  []http.Header
}

func startReceiver(t *testing.T) *receiver {
	r := &receiver{resource: map[string]string{}}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		var sent collected.ExportTraceServiceRequest
		if err == nil {
			err = proto.Unmarshal(body, &sent)
		}
		if err != nil || req.Method != http.MethodPost || req.URL.Path != "/v1/traces" || req.Header.Get("Content-Type") != "application/x-protobuf" {
			t.Errorf("the collector got %s %s of %s: %v", req.Method, req.URL.Path, req.Header.Get("Content-Type"), err)
			http.Error(w, "not OTLP", http.StatusBadRequest)
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.headers = append(r.headers, req.Header)
		for _, of := range sent.ResourceSpans {
			for k, v := range attributes(of.Resource.Attributes) {
				r.resource[k] = v
			}
			for _, scope := range of.ScopeSpans {
				r.spans = append(r.spans, scope.Spans...)
			}
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	t.Cleanup(r.Close)
	return r
}

func attributes(list []*common.KeyValue) map[string]string {
	out := map[string]string{}
	for _, a := range list {
		switch v := a.Value.Value.(type) {
		case *common.AnyValue_StringValue:
			out[a.Key] = v.StringValue
		case *common.AnyValue_IntValue:
			out[a.Key] = strconv.FormatInt(v.IntValue, 10)
		case *common.AnyValue_BoolValue:
			out[a.Key] = strconv.FormatBool(v.BoolValue)
		}
	}
	return out
}

// tracedEditor serves a store and traces to a receiver; got waits until so many
// requests have ended, which is after their clients have the answer, sends what is
// left and answers all spans.
func tracedEditor(t *testing.T, cfg TraceConfig) (e *editor, r *receiver, got func(requests int) []*spans.Span) {
	t.Helper()
	r = startReceiver(t)
	cfg.Endpoint, cfg.Version = r.URL, "1.2.3"
	traces, err := OpenTraces(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	e = startEditor(t, Config{Traces: traces})
	return e, r, func(requests int) []*spans.Span {
		for deadline := time.Now().Add(10 * time.Second); e.logs.count(`"msg":"request"`) < requests; time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("only %d requests ended", e.logs.count(`"msg":"request"`))
			}
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := traces.Close(ctx); err != nil {
			t.Fatal(err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.spans
	}
}

// count is how often a text is in the log.
func (l *logBuffer) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.b.String(), text)
}

const parentTrace, parentSpan = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"

var traceparent = header{"Traceparent": "00-" + parentTrace + "-" + parentSpan + "-01"}

func TestTraces(t *testing.T) {
	e, r, got := tracedEditor(t, TraceConfig{})
	e.done("POST", "/v1/entities", e.measure("secret-slug"), 201, header{"X-Request-ID": "write"})
	e.get("/v1/entities/secret-slug?x-note=", header{"X-Request-ID": "bad"})
	e.get("/v1/entities/secret-slug", header{"X-Request-ID": "read"}, traceparent)
	e.get("/v1/entities/secret-slug/neighborhood", header{"X-Request-ID": "graph"})
	e.get("/secret-slug/nowhere", header{"X-Request-ID": "lost"})
	for range 3 { // the third is of the cache
		e.get("/v1/ontology", header{"X-Request-ID": "again"})
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		e.get(path)
	}
	version, change := e.live.Current().Version(), fmt.Sprint(e.live.Current().Change())
	all := got(11)

	requests, steps := map[string]*spans.Span{}, map[string][]string{}
	byID := map[string]*spans.Span{}
	for _, s := range all {
		byID[string(s.SpanId)] = s
		if id := attributes(s.Attributes)["innograph.request.id"]; id != "" {
			requests[id] = s
		}
		if strings.Contains(s.String(), "secret-slug") {
			t.Errorf("a span tells what was asked: %v", s)
		}
		if s.EndTimeUnixNano < s.StartTimeUnixNano || s.EndTimeUnixNano > uint64(time.Now().UnixNano()) {
			t.Errorf("%s lasts from %d to %d", s.Name, s.StartTimeUnixNano, s.EndTimeUnixNano)
		}
	}
	for _, s := range all {
		if p := byID[string(s.ParentSpanId)]; p != nil {
			id := attributes(p.Attributes)["innograph.request.id"]
			steps[id] = append(steps[id], s.Name)
			if !bytes.Equal(s.TraceId, p.TraceId) || s.StartTimeUnixNano < p.StartTimeUnixNano || s.EndTimeUnixNano > p.EndTimeUnixNano {
				t.Errorf("%s is not within %s", s.Name, p.Name)
			}
		}
	}
	for id, want := range map[string]struct {
		name       string
		attributes map[string]string
		steps      string
	}{
		"write": {"POST /v1/entities", map[string]string{"http.route": "/v1/entities", "http.response.status_code": "201", "innograph.change": change}, "commit"},
		"bad":   {"GET /v1/entities/:id", map[string]string{"http.response.status_code": "400", "error.type": "malformed-query"}, ""},
		"read":  {"GET /v1/entities/:id", map[string]string{"http.request.method": "GET", "http.response.status_code": "200", "innograph.graph.version": version}, "query encode"},
		"graph": {"GET /v1/entities/:id/neighborhood", map[string]string{"innograph.graph.version": version}, "query encode"},
		"lost":  {"GET", map[string]string{"http.response.status_code": "404", "error.type": "unknown-route"}, ""},
		"again": {"GET /v1/ontology", map[string]string{"http.response.status_code": "200", "innograph.answer.reused": "true"}, "query encode query encode"},
	} {
		s := requests[id]
		if s == nil {
			t.Errorf("%s was not traced", id)
			continue
		}
		if s.Name != want.name || s.Kind != spans.Span_SPAN_KIND_SERVER || len(s.ParentSpanId) != 0 {
			t.Errorf("%s is %v", id, s)
		}
		a := attributes(s.Attributes)
		for k, v := range want.attributes {
			if a[k] != v {
				t.Errorf("%s has %s %q, want %q", id, k, a[k], v)
			}
		}
		if id != "again" && strings.Join(steps[id], " ") != want.steps {
			t.Errorf("%s has the steps %q, want %q", id, steps[id], want.steps)
		}
	}
	if joined := strings.Join(steps["again"], " "); joined != "query encode query encode" {
		t.Errorf("three questions, one of them answered from the cache, have the steps %q", joined)
	}
	if hex.EncodeToString(requests["read"].TraceId) == parentTrace {
		t.Error("the trace of a request that nobody trusts was continued")
	}
	if len(requests) != 6 {
		t.Errorf("%d kinds of requests were traced", len(requests))
	}
	if r.resource["service.name"] != "innograph" || r.resource["service.version"] != "1.2.3" {
		t.Errorf("the resource is %v", r.resource)
	}
	// The log leads to the trace.
	for _, line := range e.logs.lines(t) {
		if line["request_id"] == "read" && line["trace_id"] != hex.EncodeToString(requests["read"].TraceId) {
			t.Errorf("the log has %v", line)
		}
		if line["route"] == "/healthz" && line["trace_id"] != nil {
			t.Errorf("%v", line)
		}
	}
}

func TestTrustedTraceparent(t *testing.T) {
	e, _, got := tracedEditor(t, TraceConfig{Trust: true})
	e.get("/v1/ontology", traceparent, header{"X-Request-ID": "child"})
	e.get("/v1/ontology", header{"X-Request-ID": "unsampled", "Traceparent": "00-" + parentTrace + "-" + parentSpan + "-00"})
	e.get("/v1/ontology", header{"X-Request-ID": "broken", "Traceparent": "00-zz-" + parentSpan + "-01"})
	found := map[string]*spans.Span{}
	for _, s := range got(3) {
		if id := attributes(s.Attributes)["innograph.request.id"]; id != "" {
			found[id] = s
		}
	}
	if s := found["child"]; s == nil || hex.EncodeToString(s.TraceId) != parentTrace || hex.EncodeToString(s.ParentSpanId) != parentSpan {
		t.Errorf("the trace was not continued: %v", s)
	}
	if s := found["unsampled"]; s != nil {
		t.Errorf("traced although the caller did not: %v", s)
	}
	if s := found["broken"]; s == nil || len(s.ParentSpanId) != 0 {
		t.Errorf("a broken header: %v", s)
	}
}

func TestTraceEndsWithAFault(t *testing.T) {
	e, _, got := tracedEditor(t, TraceConfig{})
	e.server.engine.GET("/test/panic", func(*gin.Context) { panic("fault") })
	e.server.engine.GET("/test/abort", func(*gin.Context) { panic(http.ErrAbortHandler) })
	for _, path := range []string{"/test/panic", "/test/abort"} {
		if res, err := http.Get(e.url + path); err == nil {
			res.Body.Close()
		}
	}
	want := map[string]string{"GET /test/panic": "internal-error", "GET /test/abort": "aborted"}
	for _, s := range got(2) {
		if s.Status.GetCode() != spans.Status_STATUS_CODE_ERROR || attributes(s.Attributes)["error.type"] != want[s.Name] {
			t.Errorf("%v", s)
		}
		delete(want, s.Name)
	}
	if len(want) > 0 {
		t.Errorf("%v were not traced", want)
	}
}

// The variables of OpenTelemetry hold, and what this build cannot do is refused.
func TestTraceEnvironment(t *testing.T) {
	r := startReceiver(t)
	open := func(cfg TraceConfig) (*Traces, error) {
		tr, err := OpenTraces(t.Context(), cfg)
		if tr != nil {
			t.Cleanup(func() { _ = tr.Close(context.Background()) })
		}
		return tr, err
	}
	for _, c := range []struct {
		name string
		env  map[string]string
		cfg  TraceConfig
		on   bool
		err  string
	}{
		{"nothing", nil, TraceConfig{}, false, ""},
		{"endpoint", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": r.URL}, TraceConfig{}, true, ""},
		{"endpoint of traces", map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": r.URL + "/v1/traces"}, TraceConfig{}, true, ""},
		{"disabled", map[string]string{"OTEL_SDK_DISABLED": "true"}, TraceConfig{Endpoint: r.URL}, false, ""},
		{"none", map[string]string{"OTEL_TRACES_EXPORTER": "none"}, TraceConfig{Endpoint: r.URL}, false, ""},
		{"zipkin", map[string]string{"OTEL_TRACES_EXPORTER": "zipkin"}, TraceConfig{Endpoint: r.URL}, false, `OTEL_TRACES_EXPORTER is "zipkin": expected otlp or none`},
		{"grpc", map[string]string{"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, TraceConfig{Endpoint: r.URL}, false, `OTEL_EXPORTER_OTLP_PROTOCOL is "grpc": expected http/protobuf`},
		{"another protocol for traces", map[string]string{"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf"}, TraceConfig{Endpoint: r.URL}, true, ""},
		{"grpc's address", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4317"}, TraceConfig{}, false, `OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317" is no base URL`},
		{"no URL", nil, TraceConfig{Endpoint: "ftp://x"}, false, `"ftp://x" is no base URL`},
		{"a query", nil, TraceConfig{Endpoint: r.URL + "?x=1"}, false, "is no base URL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			tr, err := open(c.cfg)
			if (tr != nil) != c.on || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("%v, %v", tr, err)
			}
		})
	}

	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", r.URL)
	t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=blue")
	t.Setenv("OTEL_SERVICE_NAME", "another")
	t.Setenv("OTEL_TRACES_SAMPLER", "always_off")
	off, err := open(TraceConfig{})
	if err != nil {
		t.Fatal(err)
	}
	ended(startOn(t, graph.NewLive(testGraph(t)), Config{Traces: off}))
	if err := off.Close(t.Context()); err != nil || len(r.spans) != 0 {
		t.Errorf("%v, %v", err, r.spans)
	}
	t.Setenv("OTEL_TRACES_SAMPLER", "always_on")
	on, err := open(TraceConfig{})
	if err != nil {
		t.Fatal(err)
	}
	ended(startOn(t, graph.NewLive(testGraph(t)), Config{Traces: on}))
	if err := on.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(r.spans) != 3 || r.resource["service.name"] != "another" || r.headers[0].Get("X-Tenant") != "blue" {
		t.Errorf("%v %v %v", r.spans, r.resource, r.headers)
	}
}

// ended makes a request, and waits until it is logged.
func ended(h *harness) {
	h.t.Helper()
	h.get("/v1/ontology")
	for deadline := time.Now().Add(10 * time.Second); h.logs.count(`"msg":"request"`) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			h.t.Fatal("the request does not end")
		}
	}
}

// A collector that is not there is logged; requests do not wait for it.
func TestTracesWithoutACollector(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := "http://" + l.Addr().String()
	l.Close()
	logs := &logBuffer{}
	tr, err := OpenTraces(t.Context(), TraceConfig{Endpoint: at, Logger: slog.New(slog.NewJSONHandler(logs, nil))})
	if err != nil {
		t.Fatal(err)
	}
	h := startOn(t, graph.NewLive(testGraph(t)), Config{Traces: tr})
	ended(h)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	closed := tr.Close(ctx)
	logs.mu.Lock()
	defer logs.mu.Unlock()
	if told := logs.b.String() + fmt.Sprint(closed); !strings.Contains(told, "traces") || !strings.Contains(told, "sent") {
		t.Errorf("nothing tells that they were not sent: %s", told)
	}
}

// Without traces nothing is allocated for them.
func TestNoTracesCostNothing(t *testing.T) {
	var none *Traces
	r := httptest.NewRequest("GET", "/v1/ontology", nil)
	in := &requestInfo{}
	if n := testing.AllocsPerRun(100, func() {
		a := none.begin(r)
		a.step("query")()
		a.about("v")
		a.reused()
		_ = a.id()
		a.end(in, "GET", 200, true)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
	var m map[string]any
	h := start(t, Config{})
	ended(h)
	if err := json.Unmarshal(h.logs.b.Bytes(), &m); err != nil || m["trace_id"] != nil {
		t.Errorf("%v %v", m, err)
	}
}

// A request without traces, with all of them sent, and with none of them chosen.
func BenchmarkTraces(b *testing.B) {
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	defer collector.Close()
	for _, c := range []struct{ name, sampler string }{{"off", ""}, {"on", "always_on"}, {"unsampled", "always_off"}} {
		b.Run(c.name, func(b *testing.B) {
			cfg := Config{Logger: slog.New(slog.DiscardHandler), AnswerCache: -1}
			if c.sampler != "" {
				b.Setenv("OTEL_TRACES_SAMPLER", c.sampler)
				var err error
				if cfg.Traces, err = OpenTraces(b.Context(), TraceConfig{Endpoint: collector.URL}); err != nil {
					b.Fatal(err)
				}
				defer cfg.Traces.Close(context.Background()) //nolint:errcheck // what is sent is not looked at
			}
			s, err := New(graph.NewLive(testGraph(b)), cfg)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				if s.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/v1/entities/hangzhou", nil)); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
