package main

import (
	"io"
	"net"
	nethttp "net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	collected "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// The last traces are sent before the program ends.
func TestServeTraces(t *testing.T) {
	var spans atomic.Int64
	collector := httptest.NewServer(nethttp.HandlerFunc(func(w nethttp.ResponseWriter, r *nethttp.Request) {
		body, err := io.ReadAll(r.Body)
		var sent collected.ExportTraceServiceRequest
		if err == nil {
			err = proto.Unmarshal(body, &sent)
		}
		if err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s: %v", r.URL, err)
			return
		}
		for _, of := range sent.ResourceSpans {
			for _, scope := range of.ScopeSpans {
				spans.Add(int64(len(scope.Spans)))
			}
		}
	}))
	defer collector.Close()
	base, _, stop := startServer(t, "--otlp-endpoint", collector.URL, "--trust-traceparent")
	if status, body := get(t, base+"/v1/entities/hangzhou"); status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	if code := stop(); code != commandline.ExitOK || spans.Load() != 3 {
		t.Errorf("exit %d, %d spans", code, spans.Load())
	}
}

func TestServeProfiles(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	base, _, stop := startServer(t, "--debug-listen", address)
	if status, body := get(t, "http://"+address+"/debug/pprof/goroutine?debug=1"); status != 200 || !strings.Contains(string(body), "goroutine profile") {
		t.Errorf("%d %.100s", status, body)
	}
	if status, _ := get(t, base+"/debug/pprof/"); status != 404 {
		t.Errorf("the service itself answers profiles: %d", status)
	}
	if code := stop(); code != commandline.ExitOK {
		t.Errorf("exit %d", code)
	}
	if _, err := nethttp.Get("http://" + address + "/debug/pprof/"); err == nil {
		t.Error("profiles are answered after the end")
	}
}

func TestWatchFlagsAreChecked(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--debug-listen", "0.0.0.0:6060"}, commandline.ExitFailed, "--debug-listen: the address for profiles \"0.0.0.0:6060\" is not one of loopback"},
		{[]string{"--otlp-endpoint", "collector:4317"}, commandline.ExitUsage, "--otlp-endpoint: the collector's address: \"collector:4317\" is no base URL"},
		{[]string{"--trust-traceparent"}, commandline.ExitUsage, "--trust-traceparent needs --otlp-endpoint URL"},
	} {
		code, _, stderr := try(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, c.args...)...)
		if code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: exit %d, %s", c.args, code, stderr)
		}
	}
}

// systemd hears when questions are answered and when they soon will not be, and
// 'innograph ready' says the same.
func TestServeTellsTheServiceManager(t *testing.T) {
	name := filepath.Join(t.TempDir(), "notify")
	l, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("NOTIFY_SOCKET", name)
	read := func() string {
		t.Helper()
		if err := l.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 1000)
		n, err := l.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		return string(buf[:n])
	}
	base, _, stop := startServer(t)
	if got := read(); !regexp.MustCompile(`^READY=1\nSTATUS=graph [0-9a-f]{16}: [0-9,]+ statements$`).MatchString(got) {
		t.Errorf("at the start: %q", got)
	}
	if code, stdout, stderr := try(t, "ready", "--url", base); code != commandline.ExitOK || stdout != "ready\n" {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
	stop()
	if got := read(); !strings.HasPrefix(got, "STOPPING=1\n") {
		t.Errorf("at the end: %q", got)
	}
	if code, _, stderr := try(t, "ready", "--url", base); code != commandline.ExitFailed || !strings.Contains(stderr, "the service does not answer") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if code, _, stderr := try(t, "ready", "--url", "localhost"); code != commandline.ExitUsage || !strings.Contains(stderr, "http://127.0.0.1:8080") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	busy := httptest.NewServer(nethttp.NotFoundHandler())
	defer busy.Close()
	if code, _, stderr := try(t, "ready", "--url", busy.URL); code != commandline.ExitFailed || !strings.Contains(stderr, "the service is not ready: 404 Not Found") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	secure := httptest.NewTLSServer(nethttp.HandlerFunc(func(nethttp.ResponseWriter, *nethttp.Request) {}))
	defer secure.Close()
	if code, _, _ := try(t, "ready", "--url", secure.URL); code != commandline.ExitFailed {
		t.Errorf("exit %d with a certificate that nobody vouches for", code)
	}
	if code, _, stderr := try(t, "ready", "--insecure", "--url", secure.URL); code != commandline.ExitOK {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

// What the unit sets are flags that there are.
func TestUnitSetsFlags(t *testing.T) {
	code, unit, stderr := try(t, "unit")
	if code != commandline.ExitOK {
		t.Fatal(stderr)
	}
	_, help, _ := try(t, "serve", "--help")
	variables := regexp.MustCompile(`INNOGRAPH_[A-Z_]+[A-Z]`).FindAllString(unit, -1)
	if len(variables) < 4 {
		t.Errorf("it sets only %v", variables)
	}
	for _, v := range variables {
		if !strings.Contains(help, "$"+v) {
			t.Errorf("no flag of serve reads %s", v)
		}
	}
}
