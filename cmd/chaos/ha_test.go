package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

const haConfig = "../innograph/testdata/ha"

// Every file of the configuration speaks of the machines in hosts, and of no other.
func TestHaConfiguration(t *testing.T) {
	machines, err := haMachines(filepath.Join(haConfig, "hosts"))
	if err != nil {
		t.Fatal(err)
	}
	r := &haRig{machines: machines}
	if len(r.databases()) != 3 || len(r.replicas()) != 3 || len(r.balancers()) != 2 || len(machines) != 8 {
		t.Fatalf("machines: %v", machines)
	}
	names := map[string]string{haHost: "host"}
	for _, m := range machines {
		if names[m.address] != "" {
			t.Errorf("%s and %s have one address", names[m.address], m.name)
		}
		names[m.address] = m.name
		if len(m.name) > 15 {
			t.Errorf("%s: the name of a cable has at most 15 characters", m.name)
		}
	}
	address := regexp.MustCompile(`198\.18\.77\.\d+\b`)
	for file, kinds := range map[string]string{"etcd.env": "db", "patroni.yml": "db", "haproxy.cfg": "db api", "db1.env": "db1", "db2.env": "db2", "db3.env": "db3"} {
		text, err := os.ReadFile(filepath.Join(haConfig, file))
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, a := range address.FindAllString(string(text), -1) {
			if found[names[a]] = true; names[a] == "" && a != "198.18.77.0" {
				t.Errorf("%s: no machine has the address %s", file, a)
			}
		}
		for _, m := range machines {
			wanted := false
			for _, kind := range strings.Fields(kinds) {
				wanted = wanted || strings.HasPrefix(m.name, kind)
			}
			if found[m.name] != wanted {
				t.Errorf("%s: names %s: %v, expected %v", file, m.name, found[m.name], wanted)
			}
		}
	}
	for _, m := range r.databases() {
		env, err := haEnvironment(filepath.Join(haConfig, "etcd.env"), filepath.Join(haConfig, m.name+".env"))
		if err != nil {
			t.Fatal(err)
		}
		all := "\n" + strings.Join(env, "\n") + "\n"
		for _, want := range []string{"ETCD_NAME=" + m.name, "PATRONI_NAME=" + m.name, "ETCD_ENABLE_V2=true",
			"PATRONI_RESTAPI_CONNECT_ADDRESS=" + m.address + ":" + haPortPatroni, "PATRONI_POSTGRESQL_CONNECT_ADDRESS=" + m.address + ":" + haPortSQL} {
			if !strings.Contains(all, "\n"+want+"\n") {
				t.Errorf("%s: no %s", m.name, want)
			}
		}
		if !strings.Contains(all, m.name+"=http://"+m.address+":2380") {
			t.Errorf("%s is not a member of etcd's first cluster", m.name)
		}
	}
}

func TestHaFilesRefused(t *testing.T) {
	write := func(text string) string {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for text, want := range map[string]string{
		"198.18.77.11 db1\n198.18.77.300 db2": `:2: expected an address and a name, found "198.18.77.300 db2"`,
		"198.18.77.11 db1 db2":                ":1: expected",
		"db1":                                 ":1: expected",
	} {
		if _, err := haMachines(write(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if found, err := haMachines(write("# none\n\n10.0.0.1 db1 # first\n")); err != nil || len(found) != 1 || found[0] != (haMachine{"db1", "10.0.0.1"}) {
		t.Errorf("%v, %v", found, err)
	}
	for text, want := range map[string]string{"A=1\n\n# note\nB 2\n": `:4: expected NAME=value, found "B 2"`, "export A=1": ":1: expected"} {
		if _, err := haEnvironment(write(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if env, err := haEnvironment(write("A=1\n# B=2\n C=x=y \n"), write("D=\n")); err != nil || strings.Join(env, "|") != "A=1|C=x=y|D=" {
		t.Errorf("%q, %v", env, err)
	}
}

func TestHaChosen(t *testing.T) {
	if all, err := haChosen(nil); err != nil || len(all) != 20 {
		t.Errorf("%d faults, %v; the README says 20", len(all), err)
	}
	ids := map[string]bool{}
	for _, f := range haFaultTable {
		if ids[f.id] || f.do == nil || f.title == "" {
			t.Errorf("fault %q is not whole, or there twice", f.id)
		}
		ids[f.id] = true
	}
	some, err := haChosen([]string{"lb1", "postgres"})
	if err != nil || len(some) != 2 || some[0].id != "postgres" || some[1].id != "lb1" {
		t.Errorf("%v, %v", some, err)
	}
	for _, wrong := range [][]string{{"lb9"}, {"lb1", "lb1"}} {
		if _, err := haChosen(wrong); err == nil || !strings.Contains(err.Error(), wrong[len(wrong)-1]+": there is none") || !strings.Contains(err.Error(), "partition") {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}

// The command line, and what of it does not go together.
func TestHaCommandLine(t *testing.T) {
	var grammar struct{ Ha haCmd }
	parser, err := kong.New(&struct {
		Ha *haCmd `cmd:""`
	}{&grammar.Ha})
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"ha up", "ha down --dir /x", "ha faults --fault lb1 --fault api1 --for 60s --control --seed 3", "ha faults --replica postgres --writer http"} {
		if _, err := parser.Parse(strings.Fields(args)); err != nil {
			t.Errorf("%s: %v", args, err)
		}
	}
	term := &terminal{t.Context(), &strings.Builder{}, &strings.Builder{}, ""}
	for want, c := range map[string]haFaultsCmd{
		"--writer http needs --replica postgres": {haFlags: haFlags{Replica: "memory"}, Writer: "http"},
		"--fault: lb9: there is none":            {Fault: []string{"lb9"}, Writer: "sql"},
	} {
		if err := c.Run(term); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("expected %q: %v", want, err)
		}
	}
}
