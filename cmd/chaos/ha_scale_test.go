package main

import (
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// One replica is asked, and what it works is measured.
func TestHaScaleCost(t *testing.T) {
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	tr := &trial{terminal: &terminal{t.Context(), &strings.Builder{}, &strings.Builder{}, ""}, name: "ha", dir: t.TempDir(), program: program, found: map[string]int{}}
	replica, err := tr.startServer()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(replica.kill)
	through := newClient(replica.base, "")
	t.Cleanup(through.close)
	next, err := haQuestions(t.Context(), through, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	ask := questions(through.http, through.base, next)
	for range 40 {
		path := next()
		for _, kind := range []string{"/neighborhood?", "/paths?", "/search?"} {
			kinds[kind] = kinds[kind] || strings.Contains(path, kind)
		}
		if a, err := through.ask(t.Context(), http.MethodGet, path, nil); err != nil || a.status != http.StatusOK {
			t.Fatalf("GET %s: %+v, %v", path, a, err)
		}
	}
	if len(kinds) != 3 || !kinds["/neighborhood?"] || !kinds["/paths?"] || !kinds["/search?"] {
		t.Errorf("asked: %v", kinds)
	}
	s := &haScale{trial: tr, options: &haScaleCmd{Clients: 4, Duration: 2 * time.Second}}
	c := s.cost([][]int{{replica.cmd.Process.Pid}, {1 << 30}}, nil, ask)
	if c.answered < 50 || c.rate < 20 || c.replicas[0] < 100*time.Millisecond || c.replicas[1] != 0 || c.balancer != 0 || c.client == 0 || tr.count(haRefused) != 0 {
		t.Errorf("%+v, %v", c, tr.found)
	}
	if got := c.per(c.replicas...); got <= 0 || got > 1e3*2*2.5/50 {
		t.Errorf("%.3f ms of work for an answer", got)
	}
	if haCPU(os.Getpid()) == 0 {
		t.Error("this process never worked")
	}
}

// Figures are medians over the rounds; a replica that does too little and questions
// that get dearer are told.
func TestHaScaleJudge(t *testing.T) {
	ms := time.Millisecond
	for want, rows := range map[string]map[int][]haCost{
		"": {
			1: {{100, 1000, []time.Duration{1000 * ms}, 100 * ms, 50 * ms}},
			2: {{110, 1000, []time.Duration{400 * ms, 600 * ms}, 100 * ms, 50 * ms}, {110, 1000, []time.Duration{500 * ms, 510 * ms}, 100 * ms, 50 * ms}, {110, 1000, []time.Duration{0, 9000 * ms}, 100 * ms, 50 * ms}},
		},
		haUneven: {
			1: {{100, 1000, []time.Duration{1000 * ms}, 100 * ms, 50 * ms}},
			2: {{110, 1000, []time.Duration{990 * ms, 10 * ms}, 100 * ms, 50 * ms}},
		},
		haDearer: {
			1: {{100, 1000, []time.Duration{1000 * ms}, 100 * ms, 50 * ms}},
			2: {{110, 1000, []time.Duration{650 * ms, 650 * ms}, 100 * ms, 50 * ms}},
		},
	} {
		out := &strings.Builder{}
		s := &haScale{trial: &trial{terminal: &terminal{t.Context(), out, out, ""}, found: map[string]int{}}, options: &haScaleCmd{Dearer: 1.25}, rows: rows}
		s.judge(2)
		if got := s.list(); got != strings.TrimPrefix("1 × "+want, map[bool]string{true: "1 × "}[want == ""]) {
			t.Errorf("expected %q: %s", want, got)
		}
		if s.table(); want == "" && !strings.Contains(out.String(), "| 2 | 110 | 1.010 ms | 0.100 ms | 0.050 ms | 40 %, 60 % | 1980 | 10000 |\n") {
			t.Error(out)
		}
	}
}

// What HAProxy's statistics call up is counted.
func TestHaServing(t *testing.T) {
	page := "# pxname,svname,status,\ninnograph,FRONTEND,OPEN,\ninnograph,api1,UP,\ninnograph,api2,DOWN,\ninnograph,api3,UP 1/2,\ninnograph,BACKEND,UP,\nprimary,db1,UP,\n\n"
	if n, err := haServing([]byte(page), "innograph"); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	for _, wrong := range []string{"<html>", "# pxname,svname\nx,y,z\n"} {
		if _, err := haServing([]byte(wrong), "innograph"); err == nil {
			t.Errorf("%q was read", wrong)
		}
	}
}
