package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
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

func TestSummarize(t *testing.T) {
	var m measurement
	times := make([]time.Duration, 100)
	for i := range times {
		times[i] = time.Duration(100-i) * time.Microsecond
	}
	m.summarize(times)
	if m.Count != 100 || m.Median != 50 || m.P99 != 99 {
		t.Errorf("%+v", m)
	}
	m.summarize(times[:1])
	if m.Median != m.P99 || m.Median != 1 {
		t.Errorf("%+v of one time", m)
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
		name  string
		other measurement
		want  string
	}{
		{"the same", measurement{Kind: "near", Sizes: []*int{size(1), size(2)}}, ""},
		{"fewer asked", measurement{Kind: "near", Sizes: []*int{size(1)}}, ""},
		{"one given up", measurement{Kind: "near", Sizes: []*int{nil, size(2)}}, ""},
		{"other size", measurement{Kind: "near", Sizes: []*int{size(1), size(3)}}, "near, [b]: ours answers 2, but theirs 3"},
		{"paths the same", measurement{Kind: "path", Lengths: [][]int{{2, 3}, {}}}, ""},
		{"a path given up", measurement{Kind: "path", Lengths: [][]int{nil, {}}}, ""},
		{"other length", measurement{Kind: "path", Lengths: [][]int{{2, 4}}}, "path, [a b]: ours answers [2 3], but theirs [2 4]"},
		{"a path where there is none", measurement{Kind: "path", Lengths: [][]int{{2, 3}, {1}}}, "path, [b c]: ours answers [], but theirs [1]"},
	} {
		err := compareAnswers(testQuestions(), []*toolReport{base, {Tool: "theirs", Measurements: []measurement{c.other}}})
		if got := fmt.Sprint(err); c.want == "" && err != nil || c.want != "" && got != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
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
| opened again, to the first answer | 5.00 ms | – | – |
| resident memory after all questions | 120 MB | – | – |

- peer: slow.
- peer: no path: it has none.
- gone: not measured: not installed.

All tools gave the same answers: 0 lists of path lengths and 1 sizes of neighborhoods and lists were compared
with those of innograph, over HTTP.
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

// TestMeasureNotesEverySample: what was given up is no answer, and rounds after
// the first add times only.
func TestMeasureNotesEverySample(t *testing.T) {
	samples := [][]string{{"a"}, {"b"}, {"c"}}
	ask := func(_ kind, s []string) (answer, error) {
		time.Sleep(50 * time.Microsecond)
		return answer{size: int(s[0][0]), lengths: []int{len(s)}, gaveUp: s[0] == "b"}, nil
	}
	near, err := measure(kind{Name: "near", Ask: "neighborhood"}, samples, time.Minute, ask)
	if err != nil || len(near.Sizes) != 3 || *near.Sizes[0] != 'a' || near.Sizes[1] != nil || *near.Sizes[2] != 'c' || near.Count <= 3 || near.Median < 50 {
		t.Errorf("%v: %+v", err, near)
	}
	path, err := measure(kind{Name: "path", Ask: "paths"}, samples, time.Nanosecond, ask)
	if err != nil || len(path.Lengths) != path.Count || path.Count > 2 || path.Lengths[0] == nil {
		t.Errorf("%v: %+v", err, path)
	}
	if _, err := measure(kind{Name: "bad"}, samples, time.Minute, func(kind, []string) (answer, error) { return answer{}, fmt.Errorf("no") }); err == nil || !strings.Contains(err.Error(), "bad [a]: no") {
		t.Errorf("%v", err)
	}
}
