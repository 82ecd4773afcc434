package http

import (
	"context"
	"net/url"

	"github.com/innograph/innograph/graph"
)

type statementInput struct {
	ID string `path:"id" doc:"The statement: the id of an edge, or of a statement of /v1/entities/{id}."`
}

func (s *Server) addStatement() {
	addJSON(s, &operation{
		id: "statement", path: "/v1/statements/{id}", tag: "Statements",
		summary: "One statement with its evidence",
		about: "The statement with its qualifiers, its sentence and its evidence: the source, the section and the terms as printed that " +
			"stand together in one sentence of it. A statement's id is a hash of its content: what has changed has another id.",
		problems: []problemKind{notFound},
		examples: s.exampleStatement(),
		names: func(a *asker, id string, _ url.Values) {
			_, err := a.g.Statement(id)
			a.errs = append(a.errs, err)
		},
	}, func(in *statementInput) string { return in.ID },
		func(g *graph.Graph, _ context.Context, id string) (*graph.StatementView, error) {
			return g.Statement(id)
		})
}

// exampleStatement is a request for some statement of the graph as it is now.
func (s *Server) exampleStatement() []string {
	g := s.live.Current()
	if g == nil {
		return nil
	}
	for st := range g.AllStatements() {
		if _, ok := st.Object.Entity(); ok {
			return []string{"/v1/statements/" + st.ID}
		}
	}
	return nil
}
