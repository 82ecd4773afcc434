package main

import (
	"encoding/csv"
	"io"
	"math/rand/v2"
	"slices"
	"sort"
)

// writeNodes writes the entities as CSV with the headers of Neo4j's import.
func (s *shape) writeNodes(w io.Writer) error {
	rows := csv.NewWriter(w)
	row := []string{"id:ID", "name.zh", "name.en", ":LABEL"}
	if err := rows.Write(row); err != nil {
		return err
	}
	var slug []byte
	for n := range uint32(s.entities) {
		slug = s.appendSlug(slug[:0], n)
		row[0], row[3] = string(slug), s.types[s.typeOf[n]].ID
		row[1], row[2] = s.names(n)
		if err := rows.Write(row); err != nil {
			return err
		}
	}
	rows.Flush()
	return rows.Error()
}

// writeEdges writes the edges as CSV, grouped by where they start. Ids and
// relations need no quotes, so a row is put together from bytes.
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
