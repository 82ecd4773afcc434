package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomArgument makes groups, parts and claims, with circles, loops, parallel
// and absent statements.
func randomArgument(r *rand.Rand, nodes, edges int) []Statement {
	types := []string{"Trouble", "Step", "Aim", "Town", "Other"}
	claims := []struct{ from, relation, to string }{{"Trouble", "in", "Trouble"}, {"Step", "in", "Step"}, {"Aim", "in", "Aim"},
		{"Step", "cures", "Trouble"}, {"Step", "by", "Other"}, {"Step", "for", "Aim"}, {"Other", "for", "Aim"}, {"Other", "at", "Town"}}
	var out []Statement
	byType, all := map[string][]string{}, []string{}
	for i := range nodes {
		id, typ := fmt.Sprintf("n%02d", i), types[r.IntN(len(types))]
		d := describe(id, typ, "甲", "A")
		if r.IntN(12) == 0 {
			d[0].Status = Absent
			d[0] = d[0].Identify()
		}
		out, all, byType[typ] = append(out, d...), append(all, id), append(byType[typ], id)
	}
	pick := func(typ string) string { // one of the type that the claim is made for, where there is one, or any
		if list := byType[typ]; len(list) > 0 && r.IntN(5) > 0 {
			return list[r.IntN(len(list))]
		}
		return all[r.IntN(len(all))]
	}
	for range edges {
		c := claims[r.IntN(len(claims))]
		s := Statement{Subject: pick(c.from), Relation: c.relation, Object: EntityValue(pick(c.to))}
		if r.IntN(3) == 0 {
			s.Status = Status(r.IntN(6))
		}
		out = append(out, s.Identify())
	}
	return out
}

// presentEdges lists the statements that claim something, loops left out.
func presentEdges(g *Graph) (out []Statement) {
	for s := range g.AllStatements() {
		o, ok := s.Object.Entity()
		if ok && o != s.Subject && s.Status != Absent && g.node(g.place(o)).Status != Absent && g.node(g.place(s.Subject)).Status != Absent {
			out = append(out, s)
		}
	}
	return out
}

// naiveStanding finds by rounds over the present edges whether an entity, its
// parts or its groups have a claim.
func naiveStanding(g *Graph, edges []Statement, id, relation string, incoming bool) (self, above bool) {
	role := func(id string) string { return g.onto.Role(g.node(g.place(id)).Type) }
	down, up := map[string]bool{id: true}, map[string]bool{id: true}
	for changed := true; changed; {
		changed = false
		for _, s := range edges {
			o, _ := s.Object.Entity()
			if s.Relation != "in" || role(s.Subject) != role(o) {
				continue
			}
			if down[o] && !down[s.Subject] {
				down[s.Subject], changed = true, true
			}
			if up[s.Subject] && !up[o] {
				up[o], changed = true, true
			}
		}
	}
	for _, s := range edges {
		end := s.Subject
		if incoming {
			end, _ = s.Object.Entity()
		}
		if s.Relation == relation {
			self = self || down[end]
			above = above || up[end]
		}
	}
	return self, above
}

func TestGapsAgainstRounds(t *testing.T) {
	for seed := range 400 {
		r := rand.New(rand.NewPCG(uint64(seed), 21))
		nodes := 1 + r.IntN(14)
		statements := randomArgument(r, nodes, r.IntN(3*nodes))
		g := mustBuild(t, argumentOntology, statements)
		edges := presentEdges(g)
		got, err := g.Gaps(context.Background(), GapQuery{Limit: MaxList})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			list           GapList
			role, relation string
			incoming       bool
		}{{got.ProblemsWithoutMeasure, RoleProblem, "cures", true}, {got.MeasuresWithoutInstrument, RoleMeasure, "by", false}, {got.MeasuresWithoutProblem, RoleMeasure, "cures", false}} {
			var want, have []string
			for _, id := range g.allIDs() {
				n := g.node(g.place(id))
				if g.onto.Role(n.Type) != c.role || n.Status == Absent {
					continue
				}
				if self, above := naiveStanding(g, edges, id, c.relation, c.incoming); !self {
					want = append(want, id+map[bool]string{true: " group", false: " none"}[above])
				}
			}
			for _, x := range c.list.Items {
				have = append(have, x.Entity.ID+" "+x.Level)
			}
			slices.Sort(have)
			if !slices.Equal(have, want) {
				t.Fatalf("seed %d, %s without %s:\n got %v\nwant %v", seed, c.role, c.relation, have, want)
			}
		}
		// The same statements in another order give the same bytes.
		r.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
		again, err := mustBuild(t, argumentOntology, statements).Gaps(context.Background(), GapQuery{Limit: MaxList})
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(again)
		if !bytes.Equal(a, b) {
			t.Fatalf("seed %d: two answers\n%s\n%s", seed, a, b)
		}
		for _, list := range []string{"items", "levels", "related", "statements"} {
			if bytes.Contains(a, []byte(`"`+list+`":null`)) {
				t.Fatalf("seed %d: %s is null in %s", seed, list, a)
			}
		}
	}
}
