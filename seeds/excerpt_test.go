package seeds

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		line   string
		column int
		want   string
	}{
		{"a: b", 4, "a: b\n   ^"},
		{"a: b", 1, "a: b\n^"},
		{"a: b", 5, "a: b\n    ^"},
		{"a: b", 99, "a: b\n    ^"},
		{"", 1, ""},
		{"名: 城（西）x", 8, "名: 城（西）x\n            ^"},
		{"a\tb", 3, "a b\n  ^"},
		{"a\x1b[31m\u202eb", 8, "a�[31m�b\n       ^"},
		{"e\u0301x", 3, "e\u0301x\n ^"},
	} {
		if got := excerpt([]rune(c.line), c.column); got != c.want {
			t.Errorf("%q at %d:\n%s\nwanted\n%s", c.line, c.column, got, c.want)
		}
	}
}

// TestLongExcerpt checks that a long line is cut, and that the caret stands under
// the same character as in the whole line.
func TestLongExcerpt(t *testing.T) {
	for _, unit := range []string{"abcdefghij", "城西科创大走廊的"} {
		line := []rune(strings.Repeat(unit, 100))
		for _, column := range []int{1, 2, 57, 400, len(line), len(line) + 1} {
			text, caret, _ := strings.Cut(excerpt(line, column), "\n")
			width, at := 0, -1
			for _, r := range text {
				if width == len(caret)-1 {
					at = int(r)
				}
				width += columns(r)
			}
			if width > maxExcerpt+4 {
				t.Errorf("the excerpt is %d columns wide", width)
			}
			want := -1
			if column <= len(line) {
				want = int(line[column-1])
			}
			if at != want || !strings.HasSuffix(caret, "^") || !utf8.ValidString(text) {
				t.Errorf("column %d: the caret is under %q, not %q\n%s\n%s", column, rune(at), rune(want), text, caret)
			}
			if strings.HasPrefix(text, "…") != (column > 56) && unit == "abcdefghij" {
				t.Errorf("column %d: %s", column, text)
			}
		}
	}
}
