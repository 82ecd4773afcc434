package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// CompareQuery asks for one table of places by indicators.
type CompareQuery struct {
	Indicators []string // none: all with at least two places
	Places     []string // places, or what else stands in observations; none: all with observations of the indicator; the first is the reference
}

// MaxCompareCells is how many observations one comparison shows.
const MaxCompareCells = 5000

// Compare puts the observations of places side by side, one table per indicator.
// Only values that are alike are ranked; derived values are kept apart and carry
// their formula. A place that only stands in another one's ratio, or other
// comparison, has a row too.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) Compare(ctx context.Context, q CompareQuery) (*Comparison, error) {
	if err := within(bound{"indicator", len(q.Indicators), 0, MaxIDs}, bound{"places", len(q.Places), 0, MaxIDs}); err != nil {
		return nil, err
	}
	indicators, err := g.findAll(q.Indicators, g.findIndicators("indicator"))
	places, placesErr := g.findAll(q.Places, g.findCompared(ctx, "places"))
	if err := allInvalid(err, placesErr); err != nil {
		return nil, err
	}
	if err := firstMissing(err, placesErr); err != nil {
		return nil, err
	}

	b := newBudget(ctx, maxWork)
	byIndicator, observed := map[uint32][]uint32{}, map[uint32]int{}
	g.eachObservation(b, func(s uint32) {
		n := g.place(g.relations[g.rel[s]].id)
		byIndicator[n] = append(byIndicator[n], s)
		observed[g.subj[s]]++
	})
	wanted := indicators
	if len(wanted) == 0 {
		for n := range byIndicator {
			wanted = append(wanted, n)
		}
		slices.Sort(wanted)
	}
	out := &Comparison{Indicators: []IndicatorComparison{}, Meta: g.meta()}
	total, room := 0, MaxCompareCells
	for _, n := range wanted {
		t := g.newTable(n, byIndicator[n], places, observed)
		if len(indicators) == 0 && t.involved() < min(2, orDefault(len(places), 2)) || !b.spend(t.work()) {
			continue
		}
		total++
		if room <= 0 {
			out.Meta.stop(StoppedByLimit)
			continue
		}
		c, cut := t.compare(room)
		if cut {
			out.Meta.stop(StoppedByLimit)
		}
		for _, r := range c.Rows {
			room -= max(1, len(r.Cells))
		}
		out.Indicators = append(out.Indicators, c)
	}
	if b.err != nil {
		return nil, b.err
	}
	if b.left < 0 {
		out.Meta.stop(StoppedByBudget)
	}
	out.Meta.Total = &total
	out.Meta.Visited.Edges = b.used
	return out, nil
}

// table is the comparison of one indicator while it is made.
type table struct {
	g         *Graph
	indicator uint32
	better    string
	rows      []tableRow // by id
	at        map[uint32]int
	reference uint32
	hasRef    bool
	all       []*reading // by statement
}

type tableRow struct {
	place uint32
	cells []*reading // by kind, period, number, statement
}

// newTable sorts the observations of an indicator into rows. observed counts the
// observations of every place in the whole graph.
func (g *Graph) newTable(indicator uint32, stmts []uint32, places []uint32, observed map[uint32]int) *table {
	t := &table{g: g, indicator: indicator, at: map[uint32]int{}}
	t.better = g.betterDirection(indicator)
	rows := map[uint32][]*reading{}
	for _, p := range places {
		rows[p] = nil
	}
	for _, s := range stmts {
		r := g.reading(s)
		_, asked := rows[r.place]
		if len(places) > 0 && !asked {
			continue
		}
		rows[r.place] = append(rows[r.place], r)
		t.all = append(t.all, r)
		if _, known := rows[r.relative]; len(places) == 0 && r.compares() && !known {
			rows[r.relative] = nil
		}
	}
	for p, cells := range rows {
		slices.SortFunc(cells, func(a, b *reading) int {
			return cmp.Or(cmp.Compare(a.kindAt, b.kindAt), strings.Compare(a.kind, b.kind), strings.Compare(a.period, b.period),
				strings.Compare(b.point, a.point), cmp.Compare(a.number, b.number), cmp.Compare(a.stmt, b.stmt)) // start before end
		})
		t.rows = append(t.rows, tableRow{p, cells})
	}
	slices.SortFunc(t.rows, func(a, b tableRow) int { return cmp.Compare(a.place, b.place) })
	for i, r := range t.rows {
		t.at[r.place] = i
		if len(places) == 0 && len(r.cells) > 0 && (!t.hasRef || observed[r.place] > observed[t.reference]) {
			t.reference, t.hasRef = r.place, true
		}
	}
	if len(places) > 0 {
		t.reference, t.hasRef = places[0], true
	}
	return t
}

// involved counts the places that have an observation, or that one compares
// another place of the table with.
func (t *table) involved() (n int) {
	compared := map[uint32]bool{}
	for _, r := range t.all {
		if r.compares() {
			compared[r.relative] = true
		}
	}
	for _, row := range t.rows {
		if len(row.cells) > 0 || compared[row.place] {
			n++
		}
	}
	return n
}

// work is a bound on the pairs of observations that compare looks at.
func (t *table) work() int { return 1 + len(t.all)*(2+t.most()) }

// most is the number of observations of the place with most of them.
func (t *table) most() (n int) {
	for _, r := range t.rows {
		n = max(n, len(r.cells))
	}
	return n
}

// compare makes the table, cut to the rows that fit into room cells.
func (t *table) compare(room int) (out IndicatorComparison, cut bool) {
	g := t.g
	ref := g.ref(t.indicator)
	out = IndicatorComparison{Indicator: ref, Label: ref.Name, Better: t.better, Unit: t.unit(),
		Rows: []ComparisonRow{}, Groups: []RankedGroup{}, Leads: t.leads(), Warnings: t.warnings()}
	if t.hasRef {
		r := g.ref(t.reference)
		out.Reference = &r
	}
	ranking := t.rank()
	for _, group := range ranking.groups {
		out.Groups = append(out.Groups, group.view(g))
	}
	if n, ok := t.champion(); ok {
		id := g.id(n)
		out.Ahead = &id
	}
	order := make([]int, len(t.rows))
	ranks := make([]*int, len(t.rows))
	for i := range order {
		order[i], ranks[i] = i, ranking.ofRow(t.rows[i])
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := ranks[a], ranks[b]
		switch {
		case x != nil && y != nil:
			return cmp.Compare(*x, *y)
		case x != nil:
			return -1
		case y != nil:
			return 1
		}
		return 0
	})
	for _, i := range order {
		r := t.rows[i]
		if room < len(r.cells) || room <= 0 {
			return out, true
		}
		room -= max(1, len(r.cells))
		row := ComparisonRow{Place: g.ref(r.place), Cells: []ComparisonCell{}, Derived: t.derive(r), Rank: ranks[i]}
		for _, c := range r.cells {
			cell := ComparisonCell{Observation: g.observation(c.stmt), NotRankedReason: ranking.reasons[c]}
			if at, ok := ranking.at[c]; ok {
				cell.Rank, cell.Group = &at.rank, &at.group
			}
			row.Cells = append(row.Cells, cell)
			if row.Rank == nil && row.NotRankedReason == nil {
				row.NotRankedReason = cell.NotRankedReason
			}
		}
		if len(r.cells) == 0 {
			row.NotRankedReason = remark("no-observation", "没有该地的观测值", "there is no observation of this place")
		}
		if t.hasRef && r.place != t.reference {
			if lead, ok := t.lead(r, t.rows[t.at[t.reference]]); ok {
				row.Ahead, row.Lead = &lead.Ahead, &lead
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out, false
}

func remark(code, zh, en string, statements ...string) *Remark {
	if statements == nil {
		statements = []string{}
	}
	return &Remark{Code: code, Text: Text{Zh: zh, En: en}, Statements: statements}
}
