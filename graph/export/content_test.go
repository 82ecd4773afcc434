package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

var update = flag.Bool("update", false, "write the golden files anew")

func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what is written now; look at the difference after go test ./graph/export -update:\n%s", file, got)
	}
}

func TestGolden(t *testing.T) {
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) { checkGolden(t, "handmade"+f.Extension, write(t, f.Name, handmade(t), Options{})) })
	}
	s := handmade(t)
	checkGolden(t, "nodes.csv", write(t, "csv", s, Options{Lang: "en", Table: "nodes", BOM: true}))
	checkGolden(t, "flat.graphml", write(t, "graphml", s, Options{Flat: true}))
	s.Paths = nil
	checkGolden(t, "whole.svg", write(t, "svg", s, Options{Lang: "en"}))
	checkGolden(t, "rings.svg", write(t, "svg", neighborhood(t, s.Graph(), "corridor", 2), Options{}))
}

func TestNothingIsReadBackFromNothing(t *testing.T) {
	readBack(t, statements{}.build(t).Whole())
}

// TestJSONIsWhatEncodingJSONWrites compares graph JSON with the standard library
// on the contract's own types.
func TestJSONIsWhatEncodingJSONWrites(t *testing.T) {
	answers := []*graph.Subgraph{handmade(t)}
	for seed := range uint64(40) {
		answers = append(answers, random(t, seed))
	}
	small := handmade(t)
	small.Paths = []graph.Path{{Nodes: []string{"lab"}, Edges: [][]string{}, Cost: 1e-7, Sentence: graph.Text{Zh: "\xff<>&\u2028"}}, {Nodes: []string{"\x00"}, Edges: [][]string{}, Cost: 1.5e21}, {Nodes: []string{}, Edges: [][]string{}, Cost: 2.5e-6}}
	none := handmade(t)
	none.Paths = []graph.Path{}
	for _, s := range append(answers, small, none) {
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(standard(s)); err != nil {
			t.Fatal(err)
		}
		if got := string(write(t, "json", s, Options{})); got+"\n" != want.String() {
			t.Fatalf("written:\n%s\nencoding/json:\n%s", got, &want)
		}
	}
}

// standard is graph JSON for encoding/json. It leaves out paths that are nil, not
// those that are empty.
func standard(s *graph.Subgraph) any {
	type whole struct {
		Nodes []graph.Node  `json:"nodes"`
		Edges []graph.Edge  `json:"edges"`
		Paths *[]graph.Path `json:"paths,omitempty"`
		Meta  graph.Meta    `json:"meta"`
	}
	w := whole{Nodes: []graph.Node{}, Edges: []graph.Edge{}, Meta: s.WithTotals().Meta}
	if s.Paths != nil {
		w.Paths = &s.Paths
	}
	for n := range s.Nodes() {
		w.Nodes = append(w.Nodes, n)
	}
	for e := range s.Edges() {
		w.Edges = append(w.Edges, e)
	}
	return w
}

// TestMetaIsInEveryFormat checks that an answer which is not whole says so
// wherever the format can hold it, with what stopped it and its version.
func TestMetaIsInEveryFormat(t *testing.T) {
	s := handmade(t)
	version := s.Meta.Version
	nested := fmt.Sprintf(`"meta":{"complete":false,"stopped_by":"limit",.*"version":"%s"}`, version)
	for name, pattern := range map[string]string{
		"json": nested, "cytoscape": nested, "d3": nested, "echarts": nested, "g6": nested, "graphology": nested, "vis": nested,
		"graphml": `<data key="graph.complete">false</data>\s*<data key="graph.stopped_by">limit</data>\s*<data key="graph.version">` + version,
		"gexf":    "<description>complete=false; stopped_by=limit; version=" + version,
		"jsonld":  `"@type":"vocab:Answer","complete":{"@value":"false",[^}]*},"stopped_by":"limit","version":"` + version,
		"nquads":  `vocab:complete> "false"(?s:.*)vocab:stopped_by> "limit" [.](?s:.*)vocab:version> "` + version,
		"dot":     `complete="false";\s*stopped_by="limit";\s*version="` + version,
		"svg":     "(?s)complete=false; stopped_by=limit; version=" + version + ".*不完整，截止原因：limit",
	} {
		if doc := write(t, name, s, Options{}); !regexp.MustCompile(pattern).Match(doc) {
			t.Errorf("%s does not tell that the answer is incomplete (%s):\n%s", name, pattern, doc)
		}
	}
	if f, _ := ByName("csv"); !strings.Contains(f.Omits, "whether the answer is complete") {
		t.Error("csv has no place for meta and must say so")
	}
}

// TestPathsAreInEveryFormat checks that the paths are kept, whole or as numbers
// on what lies on them.
func TestPathsAreInEveryFormat(t *testing.T) {
	s := handmade(t)
	for name, patterns := range map[string][]string{
		"json": {`"paths":\[{"nodes":\["lab","corridor","axis"\]`}, "cytoscape": {`"paths":\[{"nodes"`}, "d3": {`"paths":\[{"nodes"`},
		"echarts": {`"paths":\[{"nodes"`}, "g6": {`"paths":\[{"nodes"`}, "graphology": {`"paths":\[{"nodes"`}, "vis": {`"paths":\[{"nodes"`},
		"graphml": {`<data key="node.paths">\[1,2\]</data>`, `<data key="edge.paths">\[1\]</data>`, `<data key="graph.paths">\[{&quot;nodes`},
		"gexf":    {`<attvalue for="paths" value="\[1,2\]"/>`},
		"csv":     {`:START_ID,.*,paths:int\[\]`, `lab,之江实验室,supports,.*,1\r\n`},
		"dot":     {`"lab" \[.*paths="\[1,2\]"`},
		"svg":     {`<g class="node asked" id="lab"`, `<g class="node asked" id="axis"`, `<g class="node" id="corridor"`},
	} {
		doc := write(t, name, s, Options{})
		for _, pattern := range patterns {
			if !regexp.MustCompile(pattern).Match(doc) {
				t.Errorf("%s does not have %s in\n%s", name, pattern, doc)
			}
		}
	}
	for _, name := range []string{"jsonld", "nquads"} {
		if f, _ := ByName(name); !strings.Contains(f.Omits, "paths") {
			t.Errorf("%s has no paths and must say so", name)
		}
	}
}

func TestCSVForSpreadsheets(t *testing.T) {
	s := handmade(t)
	plain := write(t, "csv", s, Options{})
	if marked := write(t, "csv", s, Options{BOM: true}); string(marked) != "\uFEFF"+string(plain) {
		t.Error("the byte order mark is not the only difference that BOM makes")
	}
	var c csvWriter
	c.out = newOut(nil)
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\tx": "'\tx", "\rx": "\"'\rx\"", "\nx": "\"'\nx\"", "＝1": "'＝1",
		"a=1": "a=1", "": "", `say "a", b`: `"say ""a"", b"`, " a": `" a"`, "a\r\nb": "\"a\r\nb\"", "'a": "'a",
	} {
		c.buf = nil
		c.cell(cell)
		if string(c.buf) != want {
			t.Errorf("the cell %q is written %q, want %q", cell, c.buf, want)
		}
	}
	if got := list([]string{"a;b", "c"}); got != "a；b;c" {
		t.Errorf("the list is %q", got)
	}
	if !bytes.Contains(write(t, "csv", s, Options{Table: "nodes"}), []byte(",Corridor;Thing,1\r\n")) {
		t.Error("the labels of an entity are not its type and that type's ancestors")
	}
	for _, table := range []string{"nodes", "edges"} {
		doc := string(write(t, "csv", s, Options{Table: table}))
		if lines := strings.Count(doc, "\n"); !strings.HasSuffix(doc, "\r\n") || lines < 8 {
			t.Errorf("%s do not end in CRLF", table)
		}
	}
}

func TestVisTitlesAreNoMarkup(t *testing.T) {
	doc := string(write(t, "vis", handmade(t), Options{}))
	if !strings.Contains(doc, "\"title\":\"<\u200bimg src=x onerror=alert(1)>") || strings.Contains(doc, `"title":"<img`) {
		t.Errorf("a title may be taken for markup:\n%s", doc)
	}
}
