package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/innograph/innograph/graph"
)

type neighborhoodCmd struct {
	ID          string `arg:"" help:"The entity's id; 'innograph search' finds it."`
	Depth       int    `default:"1" help:"How many hops."`
	Limit       int    `default:"100" help:"Most entities."`
	PerRelation int    `help:"Most edges per relation and direction of each entity; 0 for all."`
	Induced     bool   `help:"Also the edges among the outermost entities."`
	filterFlags
	graphOutput
	dataFlags
}

// Run shows the ego network of an entity.
func (c *neighborhoodCmd) Run(t *terminal) error {
	direction, err := c.direction()
	if err != nil {
		return err
	}
	if _, _, err := c.format(); err != nil {
		return err
	}
	return c.ask(t.ctx, func(g *graph.Graph) error {
		s, err := g.Neighborhood(t.ctx, graph.NeighborhoodQuery{ID: c.ID, Depth: c.Depth, Direction: direction, Filter: c.filter(),
			Limit: c.Limit, PerRelation: c.PerRelation, Induced: c.Induced})
		if err != nil {
			return err
		}
		return c.write(t.stdout, s, func(w io.Writer) error {
			newTree(s, c.Lang).write(w)
			nodes, edges := s.Len()
			_, err := fmt.Fprintf(w, "\n%s, %s. %s\n", count(nodes, "entity"), count(edges, "edge"), incomplete(s.Meta))
			return err
		})
	})
}

// tree draws a neighborhood: every edge once, under that of its ends which is
// drawn first; an entity that is drawn already is only named.
type tree struct {
	lang  string
	onto  *graph.Ontology
	order []graph.Node
	nodes map[string]graph.Node
	edges map[string][]graph.Edge // by each end
	drawn map[string]bool
	used  map[string]bool // edges
}

func newTree(s *graph.Subgraph, lang string) *tree {
	t := &tree{lang: lang, onto: s.Graph().Ontology(), nodes: map[string]graph.Node{}, edges: map[string][]graph.Edge{}, drawn: map[string]bool{}, used: map[string]bool{}}
	for n := range s.Nodes() {
		t.nodes[n.ID] = n
		t.order = append(t.order, n)
	}
	for e := range s.Edges() {
		t.edges[e.Source] = append(t.edges[e.Source], e)
		if e.Source != e.Target {
			t.edges[e.Target] = append(t.edges[e.Target], e)
		}
	}
	return t
}

func (t *tree) write(w io.Writer) {
	if len(t.order) == 0 {
		return
	}
	root := t.order[0]
	fmt.Fprintln(w, t.title(root))
	t.drawn[root.ID] = true
	t.children(w, root, "")
}

func (t *tree) title(n graph.Node) string {
	label := n.Type
	if typ, ok := t.onto.Type(n.Type); ok {
		label = typ.Label.In(t.lang)
	}
	return fmt.Sprintf("%s (%s) %s", n.Name.In(t.lang), n.ID, label)
}

func (t *tree) children(w io.Writer, n graph.Node, indent string) {
	var mine []graph.Edge
	for _, e := range t.edges[n.ID] {
		if !t.used[e.ID] {
			t.used[e.ID] = true
			mine = append(mine, e)
		}
	}
	fresh := make([]bool, len(mine)) // drawn here with its own children
	for i, e := range mine {
		other := t.other(e, n)
		fresh[i] = !t.drawn[other.ID] && *other.Depth > *n.Depth
		t.drawn[other.ID] = t.drawn[other.ID] || fresh[i]
	}
	for i, e := range mine {
		branch, next := "├── ", "│   "
		if i == len(mine)-1 {
			branch, next = "└── ", "    "
		}
		other := t.other(e, n)
		line := indent + branch + t.label(e, e.Source == n.ID) + ": "
		if fresh[i] {
			fmt.Fprintln(w, line+t.title(other)+marks(e))
			t.children(w, other, indent+next)
		} else {
			fmt.Fprintln(w, line+other.Name.In(t.lang)+" ("+other.ID+")"+marks(e))
		}
	}
}

func (t *tree) other(e graph.Edge, n graph.Node) graph.Node {
	if e.Source == n.ID {
		return t.nodes[e.Target]
	}
	return t.nodes[e.Source]
}

// label names a relation as read from the one end or the other.
func (t *tree) label(e graph.Edge, forward bool) string {
	if r, ok := t.onto.Relation(e.Relation); ok && !forward && !r.Inverse.Label.IsZero() {
		return r.Inverse.Label.In(t.lang)
	}
	return e.Label.In(t.lang)
}

// marks says in brackets what is not existing or not stated.
func marks(e graph.Edge) string {
	var m []string
	if e.Status != graph.Existing {
		m = append(m, e.Status.String())
	}
	if e.Basis != graph.Stated {
		m = append(m, e.Basis.String())
	}
	if m == nil {
		return ""
	}
	return " [" + strings.Join(m, ", ") + "]"
}
