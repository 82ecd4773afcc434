package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// process is a server that was started for a measurement.
type process struct {
	name   string
	cmd    *exec.Cmd
	stderr *bytes.Buffer
	ended  chan struct{}
	err    error // valid when ended is closed
}

// startProcess starts a server; the caller stops it.
func startProcess(ctx context.Context, name string, args ...string) (*process, error) {
	p := &process{name: name, cmd: exec.CommandContext(ctx, args[0], args[1:]...), stderr: &bytes.Buffer{}, ended: make(chan struct{})}
	p.cmd.Stderr = p.stderr
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = 10 * time.Second
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// await tries until ready does not fail, for at most some time.
func (p *process) await(longest time.Duration, ready func() error) error {
	deadline := time.Now().Add(longest)
	for {
		err := ready()
		if err == nil {
			return nil
		}
		select {
		case <-p.ended:
			return fmt.Errorf("%s ended before it answered: %v: %s", p.name, p.err, lastLine(p.stderr.String()))
		case <-time.After(2 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s did not answer in %s: %w", p.name, longest, err)
		}
	}
}

// stop asks the process to end, and ends it if it does not.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
}

// command runs a program to its end and returns what it printed; the error holds
// the last line of what it complained.
func command(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Run(); err != nil {
		return out.Bytes(), fmt.Errorf("%s: %w: %s", strings.Join(args[:min(2, len(args))], " "), err, lastLine(complaint.String()))
	}
	return out.Bytes(), nil
}

// lastLine is the last line that says something: of most programs the reason.
func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if line := strings.TrimSpace(lines[i]); line != "" && !strings.HasPrefix(line, "Node.js v") && !strings.HasPrefix(line, "at ") {
			return line
		}
	}
	return ""
}

// freeAddress finds a port of loopback that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// scratchDir makes a folder that every user may enter, as servers run as others;
// in the system's temporary folder if no other is given.
func scratchDir(in string) (dir string, remove func(), err error) {
	if dir, err = os.MkdirTemp(in, "graphbench-"); err != nil {
		return "", nil, err
	}
	return dir, func() { os.RemoveAll(dir) }, os.Chmod(dir, 0o755)
}
