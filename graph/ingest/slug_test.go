package ingest

import (
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"", "a", "-", "a-", "-a", "a--b", "a-b", "A", "s-", "s-a", "s-aaaaaaaaaaaaaaaaaaaa", "s-aaaaaaaaaaaaaaaaaaa1", "é", "a_b", strings.Repeat("a", 128), strings.Repeat("a", 129), "a\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if validSlug(s) != graph.ValidSlug(s) {
			t.Errorf("%q: %v, but graph.ValidSlug %v", s, validSlug(s), graph.ValidSlug(s))
		}
	})
}
