package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// CentralityQuery asks which entities are the most central ones. The measure is
// taken on the projection of the filtered graph: undirected, one edge between
// two entities that weighs as much as there are statements between them, without
// loops and without entities that no edge reaches.
type CentralityQuery struct {
	Measure string   // one of CentralityMeasures; "" means degree
	Filter  Filter   // which entities and statements the measure sees
	Type    []string // which entities the answer lists, as Filter.Types; empty: all
	Limit   int      // 1 to MaxList; 0 means DefaultList
}

// CentralityResult is the answer to a CentralityQuery.
type CentralityResult struct {
	Measure  string          `json:"measure" doc:"degree, betweenness or pagerank"`
	Entities []CentralEntity `json:"entities" doc:"highest score first; ties by id"`
	Nodes    int             `json:"nodes" doc:"entities that the measure saw"`
	Edges    int             `json:"edges" doc:"pairs of entities that the measure saw linked"`
	Isolated int             `json:"isolated" doc:"entities that the filter allows but no edge reaches; they have no score"`
	Meta     Meta            `json:"meta"`
}

// CentralEntity is an entity with its score.
type CentralEntity struct {
	EntityRef
	Rank       int     `json:"rank" doc:"1 is the highest; equal scores share a rank; among the listed types"`
	Score      float64 `json:"score" doc:"degree: neighbours; betweenness: pairs of others whose shortest paths pass it, in shares; pagerank: the chance to be there, all of them make 1"`
	Normalized float64 `json:"normalized" doc:"the score from 0 to 1: by the number of other entities, by the number of pairs of others; pagerank: the score"`
}

var centralityMeasures = [...]string{"degree", "betweenness", "pagerank"}

// CentralityMeasures lists the measures, the default first.
func CentralityMeasures() []string { return centralityMeasures[:] }

// Bounds on what is analysed: entities and linked pairs together.
const (
	MaxAnalysed    = 30_000_000 // degree and pagerank
	MaxBetweenness = 20_000     // its time grows with their product
	MaxCommunities = 20_000
)

// Centrality ranks entities by degree, by betweenness (Brandes 2001, unweighted)
// or by PageRank (damping 0.85, weighted by statements). Scores are rounded to 12
// digits so that entities in equal places tie. One analysis runs at a time in the
// process; a repeated question on the same version is answered from a small
// cache.
//
// Errors: *Error of kind Invalid, also where the filtered graph is too large, and
// the context's.
func (g *Graph) Centrality(ctx context.Context, q CentralityQuery) (*CentralityResult, error) {
	q.Limit = orDefault(q.Limit, DefaultList)
	if err := within(bound{"limit", q.Limit, 1, MaxList}); err != nil {
		return nil, err
	}
	measure := 0
	if q.Measure != "" {
		var err error
		if measure, err = parseName("measure", q.Measure, centralityMeasures[:]); err != nil {
			return nil, err
		}
	}
	name := centralityMeasures[measure]
	filter, err := g.compile(q.Filter)
	if err != nil {
		return nil, err
	}
	listed, err := g.compile(Filter{Types: q.Type})
	if err != nil {
		for i := range err.(*Error).Issues {
			err.(*Error).Issues[i].Param = "result_type"
		}
		return nil, err
	}
	found, err := analyse(ctx, g, name+filter.question(), func() (*centralities, error) {
		return g.centralities(ctx, name, filter)
	})
	if err != nil {
		return nil, err
	}
	return g.rank(found, name, listed, q.Limit), nil
}

// centralities are the scores of a projection, as they are cached.
type centralities struct {
	members         []uint32
	scores          []float64
	edges, isolated int
}

func (g *Graph) centralities(ctx context.Context, measure string, f *compiledFilter) (*centralities, error) {
	limit := MaxAnalysed
	if measure == "betweenness" {
		limit = MaxBetweenness
	}
	p, err := g.project(ctx, f, measure, limit)
	if err != nil {
		return nil, err
	}
	c := &centralities{members: p.members, edges: p.edges, isolated: p.isolated, scores: make([]float64, len(p.members))}
	switch measure {
	case "degree":
		for i := range p.members {
			c.scores[i] = float64(p.at[i+1] - p.at[i])
		}
	case "betweenness":
		c.scores, err = p.betweenness(ctx)
	case "pagerank":
		c.scores, err = p.pageRank(ctx)
	}
	for i, x := range c.scores {
		c.scores[i] = roundDigits(x)
	}
	return c, err
}

func (g *Graph) rank(c *centralities, measure string, listed *compiledFilter, limit int) *CentralityResult {
	n := len(c.members)
	out := &CentralityResult{Measure: measure, Entities: []CentralEntity{}, Nodes: n, Edges: c.edges, Isolated: c.isolated, Meta: g.meta()}
	out.Meta.Visited = Visited{Nodes: n, Edges: c.edges}
	var order []int
	for i, m := range c.members {
		if g.allowsType(listed, m) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(c.scores[b], c.scores[a]), cmp.Compare(a, b)) })
	total := len(order)
	out.Meta.Total = &total
	if total > limit {
		out.Meta.stop(StoppedByLimit)
	}
	of := 1.0
	switch measure {
	case "degree":
		of = float64(n - 1)
	case "betweenness":
		of = float64(n-1) * float64(n-2) / 2
	}
	for place, i := range order[:min(limit, total)] {
		e := CentralEntity{EntityRef: g.ref(c.members[i]), Rank: place + 1, Score: c.scores[i]}
		if of > 0 {
			e.Normalized = roundDigits(e.Score / of)
		}
		if place > 0 && out.Entities[place-1].Score == e.Score {
			e.Rank = out.Entities[place-1].Rank
		}
		out.Entities = append(out.Entities, e)
	}
	return out
}

// roundDigits keeps 12 significant digits: sums in another order agree in them.
func roundDigits(x float64) float64 {
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	return x
}

// question is the filter as it acts, so that two ways to write it are one.
func (f *compiledFilter) question() string { return fmt.Sprintf(" %t %t %t", f.rel, f.typ, f.state) }

// analyses keeps the latest answers of slow questions. The key is the graph's
// content, not the graph, so that the cache keeps no replaced graph in memory.
var analyses = struct {
	mu      sync.Mutex
	entries []analysis // the latest used last
	running chan struct{}
}{running: make(chan struct{}, 1)}

const maxAnalyses = 16

type analysis struct {
	key   analysisKey
	value any
}

type analysisKey struct {
	onto              *Ontology
	version, question string
}

func analysed(k analysisKey) (any, bool) {
	analyses.mu.Lock()
	defer analyses.mu.Unlock()
	i := slices.IndexFunc(analyses.entries, func(a analysis) bool { return a.key == k })
	if i < 0 {
		return nil, false
	}
	a := analyses.entries[i]
	analyses.entries = append(slices.Delete(analyses.entries, i, i+1), a)
	return a.value, true
}

// analyse answers from the cache, or computes when no other analysis runs.
func analyse[T any](ctx context.Context, g *Graph, question string, compute func() (T, error)) (T, error) {
	var none T
	k := analysisKey{g.onto, g.version, question}
	if err := ctx.Err(); err != nil {
		return none, err
	}
	if v, ok := analysed(k); ok {
		return v.(T), nil
	}
	select {
	case analyses.running <- struct{}{}:
		defer func() { <-analyses.running }()
	case <-ctx.Done():
		return none, ctx.Err()
	}
	if v, ok := analysed(k); ok { // computed while this one waited
		return v.(T), nil
	}
	v, err := compute()
	if err != nil {
		return none, err
	}
	analyses.mu.Lock()
	defer analyses.mu.Unlock()
	if len(analyses.entries) >= maxAnalyses {
		analyses.entries = slices.Delete(analyses.entries, 0, len(analyses.entries)-maxAnalyses+1)
	}
	analyses.entries = append(analyses.entries, analysis{k, v})
	return v, nil
}
