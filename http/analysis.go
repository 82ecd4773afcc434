package http

import (
	"context"
	"net/url"

	"github.com/innograph/innograph/graph"
)

type gapsInput struct {
	Scope string `query:"scope" doc:"Only what this entity is or contains." example:"weak-innovation-foundation"`
	Place string `query:"place" doc:"The place that is here; without it, the one with the most edges."`
	Limit int    `query:"limit" doc:"Items shown of each list."`
}

func (s *Server) addGaps() {
	addJSON(s, &operation{
		id: "gaps", path: "/v1/gaps", tag: "Analysis",
		summary: "What an argument lacks",
		about: "Problems without a measure or met only in part, measures without an instrument, measures that answer no stated problem, " +
			"benchmarks of other places without a counterpart, claims in tension with a problem, and numbers that are not given.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.DefaultGaps}},
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/gaps", "/v1/gaps?scope=weak-innovation-foundation", "/v1/gaps?limit=1&scope=raise-industrial-financing"},
		names: func(a *asker, _ string, values url.Values) {
			a.each("place", nonEmpty(values["place"]), func(id string) error {
				_, err := a.g.Gaps(a.ctx, graph.GapQuery{Place: id})
				return err
			})
			a.entities("scope", nonEmpty(values["scope"])...)
		},
	}, func(in *gapsInput) graph.GapQuery {
		return graph.GapQuery{Scope: in.Scope, Place: in.Place, Limit: in.Limit}
	}, (*graph.Graph).Gaps)
}

type impactInput struct {
	Remove string `query:"remove" required:"true" doc:"The entity that is taken away." example:"hangzhou-investment-company"`
	From   string `query:"from" doc:"What must still be reached; without it, the place with the most edges."`
	Limit  int    `query:"limit" doc:"Entities shown of each list."`
}

func (s *Server) addImpact() {
	addJSON(s, &operation{
		id: "impact", path: "/v1/impact", tag: "Analysis",
		summary:  "What is lost without an entity",
		about:    "What becomes unreachable, and which measures, goals and problems lose their only support, when an entity and its statements are taken away.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.DefaultList}},
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/impact?remove=zhijiang-lab"},
		names: func(a *asker, _ string, values url.Values) {
			a.entities("remove", nonEmpty(values["remove"])...)
			a.entities("from", nonEmpty(values["from"])...)
		},
	}, func(in *impactInput) graph.ImpactQuery {
		return graph.ImpactQuery{Remove: in.Remove, From: in.From, Limit: in.Limit}
	}, (*graph.Graph).Impact)
}

type articulationInput struct {
	Limit int `query:"limit" doc:"Entities listed."`
}

func (s *Server) addArticulationPoints() {
	addJSON(s, &operation{
		id: "articulation-points", path: "/v1/articulation-points", tag: "Analysis",
		summary:  "What the graph would fall apart without",
		about:    "The entities whose removal leaves more components than there were, those that cut off most first; along edges in both directions, whatever their status.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.DefaultList}},
		examples: []string{"/v1/articulation-points?limit=5"},
	}, func(in *articulationInput) int { return in.Limit }, (*graph.Graph).ArticulationPoints)
}

type diffInput struct {
	Before string `query:"before" required:"true" doc:"The source that is read first." example:"hangzhou-report"`
	After  string `query:"after" required:"true" doc:"The source it is compared with." example:"hangzhou-report"`
}

func (s *Server) addDiff() {
	addJSON(s, &operation{
		id: "diff", path: "/v1/diff", tag: "Sources",
		summary: "How two sources differ, by meaning",
		about: "New and gone entities and claims, changed values, changed status, restructured frameworks. A claim is the same where subject, relation and object are; " +
			"an observation where place, indicator, kind and period are.",
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/diff?before=hangzhou-report&after=hangzhou-report"},
		names: func(a *asker, _ string, values url.Values) {
			for _, param := range []string{"before", "after"} {
				a.each(param, nonEmpty(values[param]), func(id string) error {
					_, err := a.g.DiffSources(a.ctx, graph.DiffQuery{Before: id, After: id})
					return err
				})
			}
		},
	}, func(in *diffInput) graph.DiffQuery { return graph.DiffQuery{Before: in.Before, After: in.After} }, (*graph.Graph).DiffSources)
}

type layoutsInput struct {
	Limit int `query:"limit" doc:"Frameworks listed."`
}

func (s *Server) addLayouts() {
	addJSON(s, &operation{
		id: "layouts", path: "/v1/layouts", tag: "Analysis",
		summary:  "The spatial frameworks",
		about:    "Each with how many members its name counts and whether they are stated.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.MaxList}},
		examples: []string{"/v1/layouts"},
	}, func(in *layoutsInput) int { return in.Limit }, (*graph.Graph).Layouts)
}

type layoutInput struct {
	ID string `path:"id" doc:"The framework." example:"one-axis-two-zones-three-centers"`
}

func (s *Server) addLayout() {
	addJSON(s, &operation{
		id: "layout", path: "/v1/layouts/{id}", tag: "Analysis",
		summary:  "One spatial framework",
		about:    "As a nested tree, and as a graph with computed positions that do not change while the graph does not.",
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/layouts/one-axis-two-zones-three-centers"},
		names: func(a *asker, id string, _ url.Values) {
			_, err := a.g.Layout(a.ctx, id)
			a.errs = append(a.errs, err)
		},
	}, func(in *layoutInput) string { return in.ID }, func(g *graph.Graph, ctx context.Context, id string) (*graph.LayoutView, error) {
		l, err := g.Layout(ctx, id)
		if err != nil {
			return nil, err
		}
		return &l.View, nil
	})
}
