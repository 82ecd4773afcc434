package http

import (
	"context"
	"net/url"
	"strings"

	"github.com/innograph/innograph/graph"
)

type listInput struct {
	Filter  []string `query:"filter,explode" doc:"Conditions, all of which must hold, separated by commas: key:value, key:a|b (one of), key:!a (not), key:>5 (also >= < <=), key:* (has one), key:!* (has none). A key is id, type, status, basis, degree, a relation, an inverse relation or an indicator." example:"type:measure,status:planned|aspired"`
	Sort    []string `query:"sort,explode" doc:"Keys, separated by commas; a leading - reverses: id, name, name.en, type, status, degree, or an indicator." example:"-degree"`
	GroupBy string   `query:"group_by" doc:"Also count the entities, of all pages, by type, status, basis or a relation." example:"type"`
	Limit   int      `query:"limit" doc:"Entities per page."`
	Cursor  string   `query:"cursor" doc:"The next page: meta.next_cursor of the page before, all else the same."`
}

// EntityList is an answer of /v1/entities.
type EntityList struct {
	Entities []graph.Node  `json:"entities"`
	Groups   []graph.Group `json:"groups,omitzero"`
	Meta     graph.Meta    `json:"meta"`
}

func (l *EntityList) nextCursor() string { return l.Meta.NextCursor }

func (s *Server) addEntities() {
	addJSON(s, &operation{
		id: "entities", path: "/v1/entities", tag: "Entities",
		summary: "List entities",
		about: "The entities for which every condition of the filter holds. meta.total counts all pages; the next page is meta.next_cursor " +
			"and the Link header with rel=next.",
		numbers:  map[string]number{"limit": {1, graph.MaxList, graph.DefaultList}},
		problems: []problemKind{badCursor},
		examples: []string{"/v1/entities?filter=type:measure,status:planned|aspired", "/v1/entities?group_by=type&sort=-degree&limit=10"},
		names: func(a *asker, _ string, values url.Values) {
			q := (&listInput{Filter: values["filter"], Sort: values["sort"], GroupBy: values.Get("group_by")}).query()
			_, err := a.g.List(a.ctx, q)
			a.errs = append(a.errs, err)
		},
	}, (*listInput).query, func(g *graph.Graph, ctx context.Context, q graph.ListQuery) (*EntityList, error) {
		l, err := g.List(ctx, q)
		if err != nil {
			return nil, err
		}
		return &EntityList{l.Entities, l.Groups, l.Meta}, nil
	})
}

func (in *listInput) query() graph.ListQuery {
	return graph.ListQuery{Filter: strings.Join(nonEmpty(in.Filter), ","), Sort: strings.Join(nonEmpty(in.Sort), ","),
		GroupBy: in.GroupBy, Limit: in.Limit, Cursor: in.Cursor}
}

type entityInput struct {
	ID          string `path:"id" doc:"The entity." example:"chengxi-corridor"`
	PerRelation int    `query:"per_relation" doc:"Statements shown per relation and direction."`
}

// entityID is the id of the operation that answers one entity.
const entityID = "entity"

func (s *Server) addEntity() {
	addJSON(s, &operation{
		id: entityID, path: "/v1/entities/{id}", tag: "Entities",
		summary: "All that is said of an entity",
		about: "The entity with its statements out and in, its attributes, its observations and its evidence. meta.totals counts the " +
			"statements per relation, also those not shown. The id of an entity that was merged into another is answered with 301.",
		numbers:  map[string]number{"per_relation": {1, graph.MaxPerRelation, graph.DefaultPerRelation}},
		problems: []problemKind{notFound}, redirect: true,
		examples: []string{"/v1/entities/chengxi-corridor", "/v1/entities/hangzhou?per_relation=5"},
		names:    func(a *asker, id string, _ url.Values) { a.entities("id", id) },
	}, func(in *entityInput) graph.EntityQuery {
		return graph.EntityQuery{ID: in.ID, PerRelation: in.PerRelation}
	}, (*graph.Graph).Entity)
}
