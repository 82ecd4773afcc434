package main

import (
	"bytes"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// example is one command of a ```console block and what the README says it
// prints.
type example struct {
	command    string
	start, end int // of the output, as line numbers
}

// TestReadme runs every example of the README and compares what is printed with
// what the README shows. With -update it rewrites the README.
func TestReadme(t *testing.T) {
	path := filepath.Join("..", "..", "README.md")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(raw), "\n")
	base, _, _ := startServer(t)
	examples := readExamples(lines)
	if len(examples) < 8 {
		t.Fatalf("found only %d examples", len(examples))
	}
	for i := len(examples) - 1; i >= 0; i-- { // from the end, so that line numbers stay right
		e := examples[i]
		got := runExample(t, base, e.command)
		want := strings.Join(lines[e.start:e.end], "\n")
		if got == want {
			continue
		}
		if !*update {
			t.Errorf("%s\nprints\n%s\nbut the README shows\n%s", e.command, got, want)
			continue
		}
		lines = append(lines[:e.start:e.start], append(strings.Split(got, "\n"), lines[e.end:]...)...)
	}
	if *update {
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func readExamples(lines []string) (out []example) {
	in := false
	for i, line := range lines {
		switch {
		case line == "```console":
			in = true
		case in && (line == "```" || strings.HasPrefix(line, "$ ")):
			if n := len(out); n > 0 && out[n-1].end == 0 {
				out[n-1].end = i
			}
			in = line != "```"
			if in {
				out = append(out, example{command: strings.TrimPrefix(line, "$ "), start: i + 1})
			}
		}
	}
	return out
}

// runExample understands `innograph …` and `curl -s 'localhost:8080/…'`, the
// latter also with `| jq .`, which indents, or `| jq .key`, which picks.
func runExample(t *testing.T, base, command string) string {
	t.Helper()
	if rest, ok := strings.CutPrefix(command, "innograph "); ok {
		code, stdout, stderr := try(t, strings.Fields(rest)...)
		if code == commandline.ExitUsage {
			t.Errorf("%s: %s", command, stderr)
		}
		return strings.TrimRight(stdout+stderr, "\n")
	}
	rest, ok := strings.CutPrefix(command, "curl -s '")
	url, filter, _ := strings.Cut(rest, "'")
	path, local := strings.CutPrefix(url, "localhost:8080")
	if !ok || !local {
		t.Errorf("the README's example cannot be run: %s", command)
		return ""
	}
	_, body := get(t, base+path)
	body = bytes.TrimSpace(body)
	if filter = strings.TrimPrefix(strings.TrimSpace(filter), "| jq "); filter != "" {
		if key := strings.TrimPrefix(filter, "."); key != "" {
			var object map[string]json.RawMessage // keeps the order of what is inside, as jq does
			if err := json.Unmarshal(body, &object); err != nil {
				t.Errorf("%s: %v", command, err)
				return ""
			}
			body = object[key]
		}
		var b bytes.Buffer
		if err := json.Indent(&b, body, "", "  "); err != nil {
			t.Errorf("%s: %v", command, err)
		}
		return b.String()
	}
	return string(body)
}

// TestReadmeEdits runs the README's shell block on editing, each command of which
// must succeed, with the program and a port of the test's own.
func TestReadmeEdits(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(raw), "```sh\n")
	block, _, ok := strings.Cut(after, "\n```")
	if !ok || !strings.Contains(block, "innograph serve") {
		t.Fatal("the README has no shell block that serves")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	dir := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "innograph"), ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	block = strings.ReplaceAll(block, "localhost:8080", address)
	block = strings.Replace(block, "audit.jsonl &", "audit.jsonl --log-level error --listen "+address+" >/dev/null & server=$!; trap 'kill $server; wait $server' EXIT\n"+
		"for i in $(seq 100); do curl -sf "+address+"/readyz >/dev/null && break; sleep 0.1; done", 1)
	script := exec.Command("bash", "-euo", "pipefail", "-c", block)
	script.Dir, script.Env = dir, append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
	out, err := script.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{`"revision":`, `"Example Lab"`, `"undoes":3`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the block does not print %s:\n%s", want, out)
		}
	}
	if log, err := os.ReadFile(filepath.Join(dir, "audit.jsonl")); err != nil || strings.Count(string(log), `"key_name":"ann"`) != 3 {
		t.Errorf("%v: the audit log is\n%s", err, log)
	}
}
