package graph

import "unsafe"

// texts is a list of strings in one piece of memory, which may be that of a
// mapped file. The strings it answers share that memory.
type texts struct {
	bound []uint64 // string i is data[bound[i]:bound[i+1]]; one more than there are strings, or none
	data  []byte
}

func (t *texts) len() int { return max(len(t.bound)-1, 0) }

func (t *texts) get(i uint32) string {
	b := t.data[t.bound[i]:t.bound[i+1]]
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// add appends a string.
func (t *texts) add(s string) {
	if t.bound == nil {
		t.bound = append(t.bound, 0)
	}
	t.data = append(t.data, s...)
	t.bound = append(t.bound, uint64(len(t.data)))
}

func textsOf(list []string) texts {
	size := 0
	for _, s := range list {
		size += len(s)
	}
	t := texts{bound: make([]uint64, 1, len(list)+1), data: make([]byte, 0, size)}
	for _, s := range list {
		t.add(s)
	}
	return t
}

// find is binary search in a sorted list.
func (t *texts) find(s string) (uint32, bool) {
	lo, hi := uint32(0), uint32(t.len())
	for lo < hi {
		mid := lo + (hi-lo)/2
		if t.get(mid) < s {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < uint32(t.len()) && t.get(lo) == s
}

// unsafeString is b as a string, for as long as b does not change.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
