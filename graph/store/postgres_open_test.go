//go:build unix

package store

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

func TestPostgresNames(t *testing.T) {
	for _, dsn := range []string{
		"postgres", "postgres:", "postgres:hunter2", "postgres:/hunter2", "postgres://user:hunter2", "postgres://user:hunter2@host:port/db",
		"postgres://user:hun/ter2@host/db", "postgres://user:hun%ter2@host/db", "postgres://user:hunter2@host/", "postgres://user:hunter2@host/db?sslmode=hunter2",
		"postgres://user@host/db?password=hunter2&sslmode=maybe", "postgres://user:hunter2@host/db?target_session_attrs=standby",
		"postgres://user:hunter2@host/db?target_session_attrs=read-only", "postgres://user:hunter2@host/db?pool_max_conns=hunter2", "postgres://user:hunter2@host/db?a=%zz",
	} {
		_, err := Open(t.Context(), dsn)
		if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "postgres://USER@HOST") {
			t.Errorf("%s: %v", dsn, err)
		} else if strings.Contains(err.Error(), "hun") {
			t.Errorf("%s: the error %q repeats the password", dsn, err)
		}
	}
}

// objects lists all that a database holds, to see whether it was touched.
func objects(t *testing.T, dsn string) string {
	t.Helper()
	return postgrestest.Query[string](t, dsn, `SELECT coalesce(string_agg(format('%s %s %s %s', relname, relkind, relacl, xmin), e'\n' ORDER BY oid), '') FROM pg_class
		WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace, 'information_schema'::regnamespace)`)
}

func TestPostgresRefuses(t *testing.T) {
	server := postgrestest.Shared(t)
	made := func(t *testing.T) string {
		dsn := postgrestest.Database(t)
		if err := openDatabase(t, dsn).Close(); err != nil {
			t.Fatal(err)
		}
		return dsn
	}
	// as changes the user of a data source name to one that is made here.
	as := func(t *testing.T, dsn string, grants ...string) string {
		u, _ := url.Parse(dsn)
		user := "user_" + strings.TrimPrefix(u.Path, "/")
		postgrestest.Exec(t, dsn, "CREATE ROLE "+user+" LOGIN PASSWORD 'hunter2'")
		for _, g := range grants {
			postgrestest.Exec(t, dsn, g+" TO "+user)
		}
		return strings.Replace(server.DSNFor(url.UserPassword(user, "hunter2"), "x"), "/x?", u.Path+"?", 1)
	}
	replace := func(old, new string) func(*testing.T) string {
		return func(t *testing.T) string { return strings.Replace(postgrestest.Database(t), old, new, 1) }
	}
	for _, c := range []struct {
		name    string
		dsn     func(t *testing.T) string
		kind    graph.ErrorKind
		want    string
		changes func(*postgresOptions)
	}{
		{"a wrong password", replace(postgrestest.Password, "hunter2"), graph.Unavailable, "password authentication failed", nil},
		{"a user that is not there", replace("//"+postgrestest.Superuser+":", "//nobody:"), graph.Unavailable, "SQLSTATE 28P01", nil},
		{"a database that is not there", replace("/test_", "/no_test_"), graph.Invalid, "createdb", nil},
		{"a server that is not there", func(*testing.T) string { return "postgres://user:hunter2@127.0.0.1:1/db" }, graph.Unavailable, "connection refused", nil},
		{"a host that is not there", func(*testing.T) string { return "postgres://user:hunter2@nowhere.invalid/db" }, graph.Unavailable, "no address", nil},
		{"an unknown parameter", replace("?sslmode=disable", "?sslmode=disable&aplication_name=x"), graph.Invalid, "did you mean application_name", nil},
		{"a standby", func(t *testing.T) string {
			dsn := postgrestest.Database(t)
			postgrestest.Exec(t, dsn, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`)
			return dsn
		}, graph.Unavailable, "takes writes", nil},
		{"another encoding", func(t *testing.T) string {
			dsn := postgrestest.Database(t)
			name := "latin_" + strings.TrimPrefix(mustParse(t, dsn).Path, "/")
			postgrestest.Exec(t, dsn, "CREATE DATABASE "+name+" ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
			return server.DSN(name)
		}, graph.Invalid, "encoding LATIN1", nil},
		{"tables of another application", func(t *testing.T) string {
			dsn := postgrestest.Database(t)
			postgrestest.Exec(t, dsn, "CREATE TABLE nodes (id INT)", "INSERT INTO nodes VALUES (1)")
			return dsn
		}, graph.Invalid, "it has nodes of another application", nil},
		{"a view of another application", func(t *testing.T) string {
			dsn := postgrestest.Database(t)
			postgrestest.Exec(t, dsn, "CREATE VIEW innograph_asked AS SELECT 1")
			return dsn
		}, graph.Invalid, "innograph_asked of another", nil},
		{"a table of versions of another application", func(t *testing.T) string {
			dsn := postgrestest.Database(t)
			postgrestest.Exec(t, dsn, "CREATE TABLE innograph_schema (a TEXT)")
			return dsn
		}, graph.Invalid, "is not innograph's", nil},
		{"a newer schema", func(t *testing.T) string {
			dsn := made(t)
			postgrestest.Exec(t, dsn, "INSERT INTO innograph_schema SELECT max(version) + 1 FROM innograph_schema")
			return dsn
		}, graph.Invalid, "made by a newer innograph", nil},
		{"a missing step", func(t *testing.T) string {
			dsn := made(t)
			postgrestest.Exec(t, dsn, "INSERT INTO innograph_schema VALUES (0)")
			return dsn
		}, graph.Unavailable, "damaged", nil},
		{"a missing table", func(t *testing.T) string {
			dsn := made(t)
			postgrestest.Exec(t, dsn, "DROP TABLE innograph_touched")
			return dsn
		}, graph.Unavailable, "innograph_touched is missing", nil},
		{"no right to make tables", func(t *testing.T) string { return as(t, postgrestest.Database(t)) }, graph.Unavailable, "permission denied for schema public (SQLSTATE 42501); the user needs CREATE", nil},
		{"no right at all", func(t *testing.T) string { return as(t, made(t)) }, graph.Unavailable, "permission denied", nil},
		{"no right to write", func(t *testing.T) string { return as(t, made(t), "GRANT SELECT ON ALL TABLES IN SCHEMA public") }, graph.Unavailable, "lacks INSERT on nodes, UPDATE on nodes", nil},
		{"no right to the sequence", func(t *testing.T) string {
			return as(t, made(t), "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public")
		}, graph.Unavailable, "lacks USAGE on quads_horizon_seq", nil},
		{"no temporary tables", func(t *testing.T) string {
			dsn := made(t)
			postgrestest.Exec(t, dsn, `DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$`)
			dsn = as(t, dsn, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public", "GRANT USAGE ON SEQUENCE quads_horizon_seq")
			return dsn
		}, graph.Unavailable, "lacks TEMPORARY on the database", nil},
		{"no schema", replace("?sslmode=disable", "?sslmode=disable&search_path=nowhere"), graph.Invalid, "search_path", nil},
		{"a clock behind", postgrestestDatabase, graph.Unavailable, "32s apart", func(o *postgresOptions) { o.now = func() time.Time { return time.Now().Add(-32 * time.Second) } }},
		{"a clock ahead", postgrestestDatabase, graph.Unavailable, "apart", func(o *postgresOptions) { o.now = func() time.Time { return time.Now().Add(time.Hour) } }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dsn := c.dsn(t)
			o := defaultPostgresOptions
			if c.changes != nil {
				c.changes(&o)
			}
			look := server.DSN(strings.TrimPrefix(mustParse(t, dsn).Path, "/"))
			there := !strings.Contains(c.name, "not there")
			var was string
			if there {
				was = objects(t, look)
			}
			s, err := newPostgres(t.Context(), dsn, o)
			if err == nil {
				_ = s.Close()
			}
			if graph.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("kind %d, %v", graph.KindOf(err), err)
			}
			for _, secret := range []string{"hunter2", postgrestest.Password} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error %q repeats the password", err)
				}
			}
			if there && objects(t, look) != was {
				t.Errorf("the database was touched:\n%s\nbefore\n%s", objects(t, look), was)
			}
		})
	}
}

func postgrestestDatabase(t *testing.T) string { return postgrestest.Database(t) }

func mustParse(t *testing.T, dsn string) *url.URL {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestPostgresNeededRights: the rights that the errors name are enough.
func TestPostgresNeededRights(t *testing.T) {
	dsn := postgrestest.Database(t)
	_ = openDatabase(t, dsn).Close()
	postgrestest.Exec(t, dsn, "CREATE ROLE writer_only LOGIN PASSWORD 'x'", "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO writer_only", "GRANT USAGE ON SEQUENCE quads_horizon_seq TO writer_only")
	u := mustParse(t, dsn)
	u.User = url.UserPassword("writer_only", "x")
	s := openDatabase(t, u.String())
	list := benchStatements(9000)
	apply(t, s, graph.Delta{Add: list[:3000]})
	apply(t, s, graph.Delta{Add: list[3000:], Remove: idsOf(list[:10])})
	expect(t, s, list[10:]...)
	if o, err := Open(t.Context(), "postgresql"+strings.TrimPrefix(u.String(), "postgres")); err != nil {
		t.Error(err)
	} else if err := o.Close(); err != nil {
		t.Error(err)
	}
}

// TestPostgresOpenAtOnce makes one store from many sides.
func TestPostgresOpenAtOnce(t *testing.T) {
	dsn := postgrestest.Database(t)
	errs := make(chan error)
	const n = 8
	for range n {
		go func() {
			s, err := newPostgres(context.Background(), dsn, defaultPostgresOptions)
			if err == nil {
				err = s.Close()
			}
			errs <- err
		}()
	}
	for range n {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	expect(t, openDatabase(t, dsn))
}

// TestPostgresMigrates takes a step while a program that does not know it writes.
func TestPostgresMigrates(t *testing.T) {
	dsn := postgrestest.Database(t)
	old := openDatabase(t, dsn)
	next := func(o *postgresOptions) {
		o.migrations = append(o.migrations[:len(o.migrations):len(o.migrations)], `ALTER TABLE innograph_changes ADD COLUMN note TEXT; CREATE INDEX ON innograph_changes (note); ALTER TABLE nodes ADD COLUMN seen INT NOT NULL DEFAULT 0; ALTER TABLE quads ADD COLUMN seen INT NOT NULL DEFAULT 0`)
	}
	stop, done := make(chan struct{}), make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stop:
				done <- n
				return
			default:
				if err := old.Apply(context.Background(), graph.Delta{Add: []graph.Statement{fact("a", "r", n)}}); err != nil {
					t.Errorf("beside the migration: %v", err)
				}
				n++
			}
		}
	}()
	fresh := openDatabase(t, dsn, next)
	time.Sleep(50 * time.Millisecond)
	close(stop)
	n := <-done
	if got := postgrestest.Query[int](t, dsn, "SELECT max(version) FROM innograph_schema"); got != len(migrations)+1 {
		t.Errorf("the schema has version %d", got)
	}
	apply(t, fresh, graph.Delta{Add: []graph.Statement{fact("b", "r", 1)}})
	apply(t, old, graph.Delta{Add: benchStatements(5000)}) // so many that they are copied
	apply(t, old, graph.Delta{Remove: idsOf(benchStatements(5000))})
	if last, err := old.Last(t.Context()); err != nil || last != uint64(n+3) {
		t.Errorf("the old program sees change set %d, %v; want %d", last, err, n+3)
	}
	_ = openDatabase(t, dsn, next).Close() // nothing is left to be done
	if _, err := newPostgres(t.Context(), dsn, defaultPostgresOptions); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "newer") {
		t.Errorf("an old program opens a newer schema: %v", err)
	}
	// A step that fails leaves nothing.
	bad := func(o *postgresOptions) {
		next(o)
		o.migrations = append(o.migrations, `CREATE TABLE half (); SELECT 1/0`)
	}
	o := defaultPostgresOptions
	bad(&o)
	if _, err := newPostgres(t.Context(), dsn, o); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "division by zero") {
		t.Errorf("got %v", err)
	}
	if postgrestest.Query[bool](t, dsn, "SELECT to_regclass('half') IS NOT NULL") {
		t.Error("half of a step was made")
	}
	again := openDatabase(t, dsn, next)
	if all, err := readAll(again); err != nil || len(all) != n+1 {
		t.Errorf("%d statements, %v", len(all), err)
	}
}

func TestPublic(t *testing.T) {
	for dsn, want := range map[string]string{
		"memory": "memory", "bolt:a/b:c": "bolt:a/b:c",
		"postgres://u:secret@h/db?password=secret":       "postgres://h:5432/db",
		"postgresql://u:secret@h:1,g:2/db?sslmode=allow": "postgres://h:1,g:2/db",
		"postgres://u:sec%ret@h/db":                      "postgres://…",
		"mysql://u:secret@h/db":                          "mysql",
	} {
		if got := Public(dsn); got != want {
			t.Errorf("%s is shown as %s, want %s", dsn, got, want)
		}
	}
}

// FuzzPostgresNames: whatever is in a password, no name and no error shows it.
func FuzzPostgresNames(f *testing.F) {
	for _, c := range []string{"", "5/", "5?", "5#", "@", ":", "%", "/", "a@b/", "5?a=", "[::1]/", "%2f", "&", " "} {
		f.Add(c, "")
		f.Add("", c)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "hunter2secret"
		dsn := "postgres://user:" + before + secret + after + "@host/db?sslmode=disable"
		if name := Public(dsn); strings.Contains(name, secret) {
			t.Errorf("%s is shown as %s", dsn, name)
		}
		if _, err := parsePostgres(dsn); err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", dsn, err)
		}
	})
}
