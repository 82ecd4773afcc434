package main

import (
	"slices"
	"testing"
)

func TestPick(t *testing.T) {
	all := []string{"1-hop", "2-hop, one type", "2-hop, one relation", "path, one type"}
	for _, c := range []struct{ words, want []string }{
		{nil, all},
		{[]string{"2-hop, one type"}, all[1:2]},
		{[]string{"ONE TYPE"}, []string{all[1], all[3]}},
		{[]string{"path", "1-hop"}, []string{all[0], all[3]}},
	} {
		got, err := pick("kind", all, func(s string) string { return s }, c.words)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %v: %q, want %q", c.words, err, got, c.want)
		}
	}
	_, err := pick("kind", all, func(s string) string { return s }, []string{"1-hop", "3-hop"})
	if want := `no kind has "3-hop" in its name; there are: 1-hop; 2-hop, one type; 2-hop, one relation; path, one type`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
