package graph

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func listIDs(l *List) string {
	var ids []string
	for _, e := range l.Entities {
		ids = append(ids, e.ID)
	}
	return strings.Join(ids, " ")
}

func TestList(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	for _, c := range []struct{ filter, sort, want string }{
		{"", "", "hangzhou lab labs ningbo report zone-a zone-b"},
		{"type:zone", "", "zone-a zone-b"},
		{"type:place", "", "hangzhou ningbo zone-a zone-b"},
		{"type:Zone|lab", "-id", "zone-b zone-a lab"},
		{"type:!place,type:!Report", "", "lab labs"},
		{"type:place|!zone", "", "hangzhou ningbo"},
		{"id:lab|ningbo", "", "lab ningbo"},
		{"status:existing,type:city", "", "hangzhou ningbo"},
		{"status:!existing", "", ""},
		{"part-of:hangzhou", "", "zone-a"},
		{"part-of:*", "", "zone-a zone-b"},
		{"part-of:!*,type:zone|lab", "", "lab"},
		{"has-part:zone-b", "", "ningbo"},
		{"has-part:*", "", "hangzhou ningbo"},
		{"labs:>5", "", "hangzhou"},
		{"labs:>=14", "", "hangzhou"},
		{"labs:<14", "", "ningbo"},
		{"labs:<=2.5|14", "", "hangzhou ningbo"},
		{"labs:14", "", "hangzhou"},
		{"founded:2017", "", "lab"},
		{"degree:>=2", "", "zone-a"},
		{"degree:0", "", "labs report"},
		{" type : zone ", "", "zone-a zone-b"},
		{"type:city", "name", "hangzhou ningbo"},
		{"type:place", "-degree,-id", "zone-a zone-b ningbo hangzhou"},
		{"type:city|lab", "labs", "ningbo hangzhou lab"},
		{"type:city|lab", "-labs", "hangzhou ningbo lab"},
		{"type:place", "name.en", "hangzhou ningbo zone-a zone-b"},
		{"type:place", "name", "hangzhou zone-a ningbo zone-b"}, // háng jiǎ níng yǐ
	} {
		l, err := g.List(context.Background(), ListQuery{Filter: c.filter, Sort: c.sort})
		if err != nil {
			t.Errorf("%q: %v", c.filter, err)
		} else if got := listIDs(l); got != c.want || *l.Meta.Total != len(l.Entities) || !l.Meta.Complete {
			t.Errorf("filter %q sort %q: got %s, want %s", c.filter, c.sort, got, c.want)
		}
	}
	l, err := g.List(context.Background(), ListQuery{GroupBy: "type", Limit: 1})
	if err != nil || fmt.Sprint(l.Groups) != "[{City {城市 City} 2} {Zone {园区 Zone} 2} {Indicator {指标 Indicator} 1} {Lab {实验室 Laboratory} 1} {Report {报告 Report} 1}]" {
		t.Errorf("groups %v %v", l.Groups, err)
	}
	l, err = g.List(context.Background(), ListQuery{Filter: "type:zone|lab", GroupBy: "part-of"})
	if err != nil || fmt.Sprint(l.Groups) != "[{ { } 1} {hangzhou {杭州 Hangzhou} 1} {ningbo {宁波 Ningbo} 1}]" {
		t.Errorf("groups %v %v", l.Groups, err)
	}
}

func TestListRefuses(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	for _, c := range []struct {
		q    ListQuery
		kind ErrorKind
		text string
	}{
		{ListQuery{Filter: "type"}, Invalid, "expected key:value"},
		{ListQuery{Filter: "type:"}, Invalid, "expected key:value"},
		{ListQuery{Filter: "type:zoone"}, Invalid, "did you mean Zone?"},
		{ListQuery{Filter: "typ:zone"}, Invalid, "did you mean type"},
		{ListQuery{Filter: "part-off:x"}, Invalid, "did you mean part-of"},
		{ListQuery{Filter: "status:planed"}, Invalid, "did you mean planned?"},
		{ListQuery{Filter: "type:>5"}, Invalid, "cannot compare"},
		{ListQuery{Filter: "degree:>many"}, Invalid, "is not a number"},
		{ListQuery{Filter: "typ:zone,status:planed"}, Invalid, "planned"},
		{ListQuery{Filter: "name:x"}, Invalid, `unknown key "name"`},
		{ListQuery{Filter: "id:a||b"}, Invalid, "empty value"},
		{ListQuery{Filter: strings.Repeat("x", 2001)}, Invalid, "at most 2000 bytes"},
		{ListQuery{Sort: "nam"}, Invalid, "did you mean name"},
		{ListQuery{GroupBy: "founded"}, Invalid, "cannot group by"},
		{ListQuery{Limit: 1001}, Invalid, "limit must be between 1 and 1000, not 1001"},
		{ListQuery{Cursor: "x"}, BadCursor, "not a cursor"},
	} {
		if _, err := g.List(context.Background(), c.q); KindOf(err) != c.kind || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%+v: %v, want %q", c.q, err, c.text)
		}
	}
	all := ListQuery{Filter: "typ:zone", Sort: "nam", GroupBy: "x", Limit: -1}
	if _, err := g.List(context.Background(), all); len(err.(*Error).Issues) != 4 {
		t.Errorf("not all mistakes at once: %v", err)
	}
}

func TestListPages(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	g := mustBuild(t, testOntology, randomStatements(r, 40, 80))
	for _, sort := range []string{"", "-degree", "type,-id", "name"} {
		q := ListQuery{Sort: sort, Filter: "type:!Lab", Limit: MaxList}
		whole, err := g.List(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		q.Limit = 7
		var ids []string
		for {
			page, err := g.List(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			if *page.Meta.Total != len(whole.Entities) || page.Meta.Complete != (page.Meta.NextCursor == "") {
				t.Fatalf("%+v", page.Meta)
			}
			ids = append(ids, strings.Fields(listIDs(page))...)
			if q.Cursor = page.Meta.NextCursor; q.Cursor == "" {
				break
			}
		}
		if strings.Join(ids, " ") != listIDs(whole) {
			t.Errorf("sort %q: pages %v\nwhole %v", sort, ids, listIDs(whole))
		}
		if sort == "-degree" && !slices.IsSortedFunc(whole.Entities, func(a, b Node) int { return b.Degree - a.Degree }) {
			t.Errorf("not by degree")
		}
	}
}

// expiring is a context that ends when it has been looked at so often.
type expiring struct {
	context.Context
	left int
}

func (e *expiring) Err() error {
	if e.left--; e.left < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// A context that ends while entities are sorted ends that.
func TestListEndsWhileSorting(t *testing.T) {
	g := hubGraph(t, 20_000)
	ctx := &expiring{context.Background(), g.entities()/1024 + 5}
	if _, err := g.List(ctx, ListQuery{Sort: "-id"}); err != context.DeadlineExceeded {
		t.Errorf("got %v", err)
	}
	if more := -ctx.left; more < 1 || more > 3 { // once by the sorting, and once after it
		t.Errorf("it was looked at %d times after its end", more)
	}
}
