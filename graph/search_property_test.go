package graph

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// searchEntity is an entity made for a test.
type searchEntity struct {
	id, typ, zh, en  string
	printed, aliases []string
	links            int // edges to the entity "hub"
}

func searchStatements(list []searchEntity) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		for _, e := range list {
			add := func(relation string, object Value) {
				yield(Statement{Subject: e.id, Relation: relation, Object: object}.Identify(), nil)
			}
			add(RelType, StringValue(e.typ))
			if e.zh != "" {
				add(RelName, LangValue(e.zh, "zh"))
			}
			if e.en != "" {
				add(RelName, LangValue(e.en, "en"))
			}
			for _, s := range e.printed {
				add(RelAsPrinted, StringValue(s))
			}
			for _, s := range e.aliases {
				add(RelAlias, StringValue(s))
			}
			for i := range e.links {
				add(fmt.Sprintf("relation-%d", i), EntityValue("hub"))
			}
		}
	}
}

// searchRandomName puts together characters and words that are often confused:
// polyphones, ü, beginnings of each other, digits, separators.
func searchRandomName(r *rand.Rand) string {
	parts := []string{"重", "庆", "长", "行", "银", "杭", "州", "城", "西", "安", "大", "区", "都", "吕", "率", "一", "〇", "先", "院", "三", "角",
		"a", "an", "new", "hang", "zhou", "innovation", "inner", "lab", "labor", "laboratory", "corridor", "zone", "5g", "G20", "xi", "of", "the", "é", "中心", "，", " ", "·", "-"}
	var b strings.Builder
	for range 1 + r.IntN(6) {
		b.WriteString(parts[r.IntN(len(parts))])
		if r.IntN(4) == 0 {
			b.WriteString(" ")
		}
	}
	return b.String()
}

// searchRandomQuery makes a question out of a name: a part of it, read aloud,
// with characters dropped, changed or exchanged, or words in another order.
func searchRandomQuery(r *rand.Rand, name string) string {
	runes := []rune(name)
	lo := r.IntN(len(runes))
	runes = runes[lo : lo+1+r.IntN(len(runes)-lo)]
	if r.IntN(2) == 0 {
		runes = []rune(name)
	}
	var out []string
	style := r.IntN(4)
	for _, c := range runes {
		s := string(c)
		if readings, _ := pinyinReadings(c); len(readings) > 0 && style > 0 {
			s = readings[r.IntN(len(readings))]
			if style == 2 || style == 3 && r.IntN(2) == 0 {
				s = s[:1+r.IntN(len(s))]
			}
		}
		if r.IntN(12) == 0 {
			continue
		}
		if r.IntN(12) == 0 {
			s += " "
		}
		out = append(out, s)
	}
	q := strings.Join(out, "")
	if r.IntN(4) == 0 {
		words := strings.Fields(q)
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		q = strings.Join(words, " ")
	}
	if b := []rune(q); r.IntN(3) == 0 && len(b) > 3 {
		i := r.IntN(len(b) - 1)
		switch r.IntN(3) {
		case 0:
			b[i], b[i+1] = b[i+1], b[i]
		case 1:
			b = slices.Delete(b, i, i+1)
		case 2:
			b[i] = 'a' + rune(r.IntN(26))
		}
		q = string(b)
	}
	return q
}

func searchRandomGraph(t testing.TB, r *rand.Rand) (*Graph, []string) {
	list := []searchEntity{{id: "hub", typ: "Type0"}}
	var names []string
	for i := range 2 + r.IntN(30) {
		e := searchEntity{id: fmt.Sprintf("e-%d", i), typ: fmt.Sprintf("Type%d", r.IntN(8)), zh: searchRandomName(r), en: searchRandomName(r), links: r.IntN(3)}
		names = append(names, e.zh, e.en)
		for range r.IntN(3) {
			e.aliases = append(e.aliases, searchRandomName(r))
			e.printed = append(e.printed, searchRandomName(r))
		}
		names = slices.Concat(names, e.aliases, e.printed)
		list = append(list, e)
	}
	return searchGraph(t, searchStatements(list)), names
}

func TestSearchAgreesWithReference(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	asked, found, typos := 0, 0, 0
	for range 60 {
		g, names := searchRandomGraph(t, r)
		ref := newSearchReference(g)
		for range 40 {
			q := searchRandomQuery(r, names[r.IntN(len(names))])
			got, err := g.Search(context.Background(), SearchQuery{Text: q, Limit: MaxSearch})
			if err != nil {
				if KindOf(err) != Invalid {
					t.Fatalf("%q: %v", q, err)
				}
				continue
			}
			want := ref.search(q)
			asked++
			if len(want) > 0 {
				found++
				if want[0].Score < 0.17 && want[0].Score >= 0.12 {
					typos++
				}
			}
			if !slices.Equal(got.Hits, want) && len(got.Hits)+len(want) > 0 {
				t.Fatalf("%q\n got %+v\nwant %+v", q, got.Hits, want)
			}
			if *got.Meta.Total != len(want) {
				t.Fatalf("%q: total %d, want %d", q, *got.Meta.Total, len(want))
			}
		}
	}
	t.Logf("%d questions, %d with hits, %d by typos", asked, found, typos)
	if found < asked/2 || typos < 20 {
		t.Errorf("only %d of %d questions have hits, %d by typos: the comparison says too little", found, asked, typos)
	}
}

// Every name finds its entity: whole, by its beginnings, read aloud, by initials.
func TestSearchFindsEveryName(t *testing.T) {
	long := searchGraph(t, searchStatements([]searchEntity{{id: "long", typ: "Type0",
		zh: "关于加快推进城西科创大走廊与城东智造大走廊协同建设具有全球影响力的创新策源地的若干政策意见"}})) // longer in pinyin than a machine word
	for name, g := range map[string]*Graph{"cities": searchCities(t), "generated": searchGraph(t, searchNamed(400, 5)), "long": long} {
		units := newPinyinBuilder()
		for n, id := range g.allIDs() {
			for _, s := range g.searchOrigins(uint32(n)) {
				if s == "" {
					continue
				}
				if h, first := searchFor(t, g, s, id); h.Score != 1 || first.Score != 1 {
					t.Errorf("%s: %q finds its entity with %v and the first with %v", name, s, h.Score, first.Score)
				}
				var folded searchText
				folded.fold(s)
				runes := folded.runes
				for i := range runes {
					if !searchIsHan(runes[i]) {
						break
					}
					if h, _ := searchFor(t, g, string(runes[:i+1]), id); i > 0 && h.Score < 0.82 {
						t.Errorf("%s: the beginning %q of %q finds it with %v", name, string(runes[:i+1]), s, h.Score)
					}
				}
				if !slices.ContainsFunc(runes, searchIsHan) {
					continue
				}
				var full, initials string
				for _, code := range units.name(nil, &folded) {
					u, reading := units.at(code), ""
					if reading = string(u.r); len(u.readings) > 0 {
						reading = u.readings[0]
					}
					full, initials = full+reading, initials+reading[:1]
				}
				if h, _ := searchFor(t, g, full, id); len(full) <= MaxQueryText && h.Score < 0.96 {
					t.Errorf("%s: %q, which is %q read aloud, finds it with %v", name, full, s, h.Score)
				}
				if h, _ := searchFor(t, g, initials, id); h.Score < 0.8 {
					t.Errorf("%s: %q, the initials of %q, finds it with %v", name, initials, s, h.Score)
				}
			}
		}
	}
}

// searchFor answers the hit of an entity, zero if there is none, and the first.
func searchFor(t *testing.T, g *Graph, text, id string) (hit, first Hit) {
	t.Helper()
	r, err := g.Search(t.Context(), SearchQuery{Text: text, Limit: MaxSearch})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	for i, h := range r.Hits {
		if i == 0 {
			first = h
		}
		if h.ID == id {
			hit = h
		}
	}
	return hit, first
}

func FuzzSearch(f *testing.F) {
	g := searchCities(f)
	ref := newSearchReference(g)
	for _, q := range []string{"杭州", "cxkc", "hangzhou gaoxinqu", "５Ｇ", "é́", "ﬁn", "xi'an", "CXiAn", "the of", "inovation", "〇々", "ａ゛", "㍿", "zhzhzh", "\u0301", "𠀀"} {
		f.Add(q, 10)
	}
	f.Fuzz(func(t *testing.T, q string, limit int) {
		r, err := g.Search(context.Background(), SearchQuery{Text: q, Limit: limit})
		if err != nil {
			if KindOf(err) != Invalid || r != nil {
				t.Fatalf("%q: %v", q, err)
			}
			return
		}
		if n := min(*r.Meta.Total, orDefault(limit, DefaultSearch)); len(r.Hits) != n || r.Meta.Complete != (n == *r.Meta.Total) {
			t.Fatalf("%q: %d hits of %+v", q, len(r.Hits), r.Meta)
		}
		for i, h := range r.Hits {
			if h.Score <= 0 || h.Score > 1 || i > 0 && h.Score > r.Hits[i-1].Score || !g.Has(h.ID) || h.Matched == "" {
				t.Fatalf("%q: hit %d is %+v", q, i, h)
			}
		}
		if len(q) <= 24 { // the reference tries every way, and long texts have too many
			want := ref.search(q)
			if *r.Meta.Total != len(want) || !slices.Equal(r.Hits, slices.Concat([]Hit{}, want[:len(r.Hits)])) {
				t.Fatalf("%q\n got %+v of %d\nwant %+v", q, r.Hits, *r.Meta.Total, want)
			}
		}
	})
}

// Divided among cores the names give the same hits.
func TestSearchInParts(t *testing.T) {
	defer func(n uint32) { searchPart = n }(searchPart)
	r := rand.New(rand.NewPCG(4, 4))
	for range 40 {
		var all []Statement
		for i := range 1 + r.IntN(40) {
			all = append(all, describe(fmt.Sprintf("e%d", i), "City", searchRandomName(r), searchRandomName(r))...)
		}
		g := mustBuild(t, testOntology, all)
		for range 20 {
			q := SearchQuery{Text: searchRandomName(r), Limit: 1 + r.IntN(5)}
			if strings.TrimSpace(q.Text) == "" {
				continue
			}
			searchPart = 1 << 16
			want, err := g.Search(context.Background(), q)
			searchPart = uint32(1 + r.IntN(7))
			got, errParts := g.Search(context.Background(), q)
			if (err == nil) != (errParts == nil) {
				t.Fatal(err, errParts)
			}
			if err == nil && (!slices.Equal(got.Hits, want.Hits) || *got.Meta.Total != *want.Meta.Total || got.Meta.Visited != want.Meta.Visited) {
				t.Fatalf("%q in parts of %d: %+v %+v, want %+v %+v", q.Text, searchPart, got.Hits, got.Meta, want.Hits, want.Meta)
			}
		}
	}
}
