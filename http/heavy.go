package http

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

// What is heavy: so many paths, so deep a neighborhood, so long a page or drawing;
// for questions whose work grows with the graph, so many entities and edges, and so
// long a body. What is not is answered in some milliseconds.
const (
	manyPaths  = 20
	deep       = 3 // hops
	longPage   = 1000
	drawn      = 500 // entities of an SVG
	largeGraph = 50_000
	longBody   = 256 << 10
)

// heavy reports whether a question may take a core for so long that others would
// feel it. Heavy ones have a queue of their own, and of the cores only some.
func (op *operation) heavy(g *graph.Graph, question any) bool {
	stats := g.Stats()
	large := stats.Entities+stats.Edges >= largeGraph
	unknown := func(ids ...string) bool { // near names are searched for those
		return large && slices.ContainsFunc(ids, func(id string) bool { return !g.Has(id) })
	}
	switch q := question.(type) {
	case graph.PathQuery:
		many := q.K > manyPaths && q.Mode != graph.Shortest
		return many || q.Mode == graph.SimplePaths || len(q.Via) > 0 || large && q.Cost != graph.HopCost || unknown(q.From, q.To)
	case graph.NeighborhoodQuery:
		return large && (q.Depth >= deep || q.Induced || q.Limit > longPage) || unknown(q.ID)
	case graph.EntityQuery:
		return large && q.PerRelation > longPage || unknown(q.ID)
	case graph.ListQuery:
		return large && (q.Filter != "" || q.Sort != "" || q.GroupBy != "")
	case []string: // of a subgraph
		return large && len(q) > longPage/10 || unknown(q...)
	case graph.CommunityQuery:
		return true
	case graph.CentralityQuery:
		return large || q.Measure == "betweenness"
	}
	switch op.id {
	case "export", "articulation-points", "impact", "diff", "gaps", "layout", "coverage", "sources", "source", "observations", "compare", "compared-with":
		return large
	}
	return false
}

// draws reports whether a picture may be heavy that a question is answered with:
// its places are computed.
func draws(f export.Format, question any) bool {
	if f.Name != "svg" {
		return false
	}
	switch q := question.(type) {
	case graph.NeighborhoodQuery:
		return q.Limit > drawn
	case []string:
		return len(q) > drawn
	case struct{}: // the whole graph
		return true
	}
	return false
}

// turn is the places of a request at gates, given back once.
type turn struct {
	first, second *gate
	client        netip.Prefix
}

func (t *turn) leave() {
	for _, g := range [...]*gate{t.first, t.second} {
		if g != nil {
			g.leave(t.client)
		}
	}
	t.first, t.second = nil, nil
}

// pause gives the turn back until resume.
func (t *turn) pause() (resume func(context.Context) error) {
	at := t.first
	t.leave()
	return func(ctx context.Context) error {
		if at == nil {
			return nil
		}
		if err := at.again(ctx, t.client); err != nil {
			return err
		}
		t.first = at
		return nil
	}
}

// begin waits until a request may be worked on, at the gate given, or answers 503
// and false. The turn ends with leave, and while the answer is sent: a client that
// reads slowly is no work.
func (s *Server) begin(c *gin.Context, at *gate) (*turn, bool) {
	t := &info(c).turn
	t.client = network(info(c).client)
	err := at.enter(c.Request.Context(), t.client)
	switch {
	case err == nil:
		t.first, t.second = at, t.first
		return t, true
	case errors.Is(err, errShed):
		s.shed(c, at)
	default:
		s.fail(c, nil, err)
	}
	return nil, false
}

// limited is the context of a question, which has that turn: it ends when the
// question takes too long, and the work of a heavy one is paced.
func (s *Server) limited(c *gin.Context, t *turn) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.cfg.QueryTimeout)
	if t.first == s.heavy {
		ctx = paced{ctx}
	}
	return ctx, cancel
}

// door refuses questions before any work is done on them, while so many wait that
// the next would only take the place of another. Operational endpoints, pages and
// changes do not wait with them.
func (s *Server) door(c *gin.Context) {
	if s.work.turnsAway(network(info(c).client)) && !changes(c.Request.Method) && strings.HasPrefix(c.FullPath(), "/v1/") && c.FullPath() != streamPath {
		s.shed(c, s.work)
	}
}

// shed refuses a request that would have to wait too long.
func (s *Server) shed(c *gin.Context, at *gate) {
	what, reason := "questions are asked", shedWait
	switch at {
	case s.heavy:
		what, reason = "heavy questions (many paths, deep neighborhoods of a large graph, analyses, whole graphs, earlier states, packs) are asked", shedHeavy
	case s.writes:
		what, reason = "changes are made", shedWrites
	}
	s.refuse(c, reason, at.patience, fmt.Sprintf("more %s at once than can be done within %s; try again in a moment", what, at.patience))
}

// refuse answers 503 and says when to come back.
func (s *Server) refuse(c *gin.Context, reason string, after time.Duration, detail string) {
	s.metrics.shed.WithLabelValues(reason).Inc()
	info(c).shed = true
	c.Header("Retry-After", strconv.Itoa(max(1, int(math.Ceil(after.Seconds())))))
	sendProblem(c, overloaded, detail)
}

// gateFor is where a question waits, whose answer may be a picture.
func (s *Server) gateFor(op *operation, g *graph.Graph, question any, picture bool) *gate {
	if picture || op.heavy(g, question) {
		return s.heavy
	}
	return s.work
}
