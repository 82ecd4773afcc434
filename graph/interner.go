package graph

// interner numbers distinct strings in the order in which they first come: a
// hash table over one piece of memory, without an allocation per string.
type interner struct {
	texts
	slots []uint32 // positions plus one, linear probing
}

// number answers the number of a string, and whether it is new.
func (t *interner) number(s string) (n uint32, fresh bool) {
	if 2*(t.len()+1) > len(t.slots) {
		t.grow()
	}
	mask := uint64(len(t.slots) - 1)
	at := hashID(s) & mask
	for ; t.slots[at] != 0; at = (at + 1) & mask {
		if n := t.slots[at] - 1; t.get(n) == s {
			return n, false
		}
	}
	n = uint32(t.len())
	t.add(s)
	t.slots[at] = n + 1
	return n, true
}

// readAhead touches what number will look at for some strings, so that the waits
// for memory overlap.
func (t *interner) readAhead(n int, at func(i int) string) {
	if len(t.slots) == 0 {
		return
	}
	mask, sum := uint64(len(t.slots)-1), uint64(0)
	var found [2 * readAheadStatements]uint32
	for i := range n {
		found[i] = t.slots[hashID(at(i))&mask]
	}
	for i, slot := range found[:n] {
		if slot != 0 {
			found[i] = uint32(t.bound[slot-1])
			sum += uint64(t.data[t.bound[slot-1]])
		}
	}
	touched.Store(uint32(sum))
}

func (t *interner) grow() {
	t.slots = make([]uint32, max(2*len(t.slots), 64))
	mask := uint64(len(t.slots) - 1)
	for n := range uint32(t.len()) {
		at := hashID(t.get(n)) & mask
		for t.slots[at] != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = n + 1
	}
}
