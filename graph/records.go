package graph

import "encoding/binary"

// records holds what every answer shows of an entity, its id and its two names,
// side by side, so that they are read with one look at memory. A record is the
// three lengths as uvarints, then the three strings.
type records struct{ texts }

func (r *records) add(id string, name Text) {
	var head [3 * binary.MaxVarintLen64]byte
	b := binary.AppendUvarint(head[:0], uint64(len(id)))
	b = binary.AppendUvarint(b, uint64(len(name.Zh)))
	b = binary.AppendUvarint(b, uint64(len(name.En)))
	if r.bound == nil {
		r.bound = append(r.bound, 0)
	}
	r.data = append(append(append(append(r.data, b...), id...), name.Zh...), name.En...)
	r.bound = append(r.bound, uint64(len(r.data)))
}

// split answers the parts of a record.
func (r *records) split(n uint32) (id, zh, en string) {
	d := decoder{r.get(n)}
	var i, z uint64
	if s := d.rest; len(s) >= 3 && s[0]|s[1]|s[2] < 0x80 { // nearly always
		i, z, d.rest = uint64(s[0]), uint64(s[1]), s[3:]
	} else {
		i, z = d.uvarint(), d.uvarint()
		d.uvarint()
	}
	return d.rest[:i], d.rest[i : i+z], d.rest[i+z:]
}

func (g *Graph) id(n uint32) string {
	id, _, _ := g.records.split(n)
	return id
}

func (g *Graph) name(n uint32) Text {
	_, zh, en := g.records.split(n)
	return Text{zh, en}
}

// descriptionOf is what an entity is described as; the zero Text where it is not.
func (g *Graph) descriptionOf(n uint32) Text {
	if d := g.descriptions.get(n); d != nil {
		return Text{d[0], d[1]}
	}
	return Text{}
}

// idIndex finds entities by id: a hash table with linear probing whose slots
// hold positions plus one. It needs no pointers, so it can lie in a file.
type idIndex []uint32

// entities is the number of entities.
func (g *Graph) entities() int { return len(g.typ) }

func newIDIndex(r *records) idIndex {
	size := 8
	for size < 2*r.len() {
		size *= 2
	}
	x := make(idIndex, size)
	mask := uint64(size - 1)
	for n := range uint32(r.len()) {
		id, _, _ := r.split(n)
		at := hashID(id) & mask
		for x[at] != 0 {
			at = (at + 1) & mask
		}
		x[at] = n + 1
	}
	return x
}

// lookup answers the position of the entity with that id.
func (g *Graph) lookup(id string) (uint32, bool) {
	mask := uint64(len(g.index) - 1)
	for at := hashID(id) & mask; ; at = (at + 1) & mask {
		slot := g.index[at]
		if slot == 0 {
			return 0, false
		}
		if g.id(slot-1) == id {
			return slot - 1, true
		}
	}
}

// place is the position of an entity that is known to be there.
func (g *Graph) place(id string) uint32 {
	n, _ := g.lookup(id)
	return n
}

// movedTo answers which entity took over a former id.
func (g *Graph) movedTo(id string) (uint32, bool) {
	i, ok := g.former.find(id)
	if !ok {
		return 0, false
	}
	return g.formerTo[i], true
}
