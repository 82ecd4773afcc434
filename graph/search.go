package graph

import (
	"context"
	"errors"
	"fmt"
)

// Search finds entities by their names in Chinese and English, as printed,
// aliases and ids: as written, in pinyin, in initials, half-typed, by words in
// any order, by characters left out and with typos (see searchKind for what each
// is worth). Typos are forgiven only where nothing better than that was found.
// Hits are ordered by score, then degree, then id; Meta.Total counts all of them
// and Meta.Visited the entities whose names were compared. It answers an *Error
// of kind Invalid, or the context's error.
func (g *Graph) Search(ctx context.Context, q SearchQuery) (*SearchResult, error) {
	limit := orDefault(q.Limit, DefaultSearch)
	issues := checkSearchText(q.Text)
	filter, err := g.compile(Filter{Types: q.Types})
	for _, err := range []error{within(bound{"limit", limit, 1, MaxSearch}), err} {
		var e *Error
		if errors.As(err, &e) {
			issues = append(issues, e.Issues...)
		} else if err != nil {
			return nil, err
		}
	}
	if len(issues) > 0 {
		return nil, &Error{Kind: Invalid, Issues: issues}
	}
	query := newSearchQuery(q.Text)
	if query == nil {
		return nil, invalid("q", q.Text, fmt.Sprintf("q must hold at least one letter, digit or Chinese character; %q has none", q.Text))
	}
	return g.search.run(ctx, g, query, filter, limit)
}

// searchNames lists up to max ids of the entities that a name fits best.
func (g *Graph) searchNames(q string, max int) []string {
	r, err := g.Search(context.Background(), SearchQuery{Text: q, Limit: max})
	if err != nil {
		return nil // a name that cannot be asked for is near to none
	}
	ids := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		ids[i] = h.ID
	}
	return ids
}

// searchHit is a Hit in the making.
type searchHit struct {
	score  int
	degree int
	entity uint32
	name   uint32 // position in searchTable
}

// worse orders hits from the last to the first.
func (h searchHit) worse(than searchHit) bool {
	switch {
	case h.score != than.score:
		return h.score < than.score
	case h.degree != than.degree:
		return h.degree < than.degree
	}
	return h.entity > than.entity
}

// searchCheckEvery is how many names may pass between two looks at the context.
const searchCheckEvery = 1 << 13

func (s searchIndex) run(ctx context.Context, g *Graph, q *searchQuery, f *compiledFilter, limit int) (*SearchResult, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	x := s.table()
	if x.tooLong {
		return nil, &Error{Kind: Unavailable, Issues: []Issue{{Message: "the names of this graph are longer than 4 GiB together, so they cannot be searched"}}}
	}
	m := newSearchMatcher(x, q)
	p := searchPass{g: g, m: m, filter: f, limit: limit}
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	if !searchTypo.beats(p.best) {
		return p.result(), nil
	}
	m.onlyTypos = p.total == 0
	if again, err := m.forgive(ctx, s.vocabulary()); err != nil {
		return nil, err
	} else if !again {
		return p.result(), nil
	}
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	return p.result(), nil
}

// searchPass compares all names and keeps the best hits.
type searchPass struct {
	g      *Graph
	m      *searchMatcher
	filter *compiledFilter
	limit  int

	top    heap[searchHit] // the worst on top
	best   int             // score
	total  int
	looked int
}

// searchPart is how many entities are compared in one go. More are divided among
// cores.
var searchPart = uint32(1 << 16)

func (p *searchPass) run(ctx context.Context) error {
	n := uint32(p.g.entities())
	parts := make([]searchPass, (n+searchPart-1)/searchPart)
	err := inParts(ctx, len(parts), func(i int, halt func() bool) {
		part := searchPass{g: p.g, m: p.m, filter: p.filter, limit: p.limit}
		if len(parts) > 1 {
			part.m = p.m.clone()
		}
		part.scan(uint32(i)*searchPart, min(uint32(i+1)*searchPart, n), halt)
		parts[i] = part
	})
	if err != nil {
		return err
	}
	p.top, p.best, p.total = newSearchTop(p.limit), 0, 0
	for i := range parts {
		p.take(&parts[i])
	}
	return nil
}

func newSearchTop(limit int) heap[searchHit] {
	return heap[searchHit]{less: searchHit.worse, list: make([]searchHit, 0, limit+1)}
}

// take adds what was found in a part.
func (p *searchPass) take(part *searchPass) {
	p.best, p.total, p.looked = max(p.best, part.best), p.total+part.total, p.looked+part.looked
	for _, hit := range part.top.list {
		p.top.push(hit)
		if p.top.len() > p.limit {
			p.top.pop()
		}
	}
}

// scan compares the names of the entities from lo to hi.
func (p *searchPass) scan(lo, hi uint32, halt func() bool) {
	p.top = newSearchTop(p.limit)
	names := p.m.x.first[hi]
	hit := searchHit{entity: lo}
	looked := false // whether a name of hit.entity was compared
	for i, end := p.m.x.first[lo], p.m.x.first[lo]; i < names; {
		if i == end {
			if halt() {
				return
			}
			end = min(names, i+searchCheckEvery)
		}
		var way searchWay
		if i, way = p.m.nextCandidate(i, end); way == 0 {
			continue
		}
		if p.m.x.first[hit.entity+1] <= i {
			p.keep(hit)
			hit = searchHit{entity: p.m.x.owner(i, hit.entity)}
			looked = false
		}
		if p.g.allowsType(p.filter, hit.entity) {
			if !looked {
				looked = true
				p.looked++
			}
			if score := p.m.score(i, way); score > hit.score {
				hit.score, hit.name = score, i
			}
		}
		i++
	}
	p.keep(hit)
}

func (p *searchPass) keep(hit searchHit) {
	if hit.score == 0 {
		return
	}
	p.total++
	p.best = max(p.best, hit.score)
	full := p.top.len() == p.limit
	if full && hit.score < p.top.list[0].score {
		return
	}
	hit.degree = p.g.degree(hit.entity)
	if full && hit.worse(p.top.list[0]) {
		return
	}
	p.top.push(hit)
	if full {
		p.top.pop()
	}
}

func (p *searchPass) result() *SearchResult {
	r := &SearchResult{Hits: make([]Hit, p.top.len()), Meta: p.g.meta()}
	for i := range r.Hits { // the worst comes first
		h := p.top.pop()
		ref := p.g.ref(h.entity)
		r.Hits[len(r.Hits)-1-i] = Hit{ID: ref.ID, Type: ref.Type, Name: ref.Name,
			Matched: p.g.searchOrigin(h.entity, p.m.x.origin[h.name]), Score: float64(h.score) / searchScale}
	}
	r.Meta.Total, r.Meta.Visited.Nodes = &p.total, p.looked
	if p.total > p.limit {
		r.Meta.stop(StoppedByLimit)
	}
	return r
}

// searchOrigin is the name of entity n at a position of searchOrigins.
func (g *Graph) searchOrigin(n, at uint32) string {
	for i, s := range g.searchOrigins(n) {
		if i == int(at) {
			return s
		}
	}
	return ""
}
