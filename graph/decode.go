package graph

import "encoding/binary"

// decodeDetails reads what appendDetails wrote. The bytes are the graph's own,
// so they are not checked again.
func decodeDetails(s string) (qs []Qualifier, rs []Reference) {
	d := decoder{s}
	if n := d.uvarint(); n > 0 {
		qs = make([]Qualifier, n)
		for i := range qs {
			qs[i] = Qualifier{Name: d.text(), Value: d.value()}
		}
	}
	if n := d.uvarint(); n > 0 {
		rs = make([]Reference, n)
		for i := range rs {
			rs[i] = Reference{Source: d.text(), Section: d.text(), Terms: make([]string, d.uvarint())}
			for j := range rs[i].Terms {
				rs[i].Terms[j] = d.text()
			}
		}
	}
	return qs, rs
}

type decoder struct{ rest string }

func (d *decoder) uvarint() uint64 {
	var x uint64
	for shift := 0; ; shift += 7 {
		c := d.rest[0]
		d.rest = d.rest[1:]
		x |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return x
		}
	}
}

func (d *decoder) text() string {
	n := d.uvarint()
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) value() Value {
	v := Value{kind: ValueKind(d.rest[0])}
	d.rest = d.rest[1:]
	switch v.kind {
	case IntegerKind, DecimalKind, BooleanKind:
		v.bits = binary.LittleEndian.Uint64([]byte(d.rest[:8]))
		d.rest = d.rest[8:]
	default:
		v.text, v.lang = d.text(), d.text()
	}
	return v
}
