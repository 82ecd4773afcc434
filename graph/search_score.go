package graph

// searchKind is the way in which a name matches. A better kind always scores
// above a worse one; inside a kind the share of the name that was matched decides.
//
//	score        the name …
//	1.00         is the text
//	0.96         is the text in pinyin (hangzhou, 杭zhou: 杭州)
//	0.94         is the text in pinyin, by a rarer reading of a character
//	0.82 … 0.92  begins with the text
//	0.80         is the text in initials (hz: 杭州)
//	0.78         is the text in pinyin, initials and characters mixed (hzhou)
//	0.68 … 0.76  begins with the text in pinyin, full or half-typed
//	0.64 … 0.67  the same by a rarer reading
//	0.54 … 0.62  holds the text from the start of a word on; a Han character is a word
//	0.49 … 0.53  begins with the text in initials
//	0.45 … 0.48  begins with the text in pinyin, initials and characters mixed
//	0.39 … 0.44  holds every word of the text, each from the start of a word on, in any order
//	0.34 … 0.38  holds the text in pinyin
//	0.31 … 0.33  the same by a rarer reading
//	0.27 … 0.30  holds every word of the text, some of them in pinyin
//	0.22 … 0.26  holds the characters of the text in their order, with others between
//	0.18 … 0.21  holds the text inside a word (3 letters or more)
//	0.12 … 0.17  holds every word of the text, some of them mistyped
//	0.07 … 0.11  holds the text in initials (2 letters or more)
//	0.03 … 0.06  holds the text in pinyin, initials and characters mixed (2 or more)
type searchKind uint8

const (
	searchWhole searchKind = iota
	searchPinyinWhole
	searchReadingWhole
	searchPrefix
	searchInitialsWhole
	searchMixedWhole
	searchPinyinPrefix
	searchReadingPrefix
	searchInfix
	searchInitialsPrefix
	searchMixedPrefix
	searchWords
	searchPinyinInfix
	searchReadingInfix
	searchPinyinWords
	searchSubsequence
	searchMidWord
	searchTypo
	searchInitialsInfix
	searchMixedInfix
)

// searchMidLetters is the shortest text that is looked for inside words.
const searchMidLetters = 3

// searchScale is the score 1. Scores are whole numbers inside, so that they and
// the order they give are the same on every machine.
const searchScale = 10_000

// searchScores holds the least score of each kind and how much the share adds.
var searchScores = [...]struct{ base, span int }{
	searchWhole:          {10_000, 0},
	searchPinyinWhole:    {9_600, 0},
	searchReadingWhole:   {9_400, 0},
	searchPrefix:         {8_200, 1_000},
	searchInitialsWhole:  {8_000, 0},
	searchMixedWhole:     {7_800, 0},
	searchPinyinPrefix:   {6_800, 800},
	searchReadingPrefix:  {6_400, 300},
	searchInfix:          {5_400, 800},
	searchInitialsPrefix: {4_900, 400},
	searchMixedPrefix:    {4_500, 300},
	searchWords:          {3_900, 500},
	searchPinyinInfix:    {3_400, 400},
	searchReadingInfix:   {3_100, 200},
	searchPinyinWords:    {2_700, 300},
	searchSubsequence:    {2_200, 400},
	searchMidWord:        {1_800, 300},
	searchTypo:           {1_200, 500},
	searchInitialsInfix:  {700, 400},
	searchMixedInfix:     {300, 300},
}

// score is that of a match with the share part/whole, at most 1.
func (k searchKind) score(part, whole int) int {
	return searchScores[k].base + searchScores[k].span*min(part, whole)/whole
}

// beats reports whether a match of the kind can beat the score.
func (k searchKind) beats(score int) bool {
	return searchScores[k].base+searchScores[k].span > score
}
