package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
)

// bareGraph is the least that can answer: who is next to whom, in both directions
// and once each, as a compressed adjacency without names, types and relations. It
// is what the engine is compared with. Not for concurrent use.
type bareGraph struct {
	at    map[string]uint32
	ids   []string
	first []uint32 // the neighbours of n are next[first[n]:first[n+1]], ascending
	next  []uint32

	mark  []uint32 // by entity: the search that met it, from either side
	epoch uint32   // the last mark
	queue []uint32 // room for all entities twice

	yen *bareYen
}

// readBare reads the CSVs of a generated graph.
func readBare(dir string) (*bareGraph, error) {
	g := &bareGraph{at: map[string]uint32{}}
	err := readLines(filepath.Join(dir, nodesFile), func(line []byte) error {
		id, _, ok := bytes.Cut(line, []byte(","))
		if !ok {
			return errors.New("expected an id and a comma")
		}
		g.ids = append(g.ids, string(id))
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(g.ids) // as in innograph, so that both walk in the same order
	for n, id := range g.ids {
		g.at[id] = uint32(n)
	}
	var ends [][2]uint32
	err = readLines(filepath.Join(dir, edgesFile), func(line []byte) error {
		from, rest, _ := bytes.Cut(line, []byte(","))
		to, _, ok := bytes.Cut(rest, []byte(","))
		a, okA := g.at[string(from)]
		b, okB := g.at[string(to)]
		if !ok || !okA || !okB {
			return errors.New("expected the ids of two entities and a relation")
		}
		ends = append(ends, [2]uint32{a, b})
		return nil
	})
	if err != nil {
		return nil, err
	}
	g.connect(ends)
	return g, nil
}

// readLines yields the lines of a file after the first. The generator writes no
// line breaks inside fields, and ids and relations need no quotes.
func readLines(path string, yield func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	n := 0
	for lines.Scan() {
		if n++; n == 1 {
			continue
		}
		if err := yield(lines.Bytes()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", path, n+1, err)
	}
	return nil
}

func (g *bareGraph) connect(ends [][2]uint32) {
	n := len(g.ids)
	first := make([]uint32, n+1)
	for _, e := range ends {
		first[e[0]+1]++
		first[e[1]+1]++
	}
	for i := range n {
		first[i+1] += first[i]
	}
	next := make([]uint32, first[n])
	fill := slices.Clone(first)
	for _, e := range ends {
		next[fill[e[0]]] = e[1]
		fill[e[0]]++
		next[fill[e[1]]] = e[0]
		fill[e[1]]++
	}
	g.first = make([]uint32, n+1)
	kept := uint32(0)
	for i := range n {
		list := next[first[i]:first[i+1]]
		slices.Sort(list)
		kept += uint32(copy(next[kept:], slices.Compact(list)))
		g.first[i+1] = kept
	}
	g.next = slices.Clip(next[:kept])
	g.mark = make([]uint32, n)
	g.queue = make([]uint32, 0, 2*n+2)
	g.yen = &bareYen{g: g, blocked: make([]uint32, n), parent: make([]uint32, n)}
}

func (g *bareGraph) neighbours(n uint32) []uint32 { return g.next[g.first[n]:g.first[n+1]] }

// marks takes two numbers that no entity is marked with.
func (g *bareGraph) marks() [2]uint32 {
	if g.epoch > math.MaxUint32-2 {
		clear(g.mark)
		g.epoch = 0
	}
	g.epoch += 2
	return [2]uint32{g.epoch - 1, g.epoch}
}

// neighborhood counts the entities within some hops, at most limit.
func (g *bareGraph) neighborhood(start uint32, depth, limit int) int {
	m := g.marks()[0]
	g.mark[start] = m
	q := append(g.queue[:0], start)
	from := 0
	for ; depth > 0 && from < len(q); depth-- {
		for to := len(q); from < to; from++ {
			for _, x := range g.neighbours(q[from]) {
				if g.mark[x] == m {
					continue
				}
				if len(q) > limit {
					return limit
				}
				g.mark[x] = m
				q = append(q, x)
			}
		}
	}
	return len(q) - 1
}

// distance is the number of hops between two entities, -1 without a path, by
// breadth-first search from both, a level at a time from the side with fewer
// entities in its last level.
func (g *bareGraph) distance(from, to uint32) int {
	if from == to {
		return 0
	}
	var side [2][]uint32
	mark := g.marks()
	half := cap(g.queue) / 2 // each side gets one half of the room
	side[0] = append(g.queue[:0:half], from)
	side[1] = append(g.queue[half:half], to)
	g.mark[from], g.mark[to] = mark[0], mark[1]
	for hops := 1; len(side[0]) > 0 && len(side[1]) > 0; hops++ {
		s := 0
		if len(side[1]) < len(side[0]) {
			s = 1
		}
		level := len(side[s])
		for i := range level {
			for _, x := range g.neighbours(side[s][i]) {
				switch g.mark[x] {
				case mark[1-s]:
					return hops
				case mark[s]:
				default:
					g.mark[x] = mark[s]
					side[s] = append(side[s], x)
				}
			}
		}
		side[s] = side[s][level:]
	}
	return -1
}
