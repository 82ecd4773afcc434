package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func size(n int) *int { return &n }

func TestReportsSurviveWriting(t *testing.T) {
	want := &toolReport{Tool: "x", Version: "1", LoadSeconds: 2, RSS: 3, Measurements: []measurement{
		{Kind: "a", Count: 2, Median: 1.5, P99: 2, Sizes: []*int{size(4), nil}},
		{Kind: "b", Lengths: [][]int{{1, 2}, {}, nil}}, {Kind: "c", Unsupported: "it cannot"}}}
	var b bytes.Buffer
	if err := want.write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := readReport(&b)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v: %+v, want %+v", err, got, want)
	}
	if _, err := readReport(strings.NewReader("Traceback")); err == nil || !strings.Contains(err.Error(), "Traceback") {
		t.Errorf("%v", err)
	}
}

func testQuestions() *questions {
	return &questions{Statements: 10, Entities: 1, Seed: 1,
		Kinds:   []kind{{Name: "near", Ask: "neighborhood", Over: "s"}, {Name: "path", Ask: "paths", Over: "p"}},
		Samples: map[string][][]string{"s": {{"a"}, {"b"}}, "p": {{"a", "b"}, {"b", "c"}}}}
}

func TestCompareAnswers(t *testing.T) {
	base := &toolReport{Tool: "ours", Measurements: []measurement{
		{Kind: "near", Count: 1, Sizes: []*int{size(1), size(2)}}, {Kind: "path", Count: 1, Lengths: [][]int{{2, 3}, {}}}}}
	for _, c := range []struct {
		name           string
		other          measurement
		want           string
		sizes, lengths int // alike
	}{
		{"the same", measurement{Kind: "near", Sizes: []*int{size(1), size(2)}}, "", 2, 0},
		{"fewer asked", measurement{Kind: "near", Sizes: []*int{size(1)}}, "", 1, 0},
		{"one given up", measurement{Kind: "near", Sizes: []*int{nil, size(2)}}, "", 1, 0},
		{"other size", measurement{Kind: "near", Sizes: []*int{size(1), size(3)}}, "near, [b]: ours answers [2], but theirs [3]", 1, 0},
		{"not asked", measurement{Kind: "near", Unsupported: "it cannot"}, "", 0, 0},
		{"paths the same", measurement{Kind: "path", Lengths: [][]int{{2, 3}, {}}}, "", 0, 2},
		{"a path given up", measurement{Kind: "path", Lengths: [][]int{nil, {}}}, "", 0, 1},
		{"other length", measurement{Kind: "path", Lengths: [][]int{{2, 4}}}, "path, [a b]: ours answers [2 3], but theirs [2 4]", 0, 0},
		{"a path where there is none", measurement{Kind: "path", Lengths: [][]int{{2, 3}, {1}}}, "path, [b c]: ours answers [], but theirs [1]", 0, 1},
	} {
		agreed, err := compareAnswers(testQuestions(), []*toolReport{base, {Tool: "theirs", Measurements: []measurement{c.other}}})
		if got := fmt.Sprint(err); c.want == "" && err != nil || c.want != "" && got != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if want := (agreement{"ours", c.sizes, c.lengths}); agreed != want {
			t.Errorf("%s: %+v, want %+v", c.name, agreed, want)
		}
	}
}

func TestTable(t *testing.T) {
	ours := &toolReport{Tool: toolHTTP, LoadSeconds: 2, OpenSeconds: 0.005, RSS: 120e6, Measurements: []measurement{
		{Kind: "near", Count: 9, Median: 100, P99: 900, Sizes: []*int{size(1)}}, {Kind: "path", Count: 9, Median: 10, P99: 20, Lengths: [][]int{{1}}}}}
	theirs := &toolReport{Tool: "peer", Version: "1.2", Note: "slow", Measurements: []measurement{
		{Kind: "near", Count: 3, Median: 2500, P99: 1e7, Sizes: []*int{size(1)}}, {Kind: "path", Unsupported: "it has none"}}}
	gone := &toolReport{Tool: "gone", Missing: "not installed"}
	got := newTable(testQuestions(), []*toolReport{ours, theirs, gone})
	_, got, _ = strings.Cut(got, "\n\n")
	want := `| | innograph, over HTTP | peer 1.2 | gone |
|---|---:|---:|---:|
| near | 100 µs (900 µs) | 2.50 ms (10.00 s) 25× | – |
| path | 10.0 µs (20.0 µs) | – | – |
| from CSV to a graph that can be asked | 2.00 s | – | – |
| opened again from the page cache, to the first answer | 5.00 ms | – | – |
| resident memory after all questions | 120 MB | – | – |

- peer: slow.
- peer: no path: it has none.
- gone: not measured: not installed.
`
	if got != want {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
}

func TestWriteSectionNeedsItsMarkers(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"", sectionStart, sectionEnd + sectionStart} {
		writeText(t, dir, "r.md", text)
		if err := writeSection(dir+"/r.md", "table"); err == nil || !strings.Contains(err.Error(), sectionEnd) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
