package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	nethttp "net/http"
	"slices"
	"testing"
	"time"

	"github.com/innograph/innograph/http"
)

// BenchmarkHTTP asks the Hangzhou graph over loopback, one question at a time on
// one connection, beside a bare net/http server that answers ready-made bytes of
// the same size.
func BenchmarkHTTP(b *testing.B) {
	o, err := dataFlags{Store: "memory"}.open(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	server, err := http.New(o.live, http.Config{Logger: slog.New(slog.NewJSONHandler(io.Discard, nil))})
	if err != nil {
		b.Fatal(err)
	}
	api := serveOn(b, server.Handler())
	for _, c := range []struct{ name, path string }{
		{"neighborhood-2-hop", "/v1/entities/hangzhou/neighborhood?depth=2&limit=1000"},
		{"neighborhood-2-hop-small", "/v1/entities/zhijiang-lab/neighborhood?depth=2&limit=50"},
		{"shortest-path", "/v1/paths?from=zhijiang-lab&to=linjiang-high-tech-zone"},
		{"k-shortest-3", "/v1/paths?from=zhijiang-lab&to=linjiang-high-tech-zone&mode=k-shortest&k=3"},
		{"search", "/v1/search?q=cxkc"},
		{"entity", "/v1/entities/hangzhou"},
	} {
		body := fetch(b, api+c.path)
		b.Run(c.name, func(b *testing.B) { measure(b, api+c.path, len(body)) })
		bare := serveOn(b, nethttp.HandlerFunc(func(w nethttp.ResponseWriter, _ *nethttp.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(body)
		}))
		b.Run(c.name+"-bare", func(b *testing.B) { measure(b, bare, len(body)) })
	}
}

func serveOn(b *testing.B, h nethttp.Handler) (base string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := &nethttp.Server{Handler: h, ReadHeaderTimeout: time.Second}
	go func() { _ = s.Serve(listener) }()
	b.Cleanup(func() { _ = s.Close() })
	return "http://" + listener.Addr().String()
}

// plain asks without compression, so that bytes are what they are.
var plain = &nethttp.Client{Transport: &nethttp.Transport{DisableCompression: true}}

func fetch(b *testing.B, url string) []byte {
	response, err := plain.Get(url)
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		b.Fatalf("%s: %d %v %s", url, response.StatusCode, err, body)
	}
	return body
}

func measure(b *testing.B, url string, size int) {
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		fetch(b, url)
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(size), "bytes")
}
