package http

import (
	"net/url"

	"github.com/innograph/innograph/graph"
)

type neighborhoodInput struct {
	ID          string `path:"id" doc:"The entity." example:"chengxi-corridor"`
	Depth       int    `query:"depth" doc:"How many hops away." example:"2"`
	Limit       int    `query:"limit" doc:"Entities per page, the one asked about not counted."`
	PerRelation int    `query:"per_relation" doc:"Edges per relation and direction of each entity; 0 for all."`
	Induced     bool   `query:"induced" doc:"Also the edges among the outermost entities."`
	Cursor      string `query:"cursor" doc:"The next page: meta.next_cursor of the page before, all else the same."`
	FilterInput
	FormatInput
}

func (s *Server) addNeighborhood() {
	addGraph(s, &operation{
		id: "neighborhood", path: "/v1/entities/{id}/neighborhood", tag: "Graph",
		summary: "What surrounds an entity",
		about: "The entities within some hops, nearest first, and the edges that lead to them. Filters act inside the search: " +
			"what they exclude is not walked through. meta.complete says whether the answer is whole, meta.totals how many " +
			"statements the entity has per relation, and meta.next_cursor leads to the next page, which is again a graph.",
		numbers: map[string]number{
			"depth": {1, graph.MaxDepth, 1}, "limit": {1, graph.MaxNodes, graph.DefaultNodes}, "per_relation": {0, graph.MaxPerRelation, 0},
		},
		problems: []problemKind{notFound, badCursor}, redirect: true,
		examples: []string{
			"/v1/entities/chengxi-corridor/neighborhood?depth=2",
			"/v1/entities/hangzhou/neighborhood?status=planned|aspired&limit=20",
			"/v1/entities/chengxi-corridor/neighborhood?format=svg&lang=en",
		},
		names: func(a *asker, id string, values url.Values) {
			a.entities("id", id)
			filterNames(a, values)
		},
	}, func(in *neighborhoodInput) graph.NeighborhoodQuery {
		return graph.NeighborhoodQuery{ID: in.ID, Depth: in.Depth, Direction: in.direction(), Filter: in.filter(),
			Limit: in.Limit, PerRelation: in.PerRelation, Induced: in.Induced, Cursor: in.Cursor}
	}, func(in *neighborhoodInput) *FormatInput { return &in.FormatInput }, (*graph.Graph).Neighborhood)
}
