package http

import (
	"context"
	"net/url"

	"github.com/innograph/innograph/graph"
)

type observationsInput struct {
	Indicator string `query:"indicator" doc:"The indicator." example:"state-key-laboratories"`
	Place     string `query:"place" doc:"What was observed." example:"hangzhou"`
	Kind      string `query:"kind" doc:"The kind of value." example:"rank"`
	Limit     int    `query:"limit" doc:"Observations per page."`
	Cursor    string `query:"cursor" doc:"The next page: meta.next_cursor of the page before, all else the same."`
}

// ObservationList is an answer of /v1/observations.
type ObservationList struct {
	Observations []graph.Observation `json:"observations"`
	Meta         graph.Meta          `json:"meta"`
}

func (l *ObservationList) nextCursor() string { return l.Meta.NextCursor }

func (s *Server) addObservations() {
	addJSON(s, &operation{
		id: "observations", path: "/v1/observations", tag: "Observations",
		summary:  "Values of indicators",
		about:    "Each as printed beside its number, with operator, unit, kind, period, flags and evidence. Nothing printed is corrected.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.DefaultList}},
		choices:  map[string][]string{"kind": s.kinds()},
		problems: []problemKind{notFound, badCursor}, redirect: true,
		examples: []string{"/v1/observations?indicator=state-key-laboratories", "/v1/observations?place=hangzhou&kind=rank"},
		names: func(a *asker, _ string, values url.Values) {
			_, err := a.g.Observations(a.ctx, graph.ObservationQuery{Kind: values.Get("kind")})
			a.errs = append(a.errs, err)
			a.each("indicator", nonEmpty(values["indicator"]), func(id string) error {
				_, err := a.g.Observations(a.ctx, graph.ObservationQuery{Indicator: id})
				return err
			})
			a.entities("place", nonEmpty(values["place"])...)
		},
	}, func(in *observationsInput) graph.ObservationQuery {
		return graph.ObservationQuery{Indicator: in.Indicator, Place: in.Place, Kind: in.Kind, Limit: in.Limit, Cursor: in.Cursor}
	}, func(g *graph.Graph, ctx context.Context, q graph.ObservationQuery) (*ObservationList, error) {
		l, err := g.Observations(ctx, q)
		if err != nil {
			return nil, err
		}
		return &ObservationList{l.Observations, l.Meta}, nil
	})
}

// kinds lists the kinds of value that the ontology has.
func (s *Server) kinds() []string {
	g := s.live.Current()
	if g == nil {
		return nil
	}
	t, _ := g.Ontology().Qualifier(graph.QualKind)
	return t.OneOf
}

type compareInput struct {
	Indicator []string `query:"indicator,explode" doc:"Indicators, separated by commas or repeated; without them, all with two places." example:"state-key-laboratories"`
	Places    []string `query:"places,explode" doc:"Places, separated by commas or repeated; the first is the reference."`
}

func (s *Server) addCompare() {
	addJSON(s, &operation{
		id: "compare", path: "/v1/compare", tag: "Observations",
		summary: "Places side by side",
		about: "One table per indicator over every kind of value. Only like values are ranked; derived values are marked and carry their formula; " +
			"unlike things are flagged.",
		numbers:  map[string]number{"indicator": {0, graph.MaxIDs, 0}, "places": {0, graph.MaxIDs, 0}},
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/compare?indicator=state-key-laboratories"},
		names: func(a *asker, _ string, values url.Values) {
			a.each("indicator", split(values["indicator"]), func(id string) error {
				_, err := a.g.Compare(a.ctx, graph.CompareQuery{Indicators: []string{id}})
				return err
			})
			a.each("places", split(values["places"]), func(id string) error {
				_, err := a.g.Compare(a.ctx, graph.CompareQuery{Places: []string{id}})
				return err
			})
		},
	}, func(in *compareInput) graph.CompareQuery {
		return graph.CompareQuery{Indicators: split(in.Indicator), Places: split(in.Places)}
	}, (*graph.Graph).Compare)
}

func (s *Server) addCoverage() {
	addJSON(s, &operation{
		id: "coverage", path: "/v1/sources/{id}/coverage", tag: "Sources",
		summary: "What of a document the graph holds",
		about: "Per section the statements that refer to it; with the text attached, per sentence and number whether it is cited, " +
			"excluded with a reason, or unused.",
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/sources/hangzhou-report/coverage"},
		names:    sourceNames,
	}, func(in *sourceInput) string { return in.ID }, (*graph.Graph).Coverage)
}
