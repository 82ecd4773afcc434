package snapshot

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

var ontology = graph.NewOntology(
	[]graph.EntityType{{ID: "City"}, {ID: "Gauge", Role: graph.RoleIndicator}},
	[]graph.Relation{{ID: "near", Range: []string{"City"}, Sentence: graph.Text{Zh: "{subject}邻{object}", En: "{subject} is near {object}"}}}, nil, nil)

// cities is a graph of n cities in a ring, with chords.
func cities(t testing.TB, n int) *graph.Graph {
	t.Helper()
	g, err := graph.Build(ontology, func(yield func(graph.Statement, error) bool) {
		put := func(s graph.Statement) bool { return yield(s.Identify(), nil) }
		id := func(i int) string { return "city-" + string(rune('a'+i%26)) + "-" + strings.Repeat("x", i/26%n+1) }
		for i := range n {
			put(graph.Statement{Subject: id(i), Relation: graph.RelType, Object: graph.StringValue("City")})
			put(graph.Statement{Subject: id(i), Relation: graph.RelName, Object: graph.LangValue("城市"+string(rune('一'+i)), "zh")})
			put(graph.Statement{Subject: id(i), Relation: graph.RelName, Object: graph.LangValue("City \""+id(i)+"\"", "en")})
			put(graph.Statement{Subject: id(i), Relation: graph.RelAlias, Object: graph.StringValue("alias " + id(i))})
			for _, to := range []int{i + 1, 3 * i, i * i} {
				put(graph.Statement{Subject: id(i), Relation: "near", Object: graph.EntityValue(id(to % n)), Status: graph.Status(to % 3),
					References: []graph.Reference{{Source: "paper", Section: "1", Terms: []string{id(i)}}}})
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func written(t testing.TB, g *graph.Graph) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "g.snap")
	if err := Write(context.Background(), path, g); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWriteAndOpen(t *testing.T) {
	g := cities(t, 60)
	path := written(t, g)
	h, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if d := graph.Diff(g, h); !d.Empty() || g.Version() != h.Version() || g.Stats() != h.Stats() {
		t.Errorf("%+v", d)
	}
	one, _ := os.ReadFile(path)
	two, _ := os.ReadFile(written(t, h))
	if !bytes.Equal(one, two) {
		t.Error("the snapshot of a snapshot is another")
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	hidden, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if len(left)+len(hidden) != 1 {
		t.Errorf("beside the snapshot lies %v %v", left, hidden)
	}
	parts, err := Describe(path)
	sum := uint64(0)
	for _, p := range parts {
		sum += p.Size
	}
	if err != nil || len(parts) < 40 || sum > uint64(len(one)) || sum < uint64(len(one))/2 {
		t.Errorf("%v, %d bytes in %v", err, sum, parts)
	}
}

func TestRefused(t *testing.T) {
	whole, _ := os.ReadFile(written(t, cities(t, 30)))
	put := func(at int, b ...byte) []byte {
		c := bytes.Clone(whole)
		copy(c[at:], b)
		return c
	}
	for _, c := range []struct {
		what string
		file []byte
		want string
	}{
		{"empty", nil, "header: the file has 0 bytes, fewer than a header"},
		{"foreign", []byte(strings.Repeat("PK\x03\x04", 20)), "header: this is no snapshot of innograph"},
		{"newer", put(8, 9), "header: it is of format version 9, and this program reads version 1"},
		{"older", put(8, 0), "header: it is of format version 0, and this program reads version 1"},
		{"cut", whole[:len(whole)-1], "header: the file has"},
		{"longer", append(bytes.Clone(whole), 0), "header: the file has"},
		{"header", put(13, 1), "header: its checksum does not fit"},
		{"table", put(headerSize+1, 'X'), "table: its checksum does not fit"},
		{"section", put(len(whole)-100, whole[len(whole)-100]^1), "search.words.sig: its checksum does not fit: the file is damaged"},
	} {
		t.Run(c.what, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bad.snap")
			if err := os.WriteFile(path, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Open(context.Background(), path)
			var e *Error
			if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), path+": "+c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
	if _, err := Open(context.Background(), t.TempDir()); err == nil {
		t.Error("a directory is opened")
	}
	if _, err := Open(context.Background(), filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	path := filepath.Join(t.TempDir(), "g.snap")
	if err := Write(ended, path, cities(t, 5)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 0 {
		t.Errorf("an end within writing leaves %v", left)
	}
	if _, err := Open(ended, written(t, cities(t, 5))); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestRandomDamage changes a snapshot in 10,000 random ways: each is refused.
func TestRandomDamage(t *testing.T) {
	whole, _ := os.ReadFile(written(t, cities(t, 20)))
	r := rand.New(rand.NewPCG(7, 7))
	path := filepath.Join(t.TempDir(), "bad.snap")
	for i := range 10_000 {
		bad := bytes.Clone(whole)
		switch i % 4 {
		case 0: // one bit
			bad[r.IntN(len(bad))] ^= 1 << r.IntN(8)
		case 1: // a run of bytes
			at := r.IntN(len(bad))
			for j := at; j < min(at+1+r.IntN(64), len(bad)); j++ {
				bad[j] = byte(r.Uint32())
			}
		case 2: // cut
			bad = bad[:r.IntN(len(bad))]
		case 3: // pieces exchanged
			a, b := r.IntN(len(bad)-64), r.IntN(len(bad)-64)
			var piece [64]byte
			copy(piece[:], bad[a:])
			copy(bad[a:a+64], bad[b:b+64])
			copy(bad[b:b+64], piece[:])
		}
		if bytes.Equal(bad, whole) {
			continue
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		var e *Error
		if _, err := Open(context.Background(), path); !errors.As(err, &e) {
			t.Fatalf("change %d: %v", i, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	whole, _ := os.ReadFile(written(f, cities(f, 8)))
	f.Add(whole)
	f.Add(whole[:headerSize])
	g := cities(f, 8)
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "f.snap")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := Open(context.Background(), path)
		if err == nil && !graph.Diff(g, h).Empty() {
			t.Error("another graph is opened")
		}
	})
}

func TestWatch(t *testing.T) {
	path := written(t, cities(t, 5))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	seen := make(chan Change, 10)
	done := make(chan error)
	go func() { done <- Watch(ctx, path, time.Millisecond, func(c Change) { seen <- c }) }()
	expect := func(want Change) {
		t.Helper()
		select {
		case got := <-seen:
			if got != want {
				t.Fatalf("%v, want %v", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%v is not noticed", want)
		}
	}
	time.Sleep(20 * time.Millisecond) // it has looked at least once
	if err := Write(ctx, path, cities(t, 6)); err != nil {
		t.Fatal(err)
	}
	expect(Replaced)
	if err := os.Truncate(path, 100); err != nil {
		t.Fatal(err)
	}
	expect(Modified)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	expect(Missing)
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
