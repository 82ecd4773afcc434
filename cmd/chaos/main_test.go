package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// built and builtRace are the innograph that all tests share, and one with the
// race detector where the tests have it.
var (
	built     = sync.OnceValues(func() (string, error) { return buildFor("plain", false) })
	builtRace = sync.OnceValues(func() (string, error) { return buildFor("race", raceDetector) })
	builtIn   = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "innograph-chaos-test-") })
)

func buildFor(name string, race bool) (string, error) {
	dir, err := builtIn()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	return buildInnograph(context.Background(), dir, race)
}

func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		main() // which ends the process
	}
	code := m.Run()
	if dir, err := builtIn(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// programEnv makes this test binary the program itself, which begins itself again
// for some trials.
const programEnv = "INNOGRAPH_CHAOS_TEST"

// try runs a program of chaos, and answers its exit code and what it printed.
func try(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	build := built
	if args[0] == "writers" {
		build = builtRace
	}
	program, err := build()
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	var out, errs strings.Builder
	cmd := exec.CommandContext(ctx, self, append(args, "--innograph", program)...)
	cmd.Env = append(os.Environ(), programEnv+"=1")
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &errs, 5*time.Second
	runtime.LockOSThread() // see launchServer
	defer runtime.UnlockOSThread()
	cmd.SysProcAttr = dyingWithUs()
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGQUIT) } // tells what it hangs in
	err = cmd.Run()
	t.Logf("%s%s", out.String(), errs.String())
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// succeeds fails the test unless a program does, and its control too.
func succeeds(t *testing.T, args, control []string) {
	t.Helper()
	if code, stdout, _ := try(t, args...); code != commandline.ExitOK || !strings.Contains(stdout, "found: nothing wrong") {
		t.Errorf("%s: exit %d: %s", strings.Join(args, " "), code, stdout)
	}
	if code, stdout, _ := try(t, append(control, "--control")...); code != commandline.ExitOK || strings.Contains(stdout, "nothing wrong") {
		t.Errorf("the control of %s: exit %d: %s", strings.Join(args, " "), code, stdout)
	}
}

func TestKill(t *testing.T) {
	succeeds(t, []string{"kill", "--cycles", "15"}, []string{"kill", "--cycles", "2"})
}

func TestPowercut(t *testing.T) {
	succeeds(t, []string{"powercut", "--cuts", "6"}, []string{"powercut", "--cuts", "8"})
}

func TestDiskfull(t *testing.T) {
	succeeds(t, []string{"diskfull", "--rounds", "3"}, []string{"diskfull", "--rounds", "1"})
}

// A control that plants nothing must fail, and so must a trial that finds
// something.
func TestConclude(t *testing.T) {
	for _, c := range []struct {
		control bool
		found   string
		fails   bool
	}{{false, "", false}, {false, "lost write", true}, {true, "", true}, {true, "lost write", false}, {true, "another", true}} {
		tr := &trial{terminal: &terminal{t.Context(), &strings.Builder{}, &strings.Builder{}, ""}, common: common{Control: c.control}, name: "trial", dir: t.TempDir(), found: map[string]int{}}
		if c.found != "" {
			tr.wrong(c.found, "here")
		}
		if err := tr.conclude(nil, "figures", "lost write"); (err != nil) != c.fails {
			t.Errorf("control %v with %q: %v", c.control, c.found, err)
		}
	}
}
