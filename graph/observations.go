package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// The qualifiers of observations beside those that a sentence reads; package
// seeds writes them.
const (
	QualPeriodPrinted = "period-printed"
	QualPeriod        = "period"
	QualPeriodPoint   = "period-point" // start or end
	QualFlag          = "flag"
	QualNote          = "note"
	QualAsOf          = "as-of"
)

// ObservationQuery asks for observations. Empty fields allow everything.
type ObservationQuery struct {
	Indicator string   // an entity that is an indicator
	Place     string   // the entity that was observed
	Kind      string   // one of the values that the ontology allows for the qualifier kind
	Status    []string // as Filter.Status
	Basis     []string // as Filter.Basis
	Limit     int      // 1 to MaxList; 0 means DefaultList
	Cursor    string   // from Meta.NextCursor
}

// ObservationList is the answer to an ObservationQuery.
type ObservationList struct {
	Observations []Observation `json:"observations"`
	Meta         Meta          `json:"meta"`
}

// Observation is a statement whose relation is an indicator, as an answer shows
// it.
type Observation struct {
	ID         string          `json:"id" doc:"the statement's id"`
	Place      EntityRef       `json:"place" doc:"what was observed, mostly a place"`
	Indicator  EntityRef       `json:"indicator"`
	Value      any             `json:"value" doc:"a number or, for a qualitative observation, a text"`
	Text       string          `json:"text" doc:"the value as text"`
	Operator   string          `json:"operator" doc:"how the value relates to the truth: = > ≥ ~ ≤ <"`
	Unit       *UnitView       `json:"unit" doc:"null where none is given"`
	Kind       string          `json:"kind"`
	Printed    string          `json:"printed" doc:"the value as printed"`
	Period     Period          `json:"period"`
	RelativeTo *EntityRef      `json:"relative_to" doc:"what a ratio, rank or comparison is relative to; null where nothing is"`
	Flags      []string        `json:"flags" doc:"doubts about what was printed"`
	Note       string          `json:"note" doc:"the editor's remark on how it was read"`
	Status     Status          `json:"status"`
	Basis      Basis           `json:"basis"`
	Sentence   Text            `json:"sentence"`
	Evidence   []EvidenceView  `json:"evidence"`
	Qualifiers []QualifierView `json:"qualifiers" doc:"the qualifiers that no other field shows"`
}

// UnitView is a unit with its label.
type UnitView struct {
	ID    string `json:"id"`
	Label Text   `json:"label"`
}

// Period is when an observation holds.
type Period struct {
	Printed  string  `json:"printed" doc:"as printed, not always to be trusted; empty where none is"`
	Resolved *string `json:"resolved" doc:"null where it cannot be told"`
	Point    string  `json:"point,omitempty" doc:"start or end, where the value is that of one end of the period"`
}

// Observations answers the statements whose relation is an indicator, by the ids
// of indicator, place and statement, one page at a time.
//
// Errors: *Error of kind Invalid, NotFound, Moved or BadCursor, and the
// context's.
func (g *Graph) Observations(ctx context.Context, q ObservationQuery) (*ObservationList, error) {
	q.Limit = orDefault(q.Limit, DefaultList)
	var issues []Issue
	note := func(err error) {
		if e, ok := err.(*Error); ok {
			issues = append(issues, e.Issues...)
		}
	}
	note(within(bound{"limit", q.Limit, 1, MaxList}))
	kind, err := g.parseObservationKind(q.Kind)
	note(err)
	state, err := g.compile(Filter{Status: q.Status, Basis: q.Basis})
	note(err)
	indicator, indicatorErr := uint32(0), error(nil)
	if q.Indicator != "" {
		indicator, indicatorErr = g.findIndicator("indicator", q.Indicator)
		if KindOf(indicatorErr) == Invalid {
			note(indicatorErr)
		}
	}
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	place, placeErr := uint32(0), error(nil)
	if q.Place != "" {
		place, placeErr = g.find("place", q.Place)
	}
	if err := firstMissing(indicatorErr, placeErr); err != nil {
		return nil, err
	}
	question := fmt.Sprintf("observations %q %q %q %q %q %d", q.Indicator, q.Place, q.Kind, q.Status, q.Basis, q.Limit)
	first, err := g.readCursor(question, q.Cursor)
	if err != nil {
		return nil, err
	}

	b := newBudget(ctx, maxWork)
	var matched []uint32
	take := func(s uint32) {
		if q.Indicator != "" && g.relations[g.rel[s]].id != g.id(indicator) || !state.state[g.flags[s]&31] {
			return
		}
		if kind == "" || g.qualifier(s, QualKind) == kind {
			matched = append(matched, s)
		}
	}
	if q.Place != "" {
		g.observationsOf(b, place, take)
	} else {
		g.eachObservation(b, take)
	}
	if b.err != nil {
		return nil, b.err
	}
	slices.SortFunc(matched, g.compareObservations)
	out := &ObservationList{Observations: []Observation{}, Meta: g.meta()}
	total := len(matched)
	out.Meta.Total = &total
	out.Meta.Visited.Edges = b.used
	if b.left < 0 {
		out.Meta.stop(StoppedByBudget)
	}
	last := min(first+q.Limit, total)
	for _, s := range matched[min(first, total):last] {
		out.Observations = append(out.Observations, g.observation(s))
	}
	if last < total {
		out.Meta.stop(StoppedByLimit)
		out.Meta.NextCursor = g.makeCursor(question, last)
	}
	return out, nil
}

// observationsOf visits the observations of an entity.
func (g *Graph) observationsOf(b *budget, n uint32, visit func(s uint32)) {
	for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
		if g.relations[g.rel[s]].indicator {
			visit(s)
		}
	}
	for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
		if g.relations[a.rel].indicator {
			visit(a.stmt)
		}
	}
	b.spend(int(g.valAt[n+1] - g.valAt[n] + g.outAt[n+1] - g.outAt[n]))
}

// eachObservation visits every observation, or as many as the budget allows, in
// the order of statements.
func (g *Graph) eachObservation(b *budget, visit func(s uint32)) {
	for from := 0; from < len(g.rel); from += checkEvery {
		to := min(from+checkEvery, len(g.rel))
		if !b.spend(to - from) {
			return
		}
		for s := from; s < to; s++ {
			if g.relations[g.rel[s]].indicator {
				visit(uint32(s))
			}
		}
	}
}

func (g *Graph) compareObservations(x, y uint32) int {
	return cmp.Or(strings.Compare(g.relations[g.rel[x]].id, g.relations[g.rel[y]].id), cmp.Compare(g.subj[x], g.subj[y]), cmp.Compare(x, y))
}

// qualifier is the first value of a statement's qualifier, as text.
func (g *Graph) qualifier(s uint32, name string) string {
	qualifiers, _ := decodeDetails(g.detailOf(s))
	for _, q := range qualifiers {
		if q.Name == name {
			return q.Value.String()
		}
	}
	return ""
}

func (g *Graph) observation(s uint32) Observation {
	v, object := g.view(s), g.object(s)
	o := Observation{
		ID: v.ID, Place: v.Subject, Indicator: g.refOrID(v.Relation), Value: object.Any(), Text: object.String(), Operator: "=",
		Flags: []string{}, Status: v.Status, Basis: v.Basis, Sentence: v.Sentence, Evidence: v.Evidence, Qualifiers: []QualifierView{},
	}
	seen := map[string]bool{}
	for _, q := range v.Qualifiers {
		text, again := q.Value.String(), seen[q.Name]
		seen[q.Name] = true
		switch {
		case q.Name == QualFlag:
			o.Flags = append(o.Flags, text)
		case q.Name == QualNote && again:
			o.Note += "; " + text
		case again: // a field holds one value
			o.Qualifiers = append(o.Qualifiers, q)
		case q.Name == QualNote:
			o.Note = text
		case q.Name == QualOperator:
			o.Operator = text
		case q.Name == QualUnit:
			o.Unit = &UnitView{ID: text}
			if u, ok := g.onto.Unit(text); ok {
				o.Unit.Label = u.Label
			}
		case q.Name == QualKind:
			o.Kind = text
		case q.Name == QualPrinted:
			o.Printed = text
		case q.Name == QualPeriodPrinted:
			o.Period.Printed = text
		case q.Name == QualPeriod:
			o.Period.Resolved = &text
		case q.Name == QualPeriodPoint:
			o.Period.Point = text
		case q.Name == QualRelativeTo:
			ref := g.refOrID(text)
			o.RelativeTo = &ref
		default:
			o.Qualifiers = append(o.Qualifiers, q)
		}
	}
	return o
}

// refOrID names an entity; one that is not in the graph by its id alone.
func (g *Graph) refOrID(id string) EntityRef {
	if n, ok := g.lookup(id); ok {
		return g.ref(n)
	}
	return EntityRef{ID: id}
}
