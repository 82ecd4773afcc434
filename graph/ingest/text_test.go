package ingest

import (
	"strings"
	"testing"
)

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
