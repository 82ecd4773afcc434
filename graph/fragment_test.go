package graph

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// jsonOf is an answer as it can be read at this moment.
func jsonOf(s *Subgraph) string {
	nodes, edges := s.Len()
	var b []byte
	for i := range nodes {
		b = s.AppendNodeJSON(b, i)
	}
	w := s.EdgeJSON()
	for i := range edges {
		b = w.Append(b, i)
	}
	return string(b)
}

// Nodes and edges written by concatenation are what encoding/json makes of them.
func TestFragments(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 20 {
		s := mustBuild(t, testOntology, randomStatements(r, 1+r.IntN(20), r.IntN(60))).Whole()
		var b []byte
		for n := range s.Nodes() {
			text, _ := json.Marshal(n)
			b = append(b, text...)
		}
		for e := range s.Edges() {
			text, _ := json.Marshal(e)
			b = append(b, text...)
		}
		if got := jsonOf(s); got != string(b) {
			t.Fatalf("%s\nwant %s", got, b)
		}
	}
}
