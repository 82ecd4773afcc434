package graph

import "testing"

func TestReplaceNeedsNoStore(t *testing.T) {
	g := mustBuild(t, testOntology, smallStatements())
	l := NewLive(nil)
	l.Replace(g)
	if l.Current() != g {
		t.Error("the graph was not replaced")
	}
	if l.Withdraw(); l.Current() != nil {
		t.Error("the graph was not withdrawn")
	}
	defer func() {
		if recover() == nil {
			t.Error("the graph of a store was replaced")
		}
	}()
	l, err := Resume(t.Context(), g, struct{ Store }{})
	if err != nil {
		t.Fatal(err)
	}
	l.Replace(g)
}
