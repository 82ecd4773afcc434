package export

import (
	"bytes"
	"maps"
	"testing"

	"github.com/innograph/innograph/graph"
)

// content is what a reader finds in a document, and what is compared with the
// answer it was written from.
type content struct {
	Nodes   map[string]string    `json:"nodes"`   // id → label
	Parents map[string]string    `json:"parents"` // id → id of the container
	Edges   map[string][3]string `json:"edges"`   // id → source, target, relation
}

func newContent() content {
	return content{map[string]string{}, map[string]string{}, map[string][3]string{}}
}

// contentOf is what a document written from s must hold. text is what a format
// does to labels.
func contentOf(s *graph.Subgraph, lang string, text func(string) string) content {
	c := newContent()
	for n := range s.Nodes() {
		label := n.Name.In(lang)
		if label == "" {
			label = n.ID
		}
		c.Nodes[n.ID] = text(label)
	}
	for e := range s.Edges() {
		c.Edges[e.ID] = [3]string{e.Source, e.Target, e.Relation}
	}
	c.Parents = s.Parents()
	return c
}

func asIs(s string) string { return string([]rune(s)) } // each wrong byte becomes U+FFFD

// compare reports every difference between what was read and what was written.
func compare(t *testing.T, read, want content) {
	t.Helper()
	compareMaps(t, "node", read.Nodes, want.Nodes)
	compareMaps(t, "parent", read.Parents, want.Parents)
	compareMaps(t, "edge", read.Edges, want.Edges)
}

func compareMaps[V comparable](t *testing.T, what string, read, want map[string]V) {
	t.Helper()
	if maps.Equal(read, want) {
		return
	}
	for id, v := range want {
		if got, ok := read[id]; !ok {
			t.Errorf("%s %s is missing", what, id)
		} else if got != v {
			t.Errorf("%s %s is read as %#v, want %#v", what, id, got, v)
		}
	}
	for id, v := range read {
		if _, ok := want[id]; !ok {
			t.Errorf("%s %s (%v) was made up", what, id, v)
		}
	}
}

// write writes s in the named format.
func write(t testing.TB, format string, s *graph.Subgraph, o Options) []byte {
	t.Helper()
	f, err := ByName(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, s, o); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}

// reader reads a document with a parser that is not ours.
type reader struct {
	read func(t *testing.T, doc []byte) content
	text func(string) string // what the format does to labels
}

// readers has a reader for every format.
var readers = map[string]reader{
	"json":       {readJSON, asIs},
	"cytoscape":  {readCytoscape, asIs},
	"d3":         {readD3, asIs},
	"echarts":    {readECharts, asIs},
	"g6":         {readG6, asIs},
	"graphology": {readGraphology, asIs},
	"vis":        {readVis, asIs},
	"graphml":    {readGraphML, asXML},
	"gexf":       {readGEXF, asXML},
	"jsonld":     {readJSONLD, asIs},
	"nquads":     {readNQuads, asIs},
	"csv":        {readCSV, asCell},
	"dot":        {readDOT, asDOT},
	"svg":        {readSVG, asXML},
}

func readBack(t *testing.T, s *graph.Subgraph) {
	t.Helper()
	for _, f := range Formats() {
		for _, lang := range []string{"zh", "en"} {
			r := readers[f.Name]
			doc := write(t, f.Name, s, Options{Lang: lang})
			want := contentOf(s, lang, r.text)
			switch f.Name {
			case "csv": // the other table
				doc = append(append(doc, "\r\n"...), write(t, "csv", s, Options{Lang: lang, Table: "nodes"})...)
			case "json", "jsonld", "nquads": // hold both languages
				want = contentOf(s, "zh", r.text)
			}
			got := r.read(t, doc)
			if t.Failed() {
				t.Fatalf("%s does not read:\n%s", f.Name, doc)
			}
			compare(t, got, want)
			if t.Failed() {
				t.Fatalf("%s (%s) reads differently:\n%s", f.Name, lang, doc)
			}
		}
	}
}

func TestEveryFormatReadsBack(t *testing.T) {
	if len(readers) != len(Formats()) {
		t.Fatalf("%d formats, but %d readers", len(Formats()), len(readers))
	}
	readBack(t, handmade(t))
}

func TestRandomAnswersReadBack(t *testing.T) {
	for seed := range uint64(60) {
		readBack(t, random(t, seed))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzNames(f *testing.F) {
	for i, n := range nastyNames {
		f.Add(n, nastyNames[(i+1)%len(nastyNames)])
	}
	f.Add("\xff\xc3", "\x00")
	f.Fuzz(func(t *testing.T, zh, en string) {
		var l statements
		l.entity("a", "Axis", zh, en)
		l.entity("b", "Lab", en, zh)
		l.edge("b", "part-of", "a")
		l.add(graph.Statement{Subject: "a", Relation: graph.RelAlias, Object: graph.StringValue(zh)})
		l.edge("a", "supports", "b", graph.Qualifier{Name: "q", Value: graph.LangValue(zh, en)})
		readBack(t, l.build(t).Whole())
	})
}
