package store

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/innograph/innograph/graph"
)

// record is what a row hands over for one change: Cayley, and how it is asked
// for many nodes at once.
type record struct {
	qs cayley.QuadStore
	// lookup answers the node of each value, nil for one that is not there.
	lookup func(ctx context.Context, values []quad.Value) ([]cayley.Ref, error)
}

// batch is how many nodes Cayley is asked for in one call, and about how many
// quads it is told to delete. Between batches the context is checked.
const batch = 4096

// absent returns those of the statements that are not in the record. A statement
// is there if its IRI has a node: Cayley counts the quads that use a node and
// drops it with the last of them.
func (r record) absent(ctx context.Context, statements []graph.Statement) ([]graph.Statement, error) {
	out := make([]graph.Statement, 0, len(statements))
	err := r.each(ctx, len(statements), func(i int) string { return statements[i].ID }, func(i int, ref cayley.Ref) {
		if ref == nil {
			out = append(out, statements[i])
		}
	})
	return out, err
}

// node is the node of a statement in the record.
type node struct {
	id  string
	ref cayley.Ref
}

// present returns the nodes of those of the ids that are in the record.
func (r record) present(ctx context.Context, ids []string) ([]node, error) {
	var out []node
	err := r.each(ctx, len(ids), func(i int) string { return ids[i] }, func(i int, ref cayley.Ref) {
		if ref != nil {
			out = append(out, node{ids[i], ref})
		}
	})
	return out, err
}

// each looks up n statements and calls found with the node of each.
func (r record) each(ctx context.Context, n int, id func(int) string, found func(int, cayley.Ref)) error {
	for from := 0; from < n; from += batch {
		if err := ctx.Err(); err != nil {
			return err
		}
		values := make([]quad.Value, min(batch, n-from))
		for i := range values {
			values[i] = statementIRI(id(from + i))
		}
		refs, err := r.lookup(ctx, values)
		if err != nil {
			return fmt.Errorf("look up statements: %w", err)
		}
		for i, ref := range refs {
			found(from+i, ref)
		}
	}
	return nil
}

// add writes statements that are not in the record. They go to Cayley in one
// call: it writes its indexes at the end of a call, sorted, and bbolt takes many
// keys fast only when they come in order (100,000 statements in 14 seconds
// instead of 44).
func (r record) add(ctx context.Context, statements []graph.Statement) error {
	if len(statements) == 0 {
		return nil
	}
	quads := make([]quad.Quad, 0, 4*len(statements))
	for _, s := range statements {
		quads = appendQuads(quads, s)
	}
	return r.apply(ctx, cayley.Add, quads)
}

// remove deletes statements that are in the record, and answers what they were.
func (r record) remove(ctx context.Context, nodes []node) (removed []graph.Statement, err error) {
	var refs []cayley.Ref // four to a quad
	for i, n := range nodes {
		before := len(refs)
		// The iterator is drained and closed before anything is named: naming
		// inside it would open a transaction inside a transaction.
		it := r.qs.QuadIterator(quad.Label, n.ref)
		for it.Next(ctx) {
			for _, d := range quad.Directions {
				refs = append(refs, r.qs.QuadDirection(it.Result(), d))
			}
		}
		err := it.Err()
		if cerr := it.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return nil, fmt.Errorf("find the quads of statement %s: %w", n.id, err)
		}
		if len(refs) == before {
			return nil, fmt.Errorf("statement %s has a node and no quads", n.id)
		}
		if len(refs) >= 4*batch || i == len(nodes)-1 {
			if removed, err = r.removeQuads(ctx, refs, removed); err != nil {
				return nil, err
			}
			refs = refs[:0]
		}
	}
	return removed, nil
}

// removeQuads deletes the quads of whole statements, and appends the statements.
func (r record) removeQuads(ctx context.Context, refs []cayley.Ref, removed []graph.Statement) ([]graph.Statement, error) {
	values, err := cayley.ValuesOf(ctx, r.qs, refs)
	if err != nil {
		return nil, fmt.Errorf("read the quads to remove: %w", err)
	}
	quads := make([]quad.Quad, 0, len(values)/4)
	for v := values; len(v) > 0; v = v[4:] {
		quads = append(quads, quad.Quad{Subject: v[0], Predicate: v[1], Object: v[2], Label: v[3]})
	}
	for rest := quads; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Label == rest[0].Label {
			n++
		}
		s, err := decodeStatement(rest[:n])
		if err != nil {
			return nil, err
		}
		removed, rest = append(removed, s), rest[n:]
	}
	return removed, r.apply(ctx, cayley.Delete, quads)
}

// apply makes Cayley add or delete quads. It never does both in one call: a node
// that loses its last quad and gains one in the same call is lost. Missing and
// duplicate quads are errors, since both were ruled out before.
func (r record) apply(ctx context.Context, p cayley.Procedure, quads []quad.Quad) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	deltas := make([]cayley.Delta, len(quads))
	for i, q := range quads {
		deltas[i] = cayley.Delta{Quad: q, Action: p}
	}
	if err := r.qs.ApplyDeltas(deltas, cayley.IgnoreOpts{}); err != nil {
		return fmt.Errorf("cayley could not %v %d quads: %w", p, len(quads), err)
	}
	return nil
}
