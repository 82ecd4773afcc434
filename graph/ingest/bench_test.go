package ingest

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

const benchRows = 500_000

// benchFile writes a header and benchRows rows.
func benchFile(b *testing.B, name, header string, row func(w io.Writer, r *rand.Rand, i int)) string {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var s strings.Builder
	s.WriteString(header)
	for i := range benchRows {
		row(&s, r, i)
	}
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, []byte(s.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	return path
}

func benchRead(b *testing.B, path string) {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		summary, err := Read(b.Context(), []string{path}, Options{Ontology: testOntology}, func(batch *Batch) error { n += len(batch.Statements); return nil })
		if err != nil {
			b.Fatal(err)
		}
		if summary.Rows != benchRows || n < benchRows {
			b.Fatalf("%d rows, %d statements", summary.Rows, n)
		}
	}
	b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// readStandard does what reading a relationship file does, with encoding/csv.
func readStandard(b *testing.B, path string) (statements int) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	if _, err := r.Read(); err != nil {
		b.Fatal(err)
	}
	words := newVocabulary(testOntology, nil)
	batch := make([]graph.Statement, 0, batchSize)
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return statements
		}
		if err != nil {
			b.Fatal(err)
		}
		p := words.relations[fields[2]]
		if p == nil || !validSlug(fields[0]) || !validSlug(fields[1]) {
			b.Fatal(fields)
		}
		if len(batch) == cap(batch) {
			batch = make([]graph.Statement, 0, batchSize)
		}
		batch = append(batch, graph.Statement{Subject: fields[0], Relation: p.id, Object: graph.EntityValue(fields[1])})
		statements++
	}
}

// benchFiles are the files that are read, each with the rows of one kind of thing.
var benchFiles = []struct {
	name, header string
	row          func(w io.Writer, r *rand.Rand, i int)
}{
	{"edges.csv", edgeHeader, func(w io.Writer, r *rand.Rand, _ int) { // about 45 bytes
		fmt.Fprintf(w, "enterprise-%07d,laboratory-%07d,%s\n", r.IntN(1e7), r.IntN(1e7), []string{"supports", "part-of"}[r.IntN(2)])
	}},
	{"quoted-edges.csv", ":START_ID,:END_ID,:TYPE,status,note\n", func(w io.Writer, r *rand.Rand, _ int) {
		fmt.Fprintf(w, "\"enterprise-%07d\",\"laboratory-%07d\",\"supports\",\"planned\",\"a, b\"\n", r.IntN(1e7), r.IntN(1e7))
	}},
	{"nodes.csv", "id:ID,name.zh,name.en,:LABEL\n", func(w io.Writer, _ *rand.Rand, i int) {
		fmt.Fprintf(w, "enterprise-%07d,企业%d号,Enterprise %d,Lab\n", i, i, i)
	}},
	{"edges.ndjson", "", func(w io.Writer, r *rand.Rand, _ int) {
		fmt.Fprintf(w, "{\"source\":\"enterprise-%07d\",\"target\":\"laboratory-%07d\",\"relation\":\"supports\",\"status\":\"planned\",\"basis\":\"stated\"}\n", r.IntN(1e7), r.IntN(1e7))
	}},
	{"nodes.ndjson", "", func(w io.Writer, _ *rand.Rand, i int) {
		fmt.Fprintf(w, "{\"id\":\"enterprise-%07d\",\"type\":\"Lab\",\"name\":{\"zh\":\"企业%d号\",\"en\":\"Enterprise %d\"},\"status\":\"existing\",\"basis\":\"stated\"}\n", i, i, i)
	}},
	{"edges.nq", "", func(w io.Writer, r *rand.Rand, i int) {
		fmt.Fprintf(w, "<urn:innograph:entity:enterprise-%07d> <urn:innograph:relation:supports> <urn:innograph:entity:laboratory-%07d> <urn:innograph:statement:%d> .\n", r.IntN(1e7), r.IntN(1e7), i)
	}},
}

// BenchmarkRead measures each format in rows per second.
func BenchmarkRead(b *testing.B) {
	for _, f := range benchFiles {
		b.Run(f.name, func(b *testing.B) { benchRead(b, benchFile(b, f.name, f.header, f.row)) })
	}
}

// BenchmarkEncodingCSV does with encoding/csv what reading edges.csv does.
func BenchmarkEncodingCSV(b *testing.B) {
	f := benchFiles[0]
	path := benchFile(b, f.name, f.header, f.row)
	b.ReportAllocs()
	for b.Loop() {
		if n := readStandard(b, path); n != benchRows {
			b.Fatalf("%d statements", n)
		}
	}
	b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkJSONLine reads one line of nodes.ndjson, and the same as tokens of
// encoding/json, which alone would show a name that is given twice.
func BenchmarkJSONLine(b *testing.B) {
	const line = `{"id":"enterprise-0000012","type":"Lab","name":{"zh":"企业12号","en":"Enterprise 12"},"status":"existing","basis":"stated"}`
	b.Run("own", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, bad := parseJSON(line); bad != nil {
				b.Fatal(bad)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			tokens := 0
			for d := json.NewDecoder(strings.NewReader(line)); ; tokens++ {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
			if tokens != 17 {
				b.Fatalf("%d tokens", tokens)
			}
		}
	})
}

// BenchmarkSlug checks one id, here and in package graph.
func BenchmarkSlug(b *testing.B) {
	for name, valid := range map[string]func(string) bool{"own": validSlug, "graph": graph.ValidSlug} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if !valid("enterprise-0000012") {
					b.Fatal("refused")
				}
			}
		})
	}
}
