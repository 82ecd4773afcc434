package ingest

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/innograph/innograph/graph"
)

var update = flag.Bool("update", false, "write the golden files anew")

// testOntology has one of everything that the readers ask for.
var testOntology = graph.NewOntology(
	[]graph.EntityType{
		{ID: "Thing", Abstract: true},
		{ID: "Place", Parent: "Thing", Role: graph.RolePlace},
		{ID: "Corridor", Parent: "Place"},
		{ID: "Lab", Parent: "Thing"},
		{ID: "Report", Parent: "Thing", Role: graph.RoleSource},
		{ID: "Indicator", Parent: "Thing", Role: graph.RoleIndicator},
	},
	[]graph.Relation{
		{ID: "part-of", Inverse: graph.Inverse{ID: "contains"}, Domain: []string{"Thing"}, Range: []string{"Thing"}},
		{ID: "supports", Domain: []string{"Thing"}, Range: []string{"Thing"}},
		{ID: "member-count", Domain: []string{"Thing"}, Value: "integer"},
		{ID: "area", Domain: []string{"Thing"}, Value: "decimal"},
		{ID: "open", Domain: []string{"Thing"}, Value: "boolean"},
		{ID: "founded", Domain: []string{"Thing"}, Value: "time"},
		{ID: "level", Domain: []string{"Thing"}, Value: "string", OneOf: []string{"national", "provincial"}},
		{ID: "website", Domain: []string{"Thing"}, Value: "string"},
	},
	[]graph.QualifierType{
		{ID: "kind", Value: "string", OneOf: []string{"absolute", "ratio", "qualitative"}},
		{ID: "operator", Value: "string", OneOf: []string{"=", ">", "~"}},
		{ID: "note", Value: "string", Repeatable: true},
		{ID: "order", Value: "integer"},
		{ID: "share", Value: "decimal"},
		{ID: "sure", Value: "boolean"},
		{ID: "since", Value: "time"},
		{ID: "among", Value: "entity"},
	}, nil)

// file writes a file into the test's folder.
func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// collect reads files and answers the statements, identified and valid, without
// duplicates and in the order of their ids.
func collect(t testing.TB, o Options, files ...string) ([]graph.Statement, Summary, error) {
	t.Helper()
	if o.Ontology == nil {
		o.Ontology = testOntology
	}
	var out []graph.Statement
	summary, err := Read(t.Context(), files, o, func(b *Batch) error {
		if len(b.Lines) != len(b.Statements) || len(b.Lines) == 0 {
			t.Errorf("a batch has %d statements and %d lines", len(b.Statements), len(b.Lines))
		}
		for _, s := range b.Statements {
			if s.ID != "" {
				t.Errorf("%v has an id already", s)
			}
			id := s.Identify()
			if err := id.Validate(); err != nil {
				t.Errorf("%+v: %v", s, err)
			}
			out = append(out, id)
		}
		return nil
	})
	if err == nil && summary.Statements != int64(len(out)) {
		t.Errorf("the summary counts %d statements of %d", summary.Statements, len(out))
	}
	return canonical(out), summary, err
}

func canonical(list []graph.Statement) []graph.Statement {
	slices.SortFunc(list, func(a, b graph.Statement) int { return slices.Compare([]byte(a.ID), []byte(b.ID)) })
	return slices.CompactFunc(list, func(a, b graph.Statement) bool { return a.ID == b.ID })
}

// sameStatements compares two lists of identified statements.
func sameStatements(t testing.TB, got, want []graph.Statement) {
	t.Helper()
	want = canonical(slices.Clone(want))
	at := map[string]graph.Statement{}
	for _, s := range want {
		at[s.ID] = s
	}
	for _, s := range got {
		if _, ok := at[s.ID]; !ok {
			t.Errorf("read, but not meant: %+v", s)
		}
		delete(at, s.ID)
	}
	for _, s := range want {
		if _, missing := at[s.ID]; missing {
			t.Errorf("meant, but not read: %+v", s)
		}
	}
}
