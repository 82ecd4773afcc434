package main

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// tool is what questions are put to.
type tool interface {
	// cannot says why a kind is not asked; nothing if it is.
	cannot(k kind) string
	// prepare makes ready what it takes to ask the samples of a kind.
	prepare(k kind, samples [][]string) asking
}

// asking is a kind of question, made ready.
type asking struct {
	ask  func(sample int) (answer, error) // runs while the clock does
	read func() (answer, error)           // makes out, after that, what was answered last; nil where ask does
}

// answer is what one question brought, as far as tools are compared.
type answer struct {
	size    int
	lengths []int // of paths; nil for other questions
	gaveUp  bool  // the tool took longer than it may, and answered nothing
}

// measure asks a tool every kind of question that it can answer.
func (r *toolReport) measure(t tool, q *questions, budget time.Duration) error {
	for _, k := range q.Kinds {
		m := measurement{Kind: k.Name, Unsupported: t.cannot(k)}
		if m.Unsupported == "" {
			samples := q.Samples[k.Over]
			if err := m.measure(k, samples, budget, t.prepare(k, samples)); err != nil {
				return err
			}
		}
		r.Measurements = append(r.Measurements, m)
	}
	return nil
}

// measure asks a kind of question. The rule is the same in every peer: the first
// 100 samples, for at most 2 s, are not timed; then all samples are asked in
// turn, over and over, until a second has passed, or until the budget has, if one
// round takes longer than that. What reading the clock costs is taken off.
func (m *measurement) measure(k kind, samples [][]string, budget time.Duration, a asking) error {
	failed := func(i int, err error) error { return fmt.Errorf("%s %v: %w", k.Name, samples[i], err) }
	begin := time.Now()
	for i := range min(100, len(samples)) {
		if _, err := a.ask(i); err != nil {
			return failed(i, err)
		}
		if time.Since(begin) > 2*time.Second {
			break
		}
	}
	clock := clockCost()
	var times []time.Duration
	begin = time.Now()
rounds:
	for round := 0; round == 0 || time.Since(begin) < time.Second; round++ {
		for i := range samples {
			start := time.Now()
			found, err := a.ask(i)
			took := time.Since(start)
			times = append(times, max(took-clock, 0))
			if err == nil && round == 0 {
				if a.read != nil {
					found, err = a.read()
				}
				m.note(k, found)
			}
			if err != nil {
				return failed(i, err)
			}
			if start.Sub(begin) > budget {
				break rounds
			}
		}
	}
	m.summarize(times)
	return nil
}

func (m *measurement) note(k kind, a answer) {
	if a.gaveUp {
		a.lengths = nil
	}
	switch {
	case k.Ask == "paths":
		m.Lengths = append(m.Lengths, a.lengths)
	case k.Ask == "search":
	case a.gaveUp:
		m.Sizes = append(m.Sizes, nil)
	default:
		m.Sizes = append(m.Sizes, &a.size)
	}
}

// summarize works out the percentiles, by nearest rank.
func (m *measurement) summarize(times []time.Duration) {
	slices.Sort(times)
	rank := func(p float64) float64 {
		return float64(times[max(0, int(math.Ceil(p*float64(len(times))))-1)].Nanoseconds()) / 1e3
	}
	m.Count, m.Median, m.P99 = len(times), rank(0.5), rank(0.99)
}

// clockCost is what reading the clock twice adds to every time: it would be a
// tenth of the shortest ones.
func clockCost() time.Duration {
	times := make([]time.Duration, 1001)
	for i := range times {
		start := time.Now()
		times[i] = time.Since(start)
	}
	slices.Sort(times)
	return times[len(times)/2]
}
