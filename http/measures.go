package http

import (
	"net/url"

	"github.com/innograph/innograph/graph"
)

type explainInput struct {
	From    string   `query:"from" required:"true" doc:"Where the paths begin." example:"zhijiang-lab"`
	To      string   `query:"to" required:"true" doc:"Where they end." example:"chengxi-corridor"`
	K       int      `query:"k" doc:"The most paths to tell." example:"1"`
	MaxHops int      `query:"max_hops" doc:"The most hops of a path; without it there is no bound."`
	Via     []string `query:"via,explode" doc:"Entities that every path passes, in any order; separated by commas, or repeated."`
	Avoid   []string `query:"avoid,explode" doc:"Entities that no path passes; separated by commas, or repeated."`
	Cost    string   `query:"cost" doc:"What a hop costs. hops: 1. hub: more, the more edges the entity has that it leads into. confidence: more, the less sure its surest statement is."`
	FilterInput
}

func (s *Server) addExplain() {
	addJSON(s, &operation{
		id: "explain", path: "/v1/explain", tag: "Analysis",
		summary: "How two entities are connected, told",
		about:   "The k shortest paths, hop by hop: each statement read in the path's direction, its status, basis and evidence, and what is not certain.",
		numbers: map[string]number{
			"k": {1, graph.MaxK, graph.DefaultK}, "max_hops": {1, graph.MaxHops, 0}, "via": {0, graph.MaxVia, 0}, "avoid": {0, graph.MaxIDs, 0},
		},
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/explain?from=zhijiang-lab&to=chengxi-corridor&k=1"},
		names:    pathNames,
	}, func(in *explainInput) graph.PathQuery {
		cost, _ := graph.ParseCost(in.Cost) // check has refused unknown names
		return graph.PathQuery{From: in.From, To: in.To, Mode: graph.KShortest, K: in.K, MaxHops: in.MaxHops, Direction: in.direction(),
			Filter: in.filter(), Via: split(in.Via), Avoid: split(in.Avoid), Cost: cost}
	}, (*graph.Graph).Explain)
}

type comparedInput struct {
	Place string `query:"place" required:"true" doc:"The place." example:"hangzhou"`
}

func (s *Server) addCompared() {
	addJSON(s, &operation{
		id: "compared-with", path: "/v1/compared-with", tag: "Observations",
		summary:  "With which places one is compared",
		about:    "Most often first: on which indicators, and who is ahead where that can be said.",
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/compared-with?place=hangzhou"},
		names: func(a *asker, _ string, values url.Values) {
			a.each("place", nonEmpty(values["place"]), func(id string) error {
				_, err := a.g.ComparedMost(a.ctx, id)
				return err
			})
		},
	}, func(in *comparedInput) string { return in.Place }, (*graph.Graph).ComparedMost)
}

type centralityInput struct {
	Measure    string   `query:"measure" doc:"What makes an entity central. degree: its neighbours. betweenness: the shortest paths that pass it. pagerank: the chance to be there on a random walk." example:"pagerank"`
	ResultType []string `query:"result_type,explode" doc:"List only entities of these types; the measure sees all that the filters allow."`
	Limit      int      `query:"limit" doc:"Entities listed."`
	FilterInput
}

func (s *Server) addCentrality() {
	addJSON(s, &operation{
		id: "centrality", path: "/v1/centrality", tag: "Analysis",
		summary:  "The most central entities",
		about:    "By degree, betweenness or PageRank over the filtered graph, read without directions.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.DefaultList}},
		examples: []string{"/v1/centrality?measure=pagerank&limit=5"},
		names: func(a *asker, _ string, values url.Values) {
			filterNames(a, values)
			_, err := a.g.Centrality(a.ctx, graph.CentralityQuery{Type: split(values["result_type"])})
			a.errs = append(a.errs, err)
		},
	}, func(in *centralityInput) graph.CentralityQuery {
		return graph.CentralityQuery{Measure: in.Measure, Filter: in.filter(), Type: split(in.ResultType), Limit: in.Limit}
	}, (*graph.Graph).Centrality)
}

type communitiesInput struct {
	Resolution float64 `query:"resolution" doc:"More makes smaller communities." example:"1"`
	FilterInput
}

func (s *Server) addCommunities() {
	addJSON(s, &operation{
		id: "communities", path: "/v1/communities", tag: "Analysis",
		summary:  "The graph divided into communities",
		about:    "By the Louvain method over the filtered graph, read without directions. The same graph is always divided in the same way.",
		numbers:  map[string]number{"resolution": {0, graph.MaxResolution, 1}},
		examples: []string{"/v1/communities", "/v1/communities?type=Corridor,Zone"},
		names:    func(a *asker, _ string, values url.Values) { filterNames(a, values) },
	}, func(in *communitiesInput) graph.CommunityQuery {
		return graph.CommunityQuery{Filter: in.filter(), Resolution: in.Resolution}
	}, (*graph.Graph).Communities)
}
