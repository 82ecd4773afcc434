package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A server ends with the program that started it, also where that is killed.
func TestServersDieWithUs(t *testing.T) {
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "soak", "--requests", "100000000", "--innograph", program)
	dir := t.TempDir()
	cmd.Env = append(os.Environ(), programEnv+"=1", "TMPDIR="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// One that still starts would end when it finds nobody who reads what it prints.
	var server int
	for range 600 {
		audits, _ := filepath.Glob(filepath.Join(dir, "*", "audit.jsonl"))
		if len(audits) > 0 {
			if info, err := os.Stat(audits[0]); err == nil && info.Size() > 0 { // something was written
				server = child(cmd.Process.Pid, "serve")
				break
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	if server == 0 {
		t.Fatal("no server answers")
	}
	for range 100 {
		if _, running := haStarted(server); !running {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	_ = haSend(server, syscall.SIGKILL)
	t.Error("the server goes on")
}

// child is a process that a process started with an argument; 0 for none.
func child(pid int, argument string) int {
	lists, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/children")
	for _, path := range lists {
		list, _ := os.ReadFile(path)
		for _, field := range strings.Fields(string(list)) {
			line, _ := os.ReadFile("/proc/" + field + "/cmdline")
			if n, err := strconv.Atoi(field); err == nil && strings.Contains(string(line), "\x00"+argument+"\x00") {
				return n
			}
		}
	}
	return 0
}
