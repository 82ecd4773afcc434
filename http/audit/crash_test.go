//go:build unix

package audit

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// allocated is how much of the disk a file takes.
func allocated(t testing.TB, path string) int64 {
	t.Helper()
	var s syscall.Stat_t
	if err := syscall.Stat(path, &s); err != nil {
		t.Fatal(err)
	}
	return s.Blocks * 512
}

// The process of a crash test: it writes until it is killed, and tells what it
// has been acknowledged.
const crashEnv, limitEnv = "INNOGRAPH_TEST_AUDIT_CRASH", "INNOGRAPH_TEST_AUDIT_LIMIT"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashEnv); path != "" {
		writeUntilKilled(path)
	}
	if path := os.Getenv(limitEnv); path != "" {
		writeUntilFull(path)
	}
	os.Exit(m.Run())
}

func writeUntilKilled(path string) {
	l, err := Open(path)
	if err != nil {
		panic(err)
	}
	for w := range 4 {
		go func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("%d-%d-%d", os.Getpid(), w, i)
				e, err := l.Begin(Request{ID: id})
				if err != nil {
					panic(err)
				}
				fmt.Printf("begun %s\n", id)
				if err := e.Done(200, 1); err != nil {
					panic(err)
				}
				fmt.Printf("done %s\n", id)
			}
		}()
	}
	time.Sleep(time.Minute)
	os.Exit(1)
}

// Killed at any moment, the log tells of every request that had begun, and with
// the outcome of every one that was acknowledged.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	begun, done := map[string]bool{}, map[string]bool{}
	for round := range 12 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), crashEnv+"="+path)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(30+17*round)*time.Millisecond, func() { child.Process.Kill() }) //nolint:errcheck
		for lines := bufio.NewScanner(out); lines.Scan(); {
			what, id, _ := strings.Cut(lines.Text(), " ")
			if what == "done" {
				done[id] = true
			} else if what == "begun" {
				begun[id] = true
			}
		}
		_ = child.Wait()
		timer.Stop()
	}
	open(t, path)
	status, unknown := map[string]int{}, 0
	for _, l := range read(t, path) {
		if _, twice := status[l.RequestID]; twice {
			t.Errorf("%s has two lines", l.RequestID)
		}
		status[l.RequestID] = l.Status
		if l.Status == 0 {
			if unknown++; l.Note != unknownOutcome {
				t.Errorf("%+v", l)
			}
		}
	}
	for id := range done {
		if status[id] != 200 {
			t.Errorf("%s was acknowledged and has status %d", id, status[id])
		}
	}
	for id := range begun {
		if _, ok := status[id]; !ok {
			t.Errorf("%s began and has no line", id)
		}
	}
	if len(done) < 50 || unknown == 0 {
		t.Errorf("the test tests little: %d acknowledged, %d cut off", len(done), unknown)
	}
}

// A line that broke off at the end, as after a power cut, stays apart.
func TestTornLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	if err := os.WriteFile(path, []byte(`{"time":"2026-01-01T00:0`), 0o600); err != nil {
		t.Fatal(err)
	}
	l := open(t, path)
	if err := begin(t, l, "a").Done(200, 1); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(content), "\n")
	if len(lines) != 3 || lines[0] != `{"time":"2026-01-01T00:0` || !strings.HasSuffix(lines[1], `"request_id":"a","change":1}`) {
		t.Errorf("%q", lines)
	}
}

// writeUntilFull is the process of the next test: no file may grow beyond a limit.
func writeUntilFull(path string) {
	l, err := Open(path)
	if err != nil {
		panic(err)
	}
	limit := syscall.Rlimit{Cur: 20_000, Max: 20_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
	for i := range 1000 {
		id := fmt.Sprint(i)
		e, err := l.Begin(Request{ID: id, Path: strings.Repeat("x", 300)})
		if err != nil {
			fmt.Println("refused", id)
			continue
		}
		if err := e.Done(200, 1); err != nil {
			fmt.Println("owed", id)
			continue
		}
		fmt.Println("done", id)
	}
	os.Exit(0)
}

// When no more can be written, one request may be cut off, whose line comes when
// there is room; all others are refused.
func TestNoRoom(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), limitEnv+"="+path)
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	told := map[string][]string{}
	for text := range strings.Lines(string(out)) {
		what, id, _ := strings.Cut(strings.TrimSpace(text), " ")
		told[what] = append(told[what], id)
	}
	if len(told["done"]) < 10 || len(told["owed"]) > 1 || len(told["refused"]) < 900 {
		t.Fatalf("%d done, %d owed, %d refused", len(told["done"]), len(told["owed"]), len(told["refused"]))
	}
	before := len(read(t, path)) // every line is whole
	if before != len(told["done"]) {
		t.Errorf("%d lines, %d done", before, len(told["done"]))
	}
	open(t, path) // with room again
	var want []string
	for _, id := range append(told["done"], told["owed"]...) {
		want = append(want, id+"=200")
	}
	if got := ids(read(t, path)); got != strings.Join(want, " ") {
		t.Errorf("got %s\nwant %s", got, strings.Join(want, " "))
	}
}
