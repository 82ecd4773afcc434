package http

import (
	"reflect"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/innograph/innograph/graph"
)

// answerMetrics count what became of questions.
type answerMetrics struct {
	reused prometheus.Counter
	made   prometheus.Counter
	cut    *prometheus.CounterVec
}

func newAnswerMetrics() answerMetrics {
	return answerMetrics{
		reused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "innograph_http_answers_reused_total", Help: "Requests answered with what was made for an earlier one, or for one at the same time: hits of the answer cache.",
		}),
		made: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "innograph_http_answers_made_total", Help: "Requests whose answer had to be made: misses of the answer cache.",
		}),
		cut: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "innograph_http_answers_cut_total", Help: "Answers made that are not whole, by meta.stopped_by; budget means that the work allowed was used up.",
		}, []string{"reason"}),
	}
}

func (m *answerMetrics) register(r *prometheus.Registry) {
	r.MustRegister(m.reused, m.made, m.cut)
	for _, reason := range graph.StopReasons() {
		m.cut.WithLabelValues(reason)
	}
}

// answered counts an answer that was made.
func (m *answerMetrics) answered(stopped *graph.StopReason) {
	m.made.Inc()
	if stopped != nil {
		m.cut.WithLabelValues(string(*stopped)).Inc()
	}
}

// stopReason makes a function that reads the Meta of answers of a type: most
// have one, and each where it likes.
func stopReason[A any]() func(A) *graph.StopReason {
	t := reflect.TypeFor[A]()
	pointer := t.Kind() == reflect.Pointer
	if pointer {
		t = t.Elem()
	}
	none := func(A) *graph.StopReason { return nil }
	if t.Kind() != reflect.Struct {
		return none
	}
	field, ok := t.FieldByName("Meta")
	if !ok || field.Type != reflect.TypeFor[graph.Meta]() {
		return none
	}
	stopped, _ := field.Type.FieldByName("StoppedBy")
	index := append(field.Index, stopped.Index...)
	return func(a A) *graph.StopReason {
		v := reflect.ValueOf(a)
		if pointer {
			if v.IsNil() {
				return nil
			}
			v = v.Elem()
		}
		return v.FieldByIndex(index).Interface().(*graph.StopReason)
	}
}

// cacheCollector reads the answer cache when metrics are scraped.
type cacheCollector struct{ answers *answerCache }

var (
	cacheAnswersDesc = prometheus.NewDesc("innograph_http_answer_cache_answers", "Answers that are kept because they were asked for again.", nil, nil)
	cacheBytesDesc   = prometheus.NewDesc("innograph_http_answer_cache_bytes", "Memory of the answers that are kept.", nil, nil)
)

// Describe names the metrics.
func (cacheCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- cacheAnswersDesc
	ch <- cacheBytesDesc
}

// Collect looks into the cache.
func (c cacheCollector) Collect(ch chan<- prometheus.Metric) {
	c.answers.mu.Lock()
	answers, bytes := c.answers.kept.Len(), c.answers.size
	c.answers.mu.Unlock()
	ch <- prometheus.MustNewConstMetric(cacheAnswersDesc, prometheus.GaugeValue, float64(answers))
	ch <- prometheus.MustNewConstMetric(cacheBytesDesc, prometheus.GaugeValue, float64(bytes))
}
