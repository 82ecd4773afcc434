package graph

import (
	"math"
	"math/bits"
)

// chainMode is what a reading of a Han character may be matched by. Characters
// of the query that are the name's own always match.
type chainMode struct {
	likely   bool // only the readings that are expected there
	full     bool // by the whole reading, or at the end of the query by a beginning of it
	initials bool // by its first letter, or zh, ch, sh
}

// searchChains are the ways to read a name and the kinds of match that they
// make: of the whole name, of its beginning, and inside.
var searchChains = [...]struct {
	mode  chainMode
	kinds [3]searchKind
}{
	{chainMode{likely: true, full: true}, [...]searchKind{searchPinyinWhole, searchPinyinPrefix, searchPinyinInfix}},
	{chainMode{full: true}, [...]searchKind{searchReadingWhole, searchReadingPrefix, searchReadingInfix}},
	{chainMode{initials: true}, [...]searchKind{searchInitialsWhole, searchInitialsPrefix, searchInitialsInfix}},
	{chainAny, [...]searchKind{searchMixedWhole, searchMixedPrefix, searchMixedInfix}},
}

var chainAny = chainMode{full: true, initials: true}

// chainDone marks in beginnings a unit that can stand for the whole query.
const chainDone = 1 << 31

// beginnings says for every distinct unit how the query's runes lo to hi can go
// on after it: searchPinBit of the letters that the next unit has to start with,
// all bits where that is a Han character. 0: the unit cannot be the first.
func (m *searchMatcher) beginnings(lo, hi int) []uint32 {
	list := make([]uint32, len(m.x.pinyin.units))
	first := m.q.runes[lo]
	for code := range list {
		u := &m.x.pinyin.units[code]
		if u.r != first && m.x.pinyin.initial[code]&searchPinBit(first) == 0 {
			continue
		}
		for steps := m.step(u, lo, hi, chainAny); steps != 0; steps &= steps - 1 {
			p := lo + bits.TrailingZeros64(steps)
			switch {
			case p == lo || p == hi:
				list[code] |= chainDone
			case searchIsHan(m.q.runes[p]):
				list[code] |= math.MaxUint32
			default:
				list[code] |= searchPinBit(m.q.runes[p])
			}
		}
	}
	return list
}

// pairsOf lists how the query's first letter can go on in the next unit; 0 where
// one unit can be enough.
func (m *searchMatcher) pairsOf(begin []uint32) (pairs uint64) {
	for _, after := range begin {
		if after&chainDone != 0 {
			return 0
		}
		pairs |= searchPairBits(searchPinBit(m.q.runes[0]), after)
	}
	return pairs
}

// goesOn reports whether a match of the query can start with the first of the
// units, as far as the next one tells; after is from beginnings.
func (m *searchMatcher) goesOn(after uint32, units []uint16) bool {
	switch {
	case units[0]&pinyinStart == 0:
		return false
	case after&chainDone != 0:
		return true
	}
	return len(units) > 1 && after&m.x.pinyin.initial[units[1]&^pinyinStart] != 0
}

// pinyin matches the query as one piece in which letters may stand for Han characters.
func (m *searchMatcher) pinyin(i uint32) int {
	units := m.x.unitsOf(i)
	best, last := 0, len(units)
	if len(m.q.runes) == 1 {
		last = 1 // a single letter stands for the beginning of a name only
	}
	for start, code := range units[:last] {
		after := m.begin[code&^pinyinStart]
		if after == 0 || !m.goesOn(after, units[start:]) {
			continue
		}
		most := m.chain(units[start:], 0, len(m.q.runes), chainAny)
		if most == 0 {
			continue
		}
		for _, c := range searchChains {
			n := m.chain(units[start:], 0, len(m.q.runes), c.mode)
			switch {
			case n == 0:
				continue
			case start > 0:
				best = max(best, c.kinds[2].score(n, 2*len(units)))
			case n == 2*len(units):
				best = max(best, c.kinds[0].score(1, 1))
			default:
				best = max(best, c.kinds[1].score(n, 2*len(units)))
			}
			if start > 0 || most < 2*len(units) {
				break // the other kinds of beginning or inside are worse
			}
		}
		if start == 0 {
			break // every match of a beginning beats every one inside
		}
	}
	return best
}

// longestChain is how many characters of the i-th name the w-th word of the
// query can stand for. A short word has to be read in full: initials that may
// lie anywhere say too little.
func (m *searchMatcher) longestChain(i uint32, w int) int {
	units := m.x.unitsOf(i)
	word, mode := &m.q.words[w], chainAny
	if word.hi-word.lo < searchMidLetters {
		mode = chainMode{full: true}
	}
	if m.begins[w] == nil {
		m.begins[w] = m.beginnings(word.lo, word.hi)
	}
	best := 0
	for start, code := range units {
		after := m.begins[w][code&^pinyinStart]
		if after != 0 && m.goesOn(after, units[start:]) {
			best = max(best, m.chain(units[start:], word.lo, word.hi, mode))
		}
	}
	return (best + 1) / 2
}

// chain matches the query's runes lo to hi with units one after the other, from
// the first on, in every possible way at once: it steps through the units with
// the set of places in the query that have been reached. It answers twice the
// most units matched, less one if the last of them is only half-typed; 0: none.
func (m *searchMatcher) chain(units []uint16, lo, hi int, mode chainMode) int {
	k, end := (hi-lo)/64+1, hi-lo
	cur, next := m.cur[:k], m.next[:k]
	for w := range cur {
		cur[w] = 0
	}
	cur[0] = 1
	best := 0
	for j, code := range units {
		u := m.x.pinyin.at(code)
		for w := range next {
			next[w] = 0
		}
		going := false
		for w, b := range cur {
			for ; b != 0; b &= b - 1 {
				at := bits.TrailingZeros64(b)
				steps := m.step(u, lo+w*64+at, hi, mode)
				if steps&1 != 0 {
					best = 2*j + 1
				}
				if steps &^= 1; steps == 0 {
					continue
				}
				going = true
				next[w] |= steps << at
				if w+1 < k { // what does not fit goes on there
					next[w+1] |= steps >> (64 - at)
				}
			}
		}
		if !going {
			break
		}
		if next[end/64]>>(end%64)&1 != 0 {
			next[end/64] &^= 1 << (end % 64)
			best = 2*j + 2
		}
		cur, next = next, cur
	}
	return best
}

// step says how far unit u leads from place p of the query: bit n is set where
// the next n runes stand for it, bit 0 where the rest of the query is the
// beginning of a reading of it. A reading never spans a separator that was typed.
func (m *searchMatcher) step(u *pinyinUnit, p, hi int, mode chainMode) (steps uint64) {
	q := m.q.runes
	r := q[p]
	if r == u.r {
		steps = 1 << 1
	}
	readings := u.readings
	if mode.likely {
		readings = readings[:u.likely]
	}
	for _, s := range readings {
		if rune(s[0]) != r {
			continue
		}
		limit := min(hi, m.q.nextGap[p])
		n := 1
		for n < len(s) && p+n < limit && q[p+n] == rune(s[n]) {
			n++
		}
		if mode.full {
			if n == len(s) {
				steps |= 1 << n
			} else if p+n == hi {
				steps |= 1
			}
		}
		if mode.initials {
			steps |= 1 << 1
			if n > 1 && s[1] == 'h' {
				steps |= 1 << 2
			}
		}
	}
	return steps
}
