package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	nethttp "net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/innograph/innograph/seeds"
)

// TestPackIsSent sends the embedded pack to a server that has it: nothing changes.
// Changed, it is that change; broken, every mistake is told with its line.
func TestPackIsSent(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "keys.jsonl")
	code, secret, stderr := try(t, "key", "create", "--keys", file, "--name", "ann", "--role", "editor")
	if code != 0 {
		t.Fatal(stderr)
	}
	base, _, _ := startServer(t, "--store", "bolt:"+filepath.Join(dir, "store"), "--keys", file)
	send := func(query, body string) (int, string) {
		t.Helper()
		req, err := nethttp.NewRequest(nethttp.MethodPost, base+"/v1/packs"+query, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+strings.TrimSpace(secret))
		req.Header.Set("Content-Type", "application/yaml")
		res, err := nethttp.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(text)
	}
	const folder = "packs/hangzhou-report"
	entries, err := fs.ReadDir(seeds.FS, folder)
	if err != nil {
		t.Fatal(err)
	}
	files := [][]byte{nil}
	for _, e := range entries {
		data, err := fs.ReadFile(seeds.FS, folder+"/"+e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == "pack.yaml" {
			files[0] = data
		} else {
			files = append(files, data)
		}
	}
	pack := string(bytes.Join(files, []byte("\n---\n")))
	var answer struct {
		ID     string
		Change struct{ Number, Added, Removed int }
	}
	changes := func(query, body string) (added, removed int) {
		t.Helper()
		status, text := send(query, body)
		if err := json.Unmarshal([]byte(text), &answer); status != 200 || err != nil || answer.ID != "hangzhou-report" {
			t.Fatalf("%d %.500s", status, text)
		}
		return answer.Change.Added, answer.Change.Removed
	}
	if a, r := changes("", pack); a+r != 0 {
		t.Errorf("the same pack adds %d and removes %d", a, r)
	}
	renamed := strings.Replace(pack, "Zhijiang Laboratory", "Zhijiang Lab of Tests", 1)
	if a, r := changes("?dry_run=true", renamed); a != 1 || r != 1 {
		t.Errorf("another name adds %d and removes %d", a, r)
	}
	if a, r := changes("", renamed); a != 1 || r != 1 || answer.Change.Number != 2 {
		t.Errorf("another name adds %d and removes %d in change set %d", a, r, answer.Change.Number)
	}
	if _, body := get(t, base+"/v1/entities/zhijiang-lab"); !strings.Contains(string(body), "Zhijiang Lab of Tests") {
		t.Error("the name is not the new one")
	}
	if a, r := changes("", pack); a != 1 || r != 1 {
		t.Errorf("the first pack again adds %d and removes %d", a, r)
	}
	broken := strings.Replace(strings.Replace(pack, "type: Laboratory", "type: Laboratry", 1), "relation: part-of", "relation: part-off", 1)
	status, text := send("", broken)
	var problem struct {
		Errors []struct{ Location, Message string }
	}
	if err := json.Unmarshal([]byte(text), &problem); status != 422 || err != nil || len(problem.Errors) < 2 {
		t.Fatalf("%d %.500s", status, text)
	}
	lines := strings.Split(broken, "\n")
	for _, e := range problem.Errors {
		var line, column int
		if _, err := fmt.Sscanf(e.Location, "body:%d:%d", &line, &column); err != nil || line > len(lines) || !strings.Contains(lines[line-1], "Laboratry") && !strings.Contains(lines[line-1], "part-off") {
			t.Errorf("%s: %s", e.Location, e.Message)
		}
	}
}
