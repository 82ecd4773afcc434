package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// Revision names what is said about an entity: the statements whose subject it
// is. It is "" for an entity that is not in the graph.
func (g *Graph) Revision(entity string) string {
	n, ok := g.lookup(entity)
	if !ok {
		return ""
	}
	return g.revision(n)
}

func (g *Graph) revision(n uint32) string {
	about := slices.Clone(g.vals[g.valAt[n]:g.valAt[n+1]])
	for _, a := range g.out[g.outAt[n]:g.outAt[n+1]] {
		about = append(about, a.stmt)
	}
	slices.Sort(about) // statements lie in the order of their keys
	keys := make([]StatementKey, len(about))
	for i, s := range about {
		keys[i] = g.sid[s]
	}
	return revisionOf(keys)
}

// RevisionOf is the revision of an entity of which statements with these ids are
// all that is said; "" where there are none. Ids that are none are left out.
func RevisionOf(ids []string) string {
	keys := make([]StatementKey, 0, len(ids))
	for _, id := range ids {
		if k, ok := decodeStatementID(id); ok {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b StatementKey) int { return bytes.Compare(a[:], b[:]) })
	return revisionOf(keys)
}

func revisionOf(sorted []StatementKey) string {
	if len(sorted) == 0 {
		return ""
	}
	h := sha256.New()
	for i := range sorted {
		h.Write(sorted[i][:])
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}
