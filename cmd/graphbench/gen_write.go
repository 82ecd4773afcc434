package main

import (
	"bufio"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"strings"
)

// writeFile streams a file; nothing half-written is left behind.
func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		f.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// writeNodes writes the entities as CSV with the headers of Neo4j's import.
func (s *shape) writeNodes(w io.Writer) error {
	b := []byte("id:ID,name.zh,name.en,:LABEL\n")
	for n := range uint32(s.entities) {
		b = append(s.appendSlug(b, n), ',')
		b = append(appendField(b, func(b []byte) []byte { return s.appendZh(b, n) }), ',')
		b = append(appendField(b, func(b []byte) []byte { return s.appendEn(b, n) }), ',')
		b = append(append(b, s.types[s.typeOf[n]].ID...), '\n')
		if _, err := w.Write(b); err != nil {
			return err
		}
		b = b[:0]
	}
	return nil
}

// appendField appends a field of CSV, in quotes where it needs them.
func appendField(b []byte, field func([]byte) []byte) []byte {
	start := len(b)
	b = field(b)
	if text := string(b[start:]); strings.ContainsAny(text, ",\"\n") {
		b = append(b[:start], '"')
		b = append(b, strings.ReplaceAll(text, `"`, `""`)...)
		b = append(b, '"')
	}
	return b
}

// writeEdges writes the edges as CSV, grouped by where they start.
func (s *shape) writeEdges(w io.Writer) error {
	if _, err := io.WriteString(w, ":START_ID,:END_ID,:TYPE\n"); err != nil {
		return err
	}
	var b, start []byte
	last := uint32(0)
	start = append(s.appendSlug(start, 0), ',')
	return s.eachEdge(func(from, to uint32, relation int) error {
		if from != last {
			start, last = append(s.appendSlug(start[:0], from), ','), from
		}
		b = append(s.appendSlug(append(b[:0], start...), to), ',')
		b = append(append(b, s.relations[relation].id...), '\n')
		_, err := w.Write(b)
		return err
	})
}

// eachEdge draws the edges, those of entity 0 first. Every entity has 1 to 19
// outgoing edges, 10 on average; no edge leads back to where it starts and no two
// are alike.
func (s *shape) eachEdge(yield func(from, to uint32, relation int) error) error {
	r := s.random(1)
	below := make([]int, len(s.relations)) // how many targets have a number below from
	var drawn []uint64
	left := s.edges
	for from := range uint32(s.entities) {
		for i := range s.relations {
			if t := s.relations[i].targets; below[i] < len(t) && t[below[i]] < from {
				below[i]++
			}
		}
		degree := s.outDegree(r, left, s.entities-int(from))
		left -= degree
		for drawn = drawn[:0]; len(drawn) < degree; {
			to, relation, ok := s.draw(r, from, below)
			key := uint64(to)<<8 | uint64(relation)
			if !ok || to == from || slices.Contains(drawn, key) {
				continue
			}
			drawn = append(drawn, key)
			if err := yield(from, to, relation); err != nil {
				return err
			}
		}
	}
	return nil
}

// outDegree draws how many edges start at an entity so that exactly `left` are
// drawn by the last of `entities`.
func (s *shape) outDegree(r *rand.Rand, left, entities int) int {
	const most = 2*edgesPerEntity - 1
	return min(max(1+r.IntN(most), left-most*(entities-1)), min(most, left-(entities-1)))
}

// draw draws a relation that the type of an entity may have and where it leads.
// The target's place in the order of numbers is the cube of a uniform number, so
// its in-degree falls with the place to the power -2/3: a power law with exponent
// 2.5, between those of citations and of the web.
func (s *shape) draw(r *rand.Rand, from uint32, below []int) (to uint32, relation int, ok bool) {
	choices := s.byType[s.typeOf[from]]
	x := r.Float64()
	relation = choices[sort.Search(len(choices)-1, func(i int) bool { return x < choices[i].upTo })].relation
	rel := &s.relations[relation]
	n := len(rel.targets)
	switch {
	case rel.all && rel.acyclic:
		n = int(from)
	case rel.all:
		n = s.entities
	case rel.acyclic:
		n = below[relation]
	}
	if n == 0 {
		return 0, 0, false
	}
	u := r.Float64()
	at := int(u * u * u * float64(n))
	if rel.all {
		return uint32(at), relation, true
	}
	return rel.targets[at], relation, true
}
