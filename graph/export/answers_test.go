package export

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/innograph/innograph/graph"
)

var testOntology = graph.NewOntology(
	[]graph.EntityType{
		{ID: "Thing", Abstract: true, Label: graph.Text{Zh: "事物", En: "Thing"}, Color: "#455a64"},
		{ID: "Axis", Parent: "Thing", Label: graph.Text{Zh: "轴", En: "Axis"}, Color: "#1565c0"},
		{ID: "Corridor", Parent: "Thing", Label: graph.Text{Zh: "走廊", En: "Corridor"}, Color: "#2e7d32"},
		{ID: "Zone", Parent: "Thing", Label: graph.Text{Zh: "区 <b>&amp;</b>", En: `Zone "&" <b>`}, Color: "#ef6c00"},
		{ID: "Lab", Parent: "Thing", Label: graph.Text{Zh: "实验室", En: "Laboratory"}, Color: "red"}, // no #rrggbb: drawn as a Thing
	},
	[]graph.Relation{
		{ID: "part-of", Containment: true, Label: graph.Text{Zh: "属于", En: "part of"}},
		{ID: "supports", Label: graph.Text{Zh: "支撑", En: "supports"}},
		{ID: "near", Symmetric: true, Label: graph.Text{Zh: `邻近 <"&'>`, En: `near <"&'>`}},
	}, nil, nil)

// nastyNames break writers that escape too little or too much.
var nastyNames = []string{
	`<img src=x onerror=alert(1)>`, `]]> & "double" 'single' </text>`, `\back\slash\`, `ends with \N \G \"`,
	"line one\nline two\r\n\ttabbed", "control \x01\x1b\x7f\u0085", "\u2028 and \u2029", "not XML \uFFFE\uFFFF",
	`&lt;b&gt; &#39; &amp; &notanentity &; &#x41;`, `=HYPERLINK("http://a.example")`, "+1", "-1", "@x", "\t=1", "＝1", `'quoted`,
	"𝒳 🏙️ e\u0301 \u202Ertl", " spaces ", `a,b;c|d`, "{a} {b} ${c} %s", "-->", "<!--", "//", "#", `"`, `\`, "\n",
}

type statements []graph.Statement

func (l *statements) add(s graph.Statement) string {
	s = s.Identify()
	*l = append(*l, s)
	return s.ID
}

func (l *statements) entity(id, typ, zh, en string) {
	l.add(graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue(typ)})
	if zh != "" {
		l.add(graph.Statement{Subject: id, Relation: graph.RelName, Object: graph.LangValue(zh, "zh")})
	}
	if en != "" {
		l.add(graph.Statement{Subject: id, Relation: graph.RelName, Object: graph.LangValue(en, "en")})
	}
}

func (l *statements) edge(from, relation, to string, more ...graph.Qualifier) string {
	return l.add(graph.Statement{Subject: from, Relation: relation, Object: graph.EntityValue(to), Qualifiers: more})
}

func (l statements) build(t testing.TB) *graph.Graph {
	t.Helper()
	g, err := graph.Build(testOntology, func(yield func(graph.Statement, error) bool) {
		for _, s := range l {
			if !yield(s, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// handmade is an answer with all that a format can stumble over: compounds in
// compounds, parallel edges, a self loop, edges that are not existing facts,
// every kind of value, an entity without a name, nasty names, two paths, and a
// meta that says what is missing.
func handmade(t testing.TB) *graph.Subgraph {
	var l statements
	l.entity("axis", "Axis", "创新轴", "Innovation axis")
	l.entity("corridor", "Corridor", "城西科创大走廊", "Chengxi corridor")
	l.entity("corridor-2", "Corridor", nastyNames[0], nastyNames[1])
	l.entity("zone", "Zone", nastyNames[2], nastyNames[9])
	l.entity("lab", "Lab", "之江实验室", "")
	l.entity("lab-a", "Lab", "", `"Lab A" & <co>`)
	l.entity("nameless", "Lab", "", "")
	for _, s := range []string{"之江", `=1;2 "three"`} {
		l.add(graph.Statement{Subject: "lab", Relation: graph.RelAlias, Object: graph.StringValue(s)})
	}
	l.add(graph.Statement{Subject: "lab", Relation: graph.RelAsPrinted, Object: graph.StringValue("之江实验室\n(筹)")})
	contained := l.edge("corridor", "part-of", "axis")
	l.edge("corridor-2", "part-of", "axis")
	l.edge("zone", "part-of", "corridor")
	first := l.edge("lab", "supports", "corridor")
	second := l.edge("lab", "supports", "corridor",
		graph.Qualifier{Name: "amount", Value: graph.DecimalValue(1.5)}, graph.Qualifier{Name: "count", Value: graph.IntegerValue(-9)},
		graph.Qualifier{Name: "certain", Value: graph.BooleanValue(true)}, graph.Qualifier{Name: "with", Value: graph.EntityValue("zone")},
		graph.Qualifier{Name: "note", Value: graph.LangValue(nastyNames[1], "zh-Hans")}, graph.Qualifier{Name: "note", Value: graph.StringValue("二")},
		graph.Qualifier{Name: "odd", Value: graph.LangValue("x", "not a tag")})
	l.edge("corridor", "supports", "lab")
	l.edge("lab", "near", "lab")
	l.add(graph.Statement{Subject: "lab-a", Relation: "supports", Object: graph.EntityValue("lab"), Status: graph.Planned, Basis: graph.Inferred,
		References: []graph.Reference{{Source: "axis", Section: "2.1", Terms: []string{"第一", `"第二"`, "第一"}}, {Source: "axis", Section: "3", Terms: []string{"\\"}}}})
	l.add(graph.Statement{Subject: "lab-a", Relation: "near", Object: graph.EntityValue("nameless"), Status: graph.Absent})
	s := l.build(t).Whole()
	stopped, total := graph.StoppedByLimit, 70
	s.Meta = graph.Meta{StoppedBy: &stopped, Visited: graph.Visited{Nodes: 7, Edges: 9}, Total: &total, NextCursor: `c"<&`, Version: s.Meta.Version,
		Totals: map[string]graph.Total{"supports": {Out: 2, In: 1}, "near": {Out: 1, In: 1}}}
	s.Paths = []graph.Path{
		{Nodes: []string{"lab", "corridor", "axis"}, Edges: [][]string{{first, second}, {contained}}, Length: 2, Cost: 2.25, Sentence: graph.Text{Zh: "之江实验室支撑…", En: `"Lab" supports <…>`}},
		{Nodes: []string{"lab"}, Edges: [][]string{}, Cost: 0},
	}
	return s
}

// random is an answer over a random graph: containment without cycles, parallel
// edges and loops, names of any characters.
func random(t testing.TB, seed uint64) *graph.Subgraph {
	r := rand.New(rand.NewPCG(seed, 7))
	name := func() string {
		switch r.IntN(4) {
		case 0:
			return ""
		case 1:
			return nastyNames[r.IntN(len(nastyNames))]
		}
		runes := make([]rune, r.IntN(12))
		for i := range runes {
			runes[i] = rune(1 + r.IntN([]int{0x7f, 0x300, 0xD7FE, 0x10FFFE}[r.IntN(4)]))
		}
		return string(runes) // surrogates become U+FFFD
	}
	var l statements
	types := []string{"Axis", "Corridor", "Zone", "Lab"}
	n := 1 + r.IntN(30)
	id := func(i int) string { return fmt.Sprintf("n-%d", i) }
	for i := range n {
		l.entity(id(i), types[r.IntN(len(types))], name(), name())
		for range r.IntN(2) {
			l.add(graph.Statement{Subject: id(i), Relation: graph.RelAlias, Object: graph.StringValue(name())})
		}
	}
	for range r.IntN(3 * n) {
		s := graph.Statement{Subject: id(r.IntN(n)), Relation: []string{"supports", "near"}[r.IntN(2)], Object: graph.EntityValue(id(r.IntN(n))),
			Status: graph.Status(r.IntN(6)), Basis: graph.Basis(r.IntN(2))}
		for i := range r.IntN(3) {
			s.Qualifiers = append(s.Qualifiers, graph.Qualifier{Name: "q", Value: graph.StringValue(fmt.Sprint(i, name()))})
			s.References = append(s.References, graph.Reference{Source: id(0), Section: "s" + name(), Terms: []string{"t" + name(), "u" + name()}})
		}
		l.add(s)
	}
	for i := 1; i < n; i++ {
		if r.IntN(2) == 0 {
			l.edge(id(i), "part-of", id(r.IntN(i)))
		}
	}
	g := l.build(t)
	if r.IntN(2) == 0 {
		s, err := g.Neighborhood(context.Background(), graph.NeighborhoodQuery{ID: id(r.IntN(n)), Depth: 1 + r.IntN(3)})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return g.Whole()
}

func neighborhood(t testing.TB, g *graph.Graph, id string, depth int) *graph.Subgraph {
	t.Helper()
	s, err := g.Neighborhood(context.Background(), graph.NeighborhoodQuery{ID: id, Depth: depth})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// manyNodes is a connected graph of n entities, in which a few have most edges.
func manyNodes(t testing.TB, n int) *graph.Graph {
	r := rand.New(rand.NewPCG(3, uint64(n)))
	var l statements
	for i := range n {
		l.entity(fmt.Sprintf("n-%d", i), []string{"Axis", "Corridor", "Zone", "Lab"}[i%4], fmt.Sprintf("实体%d号", i), fmt.Sprintf("Entity %d", i))
	}
	for i := 1; i < n; i++ {
		f := r.Float64()
		l.edge(fmt.Sprintf("n-%d", i), []string{"supports", "part-of"}[r.IntN(2)], fmt.Sprintf("n-%d", int(float64(i)*f*f)))
	}
	return l.build(t)
}
