package graph

import (
	"cmp"
	"context"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// searchVocabulary is every distinct word of Latin letters in the names, sorted.
type searchVocabulary struct {
	words texts
	sig   []uint32 // searchPinBit of the letters
}

const (
	searchTypoLetters  = 4  // shorter words must be typed right
	searchTypo2Letters = 8  // from here on two edits are forgiven, else one
	searchTypoMax      = 64 // longer words must be typed right
	searchSpellings    = 64 // right spellings of a word that are tried, the nearest first
)

// searchEdits is how many edits are forgiven in a word of that many letters.
func searchEdits(letters int) int {
	switch {
	case letters < searchTypoLetters || letters > searchTypoMax:
		return 0
	case letters < searchTypo2Letters:
		return 1
	}
	return 2
}

// searchSpelling is the beginning of a word of some name that a word of the
// query may have been meant to be.
type searchSpelling struct {
	text  []byte
	edits int
	need  searchNeed
}

func newSearchVocabulary(x *searchTable) *searchVocabulary {
	seen := map[string]bool{}
	for i := range x.sig {
		name := x.name(uint32(i))
		for lo := 0; lo < len(name.text); {
			hi := lo + 1
			for !name.startsAt(hi) {
				hi++
			}
			if w := name.text[lo:hi]; isLatinWord(w) && !seen[string(w)] {
				seen[string(w)] = true
			}
			lo = hi
		}
	}
	words := slices.Sorted(maps.Keys(seen))
	v := &searchVocabulary{words: textsOf(words)}
	for _, w := range words {
		v.sig = append(v.sig, searchPinBits([]rune(w)))
	}
	return v
}

func isLatinWord[T string | []byte](w T) bool {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return true
}

// spellings lists the beginnings of words that are a few edits from a word,
// the nearest first, then the longest. Edits are insertion, deletion,
// substitution and exchange of neighbours (optimal string alignment).
func (v *searchVocabulary) spellings(word string) []searchSpelling {
	most := searchEdits(len(word))
	if most == 0 || !isLatinWord(word) {
		return nil
	}
	found := map[string]int{}
	want := searchPinBits([]rune(word))
	for i := range v.sig {
		w := v.words.get(uint32(i))
		if len(w)+most < len(word) || bits.OnesCount32(want&^v.sig[i]) > most {
			continue
		}
		if n, edits := nearestBeginning(word, w, most); edits > 0 && edits <= most {
			found[w[:n]] = edits
		}
	}
	var list []searchSpelling
	for w, edits := range found {
		list = append(list, searchSpelling{text: []byte(w), edits: edits, need: searchNeedOf([]rune(w))})
	}
	slices.SortFunc(list, func(a, b searchSpelling) int {
		return cmp.Or(a.edits-b.edits, len(b.text)-len(a.text), strings.Compare(string(a.text), string(b.text)))
	})
	return list[:min(len(list), searchSpellings)]
}

// nearestBeginning finds the beginning w[:n] with the least edits from word, and
// of these the longest. Edits above most are not told apart.
func nearestBeginning(word, w string, most int) (n, edits int) {
	w = w[:min(len(w), len(word)+most)]
	var rows [3][searchTypoMax + 3]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(w) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(word); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(w); j++ {
			d := last[j-1]
			if word[i-1] != w[j-1] {
				d = 1 + min(d, last[j], row[j-1])
				if i > 1 && j > 1 && word[i-1] == w[j-2] && word[i-2] == w[j-1] {
					d = min(d, before[j-2]+1)
				}
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return 0, least
		}
		before, last, row = last, row, before
	}
	edits = most + 1
	for j := 0; j <= len(w); j++ {
		if last[j] <= edits {
			n, edits = j, last[j]
		}
	}
	return n, edits
}

// forgive prepares for typos. It reports whether there is a word that may be
// mistyped; the error is the context's.
func (m *searchMatcher) forgive(ctx context.Context, v *searchVocabulary) (bool, error) {
	for i := range m.q.words {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		w := &m.q.words[i]
		if w.optional {
			continue
		}
		w.typos = v.spellings(string(w.text))
		need := w.need // of a name that has the word, right or not
		for k, s := range w.typos {
			need = need.or(s.need)
			if k == 0 {
				m.typoNeeds = append(m.typoNeeds, s.need)
			} else {
				last := &m.typoNeeds[len(m.typoNeeds)-1]
				*last = last.or(s.need)
			}
		}
		m.latinNeeds = m.latinNeeds.and(need)
	}
	m.typos = len(m.typoNeeds) > 0
	return m.typos, nil
}

// mistyped reports whether the i-th name may match with typos.
func (m *searchMatcher) mistyped(i uint32) bool {
	if !m.x.isHan(i) && !m.x.has(i, m.latinNeeds) {
		return false
	}
	for _, need := range m.typoNeeds {
		if m.x.has(i, need) {
			return true
		}
	}
	return false
}

// mistypedWords matches every word of the query on its own, some with typos.
// The share is divided by one more than the edits.
func (m *searchMatcher) mistypedWords(i uint32) int {
	cover, edits := 0, 0
	for k := range m.q.words {
		w := &m.q.words[k]
		if w.optional {
			continue
		}
		n, _ := m.word(i, k)
		for _, s := range w.typos {
			if n > 0 {
				break
			}
			if m.x.has(i, s.need) && m.x.name(i).findWord(s.text, 0) >= 0 {
				n = len(s.text)
				edits += s.edits
			}
		}
		if n == 0 {
			return 0
		}
		cover += n
	}
	if edits == 0 {
		return 0
	}
	return searchTypo.score(cover, m.x.name(i).len()*(1+edits))
}
