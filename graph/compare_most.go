package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// QualIndicator names the indicator of a comparison between two entities.
const QualIndicator = "indicator"

// ComparedWith says with which places a place is compared, the most compared
// ones first.
type ComparedWith struct {
	Place  EntityRef       `json:"place"`
	Most   []string        `json:"most" doc:"the places with the greatest count; several where they tie"`
	Places []ComparedPlace `json:"places" doc:"by count, the greatest first, then by id"`
	Meta   Meta            `json:"meta"`
}

// ComparedPlace is one place that another is compared with.
type ComparedPlace struct {
	Place       EntityRef           `json:"place"`
	Count       int                 `json:"count" doc:"how many indicators they are compared on"`
	Ahead       *string             `json:"ahead" doc:"the place that is ahead on every indicator for which that can be said; null where it is said of none, or not always of the same place"`
	AheadOn     int                 `json:"ahead_on" doc:"on how many of them this place is ahead of the one asked about"`
	BehindOn    int                 `json:"behind_on" doc:"on how many it is behind"`
	UndecidedOn int                 `json:"undecided_on" doc:"on how many that cannot be said"`
	Indicators  []ComparedIndicator `json:"indicators" doc:"by id"`
}

// ComparedIndicator is one indicator that two places are compared on.
type ComparedIndicator struct {
	Indicator    EntityRef `json:"indicator"`
	Better       string    `json:"better" doc:"higher, lower or neither; empty where the graph does not say"`
	Ahead        *string   `json:"ahead" doc:"the place that is ahead; null where that cannot be said"`
	Lead         *Lead     `json:"lead" doc:"from what that follows"`
	Observations []string  `json:"observations" doc:"the observations of the two places"`
	Comparisons  []string  `json:"comparisons" doc:"statements between the two places that name the indicator"`
}

// ComparedMost answers with which places a place is compared, on which
// indicators, and who is ahead. Two places are compared on an indicator if both
// have observations of it, if an observation of one is relative to the other
// (a rank is not: it holds within a set), or if a statement between them, of a
// symmetric relation and with the qualifier "indicator", names it.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) ComparedMost(ctx context.Context, place string) (*ComparedWith, error) {
	n, err := g.findPlace("place", place)
	if err != nil {
		return nil, err
	}
	m := &comparisons{g: g, place: n, named: map[[2]uint32][]string{}, observed: map[uint32][]*reading{}}
	b := newBudget(ctx, maxWork)
	m.observations(b)
	m.statements(b)
	if b.err != nil {
		return nil, b.err
	}
	out := &ComparedWith{Place: g.ref(n), Most: []string{}, Places: m.places(b), Meta: g.meta()}
	if b.err != nil {
		return nil, b.err
	}
	for _, p := range out.Places {
		if p.Count == out.Places[0].Count {
			out.Most = append(out.Most, p.Place.ID)
		}
	}
	total := len(out.Places)
	out.Meta.Total = &total
	out.Meta.Visited = Visited{Nodes: total, Edges: b.used}
	if b.left < 0 {
		out.Meta.stop(StoppedByBudget)
	}
	return out, nil
}

// comparisons gathers what a place is compared on.
type comparisons struct {
	g        *Graph
	place    uint32
	observed map[uint32][]*reading  // by indicator: observations of the place, or relative to it, or beside such
	named    map[[2]uint32][]string // by other place and indicator: statements that name it
}

func (m *comparisons) observations(b *budget) {
	g := m.g
	others := map[uint32][]*reading{}
	g.eachObservation(b, func(s uint32) {
		i := g.place(g.relations[g.rel[s]].id)
		r := g.reading(s)
		if r.place == m.place || r.compares() && r.relative == m.place {
			m.observed[i] = append(m.observed[i], r)
		} else {
			others[i] = append(others[i], r)
		}
	})
	for i := range m.observed {
		m.observed[i] = append(m.observed[i], others[i]...)
		delete(others, i)
	}
}

// statements reads the symmetric statements at the place.
func (m *comparisons) statements(b *budget) {
	g := m.g
	for _, arcs := range [2][]arc{g.out[g.outAt[m.place]:g.outAt[m.place+1]], g.in[g.inAt[m.place]:g.inAt[m.place+1]]} {
		for _, a := range arcs {
			if r, ok := g.onto.Relation(g.relations[a.rel].id); !ok || !r.Symmetric || a.to == m.place || !g.isPlace(a.to) {
				continue
			}
			qualifiers, _ := decodeDetails(g.detailOf(a.stmt))
			for _, q := range qualifiers {
				if i, ok := g.lookup(q.Value.String()); ok && q.Name == QualIndicator && g.isIndicator(i) {
					key := [2]uint32{a.to, i}
					m.named[key] = append(m.named[key], g.statementID(a.stmt))
				}
			}
		}
		b.spend(len(arcs))
	}
}

// pairs lists by other place the indicators that it is compared on.
func (m *comparisons) pairs() map[uint32][]uint32 {
	pairs := map[uint32][]uint32{}
	add := func(other, indicator uint32) {
		if other != m.place && m.g.isPlace(other) && !slices.Contains(pairs[other], indicator) {
			pairs[other] = append(pairs[other], indicator)
		}
	}
	for i, readings := range m.observed {
		own := slices.ContainsFunc(readings, func(r *reading) bool { return r.place == m.place })
		for _, r := range readings {
			switch {
			case r.place == m.place && r.compares():
				add(r.relative, i)
			case r.place != m.place && (own || r.compares() && r.relative == m.place):
				add(r.place, i)
			}
		}
	}
	for key := range m.named {
		add(key[0], key[1])
	}
	return pairs
}

func (m *comparisons) places(b *budget) []ComparedPlace {
	g, out := m.g, []ComparedPlace{}
	for other, indicators := range m.pairs() {
		slices.Sort(indicators)
		p := ComparedPlace{Place: g.ref(other), Count: len(indicators), Indicators: []ComparedIndicator{}}
		for _, i := range indicators {
			c := m.compare(other, i, b)
			switch {
			case c.Ahead == nil:
				p.UndecidedOn++
			case *c.Ahead == p.Place.ID:
				p.AheadOn++
			default:
				p.BehindOn++
			}
			p.Indicators = append(p.Indicators, c)
		}
		switch {
		case p.AheadOn > 0 && p.BehindOn == 0:
			ahead := p.Place.ID
			p.Ahead = &ahead
		case p.BehindOn > 0 && p.AheadOn == 0:
			id := g.id(m.place)
			p.Ahead = &id
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b ComparedPlace) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Place.ID, b.Place.ID))
	})
	return out
}

// compare says what there is of one pair and indicator, and who is ahead.
func (m *comparisons) compare(other, indicator uint32, b *budget) ComparedIndicator {
	g := m.g
	t := &table{g: g, indicator: indicator, better: g.betterDirection(indicator)}
	a, z := tableRow{place: m.place}, tableRow{place: other}
	for _, r := range m.observed[indicator] {
		switch r.place {
		case m.place:
			a.cells = append(a.cells, r)
		case other:
			z.cells = append(z.cells, r)
		}
	}
	b.spend(len(m.observed[indicator]) + len(a.cells)*len(z.cells))
	out := ComparedIndicator{Indicator: g.ref(indicator), Better: t.better,
		Observations: t.ids(slices.Concat(a.cells, z.cells)), Comparisons: sortedOnce(append([]string{}, m.named[[2]uint32{other, indicator}]...))}
	if lead, ok := t.lead(a, z); ok {
		out.Lead = &lead
	} else if len(out.Comparisons) > 0 {
		out.Lead = g.byBenchmark(m.place, other, indicator, out.Comparisons, b)
	}
	if out.Lead != nil {
		out.Ahead = &out.Lead.Ahead
	}
	return out
}
