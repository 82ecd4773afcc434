package main

import (
	"fmt"
	"strings"
)

// newTable shows the reports of one run as Markdown: a row for each kind of
// question, a column for each tool, and below it what cannot be seen in cells.
func newTable(q *questions, reports []*toolReport) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s entities, %s edges (`graphbench gen -statements %d -seed %d`); %s.\n", counted(q.Entities), counted(q.Statements), q.Statements, q.Seed, machine())
	b.WriteString("Median, 99th percentile in brackets, and the median as a multiple of innograph's over HTTP in the same run.\n\n")

	row(&b, "", reports, func(r *toolReport) string { return strings.TrimSpace(r.Tool + " " + r.Version) })
	b.WriteString("|---|" + strings.Repeat("---:|", len(reports)) + "\n")
	for _, k := range q.Kinds {
		row(&b, k.Name, reports, func(r *toolReport) string { return cell(k.Name, r, reports) })
	}
	row(&b, "from CSV to a graph that can be asked", reports, func(r *toolReport) string { return known(r.LoadSeconds, seconds) })
	row(&b, "opened again from the page cache, to the first answer", reports, func(r *toolReport) string { return known(r.OpenSeconds, seconds) })
	row(&b, "resident memory after all questions", reports, func(r *toolReport) string { return known(r.RSS, bytesOf) })
	b.WriteByte('\n')
	for _, r := range reports {
		for _, line := range remarks(r) {
			fmt.Fprintf(&b, "- %s: %s.\n", r.Tool, line)
		}
	}
	return b.String()
}

// row writes a row of Markdown: a name, and a cell for each column.
func row[T any](b *strings.Builder, name string, columns []T, cell func(T) string) {
	b.WriteString(strings.TrimSuffix("| "+name, " ") + " |")
	for _, c := range columns {
		fmt.Fprintf(b, " %s |", cell(c))
	}
	b.WriteByte('\n')
}

// known shows a figure, or a dash where it was not measured.
func known[N int64 | float64](n N, show func(N) string) string {
	if n == 0 {
		return "–"
	}
	return show(n)
}

func seconds(s float64) string { return microseconds(s * 1e6) }

// cell shows one tool's figures for one kind of question.
func cell(kind string, r *toolReport, all []*toolReport) string {
	m, ok := r.of(kind)
	if !ok || m.Count == 0 {
		return "–"
	}
	text := m.figures()
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
