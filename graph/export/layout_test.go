package export

import (
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

// drawingOf lays an answer out.
func drawingOf(s *graph.Subgraph) *drawing {
	return newDrawing(newOut(nil), newView(s, Options{Lang: "zh", Table: tableEdges}))
}

// TestNothingOverlaps checks layouts by distance: neither nodes nor their labels
// lie on one another.
func TestNothingOverlaps(t *testing.T) {
	answers := []*graph.Subgraph{manyNodes(t, 1).Whole(), manyNodes(t, 2).Whole(), manyNodes(t, 40).Whole(), manyNodes(t, 300).Whole(), handmade(t)}
	answers[4].Paths = nil
	for seed := range uint64(30) {
		if s := random(t, seed); s.Node(0).Depth == nil {
			answers = append(answers, s)
		}
	}
	for i, s := range answers {
		d := drawingOf(s)
		sizes := make([]size, len(d.nodes))
		for v := range sizes {
			sizes[v] = size{max(d.radius[v], textWidth(d.labels[v], nodeFont)/2), d.radius[v], d.radius[v] + nodeFont}
		}
		for v, p := range d.at {
			for w, q := range d.at[:v] {
				if math.Abs(p.x-q.x) < sizes[v].half+sizes[w].half && p.y-sizes[v].above < q.y+sizes[w].below && q.y-sizes[w].above < p.y+sizes[v].below {
					t.Errorf("answer %d: %s at %v lies on %s at %v", i, d.nodes[v].ID, p, d.nodes[w].ID, q)
				}
			}
		}
	}
}

// TestNearEntitiesAreDrawnNear checks the stress layout on a path of ten nodes:
// its ends are farthest apart, and neighbours are about as far as each other.
func TestNearEntitiesAreDrawnNear(t *testing.T) {
	var l statements
	for i := range 10 {
		l.entity(strconv.Itoa(i), "Lab", "", "")
		if i > 0 {
			l.edge(strconv.Itoa(i-1), "near", strconv.Itoa(i))
		}
	}
	d := drawingOf(l.build(t).Whole())
	for i := range 9 {
		if step := d.at[i].minus(d.at[i+1]).length(); step < 0.8*edgeLength || step > 1.2*edgeLength {
			t.Errorf("step %d is %.0f long", i, step)
		}
	}
	if whole := d.at[0].minus(d.at[9]).length(); whole < 8*edgeLength {
		t.Errorf("the path is bent: its ends are %.0f apart", whole)
	}
}

// TestRings checks that a neighborhood is drawn on rings by depth, around what
// was asked for.
func TestRings(t *testing.T) {
	d := drawingOf(neighborhood(t, manyNodes(t, 300), "n-0", 3))
	if len(d.nodes) < turnedFrom {
		t.Fatalf("only %d nodes", len(d.nodes))
	}
	radius := map[int]float64{}
	for i, n := range d.nodes {
		r, ok := radius[*n.Depth]
		if !ok {
			radius[*n.Depth] = d.at[i].length()
		} else if math.Abs(d.at[i].length()-r) > 1e-6 {
			t.Errorf("%s, depth %d, is at %.1f, others at %.1f", n.ID, *n.Depth, d.at[i].length(), r)
		}
		for j := range i {
			if d.at[i].minus(d.at[j]).length() < d.radius[i]+d.radius[j] {
				t.Errorf("%s lies on %s", n.ID, d.nodes[j].ID)
			}
		}
	}
	if radius[0] != 0 {
		t.Errorf("the entity asked for is %.1f from the middle", radius[0])
	}
	for depth := 1; depth < len(radius); depth++ {
		if radius[depth] < radius[depth-1]+100 {
			t.Errorf("rings %d and %d are at %.1f and %.1f", depth-1, depth, radius[depth-1], radius[depth])
		}
	}
}

// TestPathsRunFromLeftToRight checks the columns of paths.
func TestPathsRunFromLeftToRight(t *testing.T) {
	g := manyNodes(t, 120)
	s, err := g.Paths(context.Background(), graph.PathQuery{From: "n-100", To: "n-77", Mode: graph.AllShortest})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Paths) == 0 || s.Paths[0].Length < 2 {
		t.Fatalf("%d paths are no test", len(s.Paths))
	}
	d := drawingOf(s)
	x := map[string]float64{}
	for i, n := range d.nodes {
		x[n.ID] = d.at[i].x
	}
	for _, p := range s.Paths {
		for i := 1; i < len(p.Nodes); i++ {
			if x[p.Nodes[i]] < x[p.Nodes[i-1]]+80 {
				t.Errorf("%s is at %.0f, %s after it at %.0f", p.Nodes[i-1], x[p.Nodes[i-1]], p.Nodes[i], x[p.Nodes[i]])
			}
		}
	}
}

// TestEdgesAreKeptApart checks that no two edges have the same line.
func TestEdgesAreKeptApart(t *testing.T) {
	whole := handmade(t)
	whole.Paths = nil
	var l statements
	l.entity("a", "Lab", "", "")
	for i := range 3 {
		l.edge("a", "near", "a", graph.Qualifier{Name: "n", Value: graph.IntegerValue(int64(i))})
	}
	for name, s := range map[string]*graph.Subgraph{"paths": handmade(t), "whole": whole, "rings": neighborhood(t, whole.Graph(), "lab", 2), "loops": l.build(t).Whole()} {
		lines := map[string]string{}
		for _, e := range drawingOf(s).edges {
			var b strings.Builder
			for _, p := range e.bounds() {
				b.WriteString(at(p) + " ")
			}
			if other, ok := lines[b.String()]; ok {
				t.Errorf("%s: %s and %s are drawn as one", name, e.ID, other)
			}
			lines[b.String()] = e.ID
		}
	}
}

var coordinates = regexp.MustCompile(`(?:c?x="(-?[0-9.]+)" c?y="(-?[0-9.]+)"|[ML](-?[0-9.]+),(-?[0-9.]+))`)

// TestTheDrawingIsInsideItsBox checks that all of it is inside the view box.
func TestTheDrawingIsInsideItsBox(t *testing.T) {
	answers := []*graph.Subgraph{handmade(t), manyNodes(t, 300).Whole(), neighborhood(t, manyNodes(t, 300), "n-0", 2)}
	for seed := range uint64(30) {
		answers = append(answers, random(t, seed))
	}
	for i, s := range answers {
		doc := string(write(t, "svg", s, Options{}))
		var left, top, width, height float64
		for n, f := range strings.Fields(regexp.MustCompile(`viewBox="([^"]*)"`).FindStringSubmatch(doc)[1]) {
			*[]*float64{&left, &top, &width, &height}[n], _ = strconv.ParseFloat(f, 64)
		}
		found := coordinates.FindAllStringSubmatch(doc, -1)
		if len(found) < 2 {
			t.Fatal("the drawing is empty")
		}
		for _, m := range found {
			x, _ := strconv.ParseFloat(m[1]+m[3], 64)
			y, _ := strconv.ParseFloat(m[2]+m[4], 64)
			if x < left-0.1 || x > left+width+0.1 || y < top-0.1 || y > top+height+0.1 {
				t.Errorf("answer %d: %s is outside %v %v %v %v", i, m[0], left, top, width, height)
			}
		}
	}
}

func TestADrawingHasItsLimits(t *testing.T) {
	f, _ := ByName("svg")
	var b strings.Builder
	err := f.Write(&b, manyNodes(t, MaxDrawnNodes+1).Whole(), Options{})
	if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "at most 2000 entities and 10000 edges; this answer has 2001 and 2000") {
		t.Errorf("too many nodes: %v", err)
	}
	if b.Len() > 0 {
		t.Error("a part was drawn")
	}
	if doc := write(t, "svg", manyNodes(t, MaxDrawnNodes).Whole(), Options{}); !strings.HasSuffix(string(doc), "</svg>\n") {
		t.Error("the limit itself cannot be drawn")
	}
}

func TestShorten(t *testing.T) {
	for text, want := range map[string]string{
		"之江实验室": "之江实验室", " a \n\t b\x01c ": "a b c",
		strings.Repeat("杭", 30): strings.Repeat("杭", 14) + "…",
		"":                      "",
	} {
		if got := shorten(text); got != want {
			t.Errorf("shorten(%q) is %q, want %q", text, got, want)
		}
	}
}
