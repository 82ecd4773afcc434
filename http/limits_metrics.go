package http

import "github.com/prometheus/client_golang/prometheus"

// gateCollector reads how many wait at each gate when metrics are scraped.
type gateCollector struct{ gates map[string]*gate }

var waitingDesc = prometheus.NewDesc("innograph_http_requests_waiting", "Requests that wait for their turn to be worked on, by queue.", []string{"queue"}, nil)

// Describe names the metric.
func (gateCollector) Describe(ch chan<- *prometheus.Desc) { ch <- waitingDesc }

// Collect looks at the queues.
func (c gateCollector) Collect(ch chan<- prometheus.Metric) {
	for name, g := range c.gates {
		ch <- prometheus.MustNewConstMetric(waitingDesc, prometheus.GaugeValue, float64(g.waiting()), name)
	}
}
