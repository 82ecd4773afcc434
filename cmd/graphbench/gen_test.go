package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/seeds"
)

func generateBytes(t *testing.T, edges int, seed uint64) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	if _, err := generate(edges, seed, dir); err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, name := range []string{nodesFile, edgesFile, queriesFile} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = raw
	}
	return out
}

func TestGenerateIsFixedByItsSeed(t *testing.T) {
	a, b, c := generateBytes(t, 3000, 7), generateBytes(t, 3000, 7), generateBytes(t, 3000, 8)
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs between two runs", name)
		}
		if bytes.Equal(a[name], c[name]) {
			t.Errorf("%s is the same for another seed", name)
		}
	}
}

func readCSV(t *testing.T, raw []byte, header ...string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], header) {
		t.Errorf("the header is %v, want %v", rows[0], header)
	}
	return rows[1:]
}

// TestGenerateFitsTheOntology checks every row: ids, types, domains, ranges,
// cycles, duplicates, and that the in-degrees are skewed.
func TestGenerateFitsTheOntology(t *testing.T) {
	bundle, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	o := bundle.Ontology
	for _, n := range []int{100, 109, 20_000} {
		files := generateBytes(t, n, 1)
		typeOf, number := map[string]string{}, map[string]int{}
		for i, row := range readCSV(t, files[nodesFile], "id:ID", "name.zh", "name.en", ":LABEL") {
			if !graph.ValidSlug(row[0]) || row[1] == "" || row[2] == "" {
				t.Fatalf("not an entity: %v", row)
			}
			if typ, ok := o.Type(row[3]); !ok || typ.Abstract {
				t.Fatalf("%s cannot be the type of %s", row[3], row[0])
			}
			typeOf[row[0]], number[row[0]] = row[3], i
		}
		if len(typeOf) != n/edgesPerEntity {
			t.Errorf("%d entities for %d edges", len(typeOf), n)
		}
		seen, in := map[[3]string]bool{}, map[string]int{}
		isOne := func(id string, of []string) bool {
			return slices.ContainsFunc(of, func(name string) bool { return o.IsA(typeOf[id], name) })
		}
		for _, row := range readCSV(t, files[edgesFile], ":START_ID", ":END_ID", ":TYPE") {
			r, ok := o.Relation(row[2])
			switch {
			case !ok || !isOne(row[0], r.Domain) || !isOne(row[1], r.Range):
				t.Fatalf("%v does not fit the domain %v and the range %v", row, r.Domain, r.Range)
			case row[0] == row[1]:
				t.Fatalf("%v is a loop", row)
			case r.Acyclic && number[row[1]] >= number[row[0]]:
				t.Fatalf("%v may close a cycle", row)
			case seen[[3]string(row)]:
				t.Fatalf("%v occurs twice", row)
			}
			seen[[3]string(row)] = true
			in[row[1]]++
		}
		if len(seen) != n {
			t.Errorf("%d edges, want %d", len(seen), n)
		}
		if n == 20_000 {
			checkSkew(t, in, n)
		}
	}
}

// checkSkew: of a power law with exponent 2.5 the top hundredth of the entities
// gets the share 0.01^(1/3), a fifth; of equal chances it would be a hundredth.
func checkSkew(t *testing.T, in map[string]int, edges int) {
	t.Helper()
	var degrees []int
	for _, d := range in {
		degrees = append(degrees, d)
	}
	slices.Sort(degrees)
	top := 0
	for _, d := range degrees[len(degrees)-edges/edgesPerEntity/100:] {
		top += d
	}
	if share := float64(top) / float64(edges); share < 0.12 || share > 0.4 {
		t.Errorf("the top hundredth has %.2f of the edges", share)
	}
}

func TestQuestionsFit(t *testing.T) {
	dir := t.TempDir()
	s, err := generate(5000, 3, dir)
	if err != nil {
		t.Fatal(err)
	}
	q, err := readQuestions(filepath.Join(dir, queriesFile))
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Samples["pairs"]) != 1000 || len(q.Kinds) < 12 {
		t.Errorf("%d pairs and %d kinds", len(q.Samples["pairs"]), len(q.Kinds))
	}
	known := map[string]bool{}
	for n := range uint32(s.entities) {
		known[string(s.appendSlug(nil, n))] = true
	}
	for _, k := range q.Kinds {
		for _, sample := range q.Samples[k.Over] {
			for _, id := range sample {
				if (k.Over == "starts" || k.Over == "pairs") && !known[id] {
					t.Fatalf("%s asks for %s, which is no entity", k.Name, id)
				}
			}
		}
	}
}
