package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// sleeper starts a program that does nothing, under a name of the test's choice.
func sleeper(t *testing.T, name string) *exec.Cmd {
	t.Helper()
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(sleep)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "60")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd
}

// A number alone does not say that a process is still the same.
func TestHaRecordedProcesses(t *testing.T) {
	cmd := sleeper(t, "odd) S 1 2")
	pid := cmd.Process.Pid
	started, ok := haStarted(pid)
	if !ok || started == 0 {
		t.Fatalf("started %d, %v", started, ok)
	}
	if own, ok := haStarted(os.Getpid()); !ok || own > started {
		t.Errorf("this process started at %d, its child at %d", own, started)
	}
	dir := t.TempDir()
	if _, err := haReadState(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a state: %v", err)
	}
	s := haNewState()
	if s.Superuser == s.Innograph || len(s.Replication) < 20 {
		t.Error("the passwords can be guessed")
	}
	s.Processes = []haProcess{{"db1", "etcd", pid, started + 1}}
	if n := s.killRecorded(); n != 0 {
		t.Errorf("%d processes with another start time were killed", n)
	}
	if _, ok := haStarted(pid); !ok {
		t.Error("it is gone")
	}
	s.Processes[0].Started = started
	if err := s.write(dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, haStateFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the passwords' file: %v, %v", info.Mode(), err)
	}
	read, err := haReadState(dir)
	if err != nil || read.Innograph != s.Innograph || len(read.Processes) != 1 {
		t.Fatalf("%+v, %v", read, err)
	}
	if n := read.killRecorded(); n != 1 {
		t.Errorf("%d killed, expected 1", n)
	}
	_ = cmd.Wait()
	if n := read.killRecorded(); n != 0 {
		t.Errorf("%d killed of none", n)
	}
}

// A folder that is not the topology's is not removed.
func TestHaRemoveFolder(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "notes")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := haRemoveFolder(dir); err == nil {
		t.Error("a folder without a state was taken for the topology's")
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
	if err := haRemoveFolder(filepath.Join(dir, "nothing")); err != nil {
		t.Errorf("nothing to remove: %v", err)
	}
	if err := haNewState().write(dir); err != nil {
		t.Fatal(err)
	}
	if err := haRemoveFolder(dir); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the topology's folder is left: %v", err)
	}
}
