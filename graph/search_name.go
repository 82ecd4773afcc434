package graph

import (
	"bytes"
	"unicode/utf8"
)

// searchName is a folded name in the index. Its text is UTF-8; a bit for each
// byte of it, kept right behind it, says whether a word starts there.
type searchName struct {
	text   []byte
	starts []byte
}

// searchNameOf splits a block of n bytes of text and n/8, rounded up, of bits.
func searchNameOf(block []byte) searchName {
	n := len(block) * 8 / 9
	return searchName{block[:n], block[n:]}
}

// appendSearchName appends the block of a folded text.
func appendSearchName(b []byte, t *searchText) []byte {
	from := len(b)
	for _, r := range t.runes {
		b = utf8.AppendRune(b, r)
	}
	n := len(b) - from
	b = append(b, make([]byte, (n+7)/8)...)
	at := 0
	for i, r := range t.runes {
		if t.flags[i]&searchStart != 0 {
			b[from+n+at>>3] |= 1 << (at & 7)
		}
		at += utf8.RuneLen(r)
	}
	return b
}

// startsAt reports whether a word starts, or the name ends, at a byte.
func (n searchName) startsAt(at int) bool {
	return at == len(n.text) || n.starts[at>>3]>>(at&7)&1 != 0
}

// len counts the characters.
func (n searchName) len() (count int) {
	for _, b := range n.text { // utf8.RuneCount would copy the text
		if b&0xc0 != 0x80 {
			count++
		}
	}
	return count
}

// find looks for a piece of text: best at the beginning, then as whole words,
// then from the start of a word on, then anywhere. It answers the place or -1,
// and whether words start and end with the piece.
func (n searchName) find(piece []byte) (at int, start, end bool) {
	at = -1
	for from := 0; ; {
		j := bytes.Index(n.text[from:], piece)
		if j < 0 {
			return at, start, end
		}
		j += from
		s, e := n.startsAt(j), n.startsAt(j+len(piece))
		if at < 0 || s && (!start || e && !end) || !start && e && !end {
			at, start, end = j, s, e
		}
		if j == 0 || start && end {
			return at, start, end
		}
		from = j + 1
	}
}

// findWord looks for a piece of text that starts a word, from a byte on.
func (n searchName) findWord(piece []byte, from int) int {
	for {
		j := bytes.Index(n.text[from:], piece)
		if j < 0 {
			return -1
		}
		if j += from; n.startsAt(j) {
			return j
		}
		from = j + 1
	}
}

// span is the length in characters of the shortest stretch that holds the
// pieces in their order, each at the start of a word; 0: there is none.
func (n searchName) span(pieces [][]byte) (shortest int) {
	for from := 0; ; {
		begin := n.findWord(pieces[0], from)
		if begin < 0 {
			return shortest
		}
		end := begin + len(pieces[0])
		for _, p := range pieces[1:] {
			if end = n.findWord(p, end); end < 0 {
				return shortest // nor from any later place
			}
			end += len(p)
		}
		if l := (searchName{text: n.text[begin:end]}).len(); shortest == 0 || l < shortest {
			shortest = l
		}
		from = begin + 1
	}
}
