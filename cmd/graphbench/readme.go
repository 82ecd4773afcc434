package main

import (
	"fmt"
	"os"
	"strings"
)

// The markers between which graphbench writes; what stands around them is people's.
const (
	sectionStart = "<!-- performance -->"
	sectionEnd   = "<!-- /performance -->"
)

// writeSection replaces what stands between the markers of a file.
func writeSection(path, text string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(raw), sectionStart)
	_, after, closed := strings.Cut(rest, sectionEnd)
	if !ok || !closed {
		return fmt.Errorf("%s: expected a line %s and, below it, a line %s, to write the table between them", path, sectionStart, sectionEnd)
	}
	return os.WriteFile(path, []byte(before+sectionStart+"\n"+strings.TrimSpace(text)+"\n"+sectionEnd+after), 0o644)
}
