package http

import (
	"net/url"

	"github.com/innograph/innograph/graph"
)

// FilterInput narrows a traversal.
type FilterInput struct {
	Direction string   `query:"direction" doc:"Which way edges are followed from an entity."`
	Relation  []string `query:"relation,explode" doc:"Follow only these relations, or, with a leading !, all but these. /v1/ontology lists them. Several are separated by commas or |, or given by repeating the parameter." example:"part-of"`
	Type      []string `query:"type,explode" doc:"Pass only entities of these types and their subtypes, or, with !, all but these; the entities asked about are exempt. /v1/ontology lists them." example:"Zone"`
	Status    []string `query:"status,explode" doc:"Follow only statements of these statuses, or, with !, all but these." example:"planned,aspired"`
	Basis     []string `query:"basis,explode" doc:"Follow only statements that the source states, or only those inferred from it." example:"stated"`
}

func (in *FilterInput) filter() graph.Filter {
	return graph.Filter{Relations: split(in.Relation), Types: split(in.Type), Status: split(in.Status), Basis: split(in.Basis)}
}

// direction reads a direction; check has refused what is none.
func (in *FilterInput) direction() graph.Direction {
	d, _ := graph.ParseDirection(in.Direction)
	return d
}

// filterNames lets the graph check the names of a filter.
func filterNames(a *asker, values url.Values) {
	a.filter(graph.Filter{Relations: split(values["relation"]), Types: split(values["type"])})
}
