package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest returns up to max of the candidates that name may have been meant to
// be, nearest first: equal but for case and hyphens, within a third of its length in edits
// (Damerau–Levenshtein, optimal string alignment), or sharing a long prefix.
func Nearest(name string, candidates []string, max int) []string {
	type hit struct {
		s string
		d int
	}
	var hits []hit
	want := foldName(name)
	if want == "" || utf8.RuneCountInString(want) > 64 {
		return nil
	}
	limit := forgivenEdits(utf8.RuneCountInString(want))
	for _, c := range candidates {
		got := foldName(c)
		d := limit + 1
		if diff := len(got) - len(want); diff <= 4*limit && -diff <= 4*limit {
			d = editDistance(want, got)
		}
		if d > limit && len(want) >= 3 && (strings.HasPrefix(got, want) || strings.Contains(got, want)) {
			d = limit
		}
		if d <= limit {
			hits = append(hits, hit{c, d})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(len(a.s), len(b.s)), strings.Compare(a.s, b.s))
	})
	var out []string
	for _, h := range hits {
		if len(out) == max {
			break
		}
		if !slices.Contains(out, h.s) {
			out = append(out, h.s)
		}
	}
	return out
}

// forgivenEdits is how many edits lead to what a name of that many characters may
// have been meant to be.
func forgivenEdits(length int) int { return (length + 2) / 3 }

var withoutGaps = strings.NewReplacer("-", "", "_", "", " ", "")

func foldName(s string) string { return strings.ToLower(withoutGaps.Replace(s)) }

func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var room [3 * 128]int // for names of the usual length
	rows := room[:]
	if 3*(len(y)+1) > len(rows) {
		rows = make([]int, 3*(len(y)+1))
	}
	prev2, prev, cur := rows[:len(y)+1], rows[len(y)+1:2*len(y)+2], rows[2*len(y)+2:3*len(y)+3]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(y)]
}
