package graph

import "encoding/binary"

// encode writes the units of a table, one string each: the character, how many
// readings are likely, and the readings.
func (t *pinyinTable) encode() (list texts) {
	var b []byte
	for _, u := range t.units {
		b = binary.AppendUvarint(b[:0], uint64(u.r))
		b = binary.AppendUvarint(b, uint64(u.likely))
		for _, r := range u.readings {
			b = appendString(b, r)
		}
		list.add(string(b))
	}
	return list
}

func (t *pinyinTable) decode(list *texts) (err error) {
	defer func() {
		if recover() != nil { // the decoder ran out of bytes
			err = &SectionError{"search.readings", "it holds a character that cannot be read"}
		}
	}()
	var b pinyinBuilder
	for i := range uint32(list.len()) {
		d := decoder{list.get(i)}
		u := pinyinUnit{r: rune(d.uvarint()), likely: int(d.uvarint())}
		for d.rest != "" {
			u.readings = append(u.readings, d.text())
		}
		b.add(u)
	}
	*t = b.pinyinTable
	return nil
}
