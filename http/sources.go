package http

import (
	"context"
	"net/url"

	"github.com/innograph/innograph/graph"
)

type noInput struct{}

func nothing(*noInput) struct{} { return struct{}{} }

// SourceList is an answer of /v1/sources.
type SourceList struct {
	Sources []graph.SourceView `json:"sources"`
	Meta    graph.Meta         `json:"meta"`
}

func (s *Server) addSources() {
	addJSON(s, &operation{
		id: "sources", path: "/v1/sources", tag: "Sources",
		summary: "The documents that statements refer to", about: "Each with its sections and how many statements refer to them.",
		examples: []string{"/v1/sources"},
	}, nothing, func(g *graph.Graph, ctx context.Context, _ struct{}) (*SourceList, error) {
		list, err := g.Sources(ctx)
		if err != nil {
			return nil, err
		}
		return &SourceList{list, graph.Meta{Complete: true, Visited: graph.Visited{Nodes: g.Stats().Entities}, Version: g.Version()}}, nil
	})
}

type sourceInput struct {
	ID string `path:"id" doc:"The document." example:"hangzhou-report"`
}

// sourceNames lets the graph check the id of a source.
func sourceNames(a *asker, id string, _ url.Values) {
	_, err := a.g.Source(a.ctx, id)
	a.errs = append(a.errs, err)
}

func (s *Server) addSource() {
	addJSON(s, &operation{
		id: "source", path: "/v1/sources/{id}", tag: "Sources",
		summary: "One document", about: "Its attributes, its sections and how many statements refer to them.",
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/sources/hangzhou-report"},
		names:    sourceNames,
	}, func(in *sourceInput) string { return in.ID }, (*graph.Graph).Source)
}

func (s *Server) addOntology() {
	addJSON(s, &operation{
		id: "ontology", path: "/v1/ontology", tag: "Ontology",
		summary: "The model", about: "The types of entities, the relations with what they link and how they read, the qualifiers and the units.",
		examples: []string{"/v1/ontology"},
	}, nothing, func(g *graph.Graph, _ context.Context, _ struct{}) (*graph.Ontology, error) {
		return g.Ontology(), nil
	})
}
