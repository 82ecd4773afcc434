package ingest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/innograph/innograph/graph"
)

func gz(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zst(t testing.TB, s string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// TestBadInputs checks every message word for word, and that nothing of a refused
// row is read.
func TestBadInputs(t *testing.T) {
	var out strings.Builder
	dir := t.TempDir()
	try := func(name string, files ...string) {
		fmt.Fprintf(&out, "== %s\n", name)
		for i, f := range files {
			files[i] = filepath.Join(dir, f)
		}
		o := Options{MaxErrors: -1, OnError: func(e *RowError) { fmt.Fprintln(&out, e) }}
		got, summary, err := collect(t, o, files...)
		if err != nil {
			if graph.KindOf(err) != graph.Invalid {
				t.Errorf("%s: the error %v is not of kind Invalid", name, err)
			}
			fmt.Fprintln(&out, "error:", err)
		} else {
			fmt.Fprintf(&out, "rows %d, bad %d, statements %d\n", summary.Rows, summary.Bad, len(got))
		}
	}
	write := func(name, content string) string {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, c := range badCSV {
		try("csv: "+c.name, write("x.csv", c.content))
	}
	try("ndjson", write("x.ndjson", strings.Join(badNDJSON, "\n")))
	for _, c := range badNQuads {
		try("nquads: "+c.name, write("x.nq", c.content))
	}
	try("two groups", write("one.csv", "x:ID(One),:LABEL\na,Lab\nb,Lab\n"), write("none.csv", "x:ID,:LABEL\na,Lab\nc,Lab\n"), write("two.csv", "x:ID(Two),:LABEL\nb,Lab\nc,Lab\nd,Lab\n"))
	try("an indicator that comes too late", write("late.csv", ":ID,:LABEL,gdp:int\na,Lab,1\n"), write("gdp.csv", ":ID,:LABEL\ngdp,Indicator\n"))
	try("an indicator that is missing", "gdp.csv", write("typo.csv", ":ID,:LABEL,gpd:int\na,Lab,1\n"))
	try("no such file", "missing.csv")
	try("unknown kinds, a folder, an empty file", write("x.cvs", "a"), write("x.gz", "a"), write("x", "a"), write("empty.csv", ""), write("empty.nq", ""), "../"+filepath.Base(dir)+"/x")
	if err := os.Mkdir(filepath.Join(dir, "folder.csv"), 0o755); err != nil {
		t.Fatal(err)
	}
	try("a folder", "folder.csv")
	try("the same file twice", "gdp.csv", "gdp.csv")
	try("empty lines", write("blank.ndjson", "\n\n"), write("blank.nq", " \n"))

	long := edgeHeader + strings.Repeat("a,b,part-of\nb,a,supports\n", 50_000)
	try("truncated gzip", write("short.csv.gz", gz(t, long)[:len(gz(t, long))/2]))
	try("gzip that holds less than a header", write("head.csv.gz", gz(t, long)[:12]))
	sum := len(gz(t, long)) - 8
	try("damaged gzip", write("damaged.csv.gz", gz(t, long)[:sum]+"xxxx"+gz(t, long)[sum+4:]))
	try("no gzip", write("plain.csv.gz", long[:100]))
	try("gzip without its name", write("packed.csv", gz(t, long)))
	try("gzip with something behind it", write("tail.csv.gz", gz(t, long)+"tail that is no gzip"))
	try("truncated Zstandard", write("short.ndjson.zst", zst(t, strings.Repeat(`{"source":"a","target":"b","relation":"part-of"}`+"\n", 10))[:40]))
	try("no Zstandard", write("plain.nq.zst", "plain"))
	try("Zstandard without its name", write("packed.nq", zst(t, long)))
	try("a record without end", write("long.csv", nodeHeader+"a,Lab,b\nc,Lab,\""+strings.Repeat("x\n", maxRecord/2+chunkSize)))
	try("a line that is one byte too long", write("byte.ndjson", strings.Repeat("x", maxRecord+1)+"\n{}"))
	// A frame of RFC 8878 with one raw block and a window of 1<<(10+exponent).
	for _, exponent := range []byte{17, 18} {
		frame := "\x28\xb5\x2f\xfd\x00" + string([]byte{exponent << 3, byte(len(edgeHeader)<<3 | 1), 0, 0}) + edgeHeader
		try(fmt.Sprintf("Zstandard with a window of %d MiB", 1<<(exponent-10)), write("window.csv.zst", frame))
	}
	try("a line without end", write("long.ndjson", "{}\n"+strings.Repeat("x", maxRecord+chunkSize)+"\n{}"))

	got := strings.ReplaceAll(out.String(), dir+string(filepath.Separator), "")
	golden := filepath.Join("testdata", "bad.golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the messages differ from %s; look at the difference after go test -update:\n%s", golden, got)
	}
}

func TestMaxErrors(t *testing.T) {
	path := file(t, "x.csv", edgeHeader+strings.Repeat("a,b,part-of\na,b,bad\n", 10))
	for most := -1; most < 12; most++ {
		told := 0
		got, summary, err := collect(t, Options{MaxErrors: most, OnError: func(e *RowError) {
			if told++; e.File != path || e.Line != 1+2*told {
				t.Errorf("error %d is at %s:%d", told, e.File, e.Line)
			}
		}}, path)
		want := most + 1
		if most < 0 || most >= 10 {
			want = 10
		}
		if told != want || summary.Bad != int64(want) {
			t.Errorf("%d errors allowed: %d told, %d counted, want %d", most, told, summary.Bad, want)
		}
		var bad *BadRows
		if stopped := most >= 0 && most < 10; stopped != errors.As(err, &bad) || !stopped && (err != nil || len(got) != 1) {
			t.Errorf("%d errors allowed: %v, %d statements", most, err, len(got))
		}
		if most == 2 {
			want := fmt.Sprintf("3 bad rows, where 2 are allowed; they are:\n  %[1]s:3: :TYPE: unknown relation \"bad\"\n  %[1]s:5: :TYPE: unknown relation \"bad\"\n  %[1]s:7: :TYPE: unknown relation \"bad\"", path)
			if err.Error() != want || graph.KindOf(err) != graph.Invalid {
				t.Errorf("got %q, want %q", err, want)
			}
		}
		if most == 8 && !strings.HasPrefix(err.Error(), "9 bad rows, where 8 are allowed; the first of them:\n") {
			t.Errorf("got %q", err)
		}
	}
}
