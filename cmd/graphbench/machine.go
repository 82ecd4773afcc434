package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine describes where it was measured, without a date.
func machine() string {
	return fmt.Sprintf("%d cores (%s), %d GB of memory, %s/%s, %s", runtime.NumCPU(), cmp.Or(procField("/proc/cpuinfo", "model name"), "unknown processor"),
		(machineMemory()+5e8)/1e9, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// machineMemory is the memory of the machine in bytes; 0 where it cannot be read.
func machineMemory() int64 { return procBytes("/proc/meminfo", "MemTotal") }

// residentBytes is the resident memory of a process; 0 where it cannot be read.
func residentBytes(pid int) int64 { return procBytes(fmt.Sprintf("/proc/%d/status", pid), "VmRSS") }

func procBytes(path, name string) int64 {
	kib, err := strconv.ParseInt(strings.TrimSuffix(procField(path, name), " kB"), 10, 64)
	if err != nil {
		return 0
	}
	return kib << 10
}

// procField is the value of the first line of that name, as in "VmRSS:  12 kB";
// empty where there is none.
func procField(path, name string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(raw)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
