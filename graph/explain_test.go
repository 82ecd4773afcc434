package graph

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestExplain(t *testing.T) {
	g := mustBuild(t, argumentOntology, parseArgument(t, `Other a b d e
Step c!explored
a at b @1
a by b planned @2
c at b aspired inferred
d at c absent @4
a for e @5`))
	for _, tt := range []struct {
		name      string
		q         PathQuery
		certain   bool
		certainty Text
		sentence  Text
		summary   Text
	}{
		{"certain", PathQuery{From: "a", To: "e"}, true,
			Text{"每一步都已存在，并由来源明言。", "Every hop exists and is stated by its source."},
			Text{"某a正for某e。", "The a for The e."}, Text{"共1条路径。", "There is one path."}},
		{"one entity", PathQuery{From: "a", To: "a"}, true, Text{"起点就是终点。", "The two ends are the same entity."}, Text{"某a", "The a"}, Text{"共1条路径。", "There is one path."}},
		{"doubts", PathQuery{From: "a", To: "d", Filter: Filter{Relations: []string{"at"}}}, false,
			Text{"不确定之处：第2步只是争取、属于推断、没有出处；第3步原文称并不存在；“某c”只是探索。",
				"Not certain: hop 2 is only aspired to and is inferred and has no evidence; hop 3 is absent according to the source; “The c” is only to be explored."},
			Text{"某a正at某b；某b反at某c；某c反at某d。", "The a at The b; The b inverse-at The c; The c inverse-at The d."}, Text{"共1条路径。", "There is one path."}},
		{"planned", PathQuery{From: "b", To: "a", Filter: Filter{Relations: []string{"by"}}}, false, Text{"不确定之处：第1步尚属规划。", "Not certain: hop 1 is planned."},
			Text{"某b反by某a。", "The b inverse-by The a."}, Text{"共1条路径。", "There is one path."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := g.Explain(context.Background(), tt.q)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Paths) != 1 {
				t.Fatalf("%d paths", len(got.Paths))
			}
			p := got.Paths[0]
			if p.Certain != tt.certain || p.Certainty != tt.certainty || p.Sentence != tt.sentence || got.Summary != tt.summary {
				t.Errorf("got %v %+v %+v %+v", p.Certain, p.Certainty, p.Sentence, got.Summary)
			}
		})
	}

	got, err := g.Explain(context.Background(), PathQuery{From: "b", To: "a"})
	if err != nil {
		t.Fatal(err)
	}
	h := got.Paths[0].Hops[0]
	if h.From.ID != "b" || h.To.ID != "a" || h.Relation != "at" || !h.Backwards || h.Sentence != (Text{"某b反at某a", "The b inverse-at The a"}) || h.Status != Existing ||
		len(h.Evidence) != 1 || h.Evidence[0].Section != "1" || h.OthersAll != 1 || len(h.Others) != 1 || h.Others[0].Relation != "by" || h.Others[0].Status != Planned || h.Others[0].Evidence[0].Section != "2" {
		t.Errorf("hop %+v", h)
	}

	none, err := g.Explain(context.Background(), PathQuery{From: "a", To: "d", Filter: Filter{Relations: []string{"for"}}})
	if err != nil || len(none.Paths) != 0 || none.Paths == nil || none.Summary != (Text{"没有路径。", "There is no path."}) {
		t.Errorf("no path: %+v, %v", none, err)
	}
	if _, err := g.Explain(context.Background(), PathQuery{From: "a", To: "zz"}); KindOf(err) != NotFound {
		t.Errorf("unknown: %v", err)
	}
	defer func(w int) { maxWork = w }(maxWork)
	maxWork = 0
	none, err = g.Explain(context.Background(), PathQuery{From: "a", To: "d"})
	if err != nil || none.Meta.Complete || none.Summary != (Text{"没有找到路径，但搜索没有做完。", "No path was found, but the search was not finished."}) {
		t.Errorf("gave up: %+v, %v", none, err)
	}
}

// An explanation tells the paths of Paths, hop by hop, each by the statement and
// in the direction of the path.
func TestExplainTellsPaths(t *testing.T) {
	hops := 0
	for seed := range 600 {
		r := rand.New(rand.NewPCG(uint64(seed), 35))
		nodes := 2 + r.IntN(8)
		g := mustBuild(t, testOntology, randomStatements(r, nodes, r.IntN(4*nodes)))
		q := PathQuery{From: g.id(uint32(r.IntN(nodes))), To: g.id(uint32(r.IntN(nodes))), Mode: PathMode(r.IntN(4)), Direction: Direction(r.IntN(3)), Filter: randomFilter(r), Cost: CostModel(r.IntN(3))}
		want, err := g.Paths(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		got, err := g.Explain(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Paths) != len(want.Paths) || got.Meta.Complete != want.Meta.Complete {
			t.Fatalf("seed %d: %d of %d paths", seed, len(got.Paths), len(want.Paths))
		}
		for i, p := range got.Paths {
			told, certain := Text{}, true
			for j, h := range p.Hops {
				hops++
				ids := []string{h.Statement}
				for _, o := range h.Others {
					ids = append(ids, o.Statement)
				}
				s, err := g.Statement(h.Statement)
				if err != nil || !slices.Equal(ids, want.Paths[i].Edges[j]) || h.OthersAll != len(ids)-1 || h.From.ID != want.Paths[i].Nodes[j] || h.To.ID != want.Paths[i].Nodes[j+1] ||
					h.Backwards != (s.Subject.ID != h.From.ID) || s.Status != h.Status || s.Basis != h.Basis {
					t.Fatalf("seed %d: hop %+v of %+v, %v", seed, h, want.Paths[i], err)
				}
				if told.En != "" {
					told.En += "; "
				}
				told.En += h.Sentence.En
				certain = certain && s.Status == Existing && s.Basis == Stated && len(s.Evidence) > 0
			}
			if len(p.Hops) > 0 && told.En+"." != want.Paths[i].Sentence.En || p.Certain != certain {
				t.Fatalf("seed %d: %q certain %v, want %q", seed, told.En, p.Certain, want.Paths[i].Sentence.En)
			}
		}
	}
	if hops < 300 {
		t.Errorf("only %d hops", hops)
	}
}
