package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// common are the flags of every program.
type common struct {
	Control   bool   `help:"Plant a fault, and fail unless the checks find it."`
	Innograph string `placeholder:"FILE" type:"path" help:"The innograph to try; without it, that of this module is built."`
	Race      bool   `help:"Build it with the race detector."`
	Seed      uint64 `help:"Begins the random numbers; 0 for another one each time."`
	Keep      bool   `help:"Keep the files of the trial."`
}

// trial is one run of a program: what it works with, and what it found wrong.
type trial struct {
	*terminal
	common
	name    string
	program string // the innograph that is tried
	dir     string // of all files
	began   time.Time

	mu    sync.Mutex
	found map[string]int // by kind of violation
	first []string       // the first violations, told in full
}

// maxTold is how many violations are told in full.
const maxTold = 20

// begin builds innograph and makes a folder; the caller ends the trial with
// conclude.
func begin(t *terminal, c common, name string) (*trial, error) {
	if c.Seed == 0 {
		c.Seed = rand.Uint64()
	}
	dir, err := os.MkdirTemp("", "innograph-chaos-"+name+"-")
	if err != nil {
		return nil, err
	}
	tr := &trial{terminal: t, common: c, name: name, dir: dir, program: c.Innograph, began: time.Now(), found: map[string]int{}}
	if tr.program == "" {
		if tr.program, err = buildInnograph(t.ctx, dir, c.Race); err != nil {
			_ = os.RemoveAll(dir)
			return nil, err
		}
	}
	return tr, nil
}

// random makes random numbers that the seed decides; each part of a trial has its
// own.
func (t *trial) random(part uint64) *rand.Rand { return rand.New(rand.NewPCG(t.Seed, part)) }

// say tells of progress on standard error.
func (t *trial) say(format string, args ...any) {
	fmt.Fprintf(t.stderr, "%s %s: %s\n", time.Now().Format(time.TimeOnly), t.name, fmt.Sprintf(format, args...))
}

// wrong notes a violation of a kind, such as "lost write".
func (t *trial) wrong(kind, format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.found[kind]++
	if len(t.first) < maxTold {
		t.first = append(t.first, kind+": "+fmt.Sprintf(format, args...))
	}
}

// count is how many violations of a kind were found.
func (t *trial) count(kind string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.found[kind]
}

// conclude prints the figures as a row of a table, what was tried and what came
// of it, and fails if anything was found wrong. Of a control the opposite is
// asked: each of the kinds must have been found. err is what ended the trial
// early, and fails both.
func (t *trial) conclude(err error, figures string, kinds ...string) error {
	if err == nil && len(t.found) == 0 || t.Control && err == nil {
		if !t.Keep {
			_ = os.RemoveAll(t.dir)
		}
	}
	if t.Keep || !t.Control && len(t.found) > 0 || err != nil {
		t.say("seed %d; its files are in %s", t.Seed, t.dir)
	}
	if err != nil {
		return fmt.Errorf("%s: the trial could not be carried out: %w", t.name, err)
	}
	list := t.list()
	fmt.Fprintf(t.stdout, "| %s | %s; found: %s | `%s` | %s |\n", cmp.Or(map[bool]string{true: t.name + " (control)"}[t.Control], t.name), figures, cmp.Or(list, "nothing wrong"), t.asked, time.Since(t.began).Round(time.Second))
	if t.Control {
		for _, k := range kinds {
			if t.found[k] == 0 {
				return fmt.Errorf("%s: a fault was planted, and the checks found no %s", t.name, k)
			}
		}
		return nil
	}
	if list == "" {
		return nil
	}
	return fmt.Errorf("%s: %s:\n  %s", t.name, list, strings.Join(t.first, "\n  "))
}

// list names the kinds of violations and how many there are of each.
func (t *trial) list() string {
	var parts []string
	for kind, n := range t.found {
		parts = append(parts, fmt.Sprintf("%d × %s", n, kind))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}
