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
		{[]string{"doctor", dsn}, "there is no store in postgres://127.0.0.1:"},
		{[]string{"backup", "--store", dsn, "-o", t.TempDir() + "/x"}, "pg_dump"},
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

// TestDoctorPostgres looks at a database while a server has it open, damages it and
// repairs it. No password is shown.
func TestDoctorPostgres(t *testing.T) {
	dsn := postgrestest.Database(t)
	base, _, stop := startServer(t, "--store", dsn)
	for _, c := range []struct {
		sql  string
		args string
		code int
		says string
	}{
		{"SELECT 1", "", commandline.ExitOK, "ok: schema, quads, nodes, uses, statements, ledger, journal, graph"},
		{"SELECT 1", "--repair", commandline.ExitOK, "ok: schema"},
		{"UPDATE nodes SET refs = refs + 1 WHERE value_string = 'urn:innograph:entity:hangzhou'", "", commandline.ExitFailed, "uses: the count of uses of a node is wrong: node "},
		{"SELECT 1", "", commandline.ExitFailed, "1 kind of damage; 'innograph doctor --repair' makes this right"},
		{"SELECT 1", "-o json", commandline.ExitFailed, `"repairable": true`},
		{"SELECT 1", "--repair -o json", commandline.ExitOK, `"after": {`},
		{"SELECT 1", "", commandline.ExitOK, "ok: schema"},
		{"DELETE FROM innograph_ledger", "--repair", commandline.ExitOK, "repaired: "},
		{"UPDATE quads SET object_hash = subject_hash WHERE horizon = 1", "", commandline.ExitFailed, "which cannot be repaired: restore a backup"},
		{"SELECT 1", "", commandline.ExitFailed, "not checked: journal, graph"},
		{"SELECT 1", "--repair", commandline.ExitFailed, "was not repaired, since this could lose or invent statements: restore a backup of pg_dump's"},
	} {
		postgrestest.Exec(t, dsn, c.sql)
		code, stdout, stderr := try(t, append([]string{"doctor", dsn}, strings.Fields(c.args)...)...)
		if text := stdout + stderr; code != c.code || !strings.Contains(text, c.says) || strings.Contains(text, postgrestest.Password) {
			t.Errorf("%s; doctor %s: exit %d, want %d with %q\n%s", c.sql, c.args, code, c.code, c.says, text)
		}
	}
	if status, body := get(t, base+"/v1/entities/hangzhou"); status != 200 {
		t.Errorf("the server answers %d: %s", status, body)
	}
	stop()
}
