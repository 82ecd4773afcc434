package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// The peers and scale commands start this program again for what is measured in
// process; in a test that is the test's own program.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "engine" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func try(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var out, complaint bytes.Buffer
	code = run(ctx, args, &out, &complaint)
	return code, out.String(), complaint.String()
}

func mustRun(t *testing.T, args ...string) (stdout string) {
	t.Helper()
	code, stdout, stderr := try(t, args...)
	if code != commandline.ExitOK {
		t.Fatalf("%s: exit %d: %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// TestCommands goes the whole way at a small size: a graph is made, built into a
// snapshot, served by the real program, and asked by every command.
func TestCommands(t *testing.T) {
	dir := t.TempDir()
	snap := filepath.Join(dir, "g.snap")
	binary, err := programFlag{}.program(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if out := mustRun(t, "gen", "-statements", "2000", "-o", dir); !strings.Contains(out, "200 entities") {
		t.Errorf("gen prints %q", out)
	}
	if _, err := buildSnapshot(t.Context(), binary, dir, snap); err != nil {
		t.Fatal(err)
	}
	queries := filepath.Join(dir, queriesFile)

	t.Run("load", func(t *testing.T) {
		address, err := freeAddress()
		if err != nil {
			t.Fatal(err)
		}
		server, err := startProcess(t.Context(), "innograph serve", binary, "serve", "--snapshot", snap, "--listen", address, "--log-level", "warn")
		if err != nil {
			t.Fatal(err)
		}
		defer server.stop()
		if err := server.await(time.Minute, func() error {
			c := connection{host: address}
			defer c.close()
			_, _, err := c.ask([]byte("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n"), io.Discard)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for _, more := range [][]string{nil, {"--mixed"}, {"--rate", "500", "--gzip", "--kind", "path"}} {
			out := mustRun(t, append([]string{"load", "--url", "http://" + address, "--queries", queries, "--connections", "1,3", "--duration", "50ms", "--warmup", "10ms"}, more...)...)
			lines := strings.Split(strings.TrimSpace(out), "\n")
			if len(lines) < 3 {
				t.Errorf("load %v prints only %q", more, out)
			}
			for _, line := range lines[1:] {
				if !strings.Contains(line, "200×") || strings.Contains(line, "none×") || strings.Count(line, "×") != 1 {
					t.Errorf("load %v: not every answer is 200: %s", more, line)
				}
			}
		}
	})
	t.Run("engine", func(t *testing.T) {
		out := mustRun(t, "engine", "--snapshot", snap, "--budget", "20ms")
		for _, want := range []string{"1-hop", "5 shortest paths", "search, pinyin", "list by type and degree", "resident"} {
			if !strings.Contains(out, want) {
				t.Errorf("engine does not print %q:\n%s", want, out)
			}
		}
	})
	t.Run("peers", func(t *testing.T) {
		readme := filepath.Join(dir, "README.md")
		if err := os.WriteFile(readme, []byte("before\n"+sectionStart+"\nold\n"+sectionEnd+"\nafter\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		mustRun(t, "peers", "--dir", dir, "--innograph", binary, "--budget", "20ms", "--tool", "networkx", "--python", filepath.Join(dir, "no-python"), "--readme", readme)
		raw, err := os.ReadFile(readme)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		for _, want := range []string{"before\n" + sectionStart, "| shortest path |", "innograph, over HTTP", "networkx: not measured: ", "All tools gave the same answers", sectionEnd + "\nafter\n"} {
			if !strings.Contains(text, want) {
				t.Errorf("the README lacks %q:\n%s", want, text)
			}
		}
		if strings.Contains(text, "\nold\n") {
			t.Error("the old table is still there")
		}
	})
	t.Run("peers that differ", func(t *testing.T) {
		// A script that knows its questions, and answers one of them wrongly.
		writeText(t, dir, "peer_networkx.py", `test "$1 $2" = "--dir `+dir+`" && test "$3" = --queries && grep -q '"kinds":.{"name":"2-hop, one type"[^}]*}]' "$4" || exit 1
echo '{"tool":"networkx","version":"9"}'
echo '{"kind":"2-hop, one type","count":2,"median_us":1,"p99_us":2,"sizes":[null,1000000]}'
`)
		readme := filepath.Join(dir, "kept.md")
		writeText(t, dir, "kept.md", sectionStart+"\nold\n"+sectionEnd+"\n")
		code, out, stderr := try(t, "peers", "--dir", dir, "--snapshot", snap, "--innograph", binary, "--budget", "20ms", "--kind", "2-hop, one type", "--tool", "networkx",
			"--python", "/bin/sh", "--peers", dir, "--readme", readme)
		if code != commandline.ExitFailed || !strings.Contains(stderr, "but networkx [1000000]") {
			t.Errorf("exit %d: %s", code, stderr)
		}
		if !strings.Contains(out, "networkx 9 |") || strings.Count(out, "\n| ") != 5 || strings.Contains(out, "same answers") {
			t.Errorf("the table is %s", out)
		}
		if raw, err := os.ReadFile(readme); err != nil || !strings.Contains(string(raw), "old") {
			t.Errorf("%v: the README is now %s", err, raw)
		}
	})
	t.Run("scale", func(t *testing.T) {
		out := mustRun(t, "scale", "--sizes", "500,1000", "--innograph", binary, "--budget", "10ms", "--kind", "1-hop")
		for _, want := range []string{"| edges | 500 | 1,000 |", "1-hop, over HTTP", "| bytes per statement | 500 edges | 1,000 edges | 1,000,000,000 statements |"} {
			if !strings.Contains(out, want) {
				t.Errorf("scale does not print %q:\n%s", want, out)
			}
		}
	})
}

func TestUsage(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, "gen", "--statements", "100", "-o", dir)
	queries := filepath.Join(dir, queriesFile)
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"gen", "--statements", "7", "-o", dir}, commandline.ExitUsage, "between 100 and"},
		{[]string{"gen", "-o", dir}, commandline.ExitUsage, "statements"},
		{[]string{"load", "--queries", queries, "--url", "ftp://x"}, commandline.ExitUsage, "http://HOST:PORT"},
		{[]string{"load", "--queries", queries, "--duration", "-1s"}, commandline.ExitUsage, "--duration"},
		{[]string{"load", "--queries", queries, "--connections", "0"}, commandline.ExitUsage, "--connections"},
		{[]string{"load", "--queries", queries, "--kind", "nonsense"}, commandline.ExitUsage, "1-hop"},
		{[]string{"load", "--queries", queries, "--url", "http://127.0.0.1:1", "--connections", "1,0"}, commandline.ExitUsage, "--connections"},
		{[]string{"peers", "--dir", dir, "--tool", "neo4j"}, commandline.ExitUsage, "PostgreSQL"},
		{[]string{"load", "--queries", filepath.Join(dir, "none.json")}, commandline.ExitFailed, "graphbench gen"},
		{[]string{"load", "--queries", queries, "--url", "http://127.0.0.1:1", "--duration", "30ms"}, commandline.ExitFailed, "answered nothing"},
		{[]string{"engine", "--snapshot", filepath.Join(dir, "none.snap")}, commandline.ExitFailed, "none.snap"},
	} {
		code, _, stderr := try(t, c.args...)
		if code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: exit %d, %q; want %d and %q", c.args, code, stderr, c.code, c.want)
		}
	}
}
