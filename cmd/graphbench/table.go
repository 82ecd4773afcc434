package main

import (
	"fmt"
	"strings"
	"time"
)

// newTable shows the reports of one run as Markdown: a row for each kind of
// question, a column for each tool, and below it what cannot be seen in cells.
func newTable(q *questions, reports []*toolReport) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s entities, %s edges (`graphbench gen -statements %d -seed %d`); %s.\n", counted(q.Entities), counted(q.Statements), q.Statements, q.Seed, machine())
	b.WriteString("Median, 99th percentile in brackets, and the median as a multiple of innograph's over HTTP in the same run.\n\n")

	b.WriteString("| |")
	for _, r := range reports {
		fmt.Fprintf(&b, " %s |", strings.TrimSpace(r.Tool+" "+r.Version))
	}
	b.WriteString("\n|---|" + strings.Repeat("---:|", len(reports)) + "\n")
	for _, k := range q.Kinds {
		fmt.Fprintf(&b, "| %s |", k.Name)
		for _, r := range reports {
			fmt.Fprintf(&b, " %s |", cell(k.Name, r, reports))
		}
		b.WriteByte('\n')
	}
	seconds := func(s float64) string { return micros(time.Duration(s * 1e9)) }
	for _, row := range []struct {
		name  string
		value func(*toolReport) string
		none  func(*toolReport) bool
	}{
		{"from CSV to a graph that can be asked", func(r *toolReport) string { return seconds(r.LoadSeconds) }, func(r *toolReport) bool { return r.LoadSeconds == 0 }},
		{"opened again, to the first answer", func(r *toolReport) string { return seconds(r.OpenSeconds) }, func(r *toolReport) bool { return r.OpenSeconds == 0 }},
		{"resident memory after all questions", func(r *toolReport) string { return bytesOf(r.RSS) }, func(r *toolReport) bool { return r.RSS == 0 }},
	} {
		fmt.Fprintf(&b, "| %s |", row.name)
		for _, r := range reports {
			if row.none(r) {
				b.WriteString(" – |")
			} else {
				fmt.Fprintf(&b, " %s |", row.value(r))
			}
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	for _, r := range reports {
		for _, line := range remarks(r) {
			fmt.Fprintf(&b, "- %s: %s.\n", r.Tool, line)
		}
	}
	b.WriteString(agreement(q, reports))
	return b.String()
}

// cell shows one tool's figures for one kind of question.
func cell(kind string, r *toolReport, all []*toolReport) string {
	m, ok := r.of(kind)
	if !ok || m.Count == 0 {
		return "–"
	}
	text := fmt.Sprintf("%s (%s)", microseconds(m.Median), microseconds(m.P99))
	if r.Tool == toolHTTP {
		return text
	}
	for _, o := range all {
		if h, ok := o.of(kind); o.Tool == toolHTTP && ok && h.Median > 0 {
			text += " " + ratio(m.Median/h.Median)
		}
	}
	return text
}

// remarks are what to know about a tool's column.
func remarks(r *toolReport) (lines []string) {
	if r.Missing != "" {
		return []string{"not measured: " + strings.TrimRight(strings.ReplaceAll(r.Missing, "\n", " "), ". \n")}
	}
	if r.Note != "" {
		lines = append(lines, r.Note)
	}
	var reasons []string
	kinds := map[string][]string{}
	for _, m := range r.Measurements {
		if m.Unsupported != "" {
			if kinds[m.Unsupported] == nil {
				reasons = append(reasons, m.Unsupported)
			}
			kinds[m.Unsupported] = append(kinds[m.Unsupported], m.Kind)
		}
	}
	for _, why := range reasons {
		lines = append(lines, "no "+strings.Join(kinds[why], "; ")+": "+why)
	}
	return lines
}

// agreement says how many answers were the same in all tools. It is only shown
// where compareAnswers finds nothing else.
func agreement(q *questions, reports []*toolReport) string {
	if compareAnswers(q, reports) != nil {
		return ""
	}
	sizes, lengths := 0, 0
	for _, k := range q.Kinds {
		base, ok := reports[0].of(k.Name)
		if !ok {
			continue
		}
		for _, r := range reports[1:] {
			if m, ok := r.of(k.Name); ok && k.Ask == "paths" {
				lengths += compared(base, m)
			} else if ok {
				sizes += compared(base, m)
			}
		}
	}
	return fmt.Sprintf("\nAll tools gave the same answers: %s lists of path lengths and %s sizes of neighborhoods and lists were compared\nwith those of %s.\n",
		counted(lengths), counted(sizes), reports[0].Tool)
}
