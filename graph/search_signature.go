package graph

import (
	"math"
	"math/bits"
)

// A name is compared character by character only where its signatures, sets of
// characters in a few words of memory, show that it can match.

// searchNeed is what the signatures of a name must have.
type searchNeed struct {
	sig, gram uint64
	initial   uint32 // searchPinBit of letters that its words start with
}

// and is what both need.
func (n searchNeed) and(m searchNeed) searchNeed {
	return searchNeed{n.sig | m.sig, n.gram | m.gram, n.initial | m.initial}
}

// or is what either needs.
func (n searchNeed) or(m searchNeed) searchNeed {
	return searchNeed{n.sig & m.sig, n.gram & m.gram, n.initial & m.initial}
}

// searchSignature makes both signatures of a folded text.
func searchSignature(runes []rune) (sig, gram uint64) {
	last := rune(0)
	for _, r := range runes {
		sig |= searchSigBit(r)
		gram |= searchGramBit(last, r)
		last = r
	}
	return sig, gram
}

// searchNeedOf is what a name needs to hold a word from the start of a word on.
func searchNeedOf(word []rune) searchNeed {
	n := searchNeed{}
	n.sig, n.gram = searchSignature(word)
	if !searchIsHan(word[0]) {
		n.initial = searchPinBit(word[0])
	}
	return n
}

// searchHanBits are the bits of a signature that stand for Han characters.
const searchHanBits = uint64(math.MaxUint32) << 32

// searchSigBit is the bit of a character in a signature: one for each Latin
// letter, 4 for digits, 2 for other letters, 32 for Han characters by hash.
func searchSigBit(r rune) uint64 {
	switch {
	case 'a' <= r && r <= 'z':
		return 1 << (r - 'a')
	case '0' <= r && r <= '9':
		return 1 << (26 + r&3)
	case searchIsHan(r):
		return 1 << (32 + uint32(r)*2654435761>>27)
	}
	return 1 << (30 + r&1)
}

// searchPinBit is the bit of a letter in the signature of pinyin.
func searchPinBit(r rune) uint32 {
	switch {
	case 'a' <= r && r <= 'z':
		return 1 << (r - 'a')
	case '0' <= r && r <= '9':
		return 1 << 26
	}
	return 1 << 27
}

// searchGramBit is the bit, by hash, of a Han character, or of another one and
// the one before it; the first has none.
func searchGramBit(last, r rune) uint64 {
	switch {
	case searchIsHan(r):
		return 1 << (uint32(r) * 2246822519 >> 26)
	case last == 0:
		return 0
	}
	return 1 << ((uint32(last)*31 + uint32(r)) * 2654435761 >> 26)
}

// searchPinBits are those of all runes.
func searchPinBits(runes []rune) (bits uint32) {
	for _, r := range runes {
		bits |= searchPinBit(r)
	}
	return bits
}

// searchPairBits are the bits, by hash, of all pairs of two sets of letters.
func searchPairBits(first, second uint32) (set uint64) {
	for ; first != 0; first &= first - 1 {
		a := bits.TrailingZeros32(first)
		for s := second; s != 0; s &= s - 1 {
			set |= 1 << (uint32(a*31+bits.TrailingZeros32(s)) * 2654435761 >> 26)
		}
	}
	return set
}
