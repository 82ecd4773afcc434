package http

import (
	"context"
	"net/url"

	"github.com/innograph/innograph/graph"
)

type searchInput struct {
	Text  string   `query:"q" required:"true" doc:"A name in Chinese or English, as printed, an alias, pinyin or its initials, also half-typed." example:"城西"`
	Type  []string `query:"type,explode" doc:"Only entities of these types and their subtypes, or, with !, all but these." example:"Corridor"`
	Limit int      `query:"limit" doc:"The most results."`
}

// SearchAnswer is an answer of /v1/search, best first.
type SearchAnswer struct {
	Results []graph.Hit `json:"results"`
	Meta    graph.Meta  `json:"meta"`
}

func (s *Server) addSearch() {
	addJSON(s, &operation{
		id: "search", path: "/v1/search", tag: "Entities",
		summary:  "Find entities by name",
		about:    "The best matches first; matched is the name, alias or printed form that matched.",
		numbers:  map[string]number{"q": {1, graph.MaxQueryText, 0}, "limit": {1, graph.MaxSearch, graph.DefaultSearch}},
		examples: []string{"/v1/search?q=城西", "/v1/search?q=cxkc", "/v1/search?q=chengxi&type=Corridor"},
		names: func(a *asker, _ string, values url.Values) {
			filterNames(a, url.Values{"type": values["type"]})
		},
	}, func(in *searchInput) graph.SearchQuery {
		return graph.SearchQuery{Text: in.Text, Types: split(in.Type), Limit: in.Limit}
	}, func(g *graph.Graph, ctx context.Context, q graph.SearchQuery) (*SearchAnswer, error) {
		r, err := g.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		hits := r.Hits
		if hits == nil {
			hits = []graph.Hit{}
		}
		return &SearchAnswer{hits, r.Meta}, nil
	})
}
