package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// haProcess is a process that the topology started. Its start time tells it from
// a later process with the same number.
type haProcess struct {
	Machine string `json:"machine"`
	Service string `json:"service"`
	PID     int    `json:"pid"`
	Started uint64 `json:"started"` // clock ticks since the machine started
}

// haStat are the fields of /proc/PID/stat after the program's name, from its state
// on; false if there is no process, or only what is left of it until its parent
// looks.
func haStat(pid int) (fields []string, ok bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil, false
	}
	// The name, in parentheses, may hold anything; the fields after it do not.
	_, rest, _ := strings.Cut(string(text[strings.LastIndexByte(string(text), ')'):]), " ")
	fields = strings.Fields(rest)
	return fields, len(fields) >= 20 && fields[0] != "Z" && fields[0] != "X"
}

// haStarted is when a process started; false if there is none.
func haStarted(pid int) (ticks uint64, ok bool) {
	fields, ok := haStat(pid)
	if !ok {
		return 0, false
	}
	ticks, err := strconv.ParseUint(fields[19], 10, 64)
	return ticks, err == nil
}

// haTick is the unit of times in /proc/PID/stat, the same on every Linux.
const haTick = 10 * time.Millisecond

// haCPU is the time that processes have worked, themselves and the kernel for them;
// of one that is gone, none.
func haCPU(pids ...int) (sum time.Duration) {
	for _, pid := range pids {
		if fields, ok := haStat(pid); ok {
			for _, field := range fields[11:13] {
				ticks, _ := strconv.ParseInt(field, 10, 64) // the kernel writes numbers
				sum += time.Duration(ticks) * haTick
			}
		}
	}
	return sum
}

// haPIDs are the processes in a network namespace that run one of some programs;
// all of them where none is named.
func haPIDs(namespace string, programs ...string) ([]int, error) {
	of, err := os.Stat("/run/netns/" + namespace)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return nil, err
	}
	var pids []int
	for _, dir := range all {
		in, err := os.Stat(dir + "/ns/net")
		if err != nil || !os.SameFile(of, in) { // gone meanwhile, or elsewhere
			continue
		}
		name, err := os.ReadFile(dir + "/comm")
		if err != nil || len(programs) > 0 && !slices.Contains(programs, strings.TrimSpace(string(name))) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(dir))
		if err != nil {
			return nil, err
		}
		if pid != os.Getpid() {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}

// haSignal sends a signal to all of them, and again to those that were started
// meanwhile. It answers how many there were.
func haSignal(namespace string, signal syscall.Signal, programs ...string) (int, error) {
	done := map[int]bool{}
	for {
		pids, err := haPIDs(namespace, programs...)
		if err != nil {
			return len(done), err
		}
		fresh := 0
		for _, pid := range pids {
			if done[pid] {
				continue
			}
			if err := haSend(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
				return len(done), fmt.Errorf("signal %v to process %d: %w", signal, pid, err)
			}
			done[pid] = true
			fresh++
		}
		if fresh == 0 {
			return len(done), nil
		}
	}
}

// haKill ends the processes of a namespace as a power cut does, and waits until
// they are gone.
func haKill(namespace string, programs ...string) (int, error) {
	n, err := haSignal(namespace, syscall.SIGKILL, programs...)
	for range 200 {
		left, errLeft := haPIDs(namespace, programs...)
		if err = errors.Join(err, errLeft); err != nil || len(left) == 0 || len(programs) > 0 {
			return n, err // a program that is watched over may be started again at once
		}
		time.Sleep(25 * time.Millisecond)
		if _, err = haSignal(namespace, syscall.SIGKILL); err != nil {
			return n, err
		}
	}
	return n, fmt.Errorf("%s: processes are left 5 s after they were killed", namespace)
}
