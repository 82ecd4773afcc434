package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// LayoutSummary is a spatial framework: an entity whose type has the role
// "layout".
type LayoutSummary struct {
	EntityRef
	Status        Status          `json:"status"`
	Basis         Basis           `json:"basis"`
	Description   Text            `json:"description"`
	LaysOut       []EntityRef     `json:"lays_out" doc:"the places that it orders"`
	MemberCount   *int64          `json:"member_count" doc:"how many parts its name counts; null where that is not said"`
	MembersStated *bool           `json:"members_stated" doc:"whether the source names the parts; null where that is not said"`
	Members       int             `json:"members" doc:"its own parts in the graph, those that the source says are absent not counted"`
	Entities      int             `json:"entities" doc:"entities in the whole tree, the framework included"`
	Problems      []LayoutProblem `json:"problems" doc:"where names and members do not agree; empty on good data"`
}

// LayoutProblem says what is wrong with a framework or one of its elements.
type LayoutProblem struct {
	ID      string `json:"id" doc:"the entity"`
	Message string `json:"message"`
}

// Layout is a spatial framework as a tree and as a graph with positions.
type Layout struct {
	View LayoutView

	// Subgraph holds the entities of the tree, the framework first, and every
	// edge between two of them. Entity i stands in View.Nodes[i].
	Subgraph *Subgraph
}

// LayoutView is what a Layout looks like in JSON.
type LayoutView struct {
	LayoutSummary
	Tree   LayoutNode   `json:"tree"`
	Nodes  []PlacedNode `json:"nodes"`
	Edges  []Edge       `json:"edges"`
	Width  float64      `json:"width" doc:"of the whole drawing"`
	Height float64      `json:"height"`
	Meta   Meta         `json:"meta"`
}

// LayoutNode is an entity at one place of the tree.
type LayoutNode struct {
	EntityRef
	Status        Status       `json:"status" doc:"of the entity itself"`
	Basis         Basis        `json:"basis"`
	Memberships   []Membership `json:"memberships" doc:"the statements that make it a part of what is above it; empty at the root"`
	MemberCount   *int64       `json:"member_count"`
	MembersStated *bool        `json:"members_stated"`
	Repeated      bool         `json:"repeated" doc:"its parts are shown where it comes first in the tree"`
	Children      []LayoutNode `json:"children" doc:"by the order that the source gives them, then by id"`
}

// Membership is a containment statement.
type Membership struct {
	Statement string `json:"statement"`
	Relation  string `json:"relation"`
	Status    Status `json:"status"`
	Basis     Basis  `json:"basis"`
	Order     *int64 `json:"order" doc:"the place among the parts, from 1; null where it has none"`
}

// PlacedNode is an entity with its box. Boxes lie inside the box of their parent
// and do not overlap otherwise.
type PlacedNode struct {
	Node
	Parent *string `json:"parent" doc:"the entity in whose box it lies; null at the root"`
	Box
}

// LayoutList is the answer to Layouts.
type LayoutList struct {
	Layouts []LayoutSummary `json:"layouts" doc:"by id"`
	Meta    Meta            `json:"meta"`
}

// Layouts lists the spatial frameworks, at most limit of them, 1 to MaxList; 0
// means MaxList. Errors: *Error of kind Invalid, and the context's.
func (g *Graph) Layouts(ctx context.Context, limit int) (*LayoutList, error) {
	limit = orDefault(limit, MaxList)
	if err := within(bound{"limit", limit, 1, MaxList}); err != nil {
		return nil, err
	}
	all := g.layoutEntities()
	total := len(all)
	out := &LayoutList{Layouts: []LayoutSummary{}, Meta: g.meta()}
	out.Meta.Visited.Nodes, out.Meta.Total = g.entities(), &total
	if total > limit {
		out.Meta.stop(StoppedByLimit)
	}
	for _, n := range all[:min(limit, total)] {
		w, err := g.walkLayout(ctx, n)
		if err != nil {
			return nil, err
		}
		out.Layouts = append(out.Layouts, w.summary())
	}
	return out, nil
}

// Layout answers one spatial framework: everything that it contains, directly or
// not, following the containment relations. An entity with several containers in
// it comes under each of them; its box lies in the one whose id sorts first, as
// in Subgraph.Parents.
//
// Errors: *Error of kind NotFound, Moved, or Invalid where the entity is no
// spatial framework, and the context's.
func (g *Graph) Layout(ctx context.Context, id string) (*Layout, error) {
	var known []string
	for _, n := range g.layoutEntities() {
		known = append(known, g.id(n))
	}
	n, err := g.find("id", id)
	if err != nil {
		if e := err.(*Error); e.Kind == NotFound {
			e.Issues[0].Message = fmt.Sprintf("there is no layout %q%s", id, namingLayouts(known))
			e.Issues[0].Suggest = Nearest(id, known, 3)
		}
		return nil, err
	}
	if !g.isLayout(n) {
		return nil, invalid("id", id, fmt.Sprintf("%s is no layout but of type %s%s", id, g.onto.Types[g.typ[n]].ID, namingLayouts(known)))
	}
	w, err := g.walkLayout(ctx, n)
	if err != nil {
		return nil, err
	}
	return w.layout(), nil
}

func namingLayouts(layouts []string) string {
	const most = 20
	switch n := len(layouts); {
	case n == 0:
		return "; the graph has no layouts"
	case n > most:
		return fmt.Sprintf("; the first of %d layouts are %s", n, strings.Join(layouts[:most], ", "))
	}
	return "; the layouts are " + strings.Join(layouts, ", ")
}

func (g *Graph) isLayout(n uint32) bool {
	return g.onto.Role(g.onto.Types[g.typ[n]].ID) == RoleLayout
}

func (g *Graph) layoutEntities() []uint32 {
	is := make([]bool, len(g.onto.Types))
	for i, t := range g.onto.Types {
		is[i] = g.onto.Role(t.ID) == RoleLayout
	}
	var out []uint32
	for n, t := range g.typ {
		if is[t] {
			out = append(out, uint32(n))
		}
	}
	return out
}

// layoutWalk gathers a framework's members breadth first.
type layoutWalk struct {
	g        *Graph
	contains []bool // by position in Graph.relations
	role     map[uint16]string
	members  []uint32 // the root first
	found    map[uint32]int
	via      []int // for each member, the number of the member that it was met from
	children map[uint32][]layoutChild
	meta     Meta
	problems []LayoutProblem
}

// layoutChild is a part of something, with the statements that say so.
type layoutChild struct {
	entity  uint32
	stmts   []uint32
	order   int64
	ordered bool
	present bool // one of the statements does not say that it is absent
}

func (g *Graph) walkLayout(ctx context.Context, root uint32) (*layoutWalk, error) {
	w := &layoutWalk{g: g, contains: make([]bool, len(g.relations)), role: map[uint16]string{}, members: []uint32{root},
		found: map[uint32]int{root: 0}, via: []int{0}, children: map[uint32][]layoutChild{}, meta: g.meta(), problems: []LayoutProblem{}}
	for i, r := range g.relations {
		if d, ok := g.onto.Relation(r.id); ok {
			w.contains[i] = d.Containment
			w.role[uint16(i)] = d.Role
		}
	}
	b := newBudget(ctx, maxWork)
	for i := 0; i < len(w.members); i++ {
		n := w.members[i]
		if !b.spend(int(g.inAt[n+1]-g.inAt[n]) + 1) {
			break
		}
		for _, c := range w.parts(n) {
			if _, ok := w.found[c.entity]; !ok {
				if len(w.members) > MaxNodes {
					w.meta.stop(StoppedByLimit)
					continue
				}
				w.found[c.entity] = len(w.members)
				w.members, w.via = append(w.members, c.entity), append(w.via, i)
			}
			w.children[n] = append(w.children[n], c)
		}
	}
	if b.err != nil {
		return nil, b.err
	}
	if b.left < 0 {
		w.meta.stop(StoppedByBudget)
	}
	w.meta.Visited = Visited{Nodes: len(w.members), Edges: b.used}
	w.check()
	slices.SortFunc(w.problems, func(a, b LayoutProblem) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Message, b.Message))
	})
	w.problems = slices.Compact(w.problems)
	return w, nil
}

// parts lists what n contains by the order that the statements give, those
// without one last, then by id.
func (w *layoutWalk) parts(n uint32) (list []layoutChild) {
	g := w.g
	for _, a := range g.in[g.inAt[n]:g.inAt[n+1]] { // by neighbour
		if !w.contains[a.rel] {
			continue
		}
		if a.to == n {
			w.problem(n, "it is said to contain itself")
			continue
		}
		if len(list) == 0 || list[len(list)-1].entity != a.to {
			list = append(list, layoutChild{entity: a.to})
		}
		c := &list[len(list)-1]
		c.stmts = append(c.stmts, a.stmt)
		c.present = c.present || statusOf(a.flags) != Absent
		if order := w.order(a.stmt); order != nil && (!c.ordered || *order < c.order) {
			c.order, c.ordered = *order, true
		}
	}
	slices.SortFunc(list, func(a, b layoutChild) int {
		switch {
		case a.ordered != b.ordered && a.ordered:
			return -1
		case a.ordered != b.ordered:
			return 1
		}
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.entity, b.entity))
	})
	return list
}

func (w *layoutWalk) order(stmt uint32) *int64 {
	qs, _ := decodeDetails(w.g.detailOf(stmt))
	for _, q := range qs {
		if order, ok := q.Value.Integer(); ok && q.Name == QualOrder {
			return &order
		}
	}
	return nil
}

func (w *layoutWalk) problem(n uint32, format string, args ...any) {
	w.problems = append(w.problems, LayoutProblem{w.g.id(n), fmt.Sprintf(format, args...)})
}

// counts reads how many parts an entity has by its name and whether they are
// stated. Where statements differ the first by id counts; check reports it.
func (w *layoutWalk) counts(n uint32) (count *int64, stated *bool, differ bool) {
	g := w.g
	for _, s := range g.vals[g.valAt[n]:g.valAt[n+1]] {
		v := g.valueOf(s)
		switch w.role[g.rel[s]] {
		case RoleMemberCount:
			if x, ok := v.Integer(); ok {
				differ = differ || count != nil && *count != x
				if count == nil {
					count = &x
				}
			}
		case RoleMembersStated:
			if x, ok := v.Bool(); ok {
				differ = differ || stated != nil && *stated != x
				if stated == nil {
					stated = &x
				}
			}
		}
	}
	return count, stated, differ
}

func (w *layoutWalk) size(n uint32) (size int) {
	for _, c := range w.children[n] {
		if c.present {
			size++
		}
	}
	return size
}

// check compares what the names count with the members.
func (w *layoutWalk) check() {
	if !w.meta.Complete {
		return // what was cut off cannot be counted
	}
	for i, n := range w.members {
		count, stated, differ := w.counts(n)
		size, open := w.size(n), stated != nil && !*stated
		switch {
		case differ:
			w.problem(n, "its number of members, or whether they are stated, is given in two ways")
		case count == nil && stated == nil && i == 0:
			w.problem(n, "a layout must say how many members its name counts, or whether they are stated")
		case count != nil && open && int64(size) > *count:
			w.problem(n, "its name counts %d and its members are said not to be stated, but the graph has %d", *count, size)
		case count != nil && !open && int64(size) != *count:
			w.problem(n, "its name counts %d members, but the graph has %d; add what is missing or say that the members are not stated", *count, size)
		case count == nil && stated != nil && *stated && size == 0:
			w.problem(n, "its members are said to be stated, but the graph has none")
		}
	}
	w.findCycles()
}

// findCycles reports the members from which containment leads back to
// themselves: what is left when those without children are taken away again and
// again, and then those without containers.
func (w *layoutWalk) findCycles() {
	left := map[uint32]bool{}
	for _, n := range w.members {
		left[n] = true
	}
	down, up := map[uint32][]uint32{}, map[uint32][]uint32{}
	for n, list := range w.children {
		for _, c := range list {
			down[n], up[c.entity] = append(down[n], c.entity), append(up[c.entity], n)
		}
	}
	for _, side := range [2][2]map[uint32][]uint32{{down, up}, {up, down}} {
		degree := map[uint32]int{}
		var free []uint32
		for n := range left {
			for _, m := range side[0][n] {
				if left[m] {
					degree[n]++
				}
			}
			if degree[n] == 0 {
				free = append(free, n)
			}
		}
		for len(free) > 0 {
			n := free[len(free)-1]
			free = free[:len(free)-1]
			delete(left, n)
			for _, m := range side[1][n] {
				if degree[m]--; degree[m] == 0 && left[m] {
					free = append(free, m)
				}
			}
		}
	}
	for n := range left {
		w.problem(n, "it is part of a cycle of containment")
	}
}

func (w *layoutWalk) summary() LayoutSummary {
	g, n := w.g, w.members[0]
	s := LayoutSummary{EntityRef: g.ref(n), Status: statusOf(g.state[n]), Basis: basisOf(g.state[n]), Description: g.descriptionOf(n),
		LaysOut: []EntityRef{}, Members: w.size(n), Entities: len(w.members), Problems: w.problems}
	s.MemberCount, s.MembersStated, _ = w.counts(n)
	for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
		if k := len(s.LaysOut); w.role[a.rel] == RoleLaysOut && (k == 0 || s.LaysOut[k-1].ID != g.id(a.to)) {
			s.LaysOut = append(s.LaysOut, g.ref(a.to))
		}
	}
	return s
}

// tree unfolds the members from number n on; above holds the entities on the way
// down. The members of an entity are unfolded once, so the tree is no larger than
// the graph, and a cycle ends.
func (w *layoutWalk) tree(n uint32, via []uint32, above, shown map[uint32]bool) LayoutNode {
	g := w.g
	t := LayoutNode{EntityRef: g.ref(n), Status: statusOf(g.state[n]), Basis: basisOf(g.state[n]),
		Memberships: []Membership{}, Children: []LayoutNode{}}
	t.MemberCount, t.MembersStated, _ = w.counts(n)
	for _, s := range via {
		t.Memberships = append(t.Memberships, Membership{Statement: encodeStatementID(g.sid[s]), Relation: g.relations[g.rel[s]].id,
			Status: statusOf(g.flags[s]), Basis: basisOf(g.flags[s]), Order: w.order(s)})
	}
	if shown[n] {
		t.Repeated = len(w.children[n]) > 0
		return t
	}
	shown[n], above[n] = true, true
	for _, c := range w.children[n] {
		if !above[c.entity] { // else a cycle, which is among the problems
			t.Children = append(t.Children, w.tree(c.entity, c.stmts, above, shown))
		}
	}
	delete(above, n)
	return t
}

func (w *layoutWalk) layout() *Layout {
	g := w.g
	sub := &Subgraph{graph: g, nodes: w.members, Meta: w.meta}
	for _, n := range w.members {
		for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
			if _, ok := w.found[a.to]; ok {
				sub.edges = append(sub.edges, w.g.edgeRef(a.stmt))
			}
		}
	}
	slices.SortFunc(sub.edges, byStatement)
	v := LayoutView{LayoutSummary: w.summary(), Nodes: make([]PlacedNode, len(w.members)), Edges: make([]Edge, len(sub.edges)), Meta: w.meta}
	v.Tree = w.tree(w.members[0], nil, map[uint32]bool{}, map[uint32]bool{})
	for i := range sub.edges {
		v.Edges[i] = sub.Edge(i)
	}
	parents := w.parents()
	boxes := w.place(parents)
	for i := range w.members {
		v.Nodes[i] = PlacedNode{Node: sub.Node(i), Box: boxes[i]}
		if i > 0 {
			id := g.id(w.members[parents[i]])
			v.Nodes[i].Parent = &id
		}
	}
	v.Width, v.Height = boxes[0].Width, boxes[0].Height
	return &Layout{View: v, Subgraph: sub}
}
