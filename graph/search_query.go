package graph

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// searchQuery is the text looked for, prepared for the matcher.
type searchQuery struct {
	searchText
	text     []byte // the runes as UTF-8
	nextGap  []int  // for each rune: the next one with a separator before it, or the end
	latin    bool   // some rune is not Han, so pinyin makes sense
	elements [][]byte
	words    []searchWord

	inside bool // it may stand inside a word: it is one, and long enough

	need    searchNeed // of a name that holds the words as written
	gram    uint64     // of a name that holds the text in one piece
	hanNeed searchNeed // the part of it that remains where letters are pinyin,
	pin     uint64     // and what searchTable.pin must have then
	starts  uint32     // searchPinBit of what words start with in a name that holds the words in any order
}

// searchWord is a run of the query without separators, all Han or none.
type searchWord struct {
	text     []byte
	lo, hi   int // its place in the query's runes
	han      bool
	optional bool // one of searchStopWords
	need     searchNeed
	typos    []searchSpelling
}

// searchStopWords are words of the query that a name may lack.
var searchStopWords = []string{"and", "for", "in", "of", "the", "to"}

// newSearchQuery answers nil for a text without a letter, digit or Han character.
func newSearchQuery(s string) *searchQuery {
	q := &searchQuery{}
	q.fold(s)
	if len(q.runes) == 0 {
		return nil
	}
	q.text = []byte(string(q.runes))
	q.nextGap = make([]int, len(q.runes))
	next := len(q.runes)
	for i := len(q.runes) - 1; i >= 0; i-- {
		q.nextGap[i] = next
		if q.flags[i]&searchGap != 0 {
			next = i
		}
	}
	_, q.gram = searchSignature(q.runes)
	q.split()
	q.inside = len(q.words) == 1 && len(q.runes) >= searchMidLetters
	for i, w := range q.words {
		q.latin = q.latin || !w.han
		if w.han {
			for _, r := range q.runes[w.lo:w.hi] {
				q.elements = append(q.elements, []byte(string(r)))
			}
		} else {
			q.elements = append(q.elements, w.text)
		}
		if w.optional {
			continue
		}
		need := w.need
		q.starts |= need.initial
		if i > 0 {
			need.initial = 0 // the text as a whole may go on inside a word
		}
		if w.han {
			q.hanNeed = q.hanNeed.and(need)
		} else {
			q.pin |= uint64(need.initial)<<32 | uint64(searchPinBits(q.runes[w.lo:w.hi]))
		}
		if q.inside {
			need.initial = 0
		}
		q.need = q.need.and(need)
	}
	if q.hanNeed.sig == 0 {
		q.elements = nil // letters apart from each other say nothing
	}
	return q
}

// split cuts the query into words.
func (q *searchQuery) split() {
	lo := 0
	required := false
	for i := 1; i <= len(q.runes); i++ {
		if i < len(q.runes) && q.flags[i]&searchGap == 0 && searchIsHan(q.runes[i]) == searchIsHan(q.runes[i-1]) {
			continue
		}
		w := searchWord{text: []byte(string(q.runes[lo:i])), han: searchIsHan(q.runes[lo]), lo: lo, hi: i}
		w.need = searchNeedOf(q.runes[lo:i])
		w.optional = slices.Contains(searchStopWords, string(w.text))
		required = required || !w.optional
		q.words = append(q.words, w)
		lo = i
	}
	for i := range q.words {
		q.words[i].optional = q.words[i].optional && required
	}
}

// checkSearchText says what is wrong with a query's text.
func checkSearchText(text string) []Issue {
	say := func(message string) []Issue {
		return []Issue{{Param: "q", Value: strings.ToValidUTF8(text, "�"), Message: message}}
	}
	switch n := utf8.RuneCountInString(text); {
	case badText(text) != "":
		return say("q " + badText(text))
	case n > MaxQueryText:
		return say(fmt.Sprintf("q must be at most %d characters long, not %d", MaxQueryText, n))
	case strings.TrimSpace(text) == "":
		return say("q must hold the name, or a part of it, to look for")
	}
	return nil
}
