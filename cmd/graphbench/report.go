package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// measurement is one kind of question asked of one tool. Peers print it as one
// line of JSON.
type measurement struct {
	Kind   string  `json:"kind"`
	Count  int     `json:"count"` // questions timed, repeated ones included
	Median float64 `json:"median_us"`
	P99    float64 `json:"p99_us"`

	// What was answered to the samples in their order, as far as the time
	// allowed; null where the tool gave one question up. Sizes count the entities
	// of a neighborhood, the start left out, or the results of a list; lengths are
	// those of the paths in hops. Empty for searches: no two tools mean the same.
	Sizes   []*int  `json:"sizes,omitempty"`
	Lengths [][]int `json:"lengths,omitempty"`

	Unsupported string `json:"unsupported,omitempty"` // why the tool was not asked
}

// toolReport is all that one tool printed.
type toolReport struct {
	Tool         string        `json:"tool"`
	Version      string        `json:"version,omitempty"`
	Note         string        `json:"note,omitempty"`         // how its work differs
	LoadSeconds  float64       `json:"load_seconds,omitempty"` // from the CSVs to the first question
	OpenSeconds  float64       `json:"open_seconds,omitempty"` // from what was built before to the first answer
	RSS          int64         `json:"rss_bytes,omitempty"`    // resident after all questions
	Missing      string        `json:"missing,omitempty"`      // why there is nothing
	Measurements []measurement `json:"measurements,omitempty"`
}

func (r *toolReport) of(kind string) (measurement, bool) {
	for _, m := range r.Measurements {
		if m.Kind == kind {
			return m, true
		}
	}
	return measurement{}, false
}

// readReport reads what a peer printed: lines of JSON, each a measurement or a
// part of the report.
func readReport(r io.Reader) (*toolReport, error) {
	var out toolReport
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var m measurement
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			return nil, fmt.Errorf("not a line of JSON: %.200s", lines.Text())
		}
		if m.Kind != "" {
			out.Measurements = append(out.Measurements, m)
			continue
		}
		if err := json.Unmarshal(lines.Bytes(), &out); err != nil {
			return nil, fmt.Errorf("not a part of a report: %.200s", lines.Text())
		}
	}
	return &out, lines.Err()
}

func (r *toolReport) write(w io.Writer) error {
	e := json.NewEncoder(w)
	head := *r
	head.Measurements = nil
	if err := e.Encode(head); err != nil {
		return err
	}
	for _, m := range r.Measurements {
		if err := e.Encode(m); err != nil {
			return err
		}
	}
	return nil
}

// answer is what one question brought, as far as tools are compared.
type answer struct {
	size    int
	lengths []int // of paths; nil for other questions
	gaveUp  bool  // the tool took longer than it may, and answered nothing
}

// measure asks a kind of question. The rule is the same in every peer: the first
// 100 samples, for at most 2 s, are not timed; then all samples are asked in
// turn, over and over, until a second has passed, or until the budget has, if one
// round takes longer than that.
func measure(k kind, samples [][]string, budget time.Duration, ask func(kind, []string) (answer, error)) (measurement, error) {
	m := measurement{Kind: k.Name}
	begin := time.Now()
	for _, s := range samples[:min(100, len(samples))] {
		if _, err := ask(k, s); err != nil {
			return m, fmt.Errorf("%s %v: %w", k.Name, s, err)
		}
		if time.Since(begin) > 2*time.Second {
			break
		}
	}
	clock := clockCost()
	var times []time.Duration
	begin = time.Now()
	for round := 0; round == 0 || time.Since(begin) < time.Second; round++ {
		for _, s := range samples {
			start := time.Now()
			a, err := ask(k, s)
			took := time.Since(start)
			if err != nil {
				return m, fmt.Errorf("%s %v: %w", k.Name, s, err)
			}
			times = append(times, max(took-clock, 0))
			if round == 0 {
				m.note(k, a)
			}
			if start.Sub(begin) > budget {
				m.summarize(times)
				return m, nil
			}
		}
	}
	m.summarize(times)
	return m, nil
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

// residentBytes reads the resident memory of a process; 0 where it cannot.
func residentBytes(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return kib << 10
			}
		}
	}
	return 0
}
