package graph

import (
	"bytes"
	"slices"
)

// searchMatcher compares names with one query. It is used by one goroutine.
type searchMatcher struct {
	x         *searchTable
	q         *searchQuery
	cur, next []uint64   // working memory of chain
	begin     []uint32   // beginnings of the whole query
	begins    [][]uint32 // and of each of its words, made when needed
	pairs     uint64     // to be read in one piece, searchTable.pair must have one of them; 0: it need not

	typos      bool         // forgive them
	onlyTypos  bool         // it is known that nothing matches without them
	typoNeeds  []searchNeed // a name needs one of them to match with typos
	latinNeeds searchNeed   // a name without Han needs this as well
}

func newSearchMatcher(x *searchTable, q *searchQuery) *searchMatcher {
	n := len(q.runes)/64 + 1
	m := &searchMatcher{x: x, q: q, cur: make([]uint64, n), next: make([]uint64, n), begins: make([][]uint32, len(q.words))}
	if q.latin {
		m.begin = m.beginnings(0, len(q.runes))
		m.pairs = m.pairsOf(m.begin)
	}
	return m
}

// clone is a matcher for another goroutine.
func (m *searchMatcher) clone() *searchMatcher {
	c := *m
	c.cur, c.next, c.begins = make([]uint64, len(m.cur)), make([]uint64, len(m.next)), slices.Clone(m.begins)
	return &c
}

// searchWay is a set of ways in which a name may match.
type searchWay uint8

const (
	searchWritten  searchWay = 1 << iota // it may hold the words as written
	searchReadable                       // it may hold them when it is read
	searchMistyped                       // it may hold them with typos
)

// nextCandidate is the first name from the i-th on, and before the end, whose
// signatures let it match, and in what ways.
func (m *searchMatcher) nextCandidate(i, end uint32) (uint32, searchWay) {
	need, pin, latin := m.q.need.sig, m.q.pin, m.q.latin
	for ; i < end; i++ {
		var way searchWay
		if !m.onlyTypos {
			if m.x.sig[i]&need == need && m.written(i) {
				way |= searchWritten
			}
			if latin && m.x.pin[i]&pin == pin && m.readable(i) {
				way |= searchReadable
			}
		}
		if m.typos && m.mistyped(i) {
			way |= searchMistyped
		}
		if way != 0 {
			return i, way
		}
	}
	return end, 0
}

// written reports whether the i-th name may hold the words as written: in one
// piece, or apart and then each from the start of a word on.
func (m *searchMatcher) written(i uint32) bool {
	return m.x.has(i, m.q.need) && (m.x.gram[i]&m.q.gram == m.q.gram || m.apart(i))
}

// readable reports the same of a name that is read.
func (m *searchMatcher) readable(i uint32) bool {
	return m.x.isHan(i) && m.x.has(i, m.q.hanNeed) && (m.pairs == 0 || m.x.pair[i]&m.pairs != 0 || m.apart(i))
}

// apart reports whether the i-th name may hold several words apart.
func (m *searchMatcher) apart(i uint32) bool {
	return len(m.q.words) > 1 && uint32(m.x.pin[i]>>32)&m.q.starts == m.q.starts
}

// score is how well the i-th name matches in one of the ways, or 0.
func (m *searchMatcher) score(i uint32, way searchWay) (score int) {
	if way&searchWritten != 0 {
		score = m.literal(i)
	}
	// A name that holds the text but is longer is not the text in pinyin either.
	if way&searchReadable != 0 && (score == 0 || searchPinyinPrefix.beats(score)) {
		score = max(score, m.pinyin(i))
	}
	if way&(searchWritten|searchReadable) != 0 && searchWords.beats(score) && m.apart(i) {
		score = max(score, m.words(i))
	}
	if way&searchWritten != 0 && len(m.q.elements) > 1 && searchSubsequence.beats(score) {
		score = max(score, m.subsequence(i))
	}
	if way&searchMistyped != 0 && searchTypo.beats(score) {
		score = max(score, m.mistypedWords(i))
	}
	return score
}

// literal matches the text as one piece.
func (m *searchMatcher) literal(i uint32) int {
	name := m.x.name(i)
	if bytes.Equal(name.text, m.q.text) {
		return searchWhole.score(1, 1)
	}
	at, start, end := name.find(m.q.text)
	if at < 0 {
		return 0
	}
	part, whole := len(m.q.runes), name.len()
	// Half of the share is for ending where a word ends: "new" is rather New Area than Newton.
	if end {
		part += whole
	}
	switch {
	case at == 0:
		return searchPrefix.score(part, 2*whole)
	case start:
		return searchInfix.score(part, 2*whole)
	case m.q.inside:
		return searchMidWord.score(part, 2*whole)
	}
	return 0
}

// words matches every word of the query on its own.
func (m *searchMatcher) words(i uint32) int {
	kind, cover := searchWords, 0
	for w := range m.q.words {
		if m.q.words[w].optional {
			continue
		}
		n, read := m.word(i, w)
		if n == 0 {
			return 0
		}
		if read {
			kind = searchPinyinWords
		}
		cover += n
	}
	return kind.score(cover, m.x.name(i).len())
}

// word answers how many characters of the i-th name the w-th word of the query
// matches from the start of a word on, and whether they had to be read.
func (m *searchMatcher) word(i uint32, w int) (n int, read bool) {
	word := &m.q.words[w]
	if m.x.has(i, word.need) && m.x.name(i).findWord(word.text, 0) >= 0 {
		return word.hi - word.lo, false
	}
	if !word.han && m.x.isHan(i) {
		return m.longestChain(i, w), true
	}
	return 0, false
}

// subsequence matches the Han characters and the words of the query in their
// order, with other characters between them. The share is the mean of two: of
// the stretch that they take up and of the name.
func (m *searchMatcher) subsequence(i uint32) int {
	name := m.x.name(i)
	span := name.span(m.q.elements)
	if span == 0 {
		return 0
	}
	part, whole := len(m.q.runes), name.len()
	return searchSubsequence.score(part*whole+part*span, 2*span*whole)
}
