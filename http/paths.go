package http

import (
	"net/url"

	"github.com/innograph/innograph/graph"
)

// pathNames lets the graph check the names of a question for paths.
func pathNames(a *asker, _ string, values url.Values) {
	for _, param := range []string{"from", "to"} {
		a.entities(param, nonEmpty(values[param])...)
	}
	for _, param := range []string{"via", "avoid"} {
		a.entities(param, split(values[param])...)
	}
	filterNames(a, values)
}

type pathsInput struct {
	From    string   `query:"from" required:"true" doc:"Where the paths begin." example:"zhijiang-lab"`
	To      string   `query:"to" required:"true" doc:"Where they end." example:"chengxi-corridor"`
	Mode    string   `query:"mode" doc:"shortest: one cheapest path. all-shortest: all that cost as little. k-shortest: the k cheapest. simple: those of at most max_hops hops. No path passes an entity twice." example:"k-shortest"`
	K       int      `query:"k" doc:"The most paths to answer." example:"3"`
	MaxHops int      `query:"max_hops" doc:"The most hops of a path. Without it there is no bound, but 6 for mode=simple."`
	Via     []string `query:"via,explode" doc:"Entities that every path passes, in any order; separated by commas, or repeated."`
	Avoid   []string `query:"avoid,explode" doc:"Entities that no path passes; separated by commas, or repeated."`
	Cost    string   `query:"cost" doc:"What a hop costs. hops: 1. hub: more, the more edges the entity has that it leads into. confidence: more, the less sure its surest statement is."`
	FilterInput
	FormatInput
}

func (s *Server) addPaths() {
	addGraph(s, &operation{
		id: "paths", path: "/v1/paths", tag: "Graph",
		summary: "How two entities are connected",
		about: "Paths, cheapest first, each with its sentence in Chinese and English; edges[i] of a path holds every parallel edge of hop i. " +
			"An empty list with meta.complete true means that there is no path; with meta.complete false, that the search gave up, " +
			"and meta.stopped_by says why. from and to the same have the one path of length 0.",
		numbers: map[string]number{
			"k": {1, graph.MaxK, graph.DefaultK}, "max_hops": {1, graph.MaxHops, 0},
			"via": {0, graph.MaxVia, 0}, "avoid": {0, graph.MaxIDs, 0},
		},
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{
			"/v1/paths?from=zhijiang-lab&to=chengxi-corridor",
			"/v1/paths?from=zhijiang-lab&to=chengxi-corridor&mode=k-shortest&k=3&format=cytoscape",
		},
		names: pathNames,
	}, func(in *pathsInput) graph.PathQuery {
		mode, _ := graph.ParsePathMode(in.Mode) // check has refused unknown names
		cost, _ := graph.ParseCost(in.Cost)
		return graph.PathQuery{From: in.From, To: in.To, Mode: mode, K: in.K, MaxHops: in.MaxHops, Direction: in.direction(),
			Filter: in.filter(), Via: split(in.Via), Avoid: split(in.Avoid), Cost: cost}
	}, func(in *pathsInput) *FormatInput { return &in.FormatInput }, (*graph.Graph).Paths)
}
