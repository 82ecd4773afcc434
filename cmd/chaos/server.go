package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Bounds of what is waited for.
const (
	longestStart = 60 * time.Second
	longestStop  = 60 * time.Second
)

// buildInnograph builds the program that is tried, and answers its path.
func buildInnograph(ctx context.Context, dir string, race bool) (string, error) {
	path := filepath.Join(dir, "innograph")
	args := []string{"build", "-o", path}
	if race {
		args = append(args, "-race")
	}
	out, err := exec.CommandContext(ctx, "go", append(args, "github.com/innograph/innograph/cmd/innograph")...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building innograph: %w: %s", err, out)
	}
	return path, nil
}

// createKey makes a key in a file and answers its secret.
func (t *trial) createKey(file, name, role string) (string, error) {
	out, err := t.innograph("key", "create", "--keys", file, "--name", name, "--role", role)
	return strings.TrimSpace(out), err
}

// innograph runs a command to its end and answers what it printed.
func (t *trial) innograph(args ...string) (string, error) {
	var stderr strings.Builder
	cmd := exec.CommandContext(t.ctx, t.program, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("innograph %s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out), err
}

// server is an innograph that serves on a port of its own.
type server struct {
	base    string // its address, http://127.0.0.1:PORT
	cmd     *exec.Cmd
	logPath string
	ended   chan struct{}
	err     error // how it ended, once that is closed
}

// startServer runs 'innograph serve' with more arguments, and waits until it
// listens. Its log is added to a file of the trial. Where the trial's context
// ends, or chaos itself, the server is killed.
func (t *trial) startServer(args ...string) (*server, error) {
	return t.startServerBy(nil, args...)
}

// startServerBy starts it by another program, which gets the path of innograph
// and its arguments after its own.
func (t *trial) startServerBy(wrapper []string, args ...string) (*server, error) {
	s, listens, err := t.launchServer(wrapper, args...)
	if err != nil {
		return nil, err
	}
	select {
	case base, ok := <-listens:
		if ok {
			s.base = base
			return s, nil
		}
		<-s.ended
		return nil, fmt.Errorf("the server ended before it listened: %w: %s", s.err, s.logTail())
	case <-time.After(longestStart):
		s.kill()
		return nil, fmt.Errorf("the server did not listen within %s: %s", longestStart, s.logTail())
	}
}

// launchServer starts the process and waits for nothing. listens gives the
// address once the server listens, and is closed if it ends before.
func (t *trial) launchServer(wrapper []string, args ...string) (s *server, listens <-chan string, err error) {
	all := append(append(append([]string{}, wrapper...), t.program, "serve", "--listen", "127.0.0.1:0"), args...)
	s = &server{cmd: exec.CommandContext(t.ctx, all[0], all[1:]...), logPath: filepath.Join(t.dir, "server.log"), ended: make(chan struct{})}
	log, err := os.OpenFile(s.logPath, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	defer log.Close() // the process has its own
	s.cmd.Stderr, s.cmd.SysProcAttr = log, dyingWithUs()
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	found, started := make(chan string, 1), make(chan error)
	go func() {
		// To the system the parent is the thread that started the process, so this one
		// stays until that has ended.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := s.cmd.Start()
		if started <- err; err != nil {
			return
		}
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			if base, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "listening on "); ok {
				found <- base
				break
			}
		}
		close(found)
		_, _ = io.Copy(io.Discard, stdout)
		s.err = s.cmd.Wait()
		close(s.ended)
	}()
	return s, found, <-started
}

// kill ends the server as kill -9 does, and waits until it is gone.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	<-s.ended
}

// stop asks the server to end, and answers how it did.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-s.ended:
		if s.err != nil {
			return fmt.Errorf("the server ended with %w: %s", s.err, s.logTail())
		}
		return nil
	case <-time.After(longestStop):
		s.kill()
		return fmt.Errorf("the server did not end within %s of being asked to: %s", longestStop, s.logTail())
	}
}

// alive reports whether the process is still there.
func (s *server) alive() bool {
	select {
	case <-s.ended:
		return false
	default:
		return true
	}
}

// logTail is the end of the log.
func (s *server) logTail() string {
	const most = 4 << 10
	log := s.wholeLog()
	return log[max(0, len(log)-most):]
}

// wholeLog is that of all servers of the trial.
func (s *server) wholeLog() string {
	log, err := os.ReadFile(s.logPath)
	if err != nil {
		return err.Error()
	}
	return string(log)
}
