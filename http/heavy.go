package http

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/innograph/innograph/graph"
)

// A question of many paths is heavy from so many on, and a question whose work
// grows with the graph where that has so many entities and edges: with less, it is
// answered in some milliseconds.
const (
	manyPaths  = 20
	largeGraph = 50_000
	deep       = 3 // hops
	longBody   = 256 << 10
)

// heavy reports whether a question may take a core for so long that others would
// feel it. Heavy ones have a queue of their own, and of the cores only some.
func (op *operation) heavy(g *graph.Graph, question any) bool {
	stats := g.Stats()
	large := stats.Entities+stats.Edges >= largeGraph
	switch q := question.(type) {
	case graph.PathQuery:
		many := q.K > manyPaths && q.Mode != graph.Shortest
		return many || q.Mode == graph.SimplePaths || len(q.Via) > 0 || large && q.Cost != graph.HopCost
	case graph.NeighborhoodQuery:
		return large && (q.Depth >= deep || q.Induced)
	case graph.CommunityQuery:
		return true
	case graph.CentralityQuery:
		return large || q.Measure == "betweenness"
	}
	switch op.id {
	case "export", "articulation-points", "impact", "diff", "gaps", "layout", "coverage":
		return large
	}
	return false
}

// turn is the places of a request at gates, given back once.
type turn struct{ first, second *gate }

func (t *turn) leave() {
	for _, g := range [...]*gate{t.first, t.second} {
		if g != nil {
			g.leave()
		}
	}
	*t = turn{}
}

// begin waits until a request may be worked on, at the gate given, or answers 503
// and false. The turn ends with leave, or when the first byte of the answer is
// sent: a client that reads slowly is no work.
func (s *Server) begin(c *gin.Context, at *gate) (*turn, bool) {
	err := at.enter(c.Request.Context())
	switch {
	case err == nil:
		t := &info(c).turn
		t.first, t.second = at, t.first
		return t, true
	case errors.Is(err, errShed):
		s.shed(c, at)
	default:
		s.fail(c, nil, err)
	}
	return nil, false
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

// gateFor is where a question waits.
func (s *Server) gateFor(op *operation, g *graph.Graph, question any) *gate {
	if op.heavy(g, question) {
		return s.heavy
	}
	return s.work
}
