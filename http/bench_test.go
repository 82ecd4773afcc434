package http

import (
	"io"
	"log/slog"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

// BenchmarkLoopback is a whole request over one kept connection, on a graph of
// about the size of one report; p50 is the median.
func BenchmarkLoopback(b *testing.B) {
	h := startOn(b, graph.NewLive(buildGraph(b, testStatements(500))), Config{})
	h.server.log = slog.New(slog.DiscardHandler)
	for name, path := range map[string]string{
		"neighborhood": "/v1/entities/hangzhou/neighborhood?depth=2",
		"hub":          "/v1/entities/hub/neighborhood?limit=200",
		"path":         "/v1/paths?from=lab-a&to=hangzhou",
		"search":       "/v1/search?q=chengxi",
		"entity":       "/v1/entities/hangzhou",
		"health":       "/healthz",
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			b.ReportAllocs()
			for b.Loop() {
				started := time.Now()
				res, err := h.http.Get(h.url + path)
				if err != nil {
					b.Fatal(err)
				}
				n, err := io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if err != nil || res.StatusCode != http.StatusOK || n == 0 {
					b.Fatal(res.Status, err)
				}
				took = append(took, time.Since(started))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
		})
	}
}
