package main

import (
	"bytes"
	"context"
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

var update = flag.Bool("update", false, "rewrite the README's examples and the scripts' expected output")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"innograph": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", "script"), UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true})
}

// try runs a command line in process.
func try(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), args, &out, &err)
	return code, out.String(), err.String()
}

func TestExitCodes(t *testing.T) {
	bad := t.TempDir()
	for _, c := range []struct {
		args   string
		code   int
		output string // in what is printed
	}{
		{"", commandline.ExitOK, "neighborhood"},
		{"--help", commandline.ExitOK, "Answer questions over HTTP"},
		{"path --help", commandline.ExitOK, "INNOGRAPH_MAX_HOPS"},
		{"version", commandline.ExitOK, "innograph "},
		{"check", commandline.ExitOK, "ok: graph"},
		{"search 城西", commandline.ExitOK, "chengxi-corridor"},
		{"search xyzzyplugh", commandline.ExitOK, "Nothing of that name"},
		{"path zhijiang-lab hangzhou", commandline.ExitOK, "1. "},
		{"path hangzhou hangzhou", commandline.ExitOK, "0 hops"},
		{"nonsense", commandline.ExitUsage, "innograph --help"},
		{"path hangzhou", commandline.ExitUsage, "innograph path --help"},
		{"path hangzhou hangzhou --mode best", commandline.ExitUsage, "expected one of shortest"},
		{"path hangzhou hangzhou --mode k-shortes", commandline.ExitUsage, "did you mean k-shortest"},
		{"path hangzhou hangzhou --cost money", commandline.ExitUsage, "expected one of hops"},
		{"path hangzhou hangzhou -o pdf", commandline.ExitUsage, "--output"},
		{"neighborhood hangzhou --direction up", commandline.ExitUsage, "expected one of both"},
		{"neighborhood hangzhou --depth many", commandline.ExitUsage, "--depth"},
		{"export -o graphm", commandline.ExitUsage, "did you mean graphml"},
		{"schema packs", commandline.ExitUsage, "pack"},
		{"search --store redis:x hangzhou", commandline.ExitFailed, "unknown kind of store"},
		{"serve --listen nowhere:99999999", commandline.ExitFailed, "choose another address with --listen"},
		{"neighborhood hangzhuo", commandline.ExitFailed, "did you mean hangzhou"},
		{"neighborhood hangzhou --depth 7", commandline.ExitFailed, "depth must be between 1 and 6, not 7"},
		{"path hangzhou chengdo", commandline.ExitFailed, "did you mean chengdu"},
		{"path hangzhou chengdu -k 900", commandline.ExitFailed, "k must be between 1 and 200"},
		{"check " + bad, commandline.ExitFailed, "pack.yaml"},
		{"check " + filepath.Join(bad, "none"), commandline.ExitFailed, "none"},
		{"export -f " + filepath.Join(bad, "none", "x.json"), commandline.ExitFailed, "no such file or directory"},
	} {
		code, stdout, stderr := try(t, strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(stdout+stderr, c.output) {
			t.Errorf("innograph %s: exit %d, want %d with %q\n%s%s", c.args, code, c.code, c.output, stdout, stderr)
		}
		if code != commandline.ExitOK && stdout != "" && !strings.Contains(stdout, "[") {
			t.Errorf("innograph %s: an error on standard output: %s", c.args, stdout)
		}
	}
}

func TestEnvironment(t *testing.T) {
	t.Setenv("INNOGRAPH_STORE", "redis:x")
	if code, _, stderr := try(t, "search", "hangzhou"); code != commandline.ExitFailed || !strings.Contains(stderr, "redis") {
		t.Errorf("INNOGRAPH_STORE is not heeded: %d %s", code, stderr)
	}
	if code, _, stderr := try(t, "search", "hangzhou", "--store", "memory"); code != commandline.ExitOK {
		t.Errorf("a flag does not win over the environment: %s", stderr)
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	if err := table(&b, [][]string{{"A", "B"}, {"城西", "x"}, {"abcdef", "y"}}); err != nil {
		t.Fatal(err)
	}
	if want := "A       B\n城西    x\nabcdef  y\n"; b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n         int
		noun, out string
	}{{0, "edge", "0 edges"}, {1, "entity", "1 entity"}, {2, "entity", "2 entities"}} {
		if got := count(c.n, c.noun); got != c.out {
			t.Errorf("%q, want %q", got, c.out)
		}
	}
}
