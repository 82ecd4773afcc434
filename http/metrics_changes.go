package http

import (
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/innograph/innograph/graph"
)

// changeMetrics count what is done to the store.
type changeMetrics struct {
	commitDuration prometheus.Histogram
	commitSets     prometheus.Histogram
	commitFailures *prometheus.CounterVec
	auditFailures  prometheus.Counter
	backups        *prometheus.CounterVec
	backupTime     prometheus.Gauge
	backupBytes    prometheus.Gauge
}

// commitFailureReasons are the kinds of what a store answers.
var commitFailureReasons = []string{"invalid", "no-space", "unavailable", "other"}

// Outcomes of a backup.
const (
	backupDone   = "done"
	backupFailed = "failed"
)

func newChangeMetrics() changeMetrics {
	return changeMetrics{
		commitDuration: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "innograph_store_commit_duration_seconds", Help: "Time of a commit: the new graph is made, and its change sets become durable.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}),
		commitSets: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "innograph_store_commit_change_sets", Help: "Change sets of one commit: those who write at the same time share one.",
			Buckets: prometheus.ExponentialBuckets(1, 2, 7), // to 64, the most
		}),
		commitFailures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "innograph_store_commit_failures_total", Help: "Commits that failed, so that nothing of them was changed, by reason.",
		}, []string{"reason"}),
		auditFailures: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "innograph_audit_failures_total", Help: "Lines that could not be written to the audit log.",
		}),
		backups: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "innograph_backups_total", Help: "Backups that were asked of this server, by outcome.",
		}, []string{"outcome"}),
		backupTime: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "innograph_backup_last_success_timestamp_seconds", Help: "When the last whole backup was sent, in seconds since 1970; 0: none since the start.",
		}),
		backupBytes: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "innograph_backup_last_size_bytes", Help: "Bytes of the last whole backup; 0: none since the start.",
		}),
	}
}

func (m *changeMetrics) register(r *prometheus.Registry) {
	r.MustRegister(m.commitDuration, m.commitSets, m.commitFailures, m.auditFailures, m.backups, m.backupTime, m.backupBytes)
	for _, reason := range commitFailureReasons {
		m.commitFailures.WithLabelValues(reason)
	}
	for _, outcome := range []string{backupDone, backupFailed} {
		m.backups.WithLabelValues(outcome)
	}
}

// committed files one commit of the writer.
func (m *changeMetrics) committed(sets int, took time.Duration, err error) {
	if err == nil {
		m.commitDuration.Observe(took.Seconds())
		m.commitSets.Observe(float64(sets))
		return
	}
	reason := "other"
	var e *graph.Error
	if errors.As(err, &e) {
		switch e.Kind {
		case graph.Invalid, graph.Conflict, graph.NotFound, graph.Stale:
			reason = "invalid"
		case graph.NoSpace:
			reason = "no-space"
		case graph.Unavailable:
			reason = "unavailable"
		}
	}
	m.commitFailures.WithLabelValues(reason).Inc()
}

// backedUp files one backup.
func (m *changeMetrics) backedUp(bytes int64, err error) {
	if err != nil {
		m.backups.WithLabelValues(backupFailed).Inc()
		return
	}
	m.backups.WithLabelValues(backupDone).Inc()
	m.backupTime.SetToCurrentTime()
	m.backupBytes.Set(float64(bytes))
}
