package http

import (
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

// The totals count what the sections list, and what a sentence is said to be
// cited by refers to it.
func TestCoverageAgreesWithStatements(t *testing.T) {
	h := startArgument(t)
	c := decode[graph.Coverage](t, h.get("/v1/sources/plan/coverage"))
	type statement struct {
		Evidence []struct {
			Sentence string
			Span     *graph.Span
		}
	}
	var counted graph.CoverageTotals
	count := func(c *graph.StateCount, s graph.CoverageState) {
		c.Total++
		switch s {
		case graph.Cited:
			c.Cited++
		case graph.Excluded:
			c.Excluded++
		case graph.Unused:
			c.Unused++
		}
	}
	raw, resolved := []rune(argumentText), 0
	for _, section := range c.Sections {
		listed := map[string]bool{}
		for _, s := range section.Sentences {
			if !s.Heading {
				count(&counted.Sentences, s.State)
			}
			if (len(s.Statements) > 0) != (s.State == graph.Cited) || (s.Reason != nil) != (s.State == graph.Excluded) {
				t.Errorf("%+v", s)
			}
			for _, n := range s.Numerals {
				count(&counted.Numerals, n.State)
				if found := string(raw[n.Span.Start:n.Span.End]); strings.ReplaceAll(found, "\n1、", "") != n.Text {
					t.Errorf("%q stands where %s should", found, n.Text)
				}
			}
			for _, id := range s.Statements {
				found := false
				for _, e := range decode[statement](t, h.get("/v1/statements/"+id)).Evidence {
					found = found || e.Sentence == s.Text && e.Span != nil && *e.Span == s.Span
				}
				if !found {
					t.Errorf("%s does not refer to %s", id, s.Text)
				}
				resolved++
				listed[id] = true
			}
		}
		if len(listed) != section.Statements {
			t.Errorf("section %s counts %d statements, and its sentences list %d", section.ID, section.Statements, len(listed))
		}
	}
	if counted != c.Totals || resolved != 7 {
		t.Errorf("counted %+v and %d citations, told %+v", counted, resolved, c.Totals)
	}
}

// Without the text only the sections are known, and the answer is another one.
func TestCoverageWithoutText(t *testing.T) {
	with, without := startArgument(t), startOn(t, graph.NewLive(argumentGraph(t, "")), Config{})
	a, b := with.get("/v1/sources/plan/coverage"), without.get("/v1/sources/plan/coverage")
	if a.Header.Get("ETag") == b.Header.Get("ETag") {
		t.Error("both have the same tag")
	}
	x, y := decode[graph.Coverage](t, a), decode[graph.Coverage](t, b)
	if !x.Attached || y.Attached || y.File != "" || y.Totals != (graph.CoverageTotals{}) || len(x.Sections) != 3 || len(y.Sections) != 3 {
		t.Fatalf("%+v", y)
	}
	for i, s := range y.Sections {
		if len(s.Sentences) > 0 || len(x.Sections[i].Sentences) == 0 || s.ID != x.Sections[i].ID || s.Statements != x.Sections[i].Statements {
			t.Errorf("%+v", s)
		}
	}
}

// A reference that holds for two sentences, or for none, cites nothing.
func TestCoverageOfUnresolvedReferences(t *testing.T) {
	const more = `
hedong emissions 1 kind=absolute ref=s1,市
hedong emissions 2 kind=absolute ref=s2,30天,河东
hedong emissions 3 kind=absolute ref=s2,30天
`
	_, labels := argumentStatements(more)
	c := decode[graph.Coverage](t, startOn(t, graph.NewLive(argumentGraph(t, more, argumentPlan(t))), Config{}).get("/v1/sources/plan/coverage"))
	var cited []string
	for _, section := range c.Sections {
		for _, s := range section.Sentences {
			for _, id := range s.Statements {
				if strings.HasPrefix(labels[id], "<hedong ") {
					cited = append(cited, labels[id]+" "+s.Text)
				}
			}
		}
	}
	if strings.Join(cited, "; ") != "<hedong emissions 3> 审批缓慢，等候30天。" || c.Totals.Sentences.Unused != 0 || c.Totals.Numerals.Unused != 1 {
		t.Errorf("%q and %+v", cited, c.Totals)
	}
}
