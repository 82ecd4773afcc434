package seeds

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/innograph/innograph/graph"
)

// compiled is the schema of a kind of file, checked against the meta-schema.
func compiled(t *testing.T, kind string, o *graph.Ontology) *jsonschema.Schema {
	t.Helper()
	data, err := Schema(kind, o)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("mem:///"+kind, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("mem:///" + kind)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML the way an editor's checker does.
func asJSON(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func kindOf(file string) string {
	switch {
	case strings.HasPrefix(file, "ontology/"):
		return SchemaOntology
	case path.Base(file) == "pack.yaml":
		return SchemaPack
	}
	return SchemaPackFile
}

// TestSchemaAccepts checks that the schemas accept everything that Load accepts:
// the embedded files and the small pack.
func TestSchemaAccepts(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"embedded": FS, "base": base(t)} {
		b, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		schemas := map[string]*jsonschema.Schema{}
		for _, kind := range SchemaKinds() {
			schemas[kind] = compiled(t, kind, b.Ontology)
		}
		checked := map[string]int{}
		err = fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
			if err != nil || path.Ext(file) != ".yaml" {
				return err
			}
			data, err := fs.ReadFile(fsys, file)
			if err != nil {
				return err
			}
			checked[kindOf(file)]++
			if err := schemas[kindOf(file)].Validate(asJSON(t, data)); err != nil {
				t.Errorf("%s: %s: %v", name, file, err)
			}
			return nil
		})
		if err != nil || len(checked) != 3 {
			t.Errorf("%s: checked %v, error %v", name, checked, err)
		}
	}
}

// TestSchemaRefuses checks that the schemas refuse what is wrong within one
// file: each line of testdata/schema.txtar is a mistake of its own.
func TestSchemaRefuses(t *testing.T) {
	b := load(t, base(t))
	archive, err := txtar.ParseFile(filepath.Join("testdata", "schema.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		kind, template, _ := strings.Cut(f.Name, " ")
		s := compiled(t, kind, b.Ontology)
		cases := strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		for i, c := range cases {
			data := strings.ReplaceAll(template, "…", c)
			err := s.Validate(asJSON(t, []byte(data)))
			// The first line of each group is without a mistake.
			if good := i == 0; (err == nil) != good {
				t.Errorf("%s: %s: the error is %v", kind, data, err)
			}
		}
	}
}

func TestSchemaIsStable(t *testing.T) {
	o := load(t, base(t)).Ontology
	for _, kind := range SchemaKinds() {
		a, _ := Schema(kind, o)
		b, _ := Schema(kind, load(t, base(t)).Ontology)
		if !bytes.Equal(a, b) || !json.Valid(a) {
			t.Errorf("the schema of %s differs between two runs", kind)
		}
	}
	_, err := Schema("packs", o)
	if graph.KindOf(err) != graph.NotFound || !strings.HasSuffix(err.Error(), "did you mean pack?") {
		t.Errorf("an unknown kind gives %v", err)
	}
}

// TestSchemaDescribes checks that every key of the format has a description, for
// editors to show.
func TestSchemaDescribes(t *testing.T) {
	o := load(t, base(t)).Ontology
	for _, kind := range SchemaKinds() {
		data, err := Schema(kind, o)
		if err != nil {
			t.Fatal(err)
		}
		var top struct {
			Properties map[string]map[string]any
			Defs       map[string]struct {
				Properties map[string]map[string]any
			} `json:"$defs"`
		}
		if err := json.Unmarshal(data, &top); err != nil {
			t.Fatal(err)
		}
		keys := 0
		check := func(in string, properties map[string]map[string]any) {
			for key, p := range properties {
				keys++
				if d, _ := p["description"].(string); d == "" {
					t.Errorf("%s: %s.%s has no description", kind, in, key)
				}
			}
		}
		check("file", top.Properties)
		for name, def := range top.Defs {
			check(name, def.Properties)
		}
		if keys < 10 {
			t.Errorf("%s has %d keys", kind, keys)
		}
	}
}
