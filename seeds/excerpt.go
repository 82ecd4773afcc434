package seeds

import (
	"strings"
	"unicode"
)

// The widest excerpt, in columns of a terminal; longer lines are cut around the
// mistake.
const maxExcerpt = 110

// excerpt is a source line with a caret below the given character (from 1).
// Characters that could change how a terminal shows the line are replaced.
func excerpt(line []rune, column int) string {
	at := min(max(column-1, 0), len(line))
	from, to, room := at, at, maxExcerpt
	for moved := true; moved && room > 0; {
		moved = false
		if from > 0 {
			from--
			room -= columns(line[from])
			moved = true
		}
		if to < len(line) {
			room -= columns(line[to])
			to++
			moved = true
		}
	}
	var text, caret strings.Builder
	if from > 0 {
		text.WriteString("…")
		caret.WriteByte(' ')
	}
	for i := from; i < to; i++ {
		text.WriteRune(shown(line[i]))
		if i < at {
			caret.WriteString(strings.Repeat(" ", columns(shown(line[i]))))
		}
	}
	if to < len(line) {
		text.WriteString("…")
	}
	if text.Len() == 0 {
		return ""
	}
	return text.String() + "\n" + caret.String() + "^"
}

// shown is what stands for a character in an excerpt.
func shown(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case isBidi(r), !unicode.IsGraphic(r):
		return '�'
	}
	return r
}

// columns is how many columns of a terminal a character takes.
func columns(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana),
		r >= 0x3000 && r <= 0x303f, // CJK symbols and punctuation
		r >= 0xff01 && r <= 0xff60, // full-width forms
		r >= 0xffe0 && r <= 0xffe6:
		return 2
	}
	return 1
}
