package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// This file is the search once more, told as plainly as possible: every name,
// every way to match it, no index and no filter. Only folding and readings are
// shared with the real one.

type searchReference struct {
	g       *Graph
	units   *pinyinBuilder
	vocab   map[string]bool
	spelled map[string]map[string]int // answers of spellings
}

func newSearchReference(g *Graph) *searchReference {
	r := &searchReference{g: g, units: newPinyinBuilder(), vocab: map[string]bool{}, spelled: map[string]map[string]int{}}
	for n := range g.entities() {
		for _, s := range g.searchOrigins(uint32(n)) {
			for _, w := range r.name(s).latinWords() {
				r.vocab[w] = true
			}
		}
	}
	return r
}

// search answers every hit, in order.
func (r *searchReference) search(text string) []Hit {
	q := r.name(text)
	hits := r.pass(q, false)
	if len(hits) == 0 || hits[0].Score < 0.17 {
		hits = r.pass(q, true)
	}
	return hits
}

func (r *searchReference) pass(q refName, typos bool) []Hit {
	var hits []Hit
	for n := range r.g.entities() {
		node := r.g.node(uint32(n))
		hit := Hit{ID: node.ID, Type: node.Type, Name: node.Name}
		for _, s := range slices.Concat([]string{node.Name.Zh, node.Name.En}, node.AsPrinted, node.Aliases, []string{node.ID}) {
			if score := float64(r.score(q, r.name(s), typos)) / 10_000; score > hit.Score {
				hit.Score, hit.Matched = score, s
			}
		}
		if hit.Score > 0 {
			hits = append(hits, hit)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(-cmp.Compare(a.Score, b.Score), r.g.degree(r.g.place(b.ID))-r.g.degree(r.g.place(a.ID)), strings.Compare(a.ID, b.ID))
	})
	return hits
}

// refName is a folded text with its units.
type refName struct {
	searchText
	units []pinyinUnit
}

func (r *searchReference) name(s string) refName {
	var n refName
	n.fold(s)
	for _, code := range r.units.name(nil, &n.searchText) {
		n.units = append(n.units, *r.units.at(code))
	}
	return n
}

func (n refName) start(i int) bool {
	return i == len(n.runes) || n.flags[i]&searchStart != 0
}

func (n refName) latinWords() (words []string) {
	for lo := 0; lo < len(n.runes); {
		hi := lo + 1
		for !n.start(hi) {
			hi++
		}
		if w := string(n.runes[lo:hi]); strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			words = append(words, w)
		}
		lo = hi
	}
	return words
}

func (n refName) holds(at int, part []rune) bool {
	return at+len(part) <= len(n.runes) && slices.Equal(n.runes[at:at+len(part)], part)
}

// words cuts a query at separators and between Han and other characters.
func (n refName) words() (words []refName) {
	lo := 0
	for i := 1; i <= len(n.runes); i++ {
		if i == len(n.runes) || n.flags[i]&searchGap != 0 || searchIsHan(n.runes[i]) != searchIsHan(n.runes[i-1]) {
			words = append(words, refName{searchText: searchText{n.runes[lo:i], n.flags[lo:i]}})
			lo = i
		}
	}
	return words
}

func (r *searchReference) score(q, n refName, typos bool) int {
	if len(q.runes) == 0 || len(n.runes) == 0 {
		return 0
	}
	best := max(refLiteral(q, n), refPinyin(q, n), refWords(q, n), refSubsequence(q, n))
	if typos {
		best = max(best, r.typos(q, n))
	}
	return best
}

func refScore(kind searchKind, part, whole int) int {
	return searchScores[kind].base + searchScores[kind].span*min(part, whole)/whole
}

func refLiteral(q, n refName) (best int) {
	for at := range n.runes {
		if !n.holds(at, q.runes) {
			continue
		}
		part, whole := len(q.runes), len(n.runes)
		if n.start(at + part) {
			part += whole
		}
		switch {
		case len(q.runes) == whole:
			return 10_000
		case at == 0:
			best = max(best, refScore(searchPrefix, part, 2*whole))
		case n.start(at):
			best = max(best, refScore(searchInfix, part, 2*whole))
		case len(q.runes) >= 3 && len(q.words()) == 1:
			best = max(best, refScore(searchMidWord, part, 2*whole))
		}
	}
	return best
}

// The pieces that a match in pinyin is made of.
const (
	refFull    = 1 << iota // the expected reading
	refOther               // another reading
	refInitial             // a first letter
	refHalf                // the beginning of a reading that ends the query
)

// refChains calls yield for every way in which the query stands for the units
// from start on: how many, and the kinds of pieces used.
func refChains(q refName, units []pinyinUnit, yield func(units, pieces int)) {
	var walk func(j, p, pieces int)
	walk = func(j, p, pieces int) {
		if p == len(q.runes) {
			yield(j, pieces)
			return
		}
		if j == len(units) {
			return
		}
		u, rest := units[j], string(q.runes[p:])
		word := rest // up to the next separator
		for k := p + 1; k < len(q.runes); k++ {
			if q.flags[k]&searchGap != 0 {
				word = string(q.runes[p:k])
				break
			}
		}
		if q.runes[p] == u.r {
			walk(j+1, p+1, pieces)
		}
		for i, s := range u.readings {
			kind := refFull
			if i >= u.likely {
				kind = refOther
			}
			if strings.HasPrefix(word, s) {
				walk(j+1, p+len(s), pieces|kind)
			}
			if word == rest && strings.HasPrefix(s, rest) && s != rest {
				yield(j+1, pieces|kind|refHalf)
			}
			for _, initial := range []string{s[:1], "zh", "ch", "sh"} {
				if strings.HasPrefix(s, initial) && strings.HasPrefix(word, initial) {
					walk(j+1, p+len(initial), pieces|refInitial)
				}
			}
		}
	}
	walk(0, 0, 0)
}

func (n refName) han() bool { return slices.ContainsFunc(n.runes, searchIsHan) }

func (n refName) onlyHan() bool {
	return !slices.ContainsFunc(n.runes, func(r rune) bool { return !searchIsHan(r) })
}

func refPinyin(q, n refName) (best int) {
	if q.onlyHan() || !n.han() {
		return 0
	}
	for start := range n.units {
		if !n.start(start) || start > 0 && len(q.runes) == 1 {
			continue
		}
		refChains(q, n.units[start:], func(units, pieces int) {
			var kinds [][3]searchKind
			if pieces&(refOther|refInitial) == 0 {
				kinds = append(kinds, [3]searchKind{searchPinyinWhole, searchPinyinPrefix, searchPinyinInfix})
			}
			if pieces&refInitial == 0 {
				kinds = append(kinds, [3]searchKind{searchReadingWhole, searchReadingPrefix, searchReadingInfix})
			}
			if pieces&^refInitial == 0 {
				kinds = append(kinds, [3]searchKind{searchInitialsWhole, searchInitialsPrefix, searchInitialsInfix})
			}
			kinds = append(kinds, [3]searchKind{searchMixedWhole, searchMixedPrefix, searchMixedInfix})
			part := 2 * units
			if pieces&refHalf != 0 {
				part--
			}
			for _, k := range kinds {
				switch {
				case start > 0:
					best = max(best, refScore(k[2], part, 2*len(n.units)))
				case part == 2*len(n.units):
					best = max(best, refScore(k[0], 1, 1))
				default:
					best = max(best, refScore(k[1], part, 2*len(n.units)))
				}
			}
		})
	}
	return best
}

// refRequired are the words of a query without those that a name may lack.
func refRequired(q refName) []refName {
	words := q.words()
	required := slices.DeleteFunc(slices.Clone(words), func(w refName) bool {
		return slices.Contains([]string{"and", "for", "in", "of", "the", "to"}, string(w.runes))
	})
	if len(required) == 0 {
		return words
	}
	return required
}

// refWord answers how many characters of a name a word matches.
func refWord(w, n refName) (units int, read bool) {
	for at := range n.runes {
		if n.start(at) && n.holds(at, w.runes) {
			return len(w.runes), false
		}
	}
	if w.onlyHan() || !n.han() {
		return 0, false
	}
	for start := range n.units {
		if !n.start(start) {
			continue
		}
		refChains(w, n.units[start:], func(found, pieces int) {
			if len(w.runes) >= 3 || pieces&refInitial == 0 {
				units = max(units, found)
			}
		})
	}
	return units, true
}

func refWords(q, n refName) int {
	if len(q.words()) < 2 {
		return 0
	}
	kind, cover := searchWords, 0
	for _, w := range refRequired(q) {
		units, read := refWord(w, n)
		if units == 0 {
			return 0
		}
		if read {
			kind = searchPinyinWords
		}
		cover += units
	}
	return refScore(kind, cover, len(n.runes))
}

func refSubsequence(q, n refName) (best int) {
	var elements [][]rune
	for _, w := range q.words() {
		if !w.onlyHan() {
			elements = append(elements, w.runes)
			continue
		}
		for _, r := range w.runes {
			elements = append(elements, []rune{r})
		}
	}
	if len(elements) < 2 || !q.han() {
		return 0
	}
	var walk func(k, begin, from int)
	walk = func(k, begin, from int) {
		if k == len(elements) {
			span, part, whole := from-begin, len(q.runes), len(n.runes)
			best = max(best, refScore(searchSubsequence, part*whole+part*span, 2*span*whole))
			return
		}
		for at := from; at < len(n.runes); at++ {
			if n.start(at) && n.holds(at, elements[k]) {
				if k == 0 {
					begin = at
				}
				walk(k+1, begin, at+len(elements[k]))
			}
		}
	}
	walk(0, 0, 0)
	return best
}

// typos allows for one edit in a word of 4 letters or more, for two from 8 on.
func (r *searchReference) typos(q, n refName) int {
	cover, total := 0, 0
	for _, w := range refRequired(q) {
		units, _ := refWord(w, n)
		if units == 0 {
			var edits int
			units, edits = r.misspelled(string(w.runes), n)
			total += edits
		}
		if units == 0 {
			return 0
		}
		cover += units
	}
	if total == 0 {
		return 0
	}
	return refScore(searchTypo, cover, len(n.runes)*(1+total))
}

func (r *searchReference) misspelled(word string, n refName) (units, edits int) {
	for spelling, d := range r.spellings(word) {
		for k := range n.runes {
			if n.start(k) && n.holds(k, []rune(spelling)) && (units == 0 || d < edits || d == edits && len(spelling) > units) {
				units, edits = len(spelling), d
			}
		}
	}
	return units, edits
}

// spellings are the beginnings of words, the nearest of each, that a word may
// have been meant to be, and their edits.
func (r *searchReference) spellings(word string) map[string]int {
	if known, ok := r.spelled[word]; ok {
		return known
	}
	most, found := 0, map[string]int{}
	switch letters := utf8.RuneCountInString(word); {
	case strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" || letters > 64:
	case letters >= 8:
		most = 2
	case letters >= 4:
		most = 1
	}
	for v := range r.vocab {
		at, least := 0, most+1
		for l := 1; l <= len(v); l++ { // the longest of the nearest
			if d := editDistance(word, v[:l]); d <= least {
				at, least = l, d
			}
		}
		if least > 0 && least <= most {
			found[v[:at]] = least
		}
	}
	r.spelled[word] = found
	return found
}
