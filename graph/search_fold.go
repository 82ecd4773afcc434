package graph

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// searchText is a text as the matcher compares it: compatibility forms
// (full-width, ligatures) replaced by NFKC, case folded, accents dropped, and
// everything that is neither letter, digit nor Han character left out. What was
// left out survives as a flag of the character after it.
type searchText struct {
	runes []rune
	flags []uint8 // parallel to runes
}

const (
	// searchStart marks the first character of a word. A Han character is a
	// word of its own; letters and digits that touch are two words.
	searchStart = 1 << iota
	// searchGap marks a character with a separator before it.
	searchGap
)

// fold replaces the content by that of s and keeps the memory.
func (t *searchText) fold(s string) {
	t.runes, t.flags = t.runes[:0], t.flags[:0]
	if !searchIsPlain(s) {
		s = searchDecompose(s)
	}
	gap, last := false, searchSeparator
	for _, r := range s {
		class := searchClassOf(r)
		switch class {
		case searchMark:
			continue
		case searchSeparator:
			gap = true
			continue
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		var flags uint8
		if gap && len(t.runes) > 0 {
			flags = searchGap
		}
		if gap || class == searchHan || class != last {
			flags |= searchStart
		}
		t.runes, t.flags = append(t.runes, r), append(t.flags, flags)
		gap, last = false, class
	}
}

type searchClass uint8

const (
	searchSeparator searchClass = iota
	searchMark                  // combining: no character of its own
	searchLetter
	searchDigit
	searchHan
)

func searchClassOf(r rune) searchClass {
	switch {
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
		return searchLetter
	case '0' <= r && r <= '9':
		return searchDigit
	case r < 0x80:
		return searchSeparator
	case searchIsHan(r):
		return searchHan
	case unicode.IsLetter(r):
		return searchLetter
	case unicode.IsNumber(r):
		return searchDigit
	case unicode.IsMark(r):
		return searchMark
	}
	return searchSeparator
}

func searchIsHan(r rune) bool {
	return 0x4e00 <= r && r <= 0x9fff || r >= 0x2e80 && unicode.Is(unicode.Han, r)
}

// searchIsPlain reports whether s holds nothing that searchDecompose changes:
// it spares nearly every name the slow way. The punctuation among it is dropped
// either way.
func searchIsPlain(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x80, 0x4e00 <= r && r <= 0x9fff:
		case r == '·', 0x2010 <= r && r <= 0x201f, 0x3001 <= r && r <= 0x3011:
		case 0xff01 <= r && r <= 0xff0f, 0xff1a <= r && r <= 0xff20:
		default:
			return false
		}
	}
	return true
}

func searchDecompose(s string) string {
	s = norm.NFD.String(cases.Fold().String(norm.NFKC.String(s)))
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}
