package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// naivePieces finds the components of the graph without one entity (or with all,
// for "") by rounds of label propagation over all statements.
func naivePieces(g *Graph, without string) map[string]string {
	label := map[string]string{}
	for _, id := range g.allIDs() {
		if id != without {
			label[id] = id
		}
	}
	for changed := true; changed; {
		changed = false
		for s := range g.AllStatements() {
			o, ok := s.Object.Entity()
			if !ok || s.Subject == without || o == without {
				continue
			}
			if least := min(label[s.Subject], label[o]); label[s.Subject] != least || label[o] != least {
				label[s.Subject], label[o], changed = least, least, true
			}
		}
	}
	return label
}

// naiveCut finds into how many pieces the component of an entity falls without
// it, and how many entities are outside the largest of them.
func naiveCut(g *Graph, id string) (pieces, cutOff int) {
	whole, sizes, all := naivePieces(g, ""), map[string]int{}, 0
	for other, label := range naivePieces(g, id) {
		if whole[other] == whole[id] {
			sizes[label]++
			all++
		}
	}
	greatest := 0
	for _, n := range sizes {
		greatest = max(greatest, n)
	}
	return len(sizes), all - greatest
}

func TestArticulationPointsAgainstRemoval(t *testing.T) {
	points := 0
	for seed := range 800 {
		r := rand.New(rand.NewPCG(uint64(seed), 33))
		nodes := 1 + r.IntN(16)
		g := mustBuild(t, testOntology, randomStatements(r, nodes, r.IntN(2*nodes)))
		got, err := g.ArticulationPoints(context.Background(), MaxList)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, id := range g.allIDs() {
			if pieces, cutOff := naiveCut(g, id); pieces > 1 {
				want = append(want, fmt.Sprintf("%03d %s %d %d", 999-cutOff, id, pieces, g.degree(g.place(id))))
			}
		}
		slices.Sort(want) // those that cut off most first, then by id
		var have []string
		for _, p := range got.Points {
			have = append(have, fmt.Sprintf("%03d %s %d %d", 999-p.CutOff, p.ID, p.Pieces, p.Degree))
		}
		if !slices.Equal(have, want) || got.Total != len(want) || !got.Meta.Complete || got.Meta.Visited.Nodes != nodes {
			t.Fatalf("seed %d:\n got %v\nwant %v, meta %+v", seed, have, want, got.Meta)
		}
		points += len(want)
	}
	if points < 1000 {
		t.Errorf("only %d points in all graphs", points)
	}
}

// A long chain would overflow the stack of a recursive search long before the
// stack in use here grows large.
func TestArticulationPointsOfAChain(t *testing.T) {
	var statements []Statement
	const n = 20_000
	for i := range n {
		statements = append(statements, describe(fmt.Sprintf("e%05d", i), "City", "城", "City")...)
		if i > 0 {
			statements = append(statements, Statement{Subject: fmt.Sprintf("e%05d", i), Relation: "near", Object: EntityValue(fmt.Sprintf("e%05d", i-1))}.Identify())
		}
	}
	g := mustBuild(t, testOntology, statements)
	got, err := g.ArticulationPoints(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	// e09999 leaves 9,999 and 10,000; e10000 the other way round.
	if got.Total != n-2 || got.Points[0].ID != "e09999" || got.Points[0].CutOff != 9999 || got.Points[1].ID != "e10000" ||
		got.Meta.Complete || *got.Meta.StoppedBy != StoppedByLimit {
		t.Errorf("total %d, %+v, %+v", got.Total, got.Points, got.Meta)
	}

	defer func(w int) { maxWork = w }(maxWork)
	maxWork = n
	if got, err = g.ArticulationPoints(context.Background(), 2); err != nil || got.Total != 0 || *got.Meta.StoppedBy != StoppedByBudget {
		t.Errorf("half a budget: %+v, %v", got, err)
	}
	if _, err = g.ArticulationPoints(context.Background(), MaxList+1); KindOf(err) != Invalid {
		t.Errorf("limit: %v", err)
	}
}

func TestImpactAgainstRemoval(t *testing.T) {
	seen := map[string]int{}
	for seed := range 250 {
		r := rand.New(rand.NewPCG(uint64(seed), 34))
		nodes := 2 + r.IntN(14)
		statements := randomArgument(r, nodes, nodes+r.IntN(3*nodes))
		g := mustBuild(t, argumentOntology, statements)
		for _, id := range g.allIDs() {
			checkImpact(t, g, statements, ImpactQuery{Remove: id, From: g.id(uint32(r.IntN(nodes))), Limit: MaxList}, seen)
		}
	}
	for _, what := range []string{"lost", "measure none", "measure group", "problem none", "problem group", "goal none", "goal group", "goal others"} {
		if seen[what] < 3 {
			t.Errorf("only %d cases of %q", seen[what], what)
		}
	}
}

func checkImpact(t *testing.T, g *Graph, statements []Statement, q ImpactQuery, seen map[string]int) {
	t.Helper()
	got, err := g.Impact(context.Background(), q)
	if q.From == q.Remove {
		if KindOf(err) != Invalid {
			t.Fatalf("removing the root: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	before, after := naivePieces(g, ""), naivePieces(g, q.Remove)
	var lost, have []string
	for _, id := range g.allIDs() {
		if id != q.Remove && before[id] == before[q.From] && after[id] != after[q.From] {
			lost = append(lost, id)
		}
	}
	for _, x := range got.Unreachable {
		have = append(have, x.ID)
	}
	pieces, _ := naiveCut(g, q.Remove)
	if !slices.Equal(have, lost) || got.UnreachableTotal != len(lost) || got.Pieces != pieces || got.ArticulationPoint != (pieces > 1) ||
		got.Reached != (before[q.Remove] == before[q.From]) {
		t.Fatalf("%+v:\n got %+v\nwant %v, %d pieces", q, got, lost, pieces)
	}
	seen["lost"] += len(lost)

	// Losses: what a graph without the entity lacks and this one does not.
	var rest []Statement
	for _, s := range statements {
		if o, _ := s.Object.Entity(); s.Subject != q.Remove && o != q.Remove {
			rest = append(rest, s)
		}
	}
	g2 := mustBuild(t, argumentOntology, rest)
	edges, edges2 := presentEdges(g), presentEdges(g2)
	for _, c := range []struct {
		list           LossList
		role, relation string
		incoming       bool
	}{{got.LoseInstrument, RoleMeasure, "by", false}, {got.LoseMeasure, RoleProblem, "cures", true}, {got.LoseServing, RoleGoal, "for", true}} {
		var want, have []string
		for _, id := range g2.allIDs() {
			n := g2.node(g2.place(id))
			if g2.onto.Role(n.Type) != c.role || n.Status == Absent {
				continue
			}
			self, _ := naiveStanding(g, edges, id, c.relation, c.incoming)
			if left, above := naiveStanding(g2, edges2, id, c.relation, c.incoming); self && !left {
				want = append(want, id+map[bool]string{true: " group", false: " none"}[above])
			}
		}
		for _, x := range c.list.Items {
			if x.Level != levelOthers {
				have = append(have, x.Entity.ID+" "+x.Level)
			}
			if len(x.Statements) == 0 {
				t.Fatalf("%+v: nothing shows the loss of %s", q, x.Entity.ID)
			}
			seen[c.role+" "+x.Level]++
		}
		if !slices.Equal(have, want) {
			t.Fatalf("%+v, %s:\n got %v\nwant %v", q, c.role, have, want)
		}
	}
}

func TestImpactLosses(t *testing.T) {
	g := mustBuild(t, argumentOntology, parseArgument(t, `Town here small
Other tool spare office
Trouble p q
Step m n part
Aim a b c d
m by tool
n by tool
n by spare
part in n
part by tool
m cures p
m cures q
n cures q
m for a
m for b
office for b
office for d
spare for d
n for c
m for c
office at here
m at here
tool at here
small at m`))
	for _, tt := range []struct{ remove, want string }{
		{"tool", "instrument: m none m by tool; part group part by tool | measure: | serving: | unreachable: "},
		{"m", "instrument: | measure: p none m cures p | serving: a none m for a; b others m for b | unreachable: a p small"},
		{"office", "instrument: | measure: | serving: | unreachable: "},
	} {
		got, err := g.Impact(context.Background(), ImpactQuery{Remove: tt.remove})
		if err != nil {
			t.Fatal(err)
		}
		if got.Root.ID != "here" {
			t.Fatalf("root %s", got.Root.ID)
		}
		tell := func(l LossList) string {
			var out []string
			for _, x := range l.Items {
				var stmts []string
				for _, s := range x.Statements {
					stmts = append(stmts, s.Subject.ID+" "+s.Relation+" "+s.Object.Entity.ID)
				}
				if x.StatementsTotal != len(stmts) || !strings.Contains(x.Why.Zh, "“某"+x.Entity.ID+"”") || !strings.Contains(x.Why.En, "“The "+x.Entity.ID+"”") {
					t.Errorf("%s: why %+v, %d statements", x.Entity.ID, x.Why, x.StatementsTotal)
				}
				out = append(out, x.Entity.ID+" "+x.Level+" "+strings.Join(stmts, ", "))
			}
			return strings.Join(out, "; ")
		}
		var ids []string
		for _, x := range got.Unreachable {
			ids = append(ids, x.ID)
		}
		told := fmt.Sprintf("instrument: %s | measure: %s | serving: %s | unreachable: %s", tell(got.LoseInstrument), tell(got.LoseMeasure), tell(got.LoseServing), strings.Join(ids, " "))
		if squeeze(told) != squeeze(tt.want) {
			t.Errorf("without %s:\n got %s\nwant %s", tt.remove, told, tt.want)
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestImpactBounds(t *testing.T) {
	g := mustBuild(t, argumentOntology, parseArgument(t, "Town hub\nOther a b b2 c d\nb2 at b\nb at a\nc at a\nd at a\na at hub"))
	got, err := g.Impact(context.Background(), ImpactQuery{Remove: "a", Limit: 2})
	if err != nil || got.UnreachableTotal != 4 || len(got.Unreachable) != 2 || got.Meta.Complete || *got.Meta.StoppedBy != StoppedByLimit {
		t.Errorf("limit: %+v, %v", got, err)
	}
	// Without another place the entity with the highest degree is the root.
	if got, err = g.Impact(context.Background(), ImpactQuery{Remove: "hub"}); err != nil || got.Root.ID != "a" || got.ArticulationPoint || got.Pieces != 1 {
		t.Errorf("without a place: %+v, %v", got, err)
	}
	alone := mustBuild(t, argumentOntology, parseArgument(t, "Other a"))
	got, err = alone.Impact(context.Background(), ImpactQuery{Remove: "a"})
	if err != nil || got.Root != nil || got.Reached || got.Pieces != 0 {
		t.Errorf("alone: %+v, %v", got, err)
	}
	if b, _ := json.Marshal(got); strings.Contains(string(b), `items":null`) || strings.Contains(string(b), `unreachable":null`) {
		t.Errorf("a null list in %s", b)
	}
	for _, tt := range []struct {
		q     ImpactQuery
		kind  ErrorKind
		param string
	}{{ImpactQuery{Remove: "x"}, NotFound, "remove"}, {ImpactQuery{}, NotFound, "remove"}, {ImpactQuery{Remove: "a", From: "x"}, NotFound, "from"},
		{ImpactQuery{Remove: "a", From: "a"}, Invalid, "from"}, {ImpactQuery{Remove: "a", Limit: MaxList + 1}, Invalid, "limit"}} {
		_, err := g.Impact(context.Background(), tt.q)
		var e *Error
		if !errors.As(err, &e) || e.Kind != tt.kind || e.Issues[0].Param != tt.param {
			t.Errorf("%+v: %v", tt.q, err)
		}
	}
	defer func(w int) { maxWork = w }(maxWork)
	for maxWork = 0; ; maxWork++ {
		got, err := g.Impact(context.Background(), ImpactQuery{Remove: "a"})
		if err != nil {
			t.Fatal(err)
		}
		if got.Meta.Complete {
			break
		}
		if *got.Meta.StoppedBy != StoppedByBudget || got.UnreachableTotal != 0 && got.UnreachableTotal != 4 {
			t.Fatalf("budget %d: %+v", maxWork, got)
		}
	}
	if maxWork < 5 {
		t.Errorf("a budget of %d sufficed", maxWork)
	}
}
