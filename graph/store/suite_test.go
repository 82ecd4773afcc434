package store_test

import (
	"path/filepath"
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store"
	"github.com/innograph/innograph/graph/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) (graph.Store, func() graph.Store) {
		return open(t, "memory"), nil
	})
}

func TestBolt(t *testing.T) {
	storetest.Run(t, func(t *testing.T) (graph.Store, func() graph.Store) {
		dsn := "bolt:" + filepath.Join(t.TempDir(), "store.bolt")
		return open(t, dsn), func() graph.Store { return open(t, dsn) }
	})
}

func open(t *testing.T, dsn string) graph.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
