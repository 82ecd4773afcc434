package main

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
)

// Parts of the graph that is attacked.
const (
	cliqueEntities = 30
	plainEntities  = 2000
)

// writeHardGraph writes a graph as CSV with the headers of Neo4j's import: a hub
// with so many spokes, which are also joined among one another at random, a
// clique, and apart from them a ring of plain entities.
func writeHardGraph(nodes, edges string, spokes int, random *rand.Rand) (err error) {
	n, closeNodes, err := create(nodes)
	if err != nil {
		return err
	}
	e, closeEdges, err := create(edges)
	if err != nil {
		return errors.Join(err, closeNodes())
	}
	defer func() { err = errors.Join(err, closeNodes(), closeEdges()) }()
	fmt.Fprintln(n, "id:ID,name.zh,name.en,:LABEL")
	fmt.Fprintln(e, ":START_ID,:END_ID,:TYPE")
	node := func(id string) { fmt.Fprintf(n, "%s,点%s,Node %s,City\n", id, id, id) }
	node("hub")
	for i := range spokes {
		node(fmt.Sprint("spoke-", i))
		fmt.Fprintf(e, "spoke-%d,hub,part-of\n", i)
		for _, relation := range []string{"connects", "follows"} {
			if to := random.IntN(spokes); to != i {
				fmt.Fprintf(e, "spoke-%d,spoke-%d,%s\n", i, to, relation)
			}
		}
	}
	for i := range cliqueEntities {
		node(fmt.Sprint("clique-", i))
		for to := range i {
			fmt.Fprintf(e, "clique-%d,clique-%d,connects\n", i, to)
		}
	}
	for i := range plainEntities {
		node(fmt.Sprint("plain-", i))
		for _, step := range []int{1, 2, 7} {
			fmt.Fprintf(e, "plain-%d,plain-%d,connects\n", i, (i+step)%plainEntities)
		}
	}
	return nil
}

func create(path string) (*bufio.Writer, func() error, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, nil, err
	}
	w := bufio.NewWriter(f)
	return w, func() error { return errors.Join(w.Flush(), f.Close()) }, nil
}

// attack is a question that is as much work as can be.
type attack struct {
	path    func(i int) string // all are different, so that none is answered with another
	endless bool               // its answer cannot be whole
	refused bool               // it is beyond a bound
	missing bool               // it is about what is not there
}

// hardQuestions are the questions of an attack.
func hardQuestions(spokes int) []attack {
	spoke := func(i int) string { return fmt.Sprint("spoke-", i*7919%spokes) }
	clique := func(i int) string { return fmt.Sprint("clique-", i%cliqueEntities) }
	var avoid, ids []string
	for i := range 900 {
		avoid, ids = append(avoid, spoke(i*31+5)), append(ids, spoke(i*17+3))
	}
	same := func(format string, args func(i int) []any) func(int) string {
		return func(i int) string { return fmt.Sprintf(format, args(i)...) }
	}
	return []attack{
		{path: same("/v1/entities/hub/neighborhood?depth=4&limit=%d", func(i int) []any { return []any{5000 - i%2000} }), endless: spokes > 5000},
		{path: same("/v1/entities/%s/neighborhood?depth=4&limit=5000&induced=true&direction=both", func(i int) []any { return []any{spoke(i)} }), endless: spokes > 5000},
		{path: same("/v1/entities/%s/neighborhood?depth=6&limit=%d&status=absent&relation=!part-of", func(i int) []any { return []any{spoke(i), 5000 - i%2000} })},
		{path: same("/v1/entities/hub/neighborhood?depth=6&type=%s&limit=%d", func(i int) []any { return []any{strings.Repeat("!Report,", 40) + "Province", 5000 - i%2000} })},
		{path: same("/v1/paths?from=%s&to=%s&mode=simple&k=200&max_hops=%d", func(i int) []any { return []any{clique(i), clique(i + 7), 6 + i%26} }), endless: true},
		{path: same("/v1/paths?from=%s&to=%s&mode=simple&k=1000", func(i int) []any { return []any{clique(i), clique(i + 7)} }), refused: true},
		{path: same("/v1/paths?from=%s&to=%s&mode=k-shortest&k=200&cost=confidence&max_hops=%d", func(i int) []any { return []any{clique(i), clique(i + 7), 6 + i%26} })},
		{path: same("/v1/paths?from=%s&to=%s&mode=simple&k=200&max_hops=%d", func(i int) []any { return []any{spoke(i), spoke(i + 1), 8 + i%20} })},
		{path: same("/v1/paths?from=%s&to=%s&mode=simple&k=200&max_hops=32&via=%s,%s,%s,%s", func(i int) []any {
			return []any{spoke(i), spoke(i + 1), spoke(i + 2), spoke(i + 3), spoke(i + 4), spoke(i + 5)}
		})},
		{path: same("/v1/paths?from=%s&to=%s&mode=k-shortest&k=200&avoid=hub,%s", func(i int) []any { return []any{spoke(i), spoke(i + 1), strings.Join(avoid, ",")} })},
		{path: same("/v1/paths?from=%s&to=%s&mode=all-shortest&k=200&cost=hub", func(i int) []any { return []any{spoke(i), clique(i)} })},
		{path: same("/v1/explain?from=%s&to=%s&k=200", func(i int) []any { return []any{spoke(i), spoke(i + 1)} })},
		{path: same("/v1/subgraph?ids=hub,%s,%s", func(i int) []any { return []any{spoke(i), strings.Join(ids, ",")} })},
		{path: same("/v1/subgraph?ids=nothing-%d,%s", func(i int) []any { return []any{i, strings.Join(ids, "x,")} }), missing: true},
		{path: same("/v1/entities/spoke-%dx/neighborhood?depth=4", func(i int) []any { return []any{i} }), missing: true},
		{path: same("/v1/entities/hub?per_relation=%d", func(i int) []any { return []any{5000 - i%2000} }), endless: spokes > 5000},
		{path: same("/v1/entities?sort=-degree,name.en,-name&filter=degree:%%3E%d&limit=1000", func(i int) []any { return []any{i % 3} })},
		{path: same("/v1/centrality?measure=pagerank&limit=%d", func(i int) []any { return []any{1 + i%1000} })},
		{path: same("/v1/centrality?measure=betweenness&type=%s&limit=%d", func(i int) []any { return []any{"City", 1 + i%1000} })},
		{path: same("/v1/communities?resolution=%d", func(i int) []any { return []any{1 + i%9} })},
		{path: same("/v1/articulation-points?limit=%d", func(i int) []any { return []any{1 + i%1000} })},
		{path: same("/v1/impact?remove=hub&limit=%d", func(i int) []any { return []any{1 + i%1000} })},
		{path: same("/v1/export?format=%s", func(i int) []any { return []any{[]string{"svg", "graphml", "json", "nquads"}[i%4]} })},
		{path: same("/v1/search?q=%s&limit=100", func(i int) []any { return []any{strings.Repeat(string(rune('a'+i%26)), 1+i%150)} })},
	}
}
