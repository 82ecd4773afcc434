package ingest

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
	"github.com/innograph/innograph/seeds"
)

// build makes a graph of identified statements.
func build(t testing.TB, o *graph.Ontology, list []graph.Statement) *graph.Graph {
	t.Helper()
	g, err := graph.Build(o, func(yield func(graph.Statement, error) bool) {
		for _, s := range list {
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

func exported(t testing.TB, format string, s *graph.Subgraph, o export.Options) string {
	t.Helper()
	f, err := export.ByName(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, s, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// content is what a graph's nquads hold of it: the edges as whole statements, and
// the entities.
func content(g *graph.Graph) (edges []graph.Statement, nodes map[string]graph.Node) {
	nodes = map[string]graph.Node{}
	for n := range g.Whole().Nodes() {
		nodes[n.ID] = n
	}
	return slices.Collect(g.Whole().Statements()), nodes
}

// roundTrip exports a graph as N-Quads and reads it back, its lines in any order.
func roundTrip(t testing.TB, g *graph.Graph) {
	t.Helper()
	doc := exported(t, "nquads", g.Whole(), export.Options{})
	lines := strings.SplitAfter(doc, "\n")
	shuffled := slices.Clone(lines[:len(lines)-1])
	rand.New(rand.NewPCG(1, uint64(len(lines)))).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	for _, text := range []string{doc, strings.Join(shuffled, "")} {
		got, summary, err := collect(t, Options{Ontology: g.Ontology()}, file(t, "whole.nq", text))
		if err != nil {
			t.Fatal(err)
		}
		if summary.Rows != int64(len(lines)-1) {
			t.Errorf("%d rows of %d lines", summary.Rows, len(lines)-1)
		}
		back := build(t, g.Ontology(), got)
		wantEdges, wantNodes := content(g)
		gotEdges, gotNodes := content(back)
		if !slices.EqualFunc(gotEdges, wantEdges, func(a, b graph.Statement) bool { return a.ID == b.ID }) {
			t.Error("the edges differ")
			sameStatements(t, gotEdges, wantEdges)
		}
		if !reflect.DeepEqual(gotNodes, wantNodes) {
			for id := range maps.Keys(wantNodes) {
				if !reflect.DeepEqual(gotNodes[id], wantNodes[id]) {
					t.Errorf("got %+v\nwant %+v", gotNodes[id], wantNodes[id])
				}
			}
		}
		again := exported(t, "nquads", back.Whole(), export.Options{})
		drop := func(s string) string { // the answer's lines hold the version, and so the statements that have no place in the format
			_, rest, _ := strings.Cut("\n"+s, "\n<urn:innograph:entity:")
			return rest
		}
		if drop(again) != drop(doc) {
			t.Error("what was read is exported otherwise")
		}
	}
}

func TestNQuadsOfTheSeeds(t *testing.T) {
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	roundTrip(t, build(t, bundle.Ontology, bundle.Statements))
}

var oddTexts = []string{"", "a", "之江\n(筹)", `"\`, "\t\b\f\r", "\x01\x7f", "<&>'", "\u2028\U0001F600", "\\u0041", "x;y,z"}

// randomStatements make a graph with qualifiers and values of every kind.
func randomStatements(seed uint64) []graph.Statement {
	r := rand.New(rand.NewPCG(seed, 9))
	text := func() string { return oddTexts[r.IntN(len(oddTexts))] }
	var list []graph.Statement
	n := 1 + r.IntN(12)
	id := func() string { return fmt.Sprintf("n-%d", r.IntN(n)) }
	for i := range n {
		self, basis := fmt.Sprintf("n-%d", i), graph.Basis(r.IntN(2))
		for _, lang := range []string{"zh", "en"} {
			if r.IntN(3) > 0 {
				list = append(list, graph.Statement{Subject: self, Relation: graph.RelName, Object: graph.LangValue("名"+text(), lang), Basis: basis})
			}
		}
		list = append(list,
			graph.Statement{Subject: self, Relation: graph.RelType, Object: graph.StringValue([]string{"Lab", "Corridor", "Report"}[r.IntN(3)]), Status: graph.Status(r.IntN(6)), Basis: basis},
			graph.Statement{Subject: self, Relation: graph.RelAlias, Object: graph.StringValue(text())},
			graph.Statement{Subject: self, Relation: graph.RelAsPrinted, Object: graph.StringValue(text())})
	}
	for range r.IntN(4 * n) {
		s := graph.Statement{Subject: id(), Relation: []string{"supports", "part-of"}[r.IntN(2)], Object: graph.EntityValue(id()), Status: graph.Status(r.IntN(6)), Basis: graph.Basis(r.IntN(2))}
		all := []graph.Qualifier{
			{Name: "note", Value: graph.LangValue(text(), []string{"", "zh", "zh-Hans", "en-GB", "not a tag"}[r.IntN(5)])}, {Name: "note", Value: graph.StringValue(text())},
			{Name: "order", Value: graph.IntegerValue(r.Int64() - r.Int64())}, {Name: "share", Value: graph.DecimalValue([]float64{2, 1e-9, -1.5e30, 0.1}[r.IntN(4)])},
			{Name: "sure", Value: graph.BooleanValue(r.IntN(2) == 0)}, {Name: "since", Value: graph.TimeValue(time.Unix(r.Int64N(1e10), r.Int64N(2)*5e8))},
			{Name: "among", Value: graph.EntityValue(id())}}
		for _, q := range all {
			if r.IntN(4) == 0 {
				s.Qualifiers = append(s.Qualifiers, q)
			}
		}
		for range r.IntN(3) {
			s.References = append(s.References, graph.Reference{Source: id(), Section: "s" + text(), Terms: []string{"t" + text(), "t", "t" + text()}[r.IntN(3):]})
		}
		list = append(list, s)
	}
	return canonical(identified(list...))
}

func TestNQuadsOfRandomGraphs(t *testing.T) {
	for seed := range uint64(150) {
		roundTrip(t, build(t, testOntology, randomStatements(seed)))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestNQuadsBeyondTheExport reads what export does not write.
func TestNQuadsBeyondTheExport(t *testing.T) {
	doc := `# a comment
<urn:innograph:entity:a> <urn:innograph:relation:jobs> "a few" .
<urn:innograph:entity:jobs> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:innograph:type:Indicator> .
<urn:innograph:entity:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:innograph:type:Lab> . # another
<urn:innograph:entity:gdp><http://www.w3.org/1999/02/22-rdf-syntax-ns#type><urn:innograph:type:Indicator>.
	<urn:innograph:entity:a> <urn:innograph:relation:gdp>	"12"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:innograph:statement:mine> .
<urn:innograph:statement:mine> <urn:innograph:vocab:status> "planned" .
<urn:innograph:statement:mine> <urn:innograph:qualifier:note> "\u4E4B\U00006C5F" .
<urn:innograph:entity:a> <urn:innograph:relation:area> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:innograph:entity:a> <urn:innograph:relation:description> "x"@en .
<urn:innograph:entity:\u0061> <urn:innograph:relation:supports> <urn:innograph:entity:%67dp> .
<urn:innograph:entity:a> <urn:innograph:vocab:basis> "inferred" .
<urn:innograph:answer:1> <urn:innograph:vocab:complete> "false" .
`
	british := graph.Statement{Subject: "a", Relation: "website", Object: graph.LangValue("x", "en-GB")}.Identify()
	doc += `<urn:innograph:entity:a> <urn:innograph:relation:website> "x"@en-gb <urn:innograph:statement:` + british.ID + "> .\n"
	path := file(t, "x.nquads", doc)
	got, summary, err := collect(t, Options{}, path)
	if err != nil {
		t.Fatal(err)
	}
	sameStatements(t, got, identified(
		graph.Statement{Subject: "a", Relation: "type", Object: graph.StringValue("Lab"), Basis: graph.Inferred},
		graph.Statement{Subject: "gdp", Relation: "type", Object: graph.StringValue("Indicator")},
		graph.Statement{Subject: "a", Relation: "gdp", Object: graph.IntegerValue(12), Status: graph.Planned, Qualifiers: []graph.Qualifier{{Name: "note", Value: graph.StringValue("之江")}}},
		graph.Statement{Subject: "a", Relation: "area", Object: graph.DecimalValue(5)},
		graph.Statement{Subject: "a", Relation: "description", Object: graph.LangValue("x", "en"), Basis: graph.Inferred},
		graph.Statement{Subject: "a", Relation: "supports", Object: graph.EntityValue("gdp")},
		graph.Statement{Subject: "a", Relation: "jobs", Object: graph.StringValue("a few")},
		graph.Statement{Subject: "jobs", Relation: "type", Object: graph.StringValue("Indicator")},
		british,
	))
	if summary.Rows != 13 || !slices.Equal(summary.Partial, []string{path}) {
		t.Errorf("summary %+v", summary)
	}
}
