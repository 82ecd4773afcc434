package graph

// arena holds the nodes of many paths, one after the other. It has no pointers
// but to its chunks, so a search that keeps a hundred thousand paths costs the
// garbage collector nothing, and nobody waits while it moves them.
type arena struct{ chunks [][]uint32 }

const arenaChunk = 1 << 16 // nodes

// chunkSize is the size of chunk number i: each is twice as large as the one
// before, up to a bound.
func chunkSize(i, most int) int {
	const first = 1 << 10
	return min(most, first<<min(i, 16))
}

// stretch is where in an arena the nodes of a path are.
type stretch struct{ chunk, at, length uint32 }

// add copies a path, and one more node, into the arena.
func (a *arena) add(nodes []uint32, last uint32) stretch {
	n := len(nodes) + 1
	at := len(a.chunks) - 1
	if at < 0 || len(a.chunks[at])+n > cap(a.chunks[at]) {
		a.chunks = append(a.chunks, make([]uint32, 0, max(chunkSize(len(a.chunks), arenaChunk), n)))
		at++
	}
	chunk := a.chunks[at]
	s := stretch{uint32(at), uint32(len(chunk)), uint32(n)}
	a.chunks[at] = append(append(chunk, nodes...), last)
	return s
}

// nodes is the path at a stretch; it is the arena's.
func (a *arena) nodes(s stretch) []uint32 {
	return a.chunks[s.chunk][s.at : s.at+s.length : s.at+s.length]
}

// partials are the paths of a search that may become answers. Those that wait are
// numbers in a heap, so that it moves little when it grows.
type partials struct{ chunks [][]partial }

const partialsChunk = 1 << 12

func (l *partials) add(p partial) uint32 {
	last := len(l.chunks) - 1
	if last < 0 || len(l.chunks[last]) == partialsChunk {
		l.chunks = append(l.chunks, make([]partial, 0, chunkSize(len(l.chunks), partialsChunk)))
		last++
	}
	l.chunks[last] = append(l.chunks[last], p)
	return uint32(last*partialsChunk + len(l.chunks[last]) - 1)
}

func (l *partials) at(i uint32) *partial { return &l.chunks[i/partialsChunk][i%partialsChunk] }
