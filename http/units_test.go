package http

import (
	"slices"
	"testing"
)

func TestAcceptsJSON(t *testing.T) {
	for accept, want := range map[string]bool{
		"": true, "application/json": true, "*/*;q=0.1": true, "text/csv, application/*": true, "APPLICATION/JSON ; q=1": true, "x": true,
		"text/csv": false, "application/json;q=0": false, "application/json;q=0, */*": false, "application/*;q=0, */*;q=0.5": false,
		"application/json;q=x": false, "application/json;q=0, application/json": true,
	} {
		if acceptsJSON(accept) != want {
			t.Errorf("%q accepts JSON: %v", accept, !want)
		}
	}
}

func TestSplit(t *testing.T) {
	if got := split([]string{"a,b|c", "", " d ,, !e"}); !slices.Equal(got, []string{"a", "b", "c", "d", "!e"}) {
		t.Errorf("%q", got)
	}
	if got := replaceName("a|old, old,older", "old", "new"); got != "a|new,new,older" {
		t.Errorf("%q", got)
	}
}

func TestCut(t *testing.T) {
	for in, want := range map[string]string{"城西城西": "城西城…", "城西城": "城西城", "a\xff": "a\uFFFD"} {
		if got := cut(in, 3); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestMatchesETag(t *testing.T) {
	for header, want := range map[string]bool{`W/"a"`: true, `"a"`: true, `"b", W/"a"`: true, `"b",W/"c"`: false, "": false, `a`: false, `"a`: false} {
		if matchesETag(header, `W/"a"`) != want {
			t.Errorf("%s matches: %v", header, !want)
		}
	}
}

func TestModelHash(t *testing.T) {
	var m modelHash
	renamed := *testOntology
	renamed.Units = nil
	a, b := m.of(testOntology), m.of(&renamed)
	if a == b || m.of(testOntology) != a || m.of(testOntology) != a {
		t.Errorf("hashes %s and %s", a, b)
	}
}
