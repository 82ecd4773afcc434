package ingest

import (
	"strings"

	"github.com/innograph/innograph/graph"
)

// validSlug is graph.ValidSlug for ids by the million: 10 ns each, where that
// takes 190 ns (BenchmarkSlug).
func validSlug(s string) bool {
	if s == "" || len(s) > graph.MaxSlug {
		return false
	}
	hyphen := true // a hyphen may not come next
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			hyphen = false
		case c == '-' && !hyphen:
			hyphen = true
		default:
			return false
		}
	}
	return !hyphen && !(s[0] == 's' && strings.HasPrefix(s, "s-") && graph.ValidStatementID(s))
}

func notSlug(column, s string) *RowError {
	switch {
	case s == "":
		return problem(column, "the id is missing")
	case graph.ValidStatementID(s):
		return problem(column, "%q has the form of a statement's id, which no entity may have", s)
	}
	return problem(column, "%q is not a slug: lower-case letters, digits and single hyphens, at most %d bytes", shorten(s), graph.MaxSlug).suggest(slugFrom(s))
}

// slugFrom makes a slug of an id that is nearly one.
func slugFrom(s string) []string {
	slug := strings.ToLower(strings.Trim(strings.NewReplacer("_", "-", " ", "-", ".", "-", ":", "-").Replace(s), "-"))
	if !validSlug(slug) {
		return nil
	}
	return []string{slug}
}
