package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/snapshot"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/seeds"
)

// A store in a file gets a snapshot when serving ends, which the next start uses
// as long as nothing changed; a stale or damaged one is replaced.
func TestSnapshotBesideTheStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	used := func() (bool, int) {
		t.Helper()
		base, welcome, stop := startServer(t, "--store", "bolt:"+path)
		_, body := get(t, base+"/healthz")
		var health struct{ Graph graph.Stats }
		if err := json.Unmarshal(body, &health); err != nil {
			t.Fatal(err)
		}
		if code := stop(); code != commandline.ExitOK {
			t.Fatalf("exit %d", code)
		}
		return strings.Contains(strings.Join(welcome, "\n"), "by the snapshot beside it"), health.Graph.Statements
	}
	first, n := used()
	second, m := used()
	if first || !second || n != m || n == 0 {
		t.Errorf("used %v with %d statements, then %v with %d", first, n, second, m)
	}
	whole, err := os.ReadFile(path + ".snap")
	if err != nil {
		t.Fatal(err)
	}
	whole[len(whole)/2] ^= 1
	if err := os.WriteFile(path+".snap", whole, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged, n := used()
	repaired, m := used()
	if damaged || !repaired || n != m {
		t.Errorf("a damaged one is used: %v with %d statements; afterwards %v with %d", damaged, n, repaired, m)
	}
	change(t, path)
	stale, n := used()
	again, k := used()
	if stale || !again || n != m+1 || k != n {
		t.Errorf("a stale one is used: %v with %d statements; afterwards %v with %d", stale, n, again, k)
	}
}

// change adds one statement to the store of a program that has ended.
func change(t *testing.T, path string) {
	t.Helper()
	s, err := store.Open(t.Context(), "bolt:"+path)
	if err != nil {
		t.Fatal(err)
	}
	alias := graph.Statement{Subject: "hangzhou", Relation: graph.RelAlias, Object: graph.StringValue("another name")}.Identify()
	if err := s.Apply(t.Context(), graph.Delta{Add: []graph.Statement{alias}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A snapshot that is replaced while it is served is taken up; from one that is
// written to nothing is answered until a whole one is there.
func TestServeFollowsItsSnapshot(t *testing.T) {
	defer func(d time.Duration) { followEvery = d }(followEvery)
	followEvery = 5 * time.Millisecond
	model, err := seeds.LoadEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "g.snap")
	put := func(cities int) {
		t.Helper()
		g, err := graph.Build(model.Ontology, func(yield func(graph.Statement, error) bool) {
			for i := range cities {
				if !yield(graph.Statement{Subject: fmt.Sprintf("city-%d", i), Relation: graph.RelType, Object: graph.StringValue("City")}.Identify(), nil) {
					return
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := snapshot.Write(context.Background(), path, g); err != nil {
			t.Fatal(err)
		}
	}
	put(3)
	base, _, stop := startServer(t, "--snapshot", path)
	expect := func(status int, text string) {
		t.Helper()
		var got int
		var body []byte
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
			if got, body = get(t, base+"/v1/entities?limit=1"); got == status && strings.Contains(string(body), text) {
				return
			}
		}
		t.Fatalf("%d %s, want %d with %s", got, body, status, text)
	}
	expect(200, `"total":3`)
	put(4)
	expect(200, `"total":4`)
	if err := os.Truncate(path, 200); err != nil {
		t.Fatal(err)
	}
	expect(503, "not loaded")
	put(5)
	expect(200, `"total":5`)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	expect(200, `"total":5`)
	if code := stop(); code != commandline.ExitOK {
		t.Errorf("exit %d", code)
	}
}
