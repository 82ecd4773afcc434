package export

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/innograph/innograph/graph"
)

func iriTerm(iri string) string { return "<" + iri + ">" }

func valueTerm(v graph.Value) string {
	if slug, ok := v.Entity(); ok {
		return iriTerm(iriEntity + segment(slug))
	}
	return literalTerm(literalOf(v))
}

// literalTerm writes a literal with the escapes of canonical N-Quads.
func literalTerm(l literal) string {
	b := make([]byte, 0, len(l.text)+len(l.lang)+len(l.datatype)+8)
	b = append(b, '"')
	for i := 0; i < len(l.text); {
		c := l.text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(l.text[i:])
			b = utf8.AppendRune(b, r)
			i += size
			continue
		}
		switch at := strings.IndexByte("\b\t\n\f\r\"\\", c); {
		case at >= 0:
			b = append(b, '\\', `btnfr"\`[at])
		case c < ' ' || c == 0x7F:
			b = append(b, '\\', 'u', '0', '0', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&0xf])
		default:
			b = append(b, c)
		}
		i++
	}
	b = append(b, '"')
	switch {
	case l.lang != "":
		b = append(append(b, '@'), l.lang...)
	case l.datatype != "":
		b = append(append(append(b, "^^<"...), l.datatype...), '>')
	}
	return string(b)
}

// sortedStatements are the edges' statements in the order of their ids. They are
// collected only where the answer has them in another order.
func sortedStatements(v *view) iter.Seq[graph.Statement] {
	_, edges := v.Len()
	for i := 1; i < edges; i++ {
		if v.Edge(i-1).ID > v.Edge(i).ID {
			list := slices.Collect(v.Statements())
			slices.SortFunc(list, func(a, b graph.Statement) int { return strings.Compare(a.ID, b.ID) })
			return slices.Values(list)
		}
	}
	return v.Statements()
}

// usedRelations are the relations of the answer's edges with their labels, and
// their ids in the order in which they are met.
func usedRelations(v *view) (labels map[string]graph.Text, ids []string) {
	labels = make(map[string]graph.Text)
	for e := range v.Edges() {
		if _, ok := labels[e.Relation]; !ok {
			labels[e.Relation] = e.Label
			ids = append(ids, e.Relation)
		}
	}
	return labels, ids
}

// sortedIDs are the ids in the order of their IRIs between angle brackets.
func sortedIDs(labels map[string]graph.Text) []string {
	return sortedBy(slices.Collect(maps.Keys(labels)), func(id string) string { return segment(id) + ">" })
}

func sortedBy(ids []string, key func(string) string) []string {
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(key(a), key(b)) })
	return ids
}
