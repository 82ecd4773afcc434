package http

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/innograph/innograph/graph"
)

// metrics are those of one Server, in a registry of its own.
type metrics struct {
	registry *prometheus.Registry
	duration *prometheus.HistogramVec
	size     *prometheus.HistogramVec
	inFlight prometheus.Gauge
	kept     prometheus.Counter
}

func newMetrics(live *graph.Live, version string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "innograph_http_request_duration_seconds", Help: "Time from the first byte read to the last byte written.",
			Buckets: []float64{.00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route", "status"}),
		size: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "innograph_http_response_size_bytes", Help: "Bytes of the body as sent, that is compressed where it was.",
			Buckets: prometheus.ExponentialBuckets(256, 4, 9), // to 16 MiB
		}, []string{"method", "route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "innograph_http_requests_in_flight", Help: "Requests being worked on.",
		}),
		kept: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "innograph_http_answers_reused_total", Help: "Requests answered with what was made for an earlier one, or for one at the same time.",
		}),
	}
	build := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "innograph_build_info", Help: "Always 1; the label is the version of the program.",
		ConstLabels: prometheus.Labels{"version": version},
	}, func() float64 { return 1 })
	m.registry.MustRegister(m.duration, m.size, m.inFlight, m.kept, build, graphCollector{live},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true}) // compress does it
}

// observe files one request under its route's template, never under its path,
// so that the number of series is bounded.
func (m *metrics) observe(method, route string, status int, took time.Duration, bytes int64) {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
	default:
		method = "other"
	}
	if route == "" {
		route = "unmatched"
	}
	m.duration.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
	m.size.WithLabelValues(method, route).Observe(float64(bytes))
}

// graphCollector reads the current graph when metrics are scraped.
type graphCollector struct{ live *graph.Live }

var (
	entitiesDesc   = prometheus.NewDesc("innograph_graph_entities", "Entities in the current graph.", nil, nil)
	statementsDesc = prometheus.NewDesc("innograph_graph_statements", "Statements in the current graph, names and types included.", nil, nil)
	edgesDesc      = prometheus.NewDesc("innograph_graph_edges", "Statements between two entities in the current graph.", nil, nil)
	graphDesc      = prometheus.NewDesc("innograph_graph_info", "Always 1; the label is the version of the current graph.", []string{"version"}, nil)
)

// Describe names the metrics.
func (graphCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{entitiesDesc, statementsDesc, edgesDesc, graphDesc} {
		ch <- d
	}
}

// Collect counts; without a graph there is nothing to count.
func (c graphCollector) Collect(ch chan<- prometheus.Metric) {
	g := c.live.Current()
	if g == nil {
		return
	}
	stats := g.Stats()
	ch <- prometheus.MustNewConstMetric(entitiesDesc, prometheus.GaugeValue, float64(stats.Entities))
	ch <- prometheus.MustNewConstMetric(statementsDesc, prometheus.GaugeValue, float64(stats.Statements))
	ch <- prometheus.MustNewConstMetric(edgesDesc, prometheus.GaugeValue, float64(stats.Edges))
	ch <- prometheus.MustNewConstMetric(graphDesc, prometheus.GaugeValue, 1, g.Version())
}
