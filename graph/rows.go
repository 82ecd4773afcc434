package graph

import "slices"

// row is a statement on its way into the columns, with provisional positions.
type row struct {
	id     StatementKey
	subj   uint32
	obj    uint32
	detail uint32
	rel    uint16
	flags  uint8
}

// rowBuckets sorts rows by key. Keys are hashes, so their first two bytes
// divide the rows evenly: they are counted while the rows come, and the rows
// then go to their places in one pass (MSD radix sort) and are sorted there.
type rowBuckets struct {
	n      int
	chunks [][]row
	counts []uint32
}

const rowChunk = 1 << 15

func (b *rowBuckets) add(r row) {
	if b.counts == nil {
		b.counts = make([]uint32, 1<<16+1)
	}
	last := len(b.chunks) - 1
	if last < 0 || len(b.chunks[last]) == cap(b.chunks[last]) {
		size := rowChunk
		if last < 1 {
			size = 1 << 10
		}
		b.chunks, last = append(b.chunks, make([]row, 0, size)), last+1
	}
	b.chunks[last] = append(b.chunks[last], r)
	b.counts[bucketOf(r.id)+1]++
	b.n++
}

func bucketOf(id StatementKey) int { return int(id[0])<<8 | int(id[1]) }

// place fills the columns of statements, in the order of keys and each key
// once, and forgets the rows.
func (b *rowBuckets) place(g *Graph) {
	n := b.n
	g.sid, g.subj, g.rel = make([]StatementKey, n), make([]uint32, n), make([]uint16, n)
	g.obj, g.flags, g.detail = make([]uint32, n), make([]uint8, n), make([]uint32, n)
	set := func(i uint32, r *row) {
		g.sid[i], g.subj[i], g.rel[i], g.obj[i], g.flags[i], g.detail[i] = r.id, r.subj, r.rel, r.obj, r.flags, r.detail
	}
	for i := range max(len(b.counts)-1, 0) {
		b.counts[i+1] += b.counts[i]
	}
	next := slices.Clone(b.counts)
	for c, chunk := range b.chunks {
		for i := range chunk {
			at := &next[bucketOf(chunk[i].id)]
			set(*at, &chunk[i])
			*at++
		}
		b.chunks[c] = nil
	}
	var bucket []row
	kept := uint32(0)
	for i := range max(len(b.counts)-1, 0) {
		bucket = bucket[:0]
		for j := b.counts[i]; j < b.counts[i+1]; j++ {
			bucket = append(bucket, row{g.sid[j], g.subj[j], g.obj[j], g.detail[j], g.rel[j], g.flags[j]})
		}
		slices.SortFunc(bucket, func(x, y row) int { return slices.Compare(x.id[:], y.id[:]) })
		for j := range bucket {
			if j == 0 || bucket[j].id != bucket[j-1].id {
				set(kept, &bucket[j])
				kept++
			}
		}
	}
	g.sid, g.subj, g.rel = g.sid[:kept], g.subj[:kept], g.rel[:kept]
	g.obj, g.flags, g.detail = g.obj[:kept], g.flags[:kept], g.detail[:kept]
	*b = rowBuckets{}
}
