package ingest

import (
	"encoding/csv"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// readRecords reads all records with chunks of the given size, until the first
// that is malformed.
func readRecords(t testing.TB, doc string, size int) (all [][]string, lines []int, malformed bool) {
	t.Helper()
	c := &csvReader{run: &run{ctx: t.Context()}, from: &source{file: "x.csv"},
		chunks: &chunks{from: strings.NewReader(doc), buf: make([]byte, size)}, records: records{line: 1}}
	for {
		got, bad, err := c.next()
		if err != nil {
			t.Fatal(err)
		}
		if !got {
			return all, lines, false
		}
		if bad != nil {
			return all, lines, true
		}
		all, lines = append(all, slices.Clone(c.records.fields)), append(lines, c.records.first)
	}
}

// sameAsStandard compares with encoding/csv: the same records up to the first that
// is malformed, and that one in the same place.
func sameAsStandard(t testing.TB, doc string, size int) {
	t.Helper()
	std := csv.NewReader(strings.NewReader(strings.TrimPrefix(doc, bom)))
	std.FieldsPerRecord = -1
	var want [][]string
	var at []int
	var failed error
	for {
		fields, err := std.Read()
		if err == io.EOF {
			break
		}
		if failed = err; err != nil {
			break
		}
		line, _ := std.FieldPos(0)
		want, at = append(want, fields), append(at, line)
	}
	got, lines, malformed := readRecords(t, doc, size)
	if malformed != (failed != nil) || !slices.EqualFunc(got, want, slices.Equal[[]string]) || !slices.Equal(lines, at) {
		t.Errorf("%q in chunks of %d:\ngot  %q on %v, malformed: %v\nwant %q on %v, %v", doc, size, got, lines, malformed, want, at, failed)
	}
}

var recordDocs = []string{
	"", "\n", "\r\n", "\r", "a", "a,b", "a,b\n", "a,b\r\nc,d", "a,b\r", "a\r,b\n", ",", ",\n,", "a\n\n\nb\n", `""`, `"",""`, "\"a\"\n", "\"a\"\r\n", "\"a\"\r", `"a""b"`,
	"\"a\nb\",c\nd", "\"a\r\nb\",c\r\nd,\"\r\n\"\r\n", `"a`, "\"a\n", `"a"b`, "\"a\" ,b\nc", `a"b`, "x,a\"b\ny", "\"a\"\rb\n", "a,\"b", "\"\"\"\"", `"""`, "\"a\",\"b\"\n\"c\",\"d\"\n",
	"\uFEFFa,b\n", "\"x\"\n\"y\n\nz\"\nw\n", "a,b\"\n\"c\"\n", "\r\r\n", "\"\r\r\n\"", "a\x00b,\xff\n",
}

func TestRecordsAreThoseOfEncodingCSV(t *testing.T) {
	for _, doc := range recordDocs {
		for size := 4; size < 12; size++ {
			sameAsStandard(t, doc, size)
		}
		sameAsStandard(t, doc, chunkSize)
	}
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"a", "bc", ",", ",", "\n", "\r\n", "\r", `"`, `""`, "\"x,\ny\"", "时", " "}
	for range 200_000 {
		var b strings.Builder
		for range r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		sameAsStandard(t, b.String(), 4+r.IntN(16))
		if t.Failed() {
			return
		}
	}
}

// TestWrittenRecordsAreRead writes random records with encoding/csv and reads them.
func TestWrittenRecordsAreRead(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pieces := []string{"a", "β", ",", "\n", `"`, " ", "\t", ";", "'"}
	for range 3000 {
		var want [][]string
		var doc strings.Builder
		w := csv.NewWriter(&doc)
		w.UseCRLF = r.IntN(2) == 0
		for range r.IntN(6) {
			record := make([]string, 2+r.IntN(4))
			for i := range record {
				for range r.IntN(5) {
					record[i] += pieces[r.IntN(len(pieces))]
				}
			}
			want = append(want, record)
			if err := w.Write(record); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		got, _, malformed := readRecords(t, doc.String(), 4+r.IntN(40))
		if malformed || !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Fatalf("%q: got %q, want %q", doc.String(), got, want)
		}
	}
}

func FuzzRecords(f *testing.F) {
	for _, doc := range recordDocs {
		f.Add(doc, 7)
	}
	f.Fuzz(func(t *testing.T, doc string, size int) {
		if size < 4 || size > 1<<16 {
			size = 4
		}
		sameAsStandard(t, doc, size)
	})
}

// TestRecordsGoOnAfterAMistake checks where reading goes on after a malformed
// record, in any chunks.
func TestRecordsGoOnAfterAMistake(t *testing.T) {
	doc := "a,b\nx,y\"z\n\"q\nr\"s,t\nc,d\n\"e\n"
	for size := 4; size < 40; size++ {
		c := &csvReader{run: &run{ctx: t.Context()}, from: &source{file: "x.csv"},
			chunks: &chunks{from: strings.NewReader(doc), buf: make([]byte, size)}, records: records{line: 1}}
		var got []string
		for {
			ok, bad, err := c.next()
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				break
			}
			if bad != nil {
				got = append(got, "bad")
			} else {
				got = append(got, strings.Join(c.records.fields, "|"))
			}
			got = append(got, string(rune('0'+c.records.first)))
		}
		if want := []string{"a|b", "1", "bad", "2", "bad", "3", "c|d", "5", "bad", "6"}; !slices.Equal(got, want) {
			t.Fatalf("chunks of %d: %q, want %q", size, got, want)
		}
	}
}
