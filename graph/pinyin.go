package graph

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// pinyinReadings lists how a Han character can be read, in plain letters, the
// commonest reading first; likely counts the spellings of that one. ü is spelled
// both v and u. A character without a known reading has none.
func pinyinReadings(r rune) (readings []string, likely int) {
	for i, toned := range strings.Split(pinyin.PinyinDict[int(r)], ",") {
		for _, s := range pinyinSpellings(pinyinToneless(toned)) {
			if s != "" && !slices.Contains(readings, s) {
				readings = append(readings, s)
			}
		}
		if i == 0 {
			likely = len(readings)
		}
	}
	return readings, likely
}

// pinyinToneless drops the tone marks and keeps the dots of ü.
func pinyinToneless(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) && r != '\u0308' {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return norm.NFC.String(s)
}

func pinyinSpellings(syllable string) []string {
	if !strings.Contains(syllable, "ü") {
		return []string{syllable}
	}
	return []string{strings.ReplaceAll(syllable, "ü", "v"), strings.ReplaceAll(syllable, "ü", "u")}
}

// pinyinWord is a word in which its characters are read in one way.
type pinyinWord struct {
	runes     []rune
	syllables []string
}

func (w *pinyinWord) begins(runes []rune) bool {
	return len(w.runes) <= len(runes) && slices.Equal(w.runes, runes[:len(w.runes)])
}

// pinyinWords holds pinyinOverrides by first character, the longest word first.
var pinyinWords = sync.OnceValue(func() map[rune][]pinyinWord {
	words := map[rune][]pinyinWord{}
	for line := range strings.Lines(pinyinOverrides) {
		f := strings.Fields(pinyinToneless(line))
		if len(f) == 0 {
			continue
		}
		w := pinyinWord{[]rune(f[0]), f[1:]}
		words[w.runes[0]] = append(words[w.runes[0]], w)
	}
	for _, list := range words {
		slices.SortStableFunc(list, func(a, b pinyinWord) int { return len(b.runes) - len(a.runes) })
	}
	return words
})
