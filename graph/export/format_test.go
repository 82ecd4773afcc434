package export

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

func TestTheTableOfFormats(t *testing.T) {
	contract := []string{"json", "cytoscape", "d3", "echarts", "g6", "graphology", "vis", "graphml", "gexf", "jsonld", "nquads", "csv", "dot", "svg"}
	if got := Names(); !slices.Equal(got, contract) {
		t.Errorf("the formats are %v, the contract has %v", got, contract)
	}
	extensions := map[string]bool{}
	for _, f := range Formats() {
		if _, _, err := mime.ParseMediaType(f.MediaType); err != nil {
			t.Errorf("%s has the media type %q: %v", f.Name, f.MediaType, err)
		}
		if !regexp.MustCompile(`^([.][a-z0-9]+)+$`).MatchString(f.Extension) || extensions[f.Extension] {
			t.Errorf("%s has the extension %q", f.Name, f.Extension)
		}
		extensions[f.Extension] = true
		if !strings.HasSuffix(f.Description, ".") {
			t.Errorf("%s is described as %q", f.Name, f.Description)
		}
		for _, a := range f.Accept {
			if !strings.HasPrefix(f.MediaType, a) {
				t.Errorf("%s is chosen by %s but is %s", f.Name, a, f.MediaType)
			}
		}
	}
	Formats()[0].Name = "changed"
	if Names()[0] != "json" {
		t.Error("a caller can change the table")
	}
}

func TestByName(t *testing.T) {
	for name, want := range map[string]string{"": "json", "gexf": "gexf", "CSV": "csv"} {
		if f, err := ByName(name); err != nil || f.Name != want {
			t.Errorf("ByName(%q) is %s, %v; want %s", name, f.Name, err, want)
		}
	}
	for name, message := range map[string]string{
		"graphlm": `unknown format "graphlm"; expected one of json, cytoscape, d3, echarts, g6, graphology, vis, graphml, gexf, jsonld, nquads, csv, dot, svg; did you mean graphml?`,
		"json-ld": "did you mean jsonld",
		"pdf":     "expected one of",
	} {
		_, err := ByName(name)
		if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), message) {
			t.Errorf("ByName(%q) answers %v; want %q", name, err, message)
		}
	}
}

func TestByAccept(t *testing.T) {
	chrome := "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
	firefox := "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8"
	for accept, want := range map[string]string{
		"":                               "json",
		"*/*":                            "json",
		"application/json":               "json",
		"application/json;charset=utf-8": "json",
		"APPLICATION/LD+JSON":            "jsonld",
		`application/ld+json;profile="a,b;c"; q=0.9, text/csv;q=0.8`: "jsonld",
		"text/csv":                      "csv",
		"text/*":                        "csv",
		"application/*":                 "json",
		"application/*;q=0.1, text/csv": "csv",
		"application/json;q=0, */*":     "graphml",
		"application/json;q=0.5, application/n-quads;q=0.5":              "json",
		"application/json;q=0.5, application/n-quads;q=0.6":              "nquads",
		"application/*, application/json;q=0.1, application/graphml+xml": "graphml", // the specific range decides for json
		"image/svg+xml":                  "svg",
		"image/*":                        "svg",
		"image/png, image/*":             "svg",
		"text/vnd.graphviz":              "dot",
		"application/gexf+xml":           "gexf",
		"text/html":                      "",
		"image/png":                      "",
		"application/json;q=0":           "",
		"*/*;q=0":                        "",
		"application/vnd.cytoscape+json": "",
		chrome:                           "json",
		firefox:                          "json",
		"nonsense":                       "json", // no range at all
		"nonsense, text/csv":             "csv",
		"text/csv;q=2":                   "", // no quality
		"text/csv;q=abc":                 "",
		"text/csv;q=NaN":                 "",
	} {
		f, ok := ByAccept(accept)
		if f.Name != want || ok != (want != "") {
			t.Errorf("Accept: %s chooses %q, %v; want %q", accept, f.Name, ok, want)
		}
	}
}

func FuzzByAccept(f *testing.F) {
	f.Add(`text/csv;q=0.5;a="\",", */*`)
	f.Add(`;;,,/;="`)
	f.Fuzz(func(t *testing.T, accept string) {
		if f, ok := ByAccept(accept); ok != (f.Write != nil) {
			t.Errorf("%q chooses %q, %v", accept, f.Name, ok)
		}
	})
}

func TestOptionsAreChecked(t *testing.T) {
	s := handmade(t)
	for _, f := range Formats() {
		for message, o := range map[string]Options{`unknown lang "ch"; expected one of zh, en`: {Lang: "ch"}, "did you mean edges": {Table: "edge"}} {
			var b bytes.Buffer
			err := f.Write(&b, s, o)
			if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), message) {
				t.Errorf("%s with %+v: %v", f.Name, o, err)
			}
			if b.Len() > 0 {
				t.Errorf("%s writes before it checks its options", f.Name)
			}
		}
	}
}

// brokenPipe takes some bytes and then fails.
type brokenPipe struct {
	room  int
	calls int // after the failure
}

var errBroken = errors.New("the client has gone")

func (p *brokenPipe) Write(b []byte) (int, error) {
	if p.room <= 0 {
		p.calls++
		return 0, errBroken
	}
	n := min(len(b), p.room)
	if p.room -= len(b); p.room <= 0 {
		return n, errBroken
	}
	return n, nil
}

func TestWriteErrorsAreHandedOn(t *testing.T) {
	s := manyNodes(t, 1500).Whole()
	s.Paths = []graph.Path{{Nodes: []string{"n-0"}, Edges: [][]string{}}}
	for _, f := range Formats() {
		whole := len(write(t, f.Name, s, Options{}))
		if whole < 2*outSize {
			t.Fatalf("%s is too short to test: %d bytes", f.Name, whole)
		}
		for _, room := range []int{0, 1, outSize, outSize + 1, whole / 2, whole - 1} {
			p := &brokenPipe{room: room}
			if err := f.Write(p, s, Options{}); !errors.Is(err, errBroken) {
				t.Errorf("%s, %d of %d bytes: %v", f.Name, room, whole, err)
			}
			if p.calls > 1 {
				t.Errorf("%s writes %d times more after an error", f.Name, p.calls)
			}
		}
		if err := f.Write(io.Discard, s, Options{}); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestRoomEndsWithTheFirstError(t *testing.T) {
	o := newOut(&brokenPipe{})
	o.buf = make([]byte, outSize-1)
	if !o.room() {
		t.Error("there is no room before anything was written")
	}
	if o.put("x"); o.room() {
		t.Error("writers are told to go on although the client has gone")
	}
}

func TestEqualAnswersGiveEqualBytes(t *testing.T) {
	circle := func() *graph.Subgraph { // containers that contain each other
		var l statements
		for _, id := range []string{"a", "b", "c", "d"} {
			l.entity(id, "Zone", "", "")
		}
		for _, e := range []string{"ab", "bc", "ca", "da", "db", "dd"} {
			l.edge(e[:1], "part-of", e[1:])
		}
		return l.build(t).Whole()
	}
	answers := [][2]*graph.Subgraph{{circle(), circle()}}
	for seed := range uint64(20) {
		answers = append(answers, [2]*graph.Subgraph{random(t, seed), random(t, seed)})
	}
	for i, pair := range answers {
		for _, f := range Formats() {
			first := write(t, f.Name, pair[0], Options{})
			for range 4 {
				for _, other := range pair {
					if !bytes.Equal(first, write(t, f.Name, other, Options{})) {
						t.Fatalf("%s of answer %d differs from one time to the next", f.Name, i)
					}
				}
			}
		}
	}
}

// lender lends its memory and notes how it got it back.
type lender struct {
	bytes.Buffer
	memory   []byte
	room     int
	returned int
}

func (l *lender) Lend() ([]byte, int) { return l.memory[:0], l.room }

func (l *lender) Return(b []byte) error {
	l.returned++
	_, err := l.Buffer.Write(b)
	return err
}

// What is written into lent memory is the same, whether it fits or not.
func TestLentMemory(t *testing.T) {
	s := handmade(t).Graph().Whole()
	for _, f := range Formats() {
		want := write(t, f.Name, s, Options{})
		for _, room := range []int{0, outSize, outSize + 1, 1 << 20} {
			l := &lender{memory: make([]byte, 0, 100), room: room}
			if err := f.Write(l, s, Options{}); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(l.Bytes(), want) {
				t.Errorf("%s with room for %d: %d bytes, want %d", f.Name, room, l.Len(), len(want))
			}
			if lent := room > outSize; l.returned > 1 || lent != (l.returned == 1) {
				t.Errorf("%s with room for %d: returned %d times", f.Name, room, l.returned)
			}
		}
	}
}

func TestMoreThanTheLentMemory(t *testing.T) {
	l := &lender{room: outSize + 1}
	o := newOut(l)
	want := 0
	for i := range 5 * outSize {
		o.put("ab"[i%2 : i%2+1])
		want++
		if !o.room() {
			t.Fatal(o.err)
		}
	}
	if err := o.flush(); err != nil || l.Len() != want || l.returned != 1 {
		t.Errorf("%v: %d bytes of %d, returned %d times", err, l.Len(), want, l.returned)
	}
}
