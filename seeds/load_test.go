package seeds

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/innograph/innograph/graph"
)

func load(t testing.TB, fsys fstest.MapFS, opts ...Option) *Bundle {
	t.Helper()
	b, err := Load(fsys, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestStatements checks every statement of a small pack, one a line, with its
// place.
func TestStatements(t *testing.T) {
	b := load(t, base(t))
	var lines []string
	for _, s := range b.Statements {
		at, ok := b.Position(s.ID)
		if !ok {
			t.Errorf("%v has no position", s)
		}
		lines = append(lines, fmt.Sprintf("%s %s", at, show(s)))
	}
	slices.Sort(lines)
	got := strings.Join(lines, "\n") + "\n"
	golden := filepath.Join("testdata", "statements.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	sameLines(t, got, string(want))
}

// show writes all of a statement but its id in one line.
func show(s graph.Statement) string {
	value := func(v graph.Value) string {
		out := fmt.Sprintf("%s:%s", v.Kind(), v)
		if v.Lang() != "" {
			out += "@" + v.Lang()
		}
		return out
	}
	out := fmt.Sprintf("%s %s %s (%s, %s)", s.Subject, s.Relation, value(s.Object), s.Status, s.Basis)
	for _, q := range s.Qualifiers {
		out += fmt.Sprintf(" %s=%s", q.Name, value(q.Value))
	}
	for _, r := range s.References {
		out += fmt.Sprintf(" [%s §%s %s]", r.Source, r.Section, strings.Join(r.Terms, "|"))
	}
	return out
}

func TestBundle(t *testing.T) {
	b := load(t, base(t))
	want := []PackInfo{{
		ID: "demo", Title: graph.Text{Zh: "示例", En: "Example"},
		Source: SourceInfo{
			ID: "demo-report", Name: graph.Text{Zh: "示例报告", En: "Example report"}, Language: "zh", File: "demo.txt",
			SHA256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
			Sections: []SectionInfo{
				{ID: "1", Title: graph.Text{Zh: "甲", En: "First"}, Heading: "一、甲"},
				{ID: "1.2", Title: graph.Text{Zh: "乙", En: "Second"}},
			},
		},
		Files:    []string{"packs/demo/labs.yaml", "packs/demo/pack.yaml", "packs/demo/places.yaml"},
		Entities: 5, Observations: 4, Statements: len(b.Statements),
	}}
	if !reflect.DeepEqual(b.Packs, want) {
		t.Errorf("the packs are\n%+v\nwanted\n%+v", b.Packs, want)
	}
	if _, ok := b.Position("s-aaaaaaaaaaaaaaaaaaaa"); ok {
		t.Error("a statement that is not there has a position")
	}
	r, _ := b.Ontology.Relation("twinned-with")
	wantInverse := graph.Inverse{ID: "twinned-with", Label: graph.Text{Zh: "结对", En: "twinned with"}}
	wantSentence := graph.Text{Zh: "{object}与{subject}结对", En: "{object} is twinned with {subject}"}
	if r.Inverse != wantInverse || r.InverseSentence != wantSentence {
		t.Errorf("a symmetric relation has the inverse %v, read as %v", r.Inverse, r.InverseSentence)
	}
	if r, _ := b.Ontology.Relation("part-of"); !r.Acyclic || !r.Containment || r.Inverse.ID != "has-part" {
		t.Errorf("part-of is %+v", r)
	}
	if q, _ := b.Ontology.Qualifier("flag"); !q.Repeatable || len(q.OneOf) != 2 {
		t.Errorf("flag is %+v", q)
	}
}

// TestOrderOfFiles checks that neither the names of the files nor how the
// declarations are spread over them changes what is loaded.
func TestOrderOfFiles(t *testing.T) {
	want := load(t, base(t))
	fsys := base(t)
	rename := func(from, to string) {
		fsys[to] = fsys[from]
		delete(fsys, from)
	}
	rename("ontology/types.yaml", "ontology/a.yaml")
	rename("ontology/relations.yaml", "ontology/z.yaml")
	rename("packs/demo/places.yaml", "packs/demo/a.yaml")
	labs := string(fsys["packs/demo/labs.yaml"].Data)
	entities, observations, _ := strings.Cut(labs, "observations:\n")
	delete(fsys, "packs/demo/labs.yaml")
	fsys["packs/demo/y.yaml"] = &fstest.MapFile{Data: []byte("observations:\n" + observations)}
	fsys["packs/demo/z.yaml"] = &fstest.MapFile{Data: []byte(entities)}

	got := load(t, fsys)
	if !reflect.DeepEqual(got.Statements, want.Statements) {
		t.Errorf("%d statements, not the %d of before", len(got.Statements), len(want.Statements))
	}
	if !reflect.DeepEqual(got.Ontology, want.Ontology) {
		t.Error("the ontology is another")
	}
}

// TestJSON checks that JSON, compact or indented, is read like YAML, and a file
// with CRLF and a byte order mark like one without.
func TestJSON(t *testing.T) {
	want := ids(load(t, base(t)))
	for name, encode := range map[string]func(any) ([]byte, error){
		"compact":  json.Marshal,
		"indented": func(v any) ([]byte, error) { return json.MarshalIndent(v, "", "  ") },
	} {
		fsys := fstest.MapFS{}
		for path, f := range base(t) {
			var v any
			if err := yaml.Unmarshal(f.Data, &v); err != nil {
				t.Fatal(err)
			}
			data, err := encode(v)
			if err != nil {
				t.Fatal(err)
			}
			fsys[strings.TrimSuffix(path, ".yaml")+".json"] = &fstest.MapFile{Data: data}
		}
		if got := ids(load(t, fsys)); !slices.Equal(got, want) {
			t.Errorf("%s JSON gives other statements than YAML", name)
		}
	}
	fsys := fstest.MapFS{}
	for path, f := range base(t) {
		data := "\uFEFF" + strings.ReplaceAll(string(f.Data), "\n", "\r\n")
		fsys[path] = &fstest.MapFile{Data: []byte(data)}
	}
	if got := ids(load(t, fsys)); !slices.Equal(got, want) {
		t.Error("CRLF and a byte order mark give other statements")
	}
}

func ids(b *Bundle) []string {
	var out []string
	for _, s := range b.Statements {
		out = append(out, s.ID)
	}
	return out
}

// second is a pack that uses, and declares again, entities of the small pack.
var second = []txtar.File{
	{Name: "pack.yaml", Data: []byte(`
pack: second
title: {zh: 第二, en: Second}
source:
  id: second-report
  type: Report
  name: {zh: 第二报告, en: Second report}
  language: zh
  sections: [{id: "1", title: {zh: 甲, en: First}}]
`)},
	{Name: "all.yaml", Data: []byte(`
entities:
  - id: east-city
    type: City
    name: {zh: 东城, en: East City}
    as_printed: [东诚, 东成]
    refs: [{section: "1", terms: [东成]}]
statements:
  - {subject: first-lab, relation: located-in, object: east-city, refs: [{section: "1", terms: [东成]}]}
  - {subject: first-lab, relation: headcount, value: 120, refs: [{source: demo-report, section: "1.2", terms: [120人]}]}
`)},
}

// TestSeveralPacks checks what two packs make together: an entity that both
// declare has one type and one name with the references of both, a printed form
// has those of the packs that list it, and a statement that both make is one.
func TestSeveralPacks(t *testing.T) {
	over := slices.Clone(second)
	for i := range over {
		over[i].Name = "packs/second/" + over[i].Name
	}
	b := load(t, base(t, over...))
	var got []string
	for _, s := range b.Statements {
		if s.Subject == "east-city" && (s.Relation == graph.RelType || s.Relation == graph.RelName || s.Relation == graph.RelAsPrinted) || s.Relation == "headcount" {
			got = append(got, show(s))
		}
	}
	slices.Sort(got)
	want := []string{
		"east-city as-printed string:东成 (existing, stated) [second-report §1 东成]",
		"east-city as-printed string:东诚 (existing, stated) [demo-report §1 东城] [second-report §1 东成]",
		"east-city name string:East City@en (existing, inferred) [demo-report §1 东城] [second-report §1 东成]",
		"east-city name string:东城@zh (existing, stated) [demo-report §1 东城] [second-report §1 东成]",
		"east-city type string:City (existing, stated) [demo-report §1 东城] [second-report §1 东成]",
		"first-lab headcount integer:120 (existing, stated) [demo-report §1.2 120人]",
	}
	sameLines(t, strings.Join(got, "\n"), strings.Join(want, "\n"))
	// Both make the headcount; what describes an entity counts for the first.
	if n := b.Packs[0].Statements + b.Packs[1].Statements; n != len(b.Statements)+1 {
		t.Errorf("the packs count %d statements, but there are %d", n, len(b.Statements))
	}
	if len(b.Packs) != 2 || b.Packs[0].ID != "demo" || b.Packs[1].ID != "second" {
		t.Errorf("the packs are %+v", b.Packs)
	}
}

func TestPrintedIn(t *testing.T) {
	refs := []graph.Reference{{Terms: []string{"东城", "14\u3000家", "实验 室"}}, {Terms: []string{"西城", "2\u00a0/5"}}}
	for printed, want := range map[string]bool{
		"14家": true, "14 家": true, "1 4家实\u3000验室": true, "2/5": true, "城14": true,
		"15家": false, "室西城": false, "14家室": false,
	} {
		if printedIn(printed, refs) != want {
			t.Errorf("%q: %v", printed, !want)
		}
	}
}

func TestWithPackDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "second")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range second {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := load(t, base(t), WithPackDir(dir+"/"))
	if len(b.Packs) != 2 {
		t.Fatalf("%d packs", len(b.Packs))
	}
	if got, want := b.Packs[1].Files, []string{filepath.ToSlash(dir) + "/all.yaml", filepath.ToSlash(dir) + "/pack.yaml"}; !slices.Equal(got, want) {
		t.Errorf("the files are called %v, not %v", got, want)
	}

	// Packs are sorted by id, whatever the order in which they are found.
	early := filepath.Join(filepath.Dir(dir), "a-pack")
	if err := os.Mkdir(early, 0o755); err != nil {
		t.Fatal(err)
	}
	data := strings.NewReplacer("pack: second", "pack: a-pack", "second-report", "a-report").Replace(string(second[0].Data))
	if err := os.WriteFile(filepath.Join(early, "pack.yaml"), []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	if b := load(t, base(t), WithPackDir(dir), WithPackDir(early)); len(b.Packs) != 3 || b.Packs[0].ID != "a-pack" || b.Packs[1].ID != "demo" {
		t.Errorf("the packs are %+v", b.Packs)
	}

	var problems Errors
	if _, err := Load(base(t), WithPackDir(dir), WithPackDir(dir)); !errors.As(err, &problems) || !strings.Contains(err.Error(), `the pack "second" is loaded twice`) {
		t.Errorf("the same folder twice gives %v", err)
	}
	if _, err := Load(base(t), WithPackDir(filepath.Join(dir, "none"))); !errors.Is(err, os.ErrNotExist) || errors.As(err, &problems) {
		t.Errorf("a missing folder gives %v", err)
	}
	if _, err := Load(base(t), WithPackDir(filepath.Join(dir, "pack.yaml"))); err == nil || errors.As(err, &problems) {
		t.Errorf("a file in place of a folder gives %v", err)
	}
	if _, err := Load(fstest.MapFS{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no ontology gives %v", err)
	}
}
