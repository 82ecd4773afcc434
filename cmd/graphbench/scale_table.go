package main

import (
	"fmt"
	"slices"
	"strings"
)

// growth shows how cost grows: medians with the 99th percentile in brackets, in
// process and over HTTP.
func growth(all []*grown) string {
	var b strings.Builder
	row := func(name string, value func(*grown) string) { row(&b, name, all, value) }
	row("edges", func(g *grown) string { return counted(g.edges) })
	b.WriteString("|---|" + strings.Repeat("---:|", len(all)) + "\n")
	row("statements, types and names included", func(g *grown) string { return counted(g.statements) })
	figures := func(r *toolReport, kind string) string {
		m, _ := r.of(kind)
		return m.figures()
	}
	for _, k := range all[0].questions.Kinds {
		row(k.Name+", in process", func(g *grown) string { return figures(g.engine, k.Name) })
		row(k.Name+", over HTTP", func(g *grown) string { return figures(g.http, k.Name) })
	}
	row("build from CSV", func(g *grown) string { return micros(g.built) })
	row("opened in process, to the first answer", func(g *grown) string { return seconds(g.engine.OpenSeconds) })
	row("service started, to the first answer", func(g *grown) string { return seconds(g.http.OpenSeconds) })
	row("resident memory of the service", func(g *grown) string { return bytesOf(g.http.RSS) })
	row("CSV", func(g *grown) string { return bytesOf(g.csv) })
	row("snapshot", func(g *grown) string { return bytesOf(g.size) })
	return b.String()
}

// sectionSizes shows the bytes per statement of each section and, from the
// largest graph, what a billion statements take. Most sections grow with the
// statements or the entities, and there is one entity to every ten edges at every
// size, so the projection is a proportion.
func sectionSizes(all []*grown) string {
	last := all[len(all)-1]
	var b strings.Builder
	columns := append(slices.Clone(all), nil) // the last one is the projection
	row(&b, "bytes per statement", columns, func(g *grown) string {
		if g == nil {
			return counted(projected) + " statements"
		}
		return counted(g.edges) + " edges"
	})
	b.WriteString("|---|" + strings.Repeat("---:|", len(columns)) + "\n")
	size := func(g *grown, name string) (n float64) {
		for _, p := range g.parts {
			if p.Name == name {
				n += float64(p.Size)
			}
		}
		return n
	}
	line := func(name string, of func(*grown) float64) {
		row(&b, name, columns, func(g *grown) string {
			if g == nil {
				return bytesOf(int64(of(last) / float64(last.statements) * projected))
			}
			return fmt.Sprintf("%.2f", of(g)/float64(g.statements))
		})
	}
	var small []string
	for _, p := range last.parts {
		if float64(p.Size) < 0.005*float64(last.statements) {
			small = append(small, p.Name)
			continue
		}
		line(p.Name, func(g *grown) float64 { return size(g, p.Name) })
	}
	line(fmt.Sprintf("%d smaller sections", len(small)), func(g *grown) (sum float64) {
		for _, name := range small {
			sum += size(g, name)
		}
		return sum
	})
	line("file", func(g *grown) float64 { return float64(g.size) })
	return b.String()
}
