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

func TestShorten(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "short": "short",
		strings.Repeat("a", 60):       strings.Repeat("a", 60),
		strings.Repeat("a", 61):       strings.Repeat("a", 60) + "…",
		strings.Repeat("之", 21):       strings.Repeat("之", 20) + "…",
		"a" + strings.Repeat("之", 20): "a" + strings.Repeat("之", 19) + "…",
	} {
		if got := shorten(s); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
}
