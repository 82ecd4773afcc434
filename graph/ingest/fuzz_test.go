package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fuzzFormat reads anything as a file of one kind: nothing may panic, and what is
// read must be valid, which collect checks.
func fuzzFormat(f *testing.F, ext string, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		path := filepath.Join(t.TempDir(), "x"+ext)
		if err := os.WriteFile(path, []byte(doc), 0o644); err != nil {
			t.Fatal(err)
		}
		bad := int64(0)
		_, summary, err := collect(t, Options{MaxErrors: -1, OnError: func(*RowError) { bad++ }}, path)
		if err == nil && bad != summary.Bad {
			t.Errorf("%d bad rows, %d told", summary.Bad, bad)
		}
	})
}

func FuzzCSV(f *testing.F) {
	seeds := []string{nodeHeader + "a,Lab,\"x\ny\"\n",
		":ID,:LABEL,name.zh,alias:string[],former_id,status,basis,member-count,area,open,founded,level\na,Thing;Lab,x,y;z,b,planned,stated,1,2.5,true,2020-01-01,national\n",
		":START_ID,:END_ID,:TYPE,source,section,terms:string[],note:string[],order,share,sure,since,among\na,b,part-of,r,1,x;y,n,1,2,true,2020-01-01T00:00:00Z,c\n"}
	for _, c := range badCSV {
		seeds = append(seeds, c.content)
	}
	fuzzFormat(f, ".csv", seeds...)
}

func FuzzNDJSON(f *testing.F) { fuzzFormat(f, ".ndjson", append(badNDJSON, samples[".ndjson"])...) }

func FuzzNQuads(f *testing.F) {
	seeds := []string{samples[".nq"]}
	for _, c := range badNQuads {
		seeds = append(seeds, c.content)
		seeds = append(seeds, strings.SplitAfter(c.content, "\n")...)
	}
	fuzzFormat(f, ".nq", seeds...)
}

func FuzzGzip(f *testing.F) {
	f.Add("")
	f.Fuzz(func(t *testing.T, doc string) {
		for _, ext := range []string{".csv.gz", ".ndjson.zst"} {
			_, _, err := collect(t, Options{MaxErrors: -1}, file(t, "x"+ext, doc))
			if err == nil && !strings.HasPrefix(doc, "\x1f\x8b") && !strings.Contains(doc, "\xb5\x2f\xfd") && !strings.Contains(doc, "\x2a\x4d\x18") {
				t.Errorf("%q is read as %s", doc, ext)
			}
		}
	})
}
