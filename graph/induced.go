package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Induced answers the induced subgraph of some entities: themselves, in the
// order asked for and each once, and every edge between two of them.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) Induced(ctx context.Context, ids []string) (*Subgraph, error) {
	if len(ids) == 0 || len(ids) > MaxIDs {
		return nil, invalid("ids", len(ids), fmt.Sprintf("ids must name between 1 and %d entities, not %d", MaxIDs, len(ids)))
	}
	out := &Subgraph{graph: g, Meta: g.meta()}
	var missing Error
	var moved error
	in := make(map[uint32]bool, len(ids))
	for _, id := range ids {
		if _, former := g.movedTo(id); len(missing.Issues) >= maxNear && !former && !g.Has(id) {
			missing.Issues = append(missing.Issues, Issue{Param: "ids", Value: id, Message: fmt.Sprintf("there is no entity %q", id)})
			continue
		}
		n, err := g.find("ids", id)
		if KindOf(err) == Moved {
			moved = cmp.Or(moved, err)
			continue
		}
		if err != nil {
			missing.Kind = NotFound
			missing.Issues = append(missing.Issues, err.(*Error).Issues...)
			continue
		}
		if !in[n] {
			in[n] = true
			out.nodes = append(out.nodes, n)
		}
	}
	if len(missing.Issues) > 0 {
		return nil, &missing
	}
	if moved != nil {
		return nil, moved
	}
	b, kept := newBudget(ctx, maxWork), 0
	for _, n := range out.nodes {
		arcs := g.out[g.outAt[n]:g.outAt[n+1]]
		if !b.spend(min(len(arcs), len(in)*16)) || !b.keep(len(out.edges)-kept) {
			break
		}
		kept = len(out.edges)
		// A hub among few entities is asked for each of them, not read through.
		if len(arcs) > len(in)*16 {
			for _, m := range out.nodes {
				i, _ := slices.BinarySearchFunc(arcs, m, func(a arc, m uint32) int { return int(a.to) - int(m) })
				for ; i < len(arcs) && arcs[i].to == m; i++ {
					out.edges = append(out.edges, g.edgeRef(arcs[i].stmt))
				}
			}
			continue
		}
		for _, a := range arcs {
			if in[a.to] {
				out.edges = append(out.edges, g.edgeRef(a.stmt))
			}
		}
	}
	if b.err != nil {
		return nil, b.err
	}
	slices.SortFunc(out.edges, byStatement)
	out.Meta.Visited = Visited{Nodes: len(out.nodes), Edges: b.used}
	if b.left < 0 {
		out.Meta.stop(StoppedByBudget)
	}
	return out, nil
}
