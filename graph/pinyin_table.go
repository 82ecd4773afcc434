package graph

import "slices"

// pinyinUnit is a character of a name and how it can be read there.
type pinyinUnit struct {
	r        rune
	readings []string // the first likely of them are the ones expected there
	likely   int
}

// pinyinTable numbers the distinct units of all names, so that a name is two
// bytes a character. The number of an ASCII character is itself.
type pinyinTable struct {
	units   []pinyinUnit
	letters []uint32 // parallel: bit c-'a' for every letter of a reading or of itself; see searchPinBit
	initial []uint32 // parallel: the same for first letters
}

const (
	// pinyinStart is set in a unit's number where a word starts.
	pinyinStart = 1 << 15
	// pinyinMaxUnits leaves room for that bit. Characters beyond it get the
	// number 0, which nothing matches: they are found as written, not by pinyin.
	pinyinMaxUnits = pinyinStart
)

func (t *pinyinTable) at(code uint16) *pinyinUnit { return &t.units[code&^pinyinStart] }

// pinyinBuilder numbers units.
type pinyinBuilder struct {
	pinyinTable
	plain    [0x10000]uint16 // number of a character outside any override; 0: none yet
	special  map[pinyinKey]uint16
	heads    [0x10000 / 64]uint64 // characters with which an override starts
	words    map[rune][]pinyinWord
	override []string // of the character i steps ahead
}

// pinyinKey is a character read in one particular way, or beyond the BMP.
type pinyinKey struct {
	r       rune
	reading string
}

func newPinyinBuilder() *pinyinBuilder {
	b := &pinyinBuilder{special: map[pinyinKey]uint16{}, words: pinyinWords()}
	for r := range b.words {
		if r < 0x10000 {
			b.heads[r>>6] |= 1 << (r & 63)
		}
	}
	for r := range rune(0x80) {
		b.add(pinyinUnit{r: r})
	}
	return b
}

// name appends the units of a folded name to codes.
func (b *pinyinBuilder) name(codes []uint16, t *searchText) []uint16 {
	b.override = nil
	for i, r := range t.runes {
		var reading string
		if len(b.override) > 0 {
			reading, b.override = b.override[0], b.override[1:]
		} else if r < 0x10000 && b.heads[r>>6]>>(r&63)&1 != 0 {
			if w := b.wordAt(t.runes[i:]); w != nil {
				reading, b.override = w.syllables[0], w.syllables[1:]
			}
		}
		code := b.code(r, reading)
		if t.flags[i]&searchStart != 0 {
			code |= pinyinStart
		}
		codes = append(codes, code)
	}
	return codes
}

// wordAt is the longest override at the beginning of runes that does not
// overlap a longer one.
func (b *pinyinBuilder) wordAt(runes []rune) *pinyinWord {
	list := b.words[runes[0]]
words:
	for i := range list {
		w := &list[i]
		if !w.begins(runes) {
			continue
		}
		for j := 1; j < len(w.runes); j++ {
			for k := range b.words[runes[j]] {
				if other := &b.words[runes[j]][k]; len(other.runes) > len(w.runes) && other.begins(runes[j:]) {
					continue words
				}
			}
		}
		return w
	}
	return nil
}

func (b *pinyinBuilder) code(r rune, reading string) uint16 {
	if r < 0x80 {
		return uint16(r)
	}
	key := pinyinKey{r, reading}
	simple := reading == "" && r < 0x10000
	if simple {
		if code := b.plain[r]; code != 0 {
			return code
		}
	} else if code, ok := b.special[key]; ok {
		return code
	}
	if len(b.units) == pinyinMaxUnits {
		return 0
	}
	code := b.add(pinyinUnitOf(r, reading))
	if simple {
		b.plain[r] = code
	} else {
		b.special[key] = code
	}
	return code
}

// pinyinUnitOf puts the given reading, if any, before the others.
func pinyinUnitOf(r rune, reading string) pinyinUnit {
	u := pinyinUnit{r: r}
	if !searchIsHan(r) {
		return u
	}
	u.readings, u.likely = pinyinReadings(r)
	if reading == "" {
		return u
	}
	first := pinyinSpellings(reading)
	for _, other := range u.readings {
		if !slices.Contains(first, other) {
			first = append(first, other)
		}
	}
	u.readings, u.likely = first, len(pinyinSpellings(reading))
	return u
}

func (b *pinyinBuilder) add(u pinyinUnit) uint16 {
	var letters, initial uint32
	if len(u.readings) == 0 {
		letters = searchPinBit(u.r)
		initial = letters
	}
	for _, s := range u.readings {
		initial |= searchPinBit(rune(s[0]))
		for _, r := range s {
			letters |= searchPinBit(r)
		}
	}
	b.units = append(b.units, u)
	b.letters, b.initial = append(b.letters, letters), append(b.initial, initial)
	return uint16(len(b.units) - 1)
}
