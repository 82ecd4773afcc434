package seeds

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/innograph/innograph/graph"
)

// hangzhouFiles are the files of the embedded pack, pack.yaml first.
func hangzhouFiles(t testing.TB) [][]byte {
	t.Helper()
	const dir = "packs/hangzhou-report"
	entries, err := fs.ReadDir(FS, dir)
	if err != nil {
		t.Fatal(err)
	}
	var files [][]byte
	for _, e := range entries {
		data, err := fs.ReadFile(FS, path.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == "pack.yaml" {
			files = slices.Insert(files, 0, data)
		} else {
			files = append(files, data)
		}
	}
	return files
}

func jsonOf(t testing.TB, files [][]byte) []byte {
	t.Helper()
	all := make([]any, len(files))
	for i, f := range files {
		if err := yaml.Unmarshal(f, &all[i]); err != nil {
			t.Fatal(err)
		}
	}
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// An upload says what the folder says, in YAML and in JSON.
func TestUploadIsThePack(t *testing.T) {
	want, err := LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	files := hangzhouFiles(t)
	for name, u := range map[string]Upload{"YAML": {Data: bytes.Join(files, []byte("\n---\n"))}, "JSON": {jsonOf(t, files), true}} {
		got, err := ReadUpload(u, nil)
		if err != nil {
			t.Fatalf("%s: %.2000v", name, err)
		}
		if len(got.Packs) != 1 || got.Packs[0].ID != "hangzhou-report" || got.Packs[0].Source.ID != "hangzhou-report" {
			t.Errorf("%s: %+v", name, got.Packs)
		}
		ids := func(b *Bundle) (all []string) {
			for _, s := range b.Statements {
				all = append(all, s.ID)
			}
			return all
		}
		if !slices.Equal(ids(got), ids(want)) {
			t.Errorf("%s: %d statements, want %d", name, len(got.Statements), len(want.Statements))
		}
	}
}

const smallPack = `pack: small
title: {zh: 小, en: Small}
source:
  id: small-source
  type: Report
  name: {zh: 小报告, en: Small report}
  language: zh
  sections:
    - {id: "1", title: {zh: 一, en: One}}
---
entities:
  - id: small-lab
    type: Laboratory
    name: {zh: 小实验室, en: Small laboratory}
    refs: [{section: "1", terms: [小实验室]}]
    statements:
      - {relation: located-in, object: hangzhou, refs: [{section: "1", terms: [小实验室]}]}
`

func TestUploadMayMentionWhatIsKnown(t *testing.T) {
	if _, err := ReadUpload(Upload{Data: []byte(smallPack)}, nil); err == nil || !strings.Contains(err.Error(), `body:17:40: unknown entity "hangzhou"`) {
		t.Errorf("%v", err)
	}
	b, err := ReadUpload(Upload{Data: []byte(smallPack)}, maps.All(map[string]string{"hangzhou": "City"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Statements {
		if s.Subject == "hangzhou" {
			t.Errorf("the pack describes what it only mentions: %+v", s)
		}
	}
	var all []string
	for id := range KnownEntities(mustGraph(t)) {
		all = append(all, id)
	}
	if !slices.Contains(all, "hangzhou") || len(all) < 400 {
		t.Errorf("%d entities are known", len(all))
	}
}

func mustGraph(t testing.TB) *graph.Graph {
	t.Helper()
	b, err := LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Build(b.Ontology, func(yield func(graph.Statement, error) bool) {
		for _, s := range b.Statements {
			if !yield(s, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Mistakes are told at their places in the whole text.
func TestUploadMistakes(t *testing.T) {
	known := maps.All(map[string]string{"hangzhou": "City"})
	for _, c := range []struct {
		name, text   string
		json         bool
		line, column int
		says         string
	}{
		{"second document", strings.Replace(smallPack, "Laboratory\n", "Laboratry\n", 1), false, 13, 11, "Laboratory"},
		{"first document", strings.Replace(smallPack, "language: zh", "languages: zh", 1), false, 7, 3, "language"},
		{"syntax", smallPack + "  - [", false, 0, 0, ""},
		{"nothing", "\n---\n\n", false, 1, 1, "holds no pack"},
		{"many", strings.Repeat("a: 1\n---\n", MaxUploadFiles+1), false, 2*MaxUploadFiles + 1, 1, "at most 200"},
		{"no array", `{"id": "x"}`, true, 1, 1, "array"},
		{"cut", `[{"id": "x"}`, true, 1, 0, ""},
		{"empty array", `[]`, true, 1, 1, "holds no pack"},
		{"JSON", "[\n  {\"pack\": \"small\", \"titles\": \"zh\"}]", true, 2, 21, "title"},
		{"nested", "a: " + strings.Repeat("[", 4000), false, 1, 0, ""},
		{"anchors", "a: &x 1\nb: *x\n", false, 1, 0, ""},
	} {
		_, err := ReadUpload(Upload{[]byte(c.text), c.json}, known)
		var mistakes Errors
		if !errors.As(err, &mistakes) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		found := slices.ContainsFunc(mistakes, func(p Problem) bool {
			return (c.line == 0 || p.Line == c.line) && (c.column == 0 || p.Column == c.column) && strings.Contains(graph.Issue{Message: p.Message, Suggest: p.Suggest}.Text(), c.says)
		})
		if !found {
			t.Errorf("%s: want %d:%d %q in\n%v", c.name, c.line, c.column, c.says, mistakes)
		}
	}
}

func FuzzUpload(f *testing.F) {
	f.Add([]byte(smallPack), false)
	f.Add([]byte(`[{"id":"x"},{"entities":[]}]`), true)
	f.Add([]byte("---\n---\n"), false)
	f.Fuzz(func(t *testing.T, data []byte, isJSON bool) {
		_, err := ReadUpload(Upload{data, isJSON}, nil)
		var mistakes Errors
		if err != nil && !errors.As(err, &mistakes) {
			t.Errorf("%v", err)
		}
		for _, m := range mistakes {
			if m.Line < 1 || m.Column < 1 {
				t.Errorf("a mistake at %d:%d", m.Line, m.Column)
			}
		}
	})
}

// What is beyond the documents that are read is not looked at.
func TestUploadIsNotSplitFurther(t *testing.T) {
	many := 10 * MaxUploadFiles
	if parts := splitYAML([]byte(strings.Repeat("a: 1\n---\n", many))); len(parts) != MaxUploadFiles+1 {
		t.Errorf("YAML: %d documents", len(parts))
	}
	if parts, err := splitJSON([]byte("[" + strings.Repeat("{},", many) + "{}]")); err != nil || len(parts) != MaxUploadFiles+1 {
		t.Errorf("JSON: %d documents, %v", len(parts), err)
	}
}
