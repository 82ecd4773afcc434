package http

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/innograph/innograph/graph"
)

// storeCollector asks the store when metrics are scraped.
type storeCollector struct {
	live  *graph.Live
	bytes func() (int64, error) // nil: the store is no file

	mu   sync.Mutex
	last uint64    // number of the change set that time is of
	time time.Time // a change set may be large, so it is read once
}

// storePatience bounds how long a scrape waits for the store.
const storePatience = 2 * time.Second

var (
	storeUpDesc    = prometheus.NewDesc("innograph_store_up", "1 where the store can be read, else 0.", nil, nil)
	storeBytesDesc = prometheus.NewDesc("innograph_store_size_bytes", "Bytes of the store's file.", nil, nil)
	storeSetsDesc  = prometheus.NewDesc("innograph_store_change_sets", "Change sets in the store, which is the number of the last one.", nil, nil)
	storeTimeDesc  = prometheus.NewDesc("innograph_store_last_change_timestamp_seconds", "When the last change set was made, in seconds since 1970; absent before the first.", nil, nil)
	lagDesc        = prometheus.NewDesc("innograph_graph_lag_change_sets", "Change sets that are in the store and not yet in the graph that answers.", nil, nil)
)

// Describe names the metrics.
func (*storeCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{storeUpDesc, storeBytesDesc, storeSetsDesc, storeTimeDesc, lagDesc} {
		ch <- d
	}
}

// Collect asks the store, within a bound. Without a store there is nothing to say.
func (c *storeCollector) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64) { ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	if c.bytes != nil {
		if n, err := c.bytes(); err == nil {
			gauge(storeBytesDesc, float64(n))
		}
	}
	j := c.live.Journal()
	if j == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), storePatience)
	defer cancel()
	// The store is asked first: what is made between the two is then in the graph
	// and no lag.
	last, err := j.Last(ctx)
	if err != nil {
		gauge(storeUpDesc, 0)
		return
	}
	gauge(storeUpDesc, 1)
	gauge(storeSetsDesc, float64(last))
	if g := c.live.Current(); g != nil {
		gauge(lagDesc, float64(last-min(last, g.Change())))
	}
	if t := c.madeAt(ctx, j, last); !t.IsZero() {
		gauge(storeTimeDesc, seconds(t))
	}
}

// madeAt is when a change set was made; zero where that is not known.
func (c *storeCollector) madeAt(ctx context.Context, j graph.Journal, number uint64) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if number == c.last || number == 0 {
		return c.time
	}
	for set, err := range j.Changes(ctx, number-1) {
		if err == nil {
			c.last, c.time = set.Number, set.Time
			return c.time
		}
		break
	}
	return time.Time{}
}
