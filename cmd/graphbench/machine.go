package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine describes where it was measured, without a date.
func machine() string {
	memory, _ := machineMemory()
	return fmt.Sprintf("%d cores (%s), %s of memory, %s/%s, %s", runtime.NumCPU(), processor(), memory, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

func processor() string {
	raw, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	for line := range strings.Lines(string(raw)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}

func machineMemory() (text string, bytes int64) {
	raw, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return "unknown", 0
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "MemTotal:"); ok {
			kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return fmt.Sprintf("%d GB", (kib<<10+5e8)/1e9), kib << 10
			}
		}
	}
	return "unknown", 0
}
