//go:build unix

package store_test

import (
	"testing"

	"github.com/innograph/innograph/graph"
	"github.com/innograph/innograph/graph/store/postgrestest"
	"github.com/innograph/innograph/graph/storetest"
)

func TestPostgres(t *testing.T) {
	storetest.Run(t, func(t *testing.T) (graph.Store, func() graph.Store) {
		dsn := postgrestest.Database(t)
		return open(t, dsn), func() graph.Store { return open(t, dsn) }
	})
}
