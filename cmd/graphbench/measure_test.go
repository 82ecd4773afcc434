package main

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

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

// fakeTool answers a sample's size in bytes, and gives "b" up.
type fakeTool struct {
	asked, read int
	slow        time.Duration // for one question
	last        string
}

func (*fakeTool) cannot(k kind) string {
	if k.Name == "never" {
		return "it cannot"
	}
	return ""
}

func (f *fakeTool) prepare(_ kind, samples [][]string) asking {
	return asking{
		ask: func(i int) (answer, error) {
			f.asked++
			f.last = samples[i][0]
			time.Sleep(f.slow)
			if f.last == "bad" {
				return answer{}, errors.New("no")
			}
			return answer{}, nil
		},
		read: func() (answer, error) {
			f.read++
			time.Sleep(20 * time.Millisecond) // not timed
			return answer{size: int(f.last[0]), lengths: []int{len(f.last)}, gaveUp: f.last == "b"}, nil
		},
	}
}

func fakeQuestions(name, ask string, samples ...string) *questions {
	q := &questions{Kinds: []kind{{Name: "never", Ask: ask, Over: "s"}, {Name: name, Ask: ask, Over: "s"}}, Samples: map[string][][]string{}}
	for _, s := range samples {
		q.Samples["s"] = append(q.Samples["s"], []string{s})
	}
	return q
}

// TestMeasureNotesEverySample: what was given up is no answer; rounds after the
// first add times only, what warms up and what reads the answers adds none.
func TestMeasureNotesEverySample(t *testing.T) {
	f, r := &fakeTool{slow: 100 * time.Microsecond}, &toolReport{}
	if err := r.measure(f, fakeQuestions("near", "neighborhood", "a", "b", "c"), time.Minute); err != nil {
		t.Fatal(err)
	}
	if r.Measurements[0].Unsupported != "it cannot" || r.Measurements[0].Count != 0 {
		t.Errorf("%+v of what it cannot", r.Measurements[0])
	}
	m := r.Measurements[1]
	if len(m.Sizes) != 3 || *m.Sizes[0] != 'a' || m.Sizes[1] != nil || *m.Sizes[2] != 'c' || f.read != 3 {
		t.Errorf("%+v, %d read", m, f.read)
	}
	if m.Count < 30 || m.Count%3 != 0 || f.asked != m.Count+3 || m.Median < 50 || m.Median > 15_000 {
		t.Errorf("%+v of %d questions", m, f.asked)
	}
}

func TestMeasureEndsWithItsBudget(t *testing.T) {
	f, r := &fakeTool{}, &toolReport{}
	if err := r.measure(f, fakeQuestions("path", "paths", "aa", "b", "c", "d", "e", "f"), 30*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	// Reading takes 20 ms of the budget after each question.
	if m := r.Measurements[1]; m.Count < 2 || m.Count > 3 || len(m.Lengths) != m.Count || m.Lengths[0][0] != 2 || m.Lengths[1] != nil {
		t.Errorf("%+v", m)
	}
	if err := r.measure(f, fakeQuestions("bad", "paths", "a", "bad"), time.Minute); err == nil || err.Error() != "bad [bad]: no" {
		t.Errorf("%v", err)
	}
}

// TestFirstQuestion: a tool is ready when it answers what it can, not what it
// cannot.
func TestFirstQuestion(t *testing.T) {
	q := fakeQuestions("near", "neighborhood", "a")
	f := &fakeTool{}
	ask, err := q.first(f)
	if err != nil || ask() != nil || f.asked != 1 {
		t.Errorf("%v, %d asked", err, f.asked)
	}
	q.Kinds = q.Kinds[:1]
	if _, err := q.first(f); err == nil || !strings.Contains(err.Error(), "none of the questions") {
		t.Errorf("%v", err)
	}
}

func TestResidentBytes(t *testing.T) {
	ballast := make([]byte, 64<<20)
	for i := range ballast {
		ballast[i] = 1
	}
	if n := residentBytes(os.Getpid()); n < int64(len(ballast)) || n > machineMemory() || ballast[0] != 1 {
		t.Errorf("%d bytes, with %d held, of %d", n, len(ballast), machineMemory())
	}
	if procField("/proc/cpuinfo", "no such thing") != "" || procBytes("/proc/none", "VmRSS") != 0 {
		t.Error("what is not there has a value")
	}
}

func TestLastLine(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "a\nb\n\n": "b", "Error: no\n    at x.js:1\n\nNode.js v20.1\n": "Error: no",
	} {
		if got := lastLine(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
