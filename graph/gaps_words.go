package graph

import (
	"fmt"
	"strings"
)

// The levels of gaps. Each list has its own few, in the order given in Gaps.
const (
	levelNone      = "none"            // nothing at all
	levelGroup     = "group"           // only by way of the group it belongs to
	levelUncertain = "uncertain"       // only aspired to or to be explored
	levelParts     = "parts"           // some parts lack it
	levelPlace     = "place"           // a place as a whole
	levelTension   = "tension"         //
	levelWords     = "words"           // only in words
	levelBeside    = "words-and-value" // in words, and a number of the same stands beside it
	levelOnlyWords = "only-words"      // said of some place, never as a number
	levelUnit      = "unit"            //
	levelUnnamed   = "not-named"       // the source does not name the members
	levelFewer     = "fewer-named"     // fewer are named than are counted
)

var problemWords = map[string]Text{
	levelNone:      {"没有举措应对“{entity}”，应对其上级问题组或子问题的也没有。", "No measure addresses “{entity}”, nor any group it belongs to, nor any part of it."},
	levelGroup:     {"没有专门应对“{entity}”的举措，只有应对其问题组“{related}”的。", "No measure addresses “{entity}” itself; only its group is addressed: “{related}”."},
	levelUncertain: {"应对“{entity}”的举措都还只是争取或探索，共{n}项：“{related}”。", "All that addresses “{entity}” is only aspired to or to be explored ({n}): “{related}”."},
	levelParts:     {"“{entity}”有{n}个子问题没有自己的举措：“{related}”。", "“{entity}” has sub-problems without a measure of their own ({n}): “{related}”."},
}

var instrumentWords = map[string]Text{
	levelNone:  {"没有说明“{entity}”及其各部分用什么手段落实。", "No instrument is named for “{entity}”, nor for any part of it."},
	levelGroup: {"没有说明“{entity}”自身的手段，只有其举措组“{related}”有。", "No instrument is named for “{entity}” itself; only its group has one: “{related}”."},
}

var aimWords = map[string]Text{
	levelNone:  {"“{entity}”不应对任何已指出的问题，其各部分和举措组也不。", "“{entity}” addresses no stated problem, nor does any part of it or any group it belongs to."},
	levelGroup: {"“{entity}”自身不应对任何已指出的问题，只有其举措组“{related}”应对。", "“{entity}” itself addresses no stated problem; only its group does: “{related}”."},
}

var benchmarkWords = map[string]Text{
	levelNone:  {"外地的“{entity}”是“{related}”的标杆，本地没有与之对应的做法。", "“{entity}”, of another place, is a benchmark for “{related}”; nothing here is its counterpart."},
	levelPlace: {"“{entity}”整体是“{related}”的标杆，没有指明其哪项做法可供对应。", "“{entity}” as a whole is a benchmark for “{related}”; nothing of it is named there that could have a counterpart here."},
}

var tensionWords = map[string]Text{
	levelTension: {"“{entity}”与问题“{related}”不相称。", "“{entity}” is in tension with the problem “{related}”."},
}

var numberWords = map[string]Text{
	levelWords:     {"“{related}”的“{entity}”只有文字表述，没有数值。", "For “{related}”, “{entity}” is told in words only; no number is given."},
	levelBeside:    {"“{related}”的“{entity}”有一处只有文字表述，没有数值，同一指标另有数值。", "For “{related}”, “{entity}” is told in words without a number, beside other values that have one."},
	levelNone:      {"“{entity}”没有任何观测值。", "There is no observation of “{entity}” at all."},
	levelOnlyWords: {"“{entity}”只有文字表述，没有任何数值。", "There is no number of “{entity}” at all; it is told in words only."},
	levelUnit:      {"关于“{entity}”的数值缺少单位。", "A value about “{entity}” is printed without its unit."},
	levelUnnamed:   {"“{entity}”的成员没有列明。", "The members of “{entity}” are not named."},
	levelFewer:     {"“{entity}”所计的成员数多于与之相连的实体数（{n}个）。", "“{entity}” counts more members than there are entities linked with it ({n})."},
}

// word turns a gap into what is shown of it.
func (f *gapFinder) word(x gap, why Text) Gap {
	out := Gap{Entity: f.g.ref(x.n), Level: x.level, Group: x.group, Related: []EntityRef{}, Statements: []StatementView{}, StatementsTotal: len(x.stmts)}
	for _, n := range x.related[:min(maxGapShown, len(x.related))] {
		out.Related = append(out.Related, f.g.ref(n))
	}
	for _, s := range x.stmts[:min(maxGapShown, len(x.stmts))] {
		out.Statements = append(out.Statements, f.g.view(s))
	}
	if len(x.stmts) > maxGapShown || len(x.related) > maxGapShown {
		f.out.Meta.stop(StoppedByLimit)
	}
	tell := func(template, lang, separator, more string) string {
		return strings.NewReplacer("{entity}", f.g.name(x.n).In(lang), "{related}", f.g.listNames(x.related, lang, separator, more), "{n}", fmt.Sprint(len(x.related))).Replace(template)
	}
	out.Why = Text{Zh: tell(why.Zh, "zh", "”“", "”等%d项“"), En: tell(why.En, "en", "”, “", "” and %d more “")}
	out.Why.Zh, out.Why.En = strings.ReplaceAll(out.Why.Zh, "“”", ""), strings.ReplaceAll(out.Why.En, " “”", "")
	return out
}

// maxNamed is how many entities a sentence names before it says how many more
// there are.
const maxNamed = 5

// listNames joins the names of entities; more has a place for how many are left
// out in English and how many there are in all in Chinese.
func (g *Graph) listNames(list []uint32, lang, separator, more string) string {
	var names []string
	for _, n := range list[:min(maxNamed, len(list))] {
		names = append(names, g.name(n).In(lang))
	}
	out := strings.Join(names, separator)
	if left := len(list) - maxNamed; left > 0 {
		if lang == "zh" {
			left = len(list)
		}
		out += fmt.Sprintf(more, left)
	}
	return out
}
