package graph

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// copied lays sections at fresh, aligned addresses, as a file does.
func copied(sections []Section) []Section {
	out := make([]Section, len(sections))
	for i, s := range sections {
		words := make([]uint64, len(s.Data)/8+1)
		c := columnOf("", &words)
		copy(c.data, s.Data)
		out[i] = Section{s.Name, c.data[:len(s.Data)]}
	}
	return out
}

// reopened is a graph made of the sections of another.
func reopened(t testing.TB, g *Graph) *Graph {
	t.Helper()
	sections, err := g.Sections()
	if err != nil {
		t.Fatal(err)
	}
	again, err := FromSections(copied(sections))
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func TestSections(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for range 30 {
		g := mustBuild(t, testOntology, randomStatements(r, 1+r.IntN(20), r.IntN(60)))
		h := reopened(t, g)
		if g.version != h.version || g.Stats() != h.Stats() {
			t.Fatalf("%+v, %+v", g.Stats(), h.Stats())
		}
		if d := Diff(g, h); !d.Empty() {
			t.Fatalf("%+v", d)
		}
		one, _ := g.Sections()
		two, _ := h.Sections()
		for i := range one {
			if one[i].Name != two[i].Name || !bytes.Equal(one[i].Data, two[i].Data) {
				t.Fatalf("section %s changes", one[i].Name)
			}
		}
		for n := range uint32(g.entities()) {
			a, errA := g.Entity(context.Background(), EntityQuery{ID: g.id(n)})
			b, errB := h.Entity(context.Background(), EntityQuery{ID: g.id(n)})
			if errA != nil || errB != nil || a.ID != b.ID || len(a.Out) != len(b.Out) || a.Meta.Version != b.Meta.Version {
				t.Fatalf("%v %v %+v %+v", errA, errB, a, b)
			}
			x, _ := g.Search(context.Background(), SearchQuery{Text: g.id(n)})
			y, _ := h.Search(context.Background(), SearchQuery{Text: g.id(n)})
			if !slices.Equal(x.Hits, y.Hits) {
				t.Fatalf("%+v %+v", x.Hits, y.Hits)
			}
		}
	}
}

func TestSectionsThatDoNotFit(t *testing.T) {
	g := mustBuild(t, testOntology, randomStatements(rand.New(rand.NewPCG(1, 9)), 20, 60))
	sections, err := g.Sections()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range sections {
		without := slices.Delete(copied(sections), i, i+1)
		if _, err := FromSections(without); err == nil || !strings.Contains(err.Error(), "section "+s.Name+": it is missing") {
			t.Errorf("without %s: %v", s.Name, err)
		}
		switch {
		case len(s.Data) == 0, strings.HasPrefix(s.Name, "search."), strings.HasPrefix(s.Name, "entity.printed"), strings.HasPrefix(s.Name, "entity.aliases"), strings.HasPrefix(s.Name, "entity.descriptions"),
			s.Name == "adjacency.hubs.totals", s.Name == "adjacency.hubs":
			continue // a shorter one is found out when it is read
		}
		short := copied(sections)
		short[i].Data = short[i].Data[:len(s.Data)-1]
		if _, err := FromSections(short); err == nil {
			t.Errorf("%s without its last byte is accepted", s.Name)
		}
	}
}
