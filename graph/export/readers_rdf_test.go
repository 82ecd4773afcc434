package export

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"github.com/innograph/innograph/graph"
)

// readNQuads reads with Cayley's strict parser.
func readNQuads(t *testing.T, doc []byte) content {
	c := newContent()
	label := map[string]map[string]string{}
	r := nquads.NewReader(strings.NewReader(string(doc)), false)
	for {
		q, err := r.ReadQuad()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v after %d nodes", err, len(c.Nodes))
		}
		subject := string(q.Subject.(quad.IRI))
		predicate := string(q.Predicate.(quad.IRI))
		id, isEntity := strings.CutPrefix(subject, iriEntity)
		switch {
		case isEntity && predicate == iriRDF+"type":
			c.addNode(t, id, "", "")
			label[id] = map[string]string{}
		case isEntity && predicate == iriRDFS+"label":
			l := q.Object.(quad.LangString)
			label[id][l.Lang] = string(l.Value)
		case isEntity && q.Label != nil:
			c.addEdge(t, strings.TrimPrefix(string(q.Label.(quad.IRI)), iriStatement), id,
				strings.TrimPrefix(string(q.Object.(quad.IRI)), iriEntity), strings.TrimPrefix(predicate, iriRelation))
			if predicate == iriRelation+"part-of" {
				c.Parents[id] = strings.TrimPrefix(string(q.Object.(quad.IRI)), iriEntity)
			}
		}
	}
	for id, l := range label {
		c.Nodes[id] = firstOf(l["zh"], l["en"], id)
	}
	return c
}

func readJSONLD(t *testing.T, doc []byte) content {
	c := newContent()
	for _, item := range decode[struct {
		Graph []map[string]json.RawMessage `json:"@graph"`
	}](t, doc).Graph {
		id := decode[string](t, item["@id"])
		if slug, ok := strings.CutPrefix(id, "entity:"); ok {
			var name struct{ Zh, En string }
			if item["name"] != nil {
				name = decode[struct{ Zh, En string }](t, item["name"])
			}
			c.addNode(t, slug, firstOf(name.Zh, name.En, slug), "")
		}
		if sid, ok := strings.CutPrefix(id, "statement:"); ok {
			triple := decode[[]map[string]any](t, item["@graph"])[0]
			source := strings.TrimPrefix(triple["@id"].(string), "entity:")
			delete(triple, "@id")
			for relation, object := range triple {
				target := strings.TrimPrefix(object.(map[string]any)["@id"].(string), "entity:")
				relation = strings.TrimPrefix(relation, "relation:")
				c.addEdge(t, sid, source, target, relation)
				if relation == "part-of" {
					c.Parents[source] = target
				}
			}
		}
	}
	return c
}

// TestNQuadsAreCanonical checks the form that RDF Dataset Canonicalization
// prescribes for a dataset without blank nodes.
func TestNQuadsAreCanonical(t *testing.T) {
	var l statements // both aliases become the same literal
	l.entity("a", "Lab", "", "")
	for _, alias := range []string{"\xff", "\xfe"} {
		l.add(graph.Statement{Subject: "a", Relation: graph.RelAlias, Object: graph.StringValue(alias)})
	}
	answers := []*graph.Subgraph{l.build(t).Whole()}
	for seed := range uint64(30) {
		answers = append(answers, random(t, seed))
	}
	for i, s := range answers {
		doc := string(write(t, "nquads", s, Options{}))
		lines := strings.SplitAfter(strings.TrimSuffix(doc, "\n"), "\n")
		if !slices.IsSorted(lines) {
			t.Fatalf("answer %d: the lines are not sorted:\n%s", i, doc)
		}
		if len(slices.Compact(slices.Clone(lines))) != len(lines) {
			t.Fatalf("answer %d: a line appears twice", i)
		}
		for _, line := range lines {
			if !strings.HasPrefix(line, "<urn:innograph:") || strings.Contains(line, "> _:") {
				t.Fatalf("answer %d: %q has a blank node", i, line)
			}
		}
	}
}

// TestStatementsKeepTheirEvidence checks that qualifiers of every kind and
// references are in the RDF formats.
func TestStatementsKeepTheirEvidence(t *testing.T) {
	s := handmade(t)
	objects := map[string][]string{}
	r := nquads.NewReader(strings.NewReader(string(write(t, "nquads", s, Options{}))), true)
	for {
		q, err := r.ReadQuad()
		if err != nil {
			break
		}
		key := string(q.Predicate.(quad.IRI))
		objects[key] = append(objects[key], q.Object.String())
	}
	want := map[string][]string{
		iriQualifier + "amount":  {`"1.5"^^<` + iriXSD + `decimal>`},
		iriQualifier + "count":   {`"-9"^^<` + iriXSD + `integer>`},
		iriQualifier + "certain": {`"true"^^<` + iriXSD + `boolean>`},
		iriQualifier + "with":    {"<" + iriEntity + "zone>"},
		iriQualifier + "note":    {`"]]> & \"double\" 'single' </text>"@zh-hans`, `"二"`},
		iriQualifier + "odd":     {`"x"^^<` + iriLanguage + `not%20a%20tag>`},
		iriRDF + "_1":            {`"第一"`, `"\\"`},
		iriRDF + "_2":            {`"\"第二\""`},
		iriRDF + "_3":            {`"第一"`},
		iriVocab + "section":     {`"2.1"`, `"3"`},
	}
	for _, predicate := range slices.Sorted(maps.Keys(want)) {
		if !slices.Equal(objects[predicate], want[predicate]) {
			t.Errorf("%s: got %q, want %q", predicate, objects[predicate], want[predicate])
		}
	}
}
