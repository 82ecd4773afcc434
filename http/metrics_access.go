package http

import (
	"crypto/tls"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/innograph/innograph/http/keys"
)

// keyCollector counts the keys when metrics are scraped. It names none.
type keyCollector struct{ ring *keys.Ring }

var (
	keysDesc      = prometheus.NewDesc("innograph_keys", "Keys that are valid, by role.", []string{"role"}, nil)
	keyExpiryDesc = prometheus.NewDesc("innograph_keys_next_expiry_timestamp_seconds", "When the next of the valid keys expires, in seconds since 1970; absent where none does.", nil, nil)
	certDesc      = prometheus.NewDesc("innograph_tls_certificate_expiry_timestamp_seconds", "When the certificate that is served ends, in seconds since 1970.", nil, nil)
)

// Describe names the metrics.
func (keyCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- keysDesc
	ch <- keyExpiryDesc
}

// Collect counts.
func (c keyCollector) Collect(ch chan<- prometheus.Metric) {
	byRole, next := c.ring.Valid()
	for _, name := range keys.RoleNames() {
		ch <- prometheus.MustNewConstMetric(keysDesc, prometheus.GaugeValue, float64(byRole[name]), name)
	}
	if !next.IsZero() {
		ch <- prometheus.MustNewConstMetric(keyExpiryDesc, prometheus.GaugeValue, seconds(next))
	}
}

// certificateCollector looks at the certificate that a new connection would get.
type certificateCollector struct{ config *tls.Config }

// Describe names the metric.
func (certificateCollector) Describe(ch chan<- *prometheus.Desc) { ch <- certDesc }

// Collect looks at it.
func (c certificateCollector) Collect(ch chan<- prometheus.Metric) {
	var current *tls.Certificate
	switch {
	case c.config.GetCertificate != nil:
		current, _ = c.config.GetCertificate(&tls.ClientHelloInfo{}) // without one there is nothing to say
	case len(c.config.Certificates) > 0:
		current = &c.config.Certificates[0]
	}
	if current != nil && current.Leaf != nil {
		ch <- prometheus.MustNewConstMetric(certDesc, prometheus.GaugeValue, seconds(current.Leaf.NotAfter))
	}
}

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
