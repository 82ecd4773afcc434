package export

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

const readersDir = "testdata/readers"

// installReaders makes sure that the programs which the formats are written for
// are there, at the versions of the lock file.
func installReaders(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Fatal("this test reads the formats with their own libraries and needs Node.js 20 or later: install it and run `make setup`")
	}
	// npm writes this file last, so a broken installation has none.
	_, err := os.Stat(filepath.Join(readersDir, "node_modules", ".package-lock.json"))
	if err == nil {
		return
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	npm := exec.Command("npm", "ci", "--no-audit", "--no-fund")
	npm.Dir = readersDir
	if said, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("npm ci in %s: %v; run `make setup` where packages can be had\n%s", readersDir, err, said)
	}
}

// TestTheirOwnLibrariesRead writes answers in every format and has them read by
// Cytoscape.js, d3-force, ECharts, G6, graphology, vis-data, Graphviz, jsonld.js
// and N3.
func TestTheirOwnLibrariesRead(t *testing.T) {
	installReaders(t)
	answers := map[string]*graph.Subgraph{"handmade": handmade(t), "random 1": random(t, 1), "random 2": random(t, 2), "random 3": random(t, 3), "random 4": random(t, 4)}
	for name, s := range answers {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range Formats() {
				o := Options{Flat: f.Name == "graphml"} // graphology knows no nested graphs
				if err := os.WriteFile(filepath.Join(dir, f.Name), write(t, f.Name, s, o), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			node := exec.CommandContext(ctx, "node", "readers.mjs", dir)
			node.Dir = readersDir
			said, err := node.Output()
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				t.Fatalf("%v\n%s", err, exit.Stderr)
			}
			if err != nil {
				t.Fatal(err)
			}
			var found map[string]content
			if err := json.Unmarshal(said, &found); err != nil {
				t.Fatalf("%v in %s", err, said)
			}
			for _, f := range []string{"cytoscape", "d3", "echarts", "g6", "graphology", "vis", "graphml", "gexf", "jsonld", "nquads", "dot"} {
				t.Run(f, func(t *testing.T) { compare(t, found[f], contentOf(s, "zh", readers[f].text)) })
			}
		})
	}
}
