package main

import (
	"errors"
	"fmt"
	"slices"
)

// compareAnswers holds the answers of all tools against those of the first that
// has any, sample by sample as far as both got, and complains of every kind and
// tool that differ.
func compareAnswers(q *questions, reports []*toolReport) error {
	var complaints []error
	for _, k := range q.Kinds {
		var base measurement
		var name string
		for _, r := range reports {
			m, ok := r.of(k.Name)
			if !ok || m.Unsupported != "" {
				continue
			}
			if name == "" {
				base, name = m, r.Tool
				continue
			}
			if at, a, b := differ(base, m); at >= 0 {
				complaints = append(complaints, fmt.Errorf("%s, %v: %s answers %v, but %s %v", k.Name, q.Samples[k.Over][at], name, a, r.Tool, b))
			}
		}
	}
	return errors.Join(complaints...)
}

// differ finds the first sample that two tools answer differently; -1 if none.
func differ(a, b measurement) (at int, x, y any) {
	for i := range min(len(a.Sizes), len(b.Sizes)) {
		if a.Sizes[i] != nil && b.Sizes[i] != nil && *a.Sizes[i] != *b.Sizes[i] {
			return i, *a.Sizes[i], *b.Sizes[i]
		}
	}
	for i := range min(len(a.Lengths), len(b.Lengths)) {
		if a.Lengths[i] != nil && b.Lengths[i] != nil && !slices.Equal(a.Lengths[i], b.Lengths[i]) {
			return i, a.Lengths[i], b.Lengths[i]
		}
	}
	return -1, nil, nil
}

// compared counts the samples of a kind that two tools both answered.
func compared(a, b measurement) (n int) {
	for i := range min(len(a.Sizes), len(b.Sizes)) {
		if a.Sizes[i] != nil && b.Sizes[i] != nil {
			n++
		}
	}
	for i := range min(len(a.Lengths), len(b.Lengths)) {
		if a.Lengths[i] != nil && b.Lengths[i] != nil {
			n++
		}
	}
	return n
}
