package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/innograph/innograph/"

// mayImport is the table of the design: each package's one job decides which
// packages of ours it may know. A package that is missing here needs a row, and
// so a reason.
var mayImport = map[string]struct {
	ours []string
	why  string
}{
	"graph":                    {nil, "the model and the queries stand on nothing of ours, so that everything else can stand on them"},
	"graph/store":              {[]string{"graph"}, "a store keeps statements; what they mean is not its business"},
	"graph/store/cluster":      {nil, "it starts PostgreSQL; what is kept there is not its business"},
	"graph/store/postgrestest": {[]string{"graph/store/cluster"}, "it gives a server to tests of any package"},
	"graph/storetest":          {[]string{"graph"}, "the suite knows the contract, not the rows"},
	"graph/edit":               {[]string{"graph"}, "a change is checked against the model and the graph; which store keeps it is not its business"},
	"graph/export":             {[]string{"graph"}, "a format writes an answer, wherever it came from"},
	"graph/ingest":             {[]string{"graph"}, "bulk inputs become statements; where those go is not its business"},
	"graph/snapshot":           {[]string{"graph"}, "a file is sections and checksums; what they mean is the graph's business"},
	"seeds":                    {[]string{"graph"}, "packs become statements before any store or server exists"},
	"http":                     {[]string{"graph", "graph/edit", "graph/export", "http/audit", "http/keys", "http/ui"}, "a request runs on the graph in memory; no store, pack or Cayley is on its road"},
	"http/keys":                {[]string{"graph", "http/internal/files"}, "a ring answers whose a secret is; what that allows is the service's business"},
	"http/audit":               {[]string{"http/internal/files"}, "a log keeps lines; which requests have one is the service's business"},
	"http/certs":               {[]string{"http/internal/files"}, "a pair of files becomes a TLS configuration"},
	"http/internal/files":      {nil, "it replaces, locks and follows any file"},
	"http/ui":                  {nil, "the explorer is files"},
	"cmd/chaos":                {[]string{"cmd/internal/commandline", "graph", "graph/store", "graph/store/cluster", "seeds"}, "it tries the service from outside, and reads what is left in a store"},
	"cmd/graphbench":           {[]string{"cmd/internal/commandline", "graph", "graph/snapshot", "graph/store/cluster", "seeds"}, "it measures the parts, and the service from outside"},
	"cmd/internal/commandline": {nil, "it reads command lines of any program"},
	"cmd/innograph/deploy":     {nil, "it is files, and a line to the service manager"},
	"cmd/innograph":            {[]string{"cmd/innograph/deploy", "cmd/internal/commandline", "graph", "graph/store", "graph/snapshot", "graph/ingest", "graph/export", "seeds", "http", "http/audit", "http/certs", "http/keys"}, "commands wire the parts together"},
}

// onlyIn says which foreign packages are known to one package alone, or to the
// packages below it.
var onlyIn = map[string]struct{ pkg, why string }{
	"github.com/cayleygraph/":       {"graph/store", "Cayley's traps are guarded against in one place"},
	"github.com/hidal-go/":          {"graph/store", "it is Cayley's storage layer"},
	"github.com/gin-gonic/":         {"http", "requests are parsed in one place"},
	"github.com/danielgtaylor/huma": {"http", "the API is described in one place"},
	"github.com/goccy/go-yaml":      {"seeds", "YAML is read strictly in one place"},
	"go.opentelemetry.io/":          {"http", "what is traced is requests"},
	"github.com/alecthomas/kong":    {"cmd", "command lines are read by commands"},
}

func TestImportTable(t *testing.T) {
	out, err := exec.Command("go", "list", "-json", module+"...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		row, ok := mayImport[name]
		if !ok {
			t.Errorf("package %s is not in the table: say what it is for and what it may import", name)
			continue
		}
		seen++
		for _, complaint := range complaints(name, row.ours, row.why, p.Imports) {
			t.Error(complaint)
		}
	}
	if seen < 6 {
		t.Errorf("go list found only %d of the packages", seen)
	}
}

// complaints says which of a package's imports break the table, and why that
// matters.
func complaints(name string, ours []string, why string, imports []string) (out []string) {
	for _, imp := range imports {
		if mine, ok := strings.CutPrefix(imp, module); ok && !slices.Contains(ours, mine) {
			out = append(out, name+" imports "+mine+", but may import only ["+strings.Join(ours, " ")+"] of ours: "+why)
		}
		for prefix, rule := range onlyIn {
			if strings.HasPrefix(imp, prefix) && name != rule.pkg && !strings.HasPrefix(name, rule.pkg+"/") {
				out = append(out, name+" imports "+imp+", which only "+rule.pkg+" may: "+rule.why)
			}
		}
	}
	return out
}

func TestImportTableComplains(t *testing.T) {
	for _, c := range []struct {
		name    string
		imports []string
		want    int
	}{
		{"graph", []string{"strings", module + "seeds"}, 1},
		{"http", []string{module + "graph", module + "graph/store", "github.com/cayleygraph/quad"}, 2},
		{"graph/store", []string{module + "graph", "github.com/cayleygraph/quad"}, 0},
		{"seeds", []string{module + "cmd/innograph"}, 1},
	} {
		row := mayImport[c.name]
		if got := complaints(c.name, row.ours, row.why, c.imports); len(got) != c.want {
			t.Errorf("%s importing %v: %v, want %d", c.name, c.imports, got, c.want)
		}
	}
}
