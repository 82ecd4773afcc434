package ingest

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/export"
)

// noLeak checks that a test leaves no goroutine behind.
func noLeak(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		for range 100 {
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
	})
}

var samples = map[string]string{
	".csv":    ":START_ID,:END_ID,:TYPE\r\na,b,part-of\r\nb,a,supports\r\n",
	".ndjson": `{"source":"a","target":"b","relation":"part-of"}` + "\n" + `{"source":"b","target":"a","relation":"supports"}`,
	".nq": "<urn:innograph:entity:a> <urn:innograph:relation:part-of> <urn:innograph:entity:b> .\n" +
		"<urn:innograph:entity:b> <urn:innograph:relation:supports> <urn:innograph:entity:a> .",
}

var sampleStatements = identified(
	graph.Statement{Subject: "a", Relation: "part-of", Object: graph.EntityValue("b")},
	graph.Statement{Subject: "b", Relation: "supports", Object: graph.EntityValue("a")})

func TestEveryKindOfFile(t *testing.T) {
	noLeak(t)
	for ext, doc := range samples {
		for _, f := range []struct{ ext, content string }{{ext, doc}, {ext + ".gz", gz(t, doc)}, {strings.ToUpper(ext) + ".zst", zst(t, doc)}, {ext + ".gz", gz(t, doc[:5]) + gz(t, doc[5:])}} {
			path := file(t, "x"+f.ext, f.content)
			got, summary, err := collect(t, Options{}, path)
			if err != nil {
				t.Fatalf("%s: %v", f.ext, err)
			}
			sameStatements(t, got, sampleStatements)
			want := int64(len(f.content))
			if ext == ".nq" {
				want *= 2
			}
			if summary.Bytes != want {
				t.Errorf("%s: %d bytes of %d", f.ext, summary.Bytes, want)
			}
			got, _, err = collect(t, Options{Stdin: strings.NewReader(f.content)}, "-")
			if ext == ".nq" {
				if err == nil || err.Error() != "-: N-Quads are read twice and so cannot come from a pipe; write them to a file first" {
					t.Errorf("standard input: %v", err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s from standard input: %v", f.ext, err)
			}
			sameStatements(t, got, sampleStatements)
		}
	}
	for _, name := range []string{"a.txt", "a.gz", "csv", "a.csv.bz2", "pack.yaml"} {
		if _, _, err := kindOf(name); graph.KindOf(err) != graph.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, _, err := collect(t, Options{Stdin: strings.NewReader(":start_id,:end_id,:type\na,b,part-of\nb,a,supports\n")}, "-")
	if err != nil {
		t.Fatal(err)
	}
	sameStatements(t, got, sampleStatements)
	for content, want := range map[string]string{
		"":                             "-: the file is empty",
		"a,b\n":                        `-: this is neither CSV with a header such as "name:ID" or ":START_ID", nor NDJSON, nor N-Quads`,
		bom:                            "-: the file is empty",
		gz(t, samples[".ndjson"])[:30]: "-:1: the gzip data ends too early: the file is truncated",
		edgeHeader + "a,b,part-of\na,b,\"part-of\nx": `-:3: the quote that opens column 3 in line 3 is never closed; what follows it is lost`,
	} {
		if _, _, err := collect(t, Options{Stdin: strings.NewReader(content)}, "-"); err == nil || err.Error() != want {
			t.Errorf("%q from standard input: %v", content, err)
		}
	}
}

// TestOwnExport reads both tables of export's csv format.
func TestOwnExport(t *testing.T) {
	for seed := range uint64(30) {
		g := build(t, testOntology, slices.DeleteFunc(randomStatements(seed), func(s graph.Statement) bool {
			// A spreadsheet's formula, a semicolon in a list and an empty text have no place in the format.
			text := s.Object.String()
			return (s.Relation == graph.RelAlias || s.Relation == graph.RelAsPrinted) && (text == "" || strings.ContainsAny(text, ";\t\r"))
		}))
		got, _, err := collect(t, Options{},
			file(t, "nodes.csv", exported(t, "csv", g.Whole(), export.Options{Table: "nodes", BOM: true})),
			file(t, "edges.csv", exported(t, "csv", g.Whole(), export.Options{Table: "edges"})))
		if err != nil {
			t.Fatal(err)
		}
		_, want := content(g)
		_, nodes := content(build(t, testOntology, got))
		for id, n := range want {
			n.Degree = nodes[id].Degree // parallel edges that differ in qualifiers alone become one
			n.Name.Zh, n.Name.En = strings.ReplaceAll(n.Name.Zh, "\r\n", "\n"), strings.ReplaceAll(n.Name.En, "\r\n", "\n")
			if !reflect.DeepEqual(n, nodes[id]) {
				t.Fatalf("got %+v, want %+v", nodes[id], n)
			}
		}
	}
}

func TestCancelled(t *testing.T) {
	noLeak(t)
	path := file(t, "x.csv", edgeHeader+strings.Repeat("a,b,part-of\n", 200_000))
	stop := errors.New("enough")
	for after := range 4 {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		summary, err := Read(ctx, []string{path}, Options{Ontology: testOntology}, func(*Batch) error {
			if n++; n > after {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) || n > after+5 {
			t.Errorf("cancelled after %d batches: %v after %d", after, err, n)
		}
		if summary.Files != 0 {
			t.Errorf("the summary of a cancelled reading is %+v", summary)
		}
		n = 0
		_, err = Read(t.Context(), []string{path}, Options{Ontology: testOntology}, func(*Batch) error {
			if n++; n > after {
				return stop
			}
			return nil
		})
		if err != stop || n != after+1 {
			t.Errorf("stopped after %d batches: %v after %d", after, err, n)
		}
		cancel()
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, []string{path}, Options{Ontology: testOntology}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	if _, err := Read(t.Context(), []string{path}, Options{}, nil); graph.KindOf(err) != graph.Invalid {
		t.Errorf("without an ontology: %v", err)
	}
}

// TestCancelledWhileStandardInputWaits checks that Read does not wait for input
// that never comes.
func TestCancelledWhileStandardInputWaits(t *testing.T) {
	noLeak(t)
	in, out := io.Pipe()
	defer out.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := Read(ctx, []string{"-"}, Options{Ontology: testOntology, Stdin: in}, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestProgressAndBatches(t *testing.T) {
	const rows = 300_000
	doc := edgeHeader + strings.Repeat("a,b,part-of\n", rows)
	dir := t.TempDir()
	var paths []string
	total := int64(0)
	for _, f := range []struct{ name, content string }{{"a.csv", doc}, {"b.csv.gz", gz(t, doc)}, {"c.nq", samples[".nq"]}} {
		paths = append(paths, filepath.Join(dir, f.name))
		if err := os.WriteFile(paths[len(paths)-1], []byte(f.content), 0o644); err != nil {
			t.Fatal(err)
		}
		total += int64(len(f.content))
	}
	total += int64(len(samples[".nq"]))
	var told []Progress
	line := map[string]uint32{}
	began := time.Now()
	summary, err := Read(t.Context(), paths, Options{Ontology: testOntology, OnProgress: func(p Progress) { told = append(told, p) }}, func(b *Batch) error {
		if len(b.Statements) > batchSize+64 {
			t.Errorf("a batch of %d", len(b.Statements))
		}
		for _, n := range b.Lines {
			if want := max(line[b.File]+1, 2); b.File != paths[2] && n != want {
				t.Errorf("%s:%d follows, want %d", b.File, n, want)
			}
			line[b.File] = n
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if most := int(time.Since(began)/(100*time.Millisecond)) + 3; len(told) > most || len(told) == 0 {
		t.Errorf("progress was told %d times, expected at most %d", len(told), most)
	}
	for i, p := range told {
		if p.Total != total || p.Bytes > total || i > 0 && (p.Bytes < told[i-1].Bytes || p.Rows < told[i-1].Rows) {
			t.Errorf("progress %d is %+v of %d bytes", i, p, total)
		}
	}
	_, err = Read(t.Context(), []string{paths[0], stdin}, Options{Ontology: testOntology, Stdin: strings.NewReader(samples[".csv"]), OnProgress: func(p Progress) {
		if p.Total != 0 {
			t.Errorf("with standard input, all files have %d bytes", p.Total)
		}
	}}, func(*Batch) error { return nil })
	if err != nil {
		t.Error(err)
	}
	last := told[len(told)-1]
	if last.Bytes != total || last.Rows != 2*rows+2 || last.Statements != 2*rows+2 || summary.Statements != last.Statements || summary.Bytes != total || summary.Files != 3 {
		t.Errorf("at the end: %+v, %+v", last, summary)
	}
}
