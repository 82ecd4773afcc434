package http

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// asker asks the graph for nothing but what is wrong with the names in a
// question: its context has ended, so that no work follows the checks.
type asker struct {
	ctx  context.Context
	g    *graph.Graph
	told int // names that stand for entities
	errs []error
}

// Of one request so many names of no entity are told, and for so many of them
// near names are searched, which takes long where a graph is large.
const (
	maxTold     = 100
	maxSearched = 4
)

// entities notes which of the ids, given under param, are in no graph. Merged
// ones are no mistake.
func (a *asker) entities(param string, ids ...string) {
	a.each(param, ids, func(id string) error {
		if a.g.Has(id) {
			return nil
		}
		_, err := a.g.Entity(a.ctx, graph.EntityQuery{ID: id})
		return err
	})
}

// each notes which of the names, given under param, a question that holds but
// that name is refused for.
func (a *asker) each(param string, names []string, ask func(name string) error) {
	for _, name := range names {
		if a.told == maxTold {
			return
		}
		e := &graph.Error{Kind: graph.NotFound, Issues: []graph.Issue{{Value: name, Message: fmt.Sprintf("there is no entity %q", name)}}}
		if a.told < maxSearched || a.g.Has(name) {
			if err := ask(name); !errors.As(err, &e) || e.Kind != graph.NotFound && e.Kind != graph.Invalid {
				continue
			}
		}
		a.told++
		for i := range e.Issues {
			e.Issues[i].Param = param
		}
		a.errs = append(a.errs, e)
	}
}

// filter notes the unknown names of a filter, with the question that accepts any
// entity of the graph.
func (a *asker) filter(f graph.Filter) {
	for s, err := range a.g.AllStatements() {
		if err == nil {
			_, err = a.g.Neighborhood(a.ctx, graph.NeighborhoodQuery{ID: s.Subject, Filter: f})
			a.errs = append(a.errs, err)
		}
		break
	}
}

// misnamed answers the names in a request that the graph does not know, for a
// request that is refused anyway: so that its reader hears of all mistakes at
// once.
func (s *Server) misnamed(c *gin.Context, op *operation, values url.Values) (mistakes []Mistake, invalid bool) {
	g := s.live.Current()
	if g == nil || op.names == nil {
		return nil, false
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a := &asker{ctx: ctx, g: g}
	op.names(a, c.Param("id"), values)
	for _, err := range a.errs {
		var e *graph.Error
		if !errors.As(err, &e) || e.Kind != graph.Invalid && e.Kind != graph.NotFound {
			continue
		}
		for _, is := range e.Issues {
			mistakes = append(mistakes, mistakeOf(op, is))
			invalid = invalid || e.Kind == graph.Invalid
		}
	}
	return mistakes, invalid
}

// complete adds to the mistakes of a question that the graph has refused those
// which it would have refused next.
func (s *Server) complete(c *gin.Context, op *operation, mistakes []Mistake, kind problemKind) ([]Mistake, problemKind) {
	values, _ := parseQuery(c.Request.URL.RawQuery)
	more, invalid := s.misnamed(c, op, values)
	for _, m := range more {
		if !slices.ContainsFunc(mistakes, func(o Mistake) bool { return o.Location == m.Location && o.Value == m.Value }) {
			mistakes = append(mistakes, m)
		}
	}
	if invalid {
		kind = invalidValue
	}
	return mistakes, kind
}
