//go:build unix

package main

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/graph/store/postgrestest"
)

// haOne is one innograph on a database, and a run that writes to it.
func haOne(t *testing.T) (*haRun, *haAPI, map[string]*client) {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	tr := &trial{terminal: &terminal{t.Context(), &strings.Builder{}, &strings.Builder{}, ""}, name: "ha", dir: t.TempDir(), program: program, found: map[string]int{}}
	dsn := postgrestest.Database(t)
	keys := filepath.Join(tr.dir, "keys")
	secret, err := tr.createKey(keys, "editor", "editor")
	if err != nil {
		t.Fatal(err)
	}
	s, err := tr.startServer("--keys", keys, "--store", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	c := newClient(s.base, secret)
	t.Cleanup(c.close)
	copies := map[string]*client{"api1": c, "api2": c}
	api := newHaAPI(c, copies, dsn)
	return &haRun{trial: tr, synchronous: true}, api, copies
}

// The load over HTTP: everything acknowledged is kept, a second attempt changes
// nothing, and what is taken away behind its back is missed.
func TestHaLoad(t *testing.T) {
	run, api, copies := haOne(t)
	run.load = haStartLoad(t.Context(), "ha-test", api, haReader(api.through))
	time.Sleep(1500 * time.Millisecond)
	run.load.stop()
	figures := run.load.take()
	if figures.acked < 20 || figures.failed > haWriters || figures.reads < 20 || figures.refused != 0 || figures.slowest == 0 {
		t.Errorf("%+v", figures)
	}
	if len(run.load.acked) != figures.acked {
		t.Errorf("%d tokens, %d acknowledgements", len(run.load.acked), figures.acked)
	}
	if _, err := run.account(api, copies); err != nil || len(run.found) != 0 {
		t.Fatalf("%v, found %v: %v", err, run.found, run.first)
	}

	var token string
	for token = range run.load.acked {
		break
	}
	before, err := api.digests(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := api.session().write(t.Context(), token); err != nil {
		t.Errorf("a second attempt: %v", err)
	}
	after, err := api.digests(t.Context())
	if err != nil || after["api1"] != before["api1"] || len(after) != 2 {
		t.Errorf("a second attempt changed the graph: %v, %v, %v", before, after, err)
	}

	if a, err := api.through.ask(t.Context(), http.MethodDelete, "/v1/entities/"+token, nil, "If-Match", "*"); err != nil || a.status != http.StatusOK {
		t.Fatalf("%+v, %v", a, err)
	}
	delete(run.load.asked, firstOther(run.load.acked, token))
	postgrestest.Exec(t, api.dsn, "UPDATE nodes SET refs = refs + 1")
	if _, err := run.account(api, copies); err != nil || run.count("lost write") != 1 || run.count("write out of nothing") != 1 || run.count("audit") != 1 {
		t.Errorf("%v, found %v", err, run.found)
	}
}

func firstOther(all map[string]bool, than string) string {
	for token := range all {
		if token != than {
			return token
		}
	}
	return ""
}

// A service that is gone refuses reads and acknowledges nothing, and both are told.
func TestHaLoadWithoutServer(t *testing.T) {
	c := newClient("http://127.0.0.1:1", "")
	api := newHaAPI(c, map[string]*client{"api1": c}, "")
	load := haStartLoad(t.Context(), "ha-test", api, haReader(c))
	time.Sleep(haReadPatience + 500*time.Millisecond)
	load.stop()
	f := load.take()
	if f.acked != 0 || f.failed == 0 || f.refused == 0 || f.retried == 0 || len(load.refusals) == 0 || f.gap < haReadPatience {
		t.Errorf("%+v", f)
	}
}

// Copies that differ are told, once they have had time to become alike.
func TestHaAlike(t *testing.T) {
	run := &haRun{trial: &trial{terminal: &terminal{t.Context(), &strings.Builder{}, &strings.Builder{}, ""}, name: "ha", found: map[string]int{}}}
	answers := []map[string]string{{"db1": "a", "db2": "b"}, {"db1": "b", "db2": "b"}}
	n := 0
	err := run.alike(t.Context(), "copy", func(context.Context) (map[string]string, error) {
		n++
		return answers[min(n, len(answers))-1], nil
	}, time.Second)
	if err != nil || n != 2 || len(run.found) != 0 {
		t.Errorf("%v after %d, %v", err, n, run.found)
	}
	err = run.alike(t.Context(), "copy", func(context.Context) (map[string]string, error) { return answers[0], nil }, time.Millisecond)
	if err != nil || run.count("different copies") != 1 {
		t.Errorf("%v, %v", err, run.found)
	}
}

// The data source name of the store has the password, whatever it is, and both
// balancers.
func TestHaStoreDSN(t *testing.T) {
	rig := &haRig{machines: []haMachine{{name: "lb1", address: "10.0.0.1"}, {name: "lb2", address: "10.0.0.2"}}}
	rig.state.Innograph = "a/b@c:d"
	dsn := haStoreDSN(rig)
	if got := store.Public(dsn); got != "postgres://10.0.0.1:5432,10.0.0.2:5432/innograph" {
		t.Errorf("%s is %s", dsn, got)
	}
	config, err := pgx.ParseConfig(dsn)
	if err != nil || config.Password != rig.state.Innograph || config.User != "innograph" {
		t.Errorf("%s: %+v, %v", dsn, config, err)
	}
}
