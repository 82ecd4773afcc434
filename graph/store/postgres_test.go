//go:build unix

package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// openDatabase opens a store and closes it when the test ends.
func openDatabase(tb testing.TB, dsn string, changes ...func(*postgresOptions)) *postgres {
	tb.Helper()
	o := defaultPostgresOptions
	for _, change := range changes {
		change(&o)
	}
	s, err := newPostgres(context.Background(), dsn, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// audit has the doctor look at a store.
func audit(t *testing.T, dsn string) {
	t.Helper()
	r, err := Doctor{}.CheckPostgres(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		t.Error(f)
	}
}

// TestPostgresWriters: eight processes write as fast as they can what shares most
// of its nodes.
func TestPostgresWriters(t *testing.T) {
	const writers, each = 8, 100
	dsn := postgrestest.Database(t)
	heard := listen(t, dsn)
	pool := make([]graph.Statement, 60)
	for i := range pool {
		pool[i] = benchStatements(len(pool))[i]
	}
	var wg sync.WaitGroup
	for w := range writers {
		s := openDatabase(t, dsn)
		r := rand.New(rand.NewPCG(uint64(w), 1))
		wg.Go(func() {
			for i := range each {
				set := &graph.ChangeSet{Author: strconv.Itoa(w), Add: []graph.Statement{fact(fmt.Sprintf("writer-%d", w), "r", i)}}
				for _, k := range r.Perm(len(pool))[:8] {
					if r.IntN(2) == 0 {
						set.Add = append(set.Add, pool[k])
					} else {
						set.Remove = append(set.Remove, pool[k])
					}
				}
				if err := s.Commit(t.Context(), set); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	wg.Wait()
	audit(t, dsn)
	for want := 1; want <= writers*each; want++ {
		select {
		case got := <-heard:
			if got != strconv.Itoa(want) {
				t.Fatalf("number %s was told where %d should be", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("number %d was not told", want)
		}
	}
}

// listen hears what is told of new change sets.
func listen(t *testing.T, dsn string) <-chan string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "LISTEN "+notifyChannel); err != nil {
		t.Fatal(err)
	}
	heard := make(chan string, 10_000)
	done := make(chan struct{})
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(func() { cancel(); <-done; _ = conn.Close(context.Background()) })
	go func() {
		defer close(done)
		for {
			n, err := conn.WaitForNotification(ctx)
			if err != nil {
				return
			}
			heard <- n.Payload
		}
	}()
	return heard
}

// TestPostgresLarge takes the ways that large changes take, and those of changes
// that cancel out.
func TestPostgresLarge(t *testing.T) {
	dsn := postgrestest.Database(t)
	s := openDatabase(t, dsn)
	list := benchStatements(9000)
	apply(t, s, graph.Delta{Add: list[:5000]}) // empty: copied straight
	ids := make([]string, 4000)
	for i := range ids {
		ids[i] = list[i].ID
	}
	apply(t, s, graph.Delta{Add: list[4500:], Remove: ids})
	expect(t, s, list[4000:]...)
	if err := s.Commit(t.Context(),
		&graph.ChangeSet{Add: list[:100]}, &graph.ChangeSet{Remove: list[:100]}, // nothing in all
		&graph.ChangeSet{Remove: list[8000:]}, &graph.ChangeSet{Add: list[8500:]}); err != nil {
		t.Fatal(err)
	}
	expect(t, s, append(list[4000:8000:8000], list[8500:]...)...)
	audit(t, dsn)
	apply(t, s, graph.Delta{Remove: idsOf(list)})
	expect(t, s)
	if n := postgrestest.Query[int](t, dsn, "SELECT (SELECT count(*) FROM nodes) + (SELECT count(*) FROM quads)"); n != 0 {
		t.Errorf("%d nodes and quads are left of nothing", n)
	}
}

func idsOf(list []graph.Statement) []string {
	ids := make([]string, len(list))
	for i, s := range list {
		ids[i] = s.ID
	}
	return ids
}

// TestPostgresTexts has what Cayley's own reader would change.
func TestPostgresTexts(t *testing.T) {
	s := openDatabase(t, postgrestest.Database(t))
	var want []graph.Statement
	for _, text := range []string{`\x00`, `a\x00b`, `\\x00`, "NULL", `{"a"}`, `\N`, `\.`} {
		for _, v := range []graph.Value{graph.StringValue(text), graph.LangValue(text, "zh")} {
			want = append(want, graph.Statement{Subject: "a", Relation: "r", Object: v}.Identify())
		}
	}
	apply(t, s, graph.Delta{Add: want})
	expect(t, s, want...)
	apply(t, s, graph.Delta{Add: benchStatements(2000)}) // so that they come by both ways of reading
	expect(t, s, append(benchStatements(2000), want...)...)
	if got, err := s.Asked(t.Context(), "a\x00b", "\xff"); got != nil || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	if err := s.Commit(t.Context(), &graph.ChangeSet{Author: "a", Idempotency: "b\x00c", Remove: want[:1]}, &graph.ChangeSet{Author: "a\x00b", Idempotency: "c", Remove: want[1:2]}); err != nil {
		t.Fatal(err)
	}
	for author, key := range map[string]string{"a": "b\x00c", "a\x00b": "c"} {
		if got, err := s.Asked(t.Context(), author, key); err != nil || got == nil || got.Author != author {
			t.Errorf("%q asked %q: %v, %v", author, key, got, err)
		}
	}
}

// TestPostgresWritesBesideReaders: as many loops as there are connections do not
// keep a change waiting that one of them makes.
func TestPostgresWritesBesideReaders(t *testing.T) {
	s := openDatabase(t, postgrestest.Database(t)+"&pool_max_conns=3")
	apply(t, s, graph.Delta{Add: benchStatements(500)})
	var nest func(depth int) error
	nest = func(depth int) error {
		if depth == 0 {
			return s.Apply(t.Context(), graph.Delta{Add: []graph.Statement{fact("inside", "r", 1)}})
		}
		for _, err := range s.Statements(t.Context()) {
			if err != nil {
				return err
			}
			return nest(depth - 1)
		}
		return nil
	}
	if err := nest(3); err != nil {
		t.Error(err)
	}
	expect(t, s, append(benchStatements(500), fact("inside", "r", 1))...)
}

// TestPostgresAllInUse: a question that finds no connection says why.
func TestPostgresAllInUse(t *testing.T) {
	s := openDatabase(t, postgrestest.Database(t)+"&pool_max_conns=1", func(o *postgresOptions) { o.readWait = 100 * time.Millisecond })
	apply(t, s, graph.Delta{Add: benchStatements(10)})
	for _, err := range s.Statements(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Last(t.Context()); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "in use") {
			t.Errorf("got %v", err)
		}
		break
	}
	if n, err := s.Last(t.Context()); n != 1 || err != nil {
		t.Error(n, err)
	}
}

func TestPostgresBackup(t *testing.T) {
	s := openDatabase(t, postgrestest.Database(t))
	if err := s.Backup(t.Context(), nil); graph.KindOf(err) != graph.Invalid {
		t.Errorf("got %v", err)
	}
}
