package graph

import (
	"cmp"
	"slices"
)

// ranking says of each observation of a table where it ranks, or why it does not.
type ranking struct {
	groups  []rankGroup
	at      map[*reading]rankAt
	reasons map[*reading]*Remark
}

type rankAt struct{ group, rank int }

type rankGroup struct {
	cells []*reading // by rank, then place
	ranks []int
}

// likeness is what absolute values must share to be ranked.
type likeness struct {
	unit, period, point string
	status              Status
}

func (r *reading) likeness() likeness { return likeness{r.unit, r.period, r.point, r.status} }

// rank sorts the absolute values into groups of like ones and ranks each group
// with at least two places.
func (t *table) rank() *ranking {
	k := &ranking{at: map[*reading]rankAt{}, reasons: map[*reading]*Remark{}}
	groups := map[likeness][]*reading{}
	var keys []likeness
	var candidates []*reading
	for _, row := range t.rows {
		values := map[likeness][]*reading{}
		for _, c := range row.cells {
			if why := t.unrankable(c); why != nil {
				k.reasons[c] = why
				continue
			}
			candidates = append(candidates, c)
			values[c.likeness()] = append(values[c.likeness()], c)
		}
		for _, c := range row.cells {
			same, key := values[c.likeness()], c.likeness()
			if k.reasons[c] != nil || same[0] != c {
				continue // a repeated value follows the first one below
			}
			if slices.ContainsFunc(same, func(o *reading) bool { return o.number != c.number }) {
				for _, o := range same {
					k.reasons[o] = remark("several-values", "该地有几个不同的值", "the place has several different values", t.ids(same)...)
				}
				continue
			}
			if groups[key] == nil {
				keys = append(keys, key)
			}
			groups[key] = append(groups[key], c)
		}
	}
	for _, key := range keys {
		if len(groups[key]) < 2 {
			c := groups[key][0]
			k.reasons[c] = t.alone(c, candidates)
			continue
		}
		k.groups = append(k.groups, t.sortGroup(groups[key]))
	}
	slices.SortStableFunc(k.groups, func(a, b rankGroup) int {
		return cmp.Or(cmp.Compare(len(b.cells), len(a.cells)), cmp.Compare(a.cells[0].status, b.cells[0].status),
			cmp.Compare(a.cells[0].period, b.cells[0].period), cmp.Compare(a.cells[0].point, b.cells[0].point), cmp.Compare(a.cells[0].unit, b.cells[0].unit))
	})
	for i, group := range k.groups {
		for j, c := range group.cells {
			k.at[c] = rankAt{i, group.ranks[j]}
		}
	}
	for _, c := range candidates { // the same value said twice
		if _, ranked := k.at[c]; ranked || k.reasons[c] != nil {
			continue
		}
		for _, first := range t.rows[t.at[c.place]].cells {
			if first.likeness() == c.likeness() && t.unrankable(first) == nil {
				if at, ok := k.at[first]; ok {
					k.at[c] = at
				}
				k.reasons[c] = k.reasons[first]
				break
			}
		}
	}
	return k
}

// sortGroup orders like values, the best first; equal ones share a rank.
func (t *table) sortGroup(cells []*reading) rankGroup {
	sign := -1
	if t.better == BetterLower {
		sign = 1
	}
	slices.SortFunc(cells, func(a, b *reading) int {
		return cmp.Or(sign*cmp.Compare(a.number, b.number), cmp.Compare(a.place, b.place))
	})
	group := rankGroup{cells: cells, ranks: make([]int, len(cells))}
	for i := range cells {
		group.ranks[i] = i + 1
		if i > 0 && cells[i].number == cells[i-1].number {
			group.ranks[i] = group.ranks[i-1]
		}
	}
	return group
}

// unrankable says why an observation cannot be ranked whatever stands beside it.
func (t *table) unrankable(c *reading) *Remark {
	id := t.g.statementID(c.stmt)
	switch {
	case c.kind != KindAbsolute:
		return remark("kind", "“"+c.kind+"”类的值不参与排名", "values of kind "+c.kind+" are not ranked", id)
	case !c.isNumber:
		return remark("no-number", "不是数字", "it is not a number", id)
	case !c.exact():
		return remark("bound", "只是界限("+c.op+"),不是数值", "it is only a bound ("+c.op+"), not the value", id)
	case c.has(FlagScopeDiffers):
		return remark(FlagScopeDiffers, "统计口径不同", "it does not count the same as the values beside it", id)
	case t.better == BetterNeither:
		return remark("no-direction", "该指标不分优劣", "of this indicator neither more nor less is better", id)
	case t.better != BetterHigher && t.better != BetterLower:
		return remark("no-direction", "未说明该指标以高为好还是以低为好", "the graph does not say whether more or less of this indicator is better", id)
	}
	return nil
}

// alone says why a value has no like one at another place.
func (t *table) alone(c *reading, candidates []*reading) *Remark {
	others := slices.DeleteFunc(slices.Clone(candidates), func(o *reading) bool { return o.place == c.place })
	id := t.g.statementID(c.stmt)
	all := func(differ func(o *reading) bool) bool {
		return len(others) > 0 && !slices.ContainsFunc(others, func(o *reading) bool { return !differ(o) })
	}
	switch {
	case len(others) == 0:
		return remark("no-comparable", "没有可比的其他地方的值", "no other place has a value that can be compared", id)
	case all(func(o *reading) bool { return o.unit != c.unit }):
		return remark("unit-differs", "与其他地方的单位不同", "its unit differs from that of the other places", id)
	case all(func(o *reading) bool { return o.unit != c.unit || o.status != c.status }):
		return remark("status-differs", "与其他地方的状态不同", "its status differs from that of the other places", id)
	}
	return remark("period-differs", "与其他地方的时期不同", "its period differs from that of the other places", id)
}

// ofRow is the rank of a row in the first group that it is in.
func (k *ranking) ofRow(row tableRow) *int {
	best, found := rankAt{}, false
	for _, c := range row.cells {
		if at, ok := k.at[c]; ok && (!found || at.group < best.group) {
			best, found = at, true
		}
	}
	if !found {
		return nil
	}
	return &best.rank
}

func (r rankGroup) view(g *Graph) RankedGroup {
	first := r.cells[0]
	out := RankedGroup{Unit: g.unitView(first.unit), Status: first.status, Period: first.view, Places: []string{}}
	for _, c := range r.cells {
		out.Places = append(out.Places, g.id(c.place))
	}
	return out
}

// ids lists the statements of observations, each once, in order.
func (t *table) ids(rs []*reading) []string {
	out := []string{}
	for _, r := range rs {
		out = append(out, t.g.statementID(r.stmt))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
