package graph

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// maxNear is for how many unknown names of one list near ones are looked for,
	// which takes long where a graph is large.
	maxNear = 4
	// maxNearEntities is up to how many entities all ids are looked at; beyond that
	// the names' index alone tells what is near.
	maxNearEntities = 2_000_000
)

// near lists ids that an unknown one may stand for: similar ids, then entities
// of that name.
func (g *Graph) near(id string) []string {
	return g.nearAmong(id, func(uint32) bool { return true })
}

// nearAmong is near among the entities that are allowed.
func (g *Graph) nearAmong(id string, allowed func(n uint32) bool) []string {
	const most = 3
	var out []string
	if g.entities() <= maxNearEntities {
		out = Nearest(id, g.similarIDs(id, allowed), most)
	}
	if len(out) == most {
		return out
	}
	for _, h := range g.searchNames(id, 10) {
		if len(out) < most && allowed(g.place(h)) && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// similarIDs lists the ids that Nearest may find for another one, and not many
// more: they have nearly its length and its letters, or hold it whole.
func (g *Graph) similarIDs(id string, allowed func(n uint32) bool) (list []string) {
	folded := foldName(id)
	want, length := lettersOf(folded), utf8.RuneCountInString(folded)
	edits := forgivenEdits(length)
	for n := range uint32(g.entities()) {
		candidate := g.id(n)
		size := len(candidate) - strings.Count(candidate, "-")
		if size < length-edits {
			continue
		}
		missing := bits.OnesCount64(want &^ lettersOf(candidate))
		if (missing <= edits && size <= length+edits || missing == 0 && strings.Contains(foldName(candidate), folded)) && allowed(n) {
			list = append(list, candidate)
		}
	}
	return list
}

// lettersOf is a set of the letters and digits of a text.
func lettersOf(s string) (set uint64) {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z':
			set |= 1 << (c - 'a')
		case '0' <= c && c <= '9':
			set |= 1 << (26 + c - '0')
		}
	}
	return set
}
