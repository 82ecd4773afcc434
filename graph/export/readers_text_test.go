package export

import (
	"bytes"
	"encoding/csv"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/graph/encoding"
	"gonum.org/v1/gonum/graph/encoding/dot"
	"gonum.org/v1/gonum/graph/multi"

	gonum "gonum.org/v1/gonum/graph"
)

// asCell is what encoding/csv makes of a cell: it reads CRLF as LF.
func asCell(s string) string {
	s = asIs(s)
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(s)) {
		s = "'" + s
	}
	return strings.ReplaceAll(s, "\r\n", "\n")
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 'x'
}

// readCSV reads the edge table and, after an empty line, the node table.
func readCSV(t *testing.T, doc []byte) content {
	c := newContent()
	edges, nodes, _ := bytes.Cut(doc, []byte("\r\nid:ID,"))
	for _, r := range readTable(t, edges) {
		c.addEdge(t, r["id"], r[":START_ID"], r[":END_ID"], r[":TYPE"])
	}
	for _, r := range readTable(t, append([]byte("id:ID,"), nodes...)) {
		c.addNode(t, r["id:ID"], r["name"], r["parent"])
	}
	return c
}

// readTable reads a table with encoding/csv, each record by its header.
func readTable(t *testing.T, doc []byte) (records []map[string]string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(doc)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		records = append(records, r)
	}
	return records
}

// asDOT is a label as Graphviz shows it: line ends are single, and control
// characters are replaced.
func asDOT(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, asIs(s))
}

// readDOT reads with gonum's parser.
func readDOT(t *testing.T, doc []byte) content {
	g := &dotGraph{DirectedGraph: multi.NewDirectedGraph()}
	if err := dot.UnmarshalMulti(doc, g); err != nil {
		t.Fatal(err)
	}
	c := newContent()
	for nodes := g.Nodes(); nodes.Next(); {
		n := nodes.Node().(*dotNode)
		c.addNode(t, n.id, unescapeDOT(n.attributes["label"]), n.attributes["parent"])
	}
	for edges := g.Edges(); edges.Next(); {
		for lines := edges.Edge().(multi.Edge); lines.Next(); {
			l := lines.Line().(*dotLine)
			c.addEdge(t, l.attributes["id"], l.From().(*dotNode).id, l.To().(*dotNode).id, l.attributes["relation"])
		}
	}
	return c
}

var characterReference = regexp.MustCompile(`&[#0-9A-Za-z]+;`)

// unescapeDOT reads a label as Graphviz does. The parser has undone the escapes
// already, but leaves what looks like HTML in its quotes.
func unescapeDOT(s string) string {
	if strings.HasPrefix(s, `"<`) {
		s, _ = strconv.Unquote(s)
	}
	return characterReference.ReplaceAllStringFunc(s, html.UnescapeString)
}

type attributes map[string]string

func (a attributes) SetAttribute(attr encoding.Attribute) error {
	a[attr.Key] = attr.Value
	return nil
}

type dotNode struct {
	gonum.Node
	id string
	attributes
}

func (n *dotNode) SetDOTID(id string) { n.id = id }

type dotLine struct {
	gonum.Line
	attributes
}

type dotGraph struct{ *multi.DirectedGraph }

func (g *dotGraph) NewNode() gonum.Node {
	return &dotNode{g.DirectedGraph.NewNode(), "", attributes{}}
}

func (g *dotGraph) NewLine(from, to gonum.Node) gonum.Line {
	return &dotLine{g.DirectedGraph.NewLine(from, to), attributes{}}
}
