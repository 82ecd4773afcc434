package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestShutdown(t *testing.T) {
	succeeds(t, []string{"shutdown", "--rounds", "5"}, []string{"shutdown", "--rounds", "20"})
}

func TestLogged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, []byte("text\n{\"msg\":\"request\",\"request_id\":\"a\"}\n{\"msg\":\"other\",\"request_id\":\"b\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if ids, err := logged(path); err != nil || len(ids) != 1 || !ids["a"] {
		t.Errorf("%v, %v", ids, err)
	}
}
