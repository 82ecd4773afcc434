package export

import (
	"slices"
	"strconv"
	"strings"

	"github.com/innograph/innograph/graph"
)

// writeNQuads writes N-Quads in the canonical form of RDF Dataset
// Canonicalization (RDFC-1.0): one space between terms, no comments, the lines
// sorted by code point and each once. What is said of an edge is in a graph that
// its statement names; the rest is in the default graph.
//
// Sorting needs no whole document in memory, because subjects sort by the kind
// of thing they are (see iri.go) and then by id: blocks are sorted one by one.
func writeNQuads(o *out, v *view) error {
	q := &quadWriter{out: o, view: v}
	q.answer()
	q.entities()
	statements := sortedStatements(v)
	for s := range statements {
		q.references(&s)
	}
	relations, _ := usedRelations(v)
	for _, r := range sortedIDs(relations) {
		q.named(iriRelation+segment(r), relations[r])
	}
	for s := range statements {
		q.statement(&s)
	}
	types, _ := v.usedTypes()
	for _, t := range sortedBy(types, func(id string) string { return segment(id) + ">" }) {
		q.named(iriType+segment(t), v.typeOf(t).Label)
	}
	return o.err
}

// quadWriter collects the lines of one subject and writes them sorted.
type quadWriter struct {
	*out
	*view
	lines []string
	line  []byte
}

// add adds a quad; object and graph are terms, graph may be empty.
func (q *quadWriter) add(subject, predicate, object, graph string) {
	b := append(q.line[:0], '<')
	b = append(append(b, subject...), "> <"...)
	b = append(append(b, predicate...), "> "...)
	b = append(append(b, object...), ' ')
	if graph != "" {
		b = append(append(b, graph...), ' ')
	}
	b = append(b, '.', '\n')
	q.line = b
	q.lines = append(q.lines, string(b))
}

// sorted writes the collected lines.
func (q *quadWriter) sorted() {
	slices.Sort(q.lines)
	for i, line := range q.lines {
		if i == 0 || line != q.lines[i-1] {
			q.put(line)
		}
	}
	q.lines = q.lines[:0]
	q.room()
}

func (q *quadWriter) answer() {
	id := iriAnswer + answerID(q.view)
	q.add(id, iriRDF+"type", iriTerm(iriVocab+"Answer"), "")
	for _, f := range metaFields(&q.Meta) {
		if f.value != "" {
			q.add(id, iriVocab+f.name, literalTerm(literalOfField(f)), "")
		}
	}
	q.sorted()
}

// entities writes, for every node, its description and the edges that leave it.
func (q *quadWriter) entities() {
	nodes, edges := q.Len()
	position := make(map[string]int, nodes)
	order := make([]int, nodes)
	for i := range nodes {
		order[i] = i
		position[q.Node(i).ID] = i
	}
	out := make([][]int32, nodes)
	for i := range edges {
		from := position[q.Edge(i).Source]
		out[from] = append(out[from], int32(i))
	}
	keys := make([]string, nodes) // the ">" that ends an IRI takes part in the order
	for id, i := range position {
		keys[i] = segment(id) + ">"
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	for _, i := range order {
		n := q.Node(i)
		id := iriEntity + segment(n.ID)
		q.add(id, iriRDF+"type", iriTerm(iriType+segment(n.Type)), "")
		q.labels(id, n.Name)
		q.add(id, iriVocab+"status", literalTerm(literal{text: n.Status.String()}), "")
		q.add(id, iriVocab+"basis", literalTerm(literal{text: n.Basis.String()}), "")
		for _, s := range n.AsPrinted {
			q.add(id, iriRelation+graph.RelAsPrinted, literalTerm(literal{text: s}), "")
		}
		for _, s := range n.Aliases {
			q.add(id, iriRelation+graph.RelAlias, literalTerm(literal{text: s}), "")
		}
		for _, at := range out[i] {
			e := q.Edge(int(at))
			q.add(id, iriRelation+segment(e.Relation), iriTerm(iriEntity+segment(e.Target)), iriTerm(iriStatement+segment(e.ID)))
		}
		if q.sorted(); q.err != nil {
			return
		}
	}
}

func (q *quadWriter) labels(id string, t graph.Text) {
	for _, l := range []literal{{text: t.Zh, lang: "zh"}, {text: t.En, lang: "en"}} {
		if l.text != "" {
			q.add(id, iriRDFS+"label", literalTerm(l), "")
		}
	}
}

func (q *quadWriter) named(id string, label graph.Text) {
	q.labels(id, label)
	q.sorted()
}

func (q *quadWriter) references(s *graph.Statement) {
	for i, r := range s.References {
		q.reference(referenceID(s, i), r, literalTerm)
	}
	q.sorted()
}

// reference adds the lines of a reference; term writes its texts.
func (q *quadWriter) reference(id string, r graph.Reference, term func(literal) string) {
	q.add(id, iriRDF+"type", iriTerm(iriRDF+"Seq"), "")
	q.add(id, iriVocab+"source", iriTerm(iriEntity+segment(r.Source)), "")
	q.add(id, iriVocab+"section", term(literal{text: r.Section}), "")
	for n, text := range r.Terms {
		q.add(id, iriRDF+"_"+strconv.Itoa(n+1), term(literal{text: text}), "")
	}
}

func (q *quadWriter) statement(s *graph.Statement) {
	q.detail(s, valueTerm)
	q.sorted()
}

// detail adds the lines about a statement; term writes its values.
func (q *quadWriter) detail(s *graph.Statement, term func(graph.Value) string) {
	id := iriStatement + segment(s.ID)
	q.add(id, iriRDF+"type", iriTerm(iriVocab+"Statement"), "")
	q.add(id, iriVocab+"status", literalTerm(literal{text: s.Status.String()}), "")
	q.add(id, iriVocab+"basis", literalTerm(literal{text: s.Basis.String()}), "")
	for _, qual := range s.Qualifiers {
		q.add(id, iriQualifier+segment(qual.Name), term(qual.Value), "")
	}
	for i := range s.References {
		q.add(id, iriVocab+"reference", iriTerm(referenceID(s, i)), "")
	}
}

func referenceID(s *graph.Statement, i int) string {
	return iriReference + segment(s.ID) + "/" + strconv.Itoa(i+1)
}
