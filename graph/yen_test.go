package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// weightedChain makes a graph in which an edge of weight w is a chain of w hops.
func weightedChain(t *testing.T, edges map[string]int) *Graph {
	var statements []Statement
	known := map[string]bool{}
	node := func(id string) {
		if !known[id] {
			known[id] = true
			statements = append(statements, describe(id, "Lab", id, id)...)
		}
	}
	for edge, weight := range edges {
		from, to := edge[:1], edge[1:]
		node(from)
		node(to)
		at := from
		for i := 1; i <= weight; i++ {
			next := fmt.Sprintf("%s-%s-%d", from, to, i)
			if i == weight {
				next = to
			}
			node(next)
			statements = append(statements, Statement{Subject: at, Relation: "supports", Object: EntityValue(next)}.Identify())
			at = next
		}
	}
	return mustBuild(t, testOntology, statements)
}

// TestYenPublishedExample is the worked example that goes with Yen's algorithm in
// textbooks: from C to H, the three cheapest are CEFH 5, CEGH 7 and one of the
// three of cost 8.
func TestYenPublishedExample(t *testing.T) {
	g := weightedChain(t, map[string]int{"cd": 3, "ce": 2, "df": 4, "ed": 1, "ef": 2, "eg": 3, "fg": 2, "fh": 1, "gh": 2})
	got, err := g.Paths(context.Background(), PathQuery{From: "c", To: "h", Mode: KShortest, K: 20, Direction: Out})
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, p := range got.Paths {
		letters := ""
		for _, n := range p.Nodes {
			if !strings.Contains(n, "-") {
				letters += n
			}
		}
		have = append(have, fmt.Sprintf("%s=%v", letters, p.Cost))
	}
	want := "[cefh=5 cegh=7 cdfh=8 cedfh=8 cefgh=8 cdfgh=11 cedfgh=11]"
	if fmt.Sprint(have) != want {
		t.Errorf("got  %v\nwant %s", have, want)
	}
	if !got.Meta.Complete {
		t.Error("there are no more paths, so the answer is complete")
	}
	three, _ := g.Paths(context.Background(), PathQuery{From: "c", To: "h", Mode: KShortest, K: 3, Direction: Out})
	if fmt.Sprint(three.Paths) != fmt.Sprint(got.Paths[:3]) || !three.Meta.Complete {
		t.Errorf("k=3 gives %v", three.Paths)
	}
}
