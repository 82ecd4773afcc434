//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
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
		{[]string{"import", "--store", "memory", "testdata"}, "bolt:PATH or postgres://"},
		{[]string{"restore", "--store", dsn, "testdata"}, "pg_restore"},
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

// TestImportPostgres moves a store from a file into a database that a server has
// open: both tell the same digest. Once more, nothing is new, and what does not fit
// is refused whole.
func TestImportPostgres(t *testing.T) {
	dir, dsn := t.TempDir(), postgrestest.Database(t)
	command := func(want int, args ...string) string {
		t.Helper()
		var out, log bytes.Buffer
		if code := run(t.Context(), args, &out, &log); code != want || strings.Contains(out.String()+log.String(), postgrestest.Password) {
			t.Fatalf("%v: exit %d\n%s%s", args, code, &out, &log)
		}
		return out.String() + log.String()
	}
	dump := dir + "/all.nq"
	digest := func(text string) string {
		_, rest, _ := strings.Cut(text, "SHA-256 ")
		d, _, _ := strings.Cut(rest, " ")
		return d
	}
	command(commandline.ExitOK, "search", "--store", "bolt:"+dir+"/a.bolt", "hangzhou")
	exported := command(commandline.ExitOK, "export", "--whole", "--store", "bolt:"+dir+"/a.bolt", "-f", dump)
	first := command(commandline.ExitOK, "import", dump, "--store", dsn)
	if d := digest(first); len(d) != 64 || d != digest(exported) {
		t.Errorf("exported as\n%s, imported as\n%s", exported, first)
	}
	base, _, stop := startServer(t, "--store", dsn)
	if again := command(commandline.ExitOK, "import", dump, "--store", dsn); digest(again) != digest(first) || !strings.Contains(again, " 0 of them new") {
		t.Errorf("once more:\n%s", again)
	}
	lines := "id:ID,name.en,:LABEL\nimported-lab,Imported Laboratory,Laboratory\n"
	if err := os.WriteFile(dir+"/nodes.csv", []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	command(commandline.ExitOK, "import", dir+"/nodes.csv", "--store", dsn)
	if status, body := get(t, base+"/v1/entities/imported-lab?at_least=2"); status != 200 {
		t.Errorf("the server does not have what was imported: %d %s", status, body)
	}
	if err := os.WriteFile(dir+"/nodes.csv", []byte(strings.Replace(lines, "imported-lab", "other-lab", 1)+"nobody,Nobody,Nonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text := command(commandline.ExitFailed, "import", dir+"/nodes.csv", "--store", dsn); !strings.Contains(text, "nothing was imported") {
		t.Errorf("what does not fit:\n%s", text)
	}
	if status, _ := get(t, base+"/v1/entities/other-lab"); status != 404 {
		t.Errorf("a part was imported: %d", status)
	}
	if code := stop(); code != commandline.ExitOK {
		t.Errorf("exit %d", code)
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
