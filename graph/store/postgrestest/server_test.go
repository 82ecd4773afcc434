//go:build unix

package postgrestest_test

import (
	"os"
	"testing"

	"github.com/innograph/innograph/graph/store/postgrestest"
)

func TestServer(t *testing.T) {
	s, err := postgrestest.Start("fsync=on")
	if err != nil {
		t.Fatal(err)
	}
	dsn := s.Database(t)
	if got := postgrestest.Query[string](t, dsn, "SHOW fsync"); got != "on" {
		t.Errorf("fsync is %q", got)
	}
	postgrestest.Exec(t, dsn, "CREATE TABLE kept AS SELECT 42 AS n")
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	if got := postgrestest.Query[int](t, dsn, "SELECT n FROM kept"); got != 42 {
		t.Errorf("after a crash the table holds %d", got)
	}
	folder := postgrestest.Query[string](t, dsn, "SHOW data_directory")
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("%s is left: %v", folder, err)
	}
}

func TestDatabasesAreApart(t *testing.T) {
	one, other := postgrestest.Database(t), postgrestest.Database(t)
	postgrestest.Exec(t, one, "CREATE TABLE mine ()")
	if postgrestest.Query[bool](t, other, "SELECT to_regclass('mine') IS NOT NULL") {
		t.Error("two databases are one")
	}
}
