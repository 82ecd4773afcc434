package main

import (
	"errors"
	"fmt"
	"slices"
)

// agreement counts the answers that are the same as those of another tool.
type agreement struct {
	tool           string // the first of the reports
	sizes, lengths int
}

func (a agreement) String() string {
	return fmt.Sprintf("All tools gave the same answers: %s lists of path lengths and %s sizes of neighborhoods and lists were compared\nwith those of %s.\n",
		counted(a.lengths), counted(a.sizes), a.tool)
}

// compareAnswers holds the answers of all tools against those of the first,
// sample by sample as far as both got, and complains of every kind and tool that
// differ.
func compareAnswers(q *questions, reports []*toolReport) (agreed agreement, err error) {
	first := reports[0]
	agreed.tool = first.Tool
	var complaints []error
	for _, k := range q.Kinds {
		base, _ := first.of(k.Name)
		for _, r := range reports[1:] {
			m, _ := r.of(k.Name)
			alike, at := base.compare(m)
			if at >= 0 {
				complaints = append(complaints, fmt.Errorf("%s, %v: %s answers %v, but %s %v", k.Name, q.Samples[k.Over][at], first.Tool, base.answer(at), r.Tool, m.answer(at)))
			}
			if k.Ask == "paths" {
				agreed.lengths += alike
			} else {
				agreed.sizes += alike
			}
		}
	}
	return agreed, errors.Join(complaints...)
}

// compare counts the samples that two tools answered alike; at is the first one
// that they answered differently, -1 if there is none.
func (m measurement) compare(other measurement) (alike, at int) {
	at = -1
	for i := range min(max(len(m.Sizes), len(m.Lengths)), max(len(other.Sizes), len(other.Lengths))) {
		a, b := m.answer(i), other.answer(i)
		switch {
		case a == nil || b == nil:
		case slices.Equal(a, b):
			alike++
		case at < 0:
			at = i
		}
	}
	return alike, at
}

// answer is what was answered to a sample: a size or the lengths of paths; nil
// where the tool gave up.
func (m measurement) answer(i int) []int {
	switch {
	case len(m.Lengths) > 0:
		return m.Lengths[i]
	case m.Sizes[i] == nil:
		return nil
	}
	return []int{*m.Sizes[i]}
}
