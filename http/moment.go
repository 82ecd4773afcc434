package http

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// changeHeader tells which change set is the last in the graph that answered.
const changeHeader = "X-Graph-Change"

// ageHeader tells for how many seconds the store has not answered whether there is
// anything newer.
const ageHeader = "X-Graph-Age"

// maxAwait is how long an answer waits for a change set to arrive.
const maxAwait = 5 * time.Second

// maxChange bounds the number of a change set: JSON of other languages counts no
// further.
const maxChange = 1<<53 - 1

// momentParams are what every question about the graph takes: at which moment.
var momentParams = []*huma.Param{
	{Name: "as_of", In: "query", Description: "The number of a change set: the graph as it was right after it. Without it, the graph as it is.", Schema: changeSchema()},
	{Name: "at_least", In: "query", Description: "The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds.", Schema: changeSchema()},
}

func changeSchema() *huma.Schema {
	lo, hi := 0.0, float64(maxChange)
	return &huma.Schema{Type: "integer", Format: "int64", Minimum: &lo, Maximum: &hi}
}

// declareMoment lets an operation be asked of earlier moments.
func (op *operation) declareMoment(doc *huma.Operation) {
	if !op.moment {
		return
	}
	for _, p := range momentParams {
		doc.Parameters = append(doc.Parameters, p)
		op.params = append(op.params, &paramSpec{name: p.Name, typ: "integer", bound: &number{0, maxChange, 0}})
	}
}

// graph is the graph that a question is about: the current one, or the one of
// the moment asked for. Where there is none, that is answered.
func (s *Server) graph(c *gin.Context, op *operation) *graph.Graph {
	g := s.live.Current()
	if at := c.Query("at_least"); at != "" {
		n, _ := strconv.ParseUint(at, 10, 64) // it was checked
		ctx, cancel := context.WithTimeout(c.Request.Context(), min(maxAwait, s.cfg.QueryTimeout))
		defer cancel()
		arrived, err := s.live.Await(ctx, n)
		switch {
		case err != nil && c.Request.Context().Err() != nil:
			s.fail(c, op, c.Request.Context().Err())
			return nil
		case err != nil:
			c.Header("Retry-After", "1")
			sendProblem(c, notYet, fmt.Sprintf("the graph holds change set %d and not yet %d, which was waited for", s.live.Current().Change(), n))
			return nil
		}
		g = arrived
	}
	if g == nil {
		c.Header("Retry-After", "1")
		sendProblem(c, unavailable, "the graph is not loaded yet; try again in a moment")
		return nil
	}
	if at := c.Query("as_of"); at != "" {
		n, _ := strconv.ParseUint(at, 10, 64)
		turn := &info(c).turn
		if n != g.Change() {
			var ok bool
			if turn, ok = s.begin(c, s.heavy); !ok {
				return nil
			}
			defer turn.leave()
		}
		ctx, cancel := s.limited(c, turn)
		defer cancel()
		then, err := s.live.AsOf(ctx, n)
		if err != nil {
			s.fail(c, op, asRequested(c, err))
			return nil
		}
		g = then
	}
	if age := s.live.Age(); age > s.cfg.StaleAfter {
		c.Header(ageHeader, strconv.Itoa(int(age.Seconds())))
	}
	if s.live.Journal() != nil {
		c.Header(changeHeader, strconv.FormatUint(g.Change(), 10))
	}
	info(c).span.about(g.Version())
	return g
}

// asRequested is an error with the context's own where that ended for the client.
func asRequested(c *gin.Context, err error) error {
	if errors.Is(err, context.Canceled) && c.Request.Context().Err() != nil {
		return c.Request.Context().Err()
	}
	return err
}
