package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/innograph/innograph/graph"
)

// Options adjust what a format leaves open. The zero Options are the defaults.
type Options struct {
	Lang  string // "zh" (default) or "en": the language of the one label that most formats show
	Table string // csv: "edges" (default) or "nodes"
	Flat  bool   // graphml, dot: containers hold nothing and are only the attribute parent, for readers that misread nested graphs (NetworkX, igraph, graphology)
	BOM   bool   // csv: begin with a UTF-8 byte order mark, which spreadsheets need to see the encoding
}

// Format is one way to write an answer.
type Format struct {
	Name        string   // how a caller asks for it
	MediaType   string   // of what Write writes
	Accept      []string // media types by which content negotiation chooses it; none: only by name
	Extension   string   // of a file, with the dot
	Description string   // one sentence for whoever has to choose
	Omits       string   // what of an answer the format has no place for; "" when it holds all

	// Write writes the answer. An *graph.Error (options that are not acceptable,
	// an answer too large to draw) is returned before the first byte; any other
	// error is the writer's.
	Write func(w io.Writer, s *graph.Subgraph, o Options) error
}

const (
	omitsPaths    = "the costs and sentences of paths: nodes and edges carry the numbers of the paths they are on"
	omitsPosition = "how an entity stands in the answer: degree, depth, paths"
)

// formats is the table, in the order in which they are offered: where a client
// accepts several equally, the first is chosen.
var formats = []Format{
	{Name: "json", MediaType: "application/json", Accept: []string{"application/json"}, Extension: ".json",
		Description: "Graph JSON, the shape of every answer of the API.",
		Write:       with(writeJSON)},
	{Name: "cytoscape", MediaType: "application/json", Extension: ".cyjs",
		Description: "Cytoscape.js elements JSON; containers are compound nodes.",
		Write:       with(writeCytoscape)},
	{Name: "d3", MediaType: "application/json", Extension: ".d3.json",
		Description: "Nodes and links for d3-force, with ids as ends: use forceLink().id(d => d.id).",
		Write:       with(writeD3)},
	{Name: "echarts", MediaType: "application/json", Extension: ".echarts.json",
		Description: "One series of type graph, to be put into the series of an ECharts option.",
		Write:       with(writeECharts)},
	{Name: "g6", MediaType: "application/json", Extension: ".g6.json",
		Description: "Data of AntV G6 version 5; a container is a combo, every other entity a node.",
		Write:       with(writeG6)},
	{Name: "graphology", MediaType: "application/json", Extension: ".graphology.json",
		Description: "A serialized graphology graph, for Graph.from and sigma.js.",
		Write:       with(writeGraphology)},
	{Name: "vis", MediaType: "application/json", Extension: ".vis.json",
		Description: "Nodes, edges and groups of vis-network.",
		Write:       with(writeVis)},
	{Name: "graphml", MediaType: "application/graphml+xml", Accept: []string{"application/graphml+xml"}, Extension: ".graphml",
		Description: "GraphML with declared keys, for yEd and others; containers hold nested graphs.",
		Write:       with(writeGraphML)},
	{Name: "gexf", MediaType: "application/gexf+xml", Accept: []string{"application/gexf+xml"}, Extension: ".gexf",
		Description: "GEXF 1.3 for Gephi, with colours and parents.",
		Omits:       omitsPaths,
		Write:       with(writeGEXF)},
	{Name: "jsonld", MediaType: "application/ld+json", Accept: []string{"application/ld+json"}, Extension: ".jsonld",
		Description: "JSON-LD 1.1: every edge as a statement with its qualifiers and references.",
		Omits:       omitsPosition,
		Write:       with(writeJSONLD)},
	{Name: "nquads", MediaType: "application/n-quads", Accept: []string{"application/n-quads"}, Extension: ".nq",
		Description: "Canonical N-Quads: every edge in a graph of its own, named by its statement, with qualifiers and references.",
		Omits:       omitsPosition,
		Write:       with(writeNQuads)},
	{Name: "csv", MediaType: "text/csv; charset=utf-8", Accept: []string{"text/csv"}, Extension: ".csv",
		Description: "One table, nodes or edges, with the headers of Neo4j's import. A cell that a spreadsheet would run as a formula " +
			"begins with an apostrophe; a semicolon inside a list's element is written full-width, because Neo4j splits lists there.",
		Omits: "the other table, whether the answer is complete, and " + omitsPaths,
		Write: with(writeCSV)},
	{Name: "dot", MediaType: "text/vnd.graphviz; charset=utf-8", Accept: []string{"text/vnd.graphviz"}, Extension: ".gv",
		Description: "Graphviz DOT; a container is a cluster around itself and what it contains.",
		Omits:       omitsPaths,
		Write:       with(writeDOT)},
	{Name: "svg", MediaType: "image/svg+xml", Accept: []string{"image/svg+xml"}, Extension: ".svg",
		Description: fmt.Sprintf("A drawing with a legend, for at most %d entities and %d edges.", MaxDrawnNodes, MaxDrawnEdges),
		Omits:       "names as printed, aliases, and the costs and sentences of paths",
		Write:       with(writeSVG)},
}

// Formats lists the formats, the default first.
func Formats() []Format { return slices.Clone(formats) }

// Names lists the names of the formats, the default first.
func Names() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return names
}

// ByName finds a format by its name, folding case; the empty name is the
// default, json. An unknown name is an *graph.Error of kind Invalid.
func ByName(name string) (Format, error) {
	if name == "" {
		return formats[0], nil
	}
	for _, f := range formats {
		if strings.EqualFold(f.Name, name) {
			return f, nil
		}
	}
	return Format{}, oneOf("format", name, Names())
}

// oneOf is the error for a value that is not among the names.
func oneOf(param, value string, names []string) *graph.Error {
	return &graph.Error{Kind: graph.Invalid, Issues: []graph.Issue{{
		Param: param, Value: value,
		Message: fmt.Sprintf("unknown %s %q; expected one of %s", param, value, strings.Join(names, ", ")),
		Suggest: graph.Nearest(value, names, 3),
	}}}
}

func (o *Options) check() error {
	if o.Lang == "" {
		o.Lang = "zh"
	}
	if o.Table == "" {
		o.Table = tableEdges
	}
	if langs := []string{"zh", "en"}; !slices.Contains(langs, o.Lang) {
		return oneOf("lang", o.Lang, langs)
	}
	if tables := []string{tableEdges, tableNodes}; !slices.Contains(tables, o.Table) {
		return oneOf("table", o.Table, tables)
	}
	return nil
}

// with makes a Format's Write of a function that writes an answer to an out.
func with(write func(*out, *view) error) func(io.Writer, *graph.Subgraph, Options) error {
	return func(w io.Writer, s *graph.Subgraph, o Options) error {
		if err := o.check(); err != nil {
			return err
		}
		to := newOut(w)
		if err := write(to, newView(s, o)); err != nil {
			return err
		}
		return to.flush()
	}
}
