package graph

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Every kind of match scores above the next, whatever the share.
func TestSearchScoresDescend(t *testing.T) {
	if len(searchScores) != int(searchMixedInfix)+1 {
		t.Fatalf("%d scores", len(searchScores))
	}
	for k := searchWhole; k < searchMixedInfix; k++ {
		if low, high := k.score(1, 1_000_000), (k+1).score(1, 1); low <= high || high <= 0 {
			t.Errorf("kind %d scores from %d, kind %d up to %d", k, low, k+1, high)
		}
	}
	if top := searchWhole.score(1, 1); top != searchScale {
		t.Errorf("the best score is %d", top)
	}
}

func TestSearchOrder(t *testing.T) {
	g := searchGraph(t, searchStatements([]searchEntity{
		{id: "hub", typ: "Type7"},
		{id: "c", typ: "Type0", zh: "新区", links: 1},
		{id: "b", typ: "Type0", zh: "新区", links: 1},
		{id: "a", typ: "Type0", zh: "新区"},
		{id: "d", typ: "Type0", zh: "高新区", links: 9},
		{id: "e", typ: "Type0", zh: "新城区", links: 9},
		{id: "f", typ: "Type0", zh: "新区管委会", links: 9},
	}))
	r, err := g.Search(t.Context(), SearchQuery{Text: "新区"})
	if err != nil {
		t.Fatal(err)
	}
	// Whole before prefix before infix before subsequence; then degree; then id.
	if got := searchIDs(r); got != "b c a f d e" {
		t.Errorf("order %s", got)
	}
}

func searchIDs(r *SearchResult) string {
	ids := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		ids[i] = h.ID
	}
	return strings.Join(ids, " ")
}

func TestSearchMeta(t *testing.T) {
	g := searchCities(t)
	r, err := g.Search(t.Context(), SearchQuery{Text: "走廊", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) != 1 || r.Meta.Complete || r.Meta.StoppedBy == nil || *r.Meta.StoppedBy != StoppedByLimit ||
		*r.Meta.Total != 2 || r.Meta.Version != g.Version() || r.Meta.Visited.Nodes != 2 {
		t.Errorf("%+v", r)
	}
	r, err = g.Search(t.Context(), SearchQuery{Text: "走廊", Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) != 2 || !r.Meta.Complete || r.Meta.StoppedBy != nil {
		t.Errorf("%+v", r)
	}
	if r, err = g.Search(t.Context(), SearchQuery{Text: "杭州"}); err != nil || r.Meta.Visited.Nodes != 3 {
		t.Errorf("%+v, %v: want 3 entities looked at, some of them by two names", r, err)
	}
	r, err = g.Search(t.Context(), SearchQuery{Text: "走廊"})
	if err != nil {
		t.Fatal(err)
	}
	want := Hit{ID: "chengxi-corridor", Type: "Type1", Name: Text{"城西科创大走廊", "Chengxi Science and Technology Innovation Corridor"}, Matched: "城西科创大走廊", Score: 0.5914}
	if r.Hits[0] != want {
		t.Errorf("got %+v, want %+v", r.Hits[0], want)
	}
}

// Of the ways to leave characters out, the one that leaves out least counts.
func TestSearchSubsequenceSpan(t *testing.T) {
	var text searchText
	text.fold("城大西城一廊 new廊")
	name := searchNameOf(appendSearchName(nil, &text))
	for _, c := range []struct {
		pieces string
		want   int
	}{{"城 廊", 3}, {"城 西 廊", 6}, {"一 new", 5}, {"一 ew", 0}, {"廊 城", 0}, {"廊 廊", 5}} {
		var pieces [][]byte
		for f := range strings.FieldsSeq(c.pieces) {
			pieces = append(pieces, []byte(f))
		}
		if got := name.span(pieces); got != c.want {
			t.Errorf("%s: span %d, want %d", c.pieces, got, c.want)
		}
	}
}

func TestSearchTypes(t *testing.T) {
	g := searchCities(t)
	for _, c := range []struct {
		types []string
		want  string
	}{
		{nil, "hangzhou bank hangzhou-hightech-zone"},
		{[]string{"Type2"}, "hangzhou-hightech-zone"},
		{[]string{"Type2", "Type5"}, "bank hangzhou-hightech-zone"},
		{[]string{"Thing"}, "hangzhou bank hangzhou-hightech-zone"},
		{[]string{"!Type0"}, "bank hangzhou-hightech-zone"},
		{[]string{"Thing", "!Type2"}, "hangzhou bank"},
		{[]string{"Type6"}, ""},
	} {
		r, err := g.Search(t.Context(), SearchQuery{Text: "杭州", Types: c.types})
		if err != nil || searchIDs(r) != c.want || *r.Meta.Total != len(r.Hits) {
			t.Errorf("%v: %v %v, want %s", c.types, r, err, c.want)
		}
	}
	// A typo is forgiven where no entity of the type is found without.
	r, err := g.Search(t.Context(), SearchQuery{Text: "hangzhou-corridor", Types: []string{"Type0"}})
	if err != nil || len(r.Hits) != 0 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestSearchRefuses(t *testing.T) {
	g := searchCities(t)
	for _, c := range []struct {
		q    SearchQuery
		want string
	}{
		{SearchQuery{}, "q must hold the name, or a part of it, to look for"},
		{SearchQuery{Text: " \t　"}, "q must hold the name, or a part of it, to look for"},
		{SearchQuery{Text: "—“”…"}, `q must hold at least one letter, digit or Chinese character; "—“”…" has none`},
		{SearchQuery{Text: strings.Repeat("区", MaxQueryText+1)}, "q must be at most 200 characters long, not 201"},
		{SearchQuery{Text: "杭\xff"}, "q is not valid UTF-8"},
		{SearchQuery{Text: "杭\x00州"}, "q holds a NUL character"},
		{SearchQuery{Text: "杭州", Limit: -1}, "limit must be between 1 and 100, not -1"},
		{SearchQuery{Text: "杭州", Limit: MaxSearch + 1}, "limit must be between 1 and 100, not 101"},
		{SearchQuery{Text: "杭州", Types: []string{"Typ2"}}, `unknown entity type "Typ2"; did you mean Type2, Type0 or Type1?`},
		{SearchQuery{Text: "", Limit: 101, Types: []string{"!Nonsense"}}, `q must hold the name, or a part of it, to look for; limit must be between 1 and 100, not 101; unknown entity type "Nonsense"`},
	} {
		r, err := g.Search(t.Context(), c.q)
		if r != nil || KindOf(err) != Invalid || err.Error() != c.want {
			t.Errorf("%+v: %v, want %s", c.q, err, c.want)
		}
	}
	if _, err := g.Search(t.Context(), SearchQuery{Text: strings.Repeat("区", MaxQueryText), Limit: MaxSearch}); err != nil {
		t.Errorf("at the bounds: %v", err)
	}
}

func TestSearchTooManyNames(t *testing.T) {
	g := searchCities(t)
	g.search.table = func() *searchTable { return &searchTable{tooLong: true} }
	if _, err := g.Search(t.Context(), SearchQuery{Text: "杭州"}); KindOf(err) != Unavailable {
		t.Errorf("got %v", err)
	}
}

// endingContext ends after it has been asked a number of times.
type endingContext struct {
	context.Context
	left int
}

func (c *endingContext) Err() error {
	if c.left--; c.left < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

func TestSearchHonoursContext(t *testing.T) {
	g := searchGraph(t, searchNamed(20_000, 1))
	whole := &endingContext{context.Background(), 1 << 30}
	if _, err := g.Search(whole, SearchQuery{Text: "inovation coridor"}); err != nil {
		t.Fatal(err)
	}
	asked := 1<<30 - whole.left
	if names := len(g.search.table().sig); asked < 2*names/searchCheckEvery {
		t.Errorf("the context was asked %d times over %d names, twice", asked, names)
	}
	for n := range asked { // wherever it ends, there is no answer
		r, err := g.Search(&endingContext{context.Background(), n}, SearchQuery{Text: "inovation coridor"})
		if r != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("ended after %d looks: %v, %v", n, r, err)
		}
	}
}

// The same question gives the same answer, in graphs built in any order, from
// many goroutines at once.
func TestSearchIsDeterministicAndConcurrent(t *testing.T) {
	var statements []Statement
	for s := range searchNamed(2_000, 3) {
		statements = append(statements, s)
	}
	graphs := make([]*Graph, 2)
	for i := range graphs {
		graphs[i] = searchGraph(t, func(yield func(Statement, error) bool) {
			for _, s := range statements {
				if !yield(s, nil) {
					return
				}
			}
		})
		slices.Reverse(statements)
	}
	answers := make([][]*SearchResult, 8)
	var wg sync.WaitGroup
	for w := range answers {
		wg.Go(func() {
			for _, q := range searchBenchQueries {
				r, err := graphs[w%2].Search(context.Background(), SearchQuery{Text: q})
				if err != nil {
					t.Errorf("%q: %v", q, err)
				}
				answers[w] = append(answers[w], r)
			}
		})
	}
	wg.Wait()
	for w := range answers {
		if !reflect.DeepEqual(answers[w], answers[0]) {
			t.Errorf("goroutine %d has other answers than the first", w)
		}
	}
}

func TestSearchNamesForSuggestions(t *testing.T) {
	g := searchCities(t)
	for _, c := range []struct {
		q    string
		max  int
		want string
	}{
		{"chengxi-coridor", 3, "chengxi-corridor"},
		{"cxkc", 1, "chengxi-corridor"},
		{"hangzhou", 2, "hangzhou hangzhou-hightech-zone"},
		{"\xff", 3, ""},
		{strings.Repeat("x", 500), 3, ""},
	} {
		if got := strings.Join(g.searchNames(c.q, c.max), " "); got != c.want {
			t.Errorf("%q: %s, want %s", c.q, got, c.want)
		}
	}
	_, err := g.find("id", "cxkc")
	if KindOf(err) != NotFound || !strings.Contains(err.Error(), "chengxi-corridor") {
		t.Errorf("find says %v", err)
	}
}

func ExampleGraph_Search() {
	g, err := Build(generatedOntology, searchStatements([]searchEntity{
		{id: "chengxi-corridor", typ: "Type1", zh: "城西科创大走廊", en: "Chengxi Science and Technology Innovation Corridor"},
	}))
	if err != nil {
		panic(err)
	}
	for _, q := range []string{"城西", "cxkc", "corridor innov", "城科走廊"} {
		r, err := g.Search(context.Background(), SearchQuery{Text: q})
		if err != nil {
			panic(err)
		}
		for _, h := range r.Hits {
			fmt.Println(q, h.ID, h.Score)
		}
	}
	// Output:
	// 城西 chengxi-corridor 0.8842
	// cxkc chengxi-corridor 0.5128
	// corridor innov chengxi-corridor 0.4044
	// 城科走廊 chengxi-corridor 0.2428
}
