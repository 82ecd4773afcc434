package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"
)

// DiffQuery asks how two sources differ.
type DiffQuery struct {
	Before string // the source that is read first
	After  string
}

// MaxDiffStatements is the most statements of one source that DiffSources
// compares.
const MaxDiffStatements = 100_000

// DiffSources compares what two sources of the graph say, as Diff compares two
// graphs, but for the references, which differ by nature. What a source says is every statement with a reference to it; beside
// it stand the types and names of the entities that those mention, and what the
// model adds to them without a reference.
//
// Errors: *Error of kind Invalid, NotFound or Moved, and the context's.
func (g *Graph) DiffSources(ctx context.Context, q DiffQuery) (*Difference, error) {
	b := newBudget(ctx, 20*len(g.sid)+100)
	var parts [2]*Graph
	for i, side := range [2]struct{ param, id string }{{"before", q.Before}, {"after", q.After}} {
		n, err := g.find(side.param, side.id)
		if err != nil {
			return nil, err
		}
		if g.onto.Role(g.onto.Types[g.typ[n]].ID) != RoleSource {
			return nil, invalid(side.param, side.id, fmt.Sprintf("%s is no source", side.id), g.sourceIDs()...)
		}
		kept := g.saidBy(g.id(n), b)
		if b.err != nil {
			return nil, b.err
		}
		if len(kept) > MaxDiffStatements {
			return nil, invalid(side.param, side.id, fmt.Sprintf("%s stands behind %d statements; at most %d are compared", side.id, len(kept), MaxDiffStatements))
		}
		if parts[i], err = Build(g.onto, g.those(kept)); err != nil {
			return nil, fmt.Errorf("the statements of %s alone: %w", side.id, err)
		}
	}
	return diff(parts[0], parts[1], true), nil
}

func (g *Graph) sourceIDs() []string {
	var ids []string
	for n, t := range g.typ {
		if len(ids) < 3 && g.onto.Role(g.onto.Types[t].ID) == RoleSource {
			ids = append(ids, g.id(uint32(n)))
		}
	}
	return ids
}

// saidBy lists the statements that make up what a source says, in order.
func (g *Graph) saidBy(source string, b *budget) []uint32 {
	cites := make([]int8, g.details.len()) // of each combination of details: 1 cites it, 0 cites nothing, -1 cites others
	for i := range cites {
		_, refs := decodeDetails(g.details.get(uint32(i)))
		switch {
		case slices.ContainsFunc(refs, func(r Reference) bool { return r.Source == source }):
			cites[i] = 1
		case len(refs) > 0:
			cites[i] = -1
		}
		if !b.spend(1) {
			return nil
		}
	}
	mentioned := make([]bool, g.entities())
	mention := func(s uint32) {
		mentioned[g.subj[s]] = true
		if g.flags[s]&isValue == 0 {
			mentioned[g.obj[s]] = true
		}
		for _, id := range g.alsoNames(s) {
			if n, ok := g.lookup(id); ok {
				mentioned[n] = true
			}
		}
	}
	for s := range uint32(len(g.sid)) {
		if cites[g.detailAt(s)] == 1 {
			mention(s)
		}
		if !b.spend(1) {
			return nil
		}
	}
	var kept []uint32
	for grown := true; grown; { // what is kept may mention more
		grown, kept = false, kept[:0]
		for s := range uint32(len(g.sid)) {
			info, c := &g.relations[g.rel[s]], cites[g.detailAt(s)]
			describes := info.id == RelType || info.id == RelName || g.flags[s]&isValue != 0 && c == 0
			if c != 1 && !(describes && mentioned[g.subj[s]]) {
				continue
			}
			kept = append(kept, s)
			for _, id := range g.alsoNames(s) {
				if n, ok := g.lookup(id); ok && !mentioned[n] {
					mentioned[n], grown = true, true
				}
			}
		}
		if !b.spend(len(g.sid)) {
			return nil
		}
	}
	return kept
}

// alsoNames lists the entities that a statement names beside its subject and
// object: its relation, where that is an indicator, and those of its qualifiers.
func (g *Graph) alsoNames(s uint32) []string {
	var ids []string
	if info := &g.relations[g.rel[s]]; info.indicator {
		ids = append(ids, info.id)
	}
	qualifiers, _ := decodeDetails(g.detailOf(s))
	for _, q := range qualifiers {
		if id, ok := q.Value.Entity(); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

func (g *Graph) those(list []uint32) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		for _, s := range list {
			if !yield(g.statement(s), nil) {
				return
			}
		}
	}
}
