package main

import "testing"

// The tests share their cores with others, so their limits are wide; 'make chaos'
// has the narrow ones.
func TestTraversal(t *testing.T) {
	succeeds(t, []string{"traversal", "--duration", "8s", "--before", "3s", "--spokes", "20000", "--times", "20", "--floor", "500ms", "--longest", "60s"},
		[]string{"traversal", "--duration", "8s", "--before", "3s", "--attackers", "64", "--times", "2", "--floor", "100ms"})
}

// That an answer is cut is seen wherever its pieces part.
func TestGlance(t *testing.T) {
	whole := `{"nodes":[],"meta":{"complete":true,"stopped_by":null}}`
	cut := `{"nodes":[],"meta":{"complete":false,"stopped_by":"budget"}}`
	for size := 1; size <= len(cut); size++ {
		for text, want := range map[string]bool{whole: false, cut: true} {
			g := &glance{}
			for at := 0; at < len(text); at += size {
				if _, err := g.Write([]byte(text[at:min(len(text), at+size)])); err != nil {
					t.Fatal(err)
				}
			}
			if g.cut != want || string(g.head) != text {
				t.Errorf("in pieces of %d bytes: %v, want %v", size, g.cut, want)
			}
		}
	}
}
