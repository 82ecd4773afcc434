//go:build unix

package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/innograph/innograph/cmd/internal/commandline"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// TestServePostgres fills a database from the packs, and finds it filled the next
// time, by a second server beside the first. No password is shown.
func TestServePostgres(t *testing.T) {
	dsn := postgrestest.Database(t)
	first, welcome, stop := startServer(t, "--store", dsn)
	second, again, stopSecond := startServer(t, "--store", dsn)
	for _, base := range []string{first, second} {
		if status, body := get(t, base+"/v1/entities/hangzhou"); status != 200 {
			t.Errorf("%s answers %d: %s", base, status, body)
		}
		if status, body := get(t, base+"/readyz"); status != 200 {
			t.Errorf("%s is not ready: %s", base, body)
		}
	}
	for _, lines := range [][]string{welcome, again} {
		text := strings.Join(lines, "\n")
		if strings.Contains(text, postgrestest.Password) || !strings.Contains(text, "from postgres://127.0.0.1:") {
			t.Errorf("the first lines are\n%s", text)
		}
	}
	if n := postgrestest.Query[int64](t, dsn, "SELECT count(*) FROM innograph_changes"); n != 1 {
		t.Errorf("the packs came in %d change sets", n)
	}
	if a, b := stop(), stopSecond(); a != commandline.ExitOK || b != commandline.ExitOK {
		t.Errorf("exits %d and %d", a, b)
	}
}

// TestPostgresCommands: commands for files say what there is for databases, and
// none repeats the password.
func TestPostgresCommands(t *testing.T) {
	dsn := postgrestest.Database(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"backup", "--store", dsn, "-o", t.TempDir() + "/x"}, "pg_dump"},
		{[]string{"doctor", dsn}, "pg_amcheck"},
		{[]string{"import", "--store", dsn, "testdata"}, "bolt:PATH"},
		{[]string{"restore", "--store", dsn, "testdata"}, "bolt:PATH"},
		{[]string{"search", "--store", strings.Replace(dsn, "/test_", "/none_", 1), "x"}, "createdb"},
		{[]string{"search", "--store", strings.Replace(dsn, "@127", "%@127", 1), "x"}, "it is no URL"},
	} {
		var out, log bytes.Buffer
		code := run(context.Background(), c.args, &out, &log)
		if text := out.String() + log.String(); code == commandline.ExitOK || !strings.Contains(text, c.want) || strings.Contains(text, postgrestest.Password) {
			t.Errorf("%s: exit %d\n%s", c.args[0], code, text)
		}
	}
}
