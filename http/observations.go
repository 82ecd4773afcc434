package http

import "github.com/innograph/innograph/graph"

type observationsInput struct {
	Indicator string `query:"indicator" doc:"The indicator." example:"state-key-laboratories"`
	Place     string `query:"place" doc:"What was observed." example:"hangzhou"`
	Kind      string `query:"kind" doc:"The kind of value: absolute, ratio, rank, growth, floor, target or qualitative."`
	Limit     int    `query:"limit" doc:"Observations per page."`
	Cursor    string `query:"cursor" doc:"The next page: meta.next_cursor of the page before, all else the same."`
}

func (s *Server) addObservations() {
	addJSON(s, &operation{
		id: "observations", path: "/v1/observations", tag: "Observations",
		summary:  "Values of indicators",
		about:    "Each as printed beside its number, with operator, unit, kind, period, flags and evidence. Nothing printed is corrected.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.DefaultList}},
		problems: []problemKind{notFound, badCursor},
		examples: []string{"/v1/observations?indicator=state-key-laboratories", "/v1/observations?place=hangzhou&kind=rank"},
	}, func(in *observationsInput) graph.ObservationQuery {
		return graph.ObservationQuery{Indicator: in.Indicator, Place: in.Place, Kind: in.Kind, Limit: in.Limit, Cursor: in.Cursor}
	}, (*graph.Graph).Observations)
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
		problems: []problemKind{notFound},
		examples: []string{"/v1/compare?indicator=state-key-laboratories"},
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
	}, func(in *sourceInput) string { return in.ID }, (*graph.Graph).Coverage)
}
