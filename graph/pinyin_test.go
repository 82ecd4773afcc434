package graph

import (
	"slices"
	"strings"
	"testing"
)

func TestPinyinReadings(t *testing.T) {
	for _, c := range []struct{ r, want string }{ // the likely ones before the bar
		{"杭", "hang | kang"},
		{"重", "zhong | chong tong"},
		{"行", "xing | hang heng"},
		{"女", "nv nu | ru"},
		{"绿", "lv lu |"},
		{"〇", "ling | yuan xing"},
		{"a", "|"},
		{"々", "|"},
	} {
		readings, likely := pinyinReadings([]rune(c.r)[0])
		got := strings.TrimSpace(strings.Join(readings[:likely], " ")+" |") + strings.TrimRight(" "+strings.Join(readings[likely:], " "), " ")
		if got != c.want {
			t.Errorf("%s reads %q, want %q", c.r, got, c.want)
		}
	}
}

// likelyPinyin reads a name aloud in the way that is expected.
func likelyPinyin(name string) string {
	var t searchText
	t.fold(name)
	b := newPinyinBuilder()
	var syllables []string
	for _, code := range b.name(nil, &t) {
		if u := b.at(code); u.likely > 0 {
			syllables = append(syllables, u.readings[0])
		} else {
			syllables = append(syllables, string(u.r))
		}
	}
	return strings.Join(syllables, " ")
}

func TestPinyinOverridesRead(t *testing.T) {
	for name, want := range map[string]string{
		"杭州":      "hang zhou",
		"重庆":      "chong qing",
		"重点实验室":   "zhong dian shi yan shi",
		"厦门大学":    "xia men da xue",
		"浙江大厦":    "zhe jiang da sha",
		"杭州银行":    "hang zhou yin hang",
		"行动计划":    "xing dong ji hua",
		"长三角":     "chang san jiao",
		"经济增长":    "jing ji zeng zhang",
		"首都":      "shou du",
		"都市圈":     "du shi quan",
		"音乐小镇":    "yin yue xiao zhen",
		"率先":      "shuai xian",
		"效率":      "xiao lv",
		"协调机制":    "xie tiao ji zhi",
		"调研":      "diao yan",
		"科学院长三角院": "ke xue yuan chang san jiao yuan", // 长三角 is longer than 院长
		"院长":      "yuan zhang",
		"5G长江":    "5 g chang jiang",
		"长子县":     "zhang zi xian",
		"吕":       "lv",
	} {
		if got := likelyPinyin(name); got != want {
			t.Errorf("%s reads %q, want %q", name, got, want)
		}
	}
}

// Every row says something: it has a syllable for each character, is there once
// and changes what would be read without it, or keeps a word that overlaps it away.
func TestPinyinOverridesAreNeeded(t *testing.T) {
	rows := map[string][]string{}
	for line := range strings.Lines(pinyinOverrides) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		if len([]rune(f[0])) != len(f)-1 {
			t.Errorf("%s has %d syllables", f[0], len(f)-1)
		}
		if rows[f[0]] != nil {
			t.Errorf("%s is there twice", f[0])
		}
		rows[f[0]] = f[1:]
	}
	for word, syllables := range rows {
		runes := []rune(word)
		for i, r := range runes {
			readings, likely := pinyinReadings(r)
			want := pinyinSpellings(pinyinToneless(syllables[i]))
			if !slices.Equal(readings[:likely], want) {
				goto needed // differs from the dictionary
			}
			if row := rows[string(r)]; len(runes) > 1 && row != nil && !slices.Equal(pinyinSpellings(pinyinToneless(row[0])), want) {
				goto needed // differs from the row of the character
			}
		}
		for other := range rows {
			if last := []rune(other); other != word && string(last[len(last)-1]) == string(runes[0]) {
				goto needed
			}
		}
		t.Errorf("%s says nothing new", word)
	needed:
	}
}

// More distinct characters than fit are found as written.
func TestPinyinTableOverflows(t *testing.T) {
	b := newPinyinBuilder()
	for r := rune(0x20000); len(b.units) < pinyinMaxUnits; r++ {
		b.code(r, "")
	}
	var text searchText
	text.fold("杭州")
	if got := b.name(nil, &text); got[0] != pinyinStart || got[1] != pinyinStart {
		t.Errorf("codes %v", got)
	}
	if u := b.at(pinyinStart); u.r != 0 || len(u.readings) > 0 {
		t.Errorf("the unit of last resort is %+v", u)
	}
}
