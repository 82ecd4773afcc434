package graph

import (
	"cmp"
	"context"
	"slices"
)

// GapQuery asks what an argument lacks.
type GapQuery struct {
	Scope string // an entity: only what it is or contains; "" for everything
	Place string // the place that is "here"; "" for the place with the highest degree
	Limit int    // items shown of each list; 1 to MaxList; 0 means DefaultGaps
}

// DefaultGaps is how many items of each list Gaps shows.
const DefaultGaps = 200

// maxGapShown bounds the statements and related entities shown of one item.
const maxGapShown = 20

// Gaps is what an argument lacks: the answer to a GapQuery. An entity whose own
// status is absent is in no list, and a statement that says of something that it
// is absent counts as a denial.
type Gaps struct {
	Scope *EntityRef `json:"scope" doc:"what the question was narrowed to; null for everything"`
	Place *EntityRef `json:"place" doc:"the place that counts as here; null where the graph has none"`

	ProblemsWithoutMeasure       GapList `json:"problems_without_measure" doc:"problems that no measure addresses, neither themselves nor a part of them: level none, or group where a group they belong to is addressed"`
	ProblemsMetInPart            GapList `json:"problems_met_in_part" doc:"problems that are addressed, but some of whose sub-problems have no measure of their own (parts), or only by measures that are aspired to or to be explored (uncertain)"`
	MeasuresWithoutInstrument    GapList `json:"measures_without_instrument" doc:"measures that name no instrument, neither themselves nor in their parts: level none, or group where a group they belong to names one"`
	MeasuresWithoutProblem       GapList `json:"measures_without_problem" doc:"measures that address no stated problem, neither themselves nor in their parts: level none, or group where a group they belong to addresses one"`
	BenchmarksWithoutCounterpart GapList `json:"benchmarks_without_counterpart" doc:"things of other places held up against a problem here, to which nothing here is a counterpart"`
	BenchmarkPlaces              GapList `json:"benchmark_places" doc:"other places held up as a whole against a problem for which nothing of theirs is named that could have a counterpart"`
	StrengthsInTension           GapList `json:"strengths_in_tension" doc:"what is in tension with a problem"`
	NumbersInWords               GapList `json:"numbers_in_words" doc:"indicators that a source gives in words"`
	IndicatorsWithoutNumber      GapList `json:"indicators_without_number" doc:"indicators of which there is no number at all"`
	UnitsMissing                 GapList `json:"units_missing" doc:"entities about which a value is printed without its unit"`
	MembersNotNamed              GapList `json:"members_not_named" doc:"groups whose members are counted or mentioned but not named"`

	Meta Meta `json:"meta"`
}

// GapList is one kind of gap. The totals count all, also what Limit leaves out.
type GapList struct {
	Total  int        `json:"total"`
	Levels []GapLevel `json:"levels" doc:"how many there are of each level, the gravest first"`
	Items  []Gap      `json:"items" doc:"by level, then by id"`
}

// GapLevel counts the gaps of one level.
type GapLevel struct {
	Level string `json:"level"`
	Count int    `json:"count"`
}

// Gap is something that is lacking, why it is said to be, and the statements
// that show it. Where the gap is that nothing is said, these are the statements
// that the entity is there.
type Gap struct {
	Entity          EntityRef       `json:"entity"`
	Level           string          `json:"level" doc:"how far the gap goes; why tells what it means"`
	Group           bool            `json:"group" doc:"true where the entity has parts of its kind"`
	Related         []EntityRef     `json:"related" doc:"the other entities that why names, at most 20"`
	Why             Text            `json:"why"`
	Statements      []StatementView `json:"statements" doc:"what shows it, at most 20"`
	StatementsTotal int             `json:"statements_total"`
}

// Gaps lists what the argument of the sources lacks: problems without a measure,
// measures without means or aim, benchmarks without a counterpart, strengths
// that do not fit a problem, numbers that are not given. A problem or measure
// with parts of its own kind is a group; it is listed beside its parts only
// where all of them are so.
//
// A thing belongs to the places with which it, or what contains it, is linked;
// it is of another place where one of those is neither here, nor in here, nor
// contains here, or where there are none.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) Gaps(ctx context.Context, q GapQuery) (*Gaps, error) {
	q.Limit = orDefault(q.Limit, DefaultGaps)
	if err := within(bound{"limit", q.Limit, 1, MaxList}); err != nil {
		return nil, err
	}
	f := &gapFinder{limit: q.Limit, argument: g.newArgument(newBudget(ctx, maxWork)), home: g.centralPlace(noEntity), out: &Gaps{Meta: g.meta()}}
	if q.Place != "" {
		n, err := g.findPlace("place", q.Place)
		if err != nil {
			return nil, err
		}
		f.home = n
	}
	if f.home != noEntity {
		ref := g.ref(f.home)
		f.out.Place = &ref
	}
	if q.Scope != "" {
		n, err := g.find("scope", q.Scope)
		if err != nil {
			return nil, err
		}
		ref := g.ref(n)
		f.out.Scope, f.scope = &ref, f.inside(n)
	}
	whole := f.gather()
	for _, l := range []struct {
		list  *GapList
		words map[string]Text
		order []string
		find  func() []gap
	}{
		{&f.out.ProblemsWithoutMeasure, problemWords, []string{levelNone, levelGroup}, f.unmet},
		{&f.out.ProblemsMetInPart, problemWords, []string{levelParts, levelUncertain}, f.metInPart},
		{&f.out.MeasuresWithoutInstrument, instrumentWords, []string{levelNone, levelGroup}, func() []gap { return f.idle(RoleMeasure, RoleInstrument, f.instruments, g.subj) }},
		{&f.out.MeasuresWithoutProblem, aimWords, []string{levelNone, levelGroup}, func() []gap { return f.idle(RoleMeasure, RoleAddresses, f.addresses, g.subj) }},
		{&f.out.BenchmarksWithoutCounterpart, benchmarkWords, []string{levelNone}, func() []gap { return f.unmatched(false) }},
		{&f.out.BenchmarkPlaces, benchmarkWords, []string{levelPlace}, func() []gap { return f.unmatched(true) }},
		{&f.out.StrengthsInTension, tensionWords, []string{levelTension}, f.strained},
		{&f.out.NumbersInWords, numberWords, []string{levelWords, levelBeside}, f.inWords},
		{&f.out.IndicatorsWithoutNumber, numberWords, []string{levelNone, levelOnlyWords}, f.unmeasured},
		{&f.out.UnitsMissing, numberWords, []string{levelUnit}, f.unitless},
		{&f.out.MembersNotNamed, numberWords, []string{levelUnnamed, levelFewer}, f.unnamedMembers},
	} {
		var found []gap
		if whole && f.budget.left >= 0 && f.budget.err == nil {
			// What a used-up budget left unread could make a gap of what is none.
			if list := l.find(); f.budget.left >= 0 {
				found = list
			}
		}
		*l.list = f.show(found, l.words, l.order)
	}
	if f.budget.err != nil {
		return nil, f.budget.err
	}
	if f.budget.left < 0 {
		f.out.Meta.stop(StoppedByBudget)
	}
	f.out.Meta.Visited = Visited{Nodes: g.entities(), Edges: f.budget.used}
	return f.out, nil
}

// gap is a Gap by positions.
type gap struct {
	n       uint32
	level   string
	group   bool
	related []uint32
	stmts   []uint32
}

type gapFinder struct {
	*argument
	limit int
	scope map[uint32]bool // nil: everything
	home  uint32
	out   *Gaps
}

func (f *gapFinder) inScope(n uint32) bool { return f.scope == nil || f.scope[n] }

// inside is an entity and all that it contains.
func (f *gapFinder) inside(n uint32) map[uint32]bool {
	seen, queue := map[uint32]bool{n: true}, []uint32{n}
	for i := 0; i < len(queue); i++ {
		arcs := f.g.in[f.g.inAt[queue[i]]:f.g.inAt[queue[i]+1]]
		if !f.budget.spend(len(arcs)) {
			break
		}
		for _, x := range arcs {
			if f.contains[x.rel] && !seen[x.to] && f.present(x.stmt) {
				seen[x.to] = true
				queue = append(queue, x.to)
			}
		}
	}
	return seen
}

// show orders the gaps of one list and words those that Limit lets through.
func (f *gapFinder) show(found []gap, words map[string]Text, order []string) GapList {
	list := GapList{Total: len(found), Levels: make([]GapLevel, len(order)), Items: []Gap{}}
	for i, level := range order {
		list.Levels[i].Level = level
	}
	for _, x := range found {
		list.Levels[slices.Index(order, x.level)].Count++
	}
	slices.SortStableFunc(found, func(x, y gap) int {
		return cmp.Or(cmp.Compare(slices.Index(order, x.level), slices.Index(order, y.level)), cmp.Compare(x.n, y.n))
	})
	for _, x := range found {
		if len(list.Items) == f.limit {
			f.out.Meta.stop(StoppedByLimit)
			break
		}
		list.Items = append(list.Items, f.word(x, words[x.level]))
	}
	return list
}
