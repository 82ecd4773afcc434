//go:build unix

package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

func checkDatabase(t *testing.T, dsn string) *Report {
	t.Helper()
	r, err := Doctor{Ontology: doctorOntology}.CheckPostgres(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// doctorDatabase makes a store with a past, of 41 statements, in 3 change sets.
func doctorDatabase(t *testing.T) string {
	t.Helper()
	dsn := postgrestest.Database(t)
	s := openDatabase(t, dsn)
	list := doctorStatements(60)
	for i, set := range []*graph.ChangeSet{{Add: list[:61]}, {Remove: list[40:]}, {Add: list[40:41]}} {
		set.Author, set.Idempotency = "ann", fmt.Sprint(i)
		if err := s.Commit(t.Context(), set); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dsn
}

// TestPostgresDoctorOfHistory: whatever was added and removed, alone and with
// others, the store is as it should be, also to the last statement.
func TestPostgresDoctorOfHistory(t *testing.T) {
	dsn := postgrestest.Database(t)
	s := openDatabase(t, dsn)
	list := doctorStatements(300)
	held := map[string]graph.Statement{}
	r := rand.New(rand.NewPCG(1, 2))
	last := uint64(0)
	for round := range 600 { // more than a batch of change sets
		set := &graph.ChangeSet{Author: "ann"}
		if r.IntN(2) == 0 {
			set.Idempotency = fmt.Sprint(r.IntN(100)) // asked for again, once forgotten
		}
		for _, i := range r.Perm(len(list))[:1+r.IntN(12)] {
			if _, ok := held[list[i].ID]; ok {
				set.Remove = append(set.Remove, list[i])
				delete(held, list[i].ID)
			} else {
				set.Add = append(set.Add, list[i])
				held[list[i].ID] = list[i]
			}
		}
		if err := s.Commit(t.Context(), set); err != nil {
			t.Fatal(err)
		}
		last = set.Number
		if round%150 == 149 {
			audit(t, dsn) // some entities have no type now: no ontology
		}
	}
	apply(t, s, graph.Delta{Add: list})
	report := checkDatabase(t, dsn)
	if last <= changeSetBatch || !report.Healthy() || len(report.Skipped) > 0 || len(report.Checked) != len(postgresChecks) || report.Statements != len(list) ||
		report.Quads != postgrestest.Query[int](t, dsn, "SELECT count(*) FROM quads") || report.Nodes != postgrestest.Query[int](t, dsn, "SELECT count(*) FROM nodes") ||
		report.Bytes < 100_000 || strings.Contains(report.Path, postgrestest.Password) {
		t.Errorf("%+v", report)
	}
	apply(t, s, graph.Delta{Remove: idsOf(list)})
	if report := checkDatabase(t, dsn); !report.Healthy() || report.Statements+report.Quads+report.Nodes != 0 {
		t.Errorf("empty: %+v", report)
	}
}

// TestPostgresDoctorRefuses: what is no store of this version is refused, by the
// check and by the repair, and left as it is.
func TestPostgresDoctorRefuses(t *testing.T) {
	server := postgrestest.Shared(t)
	made := func(commands ...string) func() string {
		return func() string {
			dsn := postgrestest.Database(t)
			_ = openDatabase(t, dsn).Close()
			postgrestest.Exec(t, dsn, commands...)
			return dsn
		}
	}
	empty := func(commands ...string) func() string {
		return func() string {
			dsn := postgrestest.Database(t)
			postgrestest.Exec(t, dsn, commands...)
			return dsn
		}
	}
	replaced := func(old, new string) func() string {
		return func() string { return strings.Replace(postgrestest.Database(t), old, new, 1) }
	}
	for name, c := range map[string]struct {
		dsn  func() string
		kind graph.ErrorKind
		want string
	}{
		"no URL":           {replaced("@127", "%@127"), graph.Invalid, "it is no URL"},
		"a wrong password": {replaced(postgrestest.Password, "hunter2"), graph.Unavailable, "password authentication failed"},
		"no database":      {replaced("/test_", "/no_test_"), graph.Invalid, "createdb"},
		"no server":        {func() string { return "postgres://user:hunter2@127.0.0.1:1/db" }, graph.Unavailable, "connection refused"},
		"nothing":          {empty(), graph.Invalid, "there is no store in postgres://127.0.0.1:"},
		"another's tables": {empty("CREATE TABLE nodes (id INT)"), graph.Invalid, "of another application"},
		"a newer schema":   {made("INSERT INTO innograph_schema SELECT max(version) + 1 FROM innograph_schema"), graph.Invalid, "made by a newer innograph"},
		"a missing step":   {made("INSERT INTO innograph_schema VALUES (0)"), graph.Unavailable, "after 2 steps"},
		"a missing table":  {made("DROP TABLE innograph_asked"), graph.Unavailable, "its table innograph_asked is missing"},
		"a missing column": {made("ALTER TABLE quads DROP COLUMN object_hash"), graph.Unavailable, "does not exist"},
	} {
		dsn := c.dsn()
		look := server.DSN(strings.TrimPrefix(mustParse(t, strings.ReplaceAll(dsn, "%@", "@")).Path, "/"))
		there := name != "no database" && name != "no server"
		was := ""
		if there {
			was = objects(t, look)
		}
		_, err := Doctor{}.CheckPostgres(t.Context(), dsn)
		_, _, repair := Doctor{}.RepairPostgres(t.Context(), dsn)
		for _, err := range []error{err, repair} {
			if graph.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: kind %d, %v", name, graph.KindOf(err), err)
			} else if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), postgrestest.Password) {
				t.Errorf("%s: the error %q repeats the password", name, err)
			}
		}
		if there && objects(t, look) != was {
			t.Errorf("%s: the database was touched", name)
		}
	}
}

// TestPostgresDoctorRights: who may only read can have a store looked at, and is
// told what a repair needs.
func TestPostgresDoctorRights(t *testing.T) {
	dsn := doctorDatabase(t)
	postgrestest.Exec(t, dsn, "CREATE ROLE reader_only LOGIN PASSWORD 'x'", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_only", "UPDATE innograph_ledger SET last = 2")
	u := mustParse(t, dsn)
	u.User = url.UserPassword("reader_only", "x")
	if r := checkDatabase(t, u.String()); r.Healthy() || !r.Repairable() {
		t.Errorf("%+v", r)
	}
	_, after, err := Doctor{}.RepairPostgres(t.Context(), u.String())
	if after != nil || graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "nothing was repaired") || !strings.Contains(err.Error(), "the owner of the tables") {
		t.Errorf("%+v, %v", after, err)
	}
}

// TestPostgresDoctorBesideWriters: looks and repairs while others write see one
// moment, and no change is lost.
func TestPostgresDoctorBesideWriters(t *testing.T) {
	dsn := doctorDatabase(t)
	stop := make(chan struct{})
	var written [4]int
	var writers sync.WaitGroup
	for w := range written {
		s := openDatabase(t, dsn)
		writers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				d := graph.Delta{Add: []graph.Statement{fact(fmt.Sprintf("writer-%d", w), "r", written[w])}}
				if n := written[w]; n > 0 && n%3 == 0 {
					d.Remove = []string{fact(fmt.Sprintf("writer-%d", w), "r", n-1).ID}
				}
				if err := s.Apply(context.Background(), d); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
				written[w]++
			}
		})
	}
	seen := map[int]bool{}
	for deadline := time.Now().Add(20 * time.Second); len(seen) < 10 && time.Now().Before(deadline); {
		r, err := Doctor{}.CheckPostgres(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		if !r.Healthy() {
			t.Fatalf("%+v", r.Findings)
		}
		seen[r.Statements] = true
	}
	postgrestest.Exec(t, dsn, `BEGIN`, `SELECT pg_advisory_xact_lock(`+fmt.Sprint(int64(writersLock))+`)`, `UPDATE nodes SET refs = refs + 1`, `COMMIT`)
	before, after, err := Doctor{}.RepairPostgres(t.Context(), dsn)
	if err != nil || before.Healthy() || after == nil || !after.Healthy() {
		t.Errorf("%+v, then %+v, %v", before, after, err)
	}
	close(stop)
	writers.Wait()
	want := 41
	for _, n := range written {
		want += n - (n-1)/3
	}
	if r, err := (Doctor{}).CheckPostgres(t.Context(), dsn); err != nil || !r.Healthy() || r.Statements != want || len(seen) < 10 {
		t.Errorf("%d moments seen, then %+v of %d statements, %v", len(seen), r, want, err)
	}
}

// TestPostgresDoctorWaits: a repair waits for a writer, and ends with its context;
// where nothing can be repaired it does not wait.
func TestPostgresDoctorWaits(t *testing.T) {
	dsn := doctorDatabase(t)
	conn, tx, err := openDatabase(t, dsn).beginWrite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	defer rollback(tx)
	for last, waits := range map[int]bool{2: true, 9: false} {
		postgrestest.Exec(t, dsn, fmt.Sprintf("UPDATE innograph_ledger SET last = %d", last))
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		before, after, err := Doctor{}.RepairPostgres(ctx, dsn)
		cancel()
		if before == nil || before.Healthy() || after != nil || errors.Is(err, context.DeadlineExceeded) != waits || err != nil && !waits {
			t.Errorf("last %d: %+v, %+v, %v", last, before, after, err)
		}
	}
}

// TestPostgresDoctorLooksAgain: what changed while a repair waited for the lock
// counts, and not what was there before.
func TestPostgresDoctorLooksAgain(t *testing.T) {
	for change, healthy := range map[string]bool{"UPDATE innograph_ledger SET last = 3": true, "DELETE FROM innograph_changes WHERE number = 1": false} {
		dsn := doctorDatabase(t)
		conn, tx, err := openDatabase(t, dsn).beginWrite(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		postgrestest.Exec(t, dsn, "UPDATE innograph_ledger SET last = 2")
		type result struct {
			before, after *Report
			err           error
		}
		done := make(chan result, 1)
		go func() {
			var r result
			r.before, r.after, r.err = Doctor{}.RepairPostgres(t.Context(), dsn)
			done <- r
		}()
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			if postgrestest.Query[bool](t, dsn, `SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted)`) {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("the repair does not wait")
			}
		}
		if _, err := tx.Exec(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		conn.Release()
		if r := <-done; r.err != nil || r.after != nil || r.before.Healthy() != healthy || r.before.Repairable() != healthy {
			t.Errorf("%s: %+v, %+v, %v", change, r.before, r.after, r.err)
		}
	}
}
