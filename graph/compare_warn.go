package graph

import (
	"slices"
	"strings"
)

// warnings says how the values of a table are unlike, or doubtful.
func (t *table) warnings() []Remark {
	out := []Remark{}
	warn := func(code, zh, en string, rs []*reading) { out = append(out, *remark(code, zh, en, t.ids(rs)...)) }
	flags := map[string][]*reading{}
	statuses, kinds := map[string][]*reading{}, map[string][]*reading{}
	units, periods := map[string][]*reading{}, map[string][]*reading{}
	var unlikeUnit, unlikePeriod []*reading
	for _, r := range t.all {
		for _, f := range r.flags {
			flags[f] = append(flags[f], r)
		}
		statuses[r.status.String()] = append(statuses[r.status.String()], r)
		kinds[r.kind] = append(kinds[r.kind], r)
		if r.kind == KindAbsolute || r.kind == KindFloor {
			units[r.unit] = append(units[r.unit], r)
			unlikeUnit = append(unlikeUnit, r)
		}
		if r.isNumber {
			periods[r.period] = append(periods[r.period], r)
			unlikePeriod = append(unlikePeriod, r)
		}
	}
	if rs := flags[FlagScopeDiffers]; rs != nil {
		warn(FlagScopeDiffers, "统计口径不同，不能直接比较", "the values do not count the same things and cannot be compared directly", rs)
	}
	built, building := statuses[Existing.String()], statuses[InProgress.String()]
	if built != nil && building != nil {
		warn("under-construction", "有的在建，有的已建成", "some are under construction, others are there already", building)
	}
	if names := keys(statuses); len(names) > 1 {
		warn("status-differs", "状态不同："+strings.Join(names, "、"), "the statuses differ: "+strings.Join(names, ", "), t.all)
	}
	if names := keys(kinds); len(names) > 1 {
		warn("kind-differs", "数值类型不同："+strings.Join(names, "、"), "the kinds of value differ: "+strings.Join(names, ", "), t.all)
	}
	if len(units) > 1 {
		warn("unit-differs", "单位不同", "the units differ", unlikeUnit)
	}
	if len(periods) > 1 {
		warn("period-differs", "时期不同，或有的没有给出时期", "the periods differ, or some are not given", unlikePeriod)
	}
	for _, f := range keys(flags) {
		switch {
		case f == FlagScopeDiffers:
		case strings.HasPrefix(f, QualPeriod):
			warn(f, "印刷的时期不可信（"+f+"）", "the period as printed is not to be trusted ("+f+")", flags[f])
		default:
			warn(f, "有可信度标记："+f, "marked "+f, flags[f])
		}
	}
	types := map[string]bool{}
	for _, row := range t.rows {
		if len(row.cells) > 0 {
			types[t.g.onto.Types[t.g.typ[row.place]].ID] = true
		}
	}
	if names := keys(types); len(names) > 1 {
		warn("place-differs", "各地类型不同："+strings.Join(names, "、"), "the places are of different types: "+strings.Join(names, ", "), nil)
	}
	if len(t.all) > 0 && t.better != BetterHigher && t.better != BetterLower && t.better != BetterNeither {
		warn("no-direction", "未说明该指标以高为好还是以低为好", "the graph does not say whether more or less is better", nil)
	}
	return out
}

func keys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
