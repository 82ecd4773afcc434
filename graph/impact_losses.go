package graph

import (
	"slices"
	"strings"
)

const levelOthers = "others"

var instrumentLoss = map[string]Text{
	levelNone:  {"去掉后“{entity}”没有任何手段。", "Without it “{entity}” has no instrument left."},
	levelGroup: {"去掉后“{entity}”自身没有手段，只剩其举措组的。", "Without it “{entity}” has no instrument of its own left, only that of its group."},
}

var measureLoss = map[string]Text{
	levelNone:  {"去掉后没有举措应对“{entity}”。", "Without it no measure addresses “{entity}”."},
	levelGroup: {"去掉后没有专门应对“{entity}”的举措，只剩应对其问题组的。", "Without it no measure addresses “{entity}” itself, only its group."},
}

var servingLoss = map[string]Text{
	levelNone:   {"去掉后没有什么服务于目标“{entity}”。", "Without it nothing serves the goal “{entity}”."},
	levelOthers: {"去掉后没有举措服务于目标“{entity}”，只剩举措以外的支撑。", "Without it no measure serves the goal “{entity}”; only other things do."},
	levelGroup:  {"去掉后没有什么服务于目标“{entity}”自身，只剩服务于其上级目标的。", "Without it nothing serves the goal “{entity}” itself, only the goal it is part of."},
}

// losses finds what loses the last of its instruments, measures or serving
// measures with the entity gone. A goal that no measure served before loses its
// last server whatever that is.
func (g *Graph) losses(b *budget, gone uint32, limit int, out *Impact) {
	a := g.newArgument(b)
	whole := a.gather()
	for _, l := range []struct {
		list   *LossList
		role   string
		claims map[uint32][]uint32
		words  map[string]Text
	}{
		{&out.LoseInstrument, RoleMeasure, a.instruments, instrumentLoss},
		{&out.LoseMeasure, RoleProblem, a.addressedBy, measureLoss},
		{&out.LoseServing, RoleGoal, a.servedBy, servingLoss},
	} {
		l.list.Items = []Loss{}
		if !whole {
			continue
		}
		for _, n := range a.withRole(l.role) {
			if n == gone {
				continue
			}
			lost, level := a.loss(l.claims, n, gone, l.role == RoleGoal)
			if b.left < 0 {
				break // what was not read could be what is left
			}
			if len(lost) == 0 {
				continue
			}
			if l.list.Total++; len(l.list.Items) == limit {
				out.Meta.stop(StoppedByLimit)
				continue
			}
			x := Loss{Entity: g.ref(n), Level: level, StatementsTotal: len(lost), Statements: []StatementView{},
				Why: Text{Zh: fillEntity(l.words[level].Zh, g.name(n).In("zh")), En: fillEntity(l.words[level].En, g.name(n).In("en"))}}
			if len(lost) > maxGapShown {
				out.Meta.stop(StoppedByLimit)
			}
			for _, s := range lost[:min(maxGapShown, len(lost))] {
				x.Statements = append(x.Statements, g.view(s))
			}
			l.list.Items = append(l.list.Items, x)
		}
	}
}

// loss answers the claims of n that go with the entity gone, if none is left,
// and the level at which some are left.
func (a *argument) loss(claims map[uint32][]uint32, n, gone uint32, goal bool) (lost []uint32, level string) {
	before := a.standing(claims, n)
	had := slices.Concat(before.own, before.below)
	if len(had) == 0 {
		return nil, ""
	}
	a.without = gone
	after := a.standing(claims, n)
	a.without = noEntity
	left := slices.Concat(after.own, after.below)
	byMeasure := func(s uint32) bool { return a.role(a.g.subj[s]) == RoleMeasure }
	level = levelNone
	switch {
	case len(left) > 0 && !(goal && slices.ContainsFunc(had, byMeasure) && !slices.ContainsFunc(left, byMeasure)):
		return nil, ""
	case len(left) > 0:
		level = levelOthers
	case len(after.above) > 0:
		level = levelGroup
	}
	slices.Sort(had)
	slices.Sort(left)
	for _, s := range had {
		if _, kept := slices.BinarySearch(left, s); !kept {
			lost = append(lost, s)
		}
	}
	return lost, level
}

func fillEntity(template, name string) string {
	return strings.ReplaceAll(template, "{entity}", name)
}
