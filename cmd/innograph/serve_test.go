package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	nethttp "net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// startServer runs `innograph serve` in process on a free loopback port and
// returns its address, its first lines and a stop that returns the exit code.
func startServer(t *testing.T, args ...string) (base string, welcome []string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	reader, writer := io.Pipe()
	code := make(chan int, 1)
	var log bytes.Buffer
	go func() {
		code <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), writer, &log)
		_ = writer.Close()
	}()
	lines := bufio.NewScanner(reader)
	for lines.Scan() {
		welcome = append(welcome, lines.Text())
		if rest, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "listening on "); ok {
			base = rest
		}
		if strings.HasSuffix(lines.Text(), "/docs") {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, reader) }()
	stopped := false
	stop = func() int {
		if stopped {
			return 0
		}
		stopped = true
		cancel()
		return <-code
	}
	t.Cleanup(func() { stop() })
	if base == "" {
		cancel()
		t.Fatalf("the server did not start: exit %d\n%s", <-code, log.String())
	}
	return base, welcome, stop
}

func get(t *testing.T, url string) (status int, body []byte) {
	t.Helper()
	response, err := nethttp.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err = io.ReadAll(response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, body
}

func TestServe(t *testing.T) {
	base, welcome, stop := startServer(t)
	for _, line := range welcome {
		if url := strings.TrimSpace(line); strings.HasPrefix(url, base+"/") {
			if status, body := get(t, url); status != 200 {
				t.Errorf("the example %s answers %d: %s", url, status, body)
			}
		}
	}
	if code := stop(); code != commandline.ExitOK {
		t.Errorf("exit %d after being asked to stop", code)
	}
	if _, err := nethttp.Get(base + "/healthz"); err == nil {
		t.Error("the server still answers after it stopped")
	}
}

// TestServeBolt fills a new store from the packs, and finds it filled the next
// time.
func TestServeBolt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.bolt")
	version := func() (string, []string) {
		base, welcome, stop := startServer(t, "--store", "bolt:"+path)
		defer stop()
		_, body := get(t, base+"/v1/entities/hangzhou/neighborhood")
		var answer struct{ Meta struct{ Version string } }
		if err := json.Unmarshal(body, &answer); err != nil || answer.Meta.Version == "" {
			t.Fatalf("%v: %s", err, body)
		}
		return answer.Meta.Version, welcome
	}
	first, _ := version()
	second, _ := version()
	if first != second {
		t.Errorf("version %s became %s", first, second)
	}
	base, _, _ := startServer(t, "--store", "bolt:"+path)
	start := time.Now()
	code, _, stderr := try(t, "search", "hangzhou", "--store", "bolt:"+path)
	if code != commandline.ExitFailed || !strings.Contains(stderr, path) || time.Since(start) > 20*time.Second {
		t.Errorf("a store that another process has open: exit %d, %s", code, stderr)
	}
	_, _ = get(t, base+"/healthz")
}

func TestForeignStoreIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a store\n", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	code, _, stderr := try(t, "search", "hangzhou", "--store", "bolt:"+path)
	if after, _ := os.ReadFile(path); code != commandline.ExitFailed || !strings.Contains(stderr, path) || !bytes.Equal(before, after) {
		t.Errorf("exit %d, %s", code, stderr)
	}
}
