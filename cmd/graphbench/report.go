package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// The tools that are measured in every run, as the table names them.
const (
	toolEngine = "innograph, in process"
	toolHTTP   = "innograph, over HTTP"
	toolBare   = "bare adjacency"
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
	OpenSeconds  float64       `json:"open_seconds,omitempty"` // from what was built before, and is still in the page cache, to the first answer
	RSS          int64         `json:"rss_bytes,omitempty"`    // resident after all questions
	Missing      string        `json:"missing,omitempty"`      // why there is nothing
	Measurements []measurement `json:"measurements,omitempty"`
}

// of finds what was measured of a kind.
func (r *toolReport) of(kind string) (measurement, bool) {
	for _, m := range r.Measurements {
		if m.Kind == kind {
			return m, true
		}
	}
	return measurement{}, false
}

// figures shows the median and, in brackets, the 99th percentile.
func (m measurement) figures() string {
	return fmt.Sprintf("%s (%s)", microseconds(m.Median), microseconds(m.P99))
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

// reported runs a program that prints a report.
func reported(ctx context.Context, args ...string) (*toolReport, error) {
	out, err := command(ctx, args...)
	if err != nil {
		return nil, err
	}
	r, err := readReport(bytes.NewReader(out))
	if err == nil && r.Tool == "" {
		err = fmt.Errorf("%s did not say which tool it is", strings.Join(args[:2], " "))
	}
	return r, err
}

// write prints a report as readReport reads it.
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
