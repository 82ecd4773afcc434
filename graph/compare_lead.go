package graph

import "fmt"

// lead says which of two places is ahead, from the first of these that decides
// it without contradiction: like absolute values and floors, a ratio of one to
// the other, ranks in the same set, growth over the same period. Only what is
// there or being made counts: a plan puts nobody ahead.
func (t *table) lead(a, b tableRow) (Lead, bool) {
	for _, by := range []func(x, y *reading) (ahead int, lead Lead){t.byLevel, t.byRatio, t.byRank, t.byGrowth} {
		var found Lead
		verdict := 0
		meet := func(x, y *reading, sign int) (contradiction bool) {
			ahead, lead := by(x, y)
			ahead *= sign
			if ahead == 0 {
				return false
			}
			if verdict != 0 && verdict != ahead {
				return true
			}
			if verdict == 0 {
				verdict, found = ahead, lead
			} else {
				found.Statements = append(found.Statements, lead.Statements...)
			}
			return false
		}
		contradiction := false
		for _, x := range a.cells {
			contradiction = meet(x, &reading{place: b.place}, 1) || contradiction
			for _, y := range b.cells {
				contradiction = meet(x, y, 1) || contradiction
			}
		}
		for _, y := range b.cells {
			contradiction = meet(y, &reading{place: a.place}, -1) || contradiction
		}
		if contradiction {
			return Lead{}, false
		}
		if verdict != 0 {
			ahead, behind := a.place, b.place
			if verdict < 0 {
				ahead, behind = behind, ahead
			}
			found.Ahead, found.Behind = t.g.id(ahead), t.g.id(behind)
			found.Statements = sortedOnce(found.Statements)
			return found, true
		}
	}
	return Lead{}, false
}

// sign turns "more" into "ahead": 1, -1, or 0 where no direction is better.
func (t *table) sign() int {
	switch t.better {
	case BetterHigher:
		return 1
	case BetterLower:
		return -1
	}
	return 0
}

func isThere(r *reading) bool { return r.isNumber && (r.status == Existing || r.status == InProgress) }

func (t *table) byLevel(x, y *reading) (int, Lead) {
	if !isThere(x) || !isThere(y) || !x.level() || !y.level() || !alike(x, y) {
		return 0, Lead{}
	}
	return t.more(x, y, KindAbsolute, x.kind == KindFloor || y.kind == KindFloor)
}

func (t *table) byGrowth(x, y *reading) (int, Lead) {
	if !isThere(x) || !isThere(y) || x.kind != KindGrowth || y.kind != KindGrowth || !alike(x, y) || x.has(FlagScopeDiffers) || y.has(FlagScopeDiffers) {
		return 0, Lead{}
	}
	return t.more(x, y, KindGrowth, true)
}

// more is 1 where x is ahead, -1 where y is.
func (t *table) more(x, y *reading, by string, derived bool) (int, Lead) {
	lead := Lead{By: by, Derived: derived, Statements: t.ids([]*reading{x, y})}
	ahead := 0
	switch {
	case exceeds(x, y):
		ahead = t.sign()
	case exceeds(y, x):
		ahead = -t.sign()
	}
	best, sign := x, " > "
	if ahead < 0 {
		best, y = y, x
	}
	if t.better == BetterLower {
		sign = " < "
	}
	lead.Formula = bounded(best) + sign + bounded(y)
	return ahead, lead
}

// bounded writes a number with its operator, where that says something.
func bounded(r *reading) string {
	if op := r.operator(); op != "=" {
		return "(" + op + " " + r.text + ")"
	}
	return r.text
}

// byRatio looks at a ratio of x to the place of y; y's own value plays no part.
func (t *table) byRatio(x, y *reading) (int, Lead) {
	if y.kind != "" || x.kind != KindRatio || !isThere(x) || !x.compares() || x.relative != y.place || x.has(FlagScopeDiffers) {
		return 0, Lead{}
	}
	lead := Lead{By: KindRatio, Derived: true, Statements: t.ids([]*reading{x})}
	share := t.g.share(x)
	shown := formatNumber(share)
	if x.op != "=" {
		shown = fmt.Sprintf("(%s %s)", x.op, shown)
	}
	switch {
	case share < 1 && (x.op == "=" || x.op == "~" || x.op == "<" || x.op == "≤") || share == 1 && x.op == "<":
		lead.Formula = shown + " < 1"
		return -t.sign(), lead
	case share > 1 && (x.op == "=" || x.op == "~" || x.op == ">" || x.op == "≥") || share == 1 && x.op == ">":
		lead.Formula = shown + " > 1"
		return t.sign(), lead
	}
	return 0, Lead{}
}

// byRank compares ranks in the same set. The first rank is best, whichever
// direction of the indicator is.
func (t *table) byRank(x, y *reading) (int, Lead) {
	if !isThere(x) || !isThere(y) || x.kind != KindRank || y.kind != KindRank || x.among != y.among || !alike(x, y) {
		return 0, Lead{}
	}
	lead := Lead{By: KindRank, Derived: true, Statements: t.ids([]*reading{x, y})}
	switch {
	case exceeds(y, x):
		lead.Formula = bounded(x) + " < " + bounded(y)
		return 1, lead
	case exceeds(x, y):
		lead.Formula = bounded(y) + " < " + bounded(x)
		return -1, lead
	}
	return 0, Lead{}
}

// champion is the place that is ahead of every other row. Whoever that is beats
// each challenger in turn, so one walk finds the only candidate.
func (t *table) champion() (uint32, bool) {
	if len(t.rows) < 2 {
		return 0, false
	}
	best := 0
	for i := 1; i < len(t.rows); i++ {
		if l, ok := t.lead(t.rows[best], t.rows[i]); ok && l.Ahead == t.g.id(t.rows[i].place) {
			best = i
		}
	}
	for i := range t.rows {
		if i == best {
			continue
		}
		if l, ok := t.lead(t.rows[best], t.rows[i]); !ok || l.Ahead != t.g.id(t.rows[best].place) {
			return 0, false
		}
	}
	return t.rows[best].place, true
}

// leads lists who is ahead between the reference and each other place, and
// between two places of which one has a ratio to the other.
func (t *table) leads() []Lead {
	out := []Lead{}
	done := map[[2]uint32]bool{}
	meet := func(a, b uint32) {
		i, okA := t.at[a]
		j, okB := t.at[b]
		pair := [2]uint32{min(a, b), max(a, b)}
		if a == b || !okA || !okB || done[pair] {
			return
		}
		done[pair] = true
		if l, ok := t.lead(t.rows[i], t.rows[j]); ok {
			out = append(out, l)
		}
	}
	for _, row := range t.rows {
		if t.hasRef {
			meet(t.reference, row.place)
		}
		for _, c := range row.cells {
			if c.compares() {
				meet(row.place, c.relative)
			}
		}
	}
	return out
}
