//go:build unix

package store

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// injectErrors makes the server refuse the next n changes of a table with a code.
// A sequence counts them, since what it gave is not taken back by a rollback.
func injectErrors(t *testing.T, dsn, table, code string, n int) {
	t.Helper()
	postgrestest.Exec(t, dsn, `DROP SEQUENCE IF EXISTS injected`, `CREATE SEQUENCE injected`,
		fmt.Sprintf(`CREATE OR REPLACE FUNCTION inject() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			IF nextval('injected') <= %d THEN RAISE EXCEPTION 'injected' USING ERRCODE = '%s'; END IF; RETURN NULL; END $$`, n, code),
		`DROP TRIGGER IF EXISTS inject ON nodes`, `DROP TRIGGER IF EXISTS inject ON quads`, `DROP TRIGGER IF EXISTS inject ON innograph_ledger`,
		`CREATE TRIGGER inject AFTER INSERT OR UPDATE ON `+table+` FOR EACH STATEMENT EXECUTE FUNCTION inject()`)
}

func TestPostgresErrors(t *testing.T) {
	dsn := postgrestest.Database(t)
	s := openDatabase(t, dsn)
	n := 0
	for _, table := range []string{"nodes", "quads", "innograph_ledger"} {
		for _, c := range []struct {
			code  string
			times int
			kind  graph.ErrorKind // 0: none
			want  string
		}{
			{"40001", 3, 0, ""},
			{"40P01", 3, 0, ""},
			{"25006", 1, 0, ""}, // as from a primary that became a standby
			{"53100", 1, graph.NoSpace, "no room left"},
			{"53200", 1, graph.Unavailable, "SQLSTATE 53200"},
			{"57014", 1, graph.Unavailable, "in time"},
			{"55P03", 1, graph.Unavailable, "is busy"},
		} {
			injectErrors(t, dsn, table, c.code, c.times)
			set := &graph.ChangeSet{Add: []graph.Statement{fact("a", "r", n)}}
			err := s.Commit(t.Context(), set)
			if c.kind == 0 {
				if n++; err != nil || set.Number != uint64(n) {
					t.Errorf("%s on %s: number %d instead of %d, %v", c.code, table, set.Number, n, err)
				}
			} else if graph.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "nothing of the change was written") {
				t.Errorf("%s on %s: kind %d, %v", c.code, table, graph.KindOf(err), err)
			} else if set.Number != 0 || len(set.Add) != 1 {
				t.Errorf("%s on %s: the caller's set is %+v", c.code, table, set)
			}
		}
	}
	// One that never ends ends all the same.
	injectErrors(t, dsn, "quads", "40P01", 1000)
	start := time.Now()
	if err := s.Apply(t.Context(), graph.Delta{Add: []graph.Statement{fact("b", "r", 1)}}); graph.KindOf(err) != graph.Unavailable || time.Since(start) > 20*time.Second {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
	injectErrors(t, dsn, "quads", "40P01", 0)
	var want []graph.Statement
	for i := range n {
		want = append(want, fact("a", "r", i))
	}
	expect(t, s, want...)
	audit(t, dsn)
}

// TestPostgresBusy: a writer that does not let go of the lock.
func TestPostgresBusy(t *testing.T) {
	dsn := postgrestest.Database(t)
	s := openDatabase(t, dsn, func(o *postgresOptions) { o.lockWait = 100 * time.Millisecond })
	other := openDatabase(t, dsn)
	conn, tx, err := other.beginWrite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if err := s.Apply(t.Context(), graph.Delta{Add: []graph.Statement{fact("a", "r", 1)}}); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "busy") {
		t.Errorf("got %v", err)
	}
	rollback(tx)
	apply(t, s, graph.Delta{Add: []graph.Statement{fact("a", "r", 1)}})
}

// TestPostgresCrash kills all processes of the server under eight writers, three
// times. What was acknowledged is there afterwards, and whole.
func TestPostgresCrash(t *testing.T) {
	server, err := postgrestest.Start("fsync=on")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	dsn := server.Database(t)
	const writers = 8
	var acknowledged [writers]int
	for range 3 {
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for w := range writers {
			s := openDatabase(t, dsn, func(o *postgresOptions) { o.writeWait = 5 * time.Second })
			all, err := readAll(s)
			if err != nil {
				t.Fatal(err)
			}
			n, err := killState(all, w)
			if err != nil {
				t.Error(err)
			}
			if n < acknowledged[w] {
				t.Errorf("writer %d: %d rounds are there, and %d were acknowledged", w, n, acknowledged[w])
			}
			wg.Go(func() {
				defer s.Close()
				for {
					err := s.Apply(t.Context(), killDelta(w, n))
					if err != nil {
						if graph.KindOf(err) != graph.Unavailable {
							t.Errorf("writer %d: kind %d, %v", w, graph.KindOf(err), err)
						}
						return // the round may be there or not
					}
					n++
					acknowledged[w] = n
					select {
					case <-stop:
						return
					default:
					}
				}
			})
		}
		time.Sleep(400 * time.Millisecond)
		if err := server.Kill(); err != nil {
			t.Fatal(err)
		}
		close(stop)
		time.Sleep(100 * time.Millisecond)
		if err := server.Restart(); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
	}
	all, err := readAll(openDatabase(t, dsn))
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for w := range writers {
		n, err := killState(all, w)
		if err != nil || n < acknowledged[w] {
			t.Errorf("writer %d: %d rounds are there, and %d were acknowledged; %v", w, n, acknowledged[w], err)
		}
		total += acknowledged[w]
	}
	t.Logf("%d changes were acknowledged", total)
	if total < 3*writers {
		t.Errorf("only %d changes were acknowledged", total)
	}
	audit(t, dsn)
}
