package seeds

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func file(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }

// base is the file system of testdata/base.txtar, with the files of an archive
// laid over it. A file that holds only DELETE is taken away, and one called want
// is left out.
func base(t testing.TB, over ...txtar.File) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "base.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range append(archive.Files, over...) {
		switch {
		case f.Name == "want":
		case string(f.Data) == "DELETE\n":
			delete(fsys, f.Name)
		default:
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return fsys
}

// TestProblems checks every message, with its place and excerpt.
func TestProblems(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join("testdata", "problems", "*.txtar"))
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var want []byte
			inputs := archive.Files
			for i, f := range archive.Files {
				if f.Name == "want" {
					want, inputs = f.Data, archive.Files[:i]
				}
			}
			b, err := Load(base(t, inputs...))
			var problems Errors
			if !errors.As(err, &problems) || b != nil {
				t.Fatalf("Load gave %v and the error %v; wanted nothing and Errors", b, err)
			}
			got := problems.Error() + "\n"
			if *update {
				archive.Files = append(inputs, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else {
				sameLines(t, got, string(want))
			}
			checkPlaces(t, base(t, inputs...), problems)

			// The ends of lines change nothing.
			crlf := base(t, inputs...)
			for name, f := range crlf {
				crlf[name] = file(strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
			}
			if _, err := Load(crlf); !errors.As(err, &problems) {
				t.Fatalf("with CRLF the error is %v", err)
			}
			sameLines(t, problems.Error()+"\n", got)
		})
	}
}

// sameLines reports the first line in which two texts differ.
func sameLines(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		switch {
		case i >= len(g):
			t.Fatalf("line %d is missing: %s", i+1, w[i])
		case i >= len(w):
			t.Fatalf("line %d is too much: %s", i+1, g[i])
		case g[i] != w[i]:
			t.Fatalf("line %d:\ngot  %s\nwant %s", i+1, g[i], w[i])
		}
	}
}

// checkPlaces checks that every problem stands in a line and column that exist,
// and shows that line. Problems of no line stand at 1:1.
func checkPlaces(t *testing.T, fsys fs.FS, problems Errors) {
	t.Helper()
	for _, p := range problems {
		data, err := fs.ReadFile(fsys, p.File)
		if p.Excerpt == "" && p.Line == 1 && p.Column == 1 {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", p.Position(), err)
			continue
		}
		lines := strings.Split(string(data), "\n")
		if p.Line < 1 || p.Line > len(lines) {
			t.Errorf("%s: there is no such line", p.Position())
			continue
		}
		line := strings.TrimSuffix(lines[p.Line-1], "\r")
		if n := len([]rune(line)); p.Column < 1 || p.Column > n+1 {
			t.Errorf("%s: the line has %d characters", p.Position(), n)
		}
		if (p.Excerpt == "") != (line == "") {
			t.Errorf("%s: the line %q is shown as %q", p.Position(), line, p.Excerpt)
		}
	}
}
