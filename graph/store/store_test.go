package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
)

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		dsn, want string
		suggest   string
	}{
		{"", "unknown kind of store", ""},
		{"memry", `unknown kind of store "memry"; expected one of memory, bolt:PATH`, "memory"},
		{"Memory", "unknown kind of store", "memory"},
		{"mem", "unknown kind of store", "memory"},
		{"bold:/tmp/x", `unknown kind of store "bold"`, "bolt"},
		{"bbolt:/tmp/x", `unknown kind of store "bbolt"`, "bolt"},
		{"boltdb", "unknown kind of store", "bolt"},
		{"sqlite:x", `unknown kind of store "sqlite"`, ""},
		{"/tmp/x.bolt", "unknown kind of store", ""},
		{"memory:", "no address", "memory"},
		{"memory:x", "no address", "memory"},
		{"bolt", "bolt:PATH", ""},
		{"bolt:", "bolt:PATH", ""},
		{"bolt://tmp/x", "without //", "bolt:tmp/x"},
		{"bolt:///tmp/x", "without //", "bolt:/tmp/x"},
	} {
		s, err := store.Open(t.Context(), c.dsn)
		if s != nil || graph.KindOf(err) != graph.Invalid {
			t.Errorf("%q: got %v and the error %v, want one of kind Invalid", c.dsn, s, err)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: the error %q does not say %q", c.dsn, err, c.want)
		}
		var e *graph.Error
		if errors.As(err, &e); e.Issues[0].Param != "store" {
			t.Errorf("%q: the error is about %q", c.dsn, e.Issues[0].Param)
		}
		if got := strings.Join(e.Issues[0].Suggest, " "); got != c.suggest {
			t.Errorf("%q: suggests %q, want %q", c.dsn, got, c.suggest)
		}
	}
}

func TestOpenKeepsPasswords(t *testing.T) {
	_, err := store.Open(t.Context(), "psotgres://user:hunter2@host/db")
	var e *graph.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if e.Issues[0].Value != "psotgres" || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the error tells more than the scheme: %v, %v", err, e.Issues[0].Value)
	}
}

func TestOpenWithEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := filepath.Join(t.TempDir(), "store.bolt")
	for _, dsn := range []string{"memory", "bolt:" + path} {
		if _, err := store.Open(ctx, dsn); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got the error %v", dsn, err)
		}
	}
	if files, _ := filepath.Glob(path + "*"); len(files) > 0 {
		t.Errorf("files were made: %v", files)
	}
}

func TestRows(t *testing.T) {
	rows := store.Rows()
	for _, r := range rows {
		if r.Name == "" || !strings.HasPrefix(r.Form, r.Name) || r.Limits == "" {
			t.Errorf("the row %+v is not complete", r)
		}
	}
	rows[0].Name = "changed"
	if store.Rows()[0].Name == "changed" {
		t.Error("Rows hands out the table itself")
	}
}

func TestBoltInCurrentDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	s := open(t, "bolt:a b é.bolt")
	list := []graph.Statement{graph.Statement{Subject: "a", Relation: "b", Object: graph.EntityValue("c")}.Identify()}
	if err := s.Apply(t.Context(), graph.Delta{Add: list}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if files, _ := filepath.Glob("*"); len(files) != 1 {
		t.Errorf("the directory holds %q", files)
	}
	s = open(t, "bolt:./a b é.bolt")
	defer s.Close()
	for got, err := range s.Statements(t.Context()) {
		if err != nil || got.ID != list[0].ID {
			t.Errorf("got %v, %v", got, err)
		}
	}
}

// TestManyMistakes bounds what is told of a delta that is wrong throughout.
func TestManyMistakes(t *testing.T) {
	s := open(t, "memory")
	defer s.Close()
	bad := make([]graph.Statement, 50)
	err := s.Apply(t.Context(), graph.Delta{Add: bad, Remove: []string{"x"}})
	var e *graph.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if n := len(e.Issues); n != 21 || !strings.Contains(e.Issues[20].Message, "more mistakes") {
		t.Errorf("%d mistakes are told, at last %q", n, e.Issues[n-1].Message)
	}
	if p := e.Issues[0].Param; p != "add[0].subject" || !strings.HasPrefix(e.Issues[0].Message, p+": ") {
		t.Errorf("the first mistake is %+v", e.Issues[0])
	}
}
