package http

import (
	"context"

	"github.com/innograph/innograph/graph"
)

type subgraphInput struct {
	IDs []string `query:"ids,explode" required:"true" doc:"The entities; separated by commas, or repeated." example:"chengxi-corridor,chengdong-corridor,hangzhou"`
	FormatInput
}

func (s *Server) addSubgraph() {
	addGraph(s, &operation{
		id: "subgraph", path: "/v1/subgraph", tag: "Graph",
		summary: "Some entities and all edges among them",
		about:   "The induced subgraph: the entities asked for, each once and in that order, and every edge between two of them.",
		numbers: map[string]number{"ids": {1, graph.MaxIDs, 0}}, problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/subgraph?ids=chengxi-corridor,chengdong-corridor,hangzhou"},
	}, func(in *subgraphInput) []string { return split(in.IDs) },
		func(in *subgraphInput) *FormatInput { return &in.FormatInput }, (*graph.Graph).Induced)
}

type exportInput struct{ FormatInput }

func (s *Server) addExport() {
	addGraph(s, &operation{
		id: "export", path: "/v1/export", tag: "Graph",
		summary:  "The whole graph",
		about:    "Every entity and every edge, streamed. Names, observations and evidence of an entity are at /v1/entities/{id}.",
		examples: []string{"/v1/export?format=gexf&lang=en", "/v1/export?format=csv&table=nodes&bom=true"},
	}, func(*exportInput) struct{} { return struct{}{} },
		func(in *exportInput) *FormatInput { return &in.FormatInput },
		func(g *graph.Graph, ctx context.Context, _ struct{}) (*graph.Subgraph, error) {
			return g.Whole(), ctx.Err()
		})
}
