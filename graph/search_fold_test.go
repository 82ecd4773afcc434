package graph

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSearchFold(t *testing.T) {
	for _, c := range []struct{ text, want string }{ // "|" before a word, "_" where a separator was
		{"杭州", "|杭|州"},
		{"“杭·州”、", "|杭_|州"},
		{"５Ｇ　产业园", "|5|g_|产|业|园"},
		{"Xi’an", "|xi_|an"},
		{"Ürümqi CAFÉ", "|urumqi_|cafe"},
		{"e\u0301", "|e"},
		{"Straße", "|strasse"},
		{"ﬁnance ①", "|finance_|1"},
		{"㈱", "|株"},
		{"R&D 100%", "|r_|d_|100"},
		{"G20", "|g|20"},
		{"ガ", "|カ"},
		{"〇々", "|〇|々"},
		{"⼤", "|大"},
		{"Москва", "|москва"},
		{"किख", "|कख"},
		{"—…", ""},
	} {
		var got searchText
		got.fold(c.text)
		var b strings.Builder
		for i, r := range got.runes {
			if got.flags[i]&searchGap != 0 {
				b.WriteByte('_')
			}
			if got.flags[i]&searchStart != 0 {
				b.WriteByte('|')
			}
			b.WriteRune(r)
		}
		if b.String() != c.want {
			t.Errorf("%q folds to %s, want %s", c.text, b.String(), c.want)
		}
	}
}

// The shortcut for plain text gives what the long way gives, for every character.
func TestSearchFoldShortcut(t *testing.T) {
	var short, long searchText
	for r := rune(1); r <= 0x2ffff; r++ {
		if !utf8.ValidRune(r) || !searchIsPlain(string(r)) {
			continue
		}
		s := "a" + string(r) + "b"
		short.fold(s)
		long.fold(searchDecompose(s))
		if string(short.runes) != string(long.runes) || string(short.flags) != string(long.flags) {
			t.Errorf("%q: %q %v, the long way %q %v", s, string(short.runes), short.flags, string(long.runes), long.flags)
		}
	}
}
