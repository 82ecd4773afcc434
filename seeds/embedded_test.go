package seeds

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
)

// TestEmbedded checks that what is compiled in loads without a mistake, and the
// same twice.
func TestEmbedded(t *testing.T) {
	b, err := LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	got := ids(b)
	if !slices.Equal(got, ids(again)) {
		t.Error("loading twice gives other statements")
	}
	if len(got) < 1000 || !slices.IsSorted(got) || len(slices.Compact(got)) != len(b.Statements) {
		t.Errorf("%d statements, sorted: %v", len(b.Statements), slices.IsSorted(got))
	}
	for _, s := range b.Statements {
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", show(s), err)
		}
		if s.Basis == graph.Stated && len(s.References) == 0 {
			t.Errorf("stated without a reference: %s", show(s))
		}
	}
	if _, err := Load(os.DirFS("."), labelled("seeds/")); err != nil {
		t.Errorf("the files on disk: %v", err)
	}
}

// TestEmbeddedFiles checks that every file of the ontology and the packs is
// compiled in.
func TestEmbeddedFiles(t *testing.T) {
	for _, pattern := range []string{"ontology/*", "packs/*/*"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal("no files", pattern, err)
		}
		for _, f := range files {
			onDisk, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if embedded, err := FS.ReadFile(filepath.ToSlash(f)); err != nil || string(embedded) != string(onDisk) {
				t.Errorf("%s is not compiled in: %v", f, err)
			}
		}
	}
}

// TestPositions checks that the place of a name is where the name stands, for
// every name of the embedded packs.
func TestPositions(t *testing.T) {
	b, err := LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string][]string{}
	checked := 0
	for _, s := range b.Statements {
		at, ok := b.Position(s.ID)
		if !ok {
			t.Fatalf("%s has no position", show(s))
		}
		if lines[at.File] == nil {
			name, inRepository := strings.CutPrefix(at.File, "seeds/")
			data, err := FS.ReadFile(name)
			if err != nil || !inRepository {
				t.Fatalf("%s is not the path of a file in the repository: %v", at.File, err)
			}
			lines[at.File] = strings.Split(string(data), "\n")
		}
		rest := string([]rune(lines[at.File][at.Line-1])[at.Column-1:])
		switch s.Relation {
		case graph.RelName, graph.RelAlias, graph.RelAsPrinted, graph.RelType:
			checked++
			if name := s.Object.String(); !strings.HasPrefix(strings.TrimLeft(rest, `"'`), name) {
				t.Errorf("%s: %q does not stand there but %q", at, name, rest)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d names were checked", checked)
	}
}

// TestErrorsInEmbeddedNames checks that messages name embedded files by their
// paths in the repository, and added folders by the path given.
func TestErrorsInEmbeddedNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "extra")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("entities: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := LoadEmbedded(WithPackDir(dir))
	var problems Errors
	if !errors.As(err, &problems) || len(problems) != 2 {
		t.Fatalf("the error is %v", err)
	}
	label := filepath.ToSlash(dir)
	want := label + "/a.yaml:1:11: entities must be a list, found the number 1\n" +
		"    entities: 1\n" +
		"              ^\n" +
		label + "/pack.yaml:1:1: this file is missing: it says what the pack is called and from which source it was made"
	if err.Error() != want {
		t.Errorf("got:\n%s\nwant:\n%s", err, want)
	}
}

func BenchmarkLoadEmbedded(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LoadEmbedded(); err != nil {
			b.Fatal(err)
		}
	}
}
