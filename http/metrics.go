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

// metrics are those of one Server, in a registry of its own. No label is made of
// what a client sends, so the number of series is bounded.
type metrics struct {
	registry *prometheus.Registry

	duration *prometheus.HistogramVec
	size     *prometheus.HistogramVec
	inFlight prometheus.Gauge
	problems *prometheus.CounterVec
	shed     *prometheus.CounterVec
	streams  prometheus.Gauge

	answerMetrics
	changeMetrics
}

// Why a request was shed: what was used up.
const (
	shedInFlight = "in-flight" // places for requests
	shedClient   = "client"    // the places that one address may have
	shedWait     = "wait"      // time to wait for a turn
	shedHeavy    = "heavy"     // the same of a heavy question
	shedWrites   = "writes"    // the same of a change
	shedLong     = "long"      // places for long answers
	shedStreams  = "streams"   // places for streams
	shedCommit   = "commit"    // time to wait for other changes
)

// shedReasons is every reason, so that each has its series from the start: an
// alarm on a rate sees the first one.
var shedReasons = []string{shedInFlight, shedClient, shedWait, shedHeavy, shedWrites, shedLong, shedStreams, shedCommit}

func newMetrics() *metrics {
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
		problems: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "innograph_http_problems_total", Help: "Answers that are a problem, by its kind as the API documentation lists them; rate-limited is one.",
		}, []string{"problem"}),
		shed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "innograph_http_requests_shed_total", Help: "Requests refused with 503 because there was too much to do, by what was used up.",
		}, []string{"reason"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "innograph_http_streams_open", Help: "Clients that follow the changes.",
		}),
		answerMetrics: newAnswerMetrics(),
		changeMetrics: newChangeMetrics(),
	}
	m.registry.MustRegister(m.duration, m.size, m.inFlight, m.problems, m.shed, m.streams,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.answerMetrics.register(m.registry)
	m.changeMetrics.register(m.registry)
	for _, k := range problemKinds {
		m.problems.WithLabelValues(k.ID)
	}
	for _, reason := range shedReasons {
		m.shed.WithLabelValues(reason)
	}
	return m
}

// watch adds what is read when metrics are scraped.
func (m *metrics) watch(s *Server) {
	build := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "innograph_build_info", Help: "Always 1; the label is the version of the program.",
		ConstLabels: prometheus.Labels{"version": s.cfg.Version},
	}, func() float64 { return 1 })
	m.registry.MustRegister(build, graphCollector{s.live}, cacheCollector{s.answers}, &storeCollector{live: s.live, bytes: s.cfg.StoreBytes})
	if s.cfg.Keys != nil {
		m.registry.MustRegister(keyCollector{s.cfg.Keys})
	}
	if s.cfg.TLS != nil {
		m.registry.MustRegister(certificateCollector{s.cfg.TLS})
	}
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true}) // compress does it
}

// observe files one request under its route's template, never under its path.
func (m *metrics) observe(in *requestInfo, method string, status int, took time.Duration, bytes int64) {
	method = knownMethod(method, "other")
	route := in.route
	if route == "" {
		route = "unmatched"
	}
	m.duration.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
	m.size.WithLabelValues(method, route).Observe(float64(bytes))
	if in.problem != "" {
		m.problems.WithLabelValues(in.problem).Inc()
	}
}

// graphCollector reads the current graph when metrics are scraped.
type graphCollector struct{ live *graph.Live }

var (
	entitiesDesc   = prometheus.NewDesc("innograph_graph_entities", "Entities in the current graph.", nil, nil)
	statementsDesc = prometheus.NewDesc("innograph_graph_statements", "Statements in the current graph, names and types included.", nil, nil)
	edgesDesc      = prometheus.NewDesc("innograph_graph_edges", "Statements between two entities in the current graph.", nil, nil)
	graphDesc      = prometheus.NewDesc("innograph_graph_info", "Always 1; the label is the version of the current graph.", []string{"version"}, nil)
	changeDesc     = prometheus.NewDesc("innograph_graph_change_set", "Number of the last change set that the current graph holds; 0 before the first, or without a store that keeps them.", nil, nil)
	ageDesc        = prometheus.NewDesc("innograph_graph_age_seconds", "How long ago the current graph was last known to be what the store holds; 0 where no other server changes the store.", nil, nil)
	pastDesc       = prometheus.NewDesc("innograph_graph_past_kept", "Graphs of earlier moments that are kept in memory.", nil, nil)
)

// Describe names the metrics.
func (graphCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{entitiesDesc, statementsDesc, edgesDesc, graphDesc, changeDesc, ageDesc, pastDesc} {
		ch <- d
	}
}

// Collect counts; without a graph there is nothing to count.
func (c graphCollector) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(pastDesc, float64(c.live.PastKept()))
	g := c.live.Current()
	if g == nil {
		return
	}
	stats := g.Stats()
	gauge(entitiesDesc, float64(stats.Entities))
	gauge(statementsDesc, float64(stats.Statements))
	gauge(edgesDesc, float64(stats.Edges))
	gauge(graphDesc, 1, g.Version())
	gauge(changeDesc, float64(g.Change()))
	gauge(ageDesc, c.live.Age().Seconds())
}
