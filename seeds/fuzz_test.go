package seeds

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"
)

// seedFiles gives a fuzz target the files of the small pack, the embedded ones
// and a few that are hostile.
func seedFiles(f *testing.F) {
	for _, fsys := range []fs.FS{base(f), FS} {
		err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			f.Add(data)
			return err
		})
		if err != nil {
			f.Fatal(err)
		}
	}
	for _, s := range []string{
		"", "a", "[[[[", "{a: {b: [", "- - -", "? a\n: b", "&a *a", "a: |\n  b\n", "a: >-\n\n\n  b", "\"\\ud800\"", "'", "a: !!b c",
		"entities: [{id: a, id: b, refs: [{}, x, [y]]}]", "statements:\n- {subject: east-city, relation: part-of, object: east-city}",
		"observations: [{value: 1e400}, {value: -0}, {value: 0x1}]", "a:\r\n- b\r\n", "\ufeffa: b",
	} {
		f.Add([]byte(s))
	}
}

// FuzzPrescan checks that what passes can be parsed and decoded in little time,
// whatever it holds, and that problems stand in places that exist.
func FuzzPrescan(f *testing.F) {
	seedFiles(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		err := Prescan(data)
		var problems Errors
		if err != nil && !errors.As(err, &problems) {
			t.Fatalf("the error is %v", err)
		}
		for i := range problems {
			problems[i].File = "data"
		}
		checkPlaces(t, fstest.MapFS{"data": file(string(data))}, problems)
		d := &document{data: data}
		root := d.parse()
		if (err != nil) && root != nil {
			t.Error("what Prescan refuses was parsed")
		}
		if root != nil {
			var decl packFile
			decoder{d}.into(root, &decl, &field{name: "the file"})
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// FuzzLoad checks that a pack with an arbitrary file is either loaded, with valid
// statements that all have a place, or refused with places that exist.
func FuzzLoad(f *testing.F) {
	seedFiles(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := base(t)
		fsys["packs/demo/labs.yaml"] = file(string(data))
		start := time.Now()
		b, err := Load(fsys)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
		if err != nil {
			var problems Errors
			if !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("the error is %v", err)
			}
			if err.Error() == "" {
				t.Error("the error says nothing")
			}
			checkPlaces(t, fsys, problems)
			return
		}
		for _, s := range b.Statements {
			if err := s.Validate(); err != nil {
				t.Error(err)
			}
			if at, ok := b.Position(s.ID); !ok || at.Line < 1 || at.Column < 1 {
				t.Errorf("%s stands at %v", show(s), at)
			}
		}
	})
}
