package ingest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
	"github.com/innograph/innograph/seeds"
)

func jsonLines(t testing.TB, values ...any) string {
	t.Helper()
	var b strings.Builder
	for _, v := range values {
		line, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// TestStatementsOfTheAPI reads every statement of the seeds as the API answers it,
// and every one of random graphs, in the form that keeps its values as they are.
func TestStatementsOfTheAPI(t *testing.T) {
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	g := build(t, bundle.Ontology, bundle.Statements)
	var indicators []string
	var values []any
	for n := range g.Whole().Nodes() {
		if bundle.Ontology.Role(n.Type) == graph.RoleIndicator {
			indicators = append(indicators, n.ID)
		}
	}
	for _, s := range bundle.Statements {
		v, err := g.Statement(s.ID)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	got, _, err := collect(t, Options{Ontology: bundle.Ontology, Indicators: indicators}, file(t, "api.ndjson", jsonLines(t, values...)))
	if err != nil {
		t.Fatal(err)
	}
	sameStatements(t, got, bundle.Statements)

	for seed := range uint64(50) {
		list := randomStatements(seed)
		values = nil
		for _, s := range list {
			values = append(values, map[string]any{"id": s.ID, "subject": s.Subject, "relation": s.Relation, "object": s.Object,
				"qualifiers": s.Qualifiers, "status": s.Status, "basis": s.Basis, "references": s.References})
		}
		got, _, err := collect(t, Options{}, file(t, "plain.jsonl", jsonLines(t, values...)))
		if err != nil {
			t.Fatal(err)
		}
		sameStatements(t, got, list)
	}
}

// TestGraphJSON reads the nodes and the edges of an answer.
func TestGraphJSON(t *testing.T) {
	for seed := range uint64(30) {
		g := build(t, testOntology, randomStatements(seed))
		var answer struct{ Nodes, Edges []any }
		if err := json.Unmarshal([]byte(exported(t, "json", g.Whole(), export.Options{})), &answer); err != nil {
			t.Fatal(err)
		}
		got, _, err := collect(t, Options{}, file(t, "answer.ndjson", jsonLines(t, append(answer.Nodes, answer.Edges...)...)))
		if err != nil {
			t.Fatal(err)
		}
		back := build(t, testOntology, got)
		_, want := content(g)
		_, nodes := content(back)
		for id, n := range want {
			n.Degree = nodes[id].Degree // parallel edges that differ in qualifiers alone become one
			if fmt.Sprint(n) != fmt.Sprint(nodes[id]) {
				t.Fatalf("got %v, want %v", nodes[id], n)
			}
		}
		edge := func(e graph.Edge) string { return fmt.Sprint(e.Source, e.Relation, e.Target, e.Status, e.Basis) }
		var a, b []string
		for e := range g.Whole().Edges() {
			a = append(a, edge(e))
		}
		for e := range back.Whole().Edges() {
			b = append(b, edge(e))
		}
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), b) {
			t.Fatalf("the edges are %q, want %q", b, a)
		}
	}
}

func TestNDJSONForms(t *testing.T) {
	got, summary, err := collect(t, Options{}, file(t, "x.ndjson", "\uFEFF"+`{"id":"gdp","type":"Indicator","name":"生产总值","description":{"en":"GDP"},"former_ids":["old-gdp"],"degree":3,"aliases":null}`+"\r\n\n"+
		`{"subject":{"id":"a","type":"Lab","name":{}},"relation":"gdp","object":12.5,"qualifiers":[{"name":"order","value":2}]}`+"\n"+
		`{"subject":"a","relation":"open","object":false}`+"\n"+
		`{"subject":"a","relation":"part-of","object":"b","status":"planned","references":[{"source":"r","section":"1","terms":["x"]}]}`+"\n"+
		`{"subject":"a","relation":"name","object":{"kind":"string","value":"A","lang":"en"}}`+"\n"+
		`{"subject":"a","relation":"founded","object":"2017-09-06"}`+"\n"+
		`{"subject":"jobs","relation":"type","object":"Indicator"}`+"\n"+
		`{"subject":"a","relation":"jobs","object":7}`))
	if err != nil {
		t.Fatal(err)
	}
	date, _ := parseValue("", "2017-09-06", graph.TimeKind)
	sameStatements(t, got, identified(
		graph.Statement{Subject: "gdp", Relation: "type", Object: graph.StringValue("Indicator")},
		graph.Statement{Subject: "gdp", Relation: "name", Object: graph.LangValue("生产总值", "zh")},
		graph.Statement{Subject: "gdp", Relation: "description", Object: graph.LangValue("GDP", "en")},
		graph.Statement{Subject: "gdp", Relation: "former-id", Object: graph.StringValue("old-gdp")},
		graph.Statement{Subject: "a", Relation: "gdp", Object: graph.DecimalValue(12.5), Qualifiers: []graph.Qualifier{{Name: "order", Value: graph.IntegerValue(2)}}},
		graph.Statement{Subject: "a", Relation: "open", Object: graph.BooleanValue(false)},
		graph.Statement{Subject: "a", Relation: "part-of", Object: graph.EntityValue("b"), Status: graph.Planned, References: []graph.Reference{{Source: "r", Section: "1", Terms: []string{"x"}}}},
		graph.Statement{Subject: "a", Relation: "name", Object: graph.LangValue("A", "en")},
		graph.Statement{Subject: "a", Relation: "founded", Object: date},
		graph.Statement{Subject: "jobs", Relation: "type", Object: graph.StringValue("Indicator")},
		graph.Statement{Subject: "a", Relation: "jobs", Object: graph.IntegerValue(7)},
	))
	if summary.Rows != 8 {
		t.Errorf("summary %+v", summary)
	}
}
