package graph

import (
	"bytes"
	"math"
	"slices"
	"sync"
)

// searchIndex makes the name index when it is first asked for, so that a graph
// that nobody searches does not pay for it.
type searchIndex struct {
	table      func() *searchTable
	vocabulary func() *searchVocabulary
}

func newSearchIndex(g *Graph) searchIndex {
	table := sync.OnceValue(func() *searchTable { return newSearchTable(g) })
	return searchIndex{
		table:      table,
		vocabulary: sync.OnceValue(func() *searchVocabulary { return newSearchVocabulary(table()) }),
	}
}

// searchTable holds every distinct folded name of every entity in flat arrays.
// The names of entity n are those from first[n] to first[n+1].
type searchTable struct {
	first []uint32

	// By name.
	sig    []uint64 // searchSigBit of its characters
	gram   []uint64 // searchGramBit of its characters
	pin    []uint64 // high half: searchPinBit of what words start with, as written or read; low half: of all letters of readings, 0 for a name without Han
	pair   []uint64 // searchPairBits of the letters that neighbours start with; 0 for a name without Han
	origin []uint32 // position in searchOrigins
	textAt []uint32 // one more than names
	unitAt []uint32 // one more than names

	text   []byte   // blocks of searchName
	units  []uint16 // names with Han: one for each character
	pinyin pinyinTable

	tooLong bool // the names do not fit 32-bit positions; nothing is indexed
}

// searchMaxText is how many bytes of folded names an index can hold.
const searchMaxText = math.MaxUint32

// searchOwnNames is among how many names of an entity a duplicate is noticed. One
// that is not costs memory, nothing else.
const searchOwnNames = 64

// searchOrigins yields the names of entity n in the order in which they are
// preferred as the one that matched.
func (g *Graph) searchOrigins(n uint32) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		i := 0
		for _, list := range [...][]string{{g.name(n).Zh, g.name(n).En}, g.printed.get(n), g.aliases.get(n), {g.id(n)}} {
			for _, s := range list {
				if !yield(i, s) {
					return
				}
				i++
			}
		}
	}
}

func newSearchTable(g *Graph) *searchTable {
	names, size := 0, 0
	for n := range g.entities() {
		for _, s := range g.searchOrigins(uint32(n)) {
			if s != "" {
				names, size = names+1, size+len(s)+(len(s)+7)/8
			}
		}
	}
	x := &searchTable{
		first: make([]uint32, 1, g.entities()+1),
		sig:   make([]uint64, 0, names), gram: make([]uint64, 0, names), pin: make([]uint64, 0, names), pair: make([]uint64, 0, names),
		origin: make([]uint32, 0, names), textAt: make([]uint32, 1, names+1), unitAt: make([]uint32, 1, names+1),
		text: make([]byte, 0, size),
	}
	b := newPinyinBuilder()
	var t searchText
	for n := range g.entities() {
		for i, s := range g.searchOrigins(uint32(n)) {
			t.fold(s)
			if len(t.runes) > 0 && !x.add(b, &t, uint32(i)) {
				return &searchTable{tooLong: true}
			}
		}
		x.first = append(x.first, uint32(len(x.sig)))
	}
	x.pinyin = b.pinyinTable
	x.clip()
	return x
}

// clip gives back the memory that was reserved for duplicates and separators.
func (x *searchTable) clip() {
	x.sig, x.gram, x.pin, x.pair = slices.Clone(x.sig), slices.Clone(x.gram), slices.Clone(x.pin), slices.Clone(x.pair)
	x.origin, x.textAt, x.unitAt = slices.Clone(x.origin), slices.Clone(x.textAt), slices.Clone(x.unitAt)
	x.text, x.units = slices.Clone(x.text), slices.Clone(x.units)
}

// add appends a name to the last entity, unless it has one of the same
// characters and words already. It reports whether there was room.
func (x *searchTable) add(b *pinyinBuilder, t *searchText, origin uint32) bool {
	at := len(x.text)
	x.text = appendSearchName(x.text, t)
	if len(x.text) > searchMaxText {
		return false
	}
	sig, gram := searchSignature(t.runes)
	own := x.first[len(x.first)-1]
	for i := max(own, uint32(max(0, len(x.sig)-searchOwnNames))); i < uint32(len(x.sig)); i++ {
		if x.sig[i] == sig && bytes.Equal(x.text[x.textAt[i]:x.textAt[i+1]], x.text[at:]) {
			x.text = x.text[:at]
			return true
		}
	}
	var letters, initial uint32
	var pair uint64
	for i, r := range t.runes {
		if t.flags[i]&searchStart != 0 {
			initial |= searchPinBit(r)
		}
	}
	if sig&searchHanBits != 0 {
		from := len(x.units)
		x.units = b.name(x.units, t)
		var last uint32
		for _, code := range x.units[from:] {
			this := b.initial[code&^pinyinStart]
			pair |= searchPairBits(last, this)
			last = this
			letters |= b.letters[code&^pinyinStart]
			if code&pinyinStart != 0 {
				initial |= b.initial[code&^pinyinStart]
			}
		}
	}
	x.sig, x.gram, x.pin = append(x.sig, sig), append(x.gram, gram), append(x.pin, uint64(initial)<<32|uint64(letters))
	x.pair = append(x.pair, pair)
	x.origin, x.textAt, x.unitAt = append(x.origin, origin), append(x.textAt, uint32(len(x.text))), append(x.unitAt, uint32(len(x.units)))
	return true
}

// name is the i-th folded name.
func (x *searchTable) name(i uint32) searchName {
	return searchNameOf(x.text[x.textAt[i]:x.textAt[i+1]])
}

// has reports whether the signatures of the i-th name have what is needed.
func (x *searchTable) has(i uint32, n searchNeed) bool {
	return x.sig[i]&n.sig == n.sig && x.gram[i]&n.gram == n.gram && uint32(x.pin[i]>>32)&n.initial == n.initial
}

// isHan reports whether there is a Han character in the i-th name.
func (x *searchTable) isHan(i uint32) bool { return uint32(x.pin[i]) != 0 }

// unitsOf are the units of the i-th name, if it has a Han character.
func (x *searchTable) unitsOf(i uint32) []uint16 { return x.units[x.unitAt[i]:x.unitAt[i+1]] }

// owner is the entity of the i-th name, which is not before the entity from.
func (x *searchTable) owner(i, from uint32) uint32 {
	for x.first[from+1] <= i {
		from++
	}
	return from
}
